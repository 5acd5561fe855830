"""Keyword arguments and reset options on their way to Java."""

from __future__ import annotations

import json
from typing import Any

import numpy as np


def to_json(values: dict[str, Any]) -> str:
    """Return keyword arguments or options as JSON.

    Raises:
        TypeError: if a value is none that JSON can say; the message names it.
    """
    for name, value in values.items():
        try:
            json.dumps(value, default=_plain)
        except (TypeError, ValueError) as e:
            raise TypeError(
                f"{name}={value!r} cannot be passed to Java: expected None, bool, int, float, str,"
                f" or lists, tuples, dicts and NumPy arrays of these ({e})"
            ) from e
    return json.dumps(values, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, (np.generic, np.ndarray)):
        plain = value.tolist()
        if isinstance(plain, bytes):
            return plain.decode()
        return plain
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"{type(value).__name__} is not supported")
