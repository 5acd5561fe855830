package io.javagym.agents.algorithms;

import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.policygradient.Credit;
import io.javagym.agents.policygradient.LinearPolicyGradient;
import io.javagym.agents.policygradient.Reinforce;
import io.javagym.agents.policygradient.VanillaPolicyGradient;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.List;

/** Policy gradients by name. */
final class PolicyGradientAlgorithms {
  static final Algorithm<ReinforceSettings> REINFORCE =
      new Algorithm<>(
          "reinforce",
          "REINFORCE",
          "one step of the policy gradient after each episode",
          new ReinforceSettings(128, 1e-3, 0.99, Backend.JAVA),
          List.of(
              Hyperparameter.of(
                  "hidden",
                  Kind.integer(1),
                  "units of the hidden layer",
                  ReinforceSettings::hidden,
                  (s, v) -> new ReinforceSettings(v, s.learningRate(), s.gamma(), s.backend())),
              Hyperparameter.of(
                  "learning_rate",
                  Kind.positive(),
                  "Adam's",
                  ReinforceSettings::learningRate,
                  (s, v) -> new ReinforceSettings(s.hidden(), v, s.gamma(), s.backend())),
              Hyperparameter.of(
                  "gamma",
                  Kind.fraction(),
                  "the discount",
                  ReinforceSettings::gamma,
                  (s, v) -> new ReinforceSettings(s.hidden(), s.learningRate(), v, s.backend())),
              Hyperparameter.of(
                  "backend",
                  Kind.backend(),
                  "what computes the network",
                  ReinforceSettings::backend,
                  (s, v) -> new ReinforceSettings(s.hidden(), s.learningRate(), s.gamma(), v))),
          PolicyGradientAlgorithms::reinforce,
          null);

  static final Algorithm<PolicyGradientSettings> VPG =
      new Algorithm<>(
          "vpg",
          "policy gradient",
          "one step of the policy gradient on many episodes",
          new PolicyGradientSettings(Credit.ADVANTAGE, 32, 1e-2, 5_000, 80, Backend.JAVA),
          List.of(
              Hyperparameter.of(
                  "credit",
                  Kind.choice(Credit.class),
                  "what an action is credited with",
                  PolicyGradientSettings::credit,
                  (s, v) ->
                      new PolicyGradientSettings(
                          v,
                          s.hidden(),
                          s.learningRate(),
                          s.epochSteps(),
                          s.baselineSteps(),
                          s.backend())),
              Hyperparameter.of(
                  "hidden",
                  Kind.integer(1),
                  "units of the hidden layer",
                  PolicyGradientSettings::hidden,
                  (s, v) ->
                      new PolicyGradientSettings(
                          s.credit(),
                          v,
                          s.learningRate(),
                          s.epochSteps(),
                          s.baselineSteps(),
                          s.backend())),
              Hyperparameter.of(
                  "learning_rate",
                  Kind.positive(),
                  "Adam's",
                  PolicyGradientSettings::learningRate,
                  (s, v) ->
                      new PolicyGradientSettings(
                          s.credit(),
                          s.hidden(),
                          v,
                          s.epochSteps(),
                          s.baselineSteps(),
                          s.backend())),
              Hyperparameter.of(
                  "epoch_steps",
                  Kind.integer(1),
                  "the least steps between updates",
                  PolicyGradientSettings::epochSteps,
                  (s, v) ->
                      new PolicyGradientSettings(
                          s.credit(),
                          s.hidden(),
                          s.learningRate(),
                          v,
                          s.baselineSteps(),
                          s.backend())),
              Hyperparameter.of(
                  "baseline_steps",
                  Kind.integer(0),
                  "Adam's steps on the baseline in an update",
                  PolicyGradientSettings::baselineSteps,
                  (s, v) ->
                      new PolicyGradientSettings(
                          s.credit(),
                          s.hidden(),
                          s.learningRate(),
                          s.epochSteps(),
                          v,
                          s.backend())),
              Hyperparameter.of(
                  "backend",
                  Kind.backend(),
                  "what computes the networks",
                  PolicyGradientSettings::backend,
                  (s, v) ->
                      new PolicyGradientSettings(
                          s.credit(),
                          s.hidden(),
                          s.learningRate(),
                          s.epochSteps(),
                          s.baselineSteps(),
                          v))),
          PolicyGradientAlgorithms::policyGradient,
          null);

  static final Algorithm<Double> LINEAR =
      new Algorithm<>(
          "linear",
          "linear policy gradient",
          "a linear policy from bytes, one update a step",
          1e-4,
          List.of(
              Hyperparameter.of(
                  "learning_rate", Kind.positive(), "Adam's", rate -> rate, (rate, v) -> v)),
          PolicyGradientAlgorithms::linear,
          null);

  private PolicyGradientAlgorithms() {}

  private static <O, A> Agent<?, ?> reinforce(
      Env<O, A> env, ReinforceSettings s, NumpyGenerator random) {
    return new Reinforce<>(
        env.observationSpace(),
        env.actionSpace(),
        s.hidden(),
        s.learningRate(),
        s.gamma(),
        s.backend(),
        random);
  }

  private static <O, A> Agent<?, ?> policyGradient(
      Env<O, A> env, PolicyGradientSettings s, NumpyGenerator random) {
    return new VanillaPolicyGradient<>(
        env.observationSpace(),
        env.actionSpace(),
        s.credit(),
        s.hidden(),
        s.learningRate(),
        s.epochSteps(),
        s.baselineSteps(),
        s.backend(),
        random);
  }

  @SuppressWarnings("unchecked") // The agent looks at the spaces, and refuses others.
  private static Agent<?, ?> linear(Env<?, ?> env, double learningRate, NumpyGenerator random) {
    return new LinearPolicyGradient(
        (Space<byte[]>) env.observationSpace(),
        (Space<Long>) env.actionSpace(),
        learningRate,
        random);
  }
}
