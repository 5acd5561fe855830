"""A training script in one file, in a process of its own, on our environments and Gymnasium's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")

SCRIPT = Path(__file__).parent / "cleanrl_style_ppo.py"


def mean_return(*args: str) -> float:
    done = subprocess.run(
        [sys.executable, SCRIPT, *args], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.slow
def test_it_learns_as_on_gymnasiums_own():
    ours = mean_return("--env-id", "java/CartPole-v1", "--import", "javagym")
    theirs = mean_return("--env-id", "CartPole-v1")
    assert ours == theirs  # bit for bit: environment, seeds and losses are the same
    assert ours > 100  # a random policy's is 22


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_it_runs_on_gymnasiums_vector_environments_of_ours(mode):
    args = ("--total-steps", "2048", "--vectorization-mode", mode)
    ours = mean_return("--env-id", "javagym:java/CartPole-v1", *args)
    assert ours == mean_return("--env-id", "CartPole-v1", *args)
    assert ours > 10
