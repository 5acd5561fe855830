package io.javagym.agents.cli;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.Step;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Map;

/** The command line with an environment whose steps take minutes. */
final class SleepyMain {
  private SleepyMain() {}

  public static void main(String[] args) {
    Gym.register(EnvSpec.builder("Sleepy-v0", kwargs -> new Sleepy()).build());
    Main.main(args);
  }

  private static final class Sleepy extends SeededEnv<Long, Long> {
    @Override
    public Space<Long> observationSpace() {
      return Discrete.of(1);
    }

    @Override
    public Space<Long> actionSpace() {
      return Discrete.of(2);
    }

    @Override
    protected Reset<Long> startEpisode(Map<String, Object> options) {
      return Reset.of(0L);
    }

    @Override
    public Step<Long> step(Long action) {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Step.of(0L, 0, false);
    }
  }
}
