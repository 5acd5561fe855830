from __future__ import annotations

import gymnasium as gym
import pytest

import javagym
from javagym import originals
from tests.parity.seeds import SEEDS

CASES = [
    ("java/ThreeStateMdp-v0", originals.three_state_mdp, {}),
    ("java/RandomState-v0", originals.random_state, {}),
    ("java/MarsRover-v0", originals.mars_rover, {}),
    ("java/MarsRover-v0", originals.mars_rover, {"stochastic": True}),
    ("java/GridWorld-v0", originals.grid_world, {}),
    ("java/GridWorld-v0", originals.grid_world, {"size": 5, "goal": (1, 3), "step_reward": -0.5}),
]


@pytest.mark.parametrize(("env_id", "original", "kwargs"), CASES, ids=str)
def test_equals_the_tables_in_python_bit_for_bit(env_id, original, kwargs):
    result = javagym.crosscheck(
        lambda: original(**kwargs),
        lambda: gym.make(env_id, max_episode_steps=-1, **kwargs),
        seeds=SEEDS,
        steps=1000,
    )
    assert result.ok, result
