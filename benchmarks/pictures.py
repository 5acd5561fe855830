"""The pictures of speed in the documentation, drawn from the figures in RESULTS.md.

    make pictures
    python benchmarks/pictures.py --check    # ends with 1 where RESULTS.md has other figures by now

Writes docs/pictures/overview.png (frames and the main ratios, for the README), speed.svg and
doors.svg, and the table in docs/performance.md. Each picture holds the figures that it shows.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from results import Result, measured, read

import javagym  # noqa: F401  registers java/...
from javagym.heuristics import HEURISTICS, heuristic_for

matplotlib.use("Agg")
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

DOCS = Path(__file__).parents[1] / "docs"
PICTURES = DOCS / "pictures"
PAGE = DOCS / "performance.md"
TABLE_BEGIN, TABLE_END = "<!-- make pictures -->", "<!-- /make pictures -->"

INK, GRAY, GRID = "#24292f", "#8b949e", "#d8dee4"
COLOURS = {"Gymnasium": "#2f6fb3", "EnvPool": "#d9822b", "ale-py": "#4c9a52"}
FAMILIES = {"AtariVectorEnv": "ale-py"}

# For each frame: id, arguments, how many steps into the episode, and which part of its width is
# shown, from 0 for the left to 1 for the right.
FRAMES: list[tuple[str, dict[str, Any], int, float]] = [
    ("CartPole-v1", {}, 40, 0.5),
    ("FrozenLake-v1", {"is_slippery": False}, 3, 0.5),
    ("Acrobot-v1", {}, 45, 0.5),
    ("MountainCar-v0", {}, 60, 0.25),
    ("LunarLander-v3", {}, 110, 0.5),
    ("BipedalWalker-v3", {}, 90, 0.0),
    ("SpaceInvaders-v5", {}, 110, 0.5),
]


def main() -> None:
    """Draw all of it."""
    pyplot.rcParams.update(
        {
            "font.size": 10,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "font.family": "DejaVu Sans",
            "svg.fonttype": "path",
            "svg.hashsalt": "javagym",
        }
    )
    rows = read()
    drawings = {
        "overview.png": (overview, beside_others(rows)),
        "speed.svg": (speed, beside_others(rows)),
        "doors.svg": (costs, [row for row in rows if row.section == "Other doors"]),
    }
    if sys.argv[1:] == ["--check"]:
        old = [name for name, (_, drawn) in drawings.items() if in_picture(name) != shown(drawn)]
        if table(rows) not in PAGE.read_text(encoding="utf-8"):
            old.append(PAGE.name)
        sys.exit(f"RESULTS.md has other figures than {old}: `make pictures`" if old else 0)
    for name, (draw, drawn) in drawings.items():
        save(draw(drawn), name, drawn)
    write(table(rows))


def beside_others(rows: list[Result]) -> list[Result]:
    """Return the rows beside other software that take steps."""
    return [row for row in rows if family(row) in COLOURS and row.section != "The start"]


def family(row: Result) -> str:
    """Return the project that a peer belongs to."""
    return FAMILIES.get(row.peer, row.peer)


def save(figure: Figure, name: str, rows: list[Result]) -> None:
    """Write a picture, with its figures in it."""
    told = {"Description": shown(rows)}
    if name.endswith(".svg"):
        told |= {"Date": None}
    figure.savefig(PICTURES / name, dpi=150, metadata=told)
    pyplot.close(figure)


def shown(rows: list[Result]) -> str:
    """Return the figures of some rows as text."""
    return json.dumps([[row.work, row.peer, row.peer_time, row.our_time] for row in rows])


def in_picture(name: str) -> str:
    """Return the figures that a picture shows, as text."""
    path = PICTURES / name
    if name.endswith(".png"):
        with Image.open(path) as picture:
            return str(picture.info.get("Description", ""))
    found = re.search(r"<dc:description>(.*?)</dc:description>", path.read_text(), re.DOTALL)
    return html.unescape(found.group(1)) if found else ""


def overview(rows: list[Result]) -> Figure:
    """Draw a strip of frames above the speeds of steps and of vectors."""
    figure = pyplot.figure(figsize=(10, 5.6))
    strip = figure.add_gridspec(
        1, len(FRAMES), left=0.01, right=0.99, top=0.985, bottom=0.70, wspace=0.03
    )
    for i, (name, frame) in enumerate(frames()):
        axes = figure.add_subplot(strip[0, i])
        axes.imshow(frame)
        axes.set(xticks=[], yticks=[])
        for spine in axes.spines.values():
            spine.set_color(GRID)
        axes.set_xlabel(name.rpartition("-")[0], fontsize=8.5, labelpad=4)
    below = figure.add_gridspec(1, 2, left=0.105, right=0.99, top=0.585, bottom=0.055, wspace=0.5)
    single = [row for row in rows if "gym.make" in row.work]
    vector = [row for row in rows if row.work.startswith("vector")]
    bars(figure.add_subplot(below[0, 0]), single, "one step through gym.make, times as fast as")
    bars(figure.add_subplot(below[0, 1]), vector, "a vector environment's step, times as fast as")
    return figure


def speed(rows: list[Result]) -> Figure:
    """Draw all ratios to other software."""
    figure, axes = pyplot.subplots(figsize=(8.5, 6.2))
    bars(axes, rows, "times as fast as", ", one step")
    figure.subplots_adjust(left=0.36, right=0.93, top=0.93, bottom=0.07)
    return figure


def costs(rows: list[Result]) -> Figure:
    """Draw how long a step takes behind other doors, in times of what it is held against."""
    figure, axes = pyplot.subplots(figsize=(8.5, 3.4))
    places = np.arange(len(rows))[::-1]
    for place, row in zip(places, rows, strict=True):
        ratio = row.our_time / row.peer_time
        axes.barh(place, ratio, height=0.62, color="#7d5ba6" if "javagym" in row.peer else GRAY)
        axes.text(ratio + 0.06, place, f"{ratio:.2g}", va="center", fontsize=9)
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_yticks(places, [f"{label(row)}\nbeside {row.peer}" for row in rows], fontsize=8.5)
    axes.set_title(
        "time behind a door, over that of what it is held against", fontsize=10, loc="left"
    )
    plain(axes)
    figure.subplots_adjust(left=0.42, right=0.95, top=0.9, bottom=0.09)
    return figure


def bars(axes: Axes, rows: list[Result], title: str, single: str = "") -> None:
    """Draw how many times as fast, on a scale where each doubling is as long."""
    places = np.arange(len(rows))[::-1]
    for place, row in zip(places, rows, strict=True):
        axes.barh(place, row.times_as_fast - 1, left=1, height=0.66, color=COLOURS[family(row)])
        axes.text(
            row.times_as_fast * 1.06, place, f"{row.times_as_fast:.2g} x", va="center", fontsize=9
        )
    axes.set_yticks(places, [label(row, single) for row in rows], fontsize=9)
    axes.set_xscale("log", base=2)
    ticks = [1, 2, 4, 8, 16, 32, 64]
    most = max(row.times_as_fast for row in rows)
    axes.set_xlim(1, most * 1.6)
    axes.set_xticks(
        [tick for tick in ticks if tick < most * 1.3], [str(t) for t in ticks if t < most * 1.3]
    )
    axes.minorticks_off()
    axes.set_title(title, fontsize=10, loc="left", pad=18)
    names = [name for name in COLOURS if any(family(row) == name for row in rows)]
    x = 0.0
    for name in names:
        axes.text(x, 1.015, f"■ {name}", color=COLOURS[name], fontsize=9, transform=axes.transAxes)
        x += 0.05 + 0.034 * len(name)
    plain(axes)


def label(row: Result, single: str = "") -> str:
    """Return a short name of a row's work."""
    work = re.sub(
        r"one step through gym.make, |, (observations copied out|standard preprocessing)|\(.*\)",
        "",
        row.work,
    )
    if "gym.make" in row.work:
        work += single
    work = re.sub(r"vector (\w+)-v\d, (\d+) environments", r"\1, \2 rows", work)
    return re.sub(r"-v\d", "", work).strip()


def plain(axes: Axes) -> None:
    """Leave out what is no figure."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def frames() -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Give a frame of each environment, some way into an episode."""
    for env_id, kwargs, steps, part in FRAMES:
        env = gym.make(f"java/{env_id}", render_mode="rgb_array", **kwargs)
        policy = heuristic_for(env_id) if env_id.rpartition("-")[0] in HEURISTICS else None
        observation, _ = env.reset(seed=4)
        env.action_space.seed(4)
        for _ in range(steps):
            action = policy(observation) if policy else env.action_space.sample()
            observation, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                observation, _ = env.reset()
        frame = env.render()
        assert isinstance(frame, np.ndarray)
        yield env_id, square(frame, part)
        env.close()


def square(frame: NDArray[np.uint8], part: float) -> NDArray[np.uint8]:
    """Cut a square out of a frame."""
    height, width, _ = frame.shape
    side = min(height, width)
    top, left = (height - side) // 2, int((width - side) * part)
    return frame[top : top + side, left : left + side]


def table(rows: list[Result]) -> str:
    """Return the table of docs/performance.md."""
    lines = [
        f"Measured on {measured()}.",
        "",
        "| work | beside | its time | javagym's | times as fast |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        times, unit = f"{row.times_as_fast:.2g}", row.unit.split(" ")[0]
        its, ours = (f"{time:g}\u00a0{unit}" for time in (row.peer_time, row.our_time))
        lines.append(f"| {row.work} | {row.peer} | {its} | {ours} | {times} |")
    return f"{TABLE_BEGIN}\n" + "\n".join(lines) + f"\n{TABLE_END}"


def write(new: str) -> None:
    """Put the table into docs/performance.md."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(TABLE_BEGIN)
    after = rest.partition(TABLE_END)[2]
    PAGE.write_text(before + new + after, encoding="utf-8")


if __name__ == "__main__":
    main()
