package io.javagym.agents.ppo;

import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.OrthogonalInit;
import io.javagym.agents.nn.Parameter;
import io.javagym.random.NumpyGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The policy's network and the value's: one with two heads, or two. Two linear heads on one layer
 * are one linear layer whose last output is the value: in PyTorch's initialisation, too, since that
 * depends on the inputs alone; an orthogonal start draws the two for themselves.
 */
final class ActorCritic implements AutoCloseable {
  private static final double HIDDEN_GAIN = Math.sqrt(2);
  private static final double POLICY_GAIN = 0.01;
  private static final double VALUE_GAIN = 1;

  private final int policyOutputs;
  private final Network actor;
  private final Network critic; // the actor itself where they share one
  private float[][] policy = new float[0][];
  private float[][] values = new float[0][];
  private float[][] dValues = new float[0][]; // [B][1], where the critic is apart

  ActorCritic(PpoSettings settings, int inputs, int policyOutputs, NumpyGenerator random) {
    this.policyOutputs = policyOutputs;
    boolean shared = settings.sharedNetwork();
    this.actor = create(settings, inputs, policyOutputs + (shared ? 1 : 0), random);
    this.critic = shared ? actor : create(settings, inputs, 1, random);
    if (settings.orthogonalStart()) {
      for (Network network : networks()) {
        startOrthogonal(network, random);
      }
    }
  }

  private static Network create(
      PpoSettings settings, int inputs, int outputs, NumpyGenerator random) {
    int[] hidden = settings.hidden().stream().mapToInt(Integer::intValue).toArray();
    int[] sizes =
        IntStream.concat(
                IntStream.concat(IntStream.of(inputs), IntStream.of(hidden)), IntStream.of(outputs))
            .toArray();
    return settings.backend().create(Architecture.mlp(settings.activation(), sizes), random);
  }

  private void startOrthogonal(Network network, NumpyGenerator random) {
    List<Parameter> parameters = network.parameters(); // weight, bias, weight, bias ...
    for (int p = 0; p < parameters.size(); p += 2) {
      Parameter weight = parameters.get(p);
      int units = weight.shape().get(0);
      if (p < parameters.size() - 2) {
        OrthogonalInit.draw(weight, 0, units, HIDDEN_GAIN, random);
      } else {
        int policyUnits = network == actor ? policyOutputs : 0;
        OrthogonalInit.draw(weight, 0, policyUnits, POLICY_GAIN, random);
        OrthogonalInit.draw(weight, policyUnits, units, VALUE_GAIN, random);
      }
      Arrays.fill(parameters.get(p + 1).values(), 0);
    }
    network.changed();
  }

  List<Network> networks() {
    return actor == critic ? List.of(actor) : List.of(actor, critic);
  }

  /** How wide a row of {@link #backward}'s argument is. */
  int gradientSize() {
    return policyOutputs + 1;
  }

  /** Outputs without gradients. */
  void predict(float[][] x, int batch) {
    policy = actor.predict(x, batch);
    values = actor == critic ? policy : critic.predict(x, batch);
  }

  void forward(float[][] x, int batch) {
    policy = actor.forward(x, batch);
    values = actor == critic ? policy : critic.forward(x, batch);
  }

  /** What the last call says of the policy, of which the first outputs count, [B][outputs]. */
  float[][] policy() {
    return policy;
  }

  /** V of a row of the last call. */
  double value(int row) {
    return values[row][actor == critic ? policyOutputs : 0];
  }

  /** V of one observation, without the policy where that is apart. */
  double valueOf(float[][] x) {
    return critic.predict(x, 1)[0][actor == critic ? policyOutputs : 0];
  }

  /**
   * Writes the gradients of all parameters.
   *
   * @param d the gradient by the policy's outputs and then by the value, [B][outputs + 1]
   */
  void backward(float[][] d, int batch) {
    if (actor != critic) {
      if (dValues.length < batch) {
        dValues = new float[batch][1];
      }
      for (int i = 0; i < batch; i++) {
        dValues[i][0] = d[i][policyOutputs];
      }
      critic.backward(dValues);
    }
    actor.backward(d);
  }

  @Override
  public void close() {
    networks().forEach(Network::close);
  }
}
