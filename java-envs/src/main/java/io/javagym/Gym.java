package io.javagym;

import io.javagym.vector.SingleEnv;
import io.javagym.vector.SyncVectorEnv;
import io.javagym.wrappers.OrderEnforcing;
import io.javagym.wrappers.TimeLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes environments by id.
 *
 * <pre>{@code
 * try (Env<float[], Long> env = Gym.make("CartPole-v1")) {
 *   float[] observation = env.reset(42).observation();
 *   Step<float[]> step = env.step(1L);
 * }
 * }</pre>
 */
public final class Gym {
  private static final Registry REGISTRY = new Registry();

  static {
    REGISTRY.load(Gym.class.getClassLoader());
  }

  private Gym() {}

  /** Makes an environment with its default arguments; see {@link #make(String, Map)}. */
  public static <O, A> Env<O, A> make(String id) {
    return make(id, Map.of());
  }

  /**
   * Makes an environment that enforces the order of calls and its time limit.
   *
   * @param id such as {@code "CartPole-v1"}; without a version, the newest
   * @param kwargs arguments over the spec's own
   * @throws GymException if the id or an argument is unknown, or a value is not allowed
   */
  @SuppressWarnings("unchecked") // As with every look-up by name, the caller knows the types.
  public static <O, A> Env<O, A> make(String id, Map<String, ? extends @Nullable Object> kwargs) {
    EnvSpec spec = spec(id);
    Env<O, A> env = new OrderEnforcing<>(spec.id(), (Env<O, A>) create(spec, kwargs));
    Integer limit = spec.maxEpisodeSteps();
    return limit == null ? env : new TimeLimit<>(env, limit);
  }

  /** Makes a vector environment with default arguments and {@link AutoresetMode#NEXT_STEP}. */
  public static VectorEnv makeVector(String id, int numEnvs) {
    return makeVector(id, numEnvs, AutoresetMode.NEXT_STEP, Map.of());
  }

  /**
   * Makes a vector environment with the spec's time limit.
   *
   * @param numEnvs how many environments, at least 1
   * @param mode when rows whose episode ended start the next one; a batch-native form is used where
   *     the environment has one that knows the mode
   */
  public static VectorEnv makeVector(
      String id, int numEnvs, AutoresetMode mode, Map<String, ? extends @Nullable Object> kwargs) {
    EnvSpec spec = spec(id);
    return makeVector(spec, numEnvs, spec.maxEpisodeSteps(), mode, kwargs);
  }

  /** Makes a vector environment with a time limit of one's own; {@code null} for none. */
  public static VectorEnv makeVector(
      EnvSpec spec,
      int numEnvs,
      @Nullable Integer maxEpisodeSteps,
      AutoresetMode mode,
      Map<String, ? extends @Nullable Object> kwargs) {
    if (numEnvs < 1) {
      throw GymException.invalidArgument("num_envs is %d, expected at least 1".formatted(numEnvs));
    }
    VectorEnvFactory vectorFactory = spec.vectorEntryPoint();
    if (vectorFactory != null && mode == AutoresetMode.NEXT_STEP) {
      Kwargs arguments = merged(spec, kwargs);
      VectorEnv env =
          guarded(spec, () -> vectorFactory.create(numEnvs, maxEpisodeSteps, arguments));
      return checked(env, spec, arguments);
    }
    return new SyncVectorEnv(numEnvs, () -> create(spec, kwargs), maxEpisodeSteps, mode);
  }

  /** Makes the batch of one that a door shows as a single environment, without a time limit. */
  public static VectorEnv makeSingle(EnvSpec spec, Map<String, ? extends @Nullable Object> kwargs) {
    return new SingleEnv(create(spec, kwargs));
  }

  /** The spec of an id; without a version, of the newest. */
  public static EnvSpec spec(String id) {
    return REGISTRY.find(id);
  }

  /** Every environment known. */
  public static List<EnvSpec> specs() {
    return REGISTRY.all();
  }

  /** Adds an environment, or replaces the one of that id. */
  public static void register(EnvSpec spec) {
    REGISTRY.register(spec);
  }

  /** Adds the environments of every {@link EnvProvider} that a class loader sees. */
  public static List<EnvSpec> registerAll(ClassLoader loader) {
    return REGISTRY.load(loader);
  }

  private static Env<?, ?> create(EnvSpec spec, Map<String, ? extends @Nullable Object> kwargs) {
    Kwargs arguments = merged(spec, kwargs);
    Env<?, ?> env = guarded(spec, () -> spec.entryPoint().create(arguments));
    return checked(env, spec, arguments);
  }

  private static Kwargs merged(EnvSpec spec, Map<String, ? extends @Nullable Object> kwargs) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(spec.kwargs());
    all.putAll(kwargs);
    Kwargs arguments = Kwargs.of(all);
    RenderMode mode = arguments.renderMode();
    if (mode.gymnasiumName() != null && !spec.renderModes().contains(mode.gymnasiumName())) {
      throw new GymException(
          GymException.Code.UNSUPPORTED_MODE,
          "render_mode '%s' of %s: expected one of %s or None"
              .formatted(mode.gymnasiumName(), spec.id(), spec.renderModes()));
    }
    return arguments;
  }

  /** An environment's own failure says which environment it was. */
  private static <E> E guarded(EnvSpec spec, java.util.function.Supplier<E> constructor) {
    try {
      return constructor.get();
    } catch (GymException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GymException(
          GymException.Code.ENV_FAILED,
          "the constructor of %s failed: %s".formatted(spec.id(), e),
          e);
    }
  }

  private static <E extends AutoCloseable> E checked(E env, EnvSpec spec, Kwargs arguments) {
    try {
      arguments.rejectUnread(spec.id());
      return env;
    } catch (GymException e) {
      try {
        env.close();
      } catch (Exception suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
