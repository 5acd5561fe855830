package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.javagym.GymException.Code;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderEnforcingTest {
  private static final String ID = "gymtest/Order-v0";

  private final StubEnv inner = new StubEnv();

  @BeforeEach
  void register() {
    Gym.register(EnvSpec.builder(ID, kwargs -> inner).build());
  }

  @Test
  void stepAndRenderBeforeTheFirstResetAreErrors() {
    Env<float[], Long> env = Gym.make(ID);

    assertFails(() -> env.step(0L), Code.RESET_NEEDED, "step of " + ID, "before its first reset");
    assertFails(env::render, Code.RESET_NEEDED, "render of " + ID, "before its first reset");
    assertThat(inner.calls()).isEmpty();
  }

  @Test
  void aResetThatFailedIsNone() {
    Env<float[], Long> env = Gym.make(ID);
    inner.failing("reset", new IllegalStateException("no map"));

    assertThatIllegalStateException().isThrownBy(env::reset).withMessage("no map");
    assertFails(() -> env.step(0L), Code.RESET_NEEDED, "step of " + ID);
    env.reset(1);
    assertThat(env.step(0L).observation()).containsExactly(3);
  }

  @Test
  void anActionOutsideTheSpaceDoesNotReachTheEnvironment() {
    Env<float[], Long> env = Gym.make(ID);
    env.reset(1);

    for (long action : new long[] {-1, 2, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertFails(
          () -> env.step(action),
          Code.INVALID_ACTION,
          "action of " + ID + ": expected an integer in [0, 2), got " + action);
    }
    assertThat(inner.calls()).containsExactly("reset 1");
  }

  /** As from {@code Env<float[], Integer> env = Gym.make(...)}, which compiles. */
  @Test
  void anActionOfAnotherTypeIsAnErrorThatSaysTheType() {
    Env<Object, Object> env = Gym.make(ID);
    env.reset(1);

    assertFails(() -> env.step(1), Code.INVALID_ACTION, "expected a Long, got 1 (Integer)");
    assertFails(() -> env.step("left"), Code.INVALID_ACTION, "expected an integer", "left");
    assertThat(inner.calls()).containsExactly("reset 1");
  }

  @Test
  void aNegativeSeedDoesNotReachTheEnvironment() {
    Env<float[], Long> env = Gym.make(ID);

    assertFails(() -> env.reset(-3), Code.INVALID_ARGUMENT, "seed is -3, expected a non-negative");
    assertThat(inner.calls()).isEmpty();
    env.reset(BigInteger.TWO.pow(64), Map.of());
    assertThat(inner.calls()).containsExactly("reset 18446744073709551616");
  }

  @Test
  void useAfterCloseIsAnErrorAndClosingAgainIsNothing() {
    Env<float[], Long> env = Gym.make(ID);
    env.reset(1);
    env.close();
    env.close();

    assertThat(inner.calls()).containsExactly("reset 1", "close");
    assertFails(env::reset, Code.CLOSED, "reset of " + ID + " after it was closed");
    assertFails(() -> env.step(0L), Code.CLOSED, "step of " + ID);
    assertFails(env::render, Code.CLOSED, "render of " + ID);
  }

  @Test
  void allElsePassesThrough() {
    Env<float[], Long> env = Gym.make(ID);
    env.reset(5);

    assertThat(env.observationSpace()).isSameAs(inner.observationSpace());
    assertThat(env.actionSpace()).isSameAs(inner.actionSpace());
    assertThat(env.infoSpace()).isSameAs(inner.infoSpace());
    assertThat(env.renderMode()).isSameAs(inner.renderMode());
    assertThat(env.render()).hasToString("1\n");
    assertThat(env.step(1L).reward()).isEqualTo(1);
  }
}
