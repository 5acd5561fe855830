package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.BatchMemory;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.Warnings;
import io.javagym.spaces.Box;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SingleEnvTest {
  private final StubEnv stub = new StubEnv();
  private final SingleEnv single = new SingleEnv(stub, BatchMemory.DIRECT);

  @Test
  void onlyItsCallerResetsIt() {
    stub.terminatingAt(1);
    assertThat(single.autoresetMode()).isEqualTo(AutoresetMode.DISABLED);
    single.reset(5);
    for (int i = 0; i < 2; i++) {
      single.step();
      assertThat(single.batch().terminated(0)).isTrue();
    }
    single.reset(null, Map.of());

    assertThat(single.batch().terminated(0)).isFalse();
    assertThat(stub.calls()).containsExactly("reset 5", "step 0", "step 0", "reset null");
  }

  @Test
  void itsOneRowIsResetUnlessMasked() {
    single.reset(List.of(BigInteger.TWO), Map.of(), null);
    single.reset(List.of(BigInteger.TEN), Map.of(), new boolean[] {false});
    single.reset(null, Map.of(), new boolean[] {true});

    assertThat(stub.calls()).containsExactly("reset 2", "reset null");
  }

  @Test
  void callsThatCanNotBeAreErrors() {
    assertFails(single::step, Code.RESET_NEEDED, "step before the first reset", "env=0");
    assertFails(() -> single.reset(-1), Code.INVALID_ARGUMENT, "seed is -1");
    single.reset(0);
    single.batch().actionBytes().putLong(0, 2);
    assertFails(single::step, Code.INVALID_ACTION, "env=0, action=2, expected 0 <= action < 2");
    assertThat(stub.calls()).containsExactly("reset 0");

    single.close();
    single.close();
    assertFails(single::step, Code.CLOSED, "step after the environment was closed");
    assertFails(() -> single.reset(0), Code.CLOSED, "reset");
    assertFails(single::render, Code.CLOSED, "render");
    assertThat(stub.calls()).containsExactly("reset 0", "close");
  }

  @Test
  void itsFrameIsThatOfTheEnvironment() {
    single.reset(0);

    assertThat(single.render()).extracting(String::valueOf).containsExactly("1\n");
  }

  @Test
  void theFirstObservationsBeyondTheirBoundsAreWarnedOf() {
    List<String> warnings = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(warnings::add);
    try {
      // The first observation is 1, and each call adds one.
      SingleEnv env =
          new SingleEnv(new StubEnv().seeing(Box.float32(0, 0.5, 1)), BatchMemory.DIRECT);
      env.reset(0);
      env.step();
      env.step();
      env.reset(0);
    } finally {
      Warnings.setReceiver(before);
    }

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .isEqualTo(
            "env=0, an observation of io.javagym.StubEnv is not in its space: [0]: 1.0 is above"
                + " high 0.5");
  }
}
