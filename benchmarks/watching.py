"""What it costs a step to be watched: by nobody, and by one page that draws all it is given."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import gymnasium as gym
from websockets.sync.client import connect

import javagym

ROUNDS = 15


def main() -> None:
    print(f"{'':34}{'plain':>12}{'nobody looks':>16}{'a page looks':>16}")
    for env_id, num_envs, steps in (
        ("java/CartPole-v1", None, 20_000),
        ("java/LunarLander-v3", None, 10_000),
        ("java/CartPole-v1", 8, 10_000),
        ("java/CartPole-v1", 1024, 500),
    ):
        print(f"{env_id if num_envs is None else f'{env_id} x {num_envs}':34}", end="", flush=True)
        ways = measure(env_id, num_envs, steps)
        plain = ways[0]
        print(f"{plain:9.2f} us", *(f"{way:7.2f} (+{way - plain:4.2f})" for way in ways[1:]))


def measure(env_id: str, num_envs: int | None, steps: int) -> list[float]:
    """Return the median thread time of a step in us: plain, watched by nobody, by a page."""

    def make() -> Any:
        if num_envs is None:
            return gym.make(env_id, render_mode="rgb_array")
        return gym.make_vec(env_id, num_envs, render_mode="rgb_array")

    plain, unseen = make(), javagym.watch(make())
    taken: list[list[float]] = [[], [], []]
    for _ in range(ROUNDS):
        taken[0].append(run(plain, num_envs, steps))
        taken[1].append(run(unseen, num_envs, steps))
        page = Page(unseen.url)
        taken[2].append(run(unseen, num_envs, steps))
        page.close()
    plain.close()
    unseen.close()
    return [statistics.median(way) for way in taken]


def run(env: Any, num_envs: int | None, steps: int) -> float:
    env.reset(seed=1)
    env.action_space.seed(1)
    actions = [env.action_space.sample() for _ in range(steps)]
    began = time.thread_time_ns()
    for action in actions:
        _, _, terminated, truncated, _ = env.step(action)
        if num_envs is None and (terminated or truncated):
            env.reset()
    return (time.thread_time_ns() - began) / steps / 1000


class Page:
    """Asks for a picture whenever it has one."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._closing = False
        self._thread = threading.Thread(target=self._look, args=(parts,))
        self._open = threading.Event()
        self._thread.start()
        self._open.wait(10)

    def _look(self, parts: Any) -> None:
        url = f"ws://{parts.netloc}/socket?{parts.query}"
        origin: Any = f"http://{parts.netloc}"
        with connect(url, origin=origin, compression=None, max_size=None) as socket:
            told = json.loads(socket.recv())
            ready = json.dumps({"type": "ready", "screen": told["screens"][0]["id"]})
            socket.send(ready)
            self._open.set()
            while not self._closing:
                if isinstance(socket.recv(), bytes):
                    socket.send(ready)

    def close(self) -> None:
        self._closing = True
        self._thread.join(10)


if __name__ == "__main__":
    sys.exit(main())
