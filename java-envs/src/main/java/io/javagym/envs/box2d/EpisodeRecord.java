package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.Pcg64;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What made an episode: where the generator stood when it began, and the numbers of each step. A
 * world of Box2D has its past in it (the order of contacts, the shape of the search tree, what the
 * solver starts from), so it is saved as the way to it, and restored by going that way again.
 *
 * <p>It grows by some bytes with every step and begins anew with every episode.
 */
final class EpisodeRecord {
  /** A lander's episode within the usual limit of 1,000 steps fits without growing. */
  private static final int USUAL_STEPS = 1024;

  private final int numbersPerStep;
  private double[] numbers;
  private int numSteps;
  private Pcg64.@Nullable State start;

  /** A record of steps that are told by so many numbers each. */
  EpisodeRecord(int numbersPerStep) {
    this.numbersPerStep = numbersPerStep;
    this.numbers = new double[USUAL_STEPS * numbersPerStep];
  }

  /** Begins anew, before the episode's first draw. */
  void begin(NumpyGenerator random) {
    start = random.getState();
    numSteps = 0;
  }

  /** Adds a step of three numbers. */
  void add(double first, double second, double third) {
    int offset = next();
    numbers[offset] = first;
    numbers[offset + 1] = second;
    numbers[offset + 2] = third;
  }

  /** Adds a step. */
  void add(float[] step) {
    int offset = next();
    for (int i = 0; i < numbersPerStep; i++) {
      numbers[offset + i] = step[i];
    }
  }

  private int next() {
    int offset = numSteps * numbersPerStep;
    if (offset == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * offset);
    }
    numSteps++;
    return offset;
  }

  /** Whether there is an episode. */
  boolean hasBegun() {
    return start != null;
  }

  /** Where the generator stood when the episode began. */
  Pcg64.State start() {
    Pcg64.State state = start;
    if (state == null) {
      throw new IllegalStateException("no episode has begun");
    }
    return state;
  }

  int numSteps() {
    return numSteps;
  }

  /** A number of a step. */
  double number(int step, int index) {
    return numbers[step * numbersPerStep + index];
  }

  /** Passes the record; what it tells is to be gone through again then. */
  void exchange(StateExchange state) {
    Pcg64.State from = start;
    if (state.exchange(from != null)) {
      start = state.exchange(from == null ? NumpyGenerator.seeded(0).getState() : from);
    } else {
      start = null;
    }
    int count = Math.max(0, state.exchange(numSteps));
    double[] passed = Arrays.copyOf(numbers, Math.multiplyExact(count, numbersPerStep));
    state.exchangeAll(passed);
    numbers = passed.length < numbersPerStep ? new double[numbersPerStep] : passed;
    numSteps = count;
  }
}
