package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.StateExchange;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;
import io.javagym.random.NumpyGenerator;
import io.javagym.random.SeedSequence;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross a frozen lake from the start to the goal without falling into a hole. The ice is slippery.
 * Equal to Gymnasium's FrozenLake-v1, seed for seed.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(rows * columns)}</td>
 *     <td>where the player is: {@code row * columns + column}, from the top left</td></tr>
 * <tr><td>action</td><td>{@code Discrete(4)}</td><td>0 left, 1 down, 2 right, 3 up</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td>
 *     <td>the probability of the transition; 1 after a reset</td></tr>
 * </table>
 *
 * <p>An episode starts on a start tile, each with the same probability, and terminates in a hole or
 * at the goal. A step against the border leaves the player where it is. On slippery ice it goes as
 * intended with {@code success_rate}, and to either side with half of the rest.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code desc}</td><td>None</td>
 *     <td>the map as rows of equal length, of S (start), F (frozen), H (hole) and G (goal)</td></tr>
 * <tr><td>{@code map_name}</td><td>{@code "4x4"}</td>
 *     <td>{@code "4x4"} or {@code "8x8"}, used where {@code desc} is None; if both are, a random map
 *     of 8 by 8 tiles is made</td></tr>
 * <tr><td>{@code is_slippery}</td><td>true</td><td>whether steps go astray</td></tr>
 * <tr><td>{@code success_rate}</td><td>1/3</td>
 *     <td>the probability that a step on slippery ice goes as intended</td></tr>
 * <tr><td>{@code reward_schedule}</td><td>(1, 0, 0)</td>
 *     <td>what reaching the goal, a hole, or frozen ice pays</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td>
 *     <td>{@code "ansi"}, {@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class FrozenLake extends TabularMdp {
  private static final Direction[] DIRECTIONS = Direction.values();

  /** What Gymnasium's {@code generate_random_map} takes unless told otherwise. */
  private static final int RANDOM_MAP_SIZE = 8;

  private static final double RANDOM_MAP_FROZEN_PROBABILITY = 0.8;

  private final LakeMap map;

  /** Made for the first frame. */
  private @Nullable FrozenLakeView view;

  /** A lake with Gymnasium's keyword arguments. */
  public FrozenLake(Kwargs kwargs) {
    this(kwargs, map(kwargs));
  }

  private FrozenLake(Kwargs kwargs, LakeMap map) {
    super(tables(kwargs, map));
    this.map = map;
  }

  /**
   * A random map with a path from the start to the goal: Gymnasium's {@code generate_random_map}.
   *
   * @param size rows, and columns, at least 2
   * @param p the probability that a tile is frozen, above 0; more than 1 counts as 1
   * @param seed {@code null} for a map that nobody can foresee
   * @return a map for the argument {@code desc}
   */
  public static List<String> generateRandomMap(int size, double p, @Nullable BigInteger seed) {
    BigInteger entropy = seed == null ? SeedSequence.fromEntropy().entropy() : seed;
    return LakeMap.random(size, p, NumpyGenerator.seeded(entropy)).rows();
  }

  private static LakeMap map(Kwargs kwargs) {
    Object desc = kwargs.get("desc", null);
    String name = kwargs.getString("map_name", "4x4");
    if (desc != null) {
      return LakeMap.of(desc);
    } else if (name != null) {
      return LakeMap.named(name);
    } else {
      return new LakeMap(generateRandomMap(RANDOM_MAP_SIZE, RANDOM_MAP_FROZEN_PROBABILITY, null));
    }
  }

  private static Builder tables(Kwargs kwargs, LakeMap map) {
    boolean slippery = kwargs.getBoolean("is_slippery", true);
    double successRate = kwargs.getDouble("success_rate", 1.0 / 3.0);
    double[] rewards = kwargs.getDoubles("reward_schedule", 1, 0, 0);
    if (!(successRate >= 0 && successRate <= 1)) {
      throw GymException.invalidArgument(
          "success_rate is %s, expected 0 <= success_rate <= 1".formatted(successRate));
    }
    if (Arrays.stream(rewards).anyMatch(Double::isNaN)) {
      throw GymException.invalidArgument(
          "reward_schedule is %s, expected three numbers (goal, hole, frozen), none of them nan"
              .formatted(Arrays.toString(rewards)));
    }
    double failRate = (1.0 - successRate) / 2.0; // to each side

    Builder tables =
        builder(map.numTiles(), DIRECTIONS.length)
            .initialProbabilities(startProbabilities(map))
            .actionNames(Arrays.stream(DIRECTIONS).map(Direction::label).toList())
            .renderMode(kwargs.renderMode());
    for (int state = 0; state < map.numTiles(); state++) {
      if (isTerminal(map.tile(state))) {
        tables.terminalState(state);
        continue;
      }
      for (int action = 0; action < DIRECTIONS.length; action++) {
        if (slippery) {
          // The order is Gymnasium's: it decides which random number means which way.
          tables.transition(state, action, move(map, rewards, state, action + 3, failRate));
          tables.transition(state, action, move(map, rewards, state, action, successRate));
          tables.transition(state, action, move(map, rewards, state, action + 1, failRate));
        } else {
          tables.transition(state, action, move(map, rewards, state, action, 1.0));
        }
      }
    }
    return tables;
  }

  private static double[] startProbabilities(LakeMap map) {
    double[] probabilities = new double[map.numTiles()];
    double starts = 0;
    for (int state = 0; state < probabilities.length; state++) {
      if (map.tile(state) == LakeMap.START) {
        probabilities[state] = 1;
        starts++;
      }
    }
    for (int state = 0; state < probabilities.length; state++) {
      probabilities[state] /= starts;
    }
    return probabilities;
  }

  private static Transition move(
      LakeMap map, double[] rewards, int state, int turn, double probability) {
    int next = DIRECTIONS[turn % DIRECTIONS.length].from(state, map.numRows(), map.numColumns());
    double reward =
        switch (map.tile(next)) {
          case LakeMap.GOAL -> rewards[0];
          case LakeMap.HOLE -> rewards[1];
          default -> rewards[2];
        };
    return new Transition(probability, next, reward, isTerminal(map.tile(next)));
  }

  /** Passes the map, too, which may have been drawn at random when this was made. */
  @Override
  protected void exchangeEpisode(StateExchange state) {
    state.exchangeFixed("map", map.rows());
    super.exchangeEpisode(state);
  }

  private static boolean isTerminal(char tile) {
    return tile == LakeMap.GOAL || tile == LakeMap.HOLE;
  }

  /** The map with the player's tile highlighted, below the last action, as Gymnasium draws it. */
  @Override
  protected String draw() {
    String action = lastActionName();
    StringBuilder text = new StringBuilder(action == null ? "\n" : "  (" + action + ")\n");
    for (int state = 0; state < map.numTiles(); state++) {
      String tile = String.valueOf(map.tile(state));
      text.append(state == state() ? highlight(tile) : tile);
      if (state % map.numColumns() == map.numColumns() - 1) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Override
  protected Frame.Pixels drawPicture() {
    if (view == null) {
      view = new FrozenLakeView(map);
    }
    return view.draw(state());
  }
}
