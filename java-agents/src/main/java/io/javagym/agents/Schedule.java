package io.javagym.agents;

/**
 * A number that changes while an agent learns, such as epsilon. What {@code t} counts, steps or
 * episodes, is up to who asks; the first is 0.
 */
@FunctionalInterface
public interface Schedule {

  /** The value at {@code t >= 0}. */
  double at(long t);

  /** Always the same. */
  static Schedule constant(double value) {
    return t -> value;
  }

  /** {@code start + (end - start) * t / duration}, and {@code end} from {@code duration} on. */
  static Schedule linear(double start, double end, long duration) {
    requirePositive("duration", (double) duration);
    return t -> t >= duration ? end : start + (end - start) * t / duration;
  }

  /** {@code max(end, start * factor^t)}: times a factor each time, down to a floor. */
  static Schedule exponential(double start, double end, double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor is " + factor + ", expected 0 < factor <= 1");
    }
    return t -> Math.max(end, start * Math.pow(factor, (double) t));
  }

  /** {@code end + (start - end) * exp(-t / timeConstant)}: towards an end that it never reaches. */
  static Schedule decay(double start, double end, double timeConstant) {
    requirePositive("timeConstant", timeConstant);
    return t -> end + (start - end) * Math.exp(-t / timeConstant);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
    }
  }
}
