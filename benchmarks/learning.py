"""Learning in Java beside Python, seed by seed in turns: returns, times, and whether they differ.

    .venv/bin/python benchmarks/learning.py x9 --seeds 10 --steps 20000

Each run is a process of its own, with mathematics on one thread. Wall time is that of training,
without the start of Java and of Python; process time is all of it. The references with networks are
in PyTorch, those on tables in NumPy; the latter draw what Java draws, so that each episode is
equal, and count the processor time of the thread that trains too. ``make bench-learning`` runs it
for all experiments.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import scipy.stats

ROOT = Path(__file__).parents[1]
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"
REFERENCES = Path(__file__).parent / "reference"
TIMEOUT_SECONDS = 3600
TABLES = ("x7", "x8", "x8-keep", "x12")
VECTORS = ["--add-modules", "jdk.incubator.vector"]
# Training on a table is over before HotSpot's second compiler and G1's threads pay for themselves.
SHORT = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def timed(command: list[str], folder: Path) -> tuple[str, dict[str, float]]:
    """Run a command, and give its output, how long it lived and what its threads took."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, {
        "process_seconds": time.perf_counter() - started,
        "process_cpu_seconds": cpu_seconds,
    }


def java(config: str, seed: int, budget: list[str], options: list[str]) -> dict[str, Any]:
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
        _, times = timed([*command, "--seed", str(seed), *budget, "--out", folder], ROOT)
        result = json.loads((Path(folder) / "result.json").read_text())
    return result | times


def python(config: str, seed: int, budget: list[str]) -> dict[str, Any]:
    """Train the reference."""
    command = [sys.executable, str(REFERENCES / f"{config}.py"), "--seed", str(seed), *budget]
    output, times = timed(command, REFERENCES)
    return dict(json.loads(output)) | times


def score(config: str, run: dict[str, Any]) -> float:
    """Say how well a run learned, by what the experiment is judged by."""
    if config == "x12":
        return float(run["success_rate_last_1000"])
    if "averaged" in run:  # over 30 runs
        return float(run["averaged"]["mean_return_last_100"])
    return float(run["mean_return_last_100"])


def column(runs: list[dict[str, Any]], name: str) -> np.ndarray:
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
    parser.add_argument("--plain", action="store_true", help="Java without flags")
    args = parser.parse_args()
    budget = []
    if args.steps:
        budget += ["--steps", str(args.steps)]
    if args.episodes:
        budget += ["--episodes", str(args.episodes)]

    flags = [] if args.plain else SHORT if args.config in TABLES else VECTORS
    runs: dict[str, list[dict[str, Any]]] = {"Java": [], "Python": []}
    for seed in range(1, args.seeds + 1):
        runs["Java"].append(java(args.config, seed, budget, flags))
        runs["Python"].append(python(args.config, seed, budget))
        for name, of in runs.items():
            last = of[-1]
            last["score"] = score(args.config, last)
            print(
                f"seed {seed:2} {name:8} {last['steps']:8,} steps {last['episodes']:5} episodes"
                f" {last['wall_seconds']:7.2f} s (process {last['process_seconds']:7.2f} s)"
                f" score {last['score']:8.3f}",
                flush=True,
            )
    compare(runs["Java"], runs["Python"])


def compare(in_java: list[dict[str, Any]], in_python: list[dict[str, Any]]) -> None:
    """Print scores, times, and whether they differ."""
    for name, of in (("Java", in_java), ("Python", in_python)):
        scores = column(of, "score")
        per_step = column(of, "wall_seconds") / column(of, "steps")
        print(
            f"{name:8} score {scores.mean():.3f} +- {scores.std(ddof=1):.3f},"
            f" {np.median(per_step) * 1e6:.1f} us a step (median),"
            f" {np.median(column(of, 'wall_seconds')):.2f} s"
        )
    for what, name in (
        ("training", "wall_seconds"),
        ("training, processor time of its thread", "cpu_seconds"),
        ("the whole process", "process_seconds"),
        ("the whole process, processor time of all threads", "process_cpu_seconds"),
    ):
        if all(name in run for run in in_java + in_python):
            ratios = (column(in_java, name) / column(in_java, "steps")) / (
                column(in_python, name) / column(in_python, "steps")
            )
            print(
                f"time of a step, Java / Python, median of {len(ratios)} pairs:"
                f" {np.median(ratios):.3f} ({ratios.min():.3f} to {ratios.max():.3f}), {what}"
            )
    java_scores, python_scores = column(in_java, "score"), column(in_python, "score")
    if np.allclose(java_scores, python_scores, rtol=0, atol=1e-9):  # means are rounded
        print("equal scores: the same with each seed, p = 1")
        return
    welch = scipy.stats.ttest_ind(java_scores, python_scores, equal_var=False)
    ranks = scipy.stats.mannwhitneyu(java_scores, python_scores)
    print(f"equal scores: Welch p = {welch.pvalue:.3f}, Mann-Whitney p = {ranks.pvalue:.3f}")


if __name__ == "__main__":
    main()
