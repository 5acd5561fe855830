package io.javagym.agents.policyfile;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Layer;
import io.javagym.agents.policies.DiagonalGaussian;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A policy as tensors, and their description as JSON in the metadata; docs/agents.md shows one. It
 * stands in the same file since the one is of no use without the other.
 */
final class PolicyWriter {
  /** The key of the description in the metadata. */
  static final String DESCRIPTION = "javagym.policy";

  /** Of the description; a reader refuses another. */
  static final int VERSION = 1;

  private PolicyWriter() {}

  static SafeTensors write(Policy<?, ?> policy) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    policy.parameters().forEach((name, parameter) -> tensors.put(name, Tensor.of(parameter)));
    return new SafeTensors(tensors, Map.of(DESCRIPTION, describe(policy).toString()));
  }

  private static JsonObject describe(Policy<?, ?> policy) {
    JsonObject json = new JsonObject();
    json.addProperty("version", VERSION);
    json.addProperty("algorithm", policy.algorithm());
    json.add("observation_space", json(policy.observationSpace()));
    json.add("action_space", json(policy.actionSpace()));
    json.addProperty("features", policy.sight().name());
    json.add("network", json(policy.network().architecture()));
    json.add("outputs", outputs(policy));
    return json;
  }

  private static JsonObject json(Space<?> space) {
    return JsonParser.parseString(SpaceJson.toJson(space)).getAsJsonObject();
  }

  private static JsonObject json(Architecture architecture) {
    JsonObject json = new JsonObject();
    JsonArray inputShape = new JsonArray();
    architecture.inputShape().forEach(inputShape::add);
    json.add("input_shape", inputShape);
    JsonArray layers = new JsonArray();
    for (Layer layer : architecture.layers()) {
      layers.add(json(layer));
    }
    json.add("layers", layers);
    return json;
  }

  private static JsonObject json(Layer layer) {
    JsonObject json = new JsonObject();
    if (layer instanceof Layer.Linear linear) {
      json.addProperty("type", "linear");
      json.addProperty("inputs", linear.inputs());
      json.addProperty("outputs", linear.outputs());
    } else if (layer instanceof Layer.Conv2d conv) {
      json.addProperty("type", "conv2d");
      json.addProperty("inputs", conv.channels());
      json.addProperty("outputs", conv.outputs());
      json.addProperty("kernel", conv.kernel());
      json.addProperty("stride", conv.stride());
    }
    json.addProperty("activation", layer.activation().name().toLowerCase(Locale.ROOT));
    return json;
  }

  /** What the outputs are, in order. */
  private static JsonArray outputs(Policy<?, ?> policy) {
    JsonArray json = new JsonArray();
    int used = policy.distribution().outputs();
    int rest = policy.network().architecture().outputs() - used;
    if (policy.hasValues()) {
      json.add(output("q", used));
    } else if (policy.distribution() instanceof DiagonalGaussian gaussian) {
      json.add(output("mean", gaussian.actionSize()));
      if (used > gaussian.actionSize()) {
        json.add(output("log_std", gaussian.actionSize()));
      }
    } else {
      json.add(output("logits", used));
    }
    if (rest > 0) {
      json.add(output("value", rest));
    }
    return json;
  }

  private static JsonObject output(String name, int size) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("size", size);
    return json;
  }
}
