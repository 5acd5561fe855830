package io.javagym.client;

import io.javagym.AutoresetMode;
import io.javagym.BatchMemory;
import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.VectorEnv;
import io.javagym.VectorEnvFactory;
import io.javagym.VectorSettings;
import io.javagym.doors.JsonValues;
import io.javagym.proto.v1.EnvironmentSpec;
import io.javagym.proto.v1.MakeRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server offers, as specs whose factories make it there. */
final class RemoteSpecs {
  private static final Pattern VERSION = Pattern.compile("(.*)-v(\\d{1,9})");

  private RemoteSpecs() {}

  /**
   * The spec of an id, or of the newest version of it.
   *
   * @param peer for messages
   */
  static EnvSpec find(Connection connection, Peer peer, String id) {
    List<EnvironmentSpec> offered = connection.list();
    return offered.stream()
        .filter(spec -> spec.getId().equals(id))
        .findFirst()
        .or(
            () ->
                offered.stream()
                    .filter(spec -> name(spec.getId()).equals(id))
                    .max(Comparator.comparingInt(spec -> version(spec.getId()))))
        .map(spec -> of(connection, spec))
        .orElseThrow(
            () ->
                new GymException(
                    GymException.Code.NAME_NOT_FOUND,
                    "%s does not offer '%s'; it offers %s"
                        .formatted(
                            peer.name(),
                            id,
                            offered.stream()
                                .map(EnvironmentSpec::getId)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }

  private static String name(String id) {
    Matcher matcher = VERSION.matcher(id);
    return matcher.matches() ? matcher.group(1) : id;
  }

  private static int version(String id) {
    Matcher matcher = VERSION.matcher(id);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
  }

  /** A server's spec as one of this JVM's. */
  static EnvSpec of(Connection connection, EnvironmentSpec spec) {
    String kwargs = spec.getKwargsJson();
    return new EnvSpec(
        localId(spec.getId()),
        arguments -> make(connection, spec.getId(), arguments),
        new VectorFactory(connection, spec.getId()),
        spec.hasMaxEpisodeSteps() ? spec.getMaxEpisodeSteps() : null,
        spec.hasRewardThreshold() ? spec.getRewardThreshold() : null,
        spec.getNondeterministic(),
        false,
        JsonValues.parseObject(kwargs.isEmpty() ? null : kwargs),
        spec.getRenderModesList(),
        spec.getRenderFps());
  }

  /** An id here has one namespace, and {@code py/ALE/Pong-v5} two. */
  private static String localId(String id) {
    int last = id.lastIndexOf('/');
    return last < 0 ? id : id.substring(0, last).replace('/', ':') + id.substring(last);
  }

  private static Env<?, ?> make(Connection connection, String id, Kwargs arguments) {
    MakeRequest request = request(id, arguments).build();
    return new RemoteEnv<>(
        connection.open(request, AutoresetMode.DISABLED, BatchMemory.DIRECT),
        arguments.renderMode());
  }

  /** All arguments are the other side's to know. */
  private static MakeRequest.Builder request(String id, Kwargs arguments) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(arguments.asMap());
    given.keySet().forEach(arguments::has);
    return MakeRequest.newBuilder()
        .setId(id)
        .setKwargsJson(given.isEmpty() ? "" : JsonValues.toJson(given).toString());
  }

  private record VectorFactory(Connection connection, String id) implements VectorEnvFactory {
    @Override
    public boolean supports(AutoresetMode mode) {
      return true;
    }

    @Override
    public VectorEnv create(VectorSettings settings, Kwargs arguments) {
      AutoresetMode mode = settings.autoresetMode();
      MakeRequest request = request(id, arguments).setVector(toProto(settings)).build();
      return new RemoteVectorEnv(connection.open(request, mode, settings.memory()), mode);
    }

    private static io.javagym.proto.v1.VectorSettings toProto(VectorSettings settings) {
      io.javagym.proto.v1.VectorSettings.Builder proto =
          io.javagym.proto.v1.VectorSettings.newBuilder()
              .setNumEnvs(settings.numEnvs())
              .setAutoresetMode(
                  switch (settings.autoresetMode()) {
                    case NEXT_STEP -> io.javagym.proto.v1.AutoresetMode.AUTORESET_MODE_NEXT_STEP;
                    case SAME_STEP -> io.javagym.proto.v1.AutoresetMode.AUTORESET_MODE_SAME_STEP;
                    case DISABLED -> io.javagym.proto.v1.AutoresetMode.AUTORESET_MODE_DISABLED;
                  })
              .setNumThreads(settings.numThreads());
      Integer steps = settings.maxEpisodeSteps();
      if (steps != null) {
        proto.setMaxEpisodeSteps(steps);
      }
      if (settings.stepTimeout() != null) {
        proto.setStepTimeoutSeconds(settings.stepTimeout().toNanos() / 1e9);
      }
      return proto.build();
    }
  }
}
