package io.javagym.agents.experiments;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.reflect.TypeToken;
import io.javagym.agents.algorithms.Algorithms;
import io.javagym.agents.training.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that is needed to make a run again; {@code config.json} holds it.
 *
 * @param experiment agent, environment and budget
 * @param seed of both, at least 0
 * @param numEnvs how many environments, at least 1
 * @param threads how many threads step them, at least 1; the result is equal for any number
 */
public record RunPlan(Experiment<?, ?> experiment, long seed, int numEnvs, int threads) {
  private static final int FORM = 1;
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();

  /** Checks the numbers. */
  public RunPlan {
    if (seed < 0) {
      throw new IllegalArgumentException("the seed is %d, expected at least 0".formatted(seed));
    }
    if (numEnvs < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "%d environments on %d threads, expected at least 1 of each".formatted(numEnvs, threads));
    }
  }

  /** One environment. */
  public static RunPlan of(Experiment<?, ?> experiment, long seed) {
    return new RunPlan(experiment, seed, 1, 1);
  }

  /** The same run, longer or shorter. */
  public RunPlan withBudget(Budget budget) {
    return new RunPlan(experiment.withBudget(budget), seed, numEnvs, threads);
  }

  /** The same run on so many threads. */
  public RunPlan withThreads(int other) {
    return new RunPlan(experiment, seed, numEnvs, other);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("form", FORM);
    json.addProperty("name", experiment.name());
    if (experiment.configured() != null) {
      json.addProperty("agent", experiment.configured().algorithm().name());
    }
    json.addProperty("description", experiment.description());
    json.addProperty("env", experiment.envId());
    json.add("env_kwargs", GSON.toJsonTree(experiment.envKwargs()));
    json.addProperty("max_episode_steps", experiment.maxEpisodeSteps());
    json.addProperty("num_envs", numEnvs);
    json.addProperty("threads", threads);
    json.addProperty("seed", seed);
    Budget budget = experiment.budget();
    if (budget.maxEpisodes() < Long.MAX_VALUE) {
      json.addProperty("episodes", budget.maxEpisodes());
    }
    if (budget.maxSteps() < Long.MAX_VALUE) {
      json.addProperty("steps", budget.maxSteps());
    }
    if (experiment.configured() != null) {
      JsonObject hyperparameters = new JsonObject();
      experiment.configured().hyperparameters().forEach((k, v) -> hyperparameters.add(k, json(v)));
      json.add("hyperparameters", hyperparameters);
    }
    json.add("versions", Versions.json());
    return json;
  }

  /** Numbers and truth values as such, so that other programs need not read text. */
  private static JsonElement json(String value) {
    if (value.equals("true") || value.equals("false")) {
      return new JsonPrimitive(Boolean.valueOf(value));
    }
    return value.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")
        ? new JsonPrimitive(new LazilyParsedNumber(value))
        : new JsonPrimitive(value);
  }

  /** Writes {@code config.json}. */
  void write(Path file) throws IOException {
    Files.writeString(file, GSON.toJson(json()) + "\n");
  }

  /**
   * Reads {@code config.json}.
   *
   * @throws IOException if it can't be read, or tells of no run
   */
  public static RunPlan read(Path file) throws IOException {
    try {
      return parse(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw new IOException("%s tells of no run: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static RunPlan parse(JsonObject json) {
    if (json.get("form").getAsInt() != FORM) {
      throw new IllegalArgumentException("its form is not %d".formatted(FORM));
    }
    String name = json.get("name").getAsString();
    Budget budget =
        new Budget(number(json, "episodes", Long.MAX_VALUE), number(json, "steps", Long.MAX_VALUE));
    Experiment<?, ?> experiment =
        json.has("agent")
            ? named(json, name, budget)
            : Experiments.named(name).withEnv(json.get("env").getAsString()).withBudget(budget);
    return new RunPlan(
        experiment,
        json.get("seed").getAsLong(),
        json.get("num_envs").getAsInt(),
        json.get("threads").getAsInt());
  }

  private static Experiment<?, ?> named(JsonObject json, String name, Budget budget) {
    Map<String, String> hyperparameters = new LinkedHashMap<>();
    json.getAsJsonObject("hyperparameters")
        .asMap()
        .forEach((key, value) -> hyperparameters.put(key, value.getAsString()));
    return Experiment.of(
        name,
        json.get("description").getAsString(),
        json.get("env").getAsString(),
        GSON.fromJson(json.get("env_kwargs"), new TypeToken<Map<String, Object>>() {}),
        json.has("max_episode_steps") ? json.get("max_episode_steps").getAsInt() : null,
        budget,
        Algorithms.named(json.get("agent").getAsString()).configured().with(hyperparameters));
  }

  private static long number(JsonObject json, String name, long otherwise) {
    return json.has(name) ? json.get(name).getAsLong() : otherwise;
  }
}
