package io.javagym;

import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reinforcement learning environment, with the meaning that Gymnasium gives to {@code reset}
 * and {@code step}.
 *
 * <p>The order of calls is a state machine: {@code reset} first, then {@code step} until an episode
 * ends ({@link Step#terminated()} or {@link Step#truncated()}), then {@code reset} again; {@code
 * close} at any time, once or more. An environment made by {@link Gym#make} enforces that order; an
 * implementation of this interface may rely on it.
 *
 * <p>An environment is used by one thread at a time. It draws randomness from generators seeded by
 * {@code reset} alone, so equal seeds and equal actions give equal trajectories.
 *
 * @param <O> the type of an observation, an element of {@link #observationSpace()}
 * @param <A> the type of an action, an element of {@link #actionSpace()}
 */
public interface Env<O, A> extends AutoCloseable {

  /** The space of every observation that {@code reset} and {@code step} return. */
  Space<O> observationSpace();

  /** The space of every action that {@code step} takes. */
  Space<A> actionSpace();

  /**
   * The fields that {@link Reset#info()} and {@link Step#info()} may hold, by name. A field may be
   * absent from one info and present in the next, but a field that is not declared here is an
   * error: that is what lets info cross to Python as columns.
   */
  default Dict infoSpace() {
    return Dict.EMPTY;
  }

  /**
   * Starts an episode.
   *
   * @param seed reseeds the environment's generator with Gymnasium's {@code np_random(seed)};
   *     {@code null} goes on with the present generator, or with a random one before the first seed
   * @param options what this environment understands, by name; empty for the defaults. As in
   *     Gymnasium, an environment passes over names that it does not know
   * @throws GymException if the value of an option is not allowed
   */
  Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options);

  /** Starts an episode from a seed, without options. */
  default Reset<O> reset(long seed) {
    return reset(BigInteger.valueOf(seed), Map.of());
  }

  /** Starts an episode without reseeding and without options. */
  default Reset<O> reset() {
    return reset(null, Map.of());
  }

  /**
   * Takes one action.
   *
   * <p>An environment may use the arrays of an observation or info again in its next {@code step}
   * or {@code reset}: a caller that keeps them copies them.
   *
   * @param action an element of {@link #actionSpace()}
   */
  Step<O> step(A action);

  /**
   * What can be called by name beside this interface, such as {@code get_action_meanings}: Python
   * shows each as a method of {@code env.unwrapped}. A dot makes an object of methods: {@code
   * ale.lives} is {@code env.unwrapped.ale.lives()}.
   *
   * <p>Where {@code reset} seeds the environment's generator with another number than its seed, a
   * method {@code np_random_seed} gives that number, and Python's {@code env.unwrapped.np_random}
   * is seeded with it.
   */
  default Map<String, EnvMethod> methods() {
    return Map.of();
  }

  /** The environment inside of all wrappers; this one if it is none. */
  default Env<?, ?> unwrapped() {
    return this;
  }

  /** How {@link #render()} draws; chosen when the environment is made. */
  default RenderMode renderMode() {
    return RenderMode.NONE;
  }

  /**
   * What the environment looks like now, or {@code null} where {@link #renderMode()} draws none.
   *
   * <p>An environment may use the array of a frame again for its next one: a caller that keeps it
   * copies it.
   */
  default @Nullable Frame render() {
    return null;
  }

  /**
   * All that this environment is now, its generators included. {@link #restore} of it goes on with
   * the identical trajectory, in this environment or in another one made with the same arguments,
   * in this process or another.
   *
   * @return bytes of a form of their own, of use to the same version of javagym only
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if the environment, or one
   *     inside of it, is not {@link Snapshottable}
   */
  default byte[] snapshot() {
    return StateFormat.save(this);
  }

  /**
   * Becomes what a snapshot tells. What bytes that don't fit it change is undone.
   *
   * @param snapshot what {@link #snapshot} returned
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the bytes are
   *     damaged, or of another environment
   */
  default void restore(byte[] snapshot) {
    StateFormat.restore(this, snapshot);
  }

  /** Releases what the environment holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
