"""X15 in PyTorch: PPO on LunarLander, in the style of CleanRL, on one environment."""

from __future__ import annotations

import math

import numpy as np
import torch
from common import Run
from torch import nn
from torch.distributions import Categorical

ROLLOUT = 2048
EPOCHS = 4
MINIBATCH = 64
GAMMA = 0.99
LAMBDA = 0.95
CLIP = 0.2
ENTROPY_WEIGHT = 0.01
VALUE_WEIGHT = 0.5
MAX_GRADIENT_NORM = 0.5
LEARNING_RATE = 3e-4


def start_orthogonal(layer: nn.Module, gain: float) -> None:
    """Start a layer as CleanRL does."""
    nn.init.orthogonal_(layer.weight, gain)
    nn.init.zeros_(layer.bias)


class ActorCritic(nn.Module):
    """Two heads on 256-256 ReLU."""

    def __init__(self, features: int, actions: int) -> None:
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Linear(features, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU()
        )
        self.actor = nn.Linear(256, actions)
        self.critic = nn.Linear(256, 1)
        start_orthogonal(self.trunk[0], math.sqrt(2))
        start_orthogonal(self.trunk[2], math.sqrt(2))
        start_orthogonal(self.actor, 0.01)
        start_orthogonal(self.critic, 1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give logits and values."""
        h = self.trunk(x)
        return self.actor(h), self.critic(h).squeeze(-1)


def main() -> None:
    """Train once."""
    run = Run(__doc__ or "", "LunarLander-v3", episodes=None, steps=500_000)
    network = ActorCritic(8, 4)
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, fused=True)
    x = torch.zeros(ROLLOUT, 8)
    action = torch.zeros(ROLLOUT, dtype=torch.int64)
    log_prob, value, reward, following = (torch.zeros(ROLLOUT) for _ in range(4))
    terminated, done = (torch.zeros(ROLLOUT) for _ in range(2))
    s, _ = run.env.reset(seed=run.seed)
    while not run.finished:
        for t in range(ROLLOUT):
            x[t] = torch.from_numpy(s)
            with torch.no_grad():
                logits, v = network(x[t].unsqueeze(0))
                pi = Categorical(logits=logits)
                a = pi.sample()
                action[t], log_prob[t], value[t] = a[0], pi.log_prob(a)[0], v[0]
            s, r, ended, truncated, _ = run.env.step(np.int64(a.item()))
            reward[t], terminated[t], done[t] = float(r), ended, ended or truncated
            run.count(float(r), ended or truncated)
            if truncated or t == ROLLOUT - 1:
                with torch.no_grad():
                    following[t] = network(torch.from_numpy(s).unsqueeze(0))[1][0]
            if t > 0 and not done[t - 1]:
                following[t - 1] = value[t]
            if ended or truncated:
                s, _ = run.env.reset()
            if run.finished:
                run.report()
                return

        advantage = torch.zeros(ROLLOUT)
        later = torch.tensor(0.0)
        for t in range(ROLLOUT - 1, -1, -1):
            delta = reward[t] + GAMMA * following[t] * (1 - terminated[t]) - value[t]
            later = delta + GAMMA * LAMBDA * (1 - done[t]) * later
            advantage[t] = later
        target = advantage + value

        for _ in range(EPOCHS):
            order = torch.from_numpy(run.random.permutation(ROLLOUT))
            for start in range(0, ROLLOUT, MINIBATCH):
                i = order[start : start + MINIBATCH]
                logits, v = network(x[i])
                pi = Categorical(logits=logits)
                ratio = (pi.log_prob(action[i]) - log_prob[i]).exp()
                adv = advantage[i]
                adv = (adv - adv.mean()) / (adv.std() + 1e-8)
                policy_loss = -torch.min(ratio * adv, ratio.clamp(1 - CLIP, 1 + CLIP) * adv).mean()
                value_loss = 0.5 * ((v - target[i]) ** 2).mean()
                loss = (
                    policy_loss - ENTROPY_WEIGHT * pi.entropy().mean() + VALUE_WEIGHT * value_loss
                )
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), MAX_GRADIENT_NORM)
                optimizer.step()
    run.report()


main()
