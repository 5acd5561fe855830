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


class BipedalWalker:
    """Walk BipedalWalker until it stumbles, and now and then to the end.

    The policy in Gymnasium's source. It stands on one leg and swings the other forward, puts that
    down, and pushes off with the first; then the legs change roles. It remembers where it is, so
    each episode needs its own. It computes in float32, as `io.javagym.envs.box2d.WalkerHeuristic`
    does.
    """

    SPEED = 0.29  # more makes it fall
    SUPPORT_KNEE = np.float32(0.1)  # rad, at most
    STRETCH = np.float32(0.03)  # rad a step

    def __init__(self) -> None:
        self.phase = "swing"
        self.moving = 0
        self.support_knee = self.SUPPORT_KNEE

    def __call__(self, observation: Any) -> Any:
        """Return the torques of both hips and knees, float32 in [-1, 1].

        Args:
            observation: 24 float32, as the environment gives them.
        """
        observation = np.asarray(observation, dtype=np.float32)
        hips, knees = self._targets(observation)
        lean = 0.9 * -observation[0] - 1.5 * observation[1]
        bounce = 15 * observation[3]
        torques = []
        for leg, (hip, knee) in enumerate(zip(hips, knees, strict=True)):
            hip_angle, hip_speed, knee_angle, knee_speed = observation[4 + 5 * leg : 8 + 5 * leg]
            hip_torque = 0.9 * (hip - hip_angle) - 0.25 * hip_speed if hip else 0
            knee_torque = 4 * (knee - knee_angle) - 0.25 * knee_speed if knee else 0
            torques += [hip_torque - lean, knee_torque - bounce]
        return np.clip(0.5 * np.array(torques, dtype=np.float32), -1, 1)

    def _targets(self, observation: Any) -> tuple[list[Any], list[Any]]:
        """Return where hips and knees are to be, rad; 0 for anywhere.

        A phase that ends passes on to the next within the same step.
        """
        hips: list[Any] = [0, 0]
        knees: list[Any] = [0, 0]
        speed = observation[2]
        moving, supporting = self.moving, 1 - self.moving
        moving_leg = observation[4 + 5 * moving :]
        supporting_leg = observation[4 + 5 * supporting :]
        if self.phase == "swing":
            hips[moving], knees[moving] = 1.1, -0.6
            stretch = 2 if speed > self.SPEED else 1
            for _ in range(stretch):
                self.support_knee += self.STRETCH
            self.support_knee = min(self.support_knee, self.SUPPORT_KNEE)
            knees[supporting] = self.support_knee
            if supporting_leg[0] < 0.1:
                self.phase = "put down"
        if self.phase == "put down":
            hips[moving], knees[moving] = 0.1, self.SUPPORT_KNEE
            knees[supporting] = self.support_knee
            if moving_leg[4]:
                self.phase = "push off"
                self.support_knee = min(moving_leg[2], self.SUPPORT_KNEE)
        if self.phase == "push off":
            knees[moving], knees[supporting] = self.support_knee, 1.0
            if supporting_leg[2] > 0.88 or speed > 1.2 * self.SPEED:
                self.phase = "swing"
                self.moving = supporting
        return hips, knees


Policy = Callable[[Any], Any]

# By the environment's name, without namespace and version. A class is a policy with a memory.
HEURISTICS: dict[str, Policy | type[BipedalWalker]] = {
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
    "BipedalWalker": BipedalWalker,
    "BipedalWalkerHardcore": BipedalWalker,
}


def heuristic_for(env_id: str) -> Policy:
    """Return the policy for an environment id such as ``CartPole-v1`` or ``java/CartPole-v1``.

    Ask for a new one at each start of an episode: some have a memory.

    Raises:
        ValueError: if there is none; the message lists those that there are.
    """
    from gymnasium.envs.registration import parse_env_id

    name = parse_env_id(env_id)[1]
    if name not in HEURISTICS:
        raise ValueError(
            f"no heuristic policy for {env_id!r}; there is one for: {', '.join(HEURISTICS)}"
        )
    policy = HEURISTICS[name]
    return policy() if isinstance(policy, type) else policy
