"""What experiments give over several seeds, as docs/experiments.md says it.

    .venv/bin/python benchmarks/figures.py x6-sarsa x6-q --seeds 10

Prints each number of ``result.json`` over the seeds: mean, standard deviation, least and greatest.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

AGENTS_JAR = Path(__file__).parents[1] / "java-agents/target/javagym-agents.jar"
TIMEOUT_SECONDS = 3600


def run(config: str, seed: int) -> dict[str, Any]:
    """Train once."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["java", "--add-modules", "jdk.incubator.vector", "-jar", str(AGENTS_JAR)]
        command += ["train", "--config", config, "--seed", str(seed), "--quiet", "--out", folder]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS)
        result: dict[str, Any] = json.loads((Path(folder) / "result.json").read_text())
    return result


def numbers(result: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Give all numbers of a result, by their path."""
    for key, value in result.items():
        if isinstance(value, dict):
            yield from numbers(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            yield prefix + key, value


def main() -> None:
    """Run all seeds of each experiment."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("configs", nargs="+")
    parser.add_argument("--seeds", type=int, default=10)
    args = parser.parse_args()
    for config in args.configs:
        runs = [dict(numbers(run(config, seed))) for seed in range(1, args.seeds + 1)]
        print(f"{config}, {args.seeds} seeds")
        for name in runs[0]:
            values = np.array([r[name] for r in runs if name in r], float)
            if name != "seed":
                print(
                    f"  {name:40} {values.mean():12.4f} +- {values.std(ddof=1):10.4f}"
                    f"  ({values.min():.4f} to {values.max():.4f})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
