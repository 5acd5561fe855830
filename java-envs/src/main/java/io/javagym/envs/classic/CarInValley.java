package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.envs.drawing.DrawnEnv;
import io.javagym.spaces.Box;
import java.util.Map;

/** What {@link MountainCar} and {@link MountainCarContinuous} share: all but the engine. */
abstract class CarInValley<A> extends DrawnEnv<float[], A, MountainCarView> {
  static final double MIN_POSITION = -1.2;
  static final double MAX_POSITION = 0.6;
  static final double MAX_SPEED = 0.07;

  /** How the slope pulls. */
  static final double GRAVITY = 0.0025;

  /** Where an episode starts unless the reset options say otherwise. */
  private static final ResetBounds START = new ResetBounds(-0.6, -0.4);

  private static final Box<float[]> OBSERVATION_SPACE =
      Box.float32(
          new float[] {(float) MIN_POSITION, (float) -MAX_SPEED},
          new float[] {(float) MAX_POSITION, (float) MAX_SPEED});

  private final double goalPosition;
  final double goalVelocity;
  double position;
  double velocity;

  CarInValley(Kwargs kwargs, double goalPosition) {
    super(kwargs);
    this.goalPosition = goalPosition;
    this.goalVelocity = kwargs.getDouble("goal_velocity", 0);
  }

  @Override
  public final Box<float[]> observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    ResetBounds bounds = ResetBounds.of(options, START);
    position = random().uniform(bounds.low(), bounds.high());
    velocity = 0;
    return Reset.of(observation());
  }

  final float[] observation() {
    return new float[] {(float) position, (float) velocity};
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    position = state.exchange(position);
    velocity = state.exchange(velocity);
  }

  @Override
  protected final MountainCarView newView() {
    return new MountainCarView(goalPosition);
  }

  @Override
  protected final Frame draw(MountainCarView view) {
    return view.draw(position);
  }
}
