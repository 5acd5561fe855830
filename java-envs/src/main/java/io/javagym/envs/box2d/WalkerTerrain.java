package io.javagym.envs.box2d;

import static io.javagym.envs.box2d.WalkerScale.TERRAIN_GRASS;
import static io.javagym.envs.box2d.WalkerScale.TERRAIN_HEIGHT;
import static io.javagym.envs.box2d.WalkerScale.TERRAIN_LENGTH;
import static io.javagym.envs.box2d.WalkerScale.TERRAIN_STARTPAD;
import static io.javagym.envs.box2d.WalkerScale.TERRAIN_STEP;

import io.javagym.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * The ground of a walk, made from left to right: grass that goes gently up and down, and if it is
 * hardcore, stumps, stairs and pits in between.
 */
final class WalkerTerrain {
  /** What the ground is made of, in the order in which Gymnasium numbers it. */
  private enum Kind {
    GRASS,
    STUMP,
    STAIRS,
    PIT
  }

  private static final Kind[] KINDS = Kind.values();

  /** How much of its slope the grass keeps from one point to the next. */
  private static final double SMOOTHNESS = 0.8;

  /** How much the grass bends back to its height at each point, m. */
  private static final double RETURN = 0.01;

  /** How deep a pit is, in steps. */
  private static final int PIT_DEPTH = 4;

  /** A box that stands in the way or that the walker climbs, m. */
  record Block(double left, double bottom, double right, double top) {}

  /** The points of the ground, m. */
  final double[] x = new double[TERRAIN_LENGTH];

  final double[] y = new double[TERRAIN_LENGTH];

  /** From left to right, but for steps that lie within each other. */
  final List<Block> blocks = new ArrayList<>();

  private final NumpyGenerator random;

  // Where the making of it is.
  private Kind kind = Kind.GRASS;
  private double height = TERRAIN_HEIGHT;
  private double slope;

  /** How many points the present kind still has. */
  private long left = TERRAIN_STARTPAD;

  // Of the present stairs or pit.
  private double heightBefore;
  private long stairs;
  private long stairWidth;
  private int stairDirection;

  /** New ground; takes a draw for each point of grass, and some for each change. */
  WalkerTerrain(NumpyGenerator random, boolean hardcore) {
    this.random = random;
    boolean begins = false;
    for (int i = 0; i < TERRAIN_LENGTH; i++) {
      x[i] = i * TERRAIN_STEP;
      if (begins) {
        begin(x[i]);
      } else {
        goOn(i);
      }
      y[i] = height;
      left--;
      begins = left == 0;
      if (begins) {
        left = random.integers(TERRAIN_GRASS / 2, TERRAIN_GRASS);
        boolean obstacle = hardcore && kind == Kind.GRASS;
        kind = obstacle ? KINDS[(int) random.integers(1, KINDS.length)] : Kind.GRASS;
      }
    }
  }

  private void begin(double at) {
    switch (kind) {
      case GRASS -> {}
      case STUMP -> {
        left = random.integers(1, 3);
        double size = left * TERRAIN_STEP;
        blocks.add(new Block(at, height, at + size, height + size));
      }
      case STAIRS -> beginStairs(at);
      case PIT -> {
        long width = random.integers(3, 5);
        double bottom = height - PIT_DEPTH * TERRAIN_STEP;
        double end = at + TERRAIN_STEP;
        double across = TERRAIN_STEP * width;
        blocks.add(new Block(at, bottom, end, height));
        blocks.add(new Block(at + across, bottom, end + across, height));
        left = width + 2;
        heightBefore = height;
      }
    }
  }

  private void beginStairs(double at) {
    stairDirection = random.random() > 0.5 ? 1 : -1;
    stairWidth = random.integers(4, 5);
    stairs = random.integers(3, 5);
    heightBefore = height;
    for (int stair = 0; stair < stairs; stair++) {
      blocks.add(
          new Block(
              at + stair * stairWidth * TERRAIN_STEP,
              height + (stair * stairDirection - 1) * TERRAIN_STEP,
              at + (stair + 1) * stairWidth * TERRAIN_STEP,
              height + stair * stairDirection * TERRAIN_STEP));
    }
    left = stairs * stairWidth;
  }

  private void goOn(int point) {
    switch (kind) {
      case GRASS -> {
        slope = SMOOTHNESS * slope + RETURN * Math.signum(TERRAIN_HEIGHT - height);
        if (point > TERRAIN_STARTPAD) {
          slope += random.uniform(-1, 1) / WalkerScale.SCALE;
        }
        height += slope;
      }
      case STUMP -> {}
      case STAIRS -> {
        double done = stairs * stairWidth - left - stairDirection;
        height = heightBefore + done / stairWidth * stairDirection * TERRAIN_STEP;
      }
      case PIT -> height = left > 1 ? heightBefore - PIT_DEPTH * TERRAIN_STEP : heightBefore;
    }
  }
}
