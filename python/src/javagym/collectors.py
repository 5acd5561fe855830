"""How often a collection of garbage in Java makes Python collect too.

JPype has each of the two collectors call the other, since garbage on one side may hold on to the
other. So each collection in Java stops Python for a whole collection of its own: 70 ms in a process
with some libraries, where Java needed half a millisecond. JPype waits for one thing before it does
that again: that it hears of a collection by Python itself, which it asks to be told of. It is told
of one in `SECONDS` here.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

SECONDS = 10


class _Seldom:
    """Passes on the start and the end of a collection, and then of none for a while."""

    def __init__(self, callback: Callable[[Any, dict[str, int]], object]) -> None:
        self._callback = callback
        self._not_before = 0.0
        self._passes = False

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            now = time.monotonic()
            self._passes = now >= self._not_before
            if self._passes:
                self._not_before = now + SECONDS
        if self._passes:
            self._callback(phase, info)


def space_out() -> None:
    """Have JPype told of Python's collections seldom; once the JVM has started."""
    gc.callbacks[:] = [_Seldom(c) if _is_jpypes(c) else c for c in gc.callbacks]


def unlink() -> None:
    """Have it told no more: in a forked child, where there is no JVM to call."""
    gc.callbacks[:] = [c for c in gc.callbacks if not (_is_jpypes(c) or isinstance(c, _Seldom))]


def _is_jpypes(callback: Any) -> bool:
    return getattr(callback, "__module__", None) == "_jpype"
