"""Rows with the customs of ale-py's vector environment; ``io.javagym.Batch.plainRows`` makes them.

Infos are arrays of all rows without masks, ``final_obs`` is one array, and seeds count the rows
that are reset.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from javagym.layout import Array, rows_reader

if TYPE_CHECKING:
    from javagym.doors import Session


def plain_infos_reader(session: Session) -> Callable[[], dict[str, Any]]:
    """Return a function that gives a new dict of the infos that are there now."""
    memory, layout = session.memory, session.layout
    fields = [
        (
            field["name"],
            rows_reader(session.info_space[field["name"]], field["columns"], memory, copy=True),
        )
        for field in layout["info"]
    ]
    if "final_observation" not in layout:
        return lambda: {name: read() for name, read in fields}
    has_final = memory.array(layout["final_present_offset"], "?", ())
    final = rows_reader(session.observation_space, layout["final_observation"], memory, copy=True)

    def read_infos() -> dict[str, Any]:
        infos = {name: read() for name, read in fields}
        if has_final.any():
            infos["final_obs"] = final()
            infos["final_obs"][~has_final] = 0  # the rows that go on
        return infos

    return read_infos


def counted_seeds(seed: int, mask: Array) -> list[int | None]:
    """Return the seeds of all rows from one, for a reset of the rows of a mask."""
    return [seed + int(before) for before in np.cumsum(mask) - mask]


def seeds_of_array(seeds: Array, mask: Array | None, num_envs: int) -> list[int | None]:
    """Return the seeds of all rows from an array with one for each row that is reset.

    Raises:
        ValueError: if it is none of integers of -1 (no seed) or more, or of another length.
    """
    rows = np.arange(num_envs) if mask is None else np.flatnonzero(mask)
    if seeds.dtype.kind not in "iu" or seeds.shape != rows.shape or (seeds < -1).any():
        raise ValueError(
            f"seed is an array of {seeds.dtype} of the shape {seeds.shape}: expected integers of -1"
            f" (none) or more, of the shape {rows.shape}, one for each row that is reset"
        )
    row_seeds: list[int | None] = [None] * num_envs
    for row, seed in zip(rows.tolist(), seeds.tolist(), strict=True):
        row_seeds[row] = None if seed == -1 else seed
    return row_seeds
