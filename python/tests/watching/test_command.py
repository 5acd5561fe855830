"""``javagym watch``, as a user starts and ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gymnasium as gym
import pytest
from click.testing import CliRunner

from javagym.cli import main
from javagym.watching.command import _policy
from tests.watching.page import Page

COMMAND = [sys.executable, "-c", "from javagym.cli import main; main()", "watch"]


@contextmanager
def watching(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; yield its process and the page's address."""
    process = subprocess.Popen(
        [*COMMAND, "--no-browser", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        assert first.startswith("listening on http://127.0.0.1:"), first
        yield process, first.split()[-1]
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()


def refused(*arguments: str) -> str:
    """Run the command in this process where it is to fail; return what it says, on one line."""
    result = CliRunner().invoke(main, ["watch", "--no-browser", *arguments])
    assert result.exit_code in (1, 2), result.output
    assert isinstance(result.exception, SystemExit)
    return " ".join(result.output.split())


def test_plain_ids_are_javas_and_py_is_gymnasiums() -> None:
    ids = ("CartPole-v1", "py/CartPole-v1", "java/FrozenLake-v1")
    with watching(*ids, "--num", "2", "--seed", "1") as (_, url), Page(url) as page:
        names = [f"{env_id} #{index}" for env_id in ids for index in (1, 2)]
        assert [screen["name"] for screen in page.screens] == names
        assert [screen["note"] for screen in page.screens] == ["heuristic"] * 4 + [
            "random actions"
        ] * 2
        for screen in range(1, 7):
            numbers = page.numbers(lambda numbers: numbers["steps"] > 0, screen)
            assert numbers["error"] is None
        for screen in range(1, 5):  # FrozenLake's picture needs the images of one Gymnasium
            assert page.picture(screen).shape == (400, 600, 3)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_with_a_page_open_and_frees_the_port(how: signal.Signals) -> None:
    with watching("CartPole-v1", "FrozenLake-v1") as (process, url), Page(url) as page:
        page.picture()
        process.send_signal(how)
        assert process.wait(20) == 0
        with socket.socket() as other:
            assert other.connect_ex(("127.0.0.1", urlsplit(url).port or 0)) != 0


def test_a_policy_in_a_file_plays(tmp_path: Path) -> None:
    from javagym.agents import DQN

    learned = DQN("java/CartPole-v1", seed=1).learn(200)
    file = tmp_path / "cart.safetensors"
    learned.save(file)
    with watching("CartPole-v1", "--policy", str(file)) as (_, url), Page(url) as page:
        assert page.screens[0]["note"] == "cart.safetensors"
        numbers = page.numbers(lambda numbers: numbers["steps"] > 20)
        assert numbers["error"] is None
    assert "observation_space" in refused("FrozenLake-v1", "--policy", str(file))


@pytest.mark.parametrize(
    ("env_id", "kwargs", "note"),
    [
        ("Pendulum-v1", {}, "heuristic"),
        ("LunarLander-v3", {}, "heuristic"),
        ("LunarLander-v3", {"continuous": True}, "random actions"),
        ("FrozenLake-v1", {}, "random actions"),
    ],
)
def test_the_heuristic_plays_where_there_is_one(
    env_id: str, kwargs: dict[str, Any], note: str
) -> None:
    env = gym.make(f"java/{env_id}", **kwargs)
    chosen, make = _policy(None, env, seed=1)
    observation, _ = env.reset(seed=1)
    env.step(make()(observation))
    env.close()
    assert chosen == note


def test_what_is_wrong_is_said_in_a_line() -> None:
    assert "`v7` for environment `CartPole` doesn't exist" in refused("CartPole-v7")
    assert "expected random, heuristic or a file" in refused("CartPole-v1", "--policy", "nowhere")
    assert "no heuristic policy for 'java/FrozenLake-v1'" in refused(
        "FrozenLake-v1", "--policy", "heuristic"
    )
    assert "--num is 65 for 1 ids, expected 1 to 64" in refused("CartPole-v1", "--num", "65")
    assert "port is 70000" in refused("CartPole-v1", "--port", "70000")
    assert "gravity" in refused("CartPole-v1", "--kwarg", "gravity=1")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert f"port {port}" in refused("CartPole-v1", "--port", port)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websockets.asyncio.server", None)
    assert "pip install 'javagym[watch]'" in refused("CartPole-v1")
