package io.javagym.conformance;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an environment declares, and that it crosses to the other side of a door. */
final class SpaceRules {
  private static final int SAMPLES = 50;
  private static final String CROSSES =
      "a value of the single environment's spaces is the same after a way through a vector's batch";

  private SpaceRules() {}

  private static Map<String, Space<?>> spaces(Env<?, ?> env) {
    Map<String, Space<?>> spaces = new LinkedHashMap<>();
    spaces.put("observationSpace()", env.observationSpace());
    spaces.put("actionSpace()", env.actionSpace());
    spaces.put("infoSpace()", env.infoSpace());
    return spaces;
  }

  static void spacesStayAsTheyAre(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Map<String, Space<?>> before = spaces(env);
    requireEqual("in another environment", before, spaces(test.open()));
    env.reset(1);
    requireEqual("after reset", before, spaces(env));
    Trajectory.onwards(env, 1, Math.min(test.steps(), 50));
    requireEqual("after steps", before, spaces(env));
  }

  private static void requireEqual(
      String when, Map<String, Space<?>> expected, Map<String, Space<?>> got) {
    expected.forEach(
        (name, space) -> {
          if (!space.equals(got.get(name))) {
            throw Breach.of(
                "spaces are the same at all times, in all environments made alike",
                name + " " + when,
                space,
                got.get(name));
          }
        });
  }

  static void samplesAreElementsAndEqualForEqualSeeds(EnvConformance test) {
    Map<String, Space<?>> others = spaces(test.open());
    spaces(test.open())
        .forEach(
            (name, space) -> {
              Sampler<?> sampler = space.sampler(1);
              Sampler<?> other = others.get(name).sampler(1);
              for (int i = 0; i < SAMPLES; i++) {
                Object sample = sampler.sample();
                String where = name + ", sample " + i;
                requireElement(where, space, sample);
                requireSame(
                    "equal seeds give equal samples in all environments made alike",
                    where,
                    sample,
                    other.sample());
              }
            });
  }

  private static void requireElement(String where, Space<?> space, Object sample) {
    String explanation = space.explain(sample);
    if (explanation != null) {
      throw Breach.of("a space contains its samples", where, space, explanation);
    }
  }

  static void spacesCrossAsJson(EnvConformance test) {
    Map<String, Space<?>> others = spaces(test.open());
    spaces(test.open())
        .forEach(
            (name, space) -> {
              Space<?> back = SpaceJson.fromJson(SpaceJson.toJson(space));
              Space<?> other = others.get(name);
              if (!other.equals(back) || !other.toString().equals(back.toString())) {
                throw Breach.of(
                    "a space is the same after a way through JSON, as doors tell it",
                    name,
                    other,
                    back);
              }
            });
  }

  static void valuesCrossInABatch(EnvConformance test) {
    Env<Object, Object> env = test.open();
    Batch batch = test.openVector(RowRules.settings(AutoresetMode.NEXT_STEP)).batch();
    Sampler<?> observations = env.observationSpace().sampler(2);
    Sampler<?> actions = env.actionSpace().sampler(2);
    for (int i = 0; i < SAMPLES; i++) {
      int row = i % batch.numEnvs();
      Object observation = observations.sample();
      Object action = actions.sample();
      try {
        batch.observation().write(row, observation);
        batch.action().write(row, action);
        requireSame(CROSSES, "observation " + i, observation, batch.observation().read(row));
        requireSame(CROSSES, "action " + i, action, batch.readAction(row));
      } catch (GymException e) {
        throw Breach.of(CROSSES, "sample " + i, "no error", e.getMessage());
      }
    }
  }

  private static void requireSame(String rule, String where, Object expected, Object got) {
    if (!Values.text(expected).equals(Values.text(got))) {
      throw Breach.of(rule, where, Values.text(expected), Values.text(got));
    }
  }
}
