package io.javagym.agents.policyfile;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Layer;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.agents.policies.Categorical;
import io.javagym.agents.policies.DiagonalGaussian;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what {@link PolicyWriter} or Python wrote. */
final class PolicyReader {
  private final Path file;
  private final SafeTensors tensors;

  PolicyReader(Path file, SafeTensors tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  Policy<?, ?> read() throws CorruptFileException {
    String text = tensors.metadata().get(PolicyWriter.DESCRIPTION);
    if (text == null) {
      throw corrupt(
          "no policy: its metadata are %s, expected '%s' among them"
              .formatted(tensors.metadata().keySet(), PolicyWriter.DESCRIPTION));
    }
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      int version = integer(json, "version");
      if (version != PolicyWriter.VERSION) {
        throw corrupt(
            "a policy of version %d, expected %d".formatted(version, PolicyWriter.VERSION));
      }
      return read(
          json,
          SpaceJson.fromJson(member(json, "observation_space").toString()),
          SpaceJson.fromJson(member(json, "action_space").toString()));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ArithmeticException
        | UnsupportedOperationException
        | ClassCastException e) {
      throw corrupt("the description of the policy: " + e.getMessage());
    }
  }

  private <O, A> Policy<O, A> read(JsonObject json, Space<O> observations, Space<A> actions)
      throws CorruptFileException {
    Sight<O> sight = Sight.named(string(json, "features"), observations);
    Architecture architecture = architecture(member(json, "network").getAsJsonObject());
    if (architecture.inputs() != sight.features().size()) {
      throw corrupt(
          "a network of %d inputs, expected the %d features of %s"
              .formatted(architecture.inputs(), sight.features().size(), observations));
    }
    requireNoMoreThanThereIs(architecture);
    Map<String, Integer> outputs = outputs(json, architecture.outputs());
    ActionDistribution distribution = distribution(outputs, actions);
    Network network =
        Policy.backendFor(architecture.isMlp()).create(architecture, NumpyGenerator.seeded(0));
    try {
      Policy<O, A> policy =
          new Policy<>(
              string(json, "algorithm"),
              observations,
              actions,
              sight,
              network,
              distribution,
              outputs.containsKey("q"));
      for (Map.Entry<String, Parameter> entry : policy.parameters().entrySet()) {
        fill(entry.getValue(), entry.getKey());
      }
      network.changed();
      return policy;
    } catch (CorruptFileException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** A description that was changed must not ask for all memory. */
  private void requireNoMoreThanThereIs(Architecture architecture) throws CorruptFileException {
    long wanted = 0;
    for (Layer layer : architecture.layers()) {
      wanted += layer.units() * (layer.fanIn() + 1L);
    }
    long given = tensors.tensors().values().stream().mapToLong(Tensor::size).sum();
    if (wanted > given) {
      throw corrupt(
          "a network of %d weights, expected at most %d, the numbers in the file"
              .formatted(wanted, given));
    }
  }

  private static Architecture architecture(JsonObject json) {
    List<Integer> inputShape = new ArrayList<>();
    for (JsonElement size : member(json, "input_shape").getAsJsonArray()) {
      inputShape.add(size.getAsInt());
    }
    List<Layer> layers = new ArrayList<>();
    for (JsonElement layer : member(json, "layers").getAsJsonArray()) {
      layers.add(layer(layer.getAsJsonObject()));
    }
    return new Architecture(inputShape, layers);
  }

  private static Layer layer(JsonObject json) {
    int inputs = integer(json, "inputs");
    int outputs = integer(json, "outputs");
    Activation activation = activation(string(json, "activation"));
    String type = string(json, "type");
    return switch (type) {
      case "linear" -> new Layer.Linear(inputs, outputs, activation);
      case "conv2d" ->
          new Layer.Conv2d(
              inputs, outputs, integer(json, "kernel"), integer(json, "stride"), activation);
      default ->
          throw new IllegalArgumentException(
              "layer type '%s', expected linear or conv2d".formatted(type));
    };
  }

  private static Activation activation(String name) {
    return Arrays.stream(Activation.values())
        .filter(activation -> activation.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation '%s', expected identity, relu or tanh".formatted(name)));
  }

  /** The sizes of the outputs, which together are those of the network. */
  private static Map<String, Integer> outputs(JsonObject json, int expected) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (JsonElement output : member(json, "outputs").getAsJsonArray()) {
      JsonObject described = output.getAsJsonObject();
      sizes.put(string(described, "name"), integer(described, "size"));
    }
    int sum = sizes.values().stream().mapToInt(Integer::intValue).sum();
    if (sum != expected) {
      throw new IllegalArgumentException(
          "outputs %s are %d, expected the %d of the network".formatted(sizes, sum, expected));
    }
    return sizes;
  }

  private static ActionDistribution distribution(Map<String, Integer> outputs, Space<?> actions) {
    List<String> names = new ArrayList<>(outputs.keySet());
    if (names.size() > 1 && names.get(names.size() - 1).equals("value")) {
      names.remove(names.size() - 1); // what comes last is read by nobody here
    }
    if (actions instanceof Discrete discrete) {
      int n = Math.toIntExact(discrete.n());
      if (Set.of(List.of("logits"), List.of("q")).contains(names)
          && outputs.get(names.get(0)) == n) {
        return new Categorical(n);
      }
    } else if (actions instanceof Box<?> box) {
      int n = box.size();
      if (names.equals(List.of("mean")) && outputs.get("mean") == n) {
        return DiagonalGaussian.withFreeLogStd(n);
      } else if (names.equals(List.of("mean", "log_std"))
          && outputs.get("mean") == n
          && outputs.get("log_std") == n) {
        return DiagonalGaussian.withLogStdFromNetwork(n);
      }
    }
    throw new IllegalArgumentException(
        "outputs %s for %s, expected logits or q of a Discrete, mean or mean and log_std of a Box, and then perhaps value"
            .formatted(outputs, actions));
  }

  private void fill(Parameter parameter, String name) throws CorruptFileException {
    try {
      parameter.set(tensors.valuesOf(name, parameter));
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static JsonElement member(JsonObject json, String name) {
    JsonElement member = json.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "no '%s', expected it beside %s".formatted(name, json.keySet()));
    }
    return member;
  }

  private static int integer(JsonObject json, String name) {
    return member(json, name).getAsInt();
  }

  private static String string(JsonObject json, String name) {
    return member(json, name).getAsString();
  }

  private CorruptFileException corrupt(String message) {
    return new CorruptFileException(file, message);
  }
}
