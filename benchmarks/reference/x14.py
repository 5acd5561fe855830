"""X14 in PyTorch: REINFORCE on CartPole, returns normalized in each episode."""

from __future__ import annotations

import numpy as np
import torch
from common import Run
from torch import nn
from torch.distributions import Categorical

GAMMA = 0.99
LEARNING_RATE = 1e-3


def main() -> None:
    """Train once."""
    run = Run(__doc__ or "", "CartPole-v1", episodes=1000, steps=None)
    policy = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Linear(128, 2))
    optimizer = torch.optim.Adam(policy.parameters(), lr=LEARNING_RATE, fused=True)
    s, _ = run.env.reset(seed=run.seed)
    log_probs: list[torch.Tensor] = []
    rewards: list[float] = []
    while not run.finished:
        pi = Categorical(logits=policy(torch.from_numpy(s).unsqueeze(0)))
        a = pi.sample()
        log_probs.append(pi.log_prob(a))
        s, r, terminated, truncated, _ = run.env.step(np.int64(a.item()))
        rewards.append(float(r))
        run.count(float(r), terminated or truncated)
        if not (terminated or truncated):
            continue
        g = 0.0
        returns = torch.empty(len(rewards))  # [T]
        for t in range(len(rewards) - 1, -1, -1):
            g = rewards[t] + GAMMA * g
            returns[t] = g
        std = returns.std() if len(rewards) > 1 else torch.tensor(0.0)
        returns = (returns - returns.mean()) / (std + 1e-8)
        loss = -(torch.cat(log_probs) * returns).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        log_probs, rewards = [], []
        s, _ = run.env.reset()
    run.report()


main()
