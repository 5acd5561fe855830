from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.box2d.bipedal_walker import BipedalWalkerHeuristics

import javagym
from javagym.heuristics import BipedalWalker
from tests.parity.seeds import WIDE

IDS = ["BipedalWalker-v3", "BipedalWalkerHardcore-v3"]


@pytest.mark.parametrize("policy", ["random", "heuristic"])
@pytest.mark.parametrize("env_id", IDS)
def test_episodes_equal_gymnasium_bit_for_bit(env_id, policy):
    # benchmarks/parity_box2d.py does the same with 1000 episodes of each.
    with gym.make(env_id) as original, gym.make(f"java/{env_id}") as ours:
        original.action_space.seed(1)
        for seed in (*range(6), *WIDE):
            expected, _ = original.reset(seed=seed)
            actual, _ = ours.reset(seed=seed)
            walk = BipedalWalker()
            step, over = 0, False
            while not over and step < 400:
                assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)
                if policy == "heuristic":
                    action = walk(expected)
                else:
                    action = original.action_space.sample()
                expected, reward, *flags, _ = original.step(action)
                actual, our_reward, *our_flags, _ = ours.step(action)
                step += 1
                assert our_reward == float(reward), (seed, step)
                assert our_flags == flags, (seed, step)
                over = any(flags)
            assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)
