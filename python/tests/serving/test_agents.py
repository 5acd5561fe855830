"""Java agents train on Gymnasium's environments unchanged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from javagym import jvm

AGENTS_JAR = Path(__file__).parents[3] / "java-agents/target/javagym-agents.jar"


def test_q_learning_learns_the_same_from_an_environment_in_python(tmp_path):
    learned = {}
    for env_id in ("FrozenLake8x8-v1", "py/FrozenLake8x8-v1"):
        out = tmp_path / env_id.replace("/", "-")
        arguments = ["train", "--config", "x12", "--env", env_id, "--episodes", "60", "--seed", "1"]
        subprocess.run(
            [jvm.java_home()[0] / "bin/java", "-jar", AGENTS_JAR, *arguments, "--out", out, "-q"],
            check=True,
            timeout=120,
            env={**os.environ, "JAVAGYM_PYTHON": sys.executable},
        )
        learned[env_id] = (out / "metrics.csv").read_text()
    ours, theirs = learned.values()
    assert len(ours.splitlines()) == 61
    assert theirs == ours
