package broken;

import io.javagym.Frame;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An environment with one fault, which shows when action 1 is taken unless its name says where. */
public final class BrokenEnv extends SeededEnv<Map<String, Object>, Long> {
  /** What is wrong. */
  public enum Fault {
    NONE,
    CONSTRUCTOR_THROWS,
    RESET_THROWS,
    STEP_THROWS,
    STEP_OVERFLOWS_THE_STACK,
    STEP_GIVES_NULL,
    STEP_HANGS,
    STEP_TAKES_A_SECOND,
    RENDER_THROWS,
    CLOSE_THROWS,
    FIELD_TOO_LONG,
    FIELD_OF_OTHER_TYPE,
    FIELD_OUT_OF_RANGE,
    FIELD_NULL,
    FIELD_MISSING,
    FIELD_TOO_MANY,
    OBSERVATION_NULL,
    RESET_OBSERVATION_TOO_LONG,
    INFO_UNDECLARED,
    INFO_OF_OTHER_TYPE,
    INFO_NULL
  }

  private final Fault fault;
  private double beltSpeed = 1;

  /** An environment with that fault. */
  public BrokenEnv(Fault fault, Kwargs kwargs) {
    this.fault = fault;
    if (fault == Fault.CONSTRUCTOR_THROWS) {
      throw new IllegalStateException("no license for the simulator");
    }
  }

  @Override
  public Dict observationSpace() {
    return Dict.of("level", Discrete.of(3), "position", Box.float32(-1, 1, 2));
  }

  @Override
  public Discrete actionSpace() {
    return Discrete.of(2);
  }

  @Override
  public Dict infoSpace() {
    return Dict.of("speed", Box.float64(0, 100));
  }

  @Override
  protected Reset<Map<String, Object>> startEpisode(Map<String, Object> options) {
    Map<String, Object> observation = healthyObservation();
    if (fault == Fault.RESET_THROWS) {
      throw new ArrayIndexOutOfBoundsException("Index 7 out of bounds for length 3");
    } else if (fault == Fault.RESET_OBSERVATION_TOO_LONG) {
      observation.put("position", new float[3]);
    }
    return Reset.of(observation);
  }

  @Override
  public Step<Map<String, Object>> step(Long action) {
    Map<String, Object> observation = healthyObservation();
    Info info = Info.of("speed", 3.5);
    if (action == 0) {
      return Step.of(observation, 1, false, info);
    }
    switch (fault) {
      case STEP_THROWS -> throw new IllegalStateException("conveyor jammed");
      case STEP_OVERFLOWS_THE_STACK -> step(action);
      case STEP_HANGS -> sleep(Long.MAX_VALUE);
      case STEP_TAKES_A_SECOND -> sleep(1_000_000_000);
      case FIELD_TOO_LONG -> observation.put("position", new float[3]);
      case FIELD_OF_OTHER_TYPE -> observation.put("position", new double[2]);
      case FIELD_OUT_OF_RANGE -> observation.put("level", 3L);
      case FIELD_NULL -> observation.put("level", null);
      case FIELD_MISSING -> observation.remove("level");
      case FIELD_TOO_MANY -> observation.put("height", 1.0);
      case INFO_UNDECLARED -> info = info.with("torque", 2.0);
      case INFO_OF_OTHER_TYPE -> info = Info.of("speed", "fast");
      default -> {}
    }
    return switch (fault) {
      case STEP_GIVES_NULL -> null;
      case OBSERVATION_NULL -> Step.of(null, 1, false, info);
      case INFO_NULL -> Step.of(observation, 1, false, null);
      default -> Step.of(observation, 1, false, info);
    };
  }

  /** Something to look at from outside. */
  public double getBeltSpeed() {
    return beltSpeed;
  }

  /** Something to change from outside. */
  public void setBeltSpeed(double speed) {
    beltSpeed = speed;
  }

  @Override
  public RenderMode renderMode() {
    return RenderMode.ANSI;
  }

  @Override
  public Frame render() {
    if (fault == Fault.RENDER_THROWS) {
      throw new UnsupportedOperationException("no display");
    }
    return new Frame.Text("healthy\n");
  }

  @Override
  public void close() {
    if (fault == Fault.CLOSE_THROWS) {
      throw new IllegalStateException("still running");
    }
  }

  /** Sleeps so long, deaf to interrupts, as native code is. */
  private static void sleep(long nanos) {
    long started = System.nanoTime();
    while (System.nanoTime() - started < nanos) {
      LockSupport.parkNanos(10_000_000);
      Thread.interrupted();
    }
  }

  private static Map<String, Object> healthyObservation() {
    Map<String, Object> observation = new HashMap<>();
    observation.put("level", 1L);
    observation.put("position", new float[] {0.5f, -0.5f});
    return observation;
  }
}
