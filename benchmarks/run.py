"""Speed, side by side: each row times our environment and its peer in turns, in one run.

    make bench

A row is a ratio of two medians over interleaved rounds; absolute figures only show the order of
magnitude. The table is written to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import gymnasium as gym
import numpy as np
from results import BEGIN, END, RESULTS, in_sections

import javagym
from javagym.cli import console

ROUNDS = 15


@dataclass
class Row:
    """A peer and ours, each a function that does some work and returns its seconds a unit."""

    name: str
    unit: str
    goal: str
    holds: Callable[[float, float], bool]
    peer: Callable[[], float]
    ours: Callable[[], float]
    rounds: int = ROUNDS
    scale: float = 1e6
    peer_name: str = "Gymnasium"
    warm_ups: int = 8


def single_step(env_id: str, steps: int = 20_000, door: str | None = None) -> Callable[[], float]:
    """Return a timed loop over one environment: seconds a step, resets included."""
    register_original(env_id)
    env = gym.make(env_id) if door is None else gym.make(env_id, door=door)
    env.reset(seed=0)
    rng = np.random.default_rng(0)
    if isinstance(env.action_space, gym.spaces.Discrete):
        actions = rng.integers(env.action_space.n, size=steps).tolist()
    else:
        actions = list(rng.uniform(-1, 1, (steps, *env.action_space.shape)).astype(np.float32))

    def run() -> float:
        step, reset = env.step, env.reset
        started = time.perf_counter()
        for action in actions:
            _, _, terminated, truncated, _ = step(action)
            if terminated or truncated:
                reset()
        return (time.perf_counter() - started) / steps

    return run


def vector_step(
    env_id: str, num_envs: int, steps: int, door: str | None = None
) -> Callable[[], float]:
    """Return a timed loop over a vector environment: seconds a row and step."""
    register_original(env_id)
    chosen = {} if door is None else {"door": door}
    envs = gym.make_vec(env_id, num_envs=num_envs, **chosen)
    envs.reset(seed=0)
    rng = np.random.default_rng(0)
    actions = rng.integers(envs.single_action_space.n, size=(64, num_envs))

    def run() -> float:
        step = envs.step
        started = time.perf_counter()
        for i in range(steps):
            step(actions[i % 64])
        return (time.perf_counter() - started) / (steps * num_envs)

    return run


def register_original(env_id: str) -> None:
    """Register ale-py's environments where one of them is asked for."""
    if env_id.startswith("ALE/"):
        import ale_py

        gym.register_envs(ale_py)


def envpool_step(env_id: str, num_envs: int, steps: int) -> Callable[[], float]:
    """Return a timed loop over EnvPool's environments on two threads: seconds a row and step."""
    import envpool

    envs = envpool.make(env_id, env_type="gymnasium", num_envs=num_envs, num_threads=2, seed=0)
    envs.reset()
    actions = (
        np.random.default_rng(0).integers(envs.action_space.n, size=(64, num_envs)).astype(np.int32)
    )

    def run() -> float:
        started = time.perf_counter()
        for i in range(steps):
            envs.step(actions[i % 64])
        return (time.perf_counter() - started) / (steps * num_envs)

    return run


def first_step(env_id: str, module: str) -> Callable[[], float]:
    """Return a timed Python process: seconds from its first import to its first step."""
    code = (
        "import time; started = time.perf_counter();"
        f"import {module}; import gymnasium as gym; env = gym.make({env_id!r});"
        "env.reset(seed=0); env.step(0); print(time.perf_counter() - started)"
    )

    def run() -> float:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
        )
        return float(done.stdout)

    return run


class Served:
    """Our server and the bare one, as long as the benchmark runs."""

    def __init__(self) -> None:
        from javagym.server import JARS, command

        self._processes: list[subprocess.Popen[str]] = []
        jars = ":".join(str(jar) for jar in JARS.glob("*.jar") if "logback" not in jar.name)
        # Compiled by the machine's JDK, run by the Java that runs ours.
        self._classes = tempfile.TemporaryDirectory()
        source = Path(__file__).parent / "BareStream.java"
        compiler = ["javac", "--release", "17", "-cp", jars, "-d", self._classes.name, str(source)]
        subprocess.run(compiler, check=True)
        self._bare = [command([])[0], "-cp", f"{self._classes.name}:{jars}", "BareStream"]
        self.url = (
            "grpc://"
            + self._start(
                command(["--port", "0", "--log-level", "warn", "--drain-timeout", "0"])
            ).split()[-1]
        )

    def _start(self, line: list[str]) -> str:
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._processes.append(process)
        assert process.stdout is not None
        return process.stdout.readline()

    def bare(self, response_bytes: int) -> str:
        """Return the address of a server that only answers, with so many bytes."""
        return f"127.0.0.1:{int(self._start([*self._bare, str(response_bytes)]))}"

    def end(self) -> None:
        """End both."""
        for process in self._processes:
            process.terminate()
            process.wait(20)
        self._classes.cleanup()


def remote_step(served: Served, env_id: str, steps: int = 2000) -> Callable[[], float]:
    """Return a timed loop over one environment in a server: seconds a round trip."""
    env = gym.make(env_id, door=served.url)
    env.reset(seed=0)
    actions = np.random.default_rng(0).integers(env.action_space.n, size=steps).tolist()

    def run() -> float:
        step, reset = env.step, env.reset
        resets = 0
        started = time.perf_counter()
        for action in actions:
            _, _, terminated, truncated, _ = step(action)
            if terminated or truncated:
                reset()
                resets += 1
        return (time.perf_counter() - started) / (steps + resets)

    return run


def bare_exchange(
    served: Served, request_bytes: int, response_bytes: int, count: int = 2000
) -> Callable[[], float]:
    """Return a timed loop over a bare stream, of the style of our own: seconds a round trip."""
    import queue

    import grpc

    channel = grpc.insecure_channel(served.bare(response_bytes))
    requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    call = channel.stream_stream("/bare.Stream/Exchange")(iter(requests.get, None))
    request = bytes(request_bytes)

    def run() -> float:
        assert channel is not None
        started = time.perf_counter()
        for _ in range(count):
            requests.put(request)
            next(call)
        return (time.perf_counter() - started) / count

    return run


def bare_ahead(
    served: Served, step_bytes: tuple[int, int], num_envs: int, steps: int
) -> Callable[[], float]:
    """Return a timed run of a bare stream with messages as of steps sent ahead: seconds a row."""
    import queue

    import grpc

    together = max(1, (1 << 20) // step_bytes[1])
    options = [("grpc.max_receive_message_length", -1), ("grpc.http2.lookahead_bytes", 4 << 20)]
    channel = grpc.insecure_channel(served.bare(together * step_bytes[1]), options)
    requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    call = channel.stream_stream("/bare.Stream/Exchange")(iter(requests.get, None))
    request = bytes(together * step_bytes[0])

    def run() -> float:
        assert channel is not None
        count = steps // together
        started = time.perf_counter()
        for _ in range(3):
            requests.put(request)
        for i in range(count):
            next(call)
            if i < count - 3:
                requests.put(request)
        return (time.perf_counter() - started) / (count * together * num_envs)

    return run


def step_message_bytes(env_id: str, url: str, num_envs: int | None = None) -> tuple[int, int]:
    """Return the sizes of a step's request and response."""
    from javagym.doors.grpc import Session
    from javagym.v1 import environment_service_pb2 as pb

    env = (
        gym.make(env_id, door=url) if num_envs is None else gym.make_vec(env_id, num_envs, door=url)
    )
    session = env.unwrapped._session  # type: ignore[union-attr]
    assert isinstance(session, Session)
    regions = session.layout["regions"]
    env.close()
    request, response = pb.SessionRequest(request_id=1000), pb.SessionResponse(request_id=1000)
    request.step.inputs.add(actions=bytes(regions["action"][1] - regions["action"][0]))
    response.step.outputs.add(outputs=bytes(regions["output"][1] - regions["output"][0]))
    return request.ByteSize(), response.ByteSize()


def steps_ahead(served: Served, env_id: str, num_envs: int, steps: int) -> Callable[[], float]:
    """Return a timed run of steps that are sent ahead: seconds a row and step."""
    envs = gym.make_vec(env_id, num_envs=num_envs, door=served.url)
    envs.reset(seed=0)
    rng = np.random.default_rng(0)
    actions = rng.integers(envs.single_action_space.n, size=(64, num_envs))

    def run() -> float:
        started = time.perf_counter()
        for _ in envs.step_many(actions[i % 64] for i in range(steps)):
            pass
        return (time.perf_counter() - started) / (steps * num_envs)

    return run


def process_rows() -> list[Row]:
    """Return the rows of the process door."""
    return [
        Row(
            "one step through the process door, CartPole-v1",
            "us a step",
            "at most 40 us",
            lambda ours, _: ours <= 40e-6,
            single_step("java/CartPole-v1", 5000),
            single_step("java/CartPole-v1", 5000, door="process"),
            peer_name="javagym in process",
        ),
        *[
            Row(
                f"vector {env_id}, 1024 environments, through the process door",
                "ns a row and step",
                "within 10% of the in-process rate",
                lambda ours, peer: peer / ours >= 0.9,
                vector_step(f"java/{env_id}", 1024, steps),
                vector_step(f"java/{env_id}", 1024, steps, door="process"),
                scale=1e9,
                peer_name="javagym in process",
                warm_ups=warm_ups,
            )
            for env_id, steps, warm_ups in (("CartPole-v1", 1000, 8), ("LunarLander-v3", 20, 10))
        ],
    ]


def remote_rows(served: Served) -> list[Row]:
    """Return the rows of the remote door."""
    sizes = step_message_bytes("java/CartPole-v1", served.url)
    rows = step_message_bytes("java/CartPole-v1", served.url, 4096)
    return [
        Row(
            f"one step over gRPC, CartPole-v1 ({sizes[0]} bytes there, {sizes[1]} back)",
            "us a round trip",
            "at most 1.2 of a bare stream's time",
            lambda ours, peer: ours / peer <= 1.2,
            bare_exchange(served, *sizes),
            remote_step(served, "java/CartPole-v1"),
            peer_name="bare gRPC stream",
        ),
        Row(
            "vector CartPole-v1, 4096 environments, steps sent ahead over gRPC",
            "ns a row and step",
            "at least 0.6 of the in-process rate",
            lambda ours, peer: peer / ours >= 0.6,
            vector_step("java/CartPole-v1", 4096, 500),
            steps_ahead(served, "java/CartPole-v1", 4096, 500),
            scale=1e9,
            peer_name="javagym in process",
        ),
        Row(
            f"the same beside what gRPC takes for its bytes ({rows[0]} there, {rows[1]} back)",
            "ns a row and step",
            "",
            lambda ours, peer: True,
            bare_ahead(served, rows, 4096, 500),
            steps_ahead(served, "java/CartPole-v1", 4096, 500),
            scale=1e9,
            peer_name="bare gRPC stream",
        ),
    ]


def rows(served: Served) -> list[Row]:
    """Return the rows; the goals are those of the project's table of numbers."""

    def at_most(limit: float) -> Callable[[float, float], bool]:
        return lambda ours, peer: ours / peer <= limit

    def at_least_times(times: float) -> Callable[[float, float], bool]:
        return at_most(1 / times)

    return [
        *[
            Row(
                f"one step through gym.make, {name}",
                "us a step",
                "at most 0.33 of Gymnasium's time",
                at_most(0.33),
                single_step(name),
                single_step(f"java/{name}"),
                warm_ups=warm_ups,
            )
            for name, warm_ups in (("CartPole-v1", 8), ("FrozenLake-v1", 8), ("LunarLander-v3", 30))
        ],
        Row(
            "one step through gym.make, BipedalWalker-v3",
            "us a step",
            "",
            at_most(float("inf")),
            single_step("BipedalWalker-v3", 4000),
            single_step("java/BipedalWalker-v3", 4000),
            warm_ups=20,
        ),
        *[
            Row(
                f"vector CartPole-v1, {num_envs} environments, observations copied out",
                "ns a row and step",
                f"at least {times} times Gymnasium's NumPy form",
                at_least_times(times),
                vector_step("CartPole-v1", num_envs, steps // 8),
                vector_step("java/CartPole-v1", num_envs, steps),
                scale=1e9,
            )
            for num_envs, steps, times in ((8, 16_000, 15), (1024, 2000, 4))
        ],
        *[
            Row(
                f"vector {env_id}, {num_envs} environments",
                unit,
                f"at least {times} times EnvPool on two threads",
                at_least_times(times),
                envpool_step(env_id, num_envs, steps // 10),
                vector_step(f"java/{env_id}", num_envs, steps),
                scale=scale,
                peer_name="EnvPool",
                warm_ups=warm_ups,
            )
            for env_id, num_envs, steps, times, unit, scale, warm_ups in (
                ("CartPole-v1", 8, 16_000, 15, "ns a row and step", 1e9, 8),
                ("CartPole-v1", 1024, 2000, 40, "ns a row and step", 1e9, 8),
                ("LunarLander-v3", 64, 300, 2.5, "us a row and step", 1e6, 30),
            )
        ],
        Row(
            "one step through gym.make, SpaceInvaders-v5",
            "us a step",
            "at most 0.9 of ale-py's time",
            at_most(0.9),
            single_step("ALE/SpaceInvaders-v5", 1500),
            single_step("java/SpaceInvaders-v5", 1500),
            peer_name="ale-py",
        ),
        *[
            Row(
                f"vector SpaceInvaders-v5, {num_envs} environments, standard preprocessing",
                "us a row and step",
                f"at least {times} times {peer_name}{on_two}",
                at_least_times(times),
                peer(env_id, num_envs, steps),
                vector_step("java/SpaceInvaders-v5", num_envs, steps),
                peer_name=peer_name,
            )
            for num_envs, steps in ((8, 200), (64, 25))
            for peer_name, on_two, env_id, peer, times in (
                ("AtariVectorEnv", "", "ALE/SpaceInvaders-v5", vector_step, 1.2),
                ("EnvPool", " on two threads", "SpaceInvaders-v5", envpool_step, 1.25),
            )
        ],
        Row(
            "import to first step, CartPole-v1",
            "ms",
            "at most 400 ms more than Gymnasium",
            lambda ours, peer: ours - peer <= 0.4,
            first_step("CartPole-v1", "gymnasium"),
            first_step("java/CartPole-v1", "javagym"),
            rounds=11,
            warm_ups=1,
            scale=1e3,
        ),
        *process_rows(),
        *remote_rows(served),
    ]


def measure(row: Row) -> tuple[list[float], list[float]]:
    """Time the peer and ours in turns, after some turns each to warm up: the JVM compiles."""
    for _ in range(row.warm_ups):
        row.peer()
        row.ours()
    pairs = [(row.peer(), row.ours()) for _ in range(row.rounds)]
    return [peer for peer, _ in pairs], [ours for _, ours in pairs]


def processor() -> str:
    """Return the processor's name and how many cores there are."""
    import os

    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [line.split(":", 1)[1].strip() for line in text.splitlines() if "model name" in line]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def main() -> int:
    """Run every row, print the table and write it down."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        "# Results",
        "",
        f"Written by `make bench` on {date.today().isoformat()}, commit {commit or 'unknown'}:"
        f" {processor()}, {platform.platform()};",
        f"Python {platform.python_version()}, gymnasium {version('gymnasium')},"
        f" envpool {version('envpool')},"
        f" numpy {version('numpy')}, jpype1 {version('jpype1')}, javagym {javagym.__version__},"
        f" Java {javagym.jvm.door().javaVersion()}.",
        "",
        "Each row times the peer and ours in turns in one run, after some turns to warm up, since",
        "the JVM compiles while it runs: eight, 30 (600,000 steps) for LunarLander, 20",
        "(80,000 steps) for BipedalWalker, one for whole processes. It gives medians with the",
        "range of the middle half; the ratio is ours over the peer's.",
        "",
    ]
    missed, table = 0, []
    served = Served()
    for row in rows(served):
        peer, ours = measure(row)
        holds = row.holds(statistics.median(ours), statistics.median(peer))
        missed += not holds
        verdict = ("holds" if holds else "MISSED") if row.goal else ""
        ratio = statistics.median(o / p for o, p in zip(ours, peer, strict=True))
        table.append(
            f"| {row.name} | {row.unit} | {row.peer_name} | {spread(peer, row.scale)}"
            f" | {spread(ours, row.scale)} | {ratio:.2f} | {row.goal} | {verdict} |"
        )
        console().print(table[-1], markup=False)
    served.end()
    lines.append(in_sections(table))
    text = RESULTS.read_text() if RESULTS.exists() else f"{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    RESULTS.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}")
    console().print(f"written to {RESULTS}", markup=False)
    return 1 if missed else 0


def spread(seconds: list[float], scale: float) -> str:
    """Return the median and the quartiles."""
    low, middle, high = statistics.quantiles([s * scale for s in seconds], n=4)
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


if __name__ == "__main__":
    sys.exit(main())
