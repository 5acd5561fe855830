package io.javagym.agents.inprocess;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.agents.policyfile.SafeTensors;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One agent of Python's. It learns in one of two ways: on environments in Java, in a thread of its
 * own that Python waits for ({@link #learn}), or on Python's, which writes what happens into {@link
 * #batch} and calls {@link #act} and {@link #update}. Used by one thread at a time.
 */
public final class AgentSession implements AutoCloseable {
  /** The key of what Python has to know again, in the metadata of a file. */
  private static final String AGENT = "javagym.agent";

  /** How long a step may hold up the end. */
  private static final int CLOSE_SECONDS = 2;

  private static final Gson GSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  private final Batch batch;
  private final Batch asked; // of one row, for predict
  private final Learner learner;
  private final Episodes episodes;
  private final NumpyGenerator predictions;
  private @Nullable VectorEnv env;
  private @Nullable LearningLoop loop;
  private @Nullable CompletableFuture<Void> learning;

  private AgentSession(Batch batch, Batch asked, Learner learner, long seed) {
    this.batch = batch;
    this.asked = asked;
    this.learner = learner;
    this.episodes = new Episodes(batch.numEnvs());
    this.predictions = NumpyGenerator.seeded(stream(seed, 2));
  }

  /**
   * Makes an agent for Python's environments.
   *
   * @param algorithm PPO, DQN, REINFORCE, VPG or QLearning
   * @param observationSpace as {@link SpaceJson} has it, of one environment
   * @param settings hyperparameters as JSON
   * @param seed at least 0
   * @throws GymException if the algorithm can't see or act so, or for a hyperparameter
   */
  public static AgentSession open(
      String algorithm,
      String observationSpace,
      String actionSpace,
      int numEnvs,
      String settings,
      long seed) {
    return create(
        algorithm,
        SpaceJson.fromJson(observationSpace),
        SpaceJson.fromJson(actionSpace),
        numEnvs,
        settings,
        seed);
  }

  /**
   * Makes an agent and its environments in Java, which it owns.
   *
   * @param envId of {@link Gym}, without the namespace java
   * @param kwargs arguments of the environments as JSON
   * @throws GymException as {@link #open}, or if there is no such environment
   */
  public static AgentSession openOn(
      String algorithm, String envId, int numEnvs, String kwargs, String settings, long seed) {
    VectorEnv env = makeEnv(Gym.spec(envId), numEnvs, kwargs);
    try {
      Batch rows = env.batch();
      AgentSession session =
          create(algorithm, rows.observationSpace(), rows.actionSpace(), numEnvs, settings, seed);
      session.env = env;
      session.loop = new LearningLoop(env, session.learner.agent(), session.episodes, seed);
      return session;
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
  }

  /** Rows are environments of their own, so that they go as the same ones do in Python. */
  private static VectorEnv makeEnv(EnvSpec spec, int numEnvs, String kwargs) {
    VectorSettings settings =
        VectorSettings.of(numEnvs)
            .withMaxEpisodeSteps(spec.maxEpisodeSteps())
            .withAutoresetMode(AutoresetMode.SAME_STEP);
    EnvSpec single =
        new EnvSpec(
            spec.id(),
            spec.entryPoint(),
            null,
            spec.maxEpisodeSteps(),
            spec.rewardThreshold(),
            spec.nondeterministic(),
            spec.boundedSteps(),
            spec.kwargs(),
            spec.renderModes(),
            spec.renderFps());
    return Gym.makeVector(
        single, settings, GSON.fromJson(kwargs, new TypeToken<Map<String, Object>>() {}));
  }

  private static AgentSession create(
      String algorithm,
      Space<?> observations,
      Space<?> actions,
      int numEnvs,
      String settings,
      long seed) {
    if (seed < 0) {
      throw GymException.invalidArgument("the seed is %d, expected at least 0".formatted(seed));
    }
    Batch batch =
        Batch.builder(numEnvs, observations, actions).autoreset(AutoresetMode.SAME_STEP).build();
    Batch asked = Batch.builder(1, observations, actions).build();
    try {
      Learner learner =
          Algorithm.create(algorithm, batch, settings, NumpyGenerator.seeded(stream(seed, 1)));
      return new AgentSession(batch, asked, learner, seed);
    } catch (IllegalArgumentException e) {
      throw GymException.invalidArgument(String.valueOf(e.getMessage()));
    }
  }

  /** Random streams of a seed: 0 is the environment's, and 1 the agent's as in experiments. */
  private static BigInteger stream(long seed, int index) {
    return BigInteger.valueOf(seed).add(BigInteger.valueOf(index).shiftLeft(Integer.SIZE));
  }

  /** Where the columns of {@link #memory} lie. */
  public String layout() {
    return batch.describe();
  }

  /** What Python writes of its environments, and the agent's actions. */
  public ByteBuffer memory() {
    return batch.memory();
  }

  /** Where the columns of {@link #askedMemory} lie. */
  public String askedLayout() {
    return asked.describe();
  }

  /** The observation and action of {@link #predict}. */
  public ByteBuffer askedMemory() {
    return asked.memory();
  }

  /** The spaces, as {@link SpaceJson} has them. */
  public String observationSpace() {
    return SpaceJson.toJson(batch.observationSpace());
  }

  /** The spaces, as {@link SpaceJson} has them. */
  public String actionSpace() {
    return SpaceJson.toJson(batch.actionSpace());
  }

  /** Chooses the action of each row. */
  public void act() {
    learner.agent().act(batch);
  }

  /** Learns from what the actions led to. */
  public void update() {
    learner.agent().update(batch);
    episodes.count(batch);
  }

  /** Forgets the episodes that are under way, before environments are reset. */
  public void begin() {
    episodes.begin();
  }

  /** Chooses an action for the observation in {@link #askedMemory}. */
  public void predict(boolean deterministic) {
    asked
        .action()
        .write(0, learner.predict(asked.observation().read(0), deterministic, predictions));
  }

  /**
   * Begins to learn on the environments in Java, for at least so many steps more.
   *
   * @throws GymException of code {@link GymException.Code#BUSY} if it learns already
   */
  public void learn(long steps) {
    LearningLoop running = loop;
    if (running == null) {
      throw GymException.invalidArgument("the environments of this agent are not in Java");
    }
    if (learning != null) {
      throw new GymException(GymException.Code.BUSY, "the agent learns already");
    }
    running.arm();
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                running.run(steps);
                result.complete(null);
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "javagym-learning");
    thread.setDaemon(true);
    learning = result;
    thread.start();
  }

  /**
   * Waits for the end of {@link #learn}.
   *
   * @return whether it is reached; what went wrong is thrown
   */
  public boolean await(int timeoutMillis) throws Exception {
    CompletableFuture<Void> running = learning;
    if (running == null) {
      return true;
    }
    try {
      running.get(timeoutMillis, TimeUnit.MILLISECONDS);
      learning = null;
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      learning = null;
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Has {@link #learn} end after the step that it is in. */
  public void stop() {
    if (loop != null && learning != null) {
      loop.stop();
    }
  }

  /** Steps in all rows so far. */
  public long steps() {
    return episodes.steps();
  }

  /** How many episodes have ended. */
  public int numEpisodes() {
    return episodes.size();
  }

  /** Return, length and steps so far of the episodes from one on, flat. */
  public double[] episodesFrom(int first) {
    return episodes.from(first);
  }

  /** What the agent measured last. */
  public String metrics() {
    Map<String, Double> finite = new LinkedHashMap<>();
    learner
        .agent()
        .metrics()
        .forEach(
            (name, value) -> {
              if (Double.isFinite(value)) {
                finite.put(name, value);
              }
            });
    return GSON.toJson(finite);
  }

  /**
   * Writes what the agent knows.
   *
   * @param description what Python wants to know again
   */
  public void save(String file, String description) throws IOException {
    SafeTensors known = learner.tensors();
    Map<String, String> metadata = new LinkedHashMap<>(known.metadata());
    metadata.put(AGENT, description);
    new SafeTensors(known.tensors(), metadata).write(Path.of(file));
  }

  /** Learns what a file of {@link #save} says. */
  public void restore(String file) throws IOException {
    try {
      learner.restore(SafeTensors.read(Path.of(file)));
    } catch (IllegalArgumentException e) {
      throw GymException.invalidArgument("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /** Ends learning, and closes what the agent owns; its environments in Java, too. */
  @Override
  public void close() {
    stop();
    if (learning != null) {
      try {
        learning.get(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        // What an environment that hangs or failed does is its own affair: it is closed now.
      }
    }
    if (env != null) {
      env.close();
    }
    learner.close();
  }
}
