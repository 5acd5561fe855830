"""Memory that stays flat: ten million steps, ten thousand frames, environments made and closed.

    make soak

Prints the resident memory as it goes, and exits with 1 if the second half of either run grew by
more than a small amount over its first sample after warm-up.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gymnasium as gym
import numpy as np

import javagym  # registers java/
from javagym.doors import local_jvm

MEBIBYTE = 2**20
ALLOWED_GROWTH_MIB = 8


def resident_mib(pid: int | str = "self") -> float:
    """Return the resident memory of a process, of this one with the JVM in it."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / MEBIBYTE


def watch(
    name: str, total: int, unit: int, work: Callable[[], None], pid: int | str = "self"
) -> bool:
    """Do ``total`` units of work and look at the memory ten times; return whether it was flat."""
    samples = []
    for tenth in range(10):
        for _ in range(total // unit // 10):
            work()
        gc.collect()
        samples.append(resident_mib(pid))
        print(f"{name}: {(tenth + 1) * total // 10:>10,} {samples[-1]:8.1f} MiB", flush=True)
    growth = max(samples[5:]) - max(samples[2:5])
    flat = growth <= ALLOWED_GROWTH_MIB
    print(f"{name}: {'flat' if flat else 'GROWS'} ({growth:+.1f} MiB)", flush=True)
    return flat


def steps_of(env_id: str) -> Callable[[], None]:
    """Return 10,000 steps of an environment."""
    env = gym.make(env_id)
    env.reset(seed=0)
    actions = np.random.default_rng(0).integers(env.action_space.n, size=10_000).tolist()

    def work() -> None:
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                env.reset()

    return work


def frame_of(env_id: str) -> Callable[[], None]:
    """Return a step and its frame."""
    env = gym.make(env_id, render_mode="rgb_array")
    env.reset(seed=0)
    env.action_space.seed(0)

    def work() -> None:
        _, _, terminated, truncated, _ = env.step(env.action_space.sample())
        env.render()
        if terminated or truncated:
            env.reset()

    return work


def episode_of(env_id: str) -> Callable[[], None]:
    """Return a whole episode with random actions."""
    env = gym.make(env_id)
    env.reset(seed=0)
    env.action_space.seed(0)

    def work() -> None:
        env.reset()
        over = False
        while not over:
            _, _, terminated, truncated, _ = env.step(env.action_space.sample())
            over = terminated or truncated

    return work


def make_and_close() -> None:
    """Make, use and close a single and a vector environment."""
    env = gym.make("java/FrozenLake-v1")
    env.reset(seed=0)
    env.step(0)
    env.close()
    envs = gym.make_vec("java/CartPole-v1", num_envs=64)
    envs.reset(seed=0)
    envs.step(np.zeros(64, dtype=np.int64))
    envs.close()


def remote_steps(url: str) -> Callable[[], None]:
    """Return 100,000 steps of 100 environments in a server, sent ahead."""
    envs = gym.make_vec("java/CartPole-v1", num_envs=100, door=url)
    envs.reset(seed=0)
    actions = np.random.default_rng(0).integers(2, size=(1000, 100))

    def work() -> None:
        for _ in envs.step_many(actions):
            pass

    return work


def remote_single_steps(url: str) -> Callable[[], None]:
    """Return 10,000 steps of an environment in a server, with a round trip each."""
    env = gym.make("java/CartPole-v1", door=url)
    env.reset(seed=0)

    def work() -> None:
        for step in range(10_000):
            _, _, terminated, truncated, _ = env.step(step % 2)
            if terminated or truncated:
                env.reset()

    return work


def remote_make_and_close(url: str) -> Callable[[], None]:
    """Return the making, use and closing of an environment in a server."""

    def work() -> None:
        with gym.make("java/FrozenLake-v1", door=url) as env:
            env.reset(seed=0)
            env.step(0)

    return work


def watch_remote() -> list[bool]:
    """Watch the memory of both sides of the remote door."""
    from javagym.server import command

    process = subprocess.Popen(
        command(["--port", "0", "--log-level", "warn", "--drain-timeout", "0"]),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        url = "grpc://" + process.stdout.readline().split()[-1]
        steps, single = remote_steps(url), remote_single_steps(url)
        making = remote_make_and_close(url)
        return [
            watch("steps over gRPC, client", 10_000_000, 100_000, steps),
            watch("steps over gRPC, server", 10_000_000, 100_000, steps, process.pid),
            watch("single steps over gRPC, client", 1_000_000, 10_000, single),
            watch("single steps over gRPC, server", 1_000_000, 10_000, single, process.pid),
            watch("make and close over gRPC, client", 2_000, 1, making),
            watch("make and close over gRPC, server", 2_000, 1, making, process.pid),
        ]
    finally:
        process.terminate()
        process.wait(20)


def process_steps() -> Callable[[], None]:
    """Return a thousand steps of 1024 environments through the process door."""
    envs = gym.make_vec("java/CartPole-v1", num_envs=1024, door="process")
    envs.reset(seed=0)
    actions = np.random.default_rng(0).integers(2, size=(64, 1024))

    def work() -> None:
        for step in range(1000):
            envs.step(actions[step % 64])

    return work


def process_make_and_close() -> None:
    """Make, use and drop environments behind the process door, with a growing heap and a frame."""
    with gym.make("java/FrozenLake-v1", door="process", render_mode="rgb_array") as env:
        env.reset(seed=0)
        env.step(0)
        env.render()
    dropped = gym.make_vec("java/CartPole-v1", num_envs=64, door="process")
    dropped.reset(seed=0)


def watch_process() -> list[bool]:
    """Watch the memory of both sides of the process door."""
    steps = process_steps()
    pid = local_jvm.local_jvm().pid
    making = process_make_and_close
    return [
        watch("steps through the process door, Python", 100_000_000, 1_024_000, steps),
        watch("steps through the process door, JVM", 100_000_000, 1_024_000, steps, pid),
        watch("make and drop, process door, Python", 10_000, 1, making),
        watch("make and drop, process door, JVM", 10_000, 1, making, pid),
    ]


def make_and_close_atari() -> None:
    """Make, use and close 64 Atari games at once."""
    envs = [gym.make("java/SpaceInvaders-v5", obs_type="ram") for _ in range(64)]
    for env in envs:
        env.reset(seed=0)
        env.step(0)
    for env in envs:
        env.close()


def main() -> int:
    """Run all."""
    print(f"javagym {javagym.__version__}, Java {javagym.jvm.door().javaVersion()}", flush=True)
    flat = [
        watch("steps of java/CartPole-v1", 10_000_000, 10_000, steps_of("java/CartPole-v1")),
        watch("steps of java/FrozenLake-v1", 10_000_000, 10_000, steps_of("java/FrozenLake-v1")),
        watch("frames of java/CartPole-v1", 10_000, 1, frame_of("java/CartPole-v1")),
        watch("frames of java/FrozenLake-v1", 10_000, 1, frame_of("java/FrozenLake-v1")),
        watch("episodes of java/LunarLander-v3", 5_000, 1, episode_of("java/LunarLander-v3")),
        watch("episodes of java/BipedalWalker-v3", 1_000, 1, episode_of("java/BipedalWalker-v3")),
        watch("frames of java/BipedalWalker-v3", 10_000, 1, frame_of("java/BipedalWalker-v3")),
        watch("make and close", 20_000, 1, make_and_close),
        *watch_process(),
        *watch_remote(),
    ]
    if "java/SpaceInvaders-v5" in gym.registry:
        flat.append(watch("64 Atari games made and closed", 200, 1, make_and_close_atari))
    return 0 if all(flat) else 1


if __name__ == "__main__":
    sys.exit(main())
