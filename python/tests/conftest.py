from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gymnasium as gym
import pytest

import javagym


@pytest.fixture(scope="session")
def jvm() -> Any:
    """The jpype module, with the JVM running and our jars on its class path."""
    javagym.start_jvm()
    import jpype

    return jpype


@pytest.fixture
def cart_pole() -> Iterator[gym.Env[Any, Any]]:
    env = gym.make("java/CartPole-v1")
    yield env
    env.close()
