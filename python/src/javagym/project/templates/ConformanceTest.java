package $package;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.Step;
import io.javagym.conformance.EnvConformance;
import org.junit.jupiter.api.Test;

/** The rules that every environment keeps, and below them those of this one. */
class ${class_name}Test extends EnvConformance {
  ${class_name}Test() {
    super("$env_name");
  }

  @Test
  void a_shop_that_always_fills_its_shelf_is_bankrupt() {
    try (Env<float[], Long> env = Gym.make("$env_name")) {
      env.reset(0);
      Step<float[]> step = env.step(20L);
      while (!step.done()) {
        step = env.step(20L);
      }
      assertTrue(step.terminated());
      assertEquals(0, step.observation()[1]);
    }
  }

  @Test
  void a_shop_that_orders_nothing_is_truncated_after_a_hundred_days() {
    try (Env<float[], Long> env = Gym.make("$env_name")) {
      env.reset(0);
      Step<float[]> step = env.step(0L);
      int days = 1;
      while (!step.done()) {
        step = env.step(0L);
        days++;
      }
      assertEquals(100, days);
      assertTrue(step.truncated());
    }
  }
}
