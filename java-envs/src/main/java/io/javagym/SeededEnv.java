package io.javagym;

import io.javagym.random.NumpyGenerator;
import io.javagym.random.SeedSequence;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An environment with one random stream, seeded as Gymnasium's {@code Env.reset} seeds {@code
 * np_random}. Most environments extend this class and implement {@link #startEpisode} and {@link
 * #step}.
 */
public abstract class SeededEnv<O, A> implements Env<O, A> {
  private @Nullable NumpyGenerator random;

  @Override
  public final Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (seed != null) {
      random = NumpyGenerator.seeded(seed);
    }
    return startEpisode(options);
  }

  /** Starts an episode; the generator has been seeded if a seed was given. */
  protected abstract Reset<O> startEpisode(Map<String, Object> options);

  /** The environment's random stream. Before the first seed it is seeded from the system. */
  protected final NumpyGenerator random() {
    if (random == null) {
      random = NumpyGenerator.seeded(SeedSequence.fromEntropy().entropy());
    }
    return random;
  }
}
