"""What environments warn of while they work on a request goes to the client that asked."""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MOST_WARNINGS = 100
_MOST_CHARACTERS = 4096
_COLOR = re.compile(r"\x1b\[[0-9;]*m")

_request = threading.local()
_lock = threading.Lock()
_servers = 0
_show_before: Any = None


def install() -> None:
    """Begin to look at warnings; once for each server, until `uninstall`."""
    global _servers, _show_before
    with _lock:
        _servers += 1
        if _servers == 1:
            _show_before = warnings.showwarning
            warnings.showwarning = _show  # type: ignore[assignment] # takes what it is given


def uninstall() -> None:
    """Have warnings be shown as before, when the last server asks for it."""
    global _servers
    with _lock:
        _servers -= 1
        # Not what somebody else has put in its place meanwhile.
        if _servers == 0 and warnings.showwarning is _show:
            warnings.showwarning = _show_before


@contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """Collect what is warned of on this thread."""
    collected: list[str] = []
    _request.collected = collected
    try:
        yield collected
    finally:
        _request.collected = None


def _show(message: Any, category: Any, filename: str, lineno: int, *more: Any) -> None:
    collected: list[str] | None = getattr(_request, "collected", None)
    if collected is None:
        _show_before(message, category, filename, lineno, *more)
    elif len(collected) < _MOST_WARNINGS:
        text = _COLOR.sub("", str(message)).removeprefix("WARN: ")
        collected.append(text[:_MOST_CHARACTERS].encode("utf-8", "replace").decode())
