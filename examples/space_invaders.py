"""The basic loop on SpaceInvaders: reset, policy, step, loss, update, close.

.venv/bin/python examples/space_invaders.py [--pixels] [--steps 5000] [--frame frame.png]

A linear policy from the console's 128 bytes of memory, or from the pixels of the screen, to the six
actions; after each step one update with Adam on the loss ``-R log pi(A|S)``. It credits an action
with the next reward alone, so it is where to start, not where to stay.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

import javagym  # noqa: F401 - registers java/


class Adam:
    """Adam (Kingma and Ba, 2015), Algorithm 1, with PyTorch's defaults."""

    def __init__(self, shape: tuple[int, ...], learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.m = np.zeros(shape)
        self.v = np.zeros(shape)
        self.t = 0

    def step(self, gradient: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what to subtract from the parameters."""
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * gradient
        self.v = 0.999 * self.v + 0.001 * gradient**2
        m_hat = self.m / (1 - 0.9**self.t)
        v_hat = self.v / (1 - 0.999**self.t)
        return self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)


class LinearPolicy:
    """``pi(a|s) = softmax(W x + b)``, where x are the bytes of an observation over 255."""

    def __init__(self, inputs: int, actions: int, random: np.random.Generator) -> None:
        bound = 1 / np.sqrt(inputs)
        self.w = random.uniform(-bound, bound, (actions, inputs + 1))  # [k, n + 1], b is the last
        self.adam = Adam(self.w.shape, learning_rate=1e-4)
        self.random = random

    def act(self, observation: NDArray[np.uint8]) -> int:
        """Draw an action."""
        self.x = np.append(observation.ravel() / 255, 1)  # [n + 1]
        logits = self.w @ self.x  # [k]
        weights = np.exp(logits - logits.max())
        self.pi = weights / weights.sum()
        return int(self.random.choice(len(self.pi), p=self.pi))

    def update(self, action: int, reward: float) -> float:
        """Follow the gradient of the last action's loss; return the loss."""
        loss = -reward * float(np.log(self.pi[action]))
        logit_gradient = reward * (self.pi - np.eye(len(self.pi))[action])  # [k]
        self.w -= self.adam.step(np.outer(logit_gradient, self.x))
        return loss


@dataclass
class Trained:
    """What came of it: the loss of each step, the return and the length of each whole episode."""

    losses: list[float] = field(default_factory=list)
    returns: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


def train(
    env: gym.Env,
    steps: int,
    seed: int = 0,
    each_episode: Callable[[Trained], None] = lambda trained: None,
) -> Trained:
    """Run the loop for so many steps; the environment is left open."""
    policy = LinearPolicy(
        int(np.prod(env.observation_space.shape)),
        int(env.action_space.n),
        np.random.default_rng(seed),
    )
    trained = Trained()
    episode_return, length = 0.0, 0
    observation, _ = env.reset(seed=seed)
    for _ in range(steps):
        action = policy.act(observation)
        observation, reward, terminated, truncated, _ = env.step(action)
        trained.losses.append(policy.update(action, float(reward)))
        episode_return, length = episode_return + float(reward), length + 1
        if terminated or truncated:
            trained.returns.append(episode_return)
            trained.lengths.append(length)
            each_episode(trained)
            episode_return, length = 0.0, 0
            observation, _ = env.reset()
    return trained


def write_frame(env: gym.Env, path: Path) -> None:
    """Write what the screen shows now as a PNG."""
    import matplotlib.image

    matplotlib.image.imsave(path, env.render())


def log(trained: Trained) -> None:
    """Print a line for the episode that ended."""
    loss = np.mean(trained.losses[-trained.lengths[-1] :])
    print(
        f"episode {len(trained.returns):4}  return {trained.returns[-1]:6.0f}"
        f"  steps {trained.lengths[-1]:5}  loss {loss:8.4f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pixels", action="store_true", help="see the screen, not the memory")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--frame", type=Path, help="write the last frame there, as a PNG")
    arguments = parser.parse_args()
    with gym.make(
        "java/SpaceInvaders-v5",
        obs_type="rgb" if arguments.pixels else "ram",
        render_mode="rgb_array" if arguments.frame else None,
    ) as env:
        trained = train(env, arguments.steps, arguments.seed, log)
        if arguments.frame:
            write_frame(env, arguments.frame)
    print(f"{len(trained.losses)} steps, mean loss {np.mean(trained.losses):.4f}")


if __name__ == "__main__":
    main()
