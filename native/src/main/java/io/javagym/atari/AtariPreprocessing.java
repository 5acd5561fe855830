package io.javagym.atari;

import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usual preprocessing of a game after Machado et al. (2018), equal to Gymnasium's wrapper of
 * the same name over ale-py: idle frames after a reset, frame skipping, the greater of the last two
 * frames, a smaller picture, in luminance.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code noop_max}</td><td>30</td>
 *     <td>a reset is followed by 1 to so many idle frames; 0 for none</td></tr>
 * <tr><td>{@code frame_skip}</td><td>4</td>
 *     <td>frames a step; beyond 1, the game itself must be made with {@code frameskip=1}</td></tr>
 * <tr><td>{@code screen_size}</td><td>84</td><td>of the picture: a side, or (width, height)</td></tr>
 * <tr><td>{@code terminal_on_life_loss}</td><td>false</td>
 *     <td>a lost life ends the episode</td></tr>
 * <tr><td>{@code grayscale_obs}</td><td>true</td><td>luminance; else red, green, blue</td></tr>
 * <tr><td>{@code grayscale_newaxis}</td><td>false</td>
 *     <td>luminance of the shape {@code (height, width, 1)}</td></tr>
 * <tr><td>{@code scale_obs}</td><td>false</td><td>float32 from 0 to 1 instead of uint8</td></tr>
 * </table>
 *
 * <p>The array of an observation is used again for the next one.
 *
 * @param <O> {@code byte[]}, or {@code float[]} with {@code scale_obs}
 */
public final class AtariPreprocessing<O, A> implements Env<O, A>, Snapshottable {
  private static final int GREATEST_SIDE = 4096;

  private final Env<?, A> env;
  private final AtariEnv<?, ?> game;
  private final int noopMax;
  private final int frameSkip;
  private final boolean terminalOnLifeLoss;
  private final PooledScreen screen;
  private final Space<?> observationSpace;
  private final byte[] picture;
  private final float @Nullable [] scaled;
  private int lives;

  private AtariPreprocessing(Env<?, A> env, AtariEnv<?, ?> game, Kwargs kwargs) {
    this.env = env;
    this.game = game;
    this.noopMax = kwargs.getInt("noop_max", 30, 0, Integer.MAX_VALUE - 1);
    this.frameSkip = kwargs.getInt("frame_skip", 4, 1, Integer.MAX_VALUE);
    int[] widthAndHeight = screenSize(kwargs.get("screen_size", 84L));
    this.terminalOnLifeLoss = kwargs.getBoolean("terminal_on_life_loss", false);
    boolean grayscale = kwargs.getBoolean("grayscale_obs", true);
    boolean newAxis = kwargs.getBoolean("grayscale_newaxis", false);
    boolean scale = kwargs.getBoolean("scale_obs", false);
    kwargs.rejectUnread("AtariPreprocessing");
    if (frameSkip > 1 && !game.stepsFrameByFrame()) {
      throw GymException.invalidArgument(
          "frame_skip is %d, but the game skips frames itself: make it with frameskip=1"
              .formatted(frameSkip));
    }
    if (noopMax > 0 && game.isContinuous()) {
      throw GymException.invalidArgument(
          "noop_max is %d, but a continuous game has no action to do nothing: expected 0"
              .formatted(noopMax));
    }
    int width = widthAndHeight[0];
    int height = widthAndHeight[1];
    this.screen = new PooledScreen(game.emulator(), height, width, grayscale, frameSkip > 1);
    this.picture = new byte[screen.sizeBytes()];
    this.scaled = scale ? new float[picture.length] : null;
    int[] shape = {height, width};
    if (!grayscale || newAxis) {
      shape = new int[] {height, width, grayscale ? 1 : 3};
    }
    this.observationSpace = scale ? Box.float32(0, 1, shape) : Box.uint8(0, 255, shape);
  }

  /**
   * A game with preprocessing, which is closed with it.
   *
   * @param env an {@link AtariEnv}, or one in wrappers
   * @param arguments the arguments above, by name
   * @throws GymException if an argument is unknown or a value is not allowed
   */
  public static <O, A> AtariPreprocessing<O, A> of(
      Env<?, A> env, Map<String, ? extends @Nullable Object> arguments) {
    if (!(env.unwrapped() instanceof AtariEnv<?, ?> game)) {
      throw GymException.invalidArgument(
          "AtariPreprocessing wraps Atari games, got " + env.unwrapped().getClass().getName());
    }
    AtariPreprocessing<O, A> wrapper = new AtariPreprocessing<>(env, game, Kwargs.of(arguments));
    game.stopObserving();
    return wrapper;
  }

  private static int[] screenSize(@Nullable Object value) {
    if (value instanceof Long side && isSide(side)) {
      return new int[] {side.intValue(), side.intValue()};
    }
    if (value instanceof Integer side && isSide(side)) {
      return new int[] {side, side};
    }
    if (value instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof Number width
        && pair.get(1) instanceof Number height
        && isSide(width.doubleValue())
        && isSide(height.doubleValue())) {
      return new int[] {width.intValue(), height.intValue()};
    }
    throw GymException.invalidArgument(
        "screen_size is %s, expected an int from 1 to %d, or a pair (width, height) of them"
            .formatted(value, GREATEST_SIDE));
  }

  private static boolean isSide(double value) {
    return value >= 1 && value <= GREATEST_SIDE && value == Math.rint(value);
  }

  @Override
  @SuppressWarnings("unchecked") // The caller chose scale_obs, and with it the type.
  public Space<O> observationSpace() {
    return (Space<O>) observationSpace;
  }

  @Override
  public Space<A> actionSpace() {
    return env.actionSpace();
  }

  @Override
  public Dict infoSpace() {
    return env.infoSpace();
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    Info info = env.reset(seed, options).info();
    long idleFrames = noopMax > 0 ? game.random().integers(1, noopMax + 1L) : 0;
    for (long frame = 0; frame < idleFrames; frame++) {
      Step<?> step = env.step(noop());
      for (Map.Entry<String, Object> field : step.info().fields().entrySet()) {
        info = info.with(field.getKey(), field.getValue());
      }
      if (step.done()) {
        info = env.reset(seed, options).info();
      }
    }
    lives = game.emulator().lives();
    screen.drawFirst(picture, 0);
    return new Reset<>(observation(), info);
  }

  @SuppressWarnings("unchecked") // A game that is not continuous has a Discrete space.
  private A noop() {
    return (A) Long.valueOf(0);
  }

  @Override
  public Step<O> step(A action) {
    double reward = 0;
    boolean terminated = false;
    boolean truncated = false;
    Info info = Info.EMPTY;
    for (int framesLeft = frameSkip; framesLeft > 0 && !terminated && !truncated; framesLeft--) {
      Step<?> step = env.step(action);
      reward += step.reward();
      terminated = step.terminated();
      truncated = step.truncated();
      info = step.info();
      if (terminalOnLifeLoss) {
        int livesNow = game.emulator().lives();
        terminated |= livesNow < lives;
        lives = livesNow;
      }
      if (!terminated && !truncated && framesLeft == 2) {
        screen.captureBeforeLast();
      } else if (!terminated && !truncated && framesLeft == 1) {
        screen.captureLast();
      }
    }
    screen.drawNext(picture, 0);
    return new Step<>(observation(), reward, terminated, truncated, info);
  }

  @SuppressWarnings("unchecked") // The caller chose scale_obs, and with it the type.
  private O observation() {
    if (scaled == null) {
      return (O) picture;
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (picture[i] & 0xff) / 255.0f;
    }
    return (O) scaled;
  }

  @Override
  public Env<?, ?> unwrapped() {
    return env.unwrapped();
  }

  @Override
  public Map<String, EnvMethod> methods() {
    return env.methods();
  }

  @Override
  public RenderMode renderMode() {
    return env.renderMode();
  }

  @Override
  public @Nullable Frame render() {
    return env.render();
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchangePart(env);
    lives = state.exchange(lives);
    screen.exchange(state);
    state.exchangeAll(picture);
  }

  @Override
  public void close() {
    env.close();
  }
}
