package io.javagym.vector;

/**
 * Threads that share out the units of a vector environment's work: its rows, or blocks of rows.
 *
 * <p>The calling thread takes part. Others join it only where that pays: the pool measures what a
 * unit costs and compares a whole run with the cost of waking a thread, so a batch of eight carts
 * never leaves the caller's thread. Units are taken a few at a time by whoever is free, so that a
 * slow one does not hold back the rest; each is done exactly once, by one thread, in no certain
 * order. Threads are daemons, start when first needed, spin for a moment after each run since the
 * next one often follows at once, and then sleep. They end with {@link #close()}, or when the pool
 * is no longer referred to.
 *
 * <p>A pool is used by one thread at a time.
 */
public final class WorkerPool implements AutoCloseable {

  /** What is to be done. */
  @FunctionalInterface
  public interface Work {
    /** Does one unit. */
    void run(int unit);
  }

  /** A run that takes longer is worth waking a thread for, which costs some 10 to 50 us. */
  private static final long WORTH_WAKING_NANOS = 40_000;

  /** A run that takes longer is worth sharing with threads that are awake from the one before. */
  private static final long WORTH_SHARING_NANOS = 8_000;

  /** Chunks of units are so small that each thread comes back for more about so many times. */
  private static final int CHUNKS_PER_THREAD = 4;

  private static final int MOST_UNITS_PER_CHUNK = 64;

  /** How much of what a unit costs is the newest measurement. */
  private static final double NEWEST_SHARE = 0.1;

  private final int numThreads;
  private final Crew crew;
  private double nanosPerUnit;

  /**
   * A pool of so many threads, the caller's among them.
   *
   * @param numThreads at least 1
   */
  public WorkerPool(int numThreads) {
    this.numThreads = numThreads;
    this.crew = Crew.forRuns(numThreads - 1);
    crew.dismissWith(this);
  }

  /**
   * Does units {@code 0, ..., units - 1} and returns when all are done.
   *
   * @throws RuntimeException what a unit threw, after the others were done
   */
  public void run(int units, Work work) {
    long started = System.nanoTime();
    if (isWorthSharing(units)) {
      int chunkUnits = units / (CHUNKS_PER_THREAD * numThreads);
      crew.begin(units, Math.max(1, Math.min(MOST_UNITS_PER_CHUNK, chunkUnits)), work);
      measure(started, crew.takePart());
      crew.awaitAll();
    } else {
      for (int unit = 0; unit < units; unit++) {
        work.run(unit);
      }
      measure(started, units);
    }
  }

  private boolean isWorthSharing(int units) {
    return numThreads > 1
        && units > 1
        && nanosPerUnit * units > (crew.isAwake() ? WORTH_SHARING_NANOS : WORTH_WAKING_NANOS);
  }

  private void measure(long startedNanos, int units) {
    if (units > 0) {
      double nanos = (double) (System.nanoTime() - startedNanos) / units;
      nanosPerUnit += NEWEST_SHARE * (nanos - nanosPerUnit);
    }
  }

  /** Ends the threads. Closing twice is harmless. */
  @Override
  public void close() {
    crew.close();
  }
}
