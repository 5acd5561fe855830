package io.javagym.benchmarks;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.Step;
import io.javagym.envs.box2d.LunarHeuristic;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Plays the same episodes of LunarLander-v3 each time. {@link BoxEngine} makes one, with the
 * environment on the engine that it is about.
 */
public final class LunarEpisodes implements Supplier<long[]> {
  private static final int EPISODES = 100;

  private final Env<float[], Long> env = Gym.make("LunarLander-v3");
  private final boolean heuristic;

  /**
   * Episodes of a policy.
   *
   * @param policy {@code "random"} or {@code "heuristic"}
   */
  public LunarEpisodes(String policy) {
    this.heuristic =
        switch (policy) {
          case "random" -> false;
          case "heuristic" -> true;
          default ->
              throw new IllegalArgumentException(
                  "policy is '%s', expected random or heuristic".formatted(policy));
        };
  }

  /** Plays all episodes; returns how many steps they took, and a hash of all that was seen. */
  @Override
  public long[] get() {
    SplittableRandom random = new SplittableRandom(1);
    long hash = 0;
    long steps = 0;
    for (int seed = 0; seed < EPISODES; seed++) {
      float[] observation = env.reset(seed).observation();
      Step<float[]> step;
      do {
        step = env.step(heuristic ? LunarHeuristic.engine(observation) : random.nextInt(4));
        observation = step.observation();
        for (float number : observation) {
          hash = 31 * hash + Float.floatToRawIntBits(number);
        }
        hash = 31 * hash + Double.doubleToRawLongBits(step.reward());
        steps++;
      } while (!step.done());
    }
    return new long[] {steps, hash};
  }
}
