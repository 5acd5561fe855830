"""Projective Simulation with glow in NumPy, 30 runs of 500 episodes: X8 and X8 without damping."""

from __future__ import annotations

import numpy as np
from tabular import Run

RUNS = 30
EPISODES = 500
MAX_STEPS = 99


def main(gamma: float, eta: float) -> None:
    """Train."""
    run = Run(__doc__ or "", EPISODES, MAX_STEPS)
    env, random = run.env, run.random
    for _ in range(RUNS):
        h = np.ones((env.observation_space.n, env.action_space.n))  # [S, A]
        for _ in range(run.episodes):
            g = np.zeros_like(h)  # [S, A]
            s, _ = env.reset()
            episode_return, length, done = 0.0, 0, False
            while not done:
                p = h[s] / h[s].sum()  # [A]
                a = int(np.argmax(np.cumsum(p) > random.random()))
                following, r, terminated, truncated, _ = env.step(a)
                g *= 1 - eta
                g[s, a] = 1
                h = h - gamma * (h - 1) + r * g
                s, done = following, terminated or truncated
                episode_return += r
                length += 1
            run.returns.append(episode_return)
            run.lengths.append(length)
    run.report(RUNS)
