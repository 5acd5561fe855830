"""An update and an action, in thread CPU time: Java's backends beside PyTorch, in turns.

.venv/bin/python benchmarks/network_speed.py
"""

from __future__ import annotations

import itertools
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

ROOT = Path(__file__).parents[1]
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"
BATCH = 64
TURNS = 3
ROUNDS = 9
JAVA = {
    "Java, plain loops": ("java", []),
    "Java, Vector API": ("java", ["--add-modules", "jdk.incubator.vector"]),
    "Java, DJL": ("djl", []),
}


def mlp(*sizes: int) -> nn.Sequential:
    """Make linear layers with ReLU between them."""
    layers: list[nn.Module] = []
    for inputs, outputs in itertools.pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def micros(work: Callable[[], object], per_round: int = 300) -> float:
    """Give the median of some rounds, after two that warm up."""
    samples = []
    for _ in range(ROUNDS + 2):
        started = time.thread_time()
        for _ in range(per_round):
            work()
        samples.append((time.thread_time() - started) / per_round * 1e6)
    return float(np.median(samples[2:]))


def pytorch(fused: bool) -> dict[str, float]:
    """Time PyTorch on the same work."""
    torch.manual_seed(0)
    q, target = mlp(4, 128, 128, 2), mlp(4, 128, 128, 2)
    adam = torch.optim.Adam(q.parameters(), lr=1e-3, fused=fused)
    s, following, r = torch.randn(BATCH, 4), torch.randn(BATCH, 4), torch.ones(BATCH)
    a, terminated = torch.arange(BATCH).unsqueeze(1) % 2, torch.zeros(BATCH)

    def dqn_update() -> None:
        with torch.no_grad():
            y = r + 0.99 * (1 - terminated) * target(following).max(1).values
        loss = nn.functional.mse_loss(q(s).gather(1, a).squeeze(1), y)
        adam.zero_grad()
        loss.backward()
        adam.step()

    def dqn_act() -> int:
        with torch.no_grad():
            return int(q(s[:1]).argmax())

    network = mlp(8, 256, 256, 5)
    ppo_adam = torch.optim.Adam(network.parameters(), lr=3e-4, eps=1e-5, fused=fused)
    x, action = torch.randn(BATCH, 8), torch.zeros(BATCH, dtype=torch.int64)
    advantage = torch.arange(BATCH) % 2 - 0.5

    def ppo_update() -> None:
        y = network(x)
        pi = torch.distributions.Categorical(logits=y[:, :4])
        ratio = (pi.log_prob(action) + 1.4).exp()
        policy_loss = -torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
        value_loss = 0.5 * ((y[:, 4] - 1) ** 2).mean()
        loss = policy_loss - 0.01 * pi.entropy().mean() + 0.5 * value_loss
        ppo_adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 0.5)
        ppo_adam.step()

    def ppo_act() -> torch.Tensor:
        with torch.no_grad():
            return network(x[:1])

    return {
        "dqn update": micros(dqn_update),
        "dqn act": micros(dqn_act),
        "ppo update": micros(ppo_update),
        "ppo act": micros(ppo_act),
    }


def java(backend: str, options: list[str]) -> tuple[dict[str, float], dict[str, int]]:
    """Time a backend, and count the bytes that it allocates."""
    command = ["java", *options, "-cp", str(AGENTS_JAR), "benchmarks/NetworkSpeed.java", backend]
    done = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=600
    )
    lines = [line.split(",") for line in done.stdout.splitlines()]
    return {name: float(t) for name, t, _ in lines}, {name: int(b) for name, _, b in lines}


def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    times: dict[str, list[dict[str, float]]] = {}
    allocated: dict[str, dict[str, int]] = {}
    for _ in range(TURNS):
        for name, fused in (("PyTorch", False), ("PyTorch, fused Adam", True)):
            times.setdefault(name, []).append(pytorch(fused))
        for name, (backend, options) in JAVA.items():
            micros_of, allocated[name] = java(backend, options)
            times.setdefault(name, []).append(micros_of)
    works = list(times["PyTorch"][0])
    print(f"{'us, median of turns':22}" + "".join(f"{work:>14}" for work in works))
    for name, turns in times.items():
        row = "".join(f"{np.median([turn[work] for turn in turns]):14.1f}" for work in works)
        print(f"{name:22}{row}")
    for name, of in allocated.items():
        print(f"{name}: bytes allocated " + ", ".join(f"{work} {of[work]}" for work in works))


if __name__ == "__main__":
    main()
