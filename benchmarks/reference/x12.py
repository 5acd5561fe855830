"""X12 in NumPy: Q-learning with an epsilon that falls by a factor an episode."""

from __future__ import annotations

import numpy as np
from tabular import Run

EPISODES = 10_000
ALPHA = 0.1
GAMMA = 0.99


def main() -> None:
    """Train."""
    run = Run(__doc__ or "", EPISODES)
    env, random = run.env, run.random
    q = np.zeros((env.observation_space.n, env.action_space.n))  # [S, A]
    for episode in range(run.episodes):
        epsilon = max(0.01, 0.9995**episode)
        s, _ = env.reset()
        episode_return, length, done = 0.0, 0, False
        while not done:
            if random.random() < epsilon:
                a = int(random.integers(q.shape[1]))
            else:
                a = int(random.choice(np.flatnonzero(q[s] == q[s].max())))
            following, r, terminated, truncated, _ = env.step(a)
            future = 0.0 if terminated else GAMMA * q[following].max()
            q[s, a] += ALPHA * (r + future - q[s, a])
            s, done = following, terminated or truncated
            episode_return += r
            length += 1
        run.returns.append(episode_return)
        run.lengths.append(length)
    run.report()


main()
