"""What Java environments are held against.

Here are the tabular decision processes in pure Python.

Gymnasium has no original of them, so this is one: tables of transitions, stepped by Gymnasium's own
`categorical_sample`, as its FrozenLake is. Reading one is the shortest way to see what it is.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.envs.toy_text.utils import categorical_sample

# Probability, next state, reward, whether it is terminal.
Transition = tuple[float, int, float, bool]
Table = list[list[list[Transition]]]


class TabularMdp(gym.Env[Any, Any]):
    """A Markov decision process given by its tables.

    Args:
        transitions: for each state and action, what may happen.
        initial: the probability of each state to start in.
    """

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012 - Gymnasium declares it so

    def __init__(self, transitions: Table, initial: Sequence[float]) -> None:
        self.transitions = transitions
        self.initial = np.array(initial)
        self.observation_space = gym.spaces.Discrete(len(transitions))
        self.action_space = gym.spaces.Discrete(len(transitions[0]))
        self.state = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Draw a state to start in."""
        super().reset(seed=seed)
        self.state = int(categorical_sample(self.initial, self.np_random))
        return self.state, {"prob": 1.0}

    def step(self, action: int) -> tuple[int, float, bool, bool, dict[str, Any]]:
        """Draw what happens."""
        possible = self.transitions[self.state][action]
        drawn = categorical_sample([transition[0] for transition in possible], self.np_random)
        probability, self.state, reward, terminated = possible[int(drawn)]
        return self.state, float(reward), terminated, False, {"prob": probability}


def _start(state: int, count: int) -> list[float]:
    return [1.0 if other == state else 0.0 for other in range(count)]


def three_state_mdp() -> TabularMdp:
    """A leads to B by 5, B to C by 2, C to itself by 1; the actions are stay and right."""
    a, b, c = 0, 1, 2
    table: Table = [
        [[(1.0, a, 0, False)], [(1.0, b, 5, False)]],
        [[(1.0, b, 0, False)], [(1.0, c, 2, False)]],
        [[(1.0, c, 1, False)], [(1.0, c, 1, False)]],
    ]
    return TabularMdp(table, _start(a, 3))


def random_state() -> TabularMdp:
    """Five states, each followed by any, whatever the action; every step pays 1."""
    anywhere: list[Transition] = [(0.2, state, 1, False) for state in range(5)]
    return TabularMdp([[anywhere, anywhere] for _ in range(5)], [0.2] * 5)


def mars_rover(stochastic: bool = False) -> TabularMdp:
    """Seven sites; entering the second pays 1, the sixth 10; left, stay, right."""
    rewards = [0, 1, 0, 0, 0, 10, 0]
    table: Table = []
    for site in range(7):
        if stochastic:
            drift: list[Transition] = []
            if site > 0:
                drift.append((0.4, site - 1, rewards[site - 1], False))
            drift.append((0.2 if 0 < site < 6 else 0.6, site, rewards[site], False))
            if site < 6:
                drift.append((0.4, site + 1, rewards[site + 1], False))
            table.append([drift] * 3)
        else:
            table.append([])
            for change in (-1, 0, 1):
                target = site + change
                falls = not 0 <= target <= 6
                reward = 0 if falls else rewards[target]
                table[site].append([(1.0, site if falls else target, reward, falls)])
    return TabularMdp(table, _start(3, 7))


def grid_world(
    size: int = 3,
    goal: tuple[int, int] | None = None,
    step_reward: float = -1.0,
    goal_reward: float = 10.0,
) -> TabularMdp:
    """Cross a grid from the top left to the goal; left, down, right, up."""
    goal = goal or (size - 1, size - 1)
    table: Table = []
    for row in range(size):
        for column in range(size):
            outcomes: list[list[Transition]] = []
            for down, right in ((0, -1), (1, 0), (0, 1), (-1, 0)):
                if (row, column) == goal:
                    outcomes.append([(1.0, row * size + column, 0, True)])
                    continue
                place = (min(max(row + down, 0), size - 1), min(max(column + right, 0), size - 1))
                reward = goal_reward if place == goal else step_reward
                outcomes.append([(1.0, place[0] * size + place[1], reward, place == goal)])
            table.append(outcomes)
    return TabularMdp(table, _start(0, size * size))


# What holds each Java environment that has no original in Gymnasium.
ORIGINALS = {
    "java/ThreeStateMdp-v0": three_state_mdp,
    "java/RandomState-v0": random_state,
    "java/MarsRover-v0": mars_rover,
    "java/GridWorld-v0": grid_world,
}


def is_game(env_id: str) -> bool:
    """Return whether a registered Java environment is an Atari game."""
    from javagym.registration import registered

    spec = registered().get(env_id)
    return spec is not None and "game" in spec["kwargs"]


def original_id(env_id: str) -> str:
    """Return the id of a Java environment's original in Gymnasium's registry.

    That of an Atari game is ale-py's, which is registered here.

    Args:
        env_id: a Java environment's id, such as ``java/CartPole-v1``.
    """
    name = env_id.removeprefix("java/")
    if not is_game(env_id) or importlib.util.find_spec("ale_py") is None:
        return name
    import ale_py

    gym.register_envs(ale_py)
    return f"ALE/{name.removeprefix('Atari')}"  # AtariBlackjack, beside Gymnasium's own
