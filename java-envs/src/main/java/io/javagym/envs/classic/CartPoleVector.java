package io.javagym.envs.classic;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.SeededEnv;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.random.Libm;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.SeedSequence;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many {@link CartPole}s in step, as arrays. Equal to Gymnasium's {@code CartPoleVectorEnv}, seed
 * for seed; spaces, rewards and arguments are those of {@link CartPole}.
 *
 * <p>All rows draw from one stream: a reset takes {@code uniform(low, high, (4, n))}, and a step in
 * which k rows start their next episode takes {@code uniform(low, high, (4, k))}. So a row's
 * trajectory depends on the others, and seeds for single rows are refused. The reset options {@code
 * low} and {@code high} hold until the next reset. A reset with a mask, which Gymnasium's has not,
 * draws for the k masked rows as a step does.
 *
 * <p>Rewards are float32, as Gymnasium's are here.
 */
public final class CartPoleVector implements VectorEnv {
  /** Rows computed together: their intermediate results stay in the first-level cache. */
  private static final int BLOCK_ROWS = 256;

  private static final int COMPONENTS = 4;

  private static final byte TRUE = 1;
  private static final byte[] ALL_FALSE = new byte[BLOCK_ROWS];

  private final int numEnvs;
  private final long maxEpisodeSteps;
  private final float[] usualRewards = new float[BLOCK_ROWS];
  private final float terminalReward;
  private final RenderMode renderMode;
  private final Batch batch;

  // Views of the batch's columns.
  private final LongBuffer actions;
  private final FloatBuffer observations;
  private final FloatBuffer rewards;
  private final ByteBuffer terminated;
  private final ByteBuffer truncated;

  // The state of every row; each array [n].
  private final double[] x;
  private final double[] xDot;
  private final double[] theta;
  private final double[] thetaDot;
  private final double[][] quantities; // these four, in the order of the draws and of what is seen
  private final long[] elapsedSteps;

  /** Whether the row's episode ended in the last step; [n]. */
  private final boolean[] over;

  /** The rows for which {@link #over} holds, in order; the first {@link #numOver} elements. */
  private final int[] overRows;

  private int numOver;

  // What the rows of a block need in between; each array [BLOCK_ROWS].
  private final double[] sinTheta = new double[BLOCK_ROWS];
  private final double[] cosTheta = new double[BLOCK_ROWS];
  private final double[] force = new double[BLOCK_ROWS];
  private final double[] temp = new double[BLOCK_ROWS];
  private final double[] thetaAcc = new double[BLOCK_ROWS];
  private final double[] xAcc = new double[BLOCK_ROWS];

  /** What the rows of a block see; [BLOCK_ROWS, COMPONENTS]. */
  private final float[] seen = new float[COMPONENTS * BLOCK_ROWS];

  private @Nullable NumpyGenerator random;
  private ResetBounds bounds = ResetBounds.DEFAULT;
  private boolean hasReset;
  private boolean closed;

  /** Made where and when a frame is asked for; each row has a canvas of its own. */
  private @Nullable CartPoleView @Nullable [] views;

  /**
   * Carts and poles with the arguments of {@link CartPole}.
   *
   * @param settings with {@link AutoresetMode#NEXT_STEP}, the only mode that this form knows
   */
  public CartPoleVector(VectorSettings settings, Kwargs kwargs) {
    if (settings.autoresetMode() != AutoresetMode.NEXT_STEP) {
      throw GymException.invalidArgument(
          "autoreset mode %s of CartPole's vector form: expected %s"
              .formatted(settings.autoresetMode(), AutoresetMode.NEXT_STEP));
    }
    boolean suttonBartoReward = kwargs.getBoolean("sutton_barto_reward", false);
    this.renderMode = kwargs.renderMode();
    this.numEnvs = settings.numEnvs();
    Integer limit = settings.maxEpisodeSteps();
    this.maxEpisodeSteps = limit == null ? Long.MAX_VALUE : limit;
    // -0.0: Gymnasium negates an array of zeros.
    Arrays.fill(usualRewards, suttonBartoReward ? -0.0f : 1);
    this.terminalReward = suttonBartoReward ? -1 : 1;
    this.batch =
        Batch.builder(numEnvs, CartPolePhysics.OBSERVATION_SPACE, CartPolePhysics.ACTION_SPACE)
            .reward32()
            .memory(settings.memory())
            .build();
    this.actions = batch.action().bytes().asLongBuffer();
    this.observations = batch.observation().bytes().asFloatBuffer();
    this.rewards = batch.rewardBytes().asFloatBuffer();
    this.terminated = batch.terminatedBytes();
    this.truncated = batch.truncatedBytes();
    this.x = new double[numEnvs];
    this.xDot = new double[numEnvs];
    this.theta = new double[numEnvs];
    this.thetaDot = new double[numEnvs];
    this.quantities = new double[][] {x, xDot, theta, thetaDot};
    this.elapsedSteps = new long[numEnvs];
    this.over = new boolean[numEnvs];
    this.overRows = new int[numEnvs];
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public AutoresetMode autoresetMode() {
    return AutoresetMode.NEXT_STEP;
  }

  /**
   * Starts an episode in each row.
   *
   * @param seeds {@code null}, or {@code null} for each row: there is one stream for all
   */
  @Override
  public void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    checkOpen("reset");
    requireLength("seeds", seeds == null ? numEnvs : seeds.size());
    requireLength("mask", mask == null ? numEnvs : mask.length);
    if (seeds != null && seeds.stream().anyMatch(Objects::nonNull)) {
      throw GymException.invalidArgument(
          "got seeds of single rows, but all rows of this vector environment draw from one stream;"
              + " expected one seed (vectorization_mode=\"sync\" has a stream for each row)");
    }
    int[] rows = IntStream.range(0, numEnvs).filter(row -> mask == null || mask[row]).toArray();
    if (!hasReset && rows.length < numEnvs) {
      throw new GymException(
          GymException.Code.RESET_NEEDED, "reset with a mask before the first reset of all rows");
    }
    bounds = ResetBounds.of(options);
    restart(rows, rows.length);
    for (int row : rows) {
      over[row] = false;
      elapsedSteps[row] = 0;
      observe(row, 1);
      batch.outcome(row, 0, false, false);
    }
    numOver = 0;
    for (int row = 0; row < numEnvs; row++) {
      if (over[row]) {
        overRows[numOver++] = row;
      }
    }
    hasReset = true;
  }

  @Override
  public void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    checkOpen("reset");
    if (seed != null) {
      random = NumpyGenerator.seeded(SeededEnv.requireSeed(seed));
    }
    reset(null, options, null);
  }

  @Override
  public void step() {
    checkOpen("step");
    if (!hasReset) {
      throw new GymException(GymException.Code.RESET_NEEDED, "step before the first reset");
    }
    checkActions();
    for (int first = 0; first < numEnvs; first += BLOCK_ROWS) {
      move(first, Math.min(BLOCK_ROWS, numEnvs - first));
    }
    restart(overRows, numOver);
    report();
  }

  /** Refuses the actions of all rows before any row has moved. */
  private void checkActions() {
    for (int row = 0; row < numEnvs; row++) {
      long action = actions.get(row);
      if ((action & ~1L) != 0) {
        throw new GymException(
            GymException.Code.INVALID_ACTION,
            "action out of range: env=%d, action=%d, expected 0 <= action < 2"
                .formatted(row, action));
      }
    }
  }

  /**
   * Moves a block of rows on by one step. One loop for each quantity: each is simple enough for the
   * compiler to use vector instructions.
   */
  private void move(int first, int count) {
    sinCos(theta, first, count, sinTheta, cosTheta);
    for (int i = 0; i < count; i++) {
      force[i] = CartPolePhysics.force(actions.get(first + i));
    }
    for (int i = 0; i < count; i++) {
      temp[i] = CartPolePhysics.temp(force[i], sinTheta[i], thetaDot[first + i]);
    }
    for (int i = 0; i < count; i++) {
      thetaAcc[i] = CartPolePhysics.thetaAcc(temp[i], sinTheta[i], cosTheta[i]);
    }
    for (int i = 0; i < count; i++) {
      xAcc[i] = CartPolePhysics.xAcc(temp[i], thetaAcc[i], cosTheta[i]);
    }
    for (int i = 0; i < count; i++) {
      x[first + i] = CartPolePhysics.euler(x[first + i], xDot[first + i]);
    }
    for (int i = 0; i < count; i++) {
      xDot[first + i] = CartPolePhysics.euler(xDot[first + i], xAcc[i]);
    }
    for (int i = 0; i < count; i++) {
      theta[first + i] = CartPolePhysics.euler(theta[first + i], thetaDot[first + i]);
    }
    for (int i = 0; i < count; i++) {
      thetaDot[first + i] = CartPolePhysics.euler(thetaDot[first + i], thetaAcc[i]);
    }
  }

  private static void sinCos(double[] theta, int first, int count, double[] sin, double[] cos) {
    for (int i = 0; i < count; i++) {
      sin[i] = Libm.sin(theta[first + i]);
      cos[i] = Libm.cos(theta[first + i]);
    }
  }

  /** Draws new states for the first k of these rows, quantity by quantity: an array [4, k]. */
  private void restart(int[] rows, int k) {
    if (random == null) {
      random = NumpyGenerator.seeded(SeedSequence.fromEntropy().entropy());
    }
    for (double[] quantity : quantities) {
      for (int i = 0; i < k; i++) {
        quantity[rows[i]] = random.uniform(bounds.low(), bounds.high());
      }
    }
  }

  /** Writes every row's outcome, and notes whose episode is over. */
  private void report() {
    for (int first = 0; first < numEnvs; first += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, numEnvs - first);
      observe(first, count);
      rewards.put(first, usualRewards, 0, count);
      terminated.put(first, ALL_FALSE, 0, count);
      truncated.put(first, ALL_FALSE, 0, count);
    }
    for (int row = 0; row < numEnvs; row++) {
      elapsedSteps[row]++;
    }
    numOver = 0;
    for (int row = 0; row < numEnvs; row++) {
      if (CartPolePhysics.isTerminal(x[row], theta[row])
          || elapsedSteps[row] >= maxEpisodeSteps
          || over[row]) {
        reportUnusual(row);
      }
    }
  }

  /** Corrects the outcome of a row that has just begun an episode or that ends one. */
  private void reportUnusual(int row) {
    if (over[row]) {
      over[row] = false;
      elapsedSteps[row] = 0;
      rewards.put(row, 0);
      return;
    }
    over[row] = true;
    overRows[numOver++] = row;
    if (CartPolePhysics.isTerminal(x[row], theta[row])) {
      terminated.put(row, TRUE);
      rewards.put(row, terminalReward);
    }
    if (elapsedSteps[row] >= maxEpisodeSteps) {
      truncated.put(row, TRUE);
    }
  }

  /** Rounds the state of a block of rows into the batch. */
  private void observe(int first, int count) {
    for (int i = 0; i < count; i++) {
      seen[COMPONENTS * i] = (float) x[first + i];
      seen[COMPONENTS * i + 1] = (float) xDot[first + i];
      seen[COMPONENTS * i + 2] = (float) theta[first + i];
      seen[COMPONENTS * i + 3] = (float) thetaDot[first + i];
    }
    observations.put(COMPONENTS * first, seen, 0, COMPONENTS * count);
  }

  @Override
  public @Nullable Frame render(int row) {
    checkOpen("render");
    if (!hasReset) {
      throw new GymException(GymException.Code.RESET_NEEDED, "render before the first reset");
    }
    if (!renderMode.drawsPixels()) {
      return null;
    }
    if (views == null) {
      views = new CartPoleView[numEnvs];
    }
    CartPoleView view = views[row];
    if (view == null) {
      view = new CartPoleView();
      views[row] = view;
    }
    return view.draw(x[row], theta[row]);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen(String call) {
    if (closed) {
      throw new GymException(
          GymException.Code.CLOSED, call + " after the vector environment was closed");
    }
  }

  private void requireLength(String what, int length) {
    if (length != numEnvs) {
      throw GymException.invalidArgument(
          "%s has length %d, expected num_envs=%d".formatted(what, length, numEnvs));
    }
  }
}
