package io.javagym.vector;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a vector environment, and what they take their work from.
 *
 * <p>Units of work have positions, counted from the first unit ever on. Whoever is free takes the
 * next ones by moving {@link #head} on; {@link #tail} is where the work ends that is there so far,
 * and {@link #completed} counts what is done. Positions only grow, so a thread that was late takes
 * nothing that is gone.
 *
 * <p>One thread, the owner's, gives work and awaits its end. A crew that has nothing to do holds no
 * reference to its work, so that an owner who was dropped is collected, and its threads end.
 */
final class Crew {
  /** How long a thread looks out for work, or for the end of it, before it sleeps. */
  private static final long SPIN_NANOS =
      Runtime.getRuntime().availableProcessors() > 1 ? 20_000 : 0;

  /** How long closing waits for a thread that has nothing left to do. */
  private static final long JOIN_MILLIS = 100;

  private static final int NONE = -1;
  private static final int GIVEN_UP = -1;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicInteger CREWS = new AtomicInteger();

  /** Thrown by work on a unit that was given up meanwhile; its thread ends. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("given up", null, false, false);
    }
  }

  /** Work that wants to know when a unit is out of the crew's hands. */
  interface Job extends WorkerPool.Work {
    /** Called after a unit, by the thread that did it, when it can no longer be given up. */
    void done(int unit);
  }

  private final int size;

  /** Whether it is noted who works on what, and since when. */
  private final boolean watched;

  private final int number = CREWS.incrementAndGet();

  /** The units at the positions, modulo its length; {@code null} where they count from base. */
  private final int @Nullable [] order;

  private final AtomicLong head = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  // Written before the tail; read by who has taken a position below it.
  private WorkerPool.@Nullable Work work;
  private long base;
  private int chunkUnits = 1;

  /** Writing it publishes the work to the threads. */
  private volatile long tail;

  /** The owner's thread while it sleeps until all is done. */
  private volatile @Nullable Thread waiter;

  private volatile boolean dismissed;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private int hired;

  private Crew(int size, boolean watched, int @Nullable [] order) {
    this.size = size;
    this.watched = watched;
    this.order = order;
  }

  /** A crew for work in runs: each of so many units, begun when the one before is done. */
  static Crew forRuns(int size) {
    return new Crew(size, false, null);
  }

  /** The same, for work whose units can be {@linkplain #giveUp given up}. */
  static Crew forWatchedRuns(int size) {
    return new Crew(size, true, null);
  }

  /**
   * A crew for units that come one by one and can be given up.
   *
   * @param units how many there are; each is in the crew's hands at most once at a time
   */
  static Crew forWatchedSingles(int size, int units) {
    return new Crew(size, true, new int[units]);
  }

  /** Ends the threads when their owner is no longer referred to. */
  void dismissWith(Object owner) {
    CLEANER.register(owner, this::dismiss);
  }

  /** Whether a thread would take up work without being woken. */
  boolean isAwake() {
    for (int i = 0; i < workers.size(); i++) {
      if (!workers.get(i).asleep) {
        return true;
      }
    }
    return false;
  }

  /** Gives the threads units {@code 0, ..., units - 1}, to be taken in chunks. */
  void begin(int units, int unitsPerChunk, WorkerPool.Work newWork) {
    work = newWork;
    base = tail;
    chunkUnits = unitsPerChunk;
    tail = base + units;
    while (workers.size() < Math.min(size, units)) {
      workers.add(hire());
    }
    wake(workers.size());
  }

  /** Gives the threads one unit more. */
  void add(int unit, WorkerPool.Work sameWork) {
    int[] units = order;
    if (units == null) {
      throw new IllegalStateException("a crew for runs");
    }
    work = sameWork;
    units[(int) (tail % units.length)] = unit;
    publish(tail + 1);
    if (workers.size() < size) {
      workers.add(hire());
    }
    wake(1);
  }

  /** Gives the threads units {@code 0, ..., units - 1}; all before must be done. */
  void beginAll(int units, WorkerPool.Work newWork) {
    if (order == null) {
      begin(units, 1, newWork);
    } else {
      for (int unit = 0; unit < units; unit++) {
        add(unit, newWork);
      }
    }
  }

  private void publish(long newTail) {
    tail = newTail; // only the owner writes it
  }

  private void wake(int most) {
    int left = most;
    for (int i = 0; i < workers.size() && left > 0; i++) {
      Worker worker = workers.get(i);
      if (worker.asleep) {
        LockSupport.unpark(worker);
        left--;
      }
    }
  }

  private Worker hire() {
    Worker worker = new Worker("javagym-%d-worker-%d".formatted(number, ++hired));
    worker.start();
    return worker;
  }

  /** Works in the owner's thread until no unit is left to take; returns how many it did. */
  int takePart() {
    int done = 0;
    for (int units = take(null); units > 0; units = take(null)) {
      done += units;
    }
    return done;
  }

  /** Takes some units and does them. Returns how many, or 0 if none is left, or GIVEN_UP. */
  private int take(@Nullable Worker worker) {
    while (true) {
      long position = head.get();
      long left = tail - position;
      if (left <= 0) {
        return 0;
      }
      int units = (int) Math.min(chunkUnits, left);
      // Read before the position is taken: from then on the slot may be used again.
      int first = order == null ? NONE : order[(int) (position % order.length)];
      if (head.compareAndSet(position, position + units)) {
        return work(worker, order == null ? (int) (position - base) : first, units);
      }
    }
  }

  private int work(@Nullable Worker worker, int first, int units) {
    WorkerPool.Work current = work;
    if (current == null) {
      throw new IllegalStateException("units without work");
    }
    for (int unit = first; unit < first + units; unit++) {
      if (watched && worker != null) {
        worker.begin(unit);
      }
      try {
        current.run(unit);
      } catch (GivenUp e) {
        return GIVEN_UP;
      } catch (Throwable e) { // It is the owner's: awaitAll throws it there.
        failure.compareAndSet(null, e);
      }
      if (watched && worker != null) {
        worker.unit = NONE;
      }
      if (current instanceof Job job) {
        job.done(unit);
      }
    }
    count(units);
    return units;
  }

  private void count(long units) {
    if (completed.addAndGet(units) == tail) {
      Thread sleeper = waiter;
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** Waits until all units are done; throws what one of them threw. */
  void awaitAll() {
    while (!await(Long.MAX_VALUE)) {
      // Only the end of the work ends this.
    }
  }

  /** Waits until all units are done, or so long; returns whether they are. */
  boolean await(long timeoutNanos) {
    long started = System.nanoTime();
    while (completed.get() != tail) {
      long waited = System.nanoTime() - started;
      if (waited >= timeoutNanos) {
        return false;
      } else if (waited < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        sleep(started, timeoutNanos);
      }
    }
    work = null;
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
    return true;
  }

  private void sleep(long started, long timeoutNanos) {
    boolean interrupted = false;
    waiter = Thread.currentThread();
    long left = timeoutNanos;
    while (completed.get() != tail && left > 0) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted(); // The rows can't be left half done.
      left = timeoutNanos - (System.nanoTime() - started);
    }
    waiter = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes back all units that nobody has taken yet. */
  void cancel() {
    long end = tail;
    long taken = Math.min(head.getAndSet(end), end);
    count(end - taken);
  }

  /**
   * Gives up units that a thread has worked on for longer than so. The thread is interrupted, and
   * left alone with its unit: another takes its place.
   *
   * @param release marks the unit so that its thread throws {@link GivenUp} when it comes back;
   *     false if it has come back already
   * @return how many were given up
   */
  int giveUp(long olderThanNanos, IntPredicate release) {
    int count = 0;
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      int unit = worker.unit;
      if (unit != NONE
          && System.nanoTime() - worker.begunNanos >= olderThanNanos
          && release.test(unit)) {
        worker.interrupt();
        workers.set(i, hire());
        count++;
      }
    }
    count(count);
    return count;
  }

  private void dismiss() {
    dismissed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /** Ends the threads; closing twice is harmless. */
  void close() {
    dismiss();
    boolean interrupted = false;
    for (Worker worker : workers) {
      try {
        worker.join(JOIN_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    workers.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker extends Thread {
    /** What it works on. Written after the time at which it began. */
    volatile int unit = NONE;

    volatile long begunNanos;

    /** Whether it must be woken. */
    volatile boolean asleep;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    void begin(int newUnit) {
      begunNanos = System.nanoTime();
      unit = newUnit;
    }

    @Override
    public void run() {
      int units;
      do {
        units = take(this);
      } while (units > 0 || (units == 0 && waitForWork()));
    }

    private boolean waitForWork() {
      long started = System.nanoTime();
      while (head.get() >= tail) {
        if (dismissed) {
          return false;
        } else if (System.nanoTime() - started < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          sleep();
        }
      }
      return true;
    }

    private void sleep() {
      asleep = true;
      if (head.get() >= tail && !dismissed) {
        LockSupport.park(Crew.this);
      }
      asleep = false;
    }
  }
}
