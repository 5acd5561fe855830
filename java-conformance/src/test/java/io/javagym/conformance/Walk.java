package io.javagym.conformance;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A random walk in the plane, right in all but the one fault that it is given. */
final class Walk implements Env<Object, float[]>, Snapshottable {
  private static final Box<float[]> ACTIONS = Box.float32(-1, 1, 2);
  private static final AtomicInteger SHARED = new AtomicInteger();

  private final @Nullable Fault fault;
  private final CountDownLatch end;
  private final RenderMode mode;
  private final int made = SHARED.getAndIncrement();
  private NumpyGenerator random = NumpyGenerator.seeded(SHARED.get());
  private float x;
  private float y;
  private int resets;
  private int steps;
  private boolean closed;

  /**
   * A walk.
   *
   * @param end when threads that stay are to end after all
   */
  Walk(@Nullable Fault fault, Kwargs kwargs, CountDownLatch end) {
    this.fault = fault;
    this.end = end;
    this.mode = kwargs.renderMode();
    if (fault == Fault.THREAD_THAT_STAYS) {
      Thread thread = new Thread(this::linger, "walk " + made);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void linger() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean has(Fault which) {
    return fault == which;
  }

  @Override
  @SuppressWarnings("unchecked") // An observation of another type is one of the faults.
  public Box<Object> observationSpace() {
    double high = has(Fault.SPACES_THAT_CHANGE) ? made : 1;
    return (Box<Object>) (Box<?>) Box.float32(-1, high, 2);
  }

  @Override
  public Box<float[]> actionSpace() {
    return ACTIONS;
  }

  @Override
  public Dict infoSpace() {
    return Dict.of("steps", Discrete.of(1_000_000));
  }

  @Override
  public RenderMode renderMode() {
    return mode;
  }

  @Override
  public Reset<Object> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    if (has(Fault.OPTION_THAT_IS_REFUSED) && !options.isEmpty()) {
      throw GymException.invalidArgument("options " + options);
    }
    if (seed != null) {
      BigInteger used = has(Fault.SEED_THAT_IS_IGNORED) ? BigInteger.ONE : seed.abs();
      random = NumpyGenerator.seeded(used);
    }
    resets++;
    steps = 0;
    x = (float) random.random() / 2;
    y = has(Fault.PAST_THAT_COUNTS) ? resets / 1000f : 0;
    return new Reset<>(has(Fault.FIRST_OBSERVATION_TOO_LONG) ? new float[3] : seen(), Info.EMPTY);
  }

  @Override
  public Step<Object> step(float[] action) {
    steps++;
    if (has(Fault.STEP_THAT_HANGS)) {
      linger();
    }
    move(action);
    if (has(Fault.MOVES_BEFORE_IT_REFUSES) || has(Fault.ERROR_WITHOUT_THE_RANGE)) {
      requireLegal(action);
    }
    if (has(Fault.ACTION_THAT_IS_CHANGED)) {
      action[0] = 0;
    }
    String name = has(Fault.INFO_THAT_IS_NOT_DECLARED) && steps == 7 ? "torque" : "steps";
    boolean tooLong = has(Fault.TIME_LIMIT_THAT_TERMINATES) && steps >= FaultyWalk.EPISODE_STEPS;
    return new Step<>(
        observation(),
        has(Fault.REWARD_THAT_IS_NAN) && steps == 5 ? Double.NaN : x,
        Math.abs(x) == 1 || tooLong,
        false,
        Info.of(name, (long) steps));
  }

  private void move(float[] action) {
    double noise = random.random() - 0.5;
    if (has(Fault.RANDOMNESS_OF_ITS_OWN)) {
      noise = made % 7 / 100.0;
    } else if (has(Fault.STATE_THAT_ALL_SHARE)) {
      noise = SHARED.incrementAndGet() % 7 / 100.0;
    }
    x = Math.max(-1, Math.min(1, x + 0.3f * action[0] + (float) noise / 4));
    y = Math.max(-1, Math.min(1, y + 0.1f * action[1]));
  }

  private void requireLegal(float[] action) {
    for (float element : action) {
      if (Float.isNaN(element)) {
        throw new GymException(Code.INVALID_ACTION, "an action is nan");
      }
    }
  }

  private Object observation() {
    if (has(Fault.OBSERVATION_OUT_OF_BOUNDS) && steps == 5) {
      return new float[] {0, 1.5f};
    }
    return has(Fault.OBSERVATION_OF_ANOTHER_DTYPE) ? new double[2] : seen();
  }

  private float[] seen() {
    return new float[] {x, y};
  }

  @Override
  public @Nullable Frame render() {
    if (has(Fault.RENDER_THAT_DRAWS_A_NUMBER)) {
      random.random();
    }
    return mode == RenderMode.NONE || has(Fault.DRAWS_NOTHING)
        ? null
        : new Frame.Text("%s %s%n".formatted(x, y));
  }

  @Override
  public byte[] snapshot() {
    if (has(Fault.SNAPSHOT_REFUSED_WITHOUT_A_REASON)) {
      throw new GymException(Code.UNSUPPORTED, "no");
    }
    return Env.super.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    try {
      Env.super.restore(snapshot);
    } catch (GymException e) {
      if (!has(Fault.RESTORES_ANYTHING)) {
        throw e;
      }
    }
  }

  @Override
  public void exchangeState(StateExchange state) {
    x = state.exchange(x);
    if (!has(Fault.SNAPSHOT_THAT_FORGETS)) {
      y = state.exchange(y);
    }
    steps = state.exchange(steps);
    NumpyGenerator exchanged = state.exchange(random);
    random = exchanged == null ? random : exchanged;
  }

  @Override
  public void close() {
    if (closed && has(Fault.SECOND_CLOSE_THAT_THROWS)) {
      throw new IllegalStateException("closed twice");
    }
    closed = true;
  }
}
