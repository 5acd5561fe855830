package io.javagym.envs.toytext;

/** A step on a grid; the ordinal is the action. */
enum Direction {
  LEFT(0, -1, "Left"),
  DOWN(1, 0, "Down"),
  RIGHT(0, 1, "Right"),
  UP(-1, 0, "Up");

  private final int rowChange;
  private final int columnChange;
  private final String label;

  Direction(int rowChange, int columnChange, String label) {
    this.rowChange = rowChange;
    this.columnChange = columnChange;
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Where the step leads, as {@code row * numColumns + column}. The border holds it back. */
  int from(int state, int numRows, int numColumns) {
    int nextRow = Math.max(0, Math.min(state / numColumns + rowChange, numRows - 1));
    int nextColumn = Math.max(0, Math.min(state % numColumns + columnChange, numColumns - 1));
    return nextRow * numColumns + nextColumn;
  }
}
