package io.javagym.envs.box2d;

import static io.javagym.envs.box2d.EngineParts.edge;
import static io.javagym.envs.box2d.EngineParts.vector;

import io.javagym.StateExchange;
import io.javagym.box2d.WorldState;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.FixtureDef;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJointDef;

/**
 * The moon, the lander and its two legs, and who touches whom. One world serves one episode. The
 * order in which bodies, fixtures and joints are made is Gymnasium's: the engine's results depend
 * on it.
 */
final class LunarWorld {
  /** The lander's outline, pixels from its middle: x and y of each corner. */
  private static final int[][] OUTLINE = {
    {-14, 17}, {-17, 0}, {-17, -10}, {17, -10}, {17, 0}, {14, 17}
  };

  /** How far a leg's middle is from its joint, pixels. */
  private static final int LEG_AWAY = 20;

  /** Half of a leg's width and height, pixels. */
  private static final int LEG_WIDTH = 2;

  private static final int LEG_HEIGHT = 8;

  /** N m. */
  private static final int LEG_SPRING_TORQUE = 40;

  /** How fast the spring turns a leg outwards, rad/s. */
  private static final double LEG_SPRING_SPEED = 0.3;

  /** How far a leg turns, rad. */
  private static final double LEG_LEAST_ANGLE = 0.4;

  private static final double LEG_GREATEST_ANGLE = 0.9;

  /** Which way a leg leans when it is made, rad. */
  private static final double LEG_ANGLE = 0.05;

  private static final int LANDER_CATEGORY = 0x0010;
  private static final int LEG_CATEGORY = 0x0020;
  private static final int GROUND_CATEGORY = 0x0001;

  private static final int VELOCITY_ITERATIONS = 180;
  private static final int POSITION_ITERATIONS = 60;

  final Body lander;
  private final World world;
  final LunarTerrain terrain;
  final Body[] legs = new Body[2];
  private final Touches touches;

  /**
   * A lander at the top of the view, over a moon.
   *
   * @param world an empty world
   */
  LunarWorld(World world, LunarTerrain terrain) {
    this.world = world;
    this.terrain = terrain;
    makeMoon(terrain);
    this.lander = makeLander();
    this.touches = new Touches(lander, legs);
    world.setContactListener(touches);
  }

  private void makeMoon(LunarTerrain terrain) {
    Body moon = world.createBody(new BodyDef());
    FixtureDef fixture = new FixtureDef();
    fixture.shape = edge(0, 0, LunarScale.WIDTH, 0);
    moon.createFixture(fixture);
    fixture.friction = 0.1f;
    for (int i = 0; i + 1 < terrain.x.length; i++) {
      fixture.shape = edge(terrain.x[i], terrain.y[i], terrain.x[i + 1], terrain.y[i + 1]);
      moon.createFixture(fixture);
    }
  }

  private Body makeLander() {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = EngineParts.outline(OUTLINE, LunarScale.SCALE);
    fixture.density = 5.0f;
    fixture.friction = 0.1f;
    fixture.filter.categoryBits = LANDER_CATEGORY;
    fixture.filter.maskBits = GROUND_CATEGORY;
    return makeBody(LunarScale.WIDTH / 2, 0.0, fixture);
  }

  /** Adds both legs; Gymnasium pushes the lander before it has any. */
  void addLegs() {
    legs[0] = makeLeg(-1);
    legs[1] = makeLeg(1);
  }

  /**
   * A leg on its joint.
   *
   * @param side -1 for the one that stands on the right, 1 for the one on the left
   */
  private Body makeLeg(int side) {
    PolygonShape shape = new PolygonShape();
    shape.setAsBox((float) (LEG_WIDTH / LunarScale.SCALE), (float) (LEG_HEIGHT / LunarScale.SCALE));
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = 1.0f;
    fixture.filter.categoryBits = LEG_CATEGORY;
    fixture.filter.maskBits = GROUND_CATEGORY;
    double x = LunarScale.WIDTH / 2 - side * LEG_AWAY / LunarScale.SCALE;
    Body leg = makeBody(x, side * LEG_ANGLE, fixture);

    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = lander;
    joint.bodyB = leg;
    // What pybox2d fills in where the angle is left out.
    joint.referenceAngle = leg.getAngle() - lander.getAngle();
    joint.localAnchorB =
        vector(side * LEG_AWAY / LunarScale.SCALE, LunarScale.LEG_DOWN / LunarScale.SCALE);
    joint.enableMotor = true;
    joint.enableLimit = true;
    joint.maxMotorTorque = LEG_SPRING_TORQUE;
    joint.motorSpeed = (float) (LEG_SPRING_SPEED * side);
    joint.lowerAngle = (float) (side < 0 ? LEG_LEAST_ANGLE : -LEG_GREATEST_ANGLE);
    joint.upperAngle = (float) (side < 0 ? LEG_GREATEST_ANGLE : -LEG_LEAST_ANGLE);
    world.createJoint(joint);
    return leg;
  }

  private Body makeBody(double x, double angle, FixtureDef fixture) {
    return EngineParts.movable(world, vector(x, LunarScale.HEIGHT), angle, fixture);
  }

  /** Goes on by one step. */
  void step() {
    world.step(1.0f / LunarScale.FPS, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  /** Passes all that moves, and who touches whom. */
  void exchange(StateExchange state) {
    WorldState.exchange(world, new EngineState(state));
    touches.exchange(state);
  }

  /** Whether a leg is on the ground: 0 or 1, in the order in which they were made. */
  boolean touches(int leg) {
    return touches.of(leg);
  }

  /** Whether the lander's body has touched the ground in this episode. */
  boolean crashed() {
    return touches.crashed();
  }
}
