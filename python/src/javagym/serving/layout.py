"""Lays out a batch's memory as ``io.javagym.Batch`` does; a test holds the two together."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from javagym.serving.refusal import invalid

HEAP_GENERATION_OFFSET = 0
_HEADER_BYTES = HEAP_GENERATION_OFFSET + 8

# Columns start at multiples of a cache line, so that no two share one.
_ALIGNMENT_BYTES = 64
# What one direct buffer of Java's can hold, less room to align it.
_MOST_BYTES = 2**31 - 1 - 2 * _ALIGNMENT_BYTES

_CELL_BYTES = 16


def lay_out(
    num_envs: int,
    observation_space: spaces.Space[Any],
    action_space: spaces.Space[Any],
    info_space: spaces.Dict,
    *,
    with_final: bool,
) -> dict[str, Any]:
    """Return where every column lies, in the form of ``io.javagym.Batch.describe``.

    Args:
        num_envs: how many rows.
        observation_space: of one row.
        action_space: of one row.
        info_space: the fields that one row's info may hold.
        with_final: whether there are columns for the last observation and info of an episode.

    Raises:
        Refusal: if it is more than the memory of a batch can be.
    """
    layout = _Layout(num_envs)
    action_start = layout.next()
    action = layout.columns(action_space)
    packed_actions = layout.packed_columns
    output_start = layout.next()
    observation = layout.columns(observation_space)
    described: dict[str, Any] = {
        "num_envs": num_envs,
        "plain_rows": False,
        "heap_generation_offset": HEAP_GENERATION_OFFSET,
        "action": action,
        "observation": observation,
        "reward_dtype": "float64",
        "reward_offset": layout.take(8),
        "terminated_offset": layout.take(1),
        "truncated_offset": layout.take(1),
        "info": layout.fields(info_space),
    }
    after_outputs = layout.next()
    if with_final:
        described["final_present_offset"] = layout.take(1)
        described["final_observation"] = layout.columns(observation_space)
        described["final_info"] = layout.fields(info_space)
    end = layout.used_bytes
    final_start = min(after_outputs, end)
    described["bytes"] = end
    described["packed"] = layout.packed_columns > packed_actions
    described["regions"] = {
        "action": [action_start, output_start],
        "output": [output_start, final_start],
        "final": [final_start, end],
    }
    return described


class _Layout:
    def __init__(self, num_envs: int) -> None:
        self.num_envs = num_envs
        self.used_bytes = _HEADER_BYTES
        self.packed_columns = 0

    def next(self) -> int:
        """Return where the next column will start."""
        return -(-self.used_bytes // _ALIGNMENT_BYTES) * _ALIGNMENT_BYTES

    def take(self, row_bytes: int) -> int:
        """Take a column of so many bytes a row; return where it starts."""
        offset = self.next()
        self.used_bytes = offset + row_bytes * self.num_envs
        if self.used_bytes > _MOST_BYTES:
            raise invalid(
                f"a batch of {self.num_envs} environments needs more than the limit of"
                f" {_MOST_BYTES} bytes ({row_bytes} bytes an environment in one column alone);"
                " make fewer environments"
            )
        return offset

    def columns(self, space: spaces.Space[Any]) -> dict[str, Any]:
        """Take the columns of a space."""
        if isinstance(space, spaces.Tuple):
            return {"kind": "tuple", "items": [self.columns(item) for item in space.spaces]}
        if isinstance(space, spaces.Dict):
            fields = [[key, self.columns(field)] for key, field in space.spaces.items()]
            return {"kind": "dict", "fields": fields}
        if isinstance(
            space, (spaces.Box, spaces.Discrete, spaces.MultiDiscrete, spaces.MultiBinary)
        ):
            dtype: Any = np.dtype(space.dtype)
            shape = list(space.shape or ())
            row_bytes = dtype.itemsize * int(np.prod(shape, dtype=object))
            return {
                "kind": "array",
                "dtype": dtype.name,
                "shape": shape,
                "offset": self.take(row_bytes),
            }
        self.packed_columns += 1
        return {"kind": "packed", "offset": self.take(_CELL_BYTES)}

    def fields(self, info_space: spaces.Dict) -> list[dict[str, Any]]:
        """Take the columns of info fields, each with its mask behind it."""
        fields = []
        for name, space in info_space.spaces.items():
            columns = self.columns(space)
            fields.append({"name": name, "present_offset": self.take(1), "columns": columns})
        return fields
