"""Simple policies by hand, for trajectories that random actions never reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def cart_pole(observation: Any) -> int:
    """Balance the pole of CartPole for a whole episode, near the middle of the track.

    Args:
        observation: position in m, velocity in m/s, angle in rad, angular velocity in rad/s.

    Returns:
        0 to push left, 1 to push right: the side to which the pole falls, shifted a little so that
        the cart is drawn back to the middle.
    """
    position, velocity, angle, angular_velocity = (float(value) for value in observation)
    return int(angle + 0.5 * angular_velocity + 0.02 * position + 0.05 * velocity > 0.0)


def acrobot(observation: Any) -> int:
    """Swing Acrobot up by a torque along with the second link, which adds energy.

    Args:
        observation: cosine and sine of both angles, and both angular velocities in rad/s.
    """
    return 2 if observation[5] > 0 else 0


def mountain_car(observation: Any) -> int:
    """Push MountainCar the way it rolls, until it is over the hill.

    Args:
        observation: position and velocity.
    """
    return 2 if observation[1] >= 0 else 0


def mountain_car_continuous(observation: Any) -> Any:
    """Push MountainCarContinuous the way it rolls, the harder the faster; beyond 1 it is clipped.

    Args:
        observation: position and velocity.
    """
    velocity = float(observation[1])
    return np.array([0.9 * np.sign(velocity) + 5 * velocity], dtype=np.float32)


def pendulum(observation: Any) -> Any:
    """Swing Pendulum up by adding energy, and hold it when it is near the top.

    Args:
        observation: cosine and sine of the angle, and the angular velocity in rad/s.
    """
    x, y, velocity = (float(value) for value in observation)
    if x > 0.9:
        torque = -10 * y - 3 * velocity
    else:
        missing_energy = 10 * (1 - x) / 2 - velocity * velocity / 6
        torque = (3 if velocity >= 0 else -3) * missing_energy
    return np.array([torque], dtype=np.float32)


def blackjack(observation: Any) -> int:
    """Take cards up to 17, as the dealer does.

    Args:
        observation: the player's sum, the dealer's card, whether an ace counts as 11.
    """
    return int(observation[0] < 17)


def cliff_walking(observation: Any) -> int:
    """Walk along the edge: up, right and down."""
    row, column = divmod(int(observation), 12)
    if column == 11:
        return 2
    return 0 if row == 3 else 1


def taxi(observation: Any) -> int:
    """Fetch the passenger and bring him home, by the middle row, which has no walls."""
    rest, destination = divmod(int(observation), 4)
    rest, passenger = divmod(rest, 5)
    row, column = divmod(rest, 5)
    inside = passenger == 4
    stand = ((0, 0), (0, 4), (4, 0), (4, 3))[destination if inside else passenger]
    if (row, column) == stand:
        return 5 if inside else 4
    if column == stand[1]:
        return 0 if row < stand[0] else 1
    if row != 2:
        return 0 if row < 2 else 1
    return 2 if column < stand[1] else 3


def lunar_lander(observation: Any) -> int:
    """Land LunarLander, most of the time: the policy in Gymnasium's source.

    Args:
        observation: eight float32, as the environment gives them. The policy computes in float32
            too, as `io.javagym.envs.box2d.LunarHeuristic` does.

    Returns:
        0 for nothing, 1 or 3 for a side engine, 2 for the main engine.
    """
    turn, climb = _lunar_plan(observation)
    if climb > abs(turn) and climb > np.float32(0.05):
        return 2
    if turn < np.float32(-0.05):
        return 3
    return 1 if turn > np.float32(0.05) else 0


def lunar_lander_continuous(observation: Any) -> Any:
    """Land LunarLanderContinuous, most of the time.

    Args:
        observation: eight float32, as the environment gives them.

    Returns:
        The throttles of the main engine and of the side engines, float32 in [-1, 1].
    """
    turn, climb = _lunar_plan(observation)
    throttles = np.array([climb * 20 - 1, -turn * 20], dtype=np.float32)
    return np.clip(throttles, -1, 1)


def _lunar_plan(observation: Any) -> tuple[np.float32, np.float32]:
    """Return how much to turn and how much to climb."""
    x, y, vx, vy, angle, angular_velocity, leg_0, leg_1 = np.asarray(observation, dtype=np.float32)
    half = np.float32(0.5)
    if leg_0 or leg_1:
        return np.float32(0), -vy * half
    lean = min(max(x * half + vx, np.float32(-0.4)), np.float32(0.4))
    turn = (lean - angle) * half - angular_velocity
    climb = (np.float32(0.55) * abs(x) - y) * half - vy * half
    return turn, climb


# By the environment's name, without namespace and version.
HEURISTICS: dict[str, Callable[[Any], Any]] = {
    "CartPole": cart_pole,
    "Acrobot": acrobot,
    "MountainCar": mountain_car,
    "MountainCarContinuous": mountain_car_continuous,
    "Pendulum": pendulum,
    "Blackjack": blackjack,
    "CliffWalking": cliff_walking,
    "CliffWalkingSlippery": cliff_walking,
    "Taxi": taxi,
    "LunarLander": lunar_lander,
    "LunarLanderContinuous": lunar_lander_continuous,
}


def heuristic_for(env_id: str) -> Callable[[Any], Any]:
    """Return the policy for an environment id such as ``CartPole-v1`` or ``java/CartPole-v1``.

    Raises:
        ValueError: if there is none; the message lists those that there are.
    """
    from gymnasium.envs.registration import parse_env_id

    name = parse_env_id(env_id)[1]
    if name not in HEURISTICS:
        raise ValueError(
            f"no heuristic policy for {env_id!r}; there is one for: {', '.join(HEURISTICS)}"
        )
    return HEURISTICS[name]
