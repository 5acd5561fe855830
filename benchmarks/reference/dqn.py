"""DQN on CartPole in PyTorch, in the style of CleanRL: the reference of X9 and X13."""

from __future__ import annotations

import math

import numpy as np
import torch
from common import Run
from torch import nn

BATCH = 64
GAMMA = 0.99
LEARNING_RATE = 1e-3


class ReplayBuffer:
    """The last steps, in arrays."""

    def __init__(self, capacity: int, features: int) -> None:
        self.capacity = capacity
        self.s = np.zeros((capacity, features), np.float32)
        self.next = np.zeros((capacity, features), np.float32)
        self.a = np.zeros(capacity, np.int64)
        self.r = np.zeros(capacity, np.float32)
        self.terminated = np.zeros(capacity, np.float32)
        self.count = 0

    def add(self, s: np.ndarray, a: int, r: float, following: np.ndarray, terminated: bool) -> None:
        """Add a step, in place of the oldest one if it is full."""
        i = self.count % self.capacity
        self.s[i], self.a[i], self.r[i], self.next[i], self.terminated[i] = (
            s,
            a,
            r,
            following,
            terminated,
        )
        self.count += 1

    def sample(self, random: np.random.Generator) -> tuple[torch.Tensor, ...]:
        """Draw a batch, uniformly."""
        i = random.integers(0, min(self.count, self.capacity), BATCH)
        columns = (self.s, self.a, self.r, self.next, self.terminated)
        return tuple(torch.from_numpy(column[i]) for column in columns)


def q_network(features: int, actions: int) -> nn.Module:
    """Make a network of 128-128 ReLU."""
    return nn.Sequential(
        nn.Linear(features, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, actions)
    )


def main(x13: bool) -> None:
    """Train once."""
    run = Run(__doc__ or "", "CartPole-v1", episodes=300, steps=None)
    q, target = q_network(4, 2), q_network(4, 2)
    target.load_state_dict(q.state_dict())
    optimizer = torch.optim.Adam(q.parameters(), lr=LEARNING_RATE, fused=True)
    replay = ReplayBuffer(10_000 if x13 else 50_000, 4)
    s, _ = run.env.reset(seed=run.seed)
    while not run.finished:
        if x13:
            epsilon = max(0.01, 0.995 ** len(run.returns))
        else:
            epsilon = 0.05 + 0.95 * math.exp(-run.steps / 500)
        if run.random.random() < epsilon:
            a = int(run.random.integers(2))
        else:
            with torch.no_grad():
                a = int(q(torch.from_numpy(s).unsqueeze(0)).argmax())
        following, r, terminated, truncated, _ = run.env.step(np.int64(a))
        replay.add(s, a, float(r), following, terminated)
        done = terminated or truncated
        run.count(float(r), done)
        s = run.env.reset()[0] if done else following

        if replay.count >= BATCH:
            bs, ba, br, bnext, bterminated = replay.sample(run.random)
            with torch.no_grad():
                y = br + GAMMA * (1 - bterminated) * target(bnext).max(1).values  # [B]
            value = q(bs).gather(1, ba.unsqueeze(1)).squeeze(1)  # [B]
            loss = nn.functional.mse_loss(value, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        copy = done and len(run.returns) % 10 == 0 if x13 else run.steps % 1000 == 0
        if copy:
            target.load_state_dict(q.state_dict())
    run.report()
