"""Actions that no environment takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces


def illegal_actions(space: spaces.Space[Any]) -> list[tuple[Any, tuple[str, ...]]]:
    """Return some, each with what the error must tell: the value, and what is legal."""
    if isinstance(space, spaces.Discrete):
        start, end = int(space.start), int(space.start + space.n)
        numbers = [start - 1, end, end + 1_000_000]
        found: list[tuple[Any, tuple[str, ...]]] = [
            (number, (str(number), str(start), str(end))) for number in numbers
        ]
        return [*found, ("left", ("left",)), (None, ("None",))]
    if isinstance(space, spaces.Box):
        shape = space.shape
        too_long = np.zeros((*shape[:-1], shape[-1] + 1) if shape else (2,), dtype=space.dtype)
        found = [(too_long, (str(too_long.shape).rstrip(",)"),))]
        if np.issubdtype(space.dtype, np.floating):
            nan = np.full(shape, np.nan, dtype=space.dtype)
            found.append(
                (nan, ("nan", str(float(space.low.flat[0])), str(float(space.high.flat[0]))))
            )
        return found
    if isinstance(space, spaces.MultiDiscrete):
        beyond = space.start + space.nvec
        return [(beyond.astype(space.dtype), (str(beyond.flat[0]),))]
    if isinstance(space, spaces.MultiBinary):
        return [(np.full(space.shape, 2, dtype=space.dtype), ("2",))]
    return []
