package io.javagym.conformance;

import io.javagym.Env;
import io.javagym.Reset;
import io.javagym.Step;
import io.javagym.spaces.Sampler;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an environment told, in the order in which it did. */
final class Trajectory {
  /** One thing that it told. */
  private record Told(String where, String value) {}

  private final List<Told> all = new ArrayList<>();

  /** A reset and so many steps; each episode that ends is followed by the next. */
  static Trajectory from(
      Env<Object, Object> env, @Nullable BigInteger seed, long actionSeed, int steps) {
    Trajectory trajectory = new Trajectory();
    trajectory.tellReset(0, env.reset(seed, Map.of()));
    trajectory.goOn(env, actionSeed, steps, () -> {});
    return trajectory;
  }

  /** So many steps of an environment that has been reset. */
  static Trajectory onwards(Env<Object, Object> env, long actionSeed, int steps) {
    Trajectory trajectory = new Trajectory();
    trajectory.goOn(env, actionSeed, steps, () -> {});
    return trajectory;
  }

  /** So many steps, with something done before each that should change nothing. */
  static Trajectory disturbed(
      Env<Object, Object> env, BigInteger seed, long actionSeed, int steps, Runnable disturbance) {
    Trajectory trajectory = new Trajectory();
    trajectory.tellReset(0, env.reset(seed, Map.of()));
    trajectory.goOn(env, actionSeed, steps, disturbance);
    return trajectory;
  }

  private void goOn(Env<Object, Object> env, long actionSeed, int steps, Runnable disturbance) {
    Sampler<Object> actions = env.actionSpace().sampler(actionSeed);
    for (int i = 1; i <= steps; i++) {
      disturbance.run();
      Step<Object> step = env.step(actions.sample());
      tell("step " + i + ", observation", step.observation());
      tell("step " + i + ", reward", step.reward());
      tell("step " + i + ", terminated", step.terminated());
      tell("step " + i + ", truncated", step.truncated());
      tell("step " + i + ", info", step.info().fields());
      if (step.done()) {
        tellReset(i, env.reset());
      }
    }
  }

  private void tellReset(int step, Reset<Object> reset) {
    String where = step == 0 ? "reset" : "reset after step " + step;
    tell(where + ", observation", reset.observation());
    tell(where + ", info", reset.info().fields());
  }

  /** Notes one thing. */
  void tell(String where, @Nullable Object value) {
    all.add(new Told(where, Values.text(value)));
  }

  /** That another one is the same. */
  void requireSame(String rule, Trajectory other) {
    for (int i = 0; i < Math.min(all.size(), other.all.size()); i++) {
      if (!all.get(i).equals(other.all.get(i))) {
        Told told = all.get(i);
        throw Breach.of(rule, told.where(), told.value(), other.all.get(i).value());
      }
    }
    if (all.size() != other.all.size()) {
      throw Breach.of(rule, "the end", all.size() + " values", other.all.size());
    }
  }

  /** Whether another one is the same. */
  boolean equalTo(Trajectory other) {
    return all.equals(other.all);
  }
}
