package io.javagym.envs.classic;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.SeededEnv;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.SeedSequence;
import io.javagym.random.SinCos;
import io.javagym.vector.WorkerPool;
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
 *
 * <p>Blocks of rows are shared out over threads. What is random is drawn before, in the rows'
 * order, so the outcome is the same for any number of threads.
 */
public final class CartPoleVector implements VectorEnv, Snapshottable {
  /** Rows computed together, by one thread: their results stay in the first-level cache. */
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
  private final long[] elapsedSteps;

  /** Whether the row's episode ended in the last step; [n]. */
  private final boolean[] over;

  /**
   * The rows for which {@link #over} holds, in order: those of each block from its first row on.
   */
  private final int[] overRows;

  /** How many of them there are in each block; [blocks]. */
  private final int[] numOver;

  /** How many there are in all blocks before; [blocks]. */
  private final int[] numOverBefore;

  /** New states, quantity by quantity: [4, k] for k rows. */
  private final double[] drawn;

  private int numDrawn;

  private final WorkerPool pool;
  private final WorkerPool.Work stepBlock = this::stepBlock;
  private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);

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
    this.elapsedSteps = new long[numEnvs];
    this.over = new boolean[numEnvs];
    this.overRows = new int[numEnvs];
    int blocks = (numEnvs + BLOCK_ROWS - 1) / BLOCK_ROWS;
    this.numOver = new int[blocks];
    this.numOverBefore = new int[blocks];
    this.drawn = new double[COMPONENTS * numEnvs];
    this.pool = new WorkerPool(settings.numThreads());
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
    draw(rows.length);
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      restart(row, i);
      over[row] = false;
      elapsedSteps[row] = 0;
      batch.outcome(row, 0, false, false);
    }
    for (int block = 0; block < numOver.length; block++) {
      observe(first(block), count(block), scratches.get());
    }
    listOver();
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
    int k = 0;
    for (int block = 0; block < numOver.length; block++) {
      numOverBefore[block] = k;
      k += numOver[block];
    }
    draw(k);
    pool.run(numOver.length, stepBlock);
  }

  private static int first(int block) {
    return block * BLOCK_ROWS;
  }

  private int count(int block) {
    return Math.min(BLOCK_ROWS, numEnvs - first(block));
  }

  /** Refuses the actions of all rows before any row has moved. */
  private void checkActions() {
    long all = 0;
    for (int row = 0; row < numEnvs; row++) {
      all |= actions.get(row);
    }
    if ((all & ~1L) == 0) {
      return;
    }
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

  /** Draws new states for k rows, quantity by quantity. */
  private void draw(int k) {
    if (random == null) {
      random = NumpyGenerator.seeded(SeedSequence.fromEntropy().entropy());
    }
    for (int i = 0; i < COMPONENTS * k; i++) {
      drawn[i] = random.uniform(bounds.low(), bounds.high());
    }
    numDrawn = k;
  }

  /** Gives a row the i-th of the states drawn. */
  private void restart(int row, int i) {
    x[row] = drawn[i];
    xDot[row] = drawn[numDrawn + i];
    theta[row] = drawn[2 * numDrawn + i];
    thetaDot[row] = drawn[3 * numDrawn + i];
  }

  private void stepBlock(int block) {
    int first = first(block);
    int count = count(block);
    Scratch scratch = scratches.get();
    move(first, count, scratch);
    for (int i = 0; i < numOver[block]; i++) {
      restart(overRows[first + i], numOverBefore[block] + i);
    }
    observe(first, count, scratch);
    report(block, first, count);
  }

  /**
   * Moves a block of rows on by one step. One loop for each quantity: each is simple enough for the
   * compiler to use vector instructions.
   */
  private void move(int first, int count, Scratch scratch) {
    double[] sinTheta = scratch.sinTheta;
    double[] cosTheta = scratch.cosTheta;
    double[] force = scratch.force;
    double[] temp = scratch.temp;
    double[] thetaAcc = scratch.thetaAcc;
    double[] xAcc = scratch.xAcc;
    long[] taken = scratch.actions;
    scratch.sinCos.compute(theta, first, count, sinTheta, cosTheta);
    actions.get(first, taken, 0, count);
    for (int i = 0; i < count; i++) {
      force[i] = CartPolePhysics.force(taken[i]);
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

  /** Writes the outcome of a block's rows, and notes whose episode is over. */
  private void report(int block, int first, int count) {
    rewards.put(first, usualRewards, 0, count);
    terminated.put(first, ALL_FALSE, 0, count);
    truncated.put(first, ALL_FALSE, 0, count);
    for (int row = first; row < first + count; row++) {
      elapsedSteps[row]++;
    }
    int k = 0;
    for (int row = first; row < first + count; row++) {
      if (CartPolePhysics.isTerminal(x[row], theta[row])
          || elapsedSteps[row] >= maxEpisodeSteps
          || over[row]) {
        reportUnusual(row);
        if (over[row]) {
          overRows[first + k++] = row;
        }
      }
    }
    numOver[block] = k;
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
    if (CartPolePhysics.isTerminal(x[row], theta[row])) {
      terminated.put(row, TRUE);
      rewards.put(row, terminalReward);
    }
    if (elapsedSteps[row] >= maxEpisodeSteps) {
      truncated.put(row, TRUE);
    }
  }

  /** Rounds the state of a block of rows into the batch. */
  private void observe(int first, int count, Scratch scratch) {
    float[] seen = scratch.seen;
    for (int i = 0; i < count; i++) {
      seen[COMPONENTS * i] = (float) x[first + i];
      seen[COMPONENTS * i + 1] = (float) xDot[first + i];
      seen[COMPONENTS * i + 2] = (float) theta[first + i];
      seen[COMPONENTS * i + 3] = (float) thetaDot[first + i];
    }
    observations.put(COMPONENTS * first, seen, 0, COMPONENTS * count);
  }

  @Override
  public void exchangeState(StateExchange state) {
    checkOpen("snapshot or restore");
    state.exchangePart(batch);
    state.exchangeAll(x);
    state.exchangeAll(xDot);
    state.exchangeAll(theta);
    state.exchangeAll(thetaDot);
    state.exchangeAll(elapsedSteps);
    state.exchangeAll(over);
    random = state.exchange(random);
    bounds = bounds.exchange(state);
    hasReset = state.exchange(hasReset);
    listOver();
  }

  /** Lists the rows whose episode is over. */
  private void listOver() {
    for (int block = 0; block < numOver.length; block++) {
      numOver[block] = 0;
      for (int row = first(block); row < first(block) + count(block); row++) {
        if (over[row]) {
          overRows[first(block) + numOver[block]++] = row;
        }
      }
    }
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
    pool.close();
  }

  /** What a thread needs in between while it steps a block; each array [BLOCK_ROWS]. */
  private static final class Scratch {
    final SinCos sinCos = new SinCos(BLOCK_ROWS);
    final long[] actions = new long[BLOCK_ROWS];
    final double[] sinTheta = new double[BLOCK_ROWS];
    final double[] cosTheta = new double[BLOCK_ROWS];
    final double[] force = new double[BLOCK_ROWS];
    final double[] temp = new double[BLOCK_ROWS];
    final double[] thetaAcc = new double[BLOCK_ROWS];
    final double[] xAcc = new double[BLOCK_ROWS];

    /** What the rows see; [BLOCK_ROWS, COMPONENTS]. */
    final float[] seen = new float[COMPONENTS * BLOCK_ROWS];
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
