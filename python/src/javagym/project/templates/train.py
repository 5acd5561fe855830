"""Train an agent on $env_name and hold it against random and simple orders (ten seconds)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np

import javagym
from javagym.agents import PPO

ENV_ID = "java/$env_name"


def mean_return(policy: Callable[[Any], Any], episodes: int = 100) -> float:
    total = 0.0
    with gym.make(ENV_ID) as env:
        for seed in range(episodes):
            observation, _ = env.reset(seed=seed)
            over = False
            while not over:
                observation, reward, terminated, truncated, _ = env.step(policy(observation))
                total += float(reward)
                over = terminated or truncated
    return total / episodes


def up_to_six(observation: Any) -> int:
    return max(0, 6 - round(20 * float(observation[0])))


if __name__ == "__main__":
    javagym.add_classpath(Path(__file__).parent / "target" / "$artifact.jar")
    random = np.random.default_rng(0)
    # Both the environments and the learning are in Java. Stable-Baselines3 and others take
    # gym.make_vec(ENV_ID, num_envs=8) or gym.make(ENV_ID) as they take any environment.
    agent = PPO(ENV_ID, n_envs=8, n_steps=128, gamma=0.9, learning_rate=2e-3, seed=1)
    agent.learn(60_000, progress_bar=True)
    agent.save("policy.safetensors")

    policies: dict[str, Callable[[Any], Any]] = {
        "random orders": lambda _: random.integers(21),
        "fill up to six": up_to_six,
        "PPO": lambda observation: agent.predict(observation, deterministic=True)[0],
    }
    print("mean profit of an episode")
    for name, policy in policies.items():
        print(f"{name:>16} {mean_return(policy):7.1f}")
