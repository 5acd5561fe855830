"""What Ray and gRPC add to a step: ratios of things measured in turns, and memory for sizing.

    build/ray-venv/bin/python benchmarks/ray_overhead.py

Each in the processor time of all processes that have a part in a step, the client's and the
server's, since the wall's says little on a busy machine (where Ray, too, has its actors give way to
others: they run at nice 15).
"""

from __future__ import annotations

import os
import statistics
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import ray

import javagym  # noqa: F401 - registers java/
from javagym.ray import start_servers

ROUNDS = 9
SECONDS = 0.3
MIB = 1 << 20


def resident(pid: int) -> float:
    """Return a process's own memory, MiB: what it shares with others counts in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {pid} does not say its memory")


def processor_seconds(pid: int) -> float:
    """Return the time that a process's threads ran, to 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost(envs: Any, actions: Any, seconds: float, server: int | None = None) -> float:
    """Return the processor time that a row's step takes here and in a server, ns."""

    def spent() -> float:
        there = 0.0 if server is None else processor_seconds(server)
        return time.process_time() + there

    steps, before, until = 0, spent(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        for _ in range(10):
            envs.step(actions)
        steps += 10
    return (spent() - before) / (steps * envs.num_envs) * 1e9


class Runner:
    """An actor with a JVM of its own, as an env runner is."""

    def __init__(self) -> None:
        self._envs: Any = None

    def ping(self) -> None:
        """Do nothing."""

    def batch(self, count: int) -> np.ndarray[Any, Any]:
        """Return so many bytes, as a rollout's observations are returned."""
        return np.zeros(count, np.uint8)

    def memory(self) -> float:
        return resident(os.getpid())

    def make(self, env_id: str, rows: int) -> None:
        self._envs = gym.make_vec(env_id, num_envs=rows)
        self._envs.reset(seed=1)
        self._actions = self._envs.action_space.sample()

    def measure(self, seconds: float) -> float:
        return cost(self._envs, self._actions, seconds)


def microseconds(call: Any, count: int = 50) -> float:
    started = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - started) / count * 1e6


def main() -> None:
    ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False)
    runner = ray.remote(Runner).remote()
    before = ray.get(runner.memory.remote())
    started = time.perf_counter()
    ray.get(runner.make.remote("javagym:java/CartPole-v1", 64))
    print(f"a JVM in a runner: {time.perf_counter() - started:.1f} s to the first observation")
    print(f"memory of a runner: {before:.0f} MiB, {ray.get(runner.memory.remote()):.0f} with a JVM")
    started = time.perf_counter()
    servers = start_servers(1)
    print(f"a server as an actor: {time.perf_counter() - started:.1f} s")

    for env_id in ("java/CartPole-v1", "java/LunarLander-v3"):
        for rows in (64, 1024):
            ray.get(runner.make.remote(f"javagym:{env_id}", rows))
            with ExitStack() as stack:
                here = stack.enter_context(closing(gym.make_vec(env_id, num_envs=rows)))
                far = stack.enter_context(
                    closing(gym.make_vec(env_id, num_envs=rows, door=servers))
                )
                kept = stack.enter_context(
                    closing(gym.make_vec(env_id, num_envs=rows, door=servers, resume=True))
                )
                for envs in (here, far, kept):
                    envs.reset(seed=1)
                server = servers.where()[0][2]
                actions = here.action_space.sample()
                measured: list[list[float]] = []
                for _ in range(ROUNDS):
                    measured.append(
                        [
                            cost(here, actions, SECONDS),
                            ray.get(runner.measure.remote(SECONDS)),
                            cost(far, actions, SECONDS, server),
                            cost(kept, actions, SECONDS, server),
                        ]
                    )
                base = statistics.median(row[0] for row in measured)
                ratios = [
                    statistics.median(row[column] / row[0] for row in measured)
                    for column in (1, 2, 3)
                ]
                print(
                    f"{env_id}, {rows} rows: {base:,.0f} ns a row's step in this process; in an"
                    f" actor {ratios[0]:.2f} times that, from a server {ratios[1]:.1f}, with resume"
                    f" {ratios[2]:.1f}",
                    flush=True,
                )
    print(f"memory of a server: {resident(servers.where()[0][2]):.0f} MiB")
    calls = [microseconds(lambda: ray.get(runner.ping.remote())) for _ in range(ROUNDS)]
    print(f"a call of an actor that does nothing: {statistics.median(calls):.0f} us")
    for size in (MIB, 8 * MIB):
        sizes = [
            microseconds(lambda size=size: ray.get(runner.batch.remote(size)), 5)
            for _ in range(ROUNDS)
        ]
        median = statistics.median(sizes)
        print(f"one that returns {size // MIB} MiB: {median:.0f} us, {size / median:.0f} MB/s")
    servers.close()
    ray.shutdown()


if __name__ == "__main__":
    main()
