from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from javagym.doors import local_jvm
from tests.doors.servers import RunningServer, compiled, server

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def test_classes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders with the environments Echo, Slow, and the broken ones."""
    folder = tmp_path_factory.mktemp("classes")
    sources = [TESTS / "echo_env", TESTS / "broken_envs", TESTS / "doors" / "slow_env"]
    return [compiled(folder, source) for source in sources]


@pytest.fixture(scope="session")
def remote(
    tmp_path_factory: pytest.TempPathFactory, test_classes: list[Path]
) -> Iterator[RunningServer]:
    """A server that lives as long as the tests, with all environments of the tests."""
    classpath = [argument for path in test_classes for argument in ("--classpath", str(path))]
    with server(tmp_path_factory.mktemp("server"), *classpath) as running:
        yield running


@pytest.fixture(params=["process", "grpc"])
def door(request: pytest.FixtureRequest) -> str:
    """Every door but the one in this process, to which the others are held."""
    if request.param == "grpc":
        running: RunningServer = request.getfixturevalue("remote")
        return running.url
    assert request.param == "process"
    test_classes: list[Path] = request.getfixturevalue("test_classes")
    beside = local_jvm.local_jvm()
    if beside.pid not in _with_test_classes:
        beside.call("addClasspath", json.dumps([str(path) for path in test_classes]))
        _with_test_classes.add(beside.pid)
    return "process"


_with_test_classes: set[int] = set()
