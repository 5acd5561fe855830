from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

import javagym
from javagym import doors, registration


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


@pytest.fixture(params=["inprocess", "process"])
def every_door(request: pytest.FixtureRequest) -> Iterator[str]:
    """Runs a test once through each door."""
    before = doors.set_default(request.param)
    yield request.param
    doors.set_default(before)


@pytest.fixture(scope="session")
def stubborn_classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the environment Stubborn-v0, not added to anything."""
    if shutil.which("javac") is None:
        pytest.skip("javac is missing")
    sources = Path(__file__).parent / "stubborn_envs"
    classes = tmp_path_factory.mktemp("stubborn")
    jars = os.pathsep.join(javagym.jvm.jars())
    subprocess.run(
        ["javac", "--release", "17", "-cp", jars, "-d", classes, sources / "Stubborn.java"],
        check=True,
        capture_output=True,
    )
    shutil.copytree(sources / "META-INF", classes / "META-INF")
    return classes


@pytest.fixture(scope="session")
def stubborn(stubborn_classes: Path) -> Iterator[str]:
    """The id of an environment that is hard on a door."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(registration.CLASSPATH_VARIABLE, "")
        assert javagym.add_classpath(stubborn_classes) == ["java/Stubborn-v0"]
    yield "java/Stubborn-v0"
    for known, name in (
        (gym.registry, "java/Stubborn-v0"),
        (registration._java_specs, "Stubborn-v0"),
    ):
        del known[name]
