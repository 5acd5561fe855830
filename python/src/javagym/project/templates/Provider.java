package $package;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import java.util.List;

/** Names the environments of this jar; found through {@code META-INF/services}. */
public final class ${class_name}Provider implements EnvProvider {

  @Override
  public List<EnvSpec> specs() {
    return List.of(
        EnvSpec.builder("$env_name", $class_name::new)
            .maxEpisodeSteps(100)
            .rendering(4, "ansi")
            .build());
  }
}
