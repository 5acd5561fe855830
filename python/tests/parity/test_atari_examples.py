"""X1, the basic loop on SpaceInvaders, as an example in Python and as an experiment in Java."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from javagym import jvm

pytest.importorskip("ale_py")
javagym_atari = pytest.importorskip("javagym_atari")

ROOT = Path(__file__).parents[3]
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"


@pytest.mark.parametrize(("arguments", "steps"), [([], 700), (["--pixels"], 20)], ids=str)
def test_the_python_example_runs_and_its_loss_is_finite(tmp_path, arguments, steps):
    frame = tmp_path / "frame.png"
    command = [sys.executable, ROOT / "examples/space_invaders.py", *arguments]
    done = subprocess.run(
        [*command, "--steps", str(steps), "--frame", frame],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith(f"{steps} steps, mean loss ")
    assert math.isfinite(float(last.split()[-1]))
    import matplotlib.image

    picture = matplotlib.image.imread(frame)
    assert picture.shape[:2] == (210, 160)
    assert len(np.unique(picture.reshape(-1, picture.shape[2]), axis=0)) > 3
    if steps > 500:
        assert "episode    1  return " in done.stdout


@pytest.mark.parametrize("config", ["x1", "x1-pixels"])
def test_the_java_experiment_logs_episodes_and_returns(tmp_path, config):
    java = jvm.java_home()[0] / "bin/java"
    properties = [f"-D{k}={v}" for k, v in javagym_atari.system_properties().items()]
    command = ["train", "--config", config, "--seed", "1", "--episodes", "1", "--out", tmp_path]
    subprocess.run(
        [java, *properties, "-jar", AGENTS_JAR, *command, "--quiet"], check=True, timeout=120
    )
    result = json.loads((tmp_path / "result.json").read_text())
    assert (result["env"], result["episodes"]) == ("SpaceInvaders-v5", 1)
    with (tmp_path / "metrics.csv").open() as file:
        (episode,) = csv.DictReader(file)
    assert float(episode["return"]) == result["mean_return_last_100"]
    assert int(episode["length"]) == result["steps"] > 100
    assert math.isfinite(float(episode["loss"]))
