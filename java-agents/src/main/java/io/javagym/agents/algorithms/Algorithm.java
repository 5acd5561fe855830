package io.javagym.agents.algorithms;

import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.agents.Agent;
import io.javagym.agents.VectorAgent;
import io.javagym.random.NumpyGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A way of learning, by name.
 *
 * @param name such as {@code "dqn"}
 * @param title what it is called in titles
 * @param description one line
 * @param defaults usual settings
 * @param hyperparameters all of the settings, by name
 * @param single makes an agent for one environment
 * @param vector makes one for the rows of a batch; {@code null} where the algorithm takes one
 *     environment only
 * @param <S> the settings
 */
public record Algorithm<S>(
    String name,
    String title,
    String description,
    S defaults,
    List<Hyperparameter<S>> hyperparameters,
    Single<S> single,
    @Nullable Vectorized<S> vector) {

  /** Makes an agent for one environment. */
  @FunctionalInterface
  public interface Single<S> {
    /**
     * An agent.
     *
     * @throws IllegalArgumentException if the algorithm can't see the environment's observations or
     *     take its actions
     */
    Agent<?, ?> create(Env<?, ?> env, S settings, NumpyGenerator random);
  }

  /** Makes an agent for many environments. */
  @FunctionalInterface
  public interface Vectorized<S> {
    /**
     * An agent.
     *
     * @throws IllegalArgumentException if the algorithm can't see the environments' observations or
     *     take their actions
     */
    VectorAgent create(Batch batch, S settings, NumpyGenerator random);
  }

  /** Keeps the list. */
  public Algorithm {
    hyperparameters = List.copyOf(hyperparameters);
  }

  /** Its usual settings. */
  public Configured<S> configured() {
    return new Configured<>(this, defaults);
  }

  /** Settings as text, by name. */
  public Map<String, String> read(S settings) {
    Map<String, String> values = new LinkedHashMap<>();
    hyperparameters.forEach(h -> values.put(h.name(), h.read(settings)));
    return values;
  }

  /**
   * Settings that differ in some values. Whatever the order, they are legal if they are together.
   *
   * @param values by name; a dash may stand for an underscore
   * @throws IllegalArgumentException that names the hyperparameter, its value, what is legal and
   *     the hyperparameters that there are
   */
  public S write(S settings, Map<String, String> values) {
    Map<Hyperparameter<S>, String> left = new LinkedHashMap<>();
    values.forEach((key, value) -> left.put(find(key), value));
    S result = settings;
    while (!left.isEmpty()) {
      int before = left.size();
      IllegalArgumentException failure = null;
      for (Map.Entry<Hyperparameter<S>, String> entry : List.copyOf(left.entrySet())) {
        try {
          result = entry.getKey().write(result, entry.getValue());
          left.remove(entry.getKey());
        } catch (Hyperparameter.IllegalValueException e) {
          throw wrong(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
          failure = e; // Another one that is still to come may make room for it.
        }
      }
      if (failure != null && left.size() == before) {
        throw wrong(
            left.entrySet().stream()
                    .map(entry -> "%s=%s".formatted(entry.getKey().name(), entry.getValue()))
                    .collect(Collectors.joining(", "))
                + ": "
                + failure.getMessage(),
            failure);
      }
    }
    return result;
  }

  private Hyperparameter<S> find(String key) {
    String wanted = key.replace('-', '_');
    return hyperparameters.stream()
        .filter(h -> h.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no hyperparameter '%s'; it has %s".formatted(name, key, names())));
  }

  private IllegalArgumentException wrong(String message, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "%s: %s; it has %s".formatted(name, message, names()), cause);
  }

  private String names() {
    return hyperparameters.stream().map(Hyperparameter::name).collect(Collectors.joining(", "));
  }
}
