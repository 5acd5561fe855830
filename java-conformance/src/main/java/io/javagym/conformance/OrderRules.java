package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.Env;
import io.javagym.GymException.Code;
import io.javagym.conformance.IllegalActions.Illegal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What is refused, and that nothing comes of it. */
final class OrderRules {
  private OrderRules() {}

  static void stepBeforeResetIsRefused(EnvConformance test) {
    String rule = "step and render before the first reset are refused";
    Env<Object, Object> env = test.open();
    Object action = env.actionSpace().sampler(0).sample();
    Errors.require(rule, "step", () -> env.step(action), Code.RESET_NEEDED, texts(test, "step"));
    Errors.require(rule, "render", env::render, Code.RESET_NEEDED, texts(test, "render"));
    env.reset(0);
    env.step(action);
  }

  static void useAfterCloseIsRefused(EnvConformance test) {
    String rule = "use after close is refused";
    Env<Object, Object> env = test.open();
    Object action = env.actionSpace().sampler(0).sample();
    env.reset(0);
    env.close();
    Errors.require(rule, "reset", env::reset, Code.CLOSED, texts(test, "reset"));
    Errors.require(rule, "step", () -> env.step(action), Code.CLOSED, texts(test, "step"));
    Errors.require(rule, "render", env::render, Code.CLOSED, texts(test, "render"));
    Errors.require(rule, "snapshot", env::snapshot, Code.CLOSED, "snapshot");
  }

  /** The call, and the environment's id if it has one. */
  private static String[] texts(EnvConformance test, String call) {
    return test.hasId() ? new String[] {call, test.spec().id()} : new String[] {call};
  }

  static void closingTwiceIsHarmless(EnvConformance test) {
    for (boolean used : new boolean[] {true, false}) {
      Env<Object, Object> env = test.open();
      if (used) {
        env.reset(0);
      }
      env.close();
      try {
        env.close();
      } catch (RuntimeException e) {
        throw Breach.of("closing twice is harmless", "the second close", "no error", e);
      }
    }
  }

  static void anIllegalActionIsRefusedWithTheLegalRange(EnvConformance test) {
    String rule = "an illegal action is refused, and the message tells it and what is legal";
    Env<Object, Object> env = test.open();
    env.reset(0);
    for (Illegal illegal : IllegalActions.of(env.actionSpace())) {
      Errors.require(
          rule,
          "step with " + Values.text(illegal.action()),
          () -> env.step(illegal.action()),
          Code.INVALID_ACTION,
          illegal.texts().toArray(String[]::new));
    }
  }

  static void aRefusedActionChangesNothing(EnvConformance test) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    Trajectory expected = Trajectory.from(test.open(), BigInteger.ONE, 5, test.steps());
    Env<Object, Object> env = test.open();
    List<Illegal> illegal = IllegalActions.of(env.actionSpace());
    int[] calls = {0};
    Trajectory got =
        Trajectory.disturbed(
            env,
            BigInteger.ONE,
            5,
            test.steps(),
            () -> {
              try {
                env.step(illegal.get(calls[0]++ % illegal.size()).action());
              } catch (RuntimeException e) {
                // by which error it is refused is another rule
              }
            });
    expected.requireSame("an action that is refused changes nothing", got);
  }

  static void anUnknownArgumentIsRefused(EnvConformance test) {
    assumeTrue(test.hasId(), "made by make(), without arguments");
    Errors.require(
        "an argument of an unknown name is refused, and the message tells it",
        "making it with nonsense=1",
        () -> test.open(Map.of("nonsense", 1L)),
        Code.UNKNOWN_ARGUMENT,
        "nonsense");
  }
}
