package broken;

import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import java.util.Arrays;
import java.util.List;

/** One environment for each fault, such as {@code broken/STEP_THROWS-v0}. */
public final class BrokenEnvs implements EnvProvider {
  @Override
  public List<EnvSpec> specs() {
    return Arrays.stream(BrokenEnv.Fault.values())
        .map(
            fault ->
                EnvSpec.builder("broken/" + fault + "-v0", kwargs -> new BrokenEnv(fault, kwargs))
                    .rendering(1, "ansi")
                    .build())
        .toList();
  }
}
