"""X7 in NumPy: Q-learning with noise on the values that fades, 30 runs of 500 episodes."""

from __future__ import annotations

import numpy as np
from tabular import Run

RUNS = 30
EPISODES = 500
MAX_STEPS = 99
ETA = 0.8
GAMMA = 0.9


def main() -> None:
    """Train."""
    run = Run(__doc__ or "", EPISODES, MAX_STEPS)
    env, random = run.env, run.random
    for _ in range(RUNS):
        q = np.zeros((env.observation_space.n, env.action_space.n))  # [S, A]
        for episode in range(run.episodes):
            s, _ = env.reset()
            episode_return, length, done = 0.0, 0, False
            while not done:
                noise = random.standard_normal(q.shape[1]) / (episode + 1)
                a = int(np.argmax(q[s] + noise))
                following, r, terminated, truncated, _ = env.step(a)
                future = 0.0 if terminated else GAMMA * q[following].max()
                q[s, a] += ETA * (r + future - q[s, a])
                s, done = following, terminated or truncated
                episode_return += r
                length += 1
            run.returns.append(episode_return)
            run.lengths.append(length)
    run.report(RUNS)


main()
