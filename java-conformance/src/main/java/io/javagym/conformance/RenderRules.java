package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.RenderMode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code render} gives. */
final class RenderRules {
  private static final String DRAWS = "a render mode that the spec lists draws frames of its kind";

  private RenderRules() {}

  static void everyRenderModeOfTheSpecDrawsAndNoOther(EnvConformance test) {
    Env<Object, Object> plain = test.open();
    plain.reset(0);
    requireDraws(plain, plain.renderMode());
    if (!test.hasId()) {
      return;
    }
    for (RenderMode mode : RenderMode.values()) {
      String name = mode.gymnasiumName();
      if (name == null) {
        continue;
      }
      if (test.spec().renderModes().contains(name)) {
        Env<Object, Object> env = test.open(Map.of("render_mode", name));
        env.reset(0);
        if (env.renderMode() != mode) {
          throw Breach.of(DRAWS, "render_mode " + name, mode, env.renderMode());
        }
        requireDraws(env, mode);
      } else {
        Errors.require(
            "a render mode that the spec does not list is refused",
            "render_mode " + name,
            () -> test.open(Map.of("render_mode", name)),
            Code.UNSUPPORTED_MODE,
            "render_mode",
            name);
      }
    }
  }

  private static void requireDraws(Env<Object, Object> env, RenderMode mode) {
    Frame frame;
    try {
      frame = env.render();
    } catch (GymException e) {
      if (e.code() == Code.DEPENDENCY_NOT_INSTALLED && mode.drawsPixels()) {
        return; // Pictures made of Gymnasium's images want them.
      }
      throw e;
    }
    boolean fits =
        switch (mode) {
          case NONE -> frame == null;
          case ANSI -> frame instanceof Frame.Text;
          // A window may be the environment's own.
          case HUMAN -> frame == null || isWhole(frame);
          case RGB_ARRAY -> isWhole(frame);
        };
    if (!fits) {
      throw Breach.of(DRAWS, "render in mode " + mode, kind(mode), Values.text(frame));
    }
  }

  private static boolean isWhole(@Nullable Frame frame) {
    return frame instanceof Frame.Pixels pixels
        && pixels.rgb().length == pixels.width() * pixels.height() * 3
        && pixels.rgb().length > 0;
  }

  private static String kind(RenderMode mode) {
    return switch (mode) {
      case NONE -> "null";
      case ANSI -> "Frame.Text";
      case HUMAN, RGB_ARRAY -> "Frame.Pixels of height * width * 3 bytes";
    };
  }

  static void renderingChangesNothing(EnvConformance test) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    List<Map<String, String>> modes = new ArrayList<>();
    modes.add(Map.of());
    if (test.hasId()) {
      test.spec().renderModes().stream()
          .filter(name -> List.of("ansi", "rgb_array").contains(name))
          .forEach(name -> modes.add(Map.of("render_mode", name)));
    }
    int steps = Math.min(test.steps(), 50); // pictures take their time
    for (Map<String, String> mode : modes) {
      Trajectory expected = Trajectory.from(test.open(mode), BigInteger.ONE, 5, steps);
      Env<Object, Object> env = test.open(mode);
      Trajectory got = Trajectory.disturbed(env, BigInteger.ONE, 5, steps, () -> draw(env));
      expected.requireSame("render changes nothing, in mode " + env.renderMode(), got);
    }
  }

  private static void draw(Env<Object, Object> env) {
    try {
      env.render();
    } catch (GymException e) {
      if (e.code() != Code.DEPENDENCY_NOT_INSTALLED) {
        throw e;
      }
    }
  }
}
