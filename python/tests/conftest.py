from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

import javagym
from tests.own_envs import compile_to, environments_of_this_module


def pytest_configure() -> None:
    """Have Ctrl-C felt: a shell that starts the tests in the background has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Registers ``broken/...``, one for each fault, from a folder of classes."""
    if shutil.which("javac") is None:
        pytest.skip("javac is missing")
    sources = Path(__file__).parent / "broken_envs"
    classes = tmp_path_factory.mktemp("broken")
    shutil.copytree(sources / "META-INF", classes / "META-INF")
    compile_to(classes, sources)
    with environments_of_this_module():
        assert "broken/NONE-v0" in javagym.add_classpath(classes)
        yield classes
