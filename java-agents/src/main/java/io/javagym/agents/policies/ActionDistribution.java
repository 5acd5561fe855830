package io.javagym.agents.policies;

import io.javagym.agents.nn.Parameter;
import io.javagym.random.NumpyGenerator;
import java.util.List;

/**
 * A distribution over actions that the outputs of a network describe. An action is a row of floats:
 * one, the index, of a discrete action.
 */
public sealed interface ActionDistribution permits Categorical, DiagonalGaussian {

  /** How many outputs of a network it reads, the first ones. */
  int outputs();

  /** How many floats an action is. */
  int actionSize();

  /** What is learned beside the network. */
  List<Parameter> parameters();

  /** Draws an action. */
  void sample(float[] outputs, NumpyGenerator random, float[] action);

  /** The likeliest action. */
  void mode(float[] outputs, float[] action);

  /** The logarithm of an action's likelihood. */
  double logProb(float[] outputs, float[] action);

  /** The entropy, in nats. */
  double entropy(float[] outputs);

  /**
   * Gradients of a loss: writes that by the outputs, and adds to those of {@link #parameters()}.
   *
   * @param dLogProb the loss's derivative by {@link #logProb} of the action
   * @param dEntropy its derivative by {@link #entropy}
   * @param dOutputs of which the first {@link #outputs()} are written
   */
  void gradient(
      float[] outputs, float[] action, double dLogProb, double dEntropy, float[] dOutputs);
}
