package io.javagym.agents.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.GymException;
import io.javagym.agents.policyfile.Policy;
import io.javagym.agents.policyfile.SafeTensors;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.SpaceJson;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python sees of an agent; python/tests/agents asks far more of it. */
@Timeout(60)
class AgentSessionTest {
  private static final String SMALL_PPO = "{\"n_steps\": 64, \"n_epochs\": 2, \"net_arch\": [8]}";

  @TempDir private Path folder;

  private static AgentSession open(String algorithm, String settings) {
    return AgentSession.openOn(algorithm, "CartPole-v1", 1, "{}", settings, 1);
  }

  private static void learn(AgentSession session, long steps) throws Exception {
    session.learn(steps);
    while (!session.await(50)) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"REINFORCE", "PPO"})
  void learningInPartsIsLearningAtOnce(String algorithm) throws Exception {
    String settings = algorithm.equals("PPO") ? SMALL_PPO : "{}";
    try (AgentSession atOnce = open(algorithm, settings);
        AgentSession inParts = open(algorithm, settings)) {
      learn(atOnce, 1000);
      learn(inParts, 333);
      learn(inParts, 667);
      assertThat(atOnce.steps()).isEqualTo(1000);
      assertThat(inParts.episodesFrom(0)).isEqualTo(atOnce.episodesFrom(0)).hasSizeGreaterThan(9);
    }
  }

  @Test
  void itStopsAfterAStepAndGoesOn() throws Exception {
    try (AgentSession session = open("DQN", "{\"batch_size\": 8, \"net_arch\": [8]}")) {
      session.learn(Long.MAX_VALUE / 2);
      assertThatThrownBy(() -> session.learn(1))
          .isInstanceOf(GymException.class)
          .hasMessage("the agent learns already");
      assertThat(session.await(20)).isFalse();
      session.stop();
      while (!session.await(50)) {}
      long steps = session.steps();
      assertThat(steps).isPositive();
      learn(session, 10);
      assertThat(session.steps()).isEqualTo(steps + 10);
    }
  }

  @Test
  void whatItSavesIsAPolicyAndAnAgent() throws Exception {
    String file = folder.resolve("agent.safetensors").toString();
    try (AgentSession session = open("PPO", SMALL_PPO);
        AgentSession other = AgentSession.openOn("PPO", "CartPole-v1", 1, "{}", SMALL_PPO, 2)) {
      learn(session, 200);
      session.save(file, "of mine");
      SafeTensors written = SafeTensors.read(Path.of(file));
      assertThat(written.metadata()).containsEntry("javagym.agent", "of mine");
      assertThat(written.tensors()).containsKeys("policy.0.weight", "value.2.bias");
      other.restore(file);
      other.save(file, "of another");
      SafeTensors again = SafeTensors.read(Path.of(file));
      written
          .tensors()
          .forEach((name, tensor) -> assertThat(again.get(name).bytes()).isEqualTo(tensor.bytes()));
    }
    try (Policy<?, ?> policy = Policy.load(Path.of(file))) {
      assertThat(policy.algorithm()).isEqualTo("PPO");
    }
  }

  @Test
  void whatFailsInItsThreadIsThrownToWhoWaits() throws Exception {
    try (AgentSession session =
        AgentSession.openOn(
            "PPO",
            "Pendulum-v1",
            1,
            "{}",
            "{\"n_steps\": 64, \"learning_rate\": 1e30, \"max_grad_norm\": null}",
            1)) {
      assertThatThrownBy(() -> learn(session, 100_000))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("PPO diverged: the loss is ");
    }
  }

  @Test
  void anAgentOfOtherSizesIsRefusedAndNothingChanges() throws IOException {
    String file = folder.resolve("agent.safetensors").toString();
    String seen = SpaceJson.toJson(Box.float32(-1, 1, 4));
    String done = SpaceJson.toJson(Discrete.of(2));
    try (AgentSession large = AgentSession.open("DQN", seen, done, 1, "{\"net_arch\": [8, 9]}", 1);
        AgentSession small = AgentSession.open("DQN", seen, done, 1, "{\"net_arch\": [8, 8]}", 2)) {
      large.save(file, "");
      small.save(file + ".before", "");
      assertThatThrownBy(() -> small.restore(file))
          .isInstanceOf(GymException.class)
          .hasMessage(file + ": tensor 'policy.2.weight' is F32[9, 8], expected F32[8, 8]");
      small.save(file + ".after", "");
      assertThat(SafeTensors.read(Path.of(file + ".after")).get("policy.0.weight").floats())
          .isEqualTo(SafeTensors.read(Path.of(file + ".before")).get("policy.0.weight").floats());
      assertThatThrownBy(() -> small.learn(1))
          .hasMessage("the environments of this agent are not in Java");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SARSA|{}|unknown algorithm 'SARSA'; expected PPO, DQN",
        "PPO|{\"n_step\":1}|PPO has no hyperparameter 'n_step'; it has activation, adam_epsilon",
        "PPO|{\"n_steps\":0}|PPO: n_steps is 0.0, expected an integer of at least 1",
        "PPO|{\"n_steps\":1.5}|PPO: n_steps is 1.5, expected an integer of at least 1",
        "PPO|{\"gamma\":\"x\"}|PPO: gamma is \"x\", expected a number",
        "PPO|{\"gamma\":-1}|PPO: gamma is -1.0, expected 0 <= gamma <= 1",
        "PPO|{\"ortho_init\":1}|PPO: ortho_init is 1, expected True or False",
        "PPO|{\"net_arch\":[8,0]}|net_arch is [8,0], expected a list of one or more integers",
        "DQN|{\"loss\":\"l1\"}|DQN: loss is \"l1\", expected one of 'mse', 'huber'",
        "QLearning|{}|QLearning needs Discrete spaces, got Box(",
      })
  void aHyperparameterThatCannotBeIsRefused(String algorithm, String settings, String message) {
    assertThatThrownBy(() -> open(algorithm, settings))
        .isInstanceOf(GymException.class)
        .hasMessageContaining(message);
  }
}
