"""Says what the tests reach: ``python report.py JACOCO_JAR FOLDER``, which `make coverage` runs.

Prints a table of Java's modules and packages and of Python's packages, and writes pages for both,
from what `coverage/measure` left in the folder: lines and branches.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
MODULES = ["java-envs", "java-box2d", "java-conformance", "java-gateway", "java-wire"]
MODULES += ["java-client", "java-server", "java-agents", "native"]
GENERATED = ("io/javagym/box2d/engine/",)


class Count(NamedTuple):
    """How many lines and branches were reached, and how many there are."""

    lines: int = 0
    all_lines: int = 0
    branches: int = 0
    all_branches: int = 0

    def plus(self, other: Count) -> Count:
        """Return both together."""
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


Counts = dict[str, Count]


def java(jacoco: str, folder: Path) -> Counts:
    """Write the pages of Java, and return the counts by module and package."""
    runs = [str(run) for run in sorted(folder.glob("*.exec"))]
    if not runs:
        return {}
    counts: Counts = defaultdict(Count)
    for module in MODULES:
        classes = ROOT / module / "target/classes"
        if not classes.exists():
            continue
        command = ["java", "-jar", jacoco, "report", *runs, "--name", module, "--quiet"]
        for part in own_classes(classes):
            command += ["--classfiles", str(part)]
        for sources in ("src/main/java", "src/vector/java"):
            command += ["--sourcefiles", str(ROOT / module / sources)]
        pages, table = folder / "java" / module, folder / f"{module}.csv"
        subprocess.run([*command, "--html", str(pages), "--csv", str(table)], check=True)
        with table.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                count = Count(*of_row(row))
                counts[module] = counts[module].plus(count)
                package = f"{module}  {row['PACKAGE']}"
                counts[package] = counts[package].plus(count)
    return counts


def own_classes(classes: Path) -> Iterator[Path]:
    """Yield the class files that people wrote."""
    for path in sorted(classes.rglob("*.class")):
        if not str(path.relative_to(classes)).startswith(GENERATED):
            yield path


def of_row(row: dict[str, str]) -> Iterator[int]:
    """Yield the fields of a count from one class."""
    for kind in ("LINE", "BRANCH"):
        covered = int(row[f"{kind}_COVERED"])
        yield covered
        yield covered + int(row[f"{kind}_MISSED"])


def python(folder: Path) -> Counts:
    """Write the pages of Python, and return the counts by package."""
    data = folder / "python/all"
    runs = sorted((folder / "python").glob("data.*"))
    if runs or data.exists():
        coverage = [str(Path(sys.executable).parent / "coverage")]
        settings = ["--rcfile", str(ROOT / "coverage/python.ini"), "--data-file", str(data)]
        environment = {**os.environ, "COVERAGE_FOLDER": str(folder)}

        def run(command: str, *arguments: str) -> None:
            subprocess.run(
                [*coverage, command, *settings, *arguments],
                check=True,
                cwd=ROOT / "python",
                env=environment,
                stdout=subprocess.DEVNULL,
            )

        if runs:
            run("combine", "--keep", *map(str, runs))
        run("html", "--directory", str(folder / "python/pages"))
        run("json", "-o", str(folder / "python.json"))
        return of_files(json.loads((folder / "python.json").read_text(encoding="utf-8"))["files"])
    return {}


def of_files(files: dict[str, dict[str, dict[str, int]]]) -> Counts:
    """Return the counts of Python by package: the first two parts of a module's name."""
    counts: Counts = defaultdict(Count)
    for name, file in files.items():
        parts = Path(name.split("src/")[-1]).parts
        package = parts[0] if len(parts) < 3 else f"{parts[0]}.{parts[1]}"
        summary = file["summary"]
        count = Count(
            summary["covered_lines"],
            summary["num_statements"],
            summary["covered_branches"],
            summary["num_branches"],
        )
        counts["Python"] = counts["Python"].plus(count)
        counts[f"python  {package}"] = counts[f"python  {package}"].plus(count)
    return counts


def share(reached: int, of: int) -> str:
    """Return a percentage, of which 100 means all."""
    return f"{int(1000 * reached / of) / 10:.1f}" if of else ""


def main(jacoco: str, folder: str) -> None:
    """Write the pages and print the table."""
    counts = {**java(jacoco, Path(folder)), **python(Path(folder))}
    if not counts:
        raise SystemExit("nothing was measured: run coverage/measure java, coverage/measure python")
    table = Table("reached", "lines", "%", "branches", "%")
    for name, count in sorted(counts.items()):
        table.add_row(
            name,
            f"{count.lines}/{count.all_lines}",
            share(count.lines, count.all_lines),
            f"{count.branches}/{count.all_branches}",
            share(count.branches, count.all_branches),
            style="" if "  " in name else "bold",
        )
    Console(width=100).print(table)
    print(f"the lines: {folder}/java/*/index.html and {folder}/python/pages/index.html")


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2]).resolve()))
