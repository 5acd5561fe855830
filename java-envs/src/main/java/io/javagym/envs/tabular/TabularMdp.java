package io.javagym.envs.tabular;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Markov decision process given by its tables. An agent acts in it through {@code reset} and
 * {@code step}; a planner reads {@link #transitions}.
 *
 * <pre>{@code
 * TabularMdp coin =
 *     TabularMdp.builder(2, 1)
 *         .transition(0, 0, new Transition(0.5, 0, 0.0, false))
 *         .transition(0, 0, new Transition(0.5, 1, 1.0, true))
 *         .terminalState(1)
 *         .build();
 * }</pre>
 *
 * <p>The observation is the state, {@code Discrete(numStates)}; the action is {@code
 * Discrete(numActions)}. Info {@code prob} is the probability with which the step came out as it
 * did, 1 after a reset.
 *
 * <p>A reset and a step take one {@code random()} each, even where nothing is left to chance, and
 * choose by the first cumulative probability above it. That is what Gymnasium's environments on
 * tables do, so this one gives their trajectories from their seeds.
 */
public class TabularMdp extends SeededEnv<Long, Long> {
  /** The info field with the probability of the transition. */
  protected static final String PROBABILITY = "prob";

  private static final Dict INFO_SPACE =
      Dict.of(PROBABILITY, Box.of(DType.FLOAT64, new double[] {0}, new double[] {1}));

  /** How far from 1 probabilities may add up to: far more than rounding, less than a typo. */
  private static final double SUM_TOLERANCE = 1e-9;

  private static final int NO_ACTION = -1;
  private static final Transition NO_TRANSITION = new Transition(1, 0, 0, false);

  private final int numStates;
  private final int numActions;
  private final Discrete observationSpace;
  private final Discrete actionSpace;
  private final List<String> stateNames;
  private final List<String> actionNames;
  private final int statesPerLine;
  private final RenderMode renderMode;

  private final double[] initialProbabilities;

  /** What may happen, at {@code state * numActions + action}. */
  private final OutcomeTable outcomes;

  private final Info certain = Info.of(PROBABILITY, 1.0);

  private int state;
  private int lastAction = NO_ACTION;
  private @Nullable Transition lastTransition;

  /** Tables so far without transitions; see {@link Builder}. */
  public static Builder builder(int numStates, int numActions) {
    return new Builder(numStates, numActions);
  }

  /** The process of the tables, for a class that gives it a name. */
  protected TabularMdp(Builder tables) {
    this.numStates = tables.numStates;
    this.numActions = tables.numActions;
    this.observationSpace = Discrete.of(numStates);
    this.actionSpace = Discrete.of(numActions);
    this.stateNames = tables.stateNames;
    this.actionNames = tables.actionNames;
    this.statesPerLine = tables.statesPerLine;
    this.renderMode = tables.renderMode;
    this.initialProbabilities = tables.initialProbabilities;
    double initialSum = Arrays.stream(initialProbabilities).sum();
    if (!isOne(initialSum)) {
      throw notOne("initial states", initialSum);
    }
    this.outcomes = OutcomeTable.of(tables.transitions, p -> Info.of(PROBABILITY, p));
    for (int pair = 0; pair < outcomes.size(); pair++) {
      double sum = Arrays.stream(outcomes.probabilities(pair)).sum();
      if (!isOne(sum)) {
        throw notOne(
            "transitions from state %d under action %d"
                .formatted(pair / numActions, pair % numActions),
            sum);
      }
    }
  }

  /** How many states there are; they are 0, 1, ..., numStates - 1. */
  public final int numStates() {
    return numStates;
  }

  /** How many actions there are, in every state. */
  public final int numActions() {
    return numActions;
  }

  /** What may happen when an action is taken in a state, in the order in which it is drawn from. */
  public final List<Transition> transitions(int state, int action) {
    return outcomes.transitions(pair(state, action));
  }

  /** The name of a state, for people. */
  public final String stateName(int state) {
    return stateNames.get(state);
  }

  /** The name of an action, for people. */
  public final String actionName(int action) {
    return actionNames.get(action);
  }

  @Override
  public final Discrete observationSpace() {
    return observationSpace;
  }

  @Override
  public final Discrete actionSpace() {
    return actionSpace;
  }

  @Override
  public Dict infoSpace() {
    return INFO_SPACE;
  }

  @Override
  protected final Reset<Long> startEpisode(Map<String, Object> options) {
    state = random().categoricalSample(initialProbabilities);
    lastAction = NO_ACTION;
    lastTransition = null;
    episodeStarted();
    return Reset.of((long) state, describe(certain));
  }

  /** Called when an episode has started, for a process that draws more than its state. */
  protected void episodeStarted() {}

  @Override
  public final Step<Long> step(Long action) {
    int pair = pair(state, action);
    int i = random().categoricalSample(outcomes.probabilities(pair));
    Transition transition = outcomes.transitions(pair).get(i);
    state = arrive(transition);
    lastAction = (int) (long) action;
    lastTransition = transition;
    return Step.of(
        (long) state,
        transition.reward(),
        transition.terminated(),
        describe(outcomes.info(pair, i)));
  }

  /** Where a transition from {@link #state()} leads; a process with a hidden part may differ. */
  protected int arrive(Transition transition) {
    return transition.nextState();
  }

  /**
   * What is told of the present state; this alone unless a subclass adds to it.
   *
   * @param probability the field {@value #PROBABILITY}
   */
  protected Info describe(Info probability) {
    return probability;
  }

  /** Where a state and an action stand in the tables. */
  private int pair(int state, long action) {
    if (state < 0 || state >= numStates) {
      throw GymException.invalidArgument(
          "state out of range: state=%d, expected 0 <= state < %d".formatted(state, numStates));
    }
    if (action < 0 || action >= numActions) {
      throw new GymException(
          GymException.Code.INVALID_ACTION,
          "action out of range: action=%d, expected 0 <= action < %d"
              .formatted(action, numActions));
    }
    return state * numActions + (int) action;
  }

  @Override
  protected void exchangeEpisode(StateExchange exchange) {
    state = exchange.exchange(state, 0, numStates - 1);
    lastAction = exchange.exchange(lastAction, NO_ACTION, numActions - 1);
    Transition last = lastTransition;
    if (exchange.exchange(last != null)) {
      exchange.require(lastAction != NO_ACTION, "a transition without an action");
      Transition some = last == null ? NO_TRANSITION : last;
      lastTransition =
          new Transition(
              exchange.exchange(some.probability()),
              exchange.exchange(some.nextState()),
              exchange.exchange(some.reward()),
              exchange.exchange(some.terminated()));
    } else {
      lastTransition = null;
    }
  }

  @Override
  public final RenderMode renderMode() {
    return renderMode;
  }

  @Override
  public final @Nullable Frame render() {
    if (renderMode == RenderMode.ANSI) {
      return new Frame.Text(draw());
    }
    return renderMode.drawsPixels() ? drawPicture() : null;
  }

  /** The state as a picture; {@code null} where a process has none. */
  protected Frame.@Nullable Pixels drawPicture() {
    return null;
  }

  /** The state as text; {@link Frame.Text} says in what form. */
  protected String draw() {
    int width = stateNames.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    if (lastTransition != null) {
      text.append(
          "  (%s, reward %s%s)"
              .formatted(
                  actionNames.get(lastAction),
                  lastTransition.reward(),
                  lastTransition.terminated() ? ", terminated" : ""));
    }
    text.append('\n');
    for (int s = 0; s < numStates; s++) {
      String name = stateNames.get(s);
      text.append(s == state ? highlight(name) : name);
      boolean lastOfLine = s % statesPerLine == statesPerLine - 1 || s == numStates - 1;
      text.append(lastOfLine ? "\n" : " ".repeat(width - name.length() + 1));
    }
    return text.toString();
  }

  /** The text on a red background. */
  protected static String highlight(String text) {
    return "\u001b[41m" + text + "\u001b[0m";
  }

  /** The present state. */
  protected final int state() {
    return state;
  }

  /** The action that led to the present state; -1 after a reset. */
  protected final int lastAction() {
    return lastAction;
  }

  /** The name of the action that led to the present state; {@code null} after a reset. */
  protected final @Nullable String lastActionName() {
    return lastAction == NO_ACTION ? null : actionNames.get(lastAction);
  }

  private static boolean isOne(double sum) {
    return Math.abs(sum - 1) <= SUM_TOLERANCE; // NaN is not
  }

  private static GymException notOne(String what, double sum) {
    return GymException.invalidArgument(
        "probabilities of %s add up to %s, expected 1".formatted(what, sum));
  }

  /**
   * Collects the tables of a {@link TabularMdp}. Every state needs transitions for every action.
   */
  public static final class Builder {
    private final int numStates;
    private final int numActions;
    private final List<List<Transition>> transitions = new ArrayList<>();
    private double[] initialProbabilities;
    private List<String> stateNames;
    private List<String> actionNames;
    private int statesPerLine;
    private RenderMode renderMode = RenderMode.NONE;

    private Builder(int numStates, int numActions) {
      requireAtLeastOne("numStates", numStates);
      requireAtLeastOne("numActions", numActions);
      this.numStates = numStates;
      this.numActions = numActions;
      for (int pair = 0; pair < Math.multiplyExact(numStates, numActions); pair++) {
        transitions.add(new ArrayList<>(1));
      }
      this.initialProbabilities = new double[numStates];
      this.initialProbabilities[0] = 1;
      this.stateNames = numbers(numStates);
      this.actionNames = numbers(numActions);
      this.statesPerLine = numStates;
    }

    /** Adds one thing that may happen when the action is taken in the state. */
    public Builder transition(int state, int action, Transition transition) {
      requireBelow("state", state, numStates);
      requireBelow("action", action, numActions);
      requireBelow("nextState", transition.nextState(), numStates);
      requireProbability(transition.probability());
      if (Double.isNaN(transition.reward())) {
        throw GymException.invalidArgument("reward is nan: " + transition);
      }
      transitions.get(state * numActions + action).add(transition);
      return this;
    }

    /** Every action leads from this state to itself, pays nothing and ends the episode. */
    public Builder terminalState(int state) {
      for (int action = 0; action < numActions; action++) {
        transition(state, action, new Transition(1, state, 0, true));
      }
      return this;
    }

    /** Every episode starts here; without this, in state 0. */
    public Builder initialState(int state) {
      requireBelow("state", state, numStates);
      initialProbabilities = new double[numStates];
      initialProbabilities[state] = 1;
      return this;
    }

    /** Episodes start in each state with the probability given for it. */
    public Builder initialProbabilities(double... probabilities) {
      requireLength("initial probabilities", probabilities.length, numStates);
      for (double probability : probabilities) {
        requireProbability(probability);
      }
      initialProbabilities = probabilities.clone();
      return this;
    }

    /** Names of the states; without this, their numbers. */
    public Builder stateNames(List<String> names) {
      requireLength("state names", names.size(), numStates);
      stateNames = List.copyOf(names);
      return this;
    }

    /** Names of the actions; without this, their numbers. */
    public Builder actionNames(List<String> names) {
      requireLength("action names", names.size(), numActions);
      actionNames = List.copyOf(names);
      return this;
    }

    /** Draws a line break after so many states, for a grid. */
    public Builder statesPerLine(int states) {
      requireAtLeastOne("statesPerLine", states);
      statesPerLine = states;
      return this;
    }

    /** Sets how {@link TabularMdp#render} draws. */
    public Builder renderMode(RenderMode mode) {
      renderMode = mode;
      return this;
    }

    /**
     * The process.
     *
     * @throws GymException if the probabilities of a state and action, or those of the initial
     *     states, don't add up to 1
     */
    public TabularMdp build() {
      return new TabularMdp(this);
    }

    private static List<String> numbers(int count) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        names.add(Integer.toString(i));
      }
      return List.copyOf(names);
    }

    private static void requireAtLeastOne(String what, int value) {
      if (value < 1) {
        throw GymException.invalidArgument("%s is %d, expected at least 1".formatted(what, value));
      }
    }

    private static void requireBelow(String what, int value, int limit) {
      if (value < 0 || value >= limit) {
        throw GymException.invalidArgument(
            "%s out of range: %d, expected 0 <= %s < %d".formatted(what, value, what, limit));
      }
    }

    private static void requireLength(String what, int length, int expected) {
      if (length != expected) {
        throw GymException.invalidArgument(
            "got %d %s, expected %d".formatted(length, what, expected));
      }
    }

    private static void requireProbability(double probability) {
      if (!(probability >= 0 && probability <= 1)) {
        throw GymException.invalidArgument(
            "probability %s, expected 0 <= probability <= 1".formatted(probability));
      }
    }
  }
}
