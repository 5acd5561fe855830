"""Thousands of episodes on the Box2D engine beside Gymnasium's: how many differ in a single bit?

.venv/bin/python benchmarks/parity_box2d.py [episodes of each kind] [LunarLander or BipedalWalker]
"""

from __future__ import annotations

import itertools
import sys

import gymnasium as gym

import javagym  # noqa: F401 - registers java/
from javagym.heuristics import heuristic_for

KINDS = [
    *itertools.product(("LunarLander-v3", "LunarLanderContinuous-v3"), ({}, {"enable_wind": True})),
    ("BipedalWalker-v3", {}),
    ("BipedalWalkerHardcore-v3", {}),
]


def differs(original: gym.Env, ours: gym.Env, seed: int, policy) -> tuple[bool, int]:
    """Run one episode in both; return whether they differ, and after how many steps it ended."""
    expected, _ = original.reset(seed=seed)
    actual, _ = ours.reset(seed=seed)
    steps, over = 0, False
    while not over:
        if actual.tobytes() != expected.tobytes():
            return True, steps
        action = policy(expected)
        expected, reward, *flags, _ = original.step(action)
        actual, our_reward, *our_flags, _ = ours.step(action)
        steps += 1
        # As a Python float, for NumPy compares a float32 with one by fewer bits.
        if our_reward != float(reward) or our_flags != flags:
            return True, steps
        over = any(flags)
    return actual.tobytes() != expected.tobytes(), steps


def main() -> None:
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chosen = sys.argv[2] if len(sys.argv) > 2 else ""
    different = 0
    for (name, kwargs), random in itertools.product(KINDS, (True, False)):
        if not name.startswith(chosen):
            continue
        original = gym.make(name, **kwargs)
        ours = gym.make(f"java/{name}", **kwargs)
        original.action_space.seed(1)
        sample = original.action_space.sample
        results = [
            differs(
                original,
                ours,
                seed,
                (lambda _, sample=sample: sample()) if random else heuristic_for(name),
            )
            for seed in range(episodes)
        ]
        count = sum(result[0] for result in results)
        steps = sum(result[1] for result in results)
        different += count
        print(
            f"{name:26}{'wind' if kwargs else '':6}{'random' if random else 'heuristic':11}"
            f"{episodes:6} episodes {steps:8} steps {count:5} differ",
            flush=True,
        )
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
