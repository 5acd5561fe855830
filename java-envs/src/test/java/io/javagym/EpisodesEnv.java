package io.javagym;

import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Text;
import java.util.Map;

/**
 * Episodes of random length that end in every way, with all that makes a batch hard: a text, an
 * info field that comes and goes, and arrays that are used again.
 */
public final class EpisodesEnv extends SeededEnv<Map<String, Object>, Long> {
  private static final Dict OBSERVATIONS =
      Dict.of("position", Box.float32(0, 1, 3), "word", Text.of(0, 40, "w"));
  private static final Discrete ACTIONS = Discrete.of(3, -1);
  private static final Dict INFOS =
      Dict.of("elapsed", Discrete.of(1000), "note", Text.of(0, 9), "start", Box.float64(0, 1));

  private final float[] position = new float[3];
  private int elapsedSteps;

  @Override
  public Dict observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Discrete actionSpace() {
    return ACTIONS;
  }

  @Override
  public Dict infoSpace() {
    return INFOS;
  }

  @Override
  protected Reset<Map<String, Object>> startEpisode(Map<String, Object> options) {
    elapsedSteps = 0;
    return Reset.of(look(), Info.of("start", new double[] {random().random()}));
  }

  @Override
  public Step<Map<String, Object>> step(Long action) {
    elapsedSteps++;
    NumpyGenerator random = random();
    boolean terminated = random.random() < 0.1;
    boolean truncated = random.random() < 0.1;
    Info info = Info.of("elapsed", (long) elapsedSteps);
    if (elapsedSteps % 2 == 0) {
      info = info.with("note", "n".repeat((int) random.integers(0, 10)));
    }
    return new Step<>(look(), action + random.random(), terminated, truncated, info);
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    state.exchangeAll(position);
    elapsedSteps = state.exchange(elapsedSteps, 0, 100);
  }

  private Map<String, Object> look() {
    for (int i = 0; i < position.length; i++) {
      position[i] = (float) random().random();
    }
    return Map.of("position", position, "word", "w".repeat((int) random().integers(0, 41)));
  }
}
