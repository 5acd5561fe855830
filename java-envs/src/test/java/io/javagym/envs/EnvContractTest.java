package io.javagym.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.Info;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Sampler;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every environment must do. The test of an environment extends this with its id. */
public abstract class EnvContractTest {
  private static final int RANDOM_STEPS = 10_000;

  private final String id;
  private final Map<String, @Nullable Object> kwargs;
  private final List<Env<Object, Object>> opened = new ArrayList<>();

  /** The contract of an environment with these arguments. */
  protected EnvContractTest(String id, Map<String, @Nullable Object> kwargs) {
    this.id = id;
    this.kwargs = kwargs;
  }

  /** The environment under test, closed after the test. */
  protected final Env<Object, Object> open() {
    return open(Map.of());
  }

  /** The environment under test with more arguments. */
  protected final Env<Object, Object> open(Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> all = new HashMap<>(kwargs);
    all.putAll(more);
    Env<Object, Object> env = Gym.make(id, all);
    opened.add(env);
    return env;
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(Env::close);
  }

  /** That a call fails with an error of a kind whose message holds these texts. */
  protected static void assertFails(ThrowingCallable call, Code code, String... texts) {
    assertThatExceptionOfType(GymException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }

  @Test
  final void equalSeedsAndActionsGiveEqualTrajectories() {
    BigInteger seed = BigInteger.TWO.pow(64).add(BigInteger.valueOf(7));
    Env<Object, Object> env = open();
    List<Object> first = trajectory(env, seed);

    assertThat(trajectory(open(), seed)).usingRecursiveComparison().isEqualTo(first);
    if (seedsForgetThePast()) {
      assertThat(trajectory(env, seed)).usingRecursiveComparison().isEqualTo(first);
    }
  }

  /** Whether a seed gives the same trajectory in an environment that has been used before. */
  protected boolean seedsForgetThePast() {
    return true;
  }

  private static List<Object> trajectory(Env<Object, Object> env, BigInteger seed) {
    List<Object> trajectory = new ArrayList<>();
    Sampler<Object> actions = env.actionSpace().sampler(5);
    trajectory.add(env.reset(seed, Map.of()));
    for (int i = 0; i < 300; i++) {
      Step<Object> step = env.step(actions.sample());
      trajectory.add(step);
      if (step.done()) {
        trajectory.add(env.reset());
      }
    }
    return trajectory;
  }

  @Test
  final void aSnapshotGoesOnWithTheIdenticalTrajectory() {
    Env<Object, Object> env = open();
    Sampler<Object> actions = env.actionSpace().sampler(6);
    env.reset(6);
    for (int i = 0; i < 3 * RANDOM_STEPS / 100; i++) {
      if (env.step(actions.sample()).done()) {
        env.reset();
      }
    }
    byte[] snapshot = env.snapshot();
    List<Object> expected = onwards(env);

    env.restore(snapshot);
    assertThat(onwards(env)).usingRecursiveComparison().isEqualTo(expected);
    // The same in an environment without a past.
    Env<Object, Object> other = open();
    other.restore(snapshot);
    assertThat(other.snapshot()).isEqualTo(snapshot);
    assertThat(onwards(other)).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  final void aSnapshotBeforeTheFirstResetHoldsThatThereWasNone() {
    Env<Object, Object> env = open();
    byte[] snapshot = env.snapshot();
    Object action = env.actionSpace().sampler(0).sample();
    env.reset(0);

    env.restore(snapshot);

    assertFails(() -> env.step(action), Code.RESET_NEEDED, id);
  }

  @Test
  final void aSnapshotThatIsDamagedChangesNothing() {
    Env<Object, Object> env = open();
    env.reset(3);
    byte[] good = env.snapshot();
    byte[] cut = Arrays.copyOf(good, good.length - 1);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;

    assertFails(() -> env.restore(new byte[0]), Code.INVALID_ARGUMENT, "snapshot");
    assertFails(() -> env.restore(cut), Code.INVALID_ARGUMENT, "snapshot");
    assertFails(() -> env.restore(flipped), Code.INVALID_ARGUMENT, "snapshot");

    assertThat(env.snapshot()).isEqualTo(good);
  }

  private static List<Object> onwards(Env<Object, Object> env) {
    List<Object> trajectory = new ArrayList<>();
    Sampler<Object> actions = env.actionSpace().sampler(7);
    for (int i = 0; i < 300; i++) {
      Step<Object> step = env.step(actions.sample());
      trajectory.add(step);
      if (step.done()) {
        trajectory.add(env.reset());
      }
    }
    return trajectory;
  }

  @Test
  final void randomStepsStayInTheDeclaredSpaces() {
    Env<Object, Object> env = open();
    // A batch refuses what the spaces don't declare.
    Batch batch =
        Batch.builder(1, env.observationSpace(), env.actionSpace()).info(env.infoSpace()).build();
    Sampler<Object> actions = env.actionSpace().sampler(1);

    check(env, batch, env.reset(1));
    for (int i = 0; i < RANDOM_STEPS; i++) {
      Step<Object> step = env.step(actions.sample());
      check(env, batch, step.observation(), step.info());
      assertThat(step.reward()).isFinite();
      if (step.done()) {
        check(env, batch, env.reset());
      }
    }
  }

  private static void check(Env<Object, Object> env, Batch batch, Reset<Object> reset) {
    check(env, batch, reset.observation(), reset.info());
  }

  private static void check(Env<Object, Object> env, Batch batch, Object observation, Info info) {
    String explanation = env.observationSpace().explain(observation);
    if (explanation != null) {
      throw new AssertionError(explanation);
    }
    batch.observation().write(0, observation);
    batch.info().write(0, info);
  }

  @Test
  final void anEpisodeEndsAtTheTimeLimitAtTheLatest() {
    Integer limit = Gym.spec(id).maxEpisodeSteps();
    Assumptions.assumeTrue(limit != null);
    Env<Object, Object> env = open();
    Sampler<Object> actions = env.actionSpace().sampler(2);
    env.reset(2);
    int steps = 0;
    Step<Object> step;
    do {
      step = env.step(actions.sample());
      steps++;
    } while (!step.done());

    assertThat(steps).isLessThanOrEqualTo(limit);
    assertThat(step.truncated()).isEqualTo(steps == limit);
  }

  @Test
  final void anUnseededResetWorks() {
    Env<Object, Object> env = open();

    assertThat(env.observationSpace().contains(env.reset().observation())).isTrue();
  }

  @Test
  final void stepBeforeResetIsAnError() {
    Env<Object, Object> env = open();
    Object action = env.actionSpace().sampler(0).sample();

    assertFails(() -> env.step(action), Code.RESET_NEEDED, "step", id);
    assertFails(env::render, Code.RESET_NEEDED, "render", id);

    env.reset(0);
    env.step(action);
  }

  @Test
  final void useAfterCloseIsAnError() {
    Env<Object, Object> env = open();
    Object action = env.actionSpace().sampler(0).sample();
    env.reset(0);
    env.close();

    assertFails(env::reset, Code.CLOSED, "reset", id);
    assertFails(() -> env.step(action), Code.CLOSED, "step", id);
    assertFails(env::render, Code.CLOSED, "render", id);
  }

  @Test
  final void closingTwiceIsHarmless() {
    Env<Object, Object> env = open();
    env.reset(0);

    env.close();
    env.close();
  }

  @Test
  final void anActionOutOfRangeIsAnErrorThatLeavesTheEnvironmentUsable() {
    Env<Object, Object> env = open();
    Assumptions.assumeTrue((Object) env.actionSpace() instanceof Discrete);
    Discrete actions = (Discrete) (Object) env.actionSpace();
    long beyond = actions.start() + actions.n();
    env.reset(0);

    assertFails(() -> env.step(beyond), Code.INVALID_ACTION, id, Long.toString(beyond));
    assertFails(() -> env.step(actions.start() - 1), Code.INVALID_ACTION, id);
    assertFails(() -> env.step("left"), Code.INVALID_ACTION, id, "left");

    env.step(actions.start());
  }

  @Test
  final void anUnknownArgumentIsAnErrorThatListsTheKnown() {
    assertFails(
        () -> open(Map.of("nonsense", 1L)), Code.UNKNOWN_ARGUMENT, id, "nonsense", "render_mode");
  }

  @Test
  final void anUnknownResetOptionIsPassedOver() {
    Env<Object, Object> env = open();
    Object expected = env.reset(0).observation();

    Object observation = env.reset(BigInteger.ZERO, Map.of("nonsense", 1L)).observation();

    assertThat(observation).isEqualTo(expected);
  }

  @Test
  final void everyRenderModeOfTheSpecDrawsAndNoOther() {
    Env<Object, Object> plain = open();
    plain.reset(0);
    assertThat(plain.renderMode()).isEqualTo(RenderMode.NONE);
    assertThat(plain.render()).isNull();

    for (RenderMode mode : EnumSet.complementOf(EnumSet.of(RenderMode.NONE))) {
      Map<String, @Nullable String> argument =
          Collections.singletonMap("render_mode", mode.gymnasiumName());
      if (Gym.spec(id).renderModes().contains(mode.gymnasiumName())) {
        Env<Object, Object> env = open(argument);
        env.reset(0);
        assertThat(env.renderMode()).isEqualTo(mode);
        assertDraws(env);
      } else {
        assertFails(() -> open(argument), Code.UNSUPPORTED_MODE, "render_mode", id);
      }
    }
  }

  /** Python's tests look at the pictures that are made of Gymnasium's images. */
  private static void assertDraws(Env<Object, Object> env) {
    try {
      assertThat(env.render()).isNotNull();
    } catch (GymException e) {
      assertThat(e.code()).isEqualTo(Code.DEPENDENCY_NOT_INSTALLED);
      assertThat(env.renderMode().drawsPixels()).isTrue();
    }
  }
}
