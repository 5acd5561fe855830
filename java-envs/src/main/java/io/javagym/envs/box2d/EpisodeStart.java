package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.Pcg64;
import org.jspecify.annotations.Nullable;

/**
 * Where the generator stood when an episode began. A world is restored in two steps: the episode is
 * begun again, which makes the same ground, bodies and joints, and then all that has moved since is
 * put in its place.
 */
final class EpisodeStart {
  private Pcg64.@Nullable State then;

  /** To be called before the episode's first draw. */
  void note(NumpyGenerator random) {
    then = random.getState();
  }

  /**
   * Passes it, and begins the episode again where one is restored; then the generator stands where
   * it stood.
   *
   * @return whether there is an episode
   */
  boolean exchange(StateExchange state, NumpyGenerator random, Runnable begin) {
    Pcg64.State now = random.getState();
    Pcg64.State start = then == null ? now : then;
    if (!state.exchange(then != null)) {
      then = null;
      return false;
    }
    start = state.exchange(start);
    if (state.isRestoring()) {
      random.setState(start);
      begin.run();
      random.setState(now);
    }
    then = start;
    return true;
  }
}
