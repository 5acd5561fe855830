"""What a batch holds, apart from where it lies: so that two of them can be held to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Outcome:
    """What a call left in a batch.

    Attributes:
        outputs: the bytes of the output region.
        finals: those of the final region; empty where no episode ended in the step.
        heap: the values without fixed size.
    """

    outputs: bytes
    finals: bytes
    heap: bytes


def first_difference(layout: dict[str, Any], ours: Outcome, theirs: Outcome) -> str | None:
    """Return the name of the first column in which two outcomes differ; None if they are equal.

    Bytes that mean nothing, such as those of an info field that is not there, are not looked at.
    """
    if bool(ours.finals) != bool(theirs.finals):
        return "final"
    for (name, our), (_, their) in zip(_parts(layout, ours), _parts(layout, theirs), strict=False):
        if our != their:
            return name
    return None


def _parts(layout: dict[str, Any], outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    columns = np.zeros(layout["bytes"], dtype=np.uint8)
    begin, end = layout["regions"]["output"]
    columns[begin:end] = np.frombuffer(outcome.outputs, dtype=np.uint8)
    if outcome.finals:
        begin, end = layout["regions"]["final"]
        columns[begin:end] = np.frombuffer(outcome.finals, dtype=np.uint8)
    held = _Held(columns, outcome.heap, layout["num_envs"])
    every = np.ones(held.rows, dtype=bool)
    yield from held.tree("observation", layout["observation"], every)
    yield "reward", held.column(layout["reward_offset"], np.dtype(layout["reward_dtype"]).itemsize)
    yield "terminated", held.column(layout["terminated_offset"], 1)
    yield "truncated", held.column(layout["truncated_offset"], 1)
    yield from held.infos("info", layout["info"], every)
    if outcome.finals:
        final = held.flags(layout["final_present_offset"])
        yield "final", final.tobytes()
        yield from held.tree("final_obs", layout["final_observation"], final)
        yield from held.infos("final_info", layout["final_info"], final)


@dataclass(frozen=True)
class _Held:
    columns: npt.NDArray[np.uint8]
    heap: bytes
    rows: int

    def bytes_of_rows(self, offset: int, row_bytes: int) -> npt.NDArray[np.uint8]:
        return self.columns[offset : offset + self.rows * row_bytes].reshape(self.rows, row_bytes)

    def column(self, offset: int, row_bytes: int) -> bytes:
        return self.bytes_of_rows(offset, row_bytes).tobytes()

    def flags(self, offset: int) -> npt.NDArray[np.bool_]:
        return self.bytes_of_rows(offset, 1).reshape(-1).astype(bool)

    def infos(
        self, name: str, fields: list[dict[str, Any]], rows: npt.NDArray[np.bool_]
    ) -> Iterator[tuple[str, bytes]]:
        for field in fields:
            present = self.flags(field["present_offset"]) & rows
            yield f"{name}[{field['name']!r}]", present.tobytes()
            yield from self.tree(f"{name}[{field['name']!r}]", field["columns"], present)

    def tree(
        self, name: str, tree: dict[str, Any], rows: npt.NDArray[np.bool_]
    ) -> Iterator[tuple[str, bytes]]:
        kind = tree["kind"]
        if kind == "array":
            size = int(np.prod(tree["shape"], dtype=np.int64)) * np.dtype(tree["dtype"]).itemsize
            yield name, self.bytes_of_rows(tree["offset"], size)[rows].tobytes()
        elif kind == "packed":
            places = self.bytes_of_rows(tree["offset"], 16).view("<i8")[rows]
            for offset, length in places.tolist():
                yield name, self.heap[offset : offset + length]
        elif kind == "tuple":
            for index, item in enumerate(tree["items"]):
                yield from self.tree(f"{name}[{index}]", item, rows)
        else:
            for key, part in tree["fields"]:
                yield from self.tree(f"{name}[{key!r}]", part, rows)
