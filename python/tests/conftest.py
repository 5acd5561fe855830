from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

import javagym
from javagym import doors
from tests.own_envs import compile_to, environments_of_this_module, run


def pytest_configure() -> None:
    """Set what the process of a user has, whatever starts these tests."""
    # A shell that starts the tests in the background has Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # As javagym sets it before it imports gRPC: here another library may import that first.
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")


@pytest.fixture(scope="session")
def jvm() -> Any:
    """The jpype module, with the JVM running and our jars on its class path."""
    javagym.start_jvm()
    import jpype

    return jpype


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's wheel, with what `make setup` has built in it."""
    folder = tmp_path_factory.mktemp("wheel")
    project = Path(__file__).parents[1]
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps")
    run(*pip, "-w", folder, project, cwd=folder)
    (built,) = folder.glob("javagym-*.whl")
    return built


@pytest.fixture
def cart_pole() -> Iterator[gym.Env[Any, Any]]:
    env = gym.make("java/CartPole-v1")
    yield env
    env.close()


@pytest.fixture(params=["inprocess", "process"])
def every_door(request: pytest.FixtureRequest) -> Iterator[str]:
    """Runs a test once through each door."""
    before = doors.set_default(request.param)
    yield request.param
    doors.set_default(before)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Registers ``broken/...``, one for each fault, from a folder of classes."""
    classes = compiled("broken_envs", tmp_path_factory)
    with environments_of_this_module():
        assert "broken/NONE-v0" in javagym.add_classpath(classes)
        yield classes


@pytest.fixture(scope="session")
def stubborn_classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the environment Stubborn-v0, not added to anything."""
    return compiled("stubborn_envs", tmp_path_factory)


@pytest.fixture(scope="module")
def stubborn(stubborn_classes: Path) -> Iterator[str]:
    """The id of an environment that is hard on a door."""
    with environments_of_this_module():
        assert javagym.add_classpath(stubborn_classes) == ["java/Stubborn-v0"]
        yield "java/Stubborn-v0"


def compiled(folder: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("javac") is None:
        pytest.skip("javac is missing")
    sources = Path(__file__).parent / folder
    classes = tmp_path_factory.mktemp(folder)
    shutil.copytree(sources / "META-INF", classes / "META-INF")
    compile_to(classes, sources)
    return classes
