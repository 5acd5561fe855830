package io.javagym.envs.toytext;

import io.javagym.envs.tabular.Transition;
import java.util.List;

/**
 * Where the taxi, its passenger and his destination are.
 *
 * @param passenger the stand where the passenger waits, or {@link #INSIDE}
 * @param destination the stand where he wants to go
 */
record TaxiGrid(int row, int column, int passenger, int destination) {
  static final List<String> ACTIONS =
      List.of("South", "North", "East", "West", "Pickup", "Dropoff");
  static final int NUM_STANDS = 4;
  static final int NUM_STATES = 5 * 5 * (NUM_STANDS + 1) * NUM_STANDS;
  static final double STEP_REWARD = -1;

  private static final int SOUTH = 0;
  private static final int NORTH = 1;
  private static final int EAST = 2;
  private static final int WEST = 3;
  private static final int PICK_UP = 4;

  private static final double ILLEGAL_REWARD = -10;
  private static final double ARRIVAL_REWARD = 20;

  private static final int SIZE = 5;
  private static final int INSIDE = NUM_STANDS;
  static final int[] STAND_ROW = {0, 0, 4, 4};
  static final int[] STAND_COLUMN = {0, 4, 0, 3};

  private static final int[] ROW_CHANGE = {1, -1, 0, 0};
  private static final int[] COLUMN_CHANGE = {0, 0, 1, -1};
  private static final int[] LEFT = {EAST, WEST, NORTH, SOUTH};
  private static final int[] RIGHT = {WEST, EAST, SOUTH, NORTH};

  /** Tiles have a letter or a space; between two of them is a colon, or a bar for a wall. */
  private static final List<String> MAP =
      List.of(
          "+---------+",
          "|R: | : :G|",
          "| : | : : |",
          "| : : : : |",
          "| | : | : |",
          "|Y| : |B: |",
          "+---------+");

  private static final String ON_YELLOW = "43";
  private static final String ON_GREEN = "42";
  private static final String BOLD_BLUE = "34;1";
  private static final String MAGENTA = "35";

  static TaxiGrid of(int state) {
    int place = state / NUM_STANDS / (NUM_STANDS + 1);
    return new TaxiGrid(
        place / SIZE, place % SIZE, state / NUM_STANDS % (NUM_STANDS + 1), state % NUM_STANDS);
  }

  int state() {
    return ((row * SIZE + column) * (NUM_STANDS + 1) + passenger) * NUM_STANDS + destination;
  }

  static boolean isMove(int action) {
    return action <= WEST;
  }

  /** The move to the left of one who moves so. */
  static int leftOf(int move) {
    return LEFT[move];
  }

  static int rightOf(int move) {
    return RIGHT[move];
  }

  /** Whether neither a wall nor the border is in the way. */
  boolean canMove(int move) {
    return switch (move) {
      case SOUTH -> row < SIZE - 1;
      case NORTH -> row > 0;
      case EAST -> MAP.get(1 + row).charAt(2 * column + 2) == ':';
      default -> MAP.get(1 + row).charAt(2 * column) == ':';
    };
  }

  /** One tile on, or here where something is in the way. */
  TaxiGrid moved(int move) {
    return canMove(move)
        ? new TaxiGrid(row + ROW_CHANGE[move], column + COLUMN_CHANGE[move], passenger, destination)
        : this;
  }

  /** What an action does on a dry day. */
  Transition transition(int action) {
    if (isMove(action)) {
      return new Transition(1, moved(action).state(), STEP_REWARD, false);
    } else if (!canServe(action)) {
      return new Transition(1, state(), ILLEGAL_REWARD, false);
    } else if (action == PICK_UP) {
      return new Transition(1, withPassenger(INSIDE).state(), STEP_REWARD, false);
    }
    int stand = stand();
    boolean arrived = stand == destination;
    return new Transition(
        1, withPassenger(stand).state(), arrived ? ARRIVAL_REWARD : STEP_REWARD, arrived);
  }

  /** Whether there is a passenger to pick up, or a stand to drop him off. */
  private boolean canServe(int action) {
    return stand() >= 0 && passenger == (action == PICK_UP ? stand() : INSIDE);
  }

  /** Which actions change the state. */
  byte[] actionMask() {
    byte[] mask = new byte[ACTIONS.size()];
    for (int action = 0; action < mask.length; action++) {
      boolean changes = isMove(action) ? canMove(action) : canServe(action);
      mask[action] = (byte) (changes ? 1 : 0);
    }
    return mask;
  }

  boolean isStart() {
    return passenger != INSIDE && passenger != destination;
  }

  boolean isPassengerInside() {
    return passenger == INSIDE;
  }

  boolean isAtPlaceOf(TaxiGrid other) {
    return row == other.row && column == other.column;
  }

  TaxiGrid withDestination(int stand) {
    return new TaxiGrid(row, column, passenger, stand);
  }

  private TaxiGrid withPassenger(int where) {
    return new TaxiGrid(row, column, where, destination);
  }

  /** The stand at the taxi's place, or -1. */
  private int stand() {
    for (int stand = 0; stand < NUM_STANDS; stand++) {
      if (row == STAND_ROW[stand] && column == STAND_COLUMN[stand]) {
        return stand;
      }
    }
    return -1;
  }

  String draw() {
    String[][] cells = MAP.stream().map(line -> line.split("", -1)).toArray(String[][]::new);
    if (isPassengerInside()) {
      String tile = cells[1 + row][2 * column + 1];
      cells[1 + row][2 * column + 1] = tile.equals(" ") ? "_" : tile;
      colour(cells, row, column, ON_GREEN);
    } else {
      colour(cells, row, column, ON_YELLOW);
      colour(cells, STAND_ROW[passenger], STAND_COLUMN[passenger], BOLD_BLUE);
    }
    colour(cells, STAND_ROW[destination], STAND_COLUMN[destination], MAGENTA);
    StringBuilder text = new StringBuilder();
    for (String[] line : cells) {
      text.append(String.join("", line)).append('\n');
    }
    return text.toString();
  }

  private static void colour(String[][] cells, int row, int column, String code) {
    String[] line = cells[1 + row];
    line[2 * column + 1] = "\u001b[" + code + "m" + line[2 * column + 1] + "\u001b[0m";
  }
}
