package io.javagym;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Gym#make} needs to know of an environment; the fields are Gymnasium's.
 *
 * @param id {@code [namespace/]name[-vN]}; Python adds the namespace {@code java} where there is
 *     none
 * @param entryPoint makes one environment
 * @param vectorEntryPoint makes a batch-native vector environment; {@code null} where rows are
 *     stepped one by one
 * @param maxEpisodeSteps steps after which an episode is truncated; {@code null} for never
 * @param rewardThreshold the return at which the task counts as solved; {@code null} for none
 * @param nondeterministic whether equal seeds and actions may give different trajectories
 * @param boundedSteps whether every {@code reset} and {@code step} ends soon by itself, whatever
 *     the action. Then the thread that asks a vector environment for a step takes part in it, which
 *     is fastest; otherwise rows are left to worker threads, so that one that hangs can be
 *     interrupted
 * @param kwargs arguments given to the entry points unless the caller gives others
 * @param renderModes the modes that the environment draws in, by Gymnasium's names
 * @param renderFps frames a second that {@code human} rendering and videos aim at
 */
public record EnvSpec(
    String id,
    EnvFactory entryPoint,
    @Nullable VectorEnvFactory vectorEntryPoint,
    @Nullable Integer maxEpisodeSteps,
    @Nullable Double rewardThreshold,
    boolean nondeterministic,
    boolean boundedSteps,
    Map<String, @Nullable Object> kwargs,
    List<String> renderModes,
    int renderFps) {

  /** Checks the id's form. */
  public EnvSpec {
    EnvId.parse(id);
    kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
    renderModes = List.copyOf(renderModes);
  }

  /** A spec with defaults, to be narrowed by the builder's methods. */
  public static Builder builder(String id, EnvFactory entryPoint) {
    return new Builder(id, entryPoint);
  }

  /** Builds an {@link EnvSpec}. */
  public static final class Builder {
    private final String id;
    private final EnvFactory entryPoint;
    private @Nullable VectorEnvFactory vectorEntryPoint;
    private @Nullable Integer maxEpisodeSteps;
    private @Nullable Double rewardThreshold;
    private boolean nondeterministic;
    private boolean boundedSteps;
    private final Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
    private List<String> renderModes = List.of();
    private int renderFps = 30;

    private Builder(String id, EnvFactory entryPoint) {
      this.id = id;
      this.entryPoint = entryPoint;
    }

    /** Sets {@link EnvSpec#vectorEntryPoint}. */
    public Builder vectorEntryPoint(VectorEnvFactory factory) {
      this.vectorEntryPoint = factory;
      return this;
    }

    /** Sets {@link EnvSpec#maxEpisodeSteps}. */
    public Builder maxEpisodeSteps(int steps) {
      this.maxEpisodeSteps = steps;
      return this;
    }

    /** Sets {@link EnvSpec#rewardThreshold}. */
    public Builder rewardThreshold(double threshold) {
      this.rewardThreshold = threshold;
      return this;
    }

    /** Says that equal seeds may give different trajectories. */
    public Builder nondeterministic() {
      this.nondeterministic = true;
      return this;
    }

    /** Sets {@link EnvSpec#boundedSteps}. */
    public Builder boundedSteps() {
      this.boundedSteps = true;
      return this;
    }

    /** Adds a default keyword argument. */
    public Builder kwarg(String name, @Nullable Object value) {
      kwargs.put(name, value);
      return this;
    }

    /** Sets {@link EnvSpec#renderModes} and {@link EnvSpec#renderFps}. */
    public Builder rendering(int framesPerSecond, String... modes) {
      this.renderFps = framesPerSecond;
      this.renderModes = List.of(modes);
      return this;
    }

    /** The spec. */
    public EnvSpec build() {
      return new EnvSpec(
          id,
          entryPoint,
          vectorEntryPoint,
          maxEpisodeSteps,
          rewardThreshold,
          nondeterministic,
          boundedSteps,
          kwargs,
          renderModes,
          renderFps);
    }
  }
}
