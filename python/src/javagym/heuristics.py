"""Simple policies by hand, for trajectories that random actions never reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


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


# By the environment's name, without namespace and version.
HEURISTICS: dict[str, Callable[[Any], Any]] = {"CartPole": cart_pole}


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
