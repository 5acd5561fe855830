"""Agents of either language on environments of either: `benchmarks/both_directions.png`.

PPO and DQN of Stable-Baselines3 learn on Gymnasium's CartPole and on ``java/CartPole-v1``; Java's
PPO and DQN learn on both too, with the same settings. The environments are equal seed for seed, so
an agent's two curves have to be the same to the bit, and this is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import gymnasium as gym
import numpy as np

import javagym  # noqa: F401 - registers java/
from javagym import agents

ENVS = {"Gymnasium's": "CartPole-v1", "java/": "java/CartPole-v1"}
WINDOW = 20  # episodes

PPO = {"learning_rate": 3e-4, "n_steps": 1024, "batch_size": 64, "n_epochs": 10}
DQN = {
    "learning_rate": 1e-3,
    "buffer_size": 10_000,
    "learning_starts": 500,
    "batch_size": 64,
    "train_freq": 1,
    "target_update_interval": 500,
    "max_grad_norm": 10,
}
EXPLORATION_STEPS = 3_000
STEPS = {"PPO": 30_000, "DQN": 15_000}


def sb3(algorithm: str, env_id: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the returns of all episodes, and the steps at their ends."""
    import stable_baselines3
    import torch
    from stable_baselines3.common.monitor import Monitor

    torch.set_num_threads(1)
    env = Monitor(gym.make(env_id))
    kind = getattr(stable_baselines3, algorithm)
    settings: dict[str, Any] = dict(PPO)
    if algorithm == "DQN":
        settings = {
            **DQN,
            "exploration_fraction": EXPLORATION_STEPS / STEPS["DQN"],
            "exploration_final_eps": 0.05,
            "policy_kwargs": {"net_arch": [64, 64]},
        }
    model = kind("MlpPolicy", env, seed=seed, device="cpu", **settings)
    model.learn(STEPS[algorithm])
    returns, lengths = env.get_episode_rewards(), env.get_episode_lengths()
    env.close()
    return np.array(returns), np.cumsum(lengths)


def java(algorithm: str, env_id: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the returns of all episodes, and the steps at their ends."""
    env = env_id if env_id.startswith("java/") else gym.make(env_id)
    if algorithm == "PPO":
        agent: agents.Agent = agents.PPO(env, seed=seed, **PPO)
    else:
        settings = {**DQN, "exploration_steps": EXPLORATION_STEPS, "net_arch": [64, 64]}
        agent = agents.DQN(env, seed=seed, loss="huber", **settings)
    with agent:
        agent.learn(STEPS[algorithm])
        return agent.episodes.returns, agent.episodes.steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    learners = {"Stable-Baselines3": sb3, "Java": java}
    curves: dict[tuple[str, str, str], list[tuple[np.ndarray, np.ndarray]]] = {}
    rows = []
    for algorithm in STEPS:
        for who, learn in learners.items():
            for seed in range(1, arguments.seeds + 1):
                both = []
                for where, env_id in ENVS.items():
                    began = time.perf_counter()
                    returns, steps = learn(algorithm, env_id, seed)
                    seconds = time.perf_counter() - began
                    both.append(returns)
                    curves.setdefault((algorithm, who, where), []).append((returns, steps))
                    rows.append(
                        {
                            "algorithm": algorithm,
                            "agent": who,
                            "environment": where,
                            "seed": seed,
                            "steps": STEPS[algorithm],
                            "seconds": round(seconds, 2),
                            "mean_return_last_20": float(returns[-20:].mean()),
                        }
                    )
                    print(json.dumps(rows[-1]), flush=True)
                if not np.array_equal(*both):
                    sys.exit(f"{who}'s {algorithm}, seed {seed}: the two environments differ")
    arguments.out.mkdir(parents=True, exist_ok=True)
    draw(curves, arguments.out / "both_directions.png")


def draw(curves: Any, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, plots = plt.subplots(1, len(STEPS), figsize=(11, 4), sharey=True)
    colours = {"Stable-Baselines3": "tab:blue", "Java": "tab:orange"}
    for plot, (algorithm, steps) in zip(plots, STEPS.items(), strict=True):
        at = np.linspace(0, steps, 200)
        for (name, who, where), runs in curves.items():
            if name != algorithm:
                continue
            lines = [np.interp(at, ends, smooth(returns)) for returns, ends in runs]
            dashed = where == "java/"
            plot.plot(
                at,
                np.mean(lines, axis=0),
                color="black" if dashed else colours[who],
                linestyle=":" if dashed else "-",
                linewidth=1.2 if dashed else 4,
                alpha=1 if dashed else 0.6,
                label=f"{who} on {where} CartPole",
            )
        plot.set_title(f"{algorithm}, seeds: {len(runs)}")
        plot.set_xlabel("steps")
    plots[0].set_ylabel(f"return, mean of {WINDOW} episodes")
    plots[0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def smooth(returns: np.ndarray) -> np.ndarray:
    """Return the mean of the last episodes, at each."""
    sums = np.cumsum(np.insert(returns, 0, 0))
    ends = np.arange(1, len(returns) + 1)
    begins = np.maximum(0, ends - WINDOW)
    smoothed: np.ndarray = (sums[ends] - sums[begins]) / (ends - begins)
    return smoothed


if __name__ == "__main__":
    main()
