package io.javagym.agents.training;

/** Watches training. */
@FunctionalInterface
public interface EpisodeListener {

  /** Called in the loop's thread after each episode. */
  void episodeEnded(Episode episode);
}
