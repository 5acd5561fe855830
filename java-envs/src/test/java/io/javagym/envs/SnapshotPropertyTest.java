package io.javagym.envs;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.Step;
import io.javagym.spaces.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Every built-in environment, saved anywhere, goes on as it would have. */
class SnapshotPropertyTest {
  /** An environment and its arguments. */
  record Made(String id, Map<String, Object> kwargs) {
    Env<Object, Object> make() {
      return Gym.make(id, kwargs);
    }
  }

  private static final List<Made> VARIANTS =
      List.of(
          new Made("LunarLander-v3", Map.of("render_mode", "rgb_array")),
          new Made("LunarLander-v3", Map.of("enable_wind", true, "gravity", -3.0)),
          new Made("LunarLanderContinuous-v3", Map.of("enable_wind", true)),
          new Made("BipedalWalker-v3", Map.of("render_mode", "rgb_array")),
          new Made("BipedalWalkerHardcore-v3", Map.of()),
          new Made("Taxi-v4", Map.of("is_rainy", true, "fickle_passenger", true)),
          new Made("FrozenLake-v1", Map.of("is_slippery", false, "render_mode", "ansi")),
          new Made("Blackjack-v1", Map.of("natural", true)),
          new Made("CartPole-v1", Map.of("sutton_barto_reward", true)),
          new Made("Acrobot-v1", Map.of("book_or_nips", "nips")),
          new Made("CartPole-v1", Map.of("render_mode", "rgb_array")));

  @Provide
  static Arbitrary<Made> anyEnv() {
    List<Made> all = new ArrayList<>(VARIANTS);
    new BuiltInEnvs().specs().forEach(spec -> all.add(new Made(spec.id(), Map.of())));
    return Arbitraries.of(all);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void itGoesOnInAnotherEnvironmentWithOrWithoutAPast(
      @ForAll("anyEnv") Made made,
      @ForAll long seed,
      @ForAll @IntRange(max = 2500) int steps,
      @ForAll @IntRange(max = 200) int stepsOfOther) {
    try (Env<Object, Object> env = made.make();
        Env<Object, Object> other = made.make()) {
      play(env, seed >>> 1, steps, 0);
      play(other, seed & 1023, stepsOfOther, 0);
      byte[] snapshot = env.snapshot();

      other.restore(snapshot);

      assertThat(other.snapshot()).isEqualTo(snapshot);
      assertThat(onwards(other, seed)).isEqualTo(onwards(env, seed));
    }
  }

  private static void play(Env<Object, Object> env, long seed, int steps, long actionSeed) {
    Sampler<Object> actions = env.actionSpace().sampler(actionSeed);
    env.reset(seed);
    for (int i = 0; i < steps; i++) {
      if (env.step(actions.sample()).done()) {
        env.reset();
      }
    }
  }

  /** The next steps as text, which holds all digits of numbers. */
  static List<String> onwards(Env<Object, Object> env, long seed) {
    List<String> trajectory = new ArrayList<>();
    Sampler<Object> actions = env.actionSpace().sampler(seed >>> 1);
    for (int i = 0; i < 300; i++) {
      if (i % 100 == 0) {
        trajectory.add(text(env.render()));
      }
      Step<Object> step = env.step(actions.sample());
      trajectory.add(text(step.observation()) + text(step.info().fields()));
      trajectory.add(step.reward() + " " + step.terminated() + " " + step.truncated());
      if (step.done()) {
        trajectory.add(text(env.reset().observation()));
      }
    }
    return trajectory;
  }

  static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> fields = new TreeMap<>();
      map.forEach((key, field) -> fields.put(key.toString(), text(field)));
      return fields.toString();
    }
    if (value instanceof Frame.Pixels pixels) {
      return String.valueOf(Arrays.hashCode(pixels.rgb()));
    }
    return Arrays.deepToString(new Object[] {value});
  }
}
