"""Tabular Q-learning in Python on a Java environment.

    .venv/bin/python examples/q_learning.py [java/FrozenLake-v1]

The settings are experiment X12's: 10,000 episodes on the lake that is not slippery, step size 0.1,
discount 0.99, epsilon from 1 to 0.01 by a factor of 0.9995 an episode.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import gymnasium as gym
import numpy as np
from rich.progress import track

import javagym  # noqa: F401 - registers java/


@dataclass
class Learned:
    """What a run of `q_learning` gives: the table of values and each episode's return."""

    action_values: np.ndarray
    returns: list[float]

    @property
    def success_rate(self) -> float:
        """The share of the last 1,000 episodes that reached the goal."""
        return float(np.mean(np.array(self.returns[-1000:]) > 0))


def q_learning(
    env_id: str,
    *,
    episodes: int = 10_000,
    alpha: float = 0.1,
    gamma: float = 0.99,
    epsilon: float = 1.0,
    epsilon_factor: float = 0.9995,
    epsilon_min: float = 0.01,
    seed: int = 1,
    each_episode: Callable[[], None] = lambda: None,
) -> Learned:
    """Learn the values of a discrete environment's actions (Watkins, 1989)."""
    env = gym.make(env_id, is_slippery=False)
    rng = np.random.default_rng(seed)
    q = np.zeros((int(env.observation_space.n), int(env.action_space.n)))
    returns = []
    for episode in range(episodes):
        s, _ = env.reset(seed=seed if episode == 0 else None)
        episode_return, over = 0.0, False
        while not over:
            if rng.random() < epsilon:
                a = int(rng.integers(q.shape[1]))
            else:
                a = int(rng.choice(np.flatnonzero(q[s] == q[s].max())))
            s_next, r, terminated, truncated, _ = env.step(a)
            # Only termination ends the bootstrap: after a truncation the next state has a value.
            target = r + (0.0 if terminated else gamma * q[s_next].max())
            q[s, a] += alpha * (target - q[s, a])
            s, over = s_next, terminated or truncated
            episode_return += r
        epsilon = max(epsilon_min, epsilon * epsilon_factor)
        returns.append(episode_return)
        each_episode()
    env.close()
    return Learned(q, returns)


if __name__ == "__main__":
    steps = iter(track(range(10_000), "episodes"))
    learned = q_learning(*sys.argv[1:2] or ["java/FrozenLake-v1"], each_episode=lambda: next(steps))
    next(steps, None)
    print(f"success rate of the last 1,000 episodes: {learned.success_rate:.3f}")
