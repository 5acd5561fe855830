import io.javagym.Env;
import io.javagym.EnvProvider;
import io.javagym.EnvSpec;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceJson;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Returns each action as the observation and as the info field "echo", in any space. */
public final class Echo implements Env<Object, Object>, Snapshottable {
  private final Space<Object> space;
  private BigInteger samplersSeed = BigInteger.ZERO;
  private int samples;
  private Sampler<Object> sampler;

  @SuppressWarnings("unchecked")
  Echo(Kwargs kwargs) {
    space = (Space<Object>) SpaceJson.fromJson(kwargs.getString("space", null));
  }

  @Override
  public Space<Object> observationSpace() {
    return space;
  }

  @Override
  public Space<Object> actionSpace() {
    return space;
  }

  @Override
  public Dict infoSpace() {
    return Dict.of("echo", space);
  }

  @Override
  public Reset<Object> reset(BigInteger seed, Map<String, Object> options) {
    if (seed != null || sampler == null) {
      samplersSeed = seed == null ? BigInteger.ZERO : seed;
      samples = 0;
      sampler = space.sampler(samplersSeed);
    }
    samples++;
    return Reset.of(sampler.sample());
  }

  @Override
  public void exchangeState(StateExchange state) {
    samplersSeed = new BigInteger(1, state.exchange(samplersSeed.toByteArray()));
    samples = state.exchange(samples, 0, 1000);
    if (state.isRestoring()) {
      sampler = space.sampler(samplersSeed);
      for (int i = 0; i < samples; i++) {
        sampler.sample();
      }
    }
  }

  @Override
  public Step<Object> step(Object action) {
    return Step.of(action, 0.5, false, Info.of("echo", action));
  }

  /** Names the environment. */
  public static final class Provider implements EnvProvider {
    @Override
    public List<EnvSpec> specs() {
      return List.of(EnvSpec.builder("Echo-v0", Echo::new).build());
    }
  }
}
