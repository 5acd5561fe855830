package io.javagym.envs.drawing;

import java.util.Arrays;

/**
 * Shapes with smooth edges, by the rules of SDL_gfx, which Gymnasium draws with through {@code
 * pygame.gfxdraw}: a filled shape over its antialiased outline, with corners on whole pixels. Equal
 * to those pixel by pixel, also where the canvas cuts a shape off.
 */
public final class SmoothShapes {
  private static final int OPAQUE = 255;

  private final Canvas canvas;
  private final PlainShapes plain;

  /** Where the edges of a polygon cross a row, in units of 1/65536 pixel. */
  private int[] crossings = new int[8];

  /** Draws on this canvas. */
  public SmoothShapes(Canvas canvas) {
    this.canvas = canvas;
    this.plain = new PlainShapes(canvas);
  }

  /** A filled polygon with its outline. */
  public void polygon(int[] xs, int[] ys, int colour) {
    outline(xs, ys, colour);
    fill(xs, ys, colour);
  }

  /**
   * A filled polygon with its outline, of which the inside ends on the pixels that its edges are in
   * ({@link PlainShapes#polygon}); it is painted before the outline.
   */
  public void wholePolygon(int[] xs, int[] ys, int colour) {
    plain.polygon(xs, ys, colour);
    outline(xs, ys, colour);
  }

  /**
   * A rectangle, turned around the origin and then moved.
   *
   * @param angle counterclockwise where y points up, rad
   */
  public void rectangle(
      double left,
      double bottom,
      double right,
      double top,
      double angle,
      double dx,
      double dy,
      int colour) {
    Rotation rotation = Rotation.of(angle);
    double[] cornerX = {left, left, right, right};
    double[] cornerY = {bottom, top, top, bottom};
    int[] xs = new int[cornerX.length];
    int[] ys = new int[cornerX.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (int) (rotation.x(cornerX[i], cornerY[i]) + dx);
      ys[i] = (int) (rotation.y(cornerX[i], cornerY[i]) + dy);
    }
    polygon(xs, ys, colour);
  }

  /** A filled circle with its outline. */
  public void disc(int x, int y, int radius, int colour) {
    circle(x, y, radius, colour);
    fillCircle(x, y, radius, colour);
  }

  /** The edges of a polygon. */
  public void outline(int[] xs, int[] ys, int colour) {
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      line(xs[i], ys[i], xs[next], ys[next], colour);
    }
  }

  /** The inside of a polygon, by the even-odd rule, one row after another. */
  private void fill(int[] xs, int[] ys, int colour) {
    if (crossings.length < xs.length) {
      crossings = new int[xs.length];
    }
    int lowest = Arrays.stream(ys).min().orElse(0);
    int highest = Arrays.stream(ys).max().orElse(-1);
    for (int y = lowest; y <= highest; y++) {
      int count = 0;
      for (int i = 0; i < xs.length; i++) {
        int previous = i == 0 ? xs.length - 1 : i - 1;
        int low = ys[previous] < ys[i] ? previous : i;
        int high = low == i ? previous : i;
        // A row through a corner counts the edge above it; the highest row counts those below.
        boolean crosses =
            (ys[low] <= y && y < ys[high]) || (y == highest && ys[low] < y && y <= ys[high]);
        if (crosses) {
          crossings[count++] =
              ((65536 * (y - ys[low])) / (ys[high] - ys[low])) * (xs[high] - xs[low])
                  + 65536 * xs[low];
        }
      }
      Arrays.sort(crossings, 0, count);
      for (int i = 0; i + 1 < count; i += 2) {
        int left = crossings[i];
        int right = crossings[i + 1];
        canvas.row(rounded(left + 1), rounded(right - 1), y, colour);
      }
    }
  }

  private static int rounded(int fixedPoint) {
    return (fixedPoint >> 16) + ((fixedPoint >> 15) & 1);
  }

  /** A line without its end, by Wu's method: in each row or column two pixels share the colour. */
  private void line(int fromX, int fromY, int toX, int toY, int colour) {
    int[] ends = {fromX, fromY, toX, toY};
    if (!clip(ends)) {
      return;
    }
    boolean ordered = ends[1] <= ends[3];
    int x = ordered ? ends[0] : ends[2];
    int y = ordered ? ends[1] : ends[3];
    int dx = (ordered ? ends[2] : ends[0]) - x;
    int dy = (ordered ? ends[3] : ends[1]) - y;
    int side = dx < 0 ? -1 : 1;
    dx = Math.abs(dx);
    if (dx == 0) {
      canvas.column(x, y, y + dy, colour);
      return;
    } else if (dy == 0) {
      canvas.row(x, x + side * dx, y, colour);
      return;
    }
    canvas.pixel(ends[0], ends[1], colour);

    boolean steep = dy > dx;
    int length = steep ? dy : dx;
    int slope = (((steep ? dx : dy) << 16) / length) << 16; // of 2^32, the carry is a pixel
    int fraction = 0;
    for (int i = 1; i < length; i++) {
      int before = fraction;
      fraction += slope;
      boolean carry = Integer.compareUnsigned(fraction, before) <= 0;
      if (steep) {
        y++;
        x += carry ? side : 0;
      } else {
        x += side;
        y += carry ? 1 : 0;
      }
      int weight = fraction >>> 24;
      weigh(x, y, colour, 255 - weight);
      weigh(steep ? x + side : x, steep ? y : y + 1, colour, weight);
    }
  }

  private void weigh(int x, int y, int colour, int weight) {
    canvas.blend(x, y, colour, (OPAQUE * weight) >> 8);
  }

  /** The outline of a circle, an octant at a time in all four quarters. */
  private void circle(int centerX, int centerY, int radius, int colour) {
    if (radius == 0) {
      canvas.pixel(centerX, centerY, colour);
      return;
    }
    int square = radius * radius;
    int octant = (int) Math.rint(square / Math.sqrt(2.0 * square)); // pixels

    int x = 0; // left of the center
    int y = -radius;
    int s = -2 * square * radius;
    int t = 0;
    int d = 0; // how far the pixel is from the circle, measured by s or t
    canvas.pixel(centerX, centerY + y, colour);
    canvas.pixel(centerX, centerY - y, colour);

    for (int i = 0; i < octant; i++) {
      x--;
      d += t - square;
      int neighbour;
      if (d >= 0) {
        neighbour = y - 1;
      } else if (d - s - square > 0 && 2 * d - s - square >= 0) {
        neighbour = y + 1;
      } else {
        neighbour = d - s - square > 0 ? y : y + 2;
        y++;
        d -= s + square;
        s += 2 * square;
      }
      t -= 2 * square;
      int weight = share(d, s);
      weighInQuarters(centerX, centerY, x, y, colour, 255 - weight);
      weighInQuarters(centerX, centerY, x, neighbour, colour, weight);
    }
    for (int i = 0; i < octant; i++) {
      y++;
      d -= s + square;
      int neighbour;
      if (d <= 0) {
        neighbour = x + 1;
      } else if (d + t - square < 0 && 2 * d + t - square <= 0) {
        neighbour = x - 1;
      } else {
        neighbour = d + t - square < 0 ? x : x - 2;
        x--;
        d += t - square;
        t -= 2 * square;
      }
      s += 2 * square;
      int weight = share(d, t);
      weighInQuarters(centerX, centerY, x, y, colour, 255 - weight);
      weighInQuarters(centerX, centerY, neighbour, y, colour, weight);
    }
  }

  private static int share(int distance, int whole) {
    if (whole == 0) {
      return 255;
    }
    return (int) (Math.min(1f, (float) Math.abs(distance) / Math.abs(whole)) * 255);
  }

  private void weighInQuarters(int centerX, int centerY, int x, int y, int colour, int weight) {
    weigh(centerX + x, centerY + y, colour, weight);
    weigh(centerX - x, centerY + y, colour, weight);
    weigh(centerX + x, centerY - y, colour, weight);
    weigh(centerX - x, centerY - y, colour, weight);
  }

  /** The inside of a circle, by Bresenham's method. */
  private void fillCircle(int centerX, int centerY, int radius, int colour) {
    int x = 0;
    int y = radius;
    int error = 1 - radius;
    int drawn = -1;
    while (x <= y) {
      if (drawn != y) { // its later, wider rows don't count
        canvas.row(centerX - x, centerX + x, centerY + y, colour);
        canvas.row(centerX - x, centerX + x, centerY - y, colour);
        drawn = y;
      }
      if (x != y) {
        canvas.row(centerX - y, centerX + y, centerY + x, colour);
        canvas.row(centerX - y, centerX + y, centerY - x, colour);
      }
      if (error < 0) {
        error += 2 * x + 3;
      } else {
        error += 2 * (x - y) + 5;
        y--;
      }
      x++;
    }
  }

  /**
   * Cuts a line down to the canvas by the method of Cohen and Sutherland, on whole pixels.
   *
   * @param ends x and y of one end and of the other
   * @return whether anything is left
   */
  private boolean clip(int[] ends) {
    int right = canvas.width() - 1;
    int bottom = canvas.height() - 1;
    while (true) {
      int side1 = sides(ends[0], ends[1], right, bottom);
      int side2 = sides(ends[2], ends[3], right, bottom);
      if ((side1 | side2) == 0) {
        return true;
      } else if ((side1 & side2) != 0) {
        return false;
      }
      if (side1 == 0) {
        swapEnds(ends);
        side1 = side2;
      }
      boolean vertical = ends[0] == ends[2];
      float slope = vertical ? 1 : (float) (ends[3] - ends[1]) / (ends[2] - ends[0]);
      if ((side1 & (LEFT | RIGHT)) != 0) {
        int border = (side1 & LEFT) != 0 ? 0 : right;
        ends[1] += (int) ((border - ends[0]) * slope);
        ends[0] = border;
      } else {
        int border = (side1 & TOP) != 0 ? 0 : bottom;
        ends[0] += vertical ? 0 : (int) ((border - ends[1]) / slope);
        ends[1] = border;
      }
    }
  }

  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int TOP = 4;
  private static final int BOTTOM = 8;

  private static int sides(int x, int y, int right, int bottom) {
    return (x < 0 ? LEFT : x > right ? RIGHT : 0) | (y < 0 ? TOP : y > bottom ? BOTTOM : 0);
  }

  private static void swapEnds(int[] ends) {
    int x = ends[0];
    int y = ends[1];
    ends[0] = ends[2];
    ends[1] = ends[3];
    ends[2] = x;
    ends[3] = y;
  }
}
