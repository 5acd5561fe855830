package com.example.warehouse;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import java.util.List;

/** Names the environments of this jar; found through {@code META-INF/services}. */
public final class WarehouseProvider implements EnvProvider {

  @Override
  public List<EnvSpec> specs() {
    return List.of(
        EnvSpec.builder("Warehouse-v0", Warehouse::new)
            .maxEpisodeSteps(200)
            .rendering(4, "ansi")
            .build());
  }
}
