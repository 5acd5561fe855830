package io.javagym.box2d;

import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.World;

/**
 * Stands where the fast world does, so that the environments' class files run on the plain engine
 * as they are.
 */
public final class FastWorld extends World {

  /** An empty world. */
  public FastWorld(Vec2 gravity) {
    super(gravity);
  }
}
