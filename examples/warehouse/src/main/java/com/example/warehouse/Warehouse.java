package com.example.warehouse;

import io.javagym.Frame;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import java.util.Arrays;
import java.util.Map;

/**
 * A robot brings a wave of ordered items from their shelves to the packing station. Which one does
 * it fetch next, and when does it unload?
 *
 * <p>The floor is a grid of tiles, numbered row by row. Tile 0 is the station, every other one has
 * a shelf, and random shelves hold an ordered item each. An action drives the robot to a tile,
 * where it loads the item or, at the station, unloads all. That takes one unit of time for each
 * tile on the way and one for the stop. The reward is minus that time, and an episode terminates
 * when the last item is at the station.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation {@code robot}</td><td>{@code MultiDiscrete([rows, columns])}</td>
 *     <td>where the robot is</td></tr>
 * <tr><td>observation {@code cargo}</td><td>{@code Discrete(capacity + 1)}</td>
 *     <td>how many items it carries</td></tr>
 * <tr><td>observation {@code orders}</td><td>{@code MultiBinary(rows, columns)}</td>
 *     <td>1 for each ordered item that is still on its shelf</td></tr>
 * <tr><td>action</td><td>{@code Discrete(rows * columns)}</td><td>the tile to drive to</td></tr>
 * <tr><td>info {@code action_mask}</td><td>{@code MultiBinary(rows * columns)}</td>
 *     <td>1 for the station and, while there is room, for each ordered item; at any other action
 *     the robot only waits, for one unit of time</td></tr>
 * </table>
 */
public final class Warehouse extends SeededEnv<Map<String, Object>, Long> {
  private static final int STATION = 0;

  private final int rows;
  private final int columns;
  private final int orders;
  private final int capacity;
  private final RenderMode renderMode;

  private final byte[] ordered; // [rows * columns], 1 where an ordered item is on its shelf
  private int robot; // the tile where it is
  private int cargo; // items on the robot
  private int packed; // items at the station

  /** Reads its arguments by the names that Python gives them: {@code gym.make(id, rows=5)}. */
  public Warehouse(Kwargs kwargs) {
    rows = kwargs.getInt("rows", 4, 2, 100);
    columns = kwargs.getInt("columns", 6, 2, 100);
    orders = kwargs.getInt("orders", 5, 1, rows * columns - 1);
    capacity = kwargs.getInt("capacity", 4, 1, 100);
    renderMode = kwargs.renderMode();
    ordered = new byte[rows * columns];
  }

  @Override
  public Dict observationSpace() {
    return Dict.of(
        "robot", MultiDiscrete.of(rows, columns),
        "cargo", Discrete.of(capacity + 1),
        "orders", MultiBinary.of(rows, columns));
  }

  @Override
  public Discrete actionSpace() {
    return Discrete.of(rows * columns);
  }

  @Override
  public Dict infoSpace() {
    return Dict.of("action_mask", MultiBinary.of(rows * columns));
  }

  @Override
  protected Reset<Map<String, Object>> startEpisode(Map<String, Object> options) {
    robot = STATION;
    cargo = 0;
    packed = 0;
    Arrays.fill(ordered, (byte) 0);
    int[] shelves = random().permutation(rows * columns - 1); // NumPy's, from the seed of the reset
    for (int order = 0; order < orders; order++) {
      ordered[STATION + 1 + shelves[order]] = 1;
    }
    return Reset.of(observation(), info());
  }

  @Override
  public Step<Map<String, Object>> step(Long action) {
    int tile = action.intValue();
    int time = 1;
    if (isAllowed(tile)) {
      time += distance(robot, tile);
      robot = tile;
      if (tile == STATION) {
        packed += cargo;
        cargo = 0;
      } else {
        ordered[tile] = 0;
        cargo++;
      }
    }
    return Step.of(observation(), -time, packed == orders, info());
  }

  private boolean isAllowed(int tile) {
    return tile == STATION || (ordered[tile] == 1 && cargo < capacity);
  }

  private int distance(int from, int to) {
    return Math.abs(from / columns - to / columns) + Math.abs(from % columns - to % columns);
  }

  private Map<String, Object> observation() {
    long[] position = {robot / columns, robot % columns};
    return Map.of("robot", position, "cargo", (long) cargo, "orders", ordered.clone());
  }

  private Info info() {
    byte[] mask = new byte[ordered.length];
    for (int tile = 0; tile < mask.length; tile++) {
      mask[tile] = (byte) (isAllowed(tile) ? 1 : 0);
    }
    return Info.of("action_mask", mask);
  }

  /** What changes: with it the environment has snapshots, in Java and in Python. */
  @Override
  protected void exchangeEpisode(StateExchange state) {
    state.exchangeAll(ordered);
    robot = state.exchange(robot, 0, rows * columns - 1);
    cargo = state.exchange(cargo, 0, capacity);
    packed = state.exchange(packed, 0, orders);
  }

  @Override
  public RenderMode renderMode() {
    return renderMode;
  }

  /** The floor: S the station, o an ordered item, and the robot between brackets. */
  @Override
  public Frame render() {
    if (renderMode == RenderMode.NONE) {
      return null;
    }
    StringBuilder floor = new StringBuilder();
    for (int tile = 0; tile < ordered.length; tile++) {
      char sign = tile == STATION ? 'S' : ordered[tile] == 1 ? 'o' : '.';
      floor.append(tile == robot ? "[" + sign + "]" : " " + sign + " ");
      floor.append(tile % columns == columns - 1 ? "\n" : "");
    }
    return new Frame.Text(floor.toString());
  }
}
