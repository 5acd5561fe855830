package io.javagym.envs.drawing;

import java.util.Arrays;

/**
 * Shapes of whole pixels, as {@code pygame.draw} draws them. Equal to those pixel by pixel, also
 * where the canvas cuts a shape off.
 */
public final class PlainShapes {
  private final Canvas canvas;

  /** Where the edges of a polygon cross a row. */
  private int[] crossings = new int[8];

  /** Draws on this canvas. */
  public PlainShapes(Canvas canvas) {
    this.canvas = canvas;
  }

  /** A line from the first point to the second, both included, by Bresenham's method. */
  public void line(int fromX, int fromY, int toX, int toY, int colour) {
    int dx = Math.abs(toX - fromX);
    int dy = Math.abs(toY - fromY);
    int sideX = fromX < toX ? 1 : -1;
    int sideY = fromY < toY ? 1 : -1;
    int x = fromX;
    int y = fromY;
    int error = (dx > dy ? dx : -dy) / 2;
    while (x != toX || y != toY) {
      canvas.pixel(x, y, colour);
      int before = error;
      if (before > -dx) {
        error -= dy;
        x += sideX;
      }
      if (before < dy) {
        error += dx;
        y += sideY;
      }
    }
    canvas.pixel(x, y, colour);
  }

  /** The edges of a polygon. */
  public void outline(int[] xs, int[] ys, int colour) {
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      line(xs[i], ys[i], xs[next], ys[next], colour);
    }
  }

  /** A filled polygon, by the even-odd rule, with the pixels that its edges are in. */
  public void polygon(int[] xs, int[] ys, int colour) {
    if (xs.length == 3) {
      triangle(xs, ys, colour);
      return;
    }
    if (crossings.length < xs.length) {
      crossings = new int[xs.length];
    }
    int lowest = Arrays.stream(ys).min().orElse(0);
    int highest = Arrays.stream(ys).max().orElse(-1);
    if (lowest == highest) {
      canvas.row(
          Arrays.stream(xs).min().getAsInt(), Arrays.stream(xs).max().getAsInt(), lowest, colour);
      return;
    }
    for (int y = lowest; y <= highest; y++) {
      int count = cross(xs, ys, y, y == highest);
      Arrays.sort(crossings, 0, count);
      for (int i = 0; i + 1 < count; i += 2) {
        canvas.row(crossings[i], crossings[i + 1], y, colour);
      }
    }
    // Level edges, of which the rule leaves out those with the inside below.
    for (int i = 0; i < xs.length; i++) {
      int previous = i == 0 ? xs.length - 1 : i - 1;
      if (ys[i] == ys[previous] && lowest < ys[i] && ys[i] < highest) {
        canvas.row(xs[previous], xs[i], ys[i], colour);
      }
    }
  }

  /** A triangle, which pygame draws by a rule of its own: from the long side to the others. */
  private void triangle(int[] xs, int[] ys, int colour) {
    int low = 0;
    int middle = 1;
    int high = 2;
    if (ys[middle] < ys[low]) {
      low = 1;
      middle = 0;
    }
    if (ys[high] < ys[middle]) {
      high = middle;
      middle = 2;
      if (ys[middle] < ys[low]) {
        middle = low;
        low = 2;
      }
    }
    for (int y = ys[low]; y <= ys[high]; y++) {
      int bent = y < ys[middle] ? low : middle;
      canvas.row(
          along(xs, ys, low, high, y),
          along(xs, ys, bent, bent == low ? middle : high, y),
          y,
          colour);
    }
  }

  /** Where a row meets the line between two corners. */
  private static int along(int[] xs, int[] ys, int from, int to, int y) {
    double height = ys[to] - ys[from];
    float slope = height == 0 ? 0 : (float) ((xs[to] - xs[from]) / height);
    return xs[from] + (int) ((y - ys[from]) * slope);
  }

  /** Finds where a row crosses the edges, and returns how many there are. */
  private int cross(int[] xs, int[] ys, int y, boolean last) {
    int count = 0;
    for (int i = 0; i < xs.length; i++) {
      int previous = i == 0 ? xs.length - 1 : i - 1;
      int low = ys[previous] < ys[i] ? previous : i;
      int high = low == i ? previous : i;
      // A row through a corner counts the edge above it; the last row counts those below.
      if (ys[low] < ys[high] && ((ys[low] <= y && y < ys[high]) || (last && y == ys[high]))) {
        float x = (y - ys[low]) * (xs[high] - xs[low]) / (float) (ys[high] - ys[low]);
        // To the left and to the right in turn, in the order of the edges and not of the crossings.
        double whole = count % 2 == 0 ? Math.floor(x) : Math.ceil(x);
        crossings[count++] = (int) whole + xs[low];
      }
    }
    return count;
  }
}
