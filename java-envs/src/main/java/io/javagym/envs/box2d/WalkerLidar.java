package io.javagym.envs.box2d;

import io.javagym.box2d.engine.callbacks.RayCastCallback;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Fixture;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.random.Libm;

/** Ten rays from the hull, from straight down to almost straight ahead, to the ground. */
final class WalkerLidar implements RayCastCallback {
  static final int RAYS = 10;

  /** m. */
  private static final double RANGE = 160 / WalkerScale.SCALE;

  /** How much each ray is turned against the one before, times the number of rays, rad. */
  private static final double SPREAD = 1.5;

  private static final double[] RAY_X = new double[RAYS];
  private static final double[] RAY_Y = new double[RAYS];

  static {
    for (int i = 0; i < RAYS; i++) {
      double angle = SPREAD * i / RAYS;
      RAY_X[i] = Libm.sin(angle) * RANGE;
      RAY_Y[i] = Libm.cos(angle) * RANGE;
    }
  }

  /** Go on as if the fixture were not there. */
  private static final float PASS = -1;

  private final World world;
  private final Vec2 from = new Vec2();
  private final Vec2 to = new Vec2();

  /** How far each ray comes, 1 where it meets nothing. */
  private final float[] fractions = new float[RAYS];

  // Where each ray ends, m.
  private final float[] endX = new float[RAYS];
  private final float[] endY = new float[RAYS];

  private int ray;

  WalkerLidar(World world) {
    this.world = world;
  }

  /** Casts all rays from a place. */
  void cast(Vec2 position) {
    from.set(position);
    for (ray = 0; ray < RAYS; ray++) {
      to.set((float) (from.x + RAY_X[ray]), (float) (from.y - RAY_Y[ray]));
      fractions[ray] = 1;
      endX[ray] = to.x;
      endY[ray] = to.y;
      world.raycast(this, from, to);
    }
  }

  @Override
  public float reportFixture(Fixture fixture, Vec2 point, Vec2 normal, float fraction) {
    if ((fixture.getFilterData().categoryBits & WalkerWorld.GROUND_CATEGORY) == 0) {
      return PASS;
    }
    fractions[ray] = fraction;
    endX[ray] = point.x;
    endY[ray] = point.y;
    return fraction;
  }

  /** How far a ray came, from 0 to 1. */
  float fraction(int ray) {
    return fractions[ray];
  }

  /** Where all rays began. */
  Vec2 origin() {
    return from;
  }

  float endX(int ray) {
    return endX[ray];
  }

  float endY(int ray) {
    return endY[ray];
  }
}
