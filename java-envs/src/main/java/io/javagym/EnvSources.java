package io.javagym;

import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The {@link EnvSource}s on the class path. */
final class EnvSources {
  /** What the client brings, so that an error can say so where it is missing. */
  private static final List<String> PREFIXES_OF_THE_CLIENT = List.of("py/", "grpc://", "grpcs://");

  private final List<EnvSource> sources;

  EnvSources(ClassLoader loader) {
    this.sources =
        ServiceLoader.load(EnvSource.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
  }

  /**
   * The source that an id is of; {@code null} if it is none.
   *
   * @throws GymException if the source of such ids is not on the class path
   */
  @Nullable EnvSource owner(String id) {
    for (EnvSource source : sources) {
      if (source.owns(id)) {
        return source;
      }
    }
    for (String prefix : PREFIXES_OF_THE_CLIENT) {
      if (id.startsWith(prefix)) {
        throw new GymException(
            GymException.Code.DEPENDENCY_NOT_INSTALLED,
            ("'%s' is an environment outside of this JVM, and what reaches it is not on the class"
                    + " path: add the artifact io.javagym:javagym-client")
                .formatted(id));
      }
    }
    return null;
  }
}
