package io.javagym.atari;

import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import io.javagym.vector.VectorRow;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link AtariVector}: a game with the usual preprocessing, with the semantics of ale-py's
 * {@code AtariVectorEnv}.
 *
 * <p>A reset starts the game, presses fire where the game knows it, and does nothing for a number
 * of frames below {@code noop_max}, the frame of the fire among them. A step takes the action for
 * {@code frameskip} frames and stops early where the episode ends.
 *
 * <p>The seed goes to the emulator and to the draw of the frames as it is.
 */
final class AtariRow<A> implements VectorRow<byte[], A>, Snapshottable {
  private static final BigInteger GREATEST_SEED = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final Box<int[]> COUNT =
      Box.of(DType.INT32, new int[] {0}, new int[] {Integer.MAX_VALUE});
  private static final Dict INFO_SPACE =
      Dict.builder()
          .put("env_id", COUNT)
          .put("lives", COUNT)
          .put("frame_number", COUNT)
          .put("episode_frame_number", COUNT)
          .build();

  private final AtariRowSettings settings;
  private final Rom rom;
  private final Emulator emulator;
  private final Controller<A> controller;
  private final PooledScreen screen;
  private final Box<byte[]> observationSpace;
  private final boolean firesAtReset;
  private final Mt19937 random = new Mt19937(ThreadLocalRandom.current().nextInt());

  /** The frames that an agent sees, the newest last; [stackNum, height, width, channels]. */
  private final byte[] stack;

  // The info, whose arrays every step writes anew.
  private final int[] envId = new int[1];
  private final int[] livesLeft = new int[1];
  private final int[] frameNumber = new int[1];
  private final int[] episodeFrameNumber = new int[1];
  private final Info info;

  private final Map<String, EnvMethod> methods;

  private int lives;
  private int elapsedFrames;
  private boolean episodeOver;

  private final Picture picture;

  private AtariRow(
      AtariRowSettings settings, Rom rom, Emulator emulator, Controller<A> controller) {
    this.settings = settings;
    this.rom = rom;
    this.emulator = emulator;
    this.picture = new Picture(emulator);
    this.controller = controller;
    this.firesAtReset = settings.useFireReset() && controller.meanings().contains(AtariAction.FIRE);
    this.screen =
        new PooledScreen(
            emulator,
            settings.imgHeight(),
            settings.imgWidth(),
            settings.grayscale(),
            settings.maxpool() && settings.frameskip() > 1);
    this.stack = new byte[Math.multiplyExact(settings.stackNum(), screen.sizeBytes())];
    this.observationSpace =
        settings.grayscale()
            ? Box.uint8(0, 255, settings.stackNum(), settings.imgHeight(), settings.imgWidth())
            : Box.uint8(0, 255, settings.stackNum(), settings.imgHeight(), settings.imgWidth(), 3);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("env_id", envId);
    fields.put("lives", livesLeft);
    fields.put("frame_number", frameNumber);
    fields.put("episode_frame_number", episodeFrameNumber);
    this.info = new Info(fields);
    this.methods =
        AtariMethods.ofRow(
            emulator,
            controller::names,
            new FrameSkip(settings.frameskip(), settings.frameskip() + 1));
  }

  /** A row with a game of its own. */
  static AtariRow<?> of(AtariRowSettings settings, Rom rom) {
    Emulator emulator = new Emulator();
    try {
      emulator.setFloat("repeat_action_probability", settings.repeatActionProbability());
      emulator.setInt("random_seed", -1); // from the clock, until there is a seed
      emulator.loadRom(rom);
      return new AtariRow<>(settings, rom, emulator, controller(emulator, settings));
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static Controller<?> controller(Emulator emulator, AtariRowSettings settings) {
    if (settings.continuous()) {
      return new Controller.Stick(emulator.legalActions(), settings.continuousActionThreshold());
    }
    return new Controller.Buttons(
        settings.fullActionSpace() ? emulator.legalActions() : emulator.minimalActions());
  }

  @Override
  public Space<byte[]> observationSpace() {
    return observationSpace;
  }

  @Override
  public Space<A> actionSpace() {
    return controller.space();
  }

  @Override
  public Dict infoSpace() {
    return INFO_SPACE;
  }

  @Override
  public Map<String, EnvMethod> methods() {
    return methods;
  }

  @Override
  public void placed(int row) {
    envId[0] = row;
  }

  @Override
  public boolean episodeOver() {
    return episodeOver;
  }

  @Override
  public Reset<byte[]> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (seed != null) {
      seed(seed);
    }
    emulator.resetGame();
    int idleFrames = random.nextInt(Math.max(settings.noopMax(), 1));
    if (firesAtReset) {
      emulator.act(AtariAction.FIRE.number(), 1);
      idleFrames--;
    }
    for (int frame = 0; frame < idleFrames; frame++) {
      emulator.act(AtariAction.NOOP.number(), 1);
      if (emulator.gameOver()) {
        emulator.resetGame();
      }
    }
    Arrays.fill(stack, (byte) 0);
    screen.drawFirst(stack, stack.length - screen.sizeBytes());
    elapsedFrames = 0;
    episodeOver = false;
    tell();
    return new Reset<>(stack, info);
  }

  private void seed(BigInteger seed) {
    if (SeededEnv.requireSeed(seed).compareTo(GREATEST_SEED) > 0) {
      throw GymException.invalidArgument(
          "seed of env=%d is %d, expected 0 <= seed <= %d: it is the emulator's own"
              .formatted(envId[0], seed, GREATEST_SEED));
    }
    emulator.setInt("random_seed", seed.intValue());
    random.seed(seed.intValue());
    emulator.loadRom(rom);
  }

  @Override
  public Step<byte[]> step(A action) {
    int aleAction = controller.aleAction(action);
    float strength = controller.paddleStrength(action);
    long reward = 0;
    boolean gameOver = false;
    boolean lifeLost = false;
    episodeOver = false;
    for (int framesLeft = settings.frameskip(); framesLeft > 0 && !episodeOver; framesLeft--) {
      reward += emulator.act(aleAction, strength);
      gameOver = emulator.gameOver();
      elapsedFrames++;
      int livesNow = emulator.lives();
      lifeLost = livesNow < lives && livesNow > 0;
      episodeOver =
          gameOver
              || elapsedFrames >= settings.maxNumFramesPerEpisode()
              || (settings.episodicLife() && lifeLost);
      if (!episodeOver && framesLeft == 2) {
        screen.captureBeforeLast();
      } else if (!episodeOver && framesLeft == 1) {
        screen.captureLast();
      }
    }
    int frameBytes = screen.sizeBytes();
    // The newest frame stays where it is, for the screen to draw its changes over it.
    System.arraycopy(stack, frameBytes, stack, 0, stack.length - frameBytes);
    screen.drawNext(stack, stack.length - frameBytes);
    tell();
    boolean terminated =
        gameOver || ((settings.lifeLossInfo() || settings.episodicLife()) && lifeLost);
    boolean truncated = !terminated && elapsedFrames >= settings.maxNumFramesPerEpisode();
    double paid = settings.rewardClipping() ? Math.max(-1, Math.min(1, reward)) : reward;
    return new Step<>(stack, paid, terminated, truncated, info);
  }

  private void tell() {
    lives = emulator.lives();
    livesLeft[0] = lives;
    frameNumber[0] = emulator.frameNumber();
    episodeFrameNumber[0] = emulator.episodeFrameNumber();
  }

  @Override
  public RenderMode renderMode() {
    return settings.renderMode();
  }

  @Override
  public @Nullable Frame render() {
    return settings.renderMode().drawsPixels() ? picture.draw() : null;
  }

  @Override
  public void exchangeState(StateExchange state) {
    emulator.exchange(state);
    random.exchange(state);
    screen.exchange(state);
    state.exchangeAll(stack);
    lives = state.exchange(lives);
    elapsedFrames = state.exchange(elapsedFrames, 0, Integer.MAX_VALUE);
    episodeOver = state.exchange(episodeOver);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
