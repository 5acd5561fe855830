package io.javagym;

import io.javagym.vector.AsyncVectorEnv;
import io.javagym.vector.SingleEnv;
import io.javagym.vector.SyncVectorEnv;
import io.javagym.wrappers.TimeLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
  private static final EnvSources SOURCES = new EnvSources(Gym.class.getClassLoader());

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
   * @param id such as {@code "CartPole-v1"}; without a version, the newest. With the client on the
   *     class path also {@code "py/CartPole-v1"}, for Gymnasium's in a Python that is started for
   *     it, and {@code "grpc://host:port/CartPole-v1"}, for what a server offers
   * @param kwargs arguments over the spec's own
   * @throws GymException if the id or an argument is unknown, or a value is not allowed
   */
  public static <O, A> Env<O, A> make(String id, Map<String, ? extends @Nullable Object> kwargs) {
    return make(spec(id), kwargs);
  }

  /** Makes an environment of a spec, which need not be registered. */
  @SuppressWarnings("unchecked") // As with every look-up by name, the caller knows the types.
  public static <O, A> Env<O, A> make(
      EnvSpec spec, Map<String, ? extends @Nullable Object> kwargs) {
    Env<O, A> env = new OrderEnforcing<>(spec.id(), (Env<O, A>) create(spec, kwargs));
    Integer limit = spec.maxEpisodeSteps();
    return limit == null ? env : new TimeLimit<>(env, limit);
  }

  /** Makes a vector environment with default arguments and {@link AutoresetMode#NEXT_STEP}. */
  public static VectorEnv makeVector(String id, int numEnvs) {
    EnvSpec spec = spec(id);
    VectorSettings settings =
        VectorSettings.of(numEnvs).withMaxEpisodeSteps(spec.maxEpisodeSteps());
    return makeVector(spec, settings, Map.of());
  }

  /**
   * Makes a vector environment. Where the environment has a vector form of its own that {@linkplain
   * VectorEnvFactory#supports supports} the mode, it is that one; else single environments are
   * stepped row by row. The two may seed their rows differently, as Gymnasium's do.
   *
   * @param settings whose time limit stands instead of the spec's
   * @param kwargs arguments over the spec's own
   */
  public static VectorEnv makeVector(
      EnvSpec spec, VectorSettings settings, Map<String, ? extends @Nullable Object> kwargs) {
    VectorEnvFactory vectorFactory = spec.vectorEntryPoint();
    if (vectorFactory != null && vectorFactory.supports(settings.autoresetMode())) {
      Kwargs arguments = merged(spec, kwargs);
      VectorEnv env = guarded(spec, () -> vectorFactory.create(settings, arguments));
      return checked(env, spec, arguments);
    }
    return new SyncVectorEnv(settings, spec.boundedSteps(), () -> create(spec, kwargs));
  }

  /**
   * Makes a vector environment whose rows need not wait for each other: what is sent can be
   * received in any order. Each row is a single environment.
   *
   * @param settings whose time limit stands instead of the spec's
   * @param kwargs arguments over the spec's own
   */
  public static AsyncVectorEnv makeAsync(
      EnvSpec spec, VectorSettings settings, Map<String, ? extends @Nullable Object> kwargs) {
    return new AsyncVectorEnv(settings, () -> create(spec, kwargs));
  }

  /** Makes the batch of one that a door shows as a single environment, without a time limit. */
  public static VectorEnv makeSingle(
      EnvSpec spec, BatchMemory memory, Map<String, ? extends @Nullable Object> kwargs) {
    return new SingleEnv(create(spec, kwargs), memory);
  }

  /** The spec of an id; without a version, of the newest. */
  public static EnvSpec spec(String id) {
    EnvSource source = REGISTRY.knows(id) ? null : SOURCES.owner(id);
    return source == null ? REGISTRY.find(id) : source.spec(id);
  }

  /** Every environment known. */
  public static List<EnvSpec> specs() {
    return REGISTRY.all();
  }

  /** Adds an environment, or replaces the one of that id. */
  public static void register(EnvSpec spec) {
    REGISTRY.register(spec);
  }

  /**
   * Adds the environments of every {@link EnvProvider} of a class loader, but not of its parents.
   * An id that is known already now means the new environment.
   */
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
  private static <E> E guarded(EnvSpec spec, Supplier<E> constructor) {
    try {
      return constructor.get();
    } catch (GymException | EnvSourceException e) {
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
