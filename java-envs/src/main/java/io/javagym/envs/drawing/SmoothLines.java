package io.javagym.envs.drawing;

/**
 * Smooth lines between points that are not on whole pixels, as {@code pygame.draw.aalines} draws
 * them: in each column, or each row of a steep line, two pixels share the colour.
 */
public final class SmoothLines {
  private final Canvas canvas;

  /** Draws on this canvas. */
  public SmoothLines(Canvas canvas) {
    this.canvas = canvas;
  }

  /** Lines from each point to the next, and from the last to the first if closed. */
  public void draw(float[] xs, float[] ys, boolean closed, int colour) {
    int count = closed ? xs.length : xs.length - 1;
    for (int i = 0; i < count; i++) {
      int next = (i + 1) % xs.length;
      line(xs[i], ys[i], xs[next], ys[next], colour);
    }
  }

  /**
   * One line with its ends, as {@code pygame.draw.aaline} draws it: the pixel of an end has as much
   * colour as the line covers of it.
   */
  public void withEnds(float fromX, float fromY, float toX, float toY, int colour) {
    boolean steep = Math.abs(toX - fromX) < Math.abs(toY - fromY);
    float x1 = steep ? fromY : fromX;
    float y1 = steep ? fromX : fromY;
    float x2 = steep ? toY : toX;
    float y2 = steep ? toX : toY;
    if (x1 < x2) {
      alongXWithEnds(x1, y1, x2, y2, steep, colour);
    } else {
      alongXWithEnds(x2, y2, x1, y1, steep, colour);
    }
  }

  private void alongXWithEnds(
      float fromX, float fromY, float toX, float toY, boolean swapped, int colour) {
    float slope = (toY - fromY) / (toX - fromX);
    int first = (int) Math.floor(fromX);
    int last = (int) Math.ceil(toX);
    // One row farther, as pygame computes, for it rounds otherwise there; mixBoth takes that back.
    float y = fromY + 1 + slope * (first - fromX);
    mixBoth(first, y, 1 + first - fromX, swapped, colour);
    mixBoth(last, toY + 1 + slope * (last - toX), 1 - last + toX, swapped, colour);
    for (int x = first + 1; x < last; x++) {
      y += slope;
      mixBoth(x, y, 1, swapped, colour);
    }
  }

  private void mixBoth(int x, float y, float weight, boolean swapped, int colour) {
    int above = (int) Math.floor(y);
    float share = y - above;
    if (share > 0) {
      mix(x, above, swapped, colour, share * weight);
    }
    mix(x, above - 1, swapped, colour, (1 - share) * weight);
  }

  private void line(float fromX, float fromY, float toX, float toY, int colour) {
    boolean steep = Math.abs(toX - fromX) < Math.abs(toY - fromY);
    if (steep) {
      alongX(fromY, fromX, toY, toX, true, colour);
    } else {
      alongX(fromX, fromY, toX, toY, false, colour);
    }
  }

  private void alongX(float fromX, float fromY, float toX, float toY, boolean swapped, int colour) {
    if (toX < fromX) {
      alongX(toX, toY, fromX, fromY, swapped, colour);
      return;
    }
    if (fromX == toX) {
      return;
    }
    float slope = (toY - fromY) / (toX - fromX);
    int first = (int) Math.ceil(fromX);
    int end = (int) Math.ceil(toX);
    float y = fromY + slope * (first - fromX);
    for (int x = first; x < end; x++) {
      int below = (int) Math.floor(y);
      float share = y - below;
      mix(x, below, swapped, colour, 1 - share);
      if (share > 0) {
        mix(x, below + 1, swapped, colour, share);
      }
      y += slope;
    }
  }

  private void mix(int x, int y, boolean swapped, int colour, float share) {
    canvas.mix(swapped ? y : x, swapped ? x : y, colour, share);
  }
}
