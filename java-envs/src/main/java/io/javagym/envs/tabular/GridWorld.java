package io.javagym.envs.tabular;

import io.javagym.GymException;
import io.javagym.Kwargs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A square grid to cross from the top left to a goal, on the shortest way. Nothing is random.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(size * size)}</td>
 *     <td>{@code row * size + column}, from the top left</td></tr>
 * <tr><td>action</td><td>{@code Discrete(4)}</td><td>0 left, 1 down, 2 right, 3 up</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td><td>always 1</td></tr>
 * </table>
 *
 * <p>A step onto the goal pays {@code goal_reward} and terminates the episode; any other step pays
 * {@code step_reward}. A step against the border stays where it is.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code size}</td><td>3</td><td>rows, and columns; 2 to 1000</td></tr>
 * <tr><td>{@code goal}</td><td>the bottom right</td>
 *     <td>(row, column), each in [0, size), other than the start (0, 0)</td></tr>
 * <tr><td>{@code step_reward}</td><td>-1</td><td>what a step pays</td></tr>
 * <tr><td>{@code goal_reward}</td><td>10</td><td>what the step onto the goal pays</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "ansi"}</td></tr>
 * </table>
 */
public final class GridWorld extends TabularMdp {
  private static final int LARGEST_SIZE = 1000;

  private static final List<String> ACTIONS = List.of("left", "down", "right", "up");
  private static final int[] ROW_CHANGE = {0, 1, 0, -1};
  private static final int[] COLUMN_CHANGE = {-1, 0, 1, 0};

  /** A grid with the arguments above. */
  public GridWorld(Kwargs kwargs) {
    super(tables(kwargs));
  }

  private static Builder tables(Kwargs kwargs) {
    int size = kwargs.getInt("size", 3, 2, LARGEST_SIZE);
    int goal = goal(kwargs.getDoubles("goal", size - 1.0, size - 1.0), size);
    double stepReward = kwargs.getDouble("step_reward", -1);
    double goalReward = kwargs.getDouble("goal_reward", 10);

    Builder tables =
        builder(size * size, ACTIONS.size())
            .stateNames(tiles(size, goal))
            .actionNames(ACTIONS)
            .statesPerLine(size)
            .renderMode(kwargs.renderMode());
    for (int state = 0; state < size * size; state++) {
      if (state == goal) {
        tables.terminalState(state);
        continue;
      }
      for (int action = 0; action < ACTIONS.size(); action++) {
        int row = Math.max(0, Math.min(state / size + ROW_CHANGE[action], size - 1));
        int column = Math.max(0, Math.min(state % size + COLUMN_CHANGE[action], size - 1));
        int next = row * size + column;
        tables.transition(
            state,
            action,
            new Transition(1, next, next == goal ? goalReward : stepReward, next == goal));
      }
    }
    return tables;
  }

  private static int goal(double[] rowAndColumn, int size) {
    double row = rowAndColumn[0];
    double column = rowAndColumn[1];
    boolean onGrid = row >= 0 && row < size && column >= 0 && column < size;
    boolean whole = row == Math.rint(row) && column == Math.rint(column);
    if (!onGrid || !whole || row + column == 0) {
      throw GymException.invalidArgument(
          "goal is %s, expected (row, column), integers in [0, %d), other than the start (0, 0)"
              .formatted(Arrays.toString(rowAndColumn), size));
    }
    return (int) (row * size + column);
  }

  private static List<String> tiles(int size, int goal) {
    List<String> tiles = new ArrayList<>();
    for (int state = 0; state < size * size; state++) {
      tiles.add(state == 0 ? "S" : state == goal ? "G" : ".");
    }
    return tiles;
  }
}
