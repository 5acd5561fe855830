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
public abstract class SeededEnv<O, A> implements Env<O, A>, Snapshottable {
  private @Nullable NumpyGenerator random;

  @Override
  public final Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (seed != null) {
      random = NumpyGenerator.seeded(requireSeed(seed));
    }
    return startEpisode(options);
  }

  /**
   * The seed itself.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if it is negative
   */
  public static BigInteger requireSeed(BigInteger seed) {
    if (seed.signum() < 0) {
      throw GymException.invalidArgument(
          "seed is %d, expected a non-negative integer of any size".formatted(seed));
    }
    return seed;
  }

  /** Starts an episode; the generator has been seeded if a seed was given. */
  protected abstract Reset<O> startEpisode(Map<String, Object> options);

  /**
   * Passes the random stream and then the {@link #exchangeEpisode episode}.
   *
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if this environment has not
   *     said what its episode is
   */
  @Override
  public final void exchangeState(StateExchange state) {
    random = state.exchange(random);
    exchangeEpisode(state);
  }

  /**
   * Passes all that an episode is apart from the random stream, as {@link
   * Snapshottable#exchangeState} does. An environment that does not override this has no snapshots.
   */
  protected void exchangeEpisode(StateExchange state) {
    throw new GymException(
        GymException.Code.UNSUPPORTED,
        "%s has no snapshots: it does not override exchangeEpisode"
            .formatted(getClass().getName()));
  }

  /** The environment's random stream. Before the first seed it is seeded from the system. */
  protected final NumpyGenerator random() {
    if (random == null) {
      random = NumpyGenerator.seeded(SeedSequence.fromEntropy().entropy());
    }
    return random;
  }
}
