package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.envs.tabular.TabularMdp;
import io.javagym.envs.tabular.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walk along a cliff from the start at the bottom left to the goal at the bottom right (Sutton and
 * Barto, example 6.6). Equal to Gymnasium's CliffWalking-v1, seed for seed.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(48)}</td>
 *     <td>where the walker is: {@code row * 12 + column}, from the top left</td></tr>
 * <tr><td>action</td><td>{@code Discrete(4)}</td><td>0 up, 1 right, 2 down, 3 left</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td>
 *     <td>the probability of the transition; 1 after a reset</td></tr>
 * </table>
 *
 * <p>Each step pays -1. The tiles between start and goal are the cliff: a step there pays -100 and
 * leads back to the start. The episode terminates at the goal.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code is_slippery}</td><td>false</td>
 *     <td>whether a step goes as intended or to either side, each with probability 1/3</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td>
 *     <td>{@code "ansi"}, {@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class CliffWalking extends TabularMdp {
  static final int ROWS = 4;
  static final int COLUMNS = 12;
  static final int START = (ROWS - 1) * COLUMNS;
  static final int GOAL = ROWS * COLUMNS - 1;

  private static final List<String> ACTIONS = List.of("Up", "Right", "Down", "Left");
  private static final int[] ROW_CHANGE = {-1, 0, 1, 0};
  private static final int[] COLUMN_CHANGE = {0, 1, 0, -1};

  private static final double STEP_REWARD = -1;
  private static final double FALL_REWARD = -100;

  /** Made for the first frame. */
  private @Nullable CliffWalkingView view;

  /** A cliff with the arguments above. */
  public CliffWalking(Kwargs kwargs) {
    super(tables(kwargs));
  }

  private static Builder tables(Kwargs kwargs) {
    boolean slippery = kwargs.getBoolean("is_slippery", false);
    Builder tables =
        builder(ROWS * COLUMNS, ACTIONS.size())
            .initialState(START)
            .actionNames(ACTIONS)
            .renderMode(kwargs.renderMode());
    for (int state = 0; state < ROWS * COLUMNS; state++) {
      for (int action = 0; action < ACTIONS.size(); action++) {
        if (slippery) {
          // The order is Gymnasium's: it decides which random number means which way.
          tables.transition(state, action, move(state, action + 3, 1.0 / 3));
          tables.transition(state, action, move(state, action, 1.0 / 3));
          tables.transition(state, action, move(state, action + 1, 1.0 / 3));
        } else {
          tables.transition(state, action, move(state, action, 1));
        }
      }
    }
    return tables;
  }

  private static Transition move(int state, int turn, double probability) {
    int action = turn % ACTIONS.size();
    int row = Math.max(0, Math.min(state / COLUMNS + ROW_CHANGE[action], ROWS - 1));
    int column = Math.max(0, Math.min(state % COLUMNS + COLUMN_CHANGE[action], COLUMNS - 1));
    int next = row * COLUMNS + column;
    if (isCliff(next)) {
      return new Transition(probability, START, FALL_REWARD, false);
    }
    return new Transition(probability, next, STEP_REWARD, next == GOAL);
  }

  static boolean isCliff(int state) {
    return state > START && state < GOAL;
  }

  /** The grid with the walker as x, as Gymnasium draws it. */
  @Override
  protected String draw() {
    StringBuilder text = new StringBuilder();
    for (int state = 0; state < ROWS * COLUMNS; state++) {
      boolean lastOfLine = state % COLUMNS == COLUMNS - 1;
      text.append(letter(state)).append(lastOfLine ? "\n" : "  ");
    }
    return text.append('\n').toString();
  }

  private char letter(int state) {
    if (state == state()) {
      return 'x';
    } else if (state == GOAL) {
      return 'T';
    } else {
      return isCliff(state) ? 'C' : 'o';
    }
  }

  @Override
  protected Frame.Pixels drawPicture() {
    if (view == null) {
      view = new CliffWalkingView();
    }
    return view.draw(state());
  }
}
