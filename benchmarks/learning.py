"""Learning in Java beside PyTorch, seed by seed in turns: returns, times, and whether they differ.

    .venv/bin/python benchmarks/learning.py x9 --seeds 10 --steps 20000

Each run is a process of its own, with mathematics on one thread. Wall time is that of training,
without the start of Java and of Python; process time is all of it. ``make bench-learning`` runs it
for all experiments.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import scipy.stats

ROOT = Path(__file__).parents[1]
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"
REFERENCES = Path(__file__).parent / "reference"
TIMEOUT_SECONDS = 3600
VECTORS = ["--add-modules", "jdk.incubator.vector"]


def timed(command: list[str], folder: Path) -> tuple[str, float]:
    """Run a command, and give its output and how long the process lived."""
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout, time.perf_counter() - started


def java(config: str, seed: int, budget: list[str], options: list[str]) -> dict[str, float]:
    """Train in Java."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "java",
            *options,
            "-jar",
            str(AGENTS_JAR),
            "train",
            "--config",
            config,
            "--quiet",
        ]
        _, seconds = timed([*command, "--seed", str(seed), *budget, "--out", folder], ROOT)
        result = json.loads((Path(folder) / "result.json").read_text())
    return result | {"process_seconds": seconds}


def pytorch(config: str, seed: int, budget: list[str]) -> dict[str, float]:
    """Train the reference."""
    command = [sys.executable, str(REFERENCES / f"{config}.py"), "--seed", str(seed), *budget]
    output, seconds = timed(command, REFERENCES)
    return json.loads(output) | {"process_seconds": seconds}


def column(runs: list[dict[str, float]], name: str) -> np.ndarray:
    """Collect one number of each run."""
    return np.array([run[name] for run in runs], float)


def main() -> None:
    """Run both, and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("config", choices=sorted(p.stem for p in REFERENCES.glob("x*.py")))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--steps", type=int, help="instead of the experiment's own budget")
    parser.add_argument("--episodes", type=int, help="instead of the experiment's own budget")
    parser.add_argument("--plain", action="store_true", help="without Java's Vector API")
    args = parser.parse_args()
    budget = []
    if args.steps:
        budget += ["--steps", str(args.steps)]
    if args.episodes:
        budget += ["--episodes", str(args.episodes)]

    runs: dict[str, list[dict[str, float]]] = {"Java": [], "PyTorch": []}
    for seed in range(1, args.seeds + 1):
        runs["Java"].append(java(args.config, seed, budget, [] if args.plain else VECTORS))
        runs["PyTorch"].append(pytorch(args.config, seed, budget))
        for name, of in runs.items():
            last = of[-1]
            print(
                f"seed {seed:2} {name:8} {last['steps']:8,} steps {last['episodes']:5} episodes"
                f" {last['wall_seconds']:7.2f} s (process {last['process_seconds']:7.2f} s)"
                f" mean return of the last 100 {last['mean_return_last_100']:8.2f}",
                flush=True,
            )

    returns = {name: column(of, "mean_return_last_100") for name, of in runs.items()}
    for name, of in runs.items():
        per_step = column(of, "wall_seconds") / column(of, "steps")
        print(
            f"{name:8} return {returns[name].mean():.1f} +- {returns[name].std(ddof=1):.1f},"
            f" {np.median(per_step) * 1e6:.1f} us a step (median),"
            f" {np.median(column(of, 'wall_seconds')):.2f} s"
        )
    ratios = [
        (column(runs["Java"], name) / column(runs["Java"], "steps"))
        / (column(runs["PyTorch"], name) / column(runs["PyTorch"], "steps"))
        for name in ("wall_seconds", "process_seconds")
    ]
    print(
        f"time of a step, Java / PyTorch, median of {args.seeds} pairs: {np.median(ratios[0]):.3f}"
        f" ({ratios[0].min():.3f} to {ratios[0].max():.3f});"
        f" of the whole process {np.median(ratios[1]):.3f}"
    )
    welch = scipy.stats.ttest_ind(returns["Java"], returns["PyTorch"], equal_var=False)
    ranks = scipy.stats.mannwhitneyu(returns["Java"], returns["PyTorch"])
    print(f"equal returns: Welch p = {welch.pvalue:.3f}, Mann-Whitney p = {ranks.pvalue:.3f}")


if __name__ == "__main__":
    main()
