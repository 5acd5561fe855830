"""What the references on tables share. They draw the numbers that Java draws, in its order."""

from __future__ import annotations

import argparse
import json
import time

import gymnasium as gym
import numpy as np

AGENT_SEED_OFFSET = 2**32


class Run:
    """The lake that is not slippery, and the episodes on it."""

    def __init__(self, description: str, episodes: int, max_episode_steps: int = 100) -> None:
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--episodes", type=int, default=episodes)
        args = parser.parse_args()
        self.seed: int = args.seed
        self.episodes: int = args.episodes
        self.random = np.random.default_rng(self.seed + AGENT_SEED_OFFSET)
        self.env = gym.make("FrozenLake-v1", is_slippery=False, max_episode_steps=max_episode_steps)
        self.env.reset(seed=self.seed)
        self.returns: list[float] = []
        self.lengths: list[int] = []
        self.started = time.perf_counter(), time.thread_time()

    def report(self, runs: int = 1) -> None:
        """Print what came out, as JSON; of several runs, the means over them too."""
        wall_seconds = time.perf_counter() - self.started[0]
        cpu_seconds = time.thread_time() - self.started[1]
        result = {
            "seed": self.seed,
            "steps": sum(self.lengths),
            "episodes": len(self.returns),
            "wall_seconds": wall_seconds,
            "cpu_seconds": cpu_seconds,
            "mean_return_last_100": float(np.mean(self.returns[-100:])),
            "success_rate_last_1000": float(np.mean(np.array(self.returns[-1000:]) > 0)),
            "returns": self.returns,
            "lengths": self.lengths,
            "versions": {"gymnasium": gym.__version__, "numpy": np.__version__},
        }
        if runs > 1:
            by_run = np.reshape(self.returns, (runs, -1))  # [runs, episodes]
            result["averaged"] = {
                "mean_return": float(by_run.mean()),
                "mean_return_last_100": float(by_run[:, -100:].mean()),
            }
        print(json.dumps(result))
