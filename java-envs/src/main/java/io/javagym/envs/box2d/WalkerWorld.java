package io.javagym.envs.box2d;

import static io.javagym.envs.box2d.EngineParts.edge;
import static io.javagym.envs.box2d.EngineParts.vector;

import io.javagym.StateExchange;
import io.javagym.box2d.WorldState;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.collision.shapes.Shape;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.FixtureDef;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJointDef;
import java.util.ArrayList;
import java.util.List;

/**
 * The ground, the walker's hull and two legs of two parts, and who touches whom, for one episode.
 *
 * <p>The engine's world serves all episodes of an environment, as in Gymnasium: the order of
 * contacts, and with it the last bit of a result, depends on the numbers that the engine gives to
 * shapes, and those on what has been there before. So does the order in which bodies, shapes and
 * joints are made and destroyed, which is Gymnasium's.
 */
final class WalkerWorld {
  static final int GROUND_CATEGORY = 0x0001;
  private static final int WALKER_CATEGORY = 0x0020;

  /** Upper and lower part of one leg, then of the other. */
  static final int PARTS = 4;

  /** The hull's outline, pixels from its middle: x and y of each corner. */
  private static final int[][] OUTLINE = {{-30, 9}, {6, 9}, {34, 1}, {34, -8}, {-30, -8}};

  /** Where the hips are, m above the hull's middle. */
  private static final double LEG_DOWN = -8 / WalkerScale.SCALE;

  /** The size of a leg's upper part, m. */
  private static final double LEG_WIDTH = 8 / WalkerScale.SCALE;

  private static final double LEG_HEIGHT = 34 / WalkerScale.SCALE;

  /** How wide the lower part is, against the upper. */
  private static final double LOWER_SHARE = 0.8;

  /** Which way a leg leans when it is made, rad. */
  private static final double LEG_ANGLE = 0.05;

  private static final double START_X = WalkerScale.TERRAIN_STEP * WalkerScale.TERRAIN_STARTPAD / 2;
  private static final double START_Y = WalkerScale.TERRAIN_HEIGHT + 2 * LEG_HEIGHT;

  private static final float GROUND_FRICTION = 2.5f;

  private static final int VELOCITY_ITERATIONS = 180;
  private static final int POSITION_ITERATIONS = 60;

  private final World world;
  final WalkerTerrain terrain;

  /** A body for each block of the terrain, then for each edge. */
  final List<Body> ground = new ArrayList<>();

  final Body hull;
  final Body[] parts = new Body[PARTS];

  /** Hip and knee of one leg, then of the other. */
  final RevoluteJoint[] joints = new RevoluteJoint[PARTS];

  private final Touches touches;

  /**
   * A walker at the start of the ground.
   *
   * @param world a world without bodies
   * @param push the force that it feels in its first step, N to the right
   */
  WalkerWorld(World world, WalkerTerrain terrain, double push) {
    this.world = world;
    this.terrain = terrain;
    for (WalkerTerrain.Block block : terrain.blocks) {
      addGround(box(block));
    }
    for (int i = 0; i + 1 < terrain.x.length; i++) {
      addGround(edge(terrain.x[i], terrain.y[i], terrain.x[i + 1], terrain.y[i + 1]));
    }
    hull = makeHull();
    touches = new Touches(hull, parts);
    world.setContactListener(touches);
    hull.applyForceToCenter(vector(push, 0));
    addLeg(0, -1);
    addLeg(2, 1);
  }

  private void addGround(Shape shape) {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.friction = GROUND_FRICTION;
    Body body = world.createBody(new BodyDef());
    body.createFixture(fixture);
    ground.add(body);
  }

  private static PolygonShape box(WalkerTerrain.Block block) {
    return EngineParts.polygon(
        vector(block.left(), block.top()),
        vector(block.right(), block.top()),
        vector(block.right(), block.bottom()),
        vector(block.left(), block.bottom()));
  }

  private Body makeHull() {
    FixtureDef fixture = walkerFixture(EngineParts.outline(OUTLINE, WalkerScale.SCALE), 5.0f);
    fixture.friction = 0.1f;
    return makeBody(START_Y, 0, fixture);
  }

  /**
   * A leg on the hull.
   *
   * @param upper the number of its upper part; that of its lower part is one more
   * @param side 1 for the one that leans to the left, -1 for the one that leans to the right
   */
  private void addLeg(int upper, int side) {
    double angle = side * LEG_ANGLE;
    parts[upper] = makePart(LEG_WIDTH, START_Y - LEG_HEIGHT / 2 - LEG_DOWN, angle);
    RevoluteJointDef hip = jointDef(hull, LEG_DOWN, parts[upper]);
    hip.lowerAngle = -0.8f;
    hip.upperAngle = 1.1f;
    joints[upper] = (RevoluteJoint) world.createJoint(hip);

    int lower = upper + 1;
    parts[lower] =
        makePart(LOWER_SHARE * LEG_WIDTH, START_Y - LEG_HEIGHT * 3 / 2 - LEG_DOWN, angle);
    RevoluteJointDef knee = jointDef(parts[upper], -LEG_HEIGHT / 2, parts[lower]);
    knee.lowerAngle = -1.6f;
    knee.upperAngle = -0.1f;
    joints[lower] = (RevoluteJoint) world.createJoint(knee);
  }

  private Body makePart(double width, double y, double angle) {
    PolygonShape shape = new PolygonShape();
    shape.setAsBox((float) (width / 2), (float) (LEG_HEIGHT / 2));
    return makeBody(y, angle, walkerFixture(shape, 1.0f));
  }

  /** The walker meets the ground but not itself. */
  private static FixtureDef walkerFixture(Shape shape, float density) {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = density;
    fixture.filter.categoryBits = WALKER_CATEGORY;
    fixture.filter.maskBits = GROUND_CATEGORY;
    return fixture;
  }

  private Body makeBody(double y, double angle, FixtureDef fixture) {
    return EngineParts.movable(world, vector(START_X, y), angle, fixture);
  }

  /** A motor at the upper end of a part; each step sets its speed and its greatest torque. */
  private static RevoluteJointDef jointDef(Body above, double y, Body part) {
    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = above;
    joint.bodyB = part;
    // What pybox2d fills in where the angle is left out.
    joint.referenceAngle = part.getAngle() - above.getAngle();
    joint.localAnchorA = vector(0, y);
    joint.localAnchorB = vector(0, LEG_HEIGHT / 2);
    joint.enableMotor = true;
    joint.enableLimit = true;
    return joint;
  }

  /** Goes on by one step. */
  void step() {
    world.step(1.0f / WalkerScale.FPS, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  /** Passes all that moves, and who touches whom. */
  void exchange(StateExchange state) {
    WorldState.exchange(world, new EngineState(state));
    touches.exchange(state);
  }

  /** Takes all bodies out of the engine's world. */
  void clear() {
    world.setContactListener(null);
    for (int i = ground.size() - 1; i >= 0; i--) {
      world.destroyBody(ground.get(i));
    }
    world.destroyBody(hull);
    for (Body part : parts) {
      world.destroyBody(part);
    }
  }

  /** Whether the lower part of a leg is on the ground: 1 or 3. */
  boolean touches(int part) {
    return touches.of(part);
  }

  /** Whether the hull has touched the ground in this episode. */
  boolean fallen() {
    return touches.crashed();
  }
}
