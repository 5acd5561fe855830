package io.javagym.atari;

import io.javagym.Env;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.SeedSequence;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import io.javagym.spaces.Tuple;
import io.javagym.wrappers.FrameStackObservation;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A game of the Atari 2600. Equal to ale-py's {@code ALE/<game>-v5} frame for frame, seed for seed.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Box(0, 255, (210, 160, 3), uint8)}</td>
 *     <td>the screen, row after row; some games have more rows. {@code (210, 160)} as grayscale,
 *     {@code (128,)} as the console's memory. With {@code sound_obs} a dict of that as {@code image}
 *     and {@code sound}, {@code Box(0, 255, (512,), uint8)}, the samples of the last frame</td></tr>
 * <tr><td>action</td><td>{@code Discrete(n)}</td>
 *     <td>one of {@link #actionMeanings()}: those that make a difference in the game, or all 18 with
 *     {@code full_action_space}</td></tr>
 * <tr><td></td><td>{@code Box([0, -pi, 0], [1, pi, 1], float32)}</td>
 *     <td>with {@code continuous}: radius and angle (rad) of the stick, and fire</td></tr>
 * <tr><td>info {@code lives}</td><td>int</td><td>the lives left; 0 in games that have none</td></tr>
 * <tr><td>info {@code episode_frame_number}</td><td>int</td><td>frames of this episode</td></tr>
 * <tr><td>info {@code frame_number}</td><td>int</td><td>frames since the last seed</td></tr>
 * <tr><td>info {@code seeds}</td><td>two ints</td>
 *     <td>after a reset with a seed: those of the random frameskip and of the emulator</td></tr>
 * </table>
 *
 * <p>A step takes the action for {@code frameskip} frames and pays the points that they gained. The
 * episode terminates when the game is over, and is truncated after {@code
 * max_num_frames_per_episode}.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code game}</td><td>the id's</td><td>in snake_case</td></tr>
 * <tr><td>{@code mode}</td><td>None</td><td>a mode that the game has; None for its first</td></tr>
 * <tr><td>{@code difficulty}</td><td>None</td><td>a difficulty that it has</td></tr>
 * <tr><td>{@code obs_type}</td><td>{@code "rgb"}</td>
 *     <td>{@code "rgb"}, {@code "grayscale"} or {@code "ram"}</td></tr>
 * <tr><td>{@code frameskip}</td><td>4</td>
 *     <td>frames a step; a pair (low, high) draws from low to high - 1 each time</td></tr>
 * <tr><td>{@code repeat_action_probability}</td><td>0.25</td>
 *     <td>that a frame repeats the last action instead (sticky actions)</td></tr>
 * <tr><td>{@code full_action_space}</td><td>false</td><td>all 18 actions</td></tr>
 * <tr><td>{@code continuous}</td><td>false</td><td>a stick instead of buttons</td></tr>
 * <tr><td>{@code continuous_action_threshold}</td><td>0.5</td>
 *     <td>how far the stick goes before it counts as left, right, up or down, and fire as fire</td></tr>
 * <tr><td>{@code max_num_frames_per_episode}</td><td>108000 (30 minutes)</td>
 *     <td>None or 0 for no limit</td></tr>
 * <tr><td>{@code sound_obs}</td><td>false</td><td>adds the sound to the observation</td></tr>
 * <tr><td>{@code rom_dir}</td><td>None</td>
 *     <td>the folder of the ROMs; None for that of ale-py, see {@link Rom}</td></tr>
 * <tr><td>{@code preprocessing}</td><td>None</td>
 *     <td>a dict of the arguments of {@link AtariPreprocessing}, which then wraps the game</td></tr>
 * <tr><td>{@code frame_stack}</td><td>None</td>
 *     <td>how many observations are shown together, or a dict of the arguments of {@link
 *     FrameStackObservation}</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 *
 * @param <O> {@code byte[]}, or {@code Map<String, Object>} with {@code sound_obs}
 * @param <A> {@code Long}, or {@code float[]} with {@code continuous}
 */
public final class AtariEnv<O, A> implements Env<O, A>, Snapshottable {
  private static final long SEEDS = 1L << Integer.SIZE;
  private static final Discrete COUNT = Discrete.of(1L << 31);
  private static final Dict INFO_SPACE =
      Dict.builder()
          .put("lives", COUNT)
          .put("episode_frame_number", COUNT)
          .put("frame_number", COUNT)
          .put("seeds", Tuple.of(Discrete.of(SEEDS), Discrete.of(SEEDS)))
          .build();

  private final Emulator emulator;
  private final Rom rom;
  private final Observer<O> observer;
  private final Controller<A> controller;
  private final AtariSettings settings;
  private NumpyGenerator random;

  /** What {@link #random} was seeded with. */
  private long randomSeed;

  private final Map<String, EnvMethod> methods;

  private @Nullable O observation;
  private boolean observes = true;

  private final Picture picture;

  private AtariEnv(
      Emulator emulator,
      Rom rom,
      Observer<O> observer,
      Controller<A> controller,
      int randomSeed,
      AtariSettings settings) {
    this.emulator = emulator;
    this.picture = new Picture(emulator);
    this.rom = rom;
    this.observer = observer;
    this.controller = controller;
    this.settings = settings;
    this.randomSeed = Integer.toUnsignedLong(randomSeed);
    this.random = NumpyGenerator.seeded(this.randomSeed);
    this.methods = AtariMethods.of(this, emulator, () -> this.randomSeed, settings.frameSkip());
  }

  /** A game with the arguments above, in the wrappers that they ask for. */
  public static Env<?, ?> of(Kwargs kwargs) {
    Map<String, @Nullable Object> preprocessing = kwargs.getMap("preprocessing", null);
    Object frameStack = kwargs.get("frame_stack", null);
    AtariEnv<?, ?> game = bare(kwargs);
    try {
      Env<?, ?> env = preprocessing == null ? game : AtariPreprocessing.of(game, preprocessing);
      return frameStack == null ? env : FrameStackObservation.of(env, frameStack);
    } catch (RuntimeException e) {
      game.close();
      throw e;
    }
  }

  private static AtariEnv<?, ?> bare(Kwargs kwargs) {
    AtariSettings settings = AtariSettings.of(kwargs);
    Rom rom = Rom.of(settings.game(), settings.romDir());
    Emulator emulator = new Emulator();
    try {
      emulator.setFloat("repeat_action_probability", settings.repeatActionProbability());
      Integer frames = settings.maxNumFramesPerEpisode();
      if (frames != null) {
        emulator.setInt("max_num_frames_per_episode", frames);
      }
      emulator.setBool("sound_obs", settings.soundObs());
      int[] seeds = SeedSequence.fromEntropy().generateState(2);
      load(emulator, rom, seeds[1], settings);
      return new AtariEnv<>(
          emulator,
          rom,
          Observer.of(emulator, settings.obsType(), settings.soundObs()),
          controller(emulator, settings),
          seeds[0],
          settings);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static Controller<?> controller(Emulator emulator, AtariSettings settings) {
    if (settings.continuous()) {
      return new Controller.Stick(emulator.legalActions(), settings.continuousActionThreshold());
    }
    return new Controller.Buttons(
        settings.fullActionSpace() ? emulator.legalActions() : emulator.minimalActions());
  }

  private static void load(Emulator emulator, Rom rom, int seed, AtariSettings settings) {
    emulator.setInt("random_seed", seed);
    emulator.loadRom(rom);
    Integer mode = settings.mode();
    if (mode != null) {
      emulator.setMode(mode);
    }
    Integer difficulty = settings.difficulty();
    if (difficulty != null) {
      emulator.setDifficulty(difficulty);
    }
  }

  @Override
  public Space<O> observationSpace() {
    return observer.space();
  }

  @Override
  public Space<A> actionSpace() {
    return controller.space();
  }

  @Override
  public Dict infoSpace() {
    return INFO_SPACE;
  }

  /** What each action means, by its index: {@code NOOP}, {@code FIRE}, {@code UP} and so on. */
  public List<String> actionMeanings() {
    return controller.names();
  }

  @Override
  public Reset<O> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (seed == null) {
      emulator.resetGame();
      return Reset.of(observation(), info());
    }
    int[] seeds = new SeedSequence(SeededEnv.requireSeed(seed)).generateState(2);
    randomSeed = Integer.toUnsignedLong(seeds[0]);
    random = NumpyGenerator.seeded(randomSeed);
    load(emulator, rom, seeds[1], settings);
    emulator.resetGame();
    List<Long> seededWith = List.of(randomSeed, Integer.toUnsignedLong(seeds[1]));
    return Reset.of(observation(), info().with("seeds", seededWith));
  }

  @Override
  public Step<O> step(A action) {
    int frames = settings.frameSkip().frames(random);
    long reward =
        emulator.act(controller.aleAction(action), controller.paddleStrength(action), frames);
    return new Step<>(observation(), reward, emulator.gameOver(), emulator.gameTruncated(), info());
  }

  private O observation() {
    if (observation == null || observes) {
      observation = observer.observe();
    }
    return observation;
  }

  /** Has every later observation be the same old one, for a wrapper that looks for itself. */
  void stopObserving() {
    observes = false;
  }

  /** Whether each step is one frame. */
  boolean stepsFrameByFrame() {
    return settings.frameSkip().equals(FrameSkip.NONE);
  }

  boolean isContinuous() {
    return settings.continuous();
  }

  Emulator emulator() {
    return emulator;
  }

  /** The stream that Gymnasium calls {@code np_random}, as it is now. */
  NumpyGenerator random() {
    return random;
  }

  @Override
  public Map<String, EnvMethod> methods() {
    return methods;
  }

  private Info info() {
    return Info.of(
            "lives",
            (long) emulator.lives(),
            "episode_frame_number",
            (long) emulator.episodeFrameNumber())
        .with("frame_number", (long) emulator.frameNumber());
  }

  @Override
  public RenderMode renderMode() {
    return settings.renderMode();
  }

  @Override
  public @Nullable Frame render() {
    return settings.renderMode().drawsPixels() ? picture.draw() : null;
  }

  /**
   * The state of the game, for {@link #restoreState} of an environment with the same game.
   *
   * @param includeRandom whether the random streams, of sticky actions and of random frameskips,
   *     are part of it
   */
  public AtariState cloneState(boolean includeRandom) {
    return new AtariState(
        emulator.cloneState(includeRandom), includeRandom ? random.getState() : null);
  }

  /**
   * Goes back to a state; without random streams in it, the present ones go on.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if it is the state of
   *     another game
   */
  public void restoreState(AtariState state) {
    emulator.restoreState(state.emulator());
    if (state.random() != null) {
      random.setState(state.random());
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    emulator.exchange(state);
    random.setState(state.exchange(random.getState()));
    randomSeed = state.exchange(randomSeed);
  }

  /** Releases the emulator. */
  @Override
  public void close() {
    emulator.close();
  }
}
