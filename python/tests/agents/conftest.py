"""Agents, briefly trained, and observations to ask them about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from javagym.agents import Agent

OBSERVATIONS = 1000


@pytest.fixture
def close_later() -> Iterator[Callable[[Any], Any]]:
    """Return a function that has agents closed when the test is over."""
    opened: list[Any] = []

    def remember(agent: Any) -> Any:
        opened.append(agent)
        return agent

    yield remember
    for agent in opened:
        agent.close()


def observations(space: spaces.Space[Any], count: int = OBSERVATIONS) -> np.ndarray:
    """Return observations of about the size of those that environments give."""
    rng = np.random.default_rng(7)
    if isinstance(space, spaces.Discrete):
        states: np.ndarray = space.start + rng.integers(space.n, size=count)
        return states
    assert isinstance(space, spaces.Box)
    if space.dtype == np.uint8:
        return rng.integers(256, size=(count, *space.shape)).astype(np.uint8)
    return rng.normal(size=(count, *space.shape)).astype(space.dtype)


def best(agent: Agent | Any, seen: np.ndarray) -> np.ndarray:
    """Return the best actions."""
    actions: np.ndarray = agent.predict(seen, deterministic=True)[0]
    return actions
