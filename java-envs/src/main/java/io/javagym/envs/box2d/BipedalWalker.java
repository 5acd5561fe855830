package io.javagym.envs.box2d;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.box2d.FastWorld;
import io.javagym.box2d.WorldState;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walk on two legs over rough ground without falling. Equal to Gymnasium's BipedalWalker-v3, seed
 * for seed, through every contact with the ground.
 *
 * <table>
 * <caption>Observation: {@code Box(24, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>angle of the hull, rad</td><td>-pi</td><td>pi</td></tr>
 * <tr><td>1</td><td>its angular velocity, 25 rad/s</td><td>-5</td><td>5</td></tr>
 * <tr><td>2</td><td>its velocity along x, 25/3 m/s</td><td>-5</td><td>5</td></tr>
 * <tr><td>3</td><td>its velocity along y, 12.5 m/s</td><td>-5</td><td>5</td></tr>
 * <tr><td>4, 9</td><td>angle of a hip, rad</td><td>-pi</td><td>pi</td></tr>
 * <tr><td>5, 10</td><td>its angular velocity, 4 rad/s</td><td>-5</td><td>5</td></tr>
 * <tr><td>6, 11</td><td>angle of the knee of that leg plus 1, rad</td><td>-pi</td><td>pi</td></tr>
 * <tr><td>7, 12</td><td>its angular velocity, 6 rad/s</td><td>-5</td><td>5</td></tr>
 * <tr><td>8, 13</td><td>whether that leg is on the ground, 0 or 1</td><td>0</td><td>5</td></tr>
 * <tr><td>14-23</td><td>how far a ray of the lidar comes, 16/3 m</td><td>-1</td><td>1</td></tr>
 * </table>
 *
 * <p>The action is {@code Box(-1, 1, (4,), float32)}: hip and knee of one leg, then of the other.
 * The sign is the direction of the motor, the rest the share of its greatest torque, 80 N m. A step
 * takes 0.02 s.
 *
 * <p>A step pays what it gains in distance and uprightness, less the torque. The episode terminates
 * with -100 where the hull touches the ground or goes back beyond the start, and at the far end.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code hardcore}</td><td>false</td><td>stumps, stairs and pits in the way</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class BipedalWalker extends SeededEnv<float[], float[]> {
  private static final float PI = (float) Math.PI;
  private static final int LIDAR = 14;
  private static final Box<float[]> OBSERVATION_SPACE =
      Box.float32(bounds(-1, -0.0f, -1), bounds(1, 5, 1));
  private static final Box<float[]> ACTION_SPACE = Box.float32(-1, 1, WalkerWorld.PARTS);

  private static final float GRAVITY = -10;

  /** The greatest torque of a motor, N m. */
  private static final float MOTORS_TORQUE = 80;

  /** Of the motors of hip and knee, rad/s. */
  private static final int[] SPEED = {4, 6, 4, 6};

  /** The greatest force of the push that starts an episode, N. */
  private static final double INITIAL_RANDOM = 5;

  /** What full torque costs; NumPy computes this and the reward less it as float32. */
  private static final float TORQUE_COST = (float) (0.00035 * MOTORS_TORQUE);

  private static final double FALLEN = -100;

  /** Where the ground ends for a walker, m. */
  private static final double END =
      (WalkerScale.TERRAIN_LENGTH - WalkerScale.TERRAIN_GRASS) * WalkerScale.TERRAIN_STEP;

  private final boolean hardcore;
  private final RenderMode renderMode;

  // Of all episodes.
  private final World world = new FastWorld(new Vec2(0, GRAVITY));
  private final WalkerLidar lidar = new WalkerLidar(world);

  // Of this episode.
  private final EpisodeStart start = new EpisodeStart();
  private @Nullable WalkerWorld walker;
  private @Nullable WalkerClouds clouds;
  private double score;
  private long framesDrawn;

  /** Made for the first frame. */
  private @Nullable BipedalWalkerView view;

  /** A walker with the arguments above. */
  public BipedalWalker(Kwargs kwargs) {
    this.hardcore = kwargs.getBoolean("hardcore", false);
    this.renderMode = kwargs.renderMode();
  }

  private static float[] bounds(int sign, float contact, float ray) {
    float angle = sign * PI;
    float speed = sign * 5;
    float[] bounds = {
      angle, speed, speed, speed, angle, speed, angle, speed, contact, angle, speed, angle, speed,
      contact, ray, ray, ray, ray, ray, ray, ray, ray, ray, ray
    };
    return bounds;
  }

  @Override
  public Box<float[]> observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  public Box<float[]> actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    NumpyGenerator random = random();
    start.note(random);
    if (walker != null) {
      walker.clear();
    }
    WalkerTerrain terrain = new WalkerTerrain(random, hardcore);
    clouds = new WalkerClouds(random);
    double push = random.uniform(-INITIAL_RANDOM, INITIAL_RANDOM);
    walker = new WalkerWorld(world, terrain, push);
    framesDrawn = 0;
    // Gymnasium takes one step without torque before the first observation.
    return Reset.of(step(new float[WalkerWorld.PARTS]).observation());
  }

  /** Takes any numbers, and those beyond the space as the nearest within. */
  @Override
  public Step<float[]> step(float[] action) {
    WalkerWorld walker = this.walker;
    if (walker == null) {
      throw new IllegalStateException("step before reset");
    }
    for (int i = 0; i < WalkerWorld.PARTS; i++) {
      RevoluteJoint joint = walker.joints[i];
      joint.setMotorSpeed(action[i] == 0 ? 0 : SPEED[i] * Math.signum(action[i]));
      joint.setMaxMotorTorque(MOTORS_TORQUE * torque(action[i]));
    }
    walker.step();
    Vec2 position = walker.hull.getPosition();
    lidar.cast(position);

    double previousScore = score;
    score = 130 * (double) position.x / WalkerScale.SCALE;
    score -= 5.0 * Math.abs((double) walker.hull.getAngle());
    float reward = (float) (score - previousScore);
    for (float a : action) {
      reward -= TORQUE_COST * torque(a);
    }
    boolean failed = walker.fallen() || position.x < 0;
    return Step.of(observation(walker), failed ? FALLEN : reward, failed || position.x > END);
  }

  /** The share of a motor's torque that an action asks for. */
  private static float torque(float action) {
    return Math.min(Math.abs(action), 1);
  }

  private float[] observation(WalkerWorld walker) {
    Vec2 velocity = walker.hull.getLinearVelocity();
    float[] observation = new float[LIDAR + WalkerLidar.RAYS];
    observation[0] = walker.hull.getAngle();
    observation[1] = (float) (2.0 * walker.hull.getAngularVelocity() / WalkerScale.FPS);
    observation[2] = (float) (0.3 * velocity.x * WalkerScale.WIDTH / WalkerScale.FPS);
    observation[3] = (float) (0.3 * velocity.y * WalkerScale.HEIGHT / WalkerScale.FPS);
    for (int hip = 0, i = 4; hip < WalkerWorld.PARTS; hip += 2) {
      int knee = hip + 1;
      observation[i++] = walker.joints[hip].getJointAngle();
      observation[i++] = (float) (walker.joints[hip].getJointSpeed() / (double) SPEED[hip]);
      observation[i++] = (float) (walker.joints[knee].getJointAngle() + 1.0);
      observation[i++] = (float) (walker.joints[knee].getJointSpeed() / (double) SPEED[knee]);
      observation[i++] = walker.touches(knee) ? 1 : 0;
    }
    for (int ray = 0; ray < WalkerLidar.RAYS; ray++) {
      observation[LIDAR + ray] = lidar.fraction(ray);
    }
    return observation;
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    double savedScore = state.exchange(score);
    long savedFrames = state.exchange(framesDrawn);
    state.require(savedFrames >= 0, "a negative number of frames");
    if (state.isRestoring()) {
      // All that the world has of its past is restored.
      world.empty();
      walker = null;
    }
    start.exchange(state, random(), () -> startEpisode(Map.of()));
    score = savedScore;
    framesDrawn = savedFrames;
    if (walker == null) {
      WorldState.exchange(world, new EngineState(state)); // it is there before the first episode
    } else {
      walker.exchange(state);
      lidar.cast(walker.hull.getPosition());
    }
  }

  @Override
  public RenderMode renderMode() {
    return renderMode;
  }

  @Override
  public @Nullable Frame render() {
    if (walker == null || clouds == null || !renderMode.drawsPixels()) {
      return null;
    }
    if (view == null) {
      view = new BipedalWalkerView();
    }
    framesDrawn++;
    return view.draw(walker, clouds, lidar, framesDrawn);
  }
}
