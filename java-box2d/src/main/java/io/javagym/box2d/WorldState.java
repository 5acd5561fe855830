package io.javagym.box2d;

import io.javagym.box2d.engine.common.Transform;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.Fixture;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.joints.Joint;
import io.javagym.box2d.engine.dynamics.joints.LimitState;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a world is between two steps and that the steps to come depend on, to the last bit:
 * where its bodies are and how they move, what the solver starts from, which contacts there are and
 * in which order, and the search tree with the order in which its free nodes will be taken.
 *
 * <p>It is restored into a world of the same bodies, fixtures and revolute joints, made in the same
 * order; shapes, masses and filters are theirs. What a step computes anew before it looks at it is
 * left out: times of impact, island marks, the joints' effective masses, forces (cleared after each
 * step) of bodies that are static, and whatever static bodies have.
 */
public final class WorldState {
  private static final List<LimitState> LIMIT_STATES = List.of(LimitState.values());

  private final World world;
  private final StateParts parts;
  private final List<Fixture> fixtures = new ArrayList<>();

  private WorldState(World world, StateParts parts) {
    this.world = world;
    this.parts = parts;
    for (Body body = world.getBodyList(); body != null; body = body.getNext()) {
      for (Fixture fixture = body.getFixtureList(); fixture != null; fixture = fixture.getNext()) {
        fixtures.add(fixture);
      }
    }
  }

  /**
   * Passes the state of a world. Contacts that are restored are not told to the world's listener.
   */
  public static void exchange(World world, StateParts parts) {
    WorldState state = new WorldState(world, parts);
    new ContactState(world, state.fixtures, parts).exchange();
    TreeState.exchange(world.getContactManager().m_broadPhase, state.fixtures, parts);
    state.exchangeBodies();
    state.exchangeJoints();
    world.m_inv_dt0 = parts.exchange(world.m_inv_dt0);
    if (parts.isRestoring()) {
      world.m_flags &= ~(World.NEW_FIXTURE | World.LOCKED);
    }
  }

  private void exchangeBodies() {
    for (Body body = world.getBodyList(); body != null; body = body.getNext()) {
      if (body.getType() == BodyType.STATIC) {
        continue;
      }
      boolean awake = parts.exchange(body.isAwake());
      if (parts.isRestoring()) {
        body.setAwake(awake); // which sets velocities and forces that are restored below
      }
      exchange(body.m_xf);
      exchange(body.m_sweep.c0);
      exchange(body.m_sweep.c);
      body.m_sweep.a0 = parts.exchange(body.m_sweep.a0);
      body.m_sweep.a = parts.exchange(body.m_sweep.a);
      exchange(body.m_linearVelocity);
      body.m_angularVelocity = parts.exchange(body.m_angularVelocity);
      exchange(body.m_force);
      body.m_torque = parts.exchange(body.m_torque);
      body.m_sleepTime = parts.exchange(body.m_sleepTime);
    }
  }

  private void exchangeJoints() {
    for (Joint joint = world.getJointList(); joint != null; joint = joint.getNext()) {
      if (!(joint instanceof RevoluteJoint revolute)) {
        throw new IllegalStateException("no state is known of a joint " + joint.getType());
      }
      revolute.m_impulse.x = parts.exchange(revolute.m_impulse.x);
      revolute.m_impulse.y = parts.exchange(revolute.m_impulse.y);
      revolute.m_impulse.z = parts.exchange(revolute.m_impulse.z);
      revolute.m_motorImpulse = parts.exchange(revolute.m_motorImpulse);
      revolute.m_motorSpeed = parts.exchange(revolute.m_motorSpeed);
      revolute.m_maxMotorTorque = parts.exchange(revolute.m_maxMotorTorque);
      int limit = LIMIT_STATES.indexOf(revolute.m_limitState);
      revolute.m_limitState = LIMIT_STATES.get(parts.exchange(limit, 0, LIMIT_STATES.size() - 1));
    }
  }

  private void exchange(Transform transform) {
    exchange(transform.p);
    transform.q.s = parts.exchange(transform.q.s);
    transform.q.c = parts.exchange(transform.q.c);
  }

  private void exchange(Vec2 vector) {
    exchange(vector, parts);
  }

  static void exchange(Vec2 vector, StateParts parts) {
    vector.x = parts.exchange(vector.x);
    vector.y = parts.exchange(vector.y);
  }
}
