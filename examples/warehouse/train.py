"""Train MaskablePPO on the warehouse and hold it against two simple rules (a minute or two)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
from sb3_contrib import MaskablePPO
from stable_baselines3.common.env_util import make_vec_env

import javagym

Rule = Callable[[dict[str, Any], Any], Any]  # from an observation and its mask to an action


def nearest_first(observation: dict[str, Any], mask: Any) -> int:
    """Fetch the nearest item while there is room for one, then drive to the station, tile 0."""
    tiles = np.flatnonzero(mask[1:]) + 1
    if tiles.size == 0:
        return 0
    rows, columns = np.divmod(tiles, observation["orders"].shape[1])
    distances = abs(rows - observation["robot"][0]) + abs(columns - observation["robot"][1])
    return int(tiles[distances.argmin()])


def mean_time(rule: Rule, episodes: int = 200) -> float:
    env = gym.make("java/Warehouse-v0")
    total = 0.0
    for seed in range(episodes):
        observation, info = env.reset(seed=seed)
        over = False
        while not over:
            action = rule(observation, info["action_mask"])
            observation, reward, terminated, truncated, info = env.step(action)
            total -= float(reward)
            over = terminated or truncated
    env.close()
    return total / episodes


if __name__ == "__main__":
    javagym.add_classpath(Path(__file__).parent / "target" / "warehouse.jar")
    # SB3 asks for "rgb_array" unless told otherwise.
    envs = make_vec_env("java/Warehouse-v0", 8, env_kwargs={"render_mode": None})
    model = MaskablePPO(
        "MultiInputPolicy",
        envs,
        n_steps=256,
        batch_size=256,
        learning_rate=1e-3,
        gamma=1.0,
        ent_coef=0.01,
        seed=0,
    )
    model.learn(60_000, progress_bar=True)

    rng = np.random.default_rng(0)
    rules: dict[str, Rule] = {
        "random": lambda _, mask: rng.choice(np.flatnonzero(mask)),
        "nearest item first": nearest_first,
        "MaskablePPO": lambda o, mask: model.predict(o, action_masks=mask, deterministic=True)[0],
    }
    print("mean time for a wave of orders")
    for name, rule in rules.items():
        print(f"{name:>20} {mean_time(rule):6.1f}")
