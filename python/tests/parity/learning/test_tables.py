"""Whole training runs on tables, in Java and in NumPy: each episode is the same."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parity.learning.java import AGENTS_JAR

REFERENCES = Path(__file__).parents[4] / "benchmarks/reference"
TIMEOUT_SECONDS = 120


def run(command, folder):
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("config", ["x7", "x8", "x8-keep", "x12"])
def test_each_episode_is_the_same(tmp_path, config):
    java = ["java", "-jar", str(AGENTS_JAR), "train", "--config", config, "--seed", "11"]
    run([*java, "--quiet", "--out", str(tmp_path)], tmp_path)
    python = [sys.executable, str(REFERENCES / f"{config}.py"), "--seed", "11"]
    expected = json.loads(run(python, REFERENCES))

    with (tmp_path / "metrics.csv").open() as metrics:
        episodes = list(csv.DictReader(metrics))
    result = json.loads((tmp_path / "result.json").read_text())

    assert [float(episode["return"]) for episode in episodes] == expected["returns"]
    assert [int(episode["length"]) for episode in episodes] == expected["lengths"]
    assert len(set(expected["returns"])) > 1
    if "averaged" in expected:
        for name, value in expected["averaged"].items():
            assert result["averaged"][name] == pytest.approx(value, abs=1e-12)
    else:
        assert result["success_rate_last_1000"] == expected["success_rate_last_1000"]
