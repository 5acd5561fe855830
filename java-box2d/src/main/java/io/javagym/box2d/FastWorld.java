package io.javagym.box2d;

import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Island;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.contacts.Contact;
import io.javagym.box2d.engine.pooling.IWorldPool;

/** The engine's world, faster and with the same results to the last bit. */
public final class FastWorld extends World {

  /** An empty world. */
  public FastWorld(Vec2 gravity) {
    super(gravity);
  }

  private FastWorld(Vec2 gravity, IWorldPool pool) {
    super(gravity, pool);
  }

  /**
   * An empty world that works with the pools of another one, which is of no use from now on: pools
   * are 90 kB, nearly all of a world's memory.
   *
   * @param gravity m/s^2
   */
  public static FastWorld inPlaceOf(World old, Vec2 gravity) {
    Contact contact = old.getContactList();
    while (contact != null) {
      Contact next = contact.getNext();
      old.pushContact(contact); // A pool makes new ones for those that don't come back.
      contact = next;
    }
    return new FastWorld(gravity, old.getPool());
  }

  @Override
  protected Island newIsland() {
    return new FastIsland();
  }
}
