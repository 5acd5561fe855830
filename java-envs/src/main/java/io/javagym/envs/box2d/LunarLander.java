package io.javagym.envs.box2d;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.Warnings;
import io.javagym.box2d.FastWorld;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.random.Libm;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Box;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Land a rocket between two flags on the moon, with one main engine and two at the sides. Equal to
 * Gymnasium's LunarLander-v3, seed for seed, through every contact with the ground.
 *
 * <table>
 * <caption>Observation: {@code Box(8, float32)}</caption>
 * <tr><th>index</th><th>quantity</th><th>least</th><th>greatest</th></tr>
 * <tr><td>0</td><td>x from the pad, 10 m</td><td>-2.5</td><td>2.5</td></tr>
 * <tr><td>1</td><td>y above the pad, 20/3 m</td><td>-2.5</td><td>2.5</td></tr>
 * <tr><td>2</td><td>velocity along x, 5 m/s</td><td>-10</td><td>10</td></tr>
 * <tr><td>3</td><td>velocity along y, 7.5 m/s</td><td>-10</td><td>10</td></tr>
 * <tr><td>4</td><td>angle from upright, rad</td><td>-2 pi</td><td>2 pi</td></tr>
 * <tr><td>5</td><td>angular velocity, 2.5 rad/s</td><td>-10</td><td>10</td></tr>
 * <tr><td>6, 7</td><td>whether a leg is on the ground</td><td>0</td><td>1</td></tr>
 * </table>
 *
 * <p>The action is {@code Discrete(4)}: 0 fires nothing, 1 and 3 a side engine, 2 the main engine.
 * With {@code continuous} it is {@code Box(-1, 1, (2,), float32)}: the first number is the main
 * engine's throttle, off up to 0 and from 50 to 100% above; the second that of the side engines,
 * off within ±0.5 and from 50 to 100% beyond. A step takes 0.02 s.
 *
 * <p>A step pays what it gains in a score of nearness, slowness, uprightness and legs on the
 * ground, less fuel. The episode terminates with -100 where the body touches the ground or leaves
 * the view at a side, and with 100 where the lander has come to rest.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code continuous}</td><td>false</td><td>throttles instead of engines on or off</td></tr>
 * <tr><td>{@code gravity}</td><td>-10</td><td>m/s^2, in (-12, 0)</td></tr>
 * <tr><td>{@code enable_wind}</td><td>false</td><td>wind until a leg is on the ground</td></tr>
 * <tr><td>{@code wind_power}</td><td>15</td><td>the greatest force of the wind, N</td></tr>
 * <tr><td>{@code turbulence_power}</td><td>1.5</td>
 *     <td>the greatest torque of the wind, N m</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 *
 * @param <A> {@code Long} or {@code float[]}
 */
public abstract class LunarLander<A> extends SeededEnv<float[], A> {
  private static final float[] HIGHEST = {
    2.5f, 2.5f, 10, 10, (float) (2 * Math.PI), 10, 1, 1,
  };
  private static final float[] LOWEST = {
    -2.5f, -2.5f, -10, -10, (float) (-2 * Math.PI), -10, -0.0f, -0.0f,
  };
  private static final Box<float[]> OBSERVATION_SPACE = Box.float32(LOWEST, HIGHEST);

  /** The greatest force of the push that starts an episode, N. */
  private static final double INITIAL_RANDOM = 1000.0;

  private static final double MAIN_ENGINE_POWER = 13.0;
  private static final double SIDE_ENGINE_POWER = 0.6;

  /** Of the particles of an engine, kg/m^2. */
  private static final double MAIN_DENSITY = 3.5;

  private static final double SIDE_DENSITY = 0.7;

  /** Where the engines push, pixels from the middle. */
  private static final int MAIN_ENGINE_Y = 4;

  private static final int SIDE_ENGINE_HEIGHT = 14;
  private static final int SIDE_ENGINE_AWAY = 12;

  /** Gymnasium's own 17, where one would expect {@link #SIDE_ENGINE_HEIGHT}. */
  private static final int SIDE_ENGINE_X = 17;

  private final float gravity;
  private final boolean enableWind;
  private final double windPower;
  private final double turbulencePower;
  private final RenderMode renderMode;

  // Of this episode.
  private final EpisodeStart start = new EpisodeStart();
  private final FastWorld engine;
  private @Nullable LunarWorld world;
  private @Nullable LunarWind wind;
  private @Nullable LunarWind turbulence;
  private double score;

  /** What the engines throw out; only where it can be seen, for nothing depends on it. */
  private @Nullable LunarParticles particles;

  /** Made for the first frame. */
  private @Nullable LunarLanderView view;

  private final Vec2 force = new Vec2();
  private final Vec2 point = new Vec2();

  /** A lander with the arguments above but {@code continuous}. */
  LunarLander(Kwargs kwargs) {
    this.gravity = (float) gravity(kwargs);
    this.engine = new FastWorld(new Vec2(0, gravity));
    this.enableWind = kwargs.getBoolean("enable_wind", false);
    this.windPower = recommended(kwargs, "wind_power", 15.0, 20.0);
    this.turbulencePower = recommended(kwargs, "turbulence_power", 1.5, 2.0);
    this.renderMode = kwargs.renderMode();
  }

  /** The lander with the kind of actions that the arguments ask for. */
  public static LunarLander<?> of(Kwargs kwargs) {
    return kwargs.getBoolean("continuous", false)
        ? new ThrottledLunarLander(kwargs)
        : new SwitchedLunarLander(kwargs);
  }

  private static double gravity(Kwargs kwargs) {
    double gravity = kwargs.getDouble("gravity", -10.0);
    if (!(-12.0 < gravity && gravity < 0.0)) {
      throw new GymException(
          GymException.Code.ASSERTED_ARGUMENT,
          "gravity (current value: %s) must be between -12 and 0, both excluded"
              .formatted(gravity));
    }
    return gravity;
  }

  private static double recommended(
      Kwargs kwargs, String name, double defaultValue, double greatest) {
    double value = kwargs.getDouble(name, defaultValue);
    if (value < 0.0 || value > greatest) {
      Warnings.warn(
          "%s is recommended to be between 0.0 and %s (current value: %s)"
              .formatted(name, greatest, value));
    }
    return value;
  }

  @Override
  public final Box<float[]> observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  protected final Reset<float[]> startEpisode(Map<String, Object> options) {
    NumpyGenerator random = random();
    start.note(random);
    LunarTerrain terrain = new LunarTerrain(random);
    engine.empty();
    LunarWorld started = new LunarWorld(engine, terrain);
    world = started;
    particles = renderMode.drawsPixels() ? new LunarParticles(gravity, terrain) : null;
    started.lander.applyForceToCenter(
        force.set(
            (float) random.uniform(-INITIAL_RANDOM, INITIAL_RANDOM),
            (float) random.uniform(-INITIAL_RANDOM, INITIAL_RANDOM)));
    wind = enableWind ? new LunarWind(random) : null;
    turbulence = enableWind ? new LunarWind(random) : null;
    started.addLegs();
    // Gymnasium takes one step without engines before the first observation.
    return Reset.of(fire(0, 0, 0).observation());
  }

  /**
   * Takes a step.
   *
   * @param mainPower the share of the main engine's power, 0 or from 0.5 to 1
   * @param sidePower the same of a side engine
   * @param direction which side engine: -1 or 1
   */
  protected final Step<float[]> fire(double mainPower, double sidePower, double direction) {
    LunarWorld moon = world;
    if (moon == null) {
      throw new IllegalStateException("step before reset");
    }
    Body lander = moon.lander;
    blow(moon);

    // Where the lander's top points, and its right side.
    double tipX = Libm.sin(lander.getAngle());
    double tipY = Libm.cos(lander.getAngle());
    double sideX = -tipY;
    double sideY = tipX;
    double dispersion0 = random().uniform(-1.0, 1.0) / LunarScale.SCALE;
    double dispersion1 = random().uniform(-1.0, 1.0) / LunarScale.SCALE;
    double x = lander.getPosition().x;
    double y = lander.getPosition().y;

    if (mainPower > 0) {
      double away = MAIN_ENGINE_Y / LunarScale.SCALE + 2 * dispersion0;
      double ox = tipX * away + sideX * dispersion1;
      double oy = -tipY * away - sideY * dispersion1;
      push(lander, ox, oy, MAIN_ENGINE_POWER, mainPower, x + ox, y + oy);
    }
    if (sidePower > 0) {
      double away = 3 * dispersion1 + direction * SIDE_ENGINE_AWAY / LunarScale.SCALE;
      double ox = tipX * dispersion0 + sideX * away;
      double oy = -tipY * dispersion0 - sideY * away;
      push(
          lander,
          ox,
          oy,
          SIDE_ENGINE_POWER,
          sidePower,
          x + ox - tipX * SIDE_ENGINE_X / LunarScale.SCALE,
          y + oy + tipY * SIDE_ENGINE_HEIGHT / LunarScale.SCALE);
    }
    moon.step();
    if (particles != null) {
      particles.step();
    }
    return outcome(moon, mainPower, sidePower);
  }

  private void blow(LunarWorld moon) {
    if (wind != null && turbulence != null && !moon.touches(0) && !moon.touches(1)) {
      moon.lander.applyForceToCenter(force.set((float) wind.next(windPower), 0.0f));
      moon.lander.applyTorque((float) turbulence.next(turbulencePower));
    }
  }

  private void push(
      Body lander, double ox, double oy, double enginePower, double share, double x, double y) {
    if (particles != null) {
      double density = enginePower == MAIN_ENGINE_POWER ? MAIN_DENSITY : SIDE_DENSITY;
      particles.add(x, y, ox * enginePower * share, oy * enginePower * share, density, share);
    }
    lander.applyLinearImpulse(
        force.set((float) (-ox * enginePower * share), (float) (-oy * enginePower * share)),
        point.set((float) x, (float) y));
  }

  private Step<float[]> outcome(LunarWorld moon, double mainPower, double sidePower) {
    Body lander = moon.lander;
    double halfWidth = LunarScale.WIDTH / 2;
    double halfHeight = LunarScale.HEIGHT / 2;
    double x = (lander.getPosition().x - halfWidth) / halfWidth;
    double padY = LunarScale.PAD_Y + LunarScale.LEG_DOWN / LunarScale.SCALE;
    double y = (lander.getPosition().y - padY) / halfHeight;
    double vx = lander.getLinearVelocity().x * halfWidth / LunarScale.FPS;
    double vy = lander.getLinearVelocity().y * halfHeight / LunarScale.FPS;
    double angle = lander.getAngle();
    double angularVelocity = 20.0 * lander.getAngularVelocity() / LunarScale.FPS;
    int leg0 = moon.touches(0) ? 1 : 0;
    int leg1 = moon.touches(1) ? 1 : 0;

    double previousScore = score;
    score =
        -100 * Math.sqrt(x * x + y * y)
            - 100 * Math.sqrt(vx * vx + vy * vy)
            - 100 * Math.abs(angle)
            + 10 * leg0
            + 10 * leg1;
    double reward = score - previousScore;
    reward -= mainPower * 0.30;
    reward -= sidePower * 0.03;

    boolean terminated = false;
    if (moon.crashed() || Math.abs(x) >= 1.0) {
      terminated = true;
      reward = -100;
    }
    if (!lander.isAwake()) {
      terminated = true;
      reward = 100;
    }
    float[] observation = {
      (float) x,
      (float) y,
      (float) vx,
      (float) vy,
      (float) angle,
      (float) angularVelocity,
      leg0,
      leg1
    };
    return Step.of(observation, reward, terminated);
  }

  @Override
  protected final void exchangeEpisode(StateExchange state) {
    double savedScore = state.exchange(score);
    if (!start.exchange(state, random(), () -> startEpisode(Map.of()))) {
      world = null;
      wind = null;
      turbulence = null;
      particles = null;
    }
    score = savedScore;
    if (world != null) {
      world.exchange(state);
    }
    if (wind != null && turbulence != null) {
      wind.exchange(state);
      turbulence.exchange(state);
    }
    if (particles != null) {
      particles.exchange(state);
    }
  }

  @Override
  public final RenderMode renderMode() {
    return renderMode;
  }

  @Override
  public final @Nullable Frame render() {
    if (world == null || particles == null) {
      return null;
    }
    if (view == null) {
      view = new LunarLanderView();
    }
    return view.draw(world, particles);
  }
}
