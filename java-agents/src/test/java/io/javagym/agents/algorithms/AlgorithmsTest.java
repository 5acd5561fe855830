package io.javagym.agents.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.agents.Schedule;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.dqn.TargetUpdate;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlgorithmsTest {

  @ParameterizedTest
  @MethodSource("io.javagym.agents.algorithms.Algorithms#all")
  <S> void whatIsReadCanBeWritten(Algorithm<S> algorithm) {
    Map<String, String> values = algorithm.read(algorithm.defaults());

    assertThat(algorithm.write(algorithm.defaults(), values)).isEqualTo(algorithm.defaults());
    assertThat(new HashSet<>(values.keySet())).hasSameSizeAs(algorithm.hyperparameters());
  }

  @Test
  void everyComponentOfTheSettingsHasAName() {
    // PPO's and DQN's are one to one; a new component without a name would be in no config.json.
    assertThat(Algorithms.DQN.hyperparameters())
        .hasSize(DqnSettings.class.getRecordComponents().length);
    assertThat(Algorithms.PPO.hyperparameters())
        .hasSize(io.javagym.agents.ppo.PpoSettings.class.getRecordComponents().length);
  }

  @Test
  void valuesAreLegalTogetherWhateverTheirOrder() {
    DqnSettings small =
        Algorithms.DQN.write(DqnSettings.of(), Map.of("buffer-size", "32", "batch_size", "16"));

    assertThat(small.replayCapacity()).isEqualTo(32);
    assertThat(small.batchSize()).isEqualTo(16);
  }

  @Test
  void schedulesAndTargetsAreWrittenAsText() {
    DqnSettings settings =
        Algorithms.DQN.write(
            DqnSettings.of(),
            Map.of("epsilon", "exponential:1,0.01,0.995", "target", "polyak:0.005"));

    assertThat(settings.epsilon()).isEqualTo(Schedule.exponential(1, 0.01, 0.995));
    assertThat(settings.epsilon()).hasToString("exponential:1,0.01,0.995");
    assertThat(settings.target()).isEqualTo(new TargetUpdate.Polyak(0.005));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dqn | gama=0.9           | dqn has no hyperparameter 'gama'; it has net_arch, learning_rate, gamma,
          dqn | gamma=1.5          | dqn: gamma is '1.5', expected a number from 0 to 1; it has net_arch
          dqn | learning_rate=NaN  | dqn: learning_rate is 'NaN', expected a number > 0;
          dqn | learning_rate=x    | dqn: learning_rate is 'x', expected a number > 0;
          dqn | batch_size=1.5     | dqn: batch_size is '1.5', expected an integer >= 1;
          dqn | batch_size=99999999999 | dqn: batch_size is '99999999999', expected an integer >= 1;
          dqn | buffer_size=5      | dqn: buffer_size=5: the batch size is 64, expected 1 <= batch size <= 5
          dqn | loss=l1            | dqn: loss is 'l1', expected one of mse, huber;
          dqn | double_q=yes       | dqn: double_q is 'yes', expected true or false;
          dqn | target=polyak:2    | dqn: target is 'polyak:2', expected steps:N, episodes:N or polyak:TAU;
          dqn | epsilon=linear:1,0 | dqn: epsilon is 'linear:1,0', expected a number, linear:START,END,DURATION
          dqn | backend=gpu        | dqn: backend is 'gpu', expected java or djl;
          ppo | net_arch=none      | ppo: net_arch is 'none', expected integers >= 1 with commas between
          ppo | target_kl=0        | ppo: target_kl is '0', expected a number > 0, or none;
          qlearning | exploration=no | qlearning: exploration is 'no', expected one of epsilon, noise;
          """)
  void aWrongValueIsNamedWithWhatIsLegal(String name, String pair, String message) {
    Algorithm<?> algorithm = Algorithms.named(name);
    String[] parts = pair.split("=", 2);

    assertThatThrownBy(() -> algorithm.configured().with(Map.of(parts[0], parts[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
