package io.javagym.box2d;

import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.FixtureDef;
import io.javagym.box2d.engine.dynamics.SolverData;
import io.javagym.box2d.engine.dynamics.TimeStep;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint;
import io.javagym.box2d.engine.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;
import io.javagym.box2d.engine.dynamics.contacts.Position;
import io.javagym.box2d.engine.dynamics.contacts.Velocity;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJointDef;
import java.util.Arrays;
import java.util.Random;

/** A random body with two others on joints, as the solver sees it in the middle of a step. */
final class JointScene {
  final SolverData data = new SolverData();
  final RevoluteJoint[] joints = new RevoluteJoint[2];

  JointScene(Random random) {
    World world = new World(new Vec2());
    data.step = new TimeStep();
    data.step.dt = 0.02f;
    data.positions = new Position[3];
    data.velocities = new Velocity[3];
    Body[] bodies = new Body[3];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = body(world, random);
      bodies[i].m_islandIndex = i;
      data.positions[i] = new Position();
      data.positions[i].c.set(bodies[i].m_sweep.c);
      data.positions[i].a = bodies[i].m_sweep.a;
      data.velocities[i] = new Velocity();
      data.velocities[i].v.set(around(random, 5), around(random, 5));
      data.velocities[i].w = around(random, 2);
    }
    for (int i = 0; i < joints.length; i++) {
      joints[i] = joint(world, random, bodies[0], bodies[i + 1]);
      joints[i].initVelocityConstraints(data);
      joints[i].m_impulse.set(around(random, 0.1f), around(random, 0.1f), 0);
      joints[i].m_motorImpulse = around(random, 0.5f);
      switch (joints[i].m_limitState) {
        case AT_LOWER -> joints[i].m_impulse.z = random.nextFloat();
        case AT_UPPER -> joints[i].m_impulse.z = -random.nextFloat();
        default -> {}
      }
    }
  }

  private static Body body(World world, Random random) {
    BodyDef def = new BodyDef();
    def.type = BodyType.DYNAMIC;
    def.position = new Vec2(around(random, 1), around(random, 1));
    def.angle = around(random, 1);
    Body body = world.createBody(def);
    PolygonShape box = new PolygonShape();
    box.setAsBox(0.1f + random.nextFloat(), 0.1f + random.nextFloat());
    FixtureDef fixture = new FixtureDef();
    fixture.shape = box;
    fixture.density = 1 + 4 * random.nextFloat();
    body.createFixture(fixture);
    return body;
  }

  private static RevoluteJoint joint(World world, Random random, Body a, Body b) {
    RevoluteJointDef def = new RevoluteJointDef();
    def.bodyA = a;
    def.bodyB = b;
    def.localAnchorB = new Vec2(around(random, 1), around(random, 1));
    def.enableMotor = true;
    def.enableLimit = random.nextInt(4) > 0;
    def.maxMotorTorque = 40 * random.nextFloat();
    def.motorSpeed = around(random, 1);
    def.lowerAngle = around(random, 1);
    def.upperAngle = def.lowerAngle + 0.4f;
    return (RevoluteJoint) world.createJoint(def);
  }

  /** A contact of one of the others with ground that stands still, which becomes the last body. */
  ContactSolver addContact(Random random) {
    data.velocities = Arrays.copyOf(data.velocities, data.velocities.length + 1);
    int ground = data.velocities.length - 1;
    data.velocities[ground] = new Velocity();
    ContactSolver solver = new ContactSolver();
    solver.m_count = 1;
    solver.m_velocities = data.velocities;
    ContactVelocityConstraint vc = solver.m_velocityConstraints[0];
    vc.indexA = ground;
    vc.indexB = joints[0].m_indexB;
    vc.invMassB = joints[0].m_invMassB;
    vc.invIB = joints[0].m_invIB;
    vc.friction = random.nextFloat();
    vc.pointCount = 1;
    double angle = 6.28 * random.nextFloat();
    vc.normal.set((float) Math.cos(angle), (float) Math.sin(angle));
    VelocityConstraintPoint point = vc.points[0];
    point.rB.set(around(random, 0.5f), around(random, 0.5f));
    point.normalMass = effectiveMass(vc, Vec2.cross(point.rB, vc.normal));
    point.tangentMass = effectiveMass(vc, Vec2.dot(point.rB, vc.normal));
    return solver;
  }

  private static float effectiveMass(ContactVelocityConstraint vc, float arm) {
    return 1 / (vc.invMassB + vc.invIB * arm * arm);
  }

  private static float around(Random random, float most) {
    return (2 * random.nextFloat() - 1) * most;
  }

  Motion[] motions() {
    Motion[] motions = new Motion[data.velocities.length];
    for (int i = 0; i < motions.length; i++) {
      motions[i] = new Motion();
      motions[i].vx = data.velocities[i].v.x;
      motions[i].vy = data.velocities[i].v.y;
      motions[i].w = data.velocities[i].w;
    }
    return motions;
  }

  FlatJoint[] flat(Motion[] motions) {
    FlatJoint[] flat = {new FlatJoint(), new FlatJoint()};
    for (int i = 0; i < flat.length; i++) {
      flat[i].load(joints[i], motions, data.step.dt);
    }
    return flat;
  }

  /** The engine's own iterations. */
  void iterate(int times) {
    for (int i = 0; i < times; i++) {
      joints[0].solveVelocityConstraints(data);
      joints[1].solveVelocityConstraints(data);
    }
  }

  /** All that the engine's iterations change, bit by bit. */
  static int[] bits(Motion[] motions, RevoluteJoint[] joints) {
    int[] bits = new int[3 * motions.length + 4 * joints.length];
    int n = 0;
    for (Motion motion : motions) {
      bits[n++] = Motion.bits(motion.vx);
      bits[n++] = Motion.bits(motion.vy);
      bits[n++] = Motion.bits(motion.w);
    }
    for (RevoluteJoint joint : joints) {
      bits[n++] = Motion.bits(joint.m_impulse.x);
      bits[n++] = Motion.bits(joint.m_impulse.y);
      bits[n++] = Motion.bits(joint.m_impulse.z);
      bits[n++] = Motion.bits(joint.m_motorImpulse);
    }
    return bits;
  }
}
