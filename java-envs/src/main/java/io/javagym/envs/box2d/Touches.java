package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import io.javagym.box2d.engine.callbacks.ContactImpulse;
import io.javagym.box2d.engine.callbacks.ContactListener;
import io.javagym.box2d.engine.collision.Manifold;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.contacts.Contact;
import org.jspecify.annotations.Nullable;

/** Who touches the ground: a body that must not, and legs. */
final class Touches implements ContactListener {
  private final Body body;
  private final @Nullable Body[] legs;
  private final boolean[] touching;
  private boolean crashed;

  /**
   * Nobody so far.
   *
   * @param legs may be filled later; they are asked for by their indices
   */
  Touches(Body body, @Nullable Body[] legs) {
    this.body = body;
    this.legs = legs;
    this.touching = new boolean[legs.length];
  }

  /** Whether a leg is on the ground. */
  boolean of(int leg) {
    return touching[leg];
  }

  /** Whether the body has touched the ground in this episode. */
  boolean crashed() {
    return crashed;
  }

  void exchange(StateExchange state) {
    state.exchangeAll(touching);
    crashed = state.exchange(crashed);
  }

  @Override
  public void beginContact(Contact contact) {
    if (involves(contact, body)) {
      crashed = true;
    }
    noteLegs(contact, true);
  }

  /** A leg leaves the ground with the first thing that it leaves, as in Gymnasium. */
  @Override
  public void endContact(Contact contact) {
    noteLegs(contact, false);
  }

  private void noteLegs(Contact contact, boolean touches) {
    for (int i = 0; i < legs.length; i++) {
      if (involves(contact, legs[i])) {
        touching[i] = touches;
      }
    }
  }

  private static boolean involves(Contact contact, @Nullable Body body) {
    return contact.getFixtureA().getBody() == body || contact.getFixtureB().getBody() == body;
  }

  @Override
  public void preSolve(Contact contact, Manifold oldManifold) {}

  @Override
  public void postSolve(Contact contact, ContactImpulse impulse) {}
}
