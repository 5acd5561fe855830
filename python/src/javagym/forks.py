"""What a forked child does with the connections of its parent: nothing, not even let go of them.

Both have the same socket. A call or channel of gRPC's that ends, if only because nobody refers to
it, sends a last frame, and the parent's connection would be broken by its child.
"""

from __future__ import annotations

import ctypes
import weakref
from typing import Any

_kept: weakref.WeakSet[Any] = weakref.WeakSet()


def keep_in_child(target: Any) -> None:
    """Have a call or channel live on in a forked child until the end of its process."""
    _kept.add(target)


def keep_all() -> None:
    """Do so; `javagym.jvm` calls it in a child, before it lets go of sessions."""
    for target in list(_kept):
        # A reference that nobody holds, so that not even the end of the interpreter drops it.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(target))
