package io.javagym.box2d;

import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Island;
import io.javagym.box2d.engine.dynamics.World;

/** The engine's world, faster and with the same results to the last bit. */
public final class FastWorld extends World {

  /** An empty world. */
  public FastWorld(Vec2 gravity) {
    super(gravity);
  }

  @Override
  protected Island newIsland() {
    return new FastIsland();
  }
}
