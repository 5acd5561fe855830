package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.StateExchange;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetch a passenger and bring him where he wants to go (Dietterich, 2000). Equal to Gymnasium's
 * Taxi-v4, seed for seed.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(500)}</td>
 *     <td>{@code ((row * 5 + column) * 5 + passenger) * 4 + destination}. The passenger is at a stand
 *     (0 red, 1 green, 2 yellow, 3 blue) or in the taxi (4); the destination is a stand</td></tr>
 * <tr><td>action</td><td>{@code Discrete(6)}</td>
 *     <td>0 south, 1 north, 2 east, 3 west, 4 pick up, 5 drop off</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td>
 *     <td>the probability of the transition; 1 after a reset</td></tr>
 * <tr><td>info {@code action_mask}</td><td>{@code Box(0, 1, (6,), int8)}</td>
 *     <td>1 for each action that changes the state</td></tr>
 * </table>
 *
 * <p>An episode starts anywhere, with the passenger at a stand other than the destination. Each
 * step pays -1, picking up or dropping off where that is not possible -10, and bringing the
 * passenger to the destination 20; there it terminates.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code is_rainy}</td><td>false</td><td>whether the taxi may drift to either side</td></tr>
 * <tr><td>{@code fickle_passenger}</td><td>false</td>
 *     <td>whether the passenger may choose another destination after the first move</td></tr>
 * <tr><td>{@code rainy_probability}</td><td>0.8</td>
 *     <td>the probability that a move goes as intended in the rain</td></tr>
 * <tr><td>{@code fickle_probability}</td><td>0.3</td>
 *     <td>the probability that a fickle passenger changes his mind</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td>
 *     <td>{@code "ansi"}, {@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class Taxi extends TabularMdp {
  private static final String ACTION_MASK = "action_mask";

  private static final Dict INFO_SPACE =
      Dict.of(
          PROBABILITY,
          Box.of(DType.FLOAT64, new double[] {0}, new double[] {1}),
          ACTION_MASK,
          Box.int8(0, 1, TaxiGrid.ACTIONS.size()));

  private final boolean ficklePassenger;
  private final double fickleProbability;

  /** What is told of each state, by what is told of the probability: made once, as that is slow. */
  private final List<Map<Info, Info>> infos = new ArrayList<>();

  /** Whether the passenger will choose another destination once the taxi has moved him. */
  private boolean mindWillChange;

  /** Made for the first frame. */
  private @Nullable TaxiView view;

  /** Where the taxi heads in the picture: the latest move that a frame was drawn after. */
  private int direction;

  /** A taxi with the arguments above. */
  public Taxi(Kwargs kwargs) {
    super(tables(kwargs));
    this.ficklePassenger = kwargs.getBoolean("fickle_passenger", false);
    this.fickleProbability = probability(kwargs, "fickle_probability", 0.3);
    for (int state = 0; state < TaxiGrid.NUM_STATES; state++) {
      infos.add(new HashMap<>());
    }
  }

  private static double probability(Kwargs kwargs, String name, double defaultValue) {
    double probability = kwargs.getDouble(name, defaultValue);
    if (!(probability >= 0 && probability <= 1)) {
      throw GymException.invalidArgument(
          "%s is %s, expected 0 <= %s <= 1".formatted(name, probability, name));
    }
    return probability;
  }

  private static Builder tables(Kwargs kwargs) {
    boolean rainy = kwargs.getBoolean("is_rainy", false);
    double straight = probability(kwargs, "rainy_probability", 0.8);
    double aside = (1.0 - straight) / 2.0; // to each side

    Builder tables =
        builder(TaxiGrid.NUM_STATES, TaxiGrid.ACTIONS.size())
            .initialProbabilities(startProbabilities())
            .actionNames(TaxiGrid.ACTIONS)
            .renderMode(kwargs.renderMode());
    for (int state = 0; state < TaxiGrid.NUM_STATES; state++) {
      TaxiGrid here = TaxiGrid.of(state);
      for (int action = 0; action < TaxiGrid.ACTIONS.size(); action++) {
        if (rainy && TaxiGrid.isMove(action)) {
          boolean stuck = !here.canMove(action); // then it doesn't drift either
          int left = TaxiGrid.leftOf(action);
          int right = TaxiGrid.rightOf(action);
          tables.transition(state, action, move(straight, here.moved(action)));
          tables.transition(state, action, move(aside, stuck ? here : here.moved(left)));
          tables.transition(state, action, move(aside, stuck ? here : here.moved(right)));
        } else {
          tables.transition(state, action, here.transition(action));
        }
      }
    }
    return tables;
  }

  private static Transition move(double probability, TaxiGrid there) {
    return new Transition(probability, there.state(), TaxiGrid.STEP_REWARD, false);
  }

  private static double[] startProbabilities() {
    double[] probabilities = new double[TaxiGrid.NUM_STATES];
    int starts = 0;
    for (int state = 0; state < probabilities.length; state++) {
      if (TaxiGrid.of(state).isStart()) {
        probabilities[state] = 1;
        starts++;
      }
    }
    for (int state = 0; state < probabilities.length; state++) {
      probabilities[state] /= starts;
    }
    return probabilities;
  }

  @Override
  public Dict infoSpace() {
    return INFO_SPACE;
  }

  @Override
  protected Info describe(Info probability) {
    Map<Info, Info> known = infos.get(state());
    Info info = known.get(probability);
    if (info == null) {
      info = probability.with(ACTION_MASK, TaxiGrid.of(state()).actionMask());
      known.put(probability, info);
    }
    return info;
  }

  @Override
  protected void episodeStarted() {
    direction = 0;
    mindWillChange = ficklePassenger && random().random() < fickleProbability;
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    super.exchangeEpisode(state);
    mindWillChange = state.exchange(mindWillChange);
    direction = state.exchange(direction, 0, TaxiGrid.ACTIONS.size() - 1);
  }

  @Override
  protected int arrive(Transition transition) {
    if (!mindWillChange) {
      return transition.nextState();
    }
    TaxiGrid from = TaxiGrid.of(state());
    TaxiGrid to = TaxiGrid.of(transition.nextState());
    if (!from.isPassengerInside() || from.isAtPlaceOf(to)) {
      return transition.nextState();
    }
    mindWillChange = false;
    int other = random().choice(TaxiGrid.NUM_STANDS - 1);
    return to.withDestination(other < from.destination() ? other : other + 1).state();
  }

  /** The map with taxi, passenger and destination in colours, as Gymnasium draws it. */
  @Override
  protected String draw() {
    String action = lastActionName();
    return TaxiGrid.of(state()).draw() + (action == null ? "\n" : "  (" + action + ")\n");
  }

  @Override
  protected Frame.Pixels drawPicture() {
    if (view == null) {
      view = new TaxiView();
    }
    if (lastAction() >= 0 && TaxiGrid.isMove(lastAction())) {
      direction = lastAction();
    }
    return view.draw(TaxiGrid.of(state()), direction);
  }
}
