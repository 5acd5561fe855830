package io.javagym;

import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An environment that writes down its calls, sees how many there were, and fails when told to. */
public final class StubEnv implements Env<float[], Long> {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Throwable> failures = new HashMap<>();
  private Space<float[]> observationSpace = Box.float32(0, 1_000_000, 1);
  private Space<Long> actionSpace = Discrete.of(2);
  private int stepsInEpisode;
  private int terminalStep = Integer.MAX_VALUE;

  /** The next call of {@code reset}, {@code step} or {@code close} fails, and no other. */
  public StubEnv failing(String call, Throwable failure) {
    failures.put(call, failure);
    return this;
  }

  /** Another observation space. */
  public StubEnv seeing(Space<float[]> space) {
    observationSpace = space;
    return this;
  }

  /** Another action space. */
  public StubEnv taking(Space<Long> space) {
    actionSpace = space;
    return this;
  }

  /** Episodes terminate at that step. */
  public StubEnv terminatingAt(int step) {
    terminalStep = step;
    return this;
  }

  /** The calls so far, such as {@code reset 5}, {@code step 1}, {@code close}. */
  public List<String> calls() {
    return calls;
  }

  @Override
  public Space<float[]> observationSpace() {
    return observationSpace;
  }

  @Override
  public Space<Long> actionSpace() {
    return actionSpace;
  }

  @Override
  public Reset<float[]> reset(@Nullable BigInteger seed, Map<String, Object> options) {
    called("reset " + seed);
    stepsInEpisode = 0;
    return Reset.of(seen());
  }

  @Override
  public Step<float[]> step(Long action) {
    called("step " + action);
    stepsInEpisode++;
    return Step.of(seen(), action, stepsInEpisode >= terminalStep);
  }

  @Override
  public Frame render() {
    return new Frame.Text(calls.size() + "\n");
  }

  @Override
  public void close() {
    called("close");
  }

  private float[] seen() {
    return new float[] {calls.size()};
  }

  private void called(String call) {
    calls.add(call);
    Throwable failure = failures.remove(call.split(" ", 2)[0]);
    if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }
}
