"""What a Python environment tells beside its observations, as columns.

Java's environments declare their info fields and Python's don't. So a server finds out: it makes
one more environment, plays it for a while and looks at what its infos hold. What comes later and
has no column is not lost: it crosses in one more field, `UNDECLARED`, as JSON.
"""

from __future__ import annotations

import json
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces

from javagym.serving.columns import Array, Columns, Mismatch, PackedColumn, shown, writer
from javagym.serving.refusal import Refusal

UNDECLARED = "undeclared_json"

_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_MOST_TEXT = 1 << 20
_UNDECLARED_SPACE = spaces.Text(_MOST_TEXT, min_length=0, charset=_PRINTABLE)

_PROBE_STEPS = 200
_PROBE_SECONDS = 2.0
_PROBE_SEED = 0

_DTYPES = {
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64"),
}


@dataclass(frozen=True)
class InfoSpace:
    """The fields of infos.

    Attributes:
        space: the fields.
        open: whether there may be others, which cross as JSON in `UNDECLARED`.
    """

    space: spaces.Dict
    open: bool

    @staticmethod
    def declared(space: spaces.Dict) -> InfoSpace:
        """Return fields beside which there are no others."""
        return InfoSpace(space, open=False)

    @staticmethod
    def found(samples: list[dict[Any, Any]]) -> InfoSpace:
        """Return the fields that some infos have, and room for others."""
        values: dict[str, list[Any]] = {}
        for info in samples:
            for name, value in info.items():
                if not isinstance(name, str):
                    continue
                values.setdefault(name, []).append(value)
        fields: list[tuple[str, spaces.Space[Any]]] = []
        for name, taken in values.items():
            space = _space_of(taken)
            if name != UNDECLARED and space is not None:
                fields.append((name, space))
        return InfoSpace(spaces.Dict([*fields, (UNDECLARED, _UNDECLARED_SPACE)]), open=True)


def probe(env: gym.Env[Any, Any]) -> InfoSpace:
    """Play an environment for an episode, or the beginning of one, and close it.

    Args:
        env: one that is used for nothing else.
    """
    infos: list[dict[Any, Any]] = []
    deadline = time.monotonic() + _PROBE_SECONDS
    # Whoever plays it in earnest gets the error; what was seen until then counts.
    with suppress(Exception, SystemExit):
        _, info = env.reset(seed=_PROBE_SEED)
        infos.append(dict(info))
        env.action_space.seed(_PROBE_SEED)
        for _ in range(_PROBE_STEPS):
            _, _, terminated, truncated, info = env.step(env.action_space.sample())
            infos.append(dict(info))
            if terminated or truncated or time.monotonic() > deadline:
                break
    with suppress(Exception):
        env.close()
    return InfoSpace.found(infos)


def _space_of(values: list[Any]) -> spaces.Space[Any] | None:
    """Return a space that holds all values; None if there is none that would keep them exact."""
    if all(isinstance(value, dict) for value in values):
        return _dict_of(values)
    if all(isinstance(value, str) for value in values):
        return spaces.Text(_MOST_TEXT, min_length=0, charset=_PRINTABLE)
    if not all(isinstance(value, (bool, int, float, np.generic, np.ndarray)) for value in values):
        return None
    arrays = [np.asarray(value) for value in values]
    shape = arrays[0].shape
    if any(array.shape != shape or array.dtype.name not in _DTYPES for array in arrays):
        return None
    dtype = arrays[0].dtype
    if any(array.dtype != dtype for array in arrays):
        # An integer now and then among floats is one of them, as in {"prob": 1}.
        if any(array.dtype.kind == "b" for array in arrays) or shape:
            return None
        dtype = np.result_type(*[array.dtype for array in arrays])
        if any(array.astype(dtype) != array for array in arrays if not np.isnan(array)):
            return None
    return unbounded(shape, dtype)


def unbounded(shape: tuple[int, ...], dtype: Any) -> spaces.Box:
    """Return the box of all arrays of a shape and dtype."""
    kind = np.dtype(dtype)
    if kind.kind == "b":
        return spaces.Box(0, 1, shape, kind.type)
    if kind.kind == "f":
        return spaces.Box(-np.inf, np.inf, shape, kind.type)
    bounds: Any = np.iinfo(kind)
    return spaces.Box(bounds.min, bounds.max, shape, kind.type)


def _dict_of(values: list[dict[Any, Any]]) -> spaces.Dict | None:
    keys = values[0].keys()
    if any(value.keys() != keys for value in values) or not keys:
        return None
    fields: list[tuple[str, spaces.Space[Any]]] = []
    for key in keys:
        space = _space_of([value[key] for value in values])
        if not isinstance(key, str) or space is None:
            return None
        fields.append((key, space))
    return spaces.Dict(fields)


class InfoWriter:
    """Puts infos into their columns.

    Args:
        info_space: the fields.
        fields: where they lie.
        columns: the memory.
        heap: gets the columns of values without fixed size.
    """

    def __init__(
        self,
        info_space: InfoSpace,
        fields: list[dict[str, Any]],
        columns: Columns,
        heap: list[PackedColumn],
    ) -> None:
        self._open = info_space.open
        self._present: dict[str, Array] = {}
        self._writers = {}
        self._warned: set[str] = set()
        for field in fields:
            name = field["name"]
            present = columns.array(field["present_offset"], "bool", ())
            self._present[name] = present
            self._writers[name] = writer(
                info_space.space[name], field["columns"], columns, heap, present
            )

    def write(self, row: int, info: dict[str, Any]) -> None:
        """Put a row's info into its columns; fields that it lacks are marked absent."""
        self.clear(row)
        others: dict[str, Any] = {}
        for name, value in info.items():
            write = None if self._open and name == UNDECLARED else self._writers.get(name)
            if write is None:
                others[name] = value
                continue
            try:
                write(row, value)
            except Mismatch as e:
                if not self._open:
                    raise Refusal(
                        "BROKEN_CONTRACT", f"env={row}, info.{name} does not match its space: {e}"
                    ) from None
                others[name] = value
            else:
                self._present[name][row] = True
        if others:
            self._write_others(row, others)

    def clear(self, row: int) -> None:
        """Mark every field of a row absent."""
        for present in self._present.values():
            present[row] = False

    def _write_others(self, row: int, others: dict[str, Any]) -> None:
        if not self._open:
            raise Refusal(
                "BROKEN_CONTRACT",
                f"env={row}, info has the fields {list(others)}, but info_space declares"
                f" {list(self._writers)}",
            )
        for name in others.keys() - self._warned:
            self._warned.add(name)
            warnings.warn(
                f"info field {name!r} was not foreseen (env={row}, {shown(others[name])}): it"
                f" crosses as JSON in the field '{UNDECLARED}'; serve the environment with an"
                " info_space that declares it",
                stacklevel=2,
            )
        text = as_json(others)
        if len(text) > _MOST_TEXT:
            raise Refusal(
                "BROKEN_CONTRACT",
                f"env={row}, info fields that were not foreseen, {list(others)}, take"
                f" {len(text)} characters of JSON, more than {_MOST_TEXT}; serve the environment"
                " with an info_space that declares them",
            )
        self._writers[UNDECLARED](row, text)
        self._present[UNDECLARED][row] = True


def as_json(values: dict[Any, Any]) -> str:
    """Return any values as JSON in ASCII: arrays as lists, what is no plain value as its repr."""
    return json.dumps(_plain(values), ensure_ascii=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(part) for part in value]
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        return _plain(value.item())
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return repr(value)
