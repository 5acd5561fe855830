"""What environments tell, step by step."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import gymnasium as gym
from gymnasium.vector import AutoresetMode

from javagym.conformance.breach import ConformanceError, require_same

# Beyond 64 bits, as Gymnasium takes it.
LARGE_SEED = 2**70 + 7

_OF_STEP = ("observation", "reward", "terminated", "truncated", "info")


class Trajectory:
    """What an environment told, in the order in which it did: where, and a copy of the value."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def tell(self, when: str, names: tuple[str, ...], values: Any) -> None:
        """Note some values."""
        for name, value in zip(names, values, strict=True):
            self.told.append((f"{when}, {name}", copy.deepcopy(value)))

    def require_same(self, rule: str, other: Trajectory) -> None:
        """Raise unless another one is the same, to the bit."""
        for expected, got in zip_longest(self.told, other.told, fillvalue=("the end", None)):
            if expected[0] != got[0]:
                raise ConformanceError(rule, expected[0], expected[0], got[0])
            require_same(rule, expected[0], expected[1], got[1])

    def equals(self, other: Trajectory) -> bool:
        """Whether another one is the same."""
        try:
            self.require_same("", other)
        except ConformanceError:
            return False
        return True


def play(
    env: Any,
    seed: int | None,
    steps: int,
    *,
    action_seed: int = 5,
    disturb: Callable[[], object] = lambda: None,
) -> Trajectory:
    """Return the trajectory of a reset and so many steps; ended episodes are followed by the next.

    Args:
        env: single or vector.
        seed: of the reset.
        steps: how many.
        action_seed: of the actions.
        disturb: something to do before each step that should change nothing.
    """
    trajectory = Trajectory()
    trajectory.tell("reset", ("observation", "info"), env.reset(seed=seed))
    return go_on(env, steps, trajectory, action_seed=action_seed, disturb=disturb)


def go_on(
    env: Any,
    steps: int,
    trajectory: Trajectory | None = None,
    *,
    action_seed: int = 7,
    disturb: Callable[[], object] = lambda: None,
) -> Trajectory:
    """Return the trajectory of so many steps more."""
    trajectory = trajectory or Trajectory()
    for step, action in enumerate(sampled_actions(env, steps, action_seed), 1):
        disturb()
        took = env.step(action)
        trajectory.tell(f"step {step}", _OF_STEP, took)
        after = reset_ended(env, took)
        if after is not None:
            trajectory.tell(f"reset after step {step}", ("observation", "info"), after)
    return trajectory


def sampled_actions(env: Any, count: int, seed: int) -> list[Any]:
    """Return samples of an environment's actions."""
    space = copy.deepcopy(env.action_space)  # the user's own generator is left alone
    space.seed(seed)
    return [space.sample() for _ in range(count)]


def reset_ended(env: Any, took: Any) -> Any:
    """Reset what does not reset itself and is over; return what it gave, or None."""
    over = took[2] | took[3]
    if isinstance(env, gym.vector.VectorEnv):
        if mode_of(env) is AutoresetMode.DISABLED and over.any():
            return env.reset(options={"reset_mask": over})
        return None
    return env.reset() if over else None


def mode_of(envs: gym.vector.VectorEnv[Any, Any, Any]) -> AutoresetMode:
    """Return the autoreset mode of a vector environment."""
    return AutoresetMode(envs.metadata["autoreset_mode"])
