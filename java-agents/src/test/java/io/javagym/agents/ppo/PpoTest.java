package io.javagym.agents.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.AutoresetMode;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.agents.Experience;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.training.Budget;
import io.javagym.agents.training.History;
import io.javagym.agents.training.Trainer;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.vector.SyncVectorEnv;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PpoTest {
  private static final Box<float[]> SEEN = Box.float32(-10, 10, 2);
  private static final PpoSettings SMALL =
      PpoSettings.of()
          .withHidden(Activation.TANH, 16)
          .withRolloutSteps(64)
          .withMinibatchSize(16)
          .withEpochs(4)
          .withLearningRate(3e-3);
  private static final float[] S = {1, -1};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsWhichDiscreteActionIsPaid(boolean shared) {
    try (Ppo<float[], Long> agent =
        new Ppo<>(
            SEEN, Discrete.of(3, 10), SMALL.withSharedNetwork(shared), NumpyGenerator.seeded(1))) {
      int paid = 0;
      for (int i = 0; i < 4000; i++) {
        long action = agent.act(S);
        assertThat(action).isBetween(10L, 12L);
        boolean good = action == 11;
        paid += good && i >= 3000 ? 1 : 0;
        agent.update(new Experience<>(S, action, good ? 1 : 0, S, i % 5 == 4, false));
      }
      assertThat(paid).isGreaterThan(900);
    }
  }

  @Test
  void itLearnsWhereContinuousActionsArePaid() {
    try (Ppo<float[], float[]> agent =
        new Ppo<>(
            SEEN,
            Box.float32(-2, 2, 2),
            SMALL.withTargetKl(0.1).withClipValueLoss(true),
            NumpyGenerator.seeded(1))) {
      double cost = 0;
      for (int i = 0; i < 12_000; i++) {
        float[] a = agent.act(S);
        double off = (a[0] - 0.5) * (a[0] - 0.5) + (a[1] + 1) * (a[1] + 1);
        cost += i >= 11_000 ? off / 1000 : 0;
        agent.update(new Experience<>(S, a, -off, S, true, false));
      }
      assertThat(cost).isLessThan(0.5); // it starts above 2
    }
  }

  /** The loop and the agent of single environments, and those of vector ones, do the same. */
  @Test
  void aVectorOfOneIsTheSingleEnvironment() {
    PpoSettings settings = SMALL.withRolloutSteps(128);
    History single = new History();
    try (var env = Gym.<float[], Long>make("CartPole-v1");
        Ppo<float[], Long> agent =
            new Ppo<>(
                env.observationSpace(), env.actionSpace(), settings, NumpyGenerator.seeded(2))) {
      Trainer.train(env, agent, 7, Budget.steps(2000), List.of(single));
    }
    History vector = new History();
    try (VectorEnv env = cartPoles(1, AutoresetMode.SAME_STEP);
        VectorPpo agent = new VectorPpo(env.batch(), settings, NumpyGenerator.seeded(2))) {
      Trainer.train(env, agent, 7, Budget.steps(2000), List.of(vector));
    }
    assertThat(vector.size()).isGreaterThan(20);
    assertThat(vector.returns()).isEqualTo(single.returns());
  }

  @Test
  void manyRowsLearnTogether() {
    History history = new History();
    try (VectorEnv env = cartPoles(8, AutoresetMode.SAME_STEP);
        VectorPpo agent =
            new VectorPpo(env.batch(), SMALL.withRolloutSteps(128), NumpyGenerator.seeded(2))) {
      Trainer.Totals totals = Trainer.train(env, agent, 7, Budget.steps(40_000), List.of(history));
      assertThat(totals.steps()).isEqualTo(40_000);
    }
    assertThat(history.meanReturn(50)).isGreaterThan(150);
  }

  @Test
  void anotherAutoresetModeIsRefused() {
    try (VectorEnv env = cartPoles(2, AutoresetMode.NEXT_STEP);
        VectorPpo agent = new VectorPpo(env.batch(), SMALL, NumpyGenerator.seeded(2))) {
      assertThatThrownBy(() -> Trainer.train(env, agent, 7, Budget.steps(10), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("agents learn on AutoresetMode.SAME_STEP")
          .hasMessageContaining("got NEXT_STEP");
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheUpdateAndWhatToDo() {
    try (Ppo<float[], Long> agent =
        new Ppo<>(SEEN, Discrete.of(2), SMALL, NumpyGenerator.seeded(1))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 64; i++) {
                  agent.update(new Experience<>(S, agent.act(S), Double.NaN, S, false, false));
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("PPO diverged: the loss is NaN in update 1 (policy NaN")
          .hasMessageEndingWith("lower the learning rate, now 0.003");
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SMALL.withLambda(-0.1))
        .hasMessage("lambda is -0.1, expected 0 <= lambda <= 1");
    assertThatThrownBy(() -> SMALL.withEpochs(0)).hasMessage("epochs is 0.0, expected more than 0");
  }

  /** Not the batch-native form, which seeds all rows from one stream. */
  private static VectorEnv cartPoles(int rows, AutoresetMode mode) {
    EnvSpec spec = Gym.spec("CartPole-v1");
    return new SyncVectorEnv(
        VectorSettings.of(rows).withAutoresetMode(mode).withNumThreads(1),
        spec.boundedSteps(),
        () -> Gym.make("CartPole-v1", Map.of()));
  }
}
