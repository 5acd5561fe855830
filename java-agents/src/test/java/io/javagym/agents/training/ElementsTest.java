package io.javagym.agents.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.GymException;
import io.javagym.Snapshots;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.Space;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementsTest {
  /** A run that remembers one observation. */
  private static final class Memory<T> implements Snapshottable {
    private final Space<T> space;
    private @Nullable T seen;

    Memory(Space<T> space, @Nullable T seen) {
      this.space = space;
      this.seen = seen;
    }

    @Override
    public void exchangeState(StateExchange state) {
      seen = Elements.exchange(state, space, seen);
    }
  }

  static List<Space<?>> spaces() {
    return List.of(
        Discrete.of(5),
        Box.float32(-1, 1, 3),
        Box.float64(-1, 1, 2, 2),
        Box.int8(-5, 5, 3),
        Box.uint8(0, 255, 4),
        Box.int32(-9, 9, 2),
        Box.int64(-9, 9, 2));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  <T> void whatWasSeenComesBackAndIsACopy(Space<T> space) {
    T seen = space.sampler(3).sample();
    byte[] snapshot = Snapshots.save(new Memory<>(space, seen));
    Memory<T> restored = new Memory<>(space, null);
    Snapshots.restore(restored, snapshot);
    assertThat(restored.seen).isEqualTo(seen);
    Snapshots.restore(restored, Snapshots.save(new Memory<>(space, null)));
    assertThat(restored.seen).isNull();
  }

  @Test
  void otherSpacesAreRefusedByName() {
    MultiBinary space = MultiBinary.of(3);
    assertThatThrownBy(() -> Snapshots.save(new Memory<>(space, space.sampler(0).sample())))
        .isInstanceOf(GymException.class)
        .hasMessageContaining("Discrete or a Box")
        .hasMessageContaining("MultiBinary");
  }
}
