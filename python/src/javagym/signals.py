"""The signal handlers by which the JVM lives, and what pygame does to them.

Compiled Java code reads through references that may be null, and asks for stack that may not be
there: the handler of SIGSEGV then makes an exception of it. `import pygame` sets its own handlers
and puts back those that it found, but by ``signal``, which forgets that a handler wants the details
of its signal. A JVM that was there before would then end the process at its next null reference. So
its handlers are noted when it has started, and put back after that import.
"""

from __future__ import annotations

import ctypes
import importlib.abc
import importlib.machinery
import signal
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

# pygame sets these and SIGQUIT, which -Xrs leaves to others.
_SIGNALS = ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
_MODULE = "pygame.base"

# Room for any C library's struct sigaction: it is kept and given back as it is.
_SIGACTION_BYTES = 512

_kept: dict[int, Any] = {}


def keep() -> None:
    """Note the handlers as they are now, and put them back after pygame's import."""
    if sys.platform == "win32":
        return
    for name in _SIGNALS:
        number = getattr(signal, name)
        action = ctypes.create_string_buffer(_SIGACTION_BYTES)
        if _sigaction(number, None, action) == 0:
            _kept[number] = action
    if _MODULE not in sys.modules:
        sys.meta_path.insert(0, _Finder())


def put_back() -> None:
    """Set the handlers that were noted."""
    for number, action in _kept.items():
        _sigaction(number, action, None)


def _sigaction(number: int, new: Any, old: Any) -> int:
    result: int = ctypes.CDLL(None).sigaction(number, new, old)
    return result


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the module as Python does, with a loader that puts the handlers back."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != _MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(importlib.abc.Loader):
    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        try:
            module: ModuleType | None = self._loader.create_module(spec)
            return module
        finally:
            put_back()

    def exec_module(self, module: ModuleType) -> None:
        try:
            self._loader.exec_module(module)
        finally:
            put_back()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)
