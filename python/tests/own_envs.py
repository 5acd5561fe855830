"""Environments that tests bring with them, as a user's jars do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gymnasium as gym
import pytest

import javagym
from javagym import registration


@contextmanager
def environments_of_this_module() -> Iterator[None]:
    """Forget at the end what was added, so that no other test meets it."""
    registry, java_specs = dict(gym.registry), dict(registration._java_specs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(registration.CLASSPATH_VARIABLE, "")
        yield
    for live, kept in ((gym.registry, registry), (registration._java_specs, java_specs)):
        for name in live.keys() - kept.keys():
            del live[name]


def run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def compile_to(classes: Path, sources: Path) -> None:
    """Compile a folder of Java sources beside its META-INF against our jars."""
    jars = os.pathsep.join(javagym.jvm.jars())
    javac = ("javac", "--release", "17", "-proc:none", "-cp", jars, "-d", classes)
    run(*javac, *sources.glob("*.java"), cwd=classes)
