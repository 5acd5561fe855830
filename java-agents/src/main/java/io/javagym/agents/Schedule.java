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
    return new Schedules.Constant(value);
  }

  /** {@code start + (end - start) * t / duration}, and {@code end} from {@code duration} on. */
  static Schedule linear(double start, double end, long duration) {
    return new Schedules.Linear(start, end, duration);
  }

  /** {@code max(end, start * factor^t)}: times a factor each time, down to a floor. */
  static Schedule exponential(double start, double end, double factor) {
    return new Schedules.Exponential(start, end, factor);
  }

  /** {@code end + (start - end) * exp(-t / timeConstant)}: towards an end that it never reaches. */
  static Schedule decay(double start, double end, double timeConstant) {
    return new Schedules.Decay(start, end, timeConstant);
  }

  /**
   * The schedule of a text, which is what {@code toString} of one of these gives: {@code 0.05},
   * {@code linear:1,0.05,10000}, {@code exponential:1,0.01,0.995} or {@code decay:1,0.05,500}, with
   * the arguments of the methods here.
   *
   * @throws IllegalArgumentException if the text is no schedule
   */
  static Schedule parse(String text) {
    return Schedules.parse(text);
  }
}
