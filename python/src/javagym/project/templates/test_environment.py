"""The rules that every environment keeps, seen from Python, and those of this one."""

from pathlib import Path

import gymnasium as gym
import numpy as np

import javagym
from javagym.conformance import EnvConformance

javagym.add_classpath(Path(__file__).parent / "target" / "$artifact.jar")


class Test$class_name(EnvConformance):
    env_id = "java/$env_name"


def test_its_customers_are_those_that_numpy_draws():
    rng = np.random.default_rng(7)
    with gym.make("java/$env_name") as env:
        observation, _ = env.reset(seed=7)
        stock = rng.integers(0, 20, endpoint=True)
        assert observation[0] == np.float32(stock / 20)
        for _ in range(20):
            _, _, _, _, info = env.step(0)
            demand = rng.integers(0, 9, endpoint=True)
            assert info["turned_away"] == max(demand - stock, 0)
            stock = max(stock - demand, 0)
