package io.javagym.agents.policyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.agents.dqn.Dqn;
import io.javagym.agents.dqn.DqnSettings;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.policygradient.Credit;
import io.javagym.agents.policygradient.Reinforce;
import io.javagym.agents.policygradient.VanillaPolicyGradient;
import io.javagym.agents.ppo.Ppo;
import io.javagym.agents.ppo.PpoSettings;
import io.javagym.agents.training.Budget;
import io.javagym.agents.training.Trainer;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final Space<float[]> SEEN = Box.float32(-10, 10, 4);
  private static final Space<float[]> MOVES = Box.float32(-1, 1, 2);
  private static final int OBSERVATIONS = 1000;

  @TempDir private Path folder;

  /** The same actions from a file as from the agent, and drawn by the same numbers, too. */
  private <O, A> void staysTheSame(Policy<O, A> policy) throws IOException {
    staysTheSame(policy, OBSERVATIONS);
  }

  private <O, A> void staysTheSame(Policy<O, A> policy, int observations) throws IOException {
    Path file = folder.resolve("policy.safetensors");
    policy.save(file);
    @SuppressWarnings("unchecked") // It was written from these spaces.
    Policy<O, A> read = (Policy<O, A>) Policy.load(file);
    assertThat(read.algorithm()).isEqualTo(policy.algorithm());
    assertThat(read.observationSpace()).isEqualTo(policy.observationSpace());
    assertThat(read.actionSpace()).isEqualTo(policy.actionSpace());
    NumpyGenerator ours = NumpyGenerator.seeded(1);
    NumpyGenerator others = NumpyGenerator.seeded(1);
    var sampler = policy.observationSpace().sampler(7);
    for (int i = 0; i < observations; i++) {
      O observation = sampler.sample();
      assertThat(read.best(observation)).isEqualTo(policy.best(observation));
      assertThat(read.sample(observation, others)).isEqualTo(policy.sample(observation, ours));
    }
    policy.close();
    read.close();
  }

  @Test
  void dqnActsTheSameFromAFile() throws IOException {
    staysTheSame(
        new Dqn<>(SEEN, Discrete.of(3, 5), DqnSettings.of(), NumpyGenerator.seeded(1)).policy());
  }

  @Test
  void aStateIsOneAmongZeros() throws IOException {
    Dqn<Long> agent =
        new Dqn<>(Discrete.of(16), Discrete.of(4), DqnSettings.of(), NumpyGenerator.seeded(1));
    staysTheSame(agent.policy());
  }

  @Test
  void bytesAreDividedBy255() throws IOException {
    Space<byte[]> bytes = Box.uint8(0, 255, 8);
    staysTheSame(
        new Dqn<>(bytes, Discrete.of(4), DqnSettings.of(), NumpyGenerator.seeded(1)).policy());
  }

  @Test
  void convolutionsActTheSameFromAFile() throws IOException {
    DqnSettings settings =
        DqnSettings.of()
            .withHidden(List.of())
            .withReplayCapacity(64)
            .withBackend(Backend.named("djl"));
    Space<byte[]> pictures = Box.uint8(0, 255, 2, 84, 84);
    Dqn<byte[]> agent = new Dqn<>(pictures, Discrete.of(4), settings, NumpyGenerator.seeded(1));
    staysTheSame(agent.policy(), 20);
    agent.target().close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ppoActsTheSameFromAFile(boolean shared) throws IOException {
    PpoSettings settings =
        PpoSettings.of().withSharedNetwork(shared).withHidden(Activation.RELU, 32, 16);
    staysTheSame(new Ppo<>(SEEN, MOVES, settings, NumpyGenerator.seeded(1)).policy());
    staysTheSame(new Ppo<>(SEEN, Discrete.of(4), settings, NumpyGenerator.seeded(1)).policy());
  }

  @Test
  void policyGradientsActTheSameFromAFile() throws IOException {
    staysTheSame(
        new Reinforce<>(SEEN, MOVES, 16, 1e-3, 0.99, Backend.JAVA, NumpyGenerator.seeded(1))
            .policy());
    staysTheSame(
        new VanillaPolicyGradient<>(
                SEEN,
                Discrete.of(2),
                Credit.ADVANTAGE,
                16,
                1e-3,
                100,
                1,
                Backend.JAVA,
                NumpyGenerator.seeded(1))
            .policy());
  }

  @Test
  void theStandardDeviationThatWasLearnedIsInTheFile() throws IOException {
    Env<float[], float[]> env = Gym.make("Pendulum-v1");
    PpoSettings settings = PpoSettings.of().withRolloutSteps(128).withLearningRate(1e-2);
    Ppo<float[], float[]> agent =
        new Ppo<>(env.observationSpace(), env.actionSpace(), settings, NumpyGenerator.seeded(1));
    Trainer.train(env, agent, 1, Budget.steps(256), List.of());
    Path file = folder.resolve("pendulum.safetensors");
    agent.policy().save(file);
    assertThat(SafeTensors.read(file).get("log_std").floats()[0]).isNotZero();
    staysTheSame(agent.policy());
    env.close();
  }

  @Test
  void aPolicyActsOnTheEnvironmentOfItsSpacesAndNoOther() throws IOException {
    Env<float[], Long> cartPole = Gym.make("CartPole-v1");
    Env<float[], Long> mountainCar = Gym.make("MountainCar-v0");
    Path file = folder.resolve("cartpole.safetensors");
    Dqn<float[]> agent =
        new Dqn<>(
            cartPole.observationSpace(),
            cartPole.actionSpace(),
            DqnSettings.of(),
            NumpyGenerator.seeded(1));
    agent.policy().save(file);
    try (Policy<float[], Long> policy = Policy.load(file, cartPole)) {
      float[] observation = cartPole.reset(1).observation();
      assertThat(policy.best(observation)).isEqualTo(agent.actGreedily(observation));
    }
    assertThatThrownBy(() -> Policy.load(file, mountainCar))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a policy from Box(")
        .hasMessageContaining("expected from Box(");
    agent.close();
    cartPole.close();
    mountainCar.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":1|\"version\":2|a policy of version 2, expected 1",
        "\"algorithm\"|\"rhythm\"|no 'algorithm', expected it beside",
        "\"features\":\"numbers\"|\"features\":\"one_hot\"|features 'one_hot' of Box(",
        "\"relu\"|\"elu\"|activation 'elu', expected identity, relu or tanh",
        "\"linear\"|\"lstm\"|layer type 'lstm', expected linear or conv2d",
        "\"name\":\"q\"|\"name\":\"mean\"|outputs {mean=3} for Discrete(3), expected logits or q",
        "\"size\":3|\"size\":4|outputs {q=4} are 4, expected the 3 of the network",
        "\"outputs\":8|\"outputs\":1000000000|does not fit",
        "{\"version\"|[\"version\"|the description of the policy: ",
      })
  void aDescriptionThatCannotBeIsRefused(String from, String to, String message)
      throws IOException {
    SafeTensors good = small().tensors();
    Map<String, String> metadata = new HashMap<>(good.metadata());
    String text = metadata.get(PolicyWriter.DESCRIPTION);
    assertThat(text).contains(from);
    metadata.put(PolicyWriter.DESCRIPTION, text.replaceFirst(Pattern.quote(from), to));
    refused(new SafeTensors(good.tensors(), metadata), message);
  }

  @Test
  void weightsThatCannotBeAreRefused() throws IOException {
    SafeTensors good = small().tensors();
    Map<String, Tensor> tensors = new HashMap<>(good.tensors());
    tensors.put("policy.0.weight", Tensor.of(new float[32], 4, 8));
    refused(
        new SafeTensors(tensors, good.metadata()),
        "tensor 'policy.0.weight' is F32[4, 8], expected F32[8, 4]");
    float[] values = good.get("policy.0.weight").floats();
    values[5] = Float.NaN;
    tensors.put("policy.0.weight", Tensor.of(values, 8, 4));
    refused(
        new SafeTensors(tensors, good.metadata()),
        "tensor 'policy.0.weight' has NaN at 5, expected finite numbers");
    tensors.remove("policy.0.weight");
    refused(
        new SafeTensors(tensors, good.metadata()),
        "a network of 67 weights, expected at most 35, the numbers in the file");
    refused(
        new SafeTensors(good.tensors(), Map.of()),
        "no policy: its metadata are [], expected 'javagym.policy' among them");
  }

  private static Policy<float[], Long> small() {
    return new Dqn<>(
            SEEN, Discrete.of(3), DqnSettings.of().withHidden(List.of(8)), NumpyGenerator.seeded(1))
        .policy();
  }

  private void refused(SafeTensors tensors, String message) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.deleteIfExists(file);
    tensors.write(file);
    assertThatThrownBy(() -> Policy.load(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }
}
