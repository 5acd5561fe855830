"""Steps a second against the number of environments and of threads, as a chart and a table.

    make bench-scaling

Each point times ours and its peers in turns; the chart shows medians of the rounds. Written to
benchmarks/scaling.png and, as a table, into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import gymnasium as gym
import numpy as np

import javagym  # noqa: F401  registers java/...
from javagym.cli import console

FOLDER = Path(__file__).parent
SIZES = [4**k for k in range(9)]  # 1 to 65,536
ROUNDS = 7

# Row steps a timing, so that each takes about as long.
WORK = 400_000
GYMNASIUM_WORK = 40_000
LUNAR_WORK = 20_000

Timed = Callable[[], float]


def timed(envs: gym.vector.VectorEnv, row_steps: int) -> Timed:
    """Return a timed loop: row steps a second."""
    envs.reset(seed=0)
    rng = np.random.default_rng(0)
    space = envs.single_action_space
    actions = rng.integers(space.n, size=(16, envs.num_envs))
    steps = max(8, row_steps // envs.num_envs)

    def run() -> float:
        step = envs.step
        started = time.perf_counter()
        for i in range(steps):
            step(actions[i % 16])
        return steps * envs.num_envs / (time.perf_counter() - started)

    return run


def in_turns(runs: dict[str, Timed], warm_ups: int = 4) -> dict[str, float]:
    """Return medians over interleaved rounds."""
    for _ in range(warm_ups):
        for run in runs.values():
            run()
    rounds = [{name: run() for name, run in runs.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(r[name] for r in rounds) for name in runs}


def against_environments() -> dict[str, list[float]]:
    """Return steps a second for each size, by what was timed."""
    cores = os.cpu_count() or 1
    curves: dict[str, list[float]] = {}
    for num_envs in SIZES:
        with (
            closing(gym.make_vec("java/CartPole-v1", num_envs=num_envs, num_threads=1)) as one,
            closing(gym.make_vec("java/CartPole-v1", num_envs=num_envs)) as all_cores,
            closing(gym.make_vec("CartPole-v1", num_envs=num_envs)) as peer,
        ):
            point = in_turns(
                {
                    "javagym CartPole, 1 thread": timed(one, WORK),
                    f"javagym CartPole, {cores} threads": timed(all_cores, WORK),
                    "Gymnasium CartPoleVectorEnv": timed(peer, GYMNASIUM_WORK),
                }
            )
        for name, speed in point.items():
            curves.setdefault(name, []).append(speed)
    return curves


def against_threads() -> dict[str, dict[int, float]]:
    """Return steps a second for each number of threads, by what was timed."""
    counts = sorted({1, 2, 3, 4, os.cpu_count() or 1})
    curves: dict[str, dict[int, float]] = {}
    for env_id, num_envs, work, warm_ups in (
        ("CartPole-v1", 65_536, WORK, 4),
        ("LunarLander-v3", 64, LUNAR_WORK, 30),  # its compiler needs that long
    ):
        made = {
            count: gym.make_vec(f"java/{env_id}", num_envs=num_envs, num_threads=count)
            for count in counts
        }
        runs = {str(count): timed(envs, work) for count, envs in made.items()}
        point = in_turns(runs, warm_ups)
        curves[f"{env_id}, {num_envs} environments"] = {
            count: point[str(count)] for count in counts
        }
        for envs in made.values():
            envs.close()
    return curves


def chart(by_size: dict[str, list[float]], by_threads: dict[str, dict[int, float]]) -> None:
    """Draw both."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5))
    for name, speeds in by_size.items():
        left.loglog(SIZES, speeds, marker="o", label=name, base=10)
    left.set(xlabel="environments", ylabel="row steps a second", title="CartPole-v1, from Python")
    left.grid(visible=True, alpha=0.3)
    left.legend()
    for name, points in by_threads.items():
        base = points[1]
        right.plot(list(points), [speed / base for speed in points.values()], "o-", label=name)
    right.set(
        xlabel="threads",
        ylabel="times the speed of one thread",
        title=f"on {os.cpu_count()} cores",
        xticks=sorted({count for points in by_threads.values() for count in points}),
        ylim=(0, None),
    )
    right.grid(visible=True, alpha=0.3)
    right.legend()
    figure.tight_layout()
    figure.savefig(FOLDER / "scaling.png", dpi=120)


def table(by_size: dict[str, list[float]], by_threads: dict[str, dict[int, float]]) -> str:
    """Return both as Markdown."""
    lines = ["| million row steps a second | " + " | ".join(f"{n:,}" for n in SIZES) + " |"]
    lines.append("|---" * (len(SIZES) + 1) + "|")
    for name, speeds in by_size.items():
        lines.append(f"| {name} | " + " | ".join(f"{s / 1e6:.3g}" for s in speeds) + " |")
    lines.append("")
    for name, points in by_threads.items():
        told = ", ".join(f"{count}: {speed:,.0f}" for count, speed in points.items())
        lines.append(f"Row steps a second by threads, {name}: {told}.")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Time, draw and write down."""
    by_size, by_threads = against_environments(), against_threads()
    chart(by_size, by_threads)
    begin, end = "<!-- make bench-scaling -->", "<!-- /make bench-scaling -->"
    results = FOLDER / "RESULTS.md"
    text = results.read_text()
    if begin not in text:
        text += f"\n## Scaling\n\n![steps a second](scaling.png)\n\n{begin}\n{end}\n"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    written = table(by_size, by_threads)
    results.write_text(f"{before}{begin}\n{written}{end}{after}")
    console().print(written, markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
