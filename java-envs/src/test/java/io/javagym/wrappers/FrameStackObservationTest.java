package io.javagym.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.Env;
import io.javagym.EpisodesEnv;
import io.javagym.GymException;
import io.javagym.StubEnv;
import io.javagym.spaces.Box;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FrameStackObservationTest {
  /** The stub sees how many calls there were. */
  @Test
  void theNewestObservationIsTheLast() {
    Env<float[], Long> env = new FrameStackObservation<>(new StubEnv(), 3);

    assertThat(env.observationSpace()).isEqualTo(Box.float32(0, 1_000_000, 3, 1));
    assertThat(env.reset(0).observation()).containsExactly(1, 1, 1);
    assertThat(env.step(0L).observation()).containsExactly(1, 1, 2);
    assertThat(env.step(0L).observation()).containsExactly(1, 2, 3);
    assertThat(env.step(0L).observation()).containsExactly(2, 3, 4);
    assertThat(env.reset().observation()).containsExactly(5, 5, 5);
  }

  @Test
  void anEpisodeCanBeginWithZerosOrAnObservationOfTheCallers() {
    Env<float[], Long> zeros = FrameStackObservation.paddedWithZeros(new StubEnv(), 3);
    assertThat(zeros.reset(0).observation()).containsExactly(0, 0, 1);

    Env<float[], Long> sevens = FrameStackObservation.padded(new StubEnv(), 2, new float[] {7});
    assertThat(sevens.reset(0).observation()).containsExactly(7, 1);
    assertThat(sevens.step(0L).observation()).containsExactly(1, 2);
  }

  @Test
  void argumentsByNameAskForTheSame() {
    assertThat(FrameStackObservation.of(new StubEnv(), 2L).reset(0).observation())
        .containsExactly(1, 1);
    assertThat(of(Map.of("stack_size", 2L, "padding_type", "reset"))).containsExactly(1, 1);
    assertThat(of(Map.of("stack_size", 2L, "padding_type", "zero"))).containsExactly(0, 1);
    assertThat(of(Map.of("stack_size", 2L, "padding_type", List.of(List.of(7L)))))
        .containsExactly(7, 1);
  }

  private static float[] of(Map<String, Object> arguments) {
    return FrameStackObservation.of(new StubEnv(), arguments).reset(0).observation();
  }

  @Test
  void whatElseTheEnvironmentTellsPassesThrough() {
    StubEnv inner = new StubEnv().terminatingAt(1);
    Env<float[], Long> env = new FrameStackObservation<>(inner, 2);
    env.reset(5);
    assertThat(env.step(1L).terminated()).isTrue();
    assertThat(env.step(1L).reward()).isEqualTo(1);
    env.close();
    assertThat(inner.calls()).containsExactly("reset 5", "step 1", "step 1", "close");
  }

  @Test
  void whatCannotBeStackedIsRefused() {
    assertRefused(() -> new FrameStackObservation<>(new StubEnv(), 0), "stack_size is 0");
    assertRefused(() -> new FrameStackObservation<>(new EpisodesEnv(), 2), "expected a Box");
    assertRefused(() -> of(Map.of("padding_type", "zero")), "no stack_size");
    assertRefused(() -> of(Map.of("stack_size", 2L, "padding_type", "one")), "padding_type is one");
    assertRefused(
        () -> of(Map.of("stack_size", 2L, "padding_type", List.of(-1L))),
        "padding_type is no observation");
    assertRefused(() -> of(Map.of("stack_size", 2L, "size", 1L)), "'size'");
  }

  private static void assertRefused(ThrowingCallable call, String text) {
    assertThatExceptionOfType(GymException.class).isThrownBy(call).withMessageContaining(text);
  }
}
