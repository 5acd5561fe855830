"""Stable-Baselines3's PPO on a Java environment, unchanged.

.venv/bin/python examples/ppo_cart_pole.py [java/CartPole-v1]
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import gymnasium as gym
import torch
from rich.progress import Progress
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.monitor import Monitor

import javagym  # noqa: F401 - registers java/

STEPS = 65_536


class EachRollout(BaseCallback):
    """Tells how many steps were taken, and collects each episode's return."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self.tell = tell
        self.returns: list[float] = []

    def _on_step(self) -> bool:
        self.returns += [info["episode"]["r"] for info in self.locals["infos"] if "episode" in info]
        return True

    def _on_rollout_end(self) -> None:
        self.tell(self.num_timesteps)


def ppo(
    env_id: str, *, steps: int = STEPS, seed: int = 1, tell: Callable[[int], None] = lambda _: None
) -> tuple[list[float], float]:
    """Train for some steps; return each episode's return, and the mean of ten greedy episodes."""
    torch.set_num_threads(1)  # the network is too small to share out
    envs = make_vec_env(env_id, n_envs=8, seed=seed)
    agent = PPO(
        "MlpPolicy", envs, n_steps=256, batch_size=256, n_epochs=10, seed=seed, device="cpu"
    )
    callback = EachRollout(tell)
    agent.learn(steps, callback=callback)
    envs.close()
    evaluation = Monitor(gym.make(env_id))
    mean_return, _ = evaluate_policy(agent, evaluation, n_eval_episodes=10)
    evaluation.close()
    return callback.returns, float(mean_return)


if __name__ == "__main__":
    with Progress() as progress:
        task = progress.add_task("steps", total=STEPS)
        _, mean = ppo(
            *sys.argv[1:2] or ["java/CartPole-v1"],
            tell=lambda done: progress.update(task, completed=done),
        )
    print(f"mean return of ten greedy episodes: {mean:.1f}")
