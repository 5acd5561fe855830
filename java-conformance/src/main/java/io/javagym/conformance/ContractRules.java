package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code reset} and {@code step} give and take. */
final class ContractRules {
  /** Sees what came; {@code step} is null after a reset. */
  @FunctionalInterface
  private interface Look {
    void at(String where, Object observation, Info info, @Nullable Step<Object> step);
  }

  private ContractRules() {}

  private static void walk(EnvConformance test, long actionSeed, Look look) {
    Env<Object, Object> env = test.open();
    Sampler<Object> actions = env.actionSpace().sampler(actionSeed);
    Reset<Object> first = env.reset(); // one without a seed, and one of a seed
    look.at("reset without a seed", first.observation(), first.info(), null);
    first = env.reset(1);
    look.at("reset", first.observation(), first.info(), null);
    for (int i = 1; i <= 10 * test.steps(); i++) {
      Step<Object> step = env.step(actions.sample());
      look.at("step " + i, step.observation(), step.info(), step);
      if (step.done()) {
        Reset<Object> reset = env.reset();
        look.at("reset after step " + i, reset.observation(), reset.info(), null);
      }
    }
  }

  static void everyObservationIsInItsSpace(EnvConformance test) {
    Space<Object> space = test.open().observationSpace();
    walk(
        test,
        1,
        (where, observation, info, step) -> {
          String explanation = space.explain(observation);
          if (explanation != null) {
            throw Breach.of(
                "every observation is an element of observationSpace(), of its type and dtype",
                where,
                space,
                Values.text(observation) + " (" + explanation + ")");
          }
        });
  }

  static void everyInfoFieldIsDeclared(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Dict space = env.infoSpace();
    // A batch refuses what is not declared, as every door does.
    Batch batch = Batch.builder(1, env.observationSpace(), env.actionSpace()).info(space).build();
    walk(
        test,
        2,
        (where, observation, info, step) -> {
          try {
            batch.info().write(0, info);
          } catch (GymException e) {
            throw Breach.of(
                "every info field is declared by infoSpace(), with its type",
                where,
                space,
                Values.text(info.fields()) + " (" + e.getMessage() + ")");
          }
        });
  }

  static void everyRewardIsFinite(EnvConformance test) {
    walk(
        test,
        3,
        (where, observation, info, step) -> {
          if (step != null && !Double.isFinite(step.reward())) {
            throw Breach.of("every reward is finite", where, "a finite number", step.reward());
          }
        });
  }

  static void anActionIsLeftAsItWas(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Sampler<Object> actions = env.actionSpace().sampler(1);
    env.reset(1);
    for (int i = 1; i <= test.steps(); i++) {
      Object action = actions.sample();
      String before = Values.text(action);
      boolean over = env.step(action).done();
      if (!Values.text(action).equals(before)) {
        throw Breach.of(
            "step leaves the action as it was", "step " + i, before, Values.text(action));
      }
      if (over) {
        env.reset();
      }
    }
  }

  static void theTimeLimitTruncates(EnvConformance test) {
    Integer limit = test.spec().maxEpisodeSteps();
    assumeTrue(limit != null, "the spec has no time limit");
    Env<Object, Object> env = test.open();
    Sampler<Object> actions = env.actionSpace().sampler(2);
    for (int episode = 0; episode < 3; episode++) {
      env.reset(episode);
      Step<Object> step;
      int steps = 0;
      do {
        step = env.step(actions.sample());
        steps++;
      } while (!step.done() && steps < limit);
      if (steps == limit && !step.truncated()) {
        throw Breach.of(
            "an episode is truncated at the time limit",
            "episode of seed " + episode + ", step " + steps,
            "truncated",
            "terminated=%s, truncated=%s".formatted(step.terminated(), step.truncated()));
      }
    }
  }

  static void anUnknownResetOptionIsPassedOver(EnvConformance test) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    String rule = "a reset option of an unknown name is passed over";
    Trajectory plain = new Trajectory();
    Trajectory optioned = new Trajectory();
    plain.tell("reset", test.open().reset(1).observation());
    try {
      Map<String, Object> options = Map.of("nonsense", 1L);
      optioned.tell("reset", test.open().reset(BigInteger.ONE, options).observation());
    } catch (GymException e) {
      throw Breach.of(rule, "reset with the option nonsense=1", "no error", e.getMessage());
    }
    plain.requireSame(rule, optioned);
  }
}
