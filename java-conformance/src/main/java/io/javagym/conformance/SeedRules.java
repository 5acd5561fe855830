package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.Env;
import io.javagym.GymException.Code;
import java.math.BigInteger;
import java.util.Map;

/** What a seed settles. */
final class SeedRules {
  /** Beyond 64 bits, as Gymnasium takes it. */
  private static final BigInteger LARGE_SEED = BigInteger.TWO.pow(70).add(BigInteger.valueOf(7));

  private static final int SEEDS = 20;

  private SeedRules() {}

  static void equalSeedsAndActionsGiveEqualTrajectories(EnvConformance test) {
    assumeDeterministic(test);
    for (BigInteger seed : new BigInteger[] {BigInteger.ZERO, LARGE_SEED}) {
      Trajectory first = Trajectory.from(test.open(), seed, 5, test.steps());
      Trajectory second = Trajectory.from(test.open(), seed, 5, test.steps());
      first.requireSame("equal seeds and actions give equal trajectories: seed " + seed, second);
    }
  }

  static void aSeedForgetsThePast(EnvConformance test) {
    assumeDeterministic(test);
    assumeTrue(test.seedsForgetThePast(), "seedsForgetThePast() is false");
    Env<Object, Object> env = test.open();
    Trajectory first = Trajectory.from(env, LARGE_SEED, 5, test.steps());
    first.requireSame(
        "a seed gives the same trajectory in an environment that has been used",
        Trajectory.from(env, LARGE_SEED, 5, test.steps()));
  }

  static void differentSeedsGiveDifferentTrajectories(EnvConformance test) {
    assumeTrue(test.seedsMatter(), "seedsMatter() is false");
    Env<Object, Object> env = test.open();
    Trajectory first = Trajectory.from(env, BigInteger.ZERO, 5, test.steps());
    for (int seed = 1; seed < SEEDS; seed++) {
      if (!first.equalTo(Trajectory.from(env, BigInteger.valueOf(seed), 5, test.steps()))) {
        return;
      }
    }
    throw Breach.of(
        "different seeds give different trajectories (if none should, seedsMatter() says so)",
        "seeds 0 to " + (SEEDS - 1),
        "a difference",
        "equal trajectories");
  }

  static void aNegativeSeedIsRefused(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Errors.require(
        "a negative seed is refused, and the message tells it",
        "reset",
        () -> env.reset(BigInteger.valueOf(-3), Map.of()),
        Code.INVALID_ARGUMENT,
        "-3");
  }

  static void environmentsDoNotTouchEachOther(EnvConformance test) {
    assumeDeterministic(test);
    Trajectory alone = Trajectory.from(test.open(), BigInteger.ONE, 5, test.steps());
    Env<Object, Object> other = test.open();
    int[] calls = {0};
    Trajectory beside =
        Trajectory.disturbed(
            test.open(),
            BigInteger.ONE,
            5,
            test.steps(),
            () -> {
              if (calls[0]++ % 20 == 0) {
                other.reset(calls[0]);
              }
              if (other.step(other.actionSpace().sampler(calls[0]).sample()).done()) {
                other.reset();
              }
            });
    alone.requireSame("environments share no state: one is used between the steps", beside);
  }

  private static void assumeDeterministic(EnvConformance test) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
  }
}
