"""Infos of many rows: one array and one mask for each key, as Gymnasium's vector envs make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from javagym.layout import Array, row_reader

if TYPE_CHECKING:
    from javagym.doors import Session

# Puts what it reads into a dict. With a mask it looks at those rows only.
_Reader = Callable[[dict[str, Any], "Array | None"], None]


def infos_reader(session: Session) -> Callable[..., dict[str, Any]]:
    """Return a function that gives a new dict of the infos that are there now.

    With same-step autoreset ``final_obs`` and ``final_info`` are among them. Its optional argument
    is a mask of the rows to look at; the others are absent then.
    """
    readers = _field_readers(session, session.layout["info"])
    if "final_info" in session.layout:
        readers.append(_final_reader(session))

    def read_infos(only: Array | None = None) -> dict[str, Any]:
        infos: dict[str, Any] = {}
        for read in readers:
            read(infos, only)
        return infos

    return read_infos if readers else lambda only=None: {}


def _field_readers(session: Session, fields: list[dict[str, Any]]) -> list[_Reader]:
    return [_field_reader(session, field) for field in fields]


def _field_reader(session: Session, field: dict[str, Any]) -> _Reader:
    name, masked = field["name"], f"_{field['name']}"
    present = session.memory.array(field["present_offset"], "?", ())
    flags: Any = memoryview(present)  # type: ignore[arg-type]
    values = _values(session, session.info_space[name], field["columns"])

    def read(infos: dict[str, Any], only: Array | None) -> None:
        # Bytes are searched in a fraction of the time of NumPy's any and all.
        searched = flags.tobytes()
        if b"\1" not in searched:
            return
        if only is None:
            mask, everywhere = present.copy(), b"\0" not in searched
        else:
            mask, everywhere = present & only, False
            if not mask.any():
                return
        infos[name], infos[masked] = values(mask, everywhere), mask

    return read


def _values(
    session: Session, space: spaces.Space[Any], tree: dict[str, Any]
) -> Callable[[Array, bool], Any]:
    """Return a function for the values of the rows of a mask, with zeros or None elsewhere.

    Its second argument says whether these are all rows.
    """
    memory = session.memory
    if tree["kind"] == "array":
        column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))

        def array_values(mask: Array, everywhere: bool) -> Array:
            taken = column.copy()
            if not everywhere:
                taken[~mask] = 0
            return taken

        return array_values
    if tree["kind"] == "dict":
        assert isinstance(space, spaces.Dict)
        parts = {key: _values(session, space[key], part) for key, part in tree["fields"]}

        def dict_values(mask: Array, everywhere: bool) -> dict[str, Any]:
            nested: dict[str, Any] = {}
            for key, values in parts.items():
                nested[key], nested[f"_{key}"] = values(mask, everywhere), mask.copy()
            return nested

        return dict_values
    rows = [row_reader(space, tree, memory, row) for row in range(memory.num_envs)]

    def object_values(mask: Array, _: bool) -> Array:
        return _objects(mask, rows)

    return object_values


def _objects(mask: Array, rows: list[Callable[[], Any]]) -> Array:
    taken = np.full(len(rows), None, dtype=object)
    for row in np.flatnonzero(mask):
        taken[row] = rows[row]()
    return taken


def _final_reader(session: Session) -> _Reader:
    memory, layout = session.memory, session.layout
    has_final = memory.array(layout["final_present_offset"], "?", ())
    observations = [
        row_reader(session.observation_space, layout["final_observation"], memory, row)
        for row in range(memory.num_envs)
    ]
    info_readers = _field_readers(session, layout["final_info"])

    def read(infos: dict[str, Any], only: Array | None) -> None:
        mask = has_final.copy() if only is None else has_final & only
        if not mask.any():
            return
        final_info: dict[str, Any] = {}
        for read_field in info_readers:
            read_field(final_info, only)
        infos["final_obs"], infos["_final_obs"] = _objects(mask, observations), mask
        infos["final_info"], infos["_final_info"] = final_info, mask.copy()

    return read


def take(value: Any, rows: Array) -> Any:
    """Return the elements of some rows out of arrays of all, or of dicts and tuples of these."""
    if isinstance(value, dict):
        return {key: take(part, rows) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple([take(part, rows) for part in value])
    return value[rows]
