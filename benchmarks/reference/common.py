"""What the references share: one thread, equal counting, and the line that each of them prints."""

from __future__ import annotations

import argparse
import json
import time

import gymnasium as gym
import numpy as np
import torch


class Run:
    """Counts steps and episodes of one training run until its budget is used up."""

    def __init__(
        self, description: str, env_id: str, episodes: int | None, steps: int | None
    ) -> None:
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--episodes", type=int)
        parser.add_argument("--steps", type=int)
        args = parser.parse_args()
        self.seed: int = args.seed
        own = args.episodes is None and args.steps is None
        self.max_episodes = episodes if own else args.episodes
        self.max_steps = steps if own else args.steps
        torch.set_num_threads(1)
        torch.manual_seed(self.seed)
        self.random = np.random.default_rng(self.seed)
        self.env: gym.Env[np.ndarray, np.int64] = gym.make(env_id)
        self.returns: list[float] = []
        self.steps = 0
        self.episode_return = 0.0
        self.started = time.perf_counter()

    def count(self, reward: float, done: bool) -> None:
        """Count one step."""
        self.steps += 1
        self.episode_return += reward
        if done:
            self.returns.append(self.episode_return)
            self.episode_return = 0.0

    @property
    def finished(self) -> bool:
        """Whether the budget is used up."""
        return (self.max_episodes is not None and len(self.returns) >= self.max_episodes) or (
            self.max_steps is not None and self.steps >= self.max_steps
        )

    def report(self) -> None:
        """Print what came out, as JSON."""
        result = {
            "seed": self.seed,
            "steps": self.steps,
            "episodes": len(self.returns),
            "wall_seconds": time.perf_counter() - self.started,
            "mean_return_last_100": float(np.mean(self.returns[-100:])) if self.returns else None,
            "returns": self.returns,
            "versions": {
                "torch": torch.__version__,
                "gymnasium": gym.__version__,
                "numpy": np.__version__,
            },
        }
        print(json.dumps(result))
