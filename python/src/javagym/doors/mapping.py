"""Memory that two processes have mapped.

Through ctypes rather than the module ``mmap``: that keeps a file descriptor for each mapping, and
can't put private memory in the place of shared memory while arrays still look at it.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import weakref
from typing import Any

import numpy as np
import numpy.typing as npt

_FAILED = ctypes.c_void_p(-1).value
_MAP_FIXED = 0x10  # not in the module mmap; the same on Linux and macOS
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]


class SharedMapping:
    """A file that another process made and has mapped too; its name is removed here.

    Attributes:
        bytes: the memory. It stays mapped until the last array that looks at it is gone.

    Args:
        file: the path.
        size: how many bytes it has.

    Raises:
        OSError: if the file is not there, or can't be mapped.
    """

    def __init__(self, file: str, size: int) -> None:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            os.unlink(file)  # noqa: PTH108 - a path as it came, used once
            self._address = _map(None, size, mmap.MAP_SHARED, descriptor)
        finally:
            os.close(descriptor)
        self._size = size
        owner = (ctypes.c_ubyte * size).from_address(self._address)
        unmap = weakref.finalize(owner, _unmap, self._address, size)
        unmap.atexit = False  # type: ignore[misc] # a property, not a slot
        buffer: Any = owner  # NumPy's stubs do not know that it is one
        self.bytes: npt.NDArray[np.uint8] = np.frombuffer(buffer, dtype=np.uint8)
        _shared[self._address] = size

    def give_back(self) -> None:
        """Give the shared pages back to the system, for both processes.

        Whoever still looks at the memory here goes on seeing what was last in it. The other process
        would see zeros: it must be done with it.
        """
        kept = ctypes.string_at(self._address, self._size)
        if hasattr(mmap, "MADV_REMOVE"):  # Linux; elsewhere they go when both have unmapped them
            _libc.madvise(self._address, self._size, mmap.MADV_REMOVE)
        _make_private(self._address, self._size, kept)


# The sizes of what is shared, by address: an array may look at memory that has no owner any more.
_shared: dict[int, int] = {}


def _make_private(address: int, size: int, contents: bytes) -> None:
    _map(address, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_FIXED, -1)
    ctypes.memmove(address, contents, size)
    _shared.pop(address, None)


def _unmap(address: int, size: int) -> None:
    _shared.pop(address, None)
    _libc.munmap(address, size)


def _after_fork_in_child() -> None:
    """Have the child look at copies, so that it writes nothing into its parent's memory."""
    for address, size in list(_shared.items()):
        _make_private(address, size, ctypes.string_at(address, size))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)


def _map(address: int | None, size: int, flags: int, descriptor: int) -> int:
    mapped: Any = _libc.mmap(address, size, _READ_WRITE, flags, descriptor, 0)
    if mapped is None or mapped == _FAILED:
        number = ctypes.get_errno()
        raise OSError(number, f"{size} bytes of memory can't be mapped: {os.strerror(number)}")
    return int(mapped)
