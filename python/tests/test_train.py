"""``javagym train``: the Java agents' command line, and what it leaves for Python's tools."""

from __future__ import annotations

import csv
import json
import math
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from javagym import train_command

SECONDS = 60


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = "from javagym.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    done = run(
        *("train", "--agent", "dqn", "--env", "CartPole-v1", "--seed", "3", "--steps", "900"),
        *("-p", "epsilon=linear:1,0.05,500", "--out", str(folder)),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("DQN on CartPole-v1, seed 3: ")
    return folder


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "metrics.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_result_says_what_was_run(trained: Path) -> None:
    result = json.loads((trained / "result.json").read_text())
    assert (result["seed"], result["steps"]) == (3, 900)
    assert result["episodes"] == len(rows(trained))
    config = json.loads((trained / "config.json").read_text())
    assert config["hyperparameters"]["epsilon"] == "linear:1,0.05,500"


def test_tensorboard_reads_the_events(trained: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    accumulator = EventAccumulator(str(trained), size_guidance={"tensors": 0, "scalars": 0})
    accumulator.Reload()
    expected = rows(trained)
    columns = {
        "episode/return": "return",
        "episode/length": "length",
        "agent/epsilon": "epsilon",
        "agent/loss": "loss",
    }
    assert set(accumulator.Tags()["scalars"]) == set(columns)
    for tag, column in columns.items():
        there = [row for row in expected if math.isfinite(float(row[column]))]
        events = accumulator.Scalars(tag)
        assert [event.step for event in events] == [int(row["steps"]) for row in there]
        assert [event.value for event in events] == pytest.approx(
            [float(row[column]) for row in there], rel=1e-6
        )
        assert all(abs(time.time() - event.wall_time) < 600 for event in events)


def test_evaluate_plays_what_was_learned(trained: Path) -> None:
    done = run("evaluate", str(trained), "--episodes", "5", "--seed", "1", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["episodes"] == 5
    assert told["mean_return"] == told["mean_length"]  # CartPole pays 1 a step

    # The same policy, loaded by Python, on Gymnasium's own CartPole.
    import gymnasium

    from javagym.agents import Policy

    policy = Policy(trained / "policy.safetensors")
    env = gymnasium.make("CartPole-v1")
    lengths = []
    for episode in range(5):
        observation, _ = env.reset(seed=1 if episode == 0 else None)
        length, done_ = 0, False
        while not done_:
            observation, _, terminated, truncated, _ = env.step(policy.predict(observation)[0])
            length, done_ = length + 1, terminated or truncated
        lengths.append(length)
    assert told["mean_length"] == sum(lengths) / 5


def test_ctrl_c_saves_and_a_resumed_run_is_the_same(trained: Path, tmp_path: Path) -> None:
    arguments = ["train", "--agent", "dqn", "--env", "CartPole-v1", "--seed", "3"]
    arguments += ["--steps", "1000000000", "-p", "epsilon=linear:1,0.05,500"]
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", "from javagym.cli import main; main()"),
            *(*arguments, "--checkpoint-every", "300", "--out", str(tmp_path)),
        ],
        stderr=subprocess.PIPE,
        text=True,
        # Where this runs in the background, SIGINT is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + SECONDS
    while len(list(tmp_path.glob("checkpoints/*.ckpt"))) < 2:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert f"go on with: train --resume {tmp_path}" in stderr
    assert not (tmp_path / "result.json").exists()

    steps = max(int(row["steps"]) for row in rows(tmp_path)) + 500
    done = run("train", "--resume", str(tmp_path), "--steps", str(steps), "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    resumed = rows(tmp_path)
    assert int(resumed[-1]["steps"]) <= steps
    # As far as both went, it is the run that was never stopped.
    shared = rows(trained)
    assert resumed[: len(shared)] == shared


def test_a_wrong_line_is_one_line(tmp_path: Path) -> None:
    done = run(
        *("train", "--agent", "ppo", "--env", "CartPole-v1", "--out", str(tmp_path)),
        *("-p", "clip_range=-1"),
    )
    assert done.returncode == 2
    assert "ppo: clip_range is '-1', expected a number > 0; it has net_arch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "short"),
    [
        (["train", "--config", "x7", "--seed", "1"], True),
        (["train", "--config=x8-keep"], True),
        (["train", "--env", "Taxi-v4", "--agent", "sarsa"], True),
        (["train", "--config", "x15"], False),
        (["train", "--agent", "dqn", "--env", "x7"], False),
        (["list"], False),
    ],
)
def test_a_table_is_trained_without_the_second_compiler(arguments, short) -> None:
    line = train_command.command(arguments)
    assert ("-XX:TieredStopAtLevel=1" in line) == short
    assert line[-len(arguments) :] == arguments
