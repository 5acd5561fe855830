"""Thousands of LunarLander episodes beside Gymnasium's: how many differ in a single bit?

.venv/bin/python benchmarks/parity_lunar_lander.py [episodes of each kind]
"""

from __future__ import annotations

import itertools
import sys

import gymnasium as gym

import javagym  # noqa: F401 - registers java/
from javagym.heuristics import heuristic_for


def differs(original: gym.Env, ours: gym.Env, seed: int, policy) -> tuple[bool, int]:
    """Run one episode in both; return whether they differ, and after how many steps it ended."""
    expected, _ = original.reset(seed=seed)
    actual, _ = ours.reset(seed=seed)
    steps, over = 0, False
    while not over:
        if actual.tobytes() != expected.tobytes():
            return True, steps
        action = policy(expected)
        expected, *rest, _ = original.step(action)
        actual, *our_rest, _ = ours.step(action)
        steps += 1
        if our_rest != rest:
            return True, steps
        over = rest[1] or rest[2]
    return actual.tobytes() != expected.tobytes(), steps


def main() -> None:
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    different = 0
    for name, wind, random in itertools.product(
        ("LunarLander-v3", "LunarLanderContinuous-v3"), (False, True), (True, False)
    ):
        original = gym.make(name, enable_wind=wind)
        ours = gym.make(f"java/{name}", enable_wind=wind)
        original.action_space.seed(1)
        sample = original.action_space.sample
        policy = (lambda _, sample=sample: sample()) if random else heuristic_for(name)
        results = [differs(original, ours, seed, policy) for seed in range(episodes)]
        count = sum(result[0] for result in results)
        steps = sum(result[1] for result in results)
        different += count
        steps = sum(result[1] for result in results)
        print(
            f"{name:26}{'wind' if wind else 'still':7}{'random' if random else 'heuristic':11}"
            f"{episodes:6} episodes {steps:8} steps {count:5} differ",
            flush=True,
        )
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
