package io.javagym.agents.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.Gym;
import io.javagym.agents.Experience;
import io.javagym.agents.Schedule;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.training.Budget;
import io.javagym.agents.training.History;
import io.javagym.agents.training.Trainer;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DqnTest {
  private static final Box<float[]> SEEN = Box.float32(-10, 10, 2);
  private static final DqnSettings SMALL =
      DqnSettings.of().withHidden(List.of(16)).withBatchSize(4).withReplayCapacity(100);
  private static final float[] S = {1, -1};

  private static Dqn<float[]> agent(DqnSettings settings) {
    return new Dqn<>(SEEN, Discrete.of(3, 5), settings, NumpyGenerator.seeded(1));
  }

  private static void live(Dqn<float[]> agent, int steps, double reward, int episodeLength) {
    for (int i = 1; i <= steps; i++) {
      long action = agent.act(S);
      boolean done = i % episodeLength == 0;
      agent.update(new Experience<>(S, action, reward, S, done, false));
    }
  }

  private static boolean targetIsOnline(Dqn<float[]> agent) {
    return java.util.Arrays.equals(
        agent.target().parameters().get(0).values(), agent.network().parameters().get(0).values());
  }

  @Test
  void aCopyIsMadeEverySoManySteps() {
    Dqn<float[]> agent = agent(SMALL.withTarget(new TargetUpdate.EverySteps(10)));
    live(agent, 9, 1, 100);
    assertThat(targetIsOnline(agent)).isFalse();
    live(agent, 1, 1, 100);
    assertThat(targetIsOnline(agent)).isTrue();
  }

  @Test
  void aCopyIsMadeEverySoManyEpisodes() {
    Dqn<float[]> agent = agent(SMALL.withTarget(new TargetUpdate.EveryEpisodes(2)));
    live(agent, 9, 1, 5);
    assertThat(targetIsOnline(agent)).isFalse();
    live(agent, 1, 1, 1);
    assertThat(targetIsOnline(agent)).isTrue();
  }

  @Test
  void aPolyakTargetFollowsEachUpdate() {
    Dqn<float[]> agent = agent(SMALL.withTarget(new TargetUpdate.Polyak(0.5)));
    live(agent, 3, 1, 100); // no batch yet
    float before = agent.target().parameters().get(0).values()[0];
    live(agent, 1, 1, 100);
    float online = agent.network().parameters().get(0).values()[0];
    assertThat(agent.target().parameters().get(0).values()[0])
        .isEqualTo(0.5f * before + 0.5f * online);
  }

  /** Reward 1 a step and every step terminal: Q is 1 for what is done, whatever comes after. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTerminalStepHasNoFuture(boolean doubleQ) {
    Dqn<float[]> agent =
        agent(
            SMALL
                .withDoubleQ(doubleQ)
                .withLearningRate(1e-2)
                .withEpsilon(Schedule.constant(1), DqnSettings.Per.STEP));
    live(agent, 2000, 1, 1);
    float[] q = agent.network().predict(new float[][] {S}, 1)[0];
    for (float value : q) {
      assertThat(value).isBetween(0.98f, 1.02f);
    }
  }

  /** Truncated steps do have one: 1 / (1 - gamma) in the end. */
  @Test
  void aTruncatedStepHasAFuture() {
    Dqn<float[]> agent =
        agent(
            SMALL
                .withGamma(0.5)
                .withLearningRate(1e-2)
                .withTarget(new TargetUpdate.EverySteps(20)));
    for (int i = 0; i < 3000; i++) {
      agent.update(new Experience<>(S, agent.act(S), 1, S, false, true));
    }
    float[] q = agent.network().predict(new float[][] {S}, 1)[0];
    assertThat(Math.max(q[0], Math.max(q[1], q[2]))).isBetween(1.9f, 2.1f);
  }

  @Test
  void actionsStartWhereTheSpaceDoes() {
    Dqn<float[]> agent = agent(SMALL.withEpsilon(Schedule.constant(1), DqnSettings.Per.STEP));
    for (int i = 0; i < 100; i++) {
      assertThat(agent.act(S)).isBetween(5L, 7L);
      assertThat(agent.actGreedily(S)).isBetween(5L, 7L);
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheStepAndWhatToDo() {
    Dqn<float[]> agent = agent(SMALL);
    assertThatThrownBy(() -> live(agent, 10, Double.NaN, 100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "DQN diverged: the loss is NaN in update 1, at step 4; lower the learning rate, now 0.001, or set a greatest gradient norm, now Infinity");
  }

  @Test
  void spacesThatItCannotUseAreRefused() {
    assertThatThrownBy(
            () -> new Dqn<>(SEEN, cast(Box.float32(-1, 1, 2)), SMALL, NumpyGenerator.seeded(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DQN values each action, so it needs Discrete actions, got Box")
        .hasMessageEndingWith("take PPO");
    assertThatThrownBy(
            () -> new Dqn<>(Box.int8(0, 1, 2), Discrete.of(2), SMALL, NumpyGenerator.seeded(1)))
        .hasMessageStartingWith("a network sees Discrete, or a Box of float32, float64 or uint8");
  }

  @SuppressWarnings("unchecked") // As where the environment is known by its name alone.
  private static io.javagym.spaces.Space<Long> cast(io.javagym.spaces.Space<?> space) {
    return (io.javagym.spaces.Space<Long>) space;
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SMALL.withBatchSize(101))
        .hasMessage("the batch size is 101, expected 1 <= batch size <= 100, the replay capacity");
    assertThatThrownBy(() -> SMALL.withGamma(1.5))
        .hasMessage("gamma is 1.5, expected 0 <= gamma <= 1");
    assertThatThrownBy(() -> new TargetUpdate.Polyak(0))
        .hasMessage("tau is 0.0, expected 0 < tau <= 1");
    assertThatThrownBy(() -> new TargetUpdate.EverySteps(0))
        .hasMessage("a target copy every 0 steps, expected at least 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "djl"})
  void equalSeedsGiveEqualCurves(String backend) {
    double[] first = curve(backend, 3);
    assertThat(curve(backend, 3)).isEqualTo(first);
    assertThat(curve(backend, 4)).isNotEqualTo(first);
  }

  private static double[] curve(String backend, long seed) {
    History history = new History();
    try (var env = Gym.<float[], Long>make("CartPole-v1");
        Dqn<float[]> agent =
            new Dqn<>(
                env.observationSpace(),
                env.actionSpace(),
                DqnSettings.of().withHidden(List.of(32)).withBackend(Backend.named(backend)),
                NumpyGenerator.seeded(seed))) {
      Trainer.train(env, agent, seed, Budget.steps(1000), List.of(history));
    }
    return history.returns();
  }

  /** The Nature CNN from pixels, which are kept as bytes. */
  @Test
  void pixelsAreSeenByConvolutions() {
    Box<byte[]> frames = Box.uint8(0, 255, 4, 84, 84);
    DqnSettings settings =
        DqnSettings.of()
            .withHidden(List.of())
            .withBatchSize(8)
            .withReplayCapacity(32)
            .withLearningRate(1e-4)
            .withLoss(Loss.HUBER)
            .withBackend(Backend.named("djl"));
    byte[] frame = new byte[4 * 84 * 84];
    try (Dqn<byte[]> agent =
        new Dqn<>(frames, Discrete.of(6), settings, NumpyGenerator.seeded(1))) {
      float[] before = agent.network().parameters().get(0).values().clone();
      for (int i = 0; i < 12; i++) {
        long action = agent.act(frame);
        byte[] next = frame.clone();
        next[i * 100] = (byte) 200;
        agent.update(new Experience<>(frame, action, 1, next, i == 11, false));
        frame = next;
      }
      assertThat(agent.metrics().get("loss")).isFinite().isPositive();
      assertThat(agent.network().parameters().get(0).values()).isNotEqualTo(before);
    }
  }
}
