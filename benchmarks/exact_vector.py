"""Rows of vector environments against single environments, for as many steps as one likes.

    .venv/bin/python benchmarks/exact_vector.py [--steps 1000000] [--envs CartPole-v1 ...]

Any row has the trajectory of the single environment with that seed and those actions, through
every autoreset, in all three modes, stepped together or sent and received. CartPole's own vector
form, whose rows draw from one stream, is held to Gymnasium's instead. Prints a line a case and
exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode

import javagym  # noqa: F401  registers java/...

NUM_ENVS = 16
MODES = list(AutoresetMode)


class Rows:
    """Single environments, stepped by hand as an autoreset mode says."""

    def __init__(self, env_id: str, mode: AutoresetMode, seed: int) -> None:
        self.envs = [gym.make(env_id) for _ in range(NUM_ENVS)]
        self.mode = mode
        self.observations = [env.reset(seed=seed + row)[0] for row, env in enumerate(self.envs)]
        self.over = [False] * NUM_ENVS

    def step(self, row: int, action: Any) -> tuple[Any, float, bool, bool]:
        """Return what the row of a vector environment tells."""
        env = self.envs[row]
        if self.over[row] and self.mode != AutoresetMode.SAME_STEP:
            # With DISABLED the caller has reset the row just now, and steps it.
            observation, _ = env.reset()
            self.over[row] = False
            if self.mode == AutoresetMode.NEXT_STEP:
                return observation, 0.0, False, False
        observation, reward, terminated, truncated, _ = env.step(action)
        self.over[row] = terminated or truncated
        if self.over[row] and self.mode == AutoresetMode.SAME_STEP:
            observation, _ = env.reset()
        return observation, float(reward), terminated, truncated


def single_action(space: gym.Space[Any], actions: Any, row: int) -> Any:
    """Return one row's action as a single environment takes it."""
    return int(actions[row]) if isinstance(space, gym.spaces.Discrete) else actions[row]


def observation_of(observations: Any, row: int) -> Any:
    """Return one row's observation."""
    if isinstance(observations, tuple):
        return tuple([part[row] for part in observations])
    return observations[row]


def rows_against_singles(env_id: str, mode: AutoresetMode, steps: int, threads: int) -> int:
    """Step all together; return the episodes that ended. Raises AssertionError on a difference."""
    kwargs = {"num_envs": NUM_ENVS, "autoreset_mode": mode, "num_threads": threads}
    if env_id == "CartPole-v1" and mode == AutoresetMode.NEXT_STEP:
        kwargs["batch_size"] = NUM_ENVS  # rows by themselves, not CartPole's own vector form
    with closing(gym.make_vec(f"java/{env_id}", **kwargs)) as envs:
        envs.reset(seed=7)
        singles = Rows(f"java/{env_id}", mode, 7)
        envs.action_space.seed(3)
        episodes = 0
        over = np.zeros(NUM_ENVS, dtype=bool)
        for _ in range(steps // NUM_ENVS):
            if mode == AutoresetMode.DISABLED and over.any():
                envs.reset(options={"reset_mask": over})
            actions = envs.action_space.sample()
            observations, rewards, terminations, truncations, _ = envs.step(actions)
            for row in range(NUM_ENVS):
                action = single_action(envs.single_action_space, actions, row)
                same(
                    singles.step(row, action), observations, rewards, terminations, truncations, row
                )
            over = terminations | truncations
            episodes += int(over.sum())
        return episodes


def received_against_singles(env_id: str, steps: int, threads: int) -> int:
    """Send and receive halves of the rows; return the episodes that ended."""
    size = NUM_ENVS // 2
    with closing(
        gym.make_vec(f"java/{env_id}", num_envs=NUM_ENVS, batch_size=size, num_threads=threads)
    ) as envs:
        envs.async_reset(seed=7)
        singles = Rows(f"java/{env_id}", AutoresetMode.NEXT_STEP, 7)
        pending: dict[int, Any] = {}
        space = envs.single_action_space
        space.seed(3)
        episodes = 0
        for _ in range(steps // size):
            observations, rewards, terminations, truncations, infos = envs.recv()
            rows = infos["env_id"].tolist()
            for i, row in enumerate(rows):
                if row in pending:
                    outcome = singles.step(row, pending[row])
                else:
                    outcome = singles.observations[row], 0.0, False, False
                same(outcome, observations, rewards, terminations, truncations, i)
                pending[row] = space.sample()
            envs.send(np.array([pending[row] for row in rows]))
            episodes += int((terminations | truncations).sum())
        return episodes


def same(
    expected: tuple[Any, float, bool, bool],
    observations: Any,
    rewards: Any,
    terminations: Any,
    truncations: Any,
    row: int,
) -> None:
    """Raise AssertionError unless a row tells what a single environment told, bit by bit."""
    observation, reward, terminated, truncated = expected
    actual = observation_of(observations, row)
    assert np.asarray(actual).tobytes() == np.asarray(observation).tobytes(), (row, actual)
    assert (rewards[row], terminations[row], truncations[row]) == (reward, terminated, truncated)


def cart_pole_against_gymnasium(steps: int, threads: int) -> int:
    """Hold CartPole's own vector form to Gymnasium's; return the episodes that ended."""
    num_envs = 2000
    ours, theirs = (
        gym.make_vec(env_id, num_envs=num_envs, **kwargs)
        for env_id, kwargs in (("java/CartPole-v1", {"num_threads": threads}), ("CartPole-v1", {}))
    )
    with closing(ours), closing(theirs):
        assert ours.reset(seed=5)[0].tobytes() == theirs.reset(seed=5)[0].tobytes()
        rng = np.random.default_rng(1)
        episodes = 0
        for _ in range(steps // num_envs):
            actions = rng.integers(2, size=num_envs)
            one, other = ours.step(actions), theirs.step(actions)
            for a, b in zip(one[:4], other[:4], strict=True):
                assert a.tobytes() == b.tobytes()
            episodes += int((one[2] | one[3]).sum())
        return episodes


def cases(envs: list[str], steps: int) -> Iterator[tuple[str, Any]]:
    """Return a name and a function for each case."""
    for threads in (1, 2, 3, 8):
        yield (
            f"CartPole-v1's vector form, {threads} threads, against Gymnasium's",
            lambda threads=threads: cart_pole_against_gymnasium(steps, threads),
        )
    for env_id in envs:
        for mode in MODES:
            yield (
                f"{env_id}, {mode.name}, 3 threads, against single environments",
                lambda e=env_id, m=mode: rows_against_singles(e, m, steps, 3),
            )
        yield (
            f"{env_id}, sent and received, 3 threads, against single environments",
            lambda e=env_id: received_against_singles(e, steps, 3),
        )


def main() -> int:
    """Run every case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000, help="row steps a case")
    parser.add_argument(
        "--envs", nargs="+", default=["CartPole-v1", "FrozenLake-v1", "Taxi-v4", "LunarLander-v3"]
    )
    arguments = parser.parse_args()
    failed = 0
    for name, run in cases(arguments.envs, arguments.steps):
        started = time.perf_counter()
        try:
            outcome = f"equal, {run()} episodes"
        except AssertionError as e:
            failed += 1
            outcome = f"DIFFERS: {e}"
        seconds = time.perf_counter() - started
        print(f"{name}: {arguments.steps} steps, {outcome} ({seconds:.0f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
