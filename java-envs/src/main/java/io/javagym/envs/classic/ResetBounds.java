package io.javagym.envs.classic;

import io.javagym.GymException;
import io.javagym.StateExchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reset options {@code low} and {@code high}: between them the components of the first state
 * are drawn.
 */
record ResetBounds(double low, double high) {
  private static final String LOW = "low";
  private static final String HIGH = "high";

  /** CartPole's bounds where the options don't say. */
  static final ResetBounds DEFAULT = new ResetBounds(-0.05, 0.05);

  /** The bounds of the options; options of other names are passed over, as in Gymnasium. */
  static ResetBounds of(Map<String, Object> options) {
    return of(options, DEFAULT);
  }

  static ResetBounds of(Map<String, Object> options, ResetBounds defaults) {
    double low = number(options, LOW, defaults.low);
    double high = number(options, HIGH, defaults.high);
    if (low > high) {
      throw GymException.invalidArgument(
          "reset options low=%s, high=%s: expected low <= high".formatted(low, high));
    }
    if (!Double.isFinite(high - low)) {
      throw GymException.invalidArgument(
          "reset options low=%s, high=%s: expected finite numbers with a finite difference"
              .formatted(low, high));
    }
    return new ResetBounds(low, high);
  }

  /** Passes the bounds. */
  ResetBounds exchange(StateExchange state) {
    ResetBounds bounds = new ResetBounds(state.exchange(low), state.exchange(high));
    state.require(
        bounds.low <= bounds.high && Double.isFinite(bounds.high - bounds.low),
        "bounds that are not finite numbers in order");
    return bounds;
  }

  /** A reset option as Python's {@code float()} reads it. */
  static double number(Map<String, Object> options, String name, double defaultValue) {
    if (!options.containsKey(name)) {
      return defaultValue;
    }
    @Nullable Object value = options.get(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    } else if (value instanceof Boolean flag) {
      return flag ? 1 : 0; // as Python's float() does
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text); // float() reads texts too
      } catch (NumberFormatException e) {
        throw new GymException(
            GymException.Code.INVALID_ARGUMENT,
            "reset option %s=%s: expected a number".formatted(name, text),
            e);
      }
    }
    throw GymException.invalidArgument(
        "reset option %s=%s: expected a number".formatted(name, value == null ? "None" : value));
  }
}
