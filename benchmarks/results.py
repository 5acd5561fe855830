"""RESULTS.md as rows: written in sections, and read again by what draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
BEGIN, END = "<!-- make bench -->", "<!-- /make bench -->"
HEAD = [
    "| work | unit | peer | its time | javagym's time | ratio | goal | |",
    "|---|---|---|---|---|---|---|---|",
]

# The first that a row's work fits to. A section is what other pages link to.
SECTIONS = {
    "Atari": r"SpaceInvaders",
    "Other doors": r"door|gRPC|the same beside",
    "Vector environments": r"vector",
    "The start": r"import",
    "One step": r"",
}
ORDER = ["One step", "Vector environments", "Atari", "The start", "Other doors"]


@dataclass(frozen=True)
class Result:
    """A row: the peer's time and ours, in its unit."""

    work: str
    unit: str
    peer: str
    peer_time: float
    our_time: float
    goal: str
    verdict: str

    @property
    def section(self) -> str:
        """Return the section that it stands in."""
        return section(self.work)

    @property
    def times_as_fast(self) -> float:
        """Return how many times the peer's speed ours is."""
        return self.peer_time / self.our_time


def section(work: str) -> str:
    """Return the section of a row by its work."""
    return next(name for name, pattern in SECTIONS.items() if re.search(pattern, work))


def in_sections(rows: list[str]) -> str:
    """Return rows of the table in tables of their sections."""
    parts = []
    for name in ORDER:
        found = [row for row in rows if section(row.split("|")[1].strip()) == name]
        if found:
            parts.append("\n".join([f"## {name}", "", *HEAD, *found]))
    return "\n\n".join(parts)


def read() -> list[Result]:
    """Read all rows."""
    text = RESULTS.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    results = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 8 and re.match(r"[\d.]", cells[3]):
            work, unit, peer, its, ours, _, goal, verdict = cells
            results.append(Result(work, unit, peer, _median(its), _median(ours), goal, verdict))
    return results


def measured() -> str:
    """Return when and on what: the paragraph above the rows."""
    text = RESULTS.read_text(encoding="utf-8")
    found = re.search(r"Written by `make bench` on (.*?)\.\n", text, re.DOTALL)
    assert found is not None, "RESULTS.md does not say when it was written"
    return " ".join(found.group(1).split())


def _median(spread: str) -> float:
    return float(spread.split(" ")[0])
