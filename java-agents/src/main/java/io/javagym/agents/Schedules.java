package io.javagym.agents;

import java.math.BigDecimal;

/** The schedules that {@link Schedule} makes, which say in text what they are. */
final class Schedules {
  private static final String FORMS =
      "expected a number, linear:START,END,DURATION, exponential:START,END,FACTOR or decay:START,END,TIME_CONSTANT";

  private Schedules() {}

  record Constant(double value) implements Schedule {
    @Override
    public double at(long t) {
      return value;
    }

    @Override
    public String toString() {
      return text(value);
    }
  }

  record Linear(double start, double end, long duration) implements Schedule {
    Linear {
      requirePositive("duration", (double) duration);
    }

    @Override
    public double at(long t) {
      return t >= duration ? end : start + (end - start) * t / duration;
    }

    @Override
    public String toString() {
      return "linear:%s,%s,%d".formatted(text(start), text(end), duration);
    }
  }

  record Exponential(double start, double end, double factor) implements Schedule {
    Exponential {
      if (!(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException("factor is " + factor + ", expected 0 < factor <= 1");
      }
    }

    @Override
    public double at(long t) {
      return Math.max(end, start * Math.pow(factor, (double) t));
    }

    @Override
    public String toString() {
      return "exponential:%s,%s,%s".formatted(text(start), text(end), text(factor));
    }
  }

  record Decay(double start, double end, double timeConstant) implements Schedule {
    Decay {
      requirePositive("timeConstant", timeConstant);
    }

    @Override
    public double at(long t) {
      return end + (start - end) * Math.exp(-t / timeConstant);
    }

    @Override
    public String toString() {
      return "decay:%s,%s,%s".formatted(text(start), text(end), text(timeConstant));
    }
  }

  static Schedule parse(String text) {
    String[] parts = text.strip().split(":", 2);
    try {
      if (parts.length == 1) {
        return new Constant(number(parts[0]));
      }
      String[] numbers = parts[1].split(",", -1);
      if (numbers.length == 3) {
        double start = number(numbers[0]);
        double end = number(numbers[1]);
        return switch (parts[0].strip()) {
          case "linear" ->
              new Linear(start, end, new BigDecimal(numbers[2].strip()).longValueExact());
          case "exponential" -> new Exponential(start, end, number(numbers[2]));
          case "decay" -> new Decay(start, end, number(numbers[2]));
          default -> throw new NumberFormatException();
        };
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // As what has no form at all.
    }
    throw new IllegalArgumentException("no schedule: '%s', %s".formatted(text, FORMS));
  }

  private static double number(String text) {
    double value = Double.parseDouble(text.strip());
    if (!Double.isFinite(value)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
    }
  }
}
