"""Where a step is left for a JVM that still looks: waking a thread costs more than most steps."""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
from collections.abc import Iterator
from typing import Any, Final

from javagym.doors.mapping import SharedMapping

# What Java reads and writes there: int32.
_WORD_BYTES: Final = 4

# How often an answer is looked for between two times at which other threads may have the processor,
# and how many such times there are: together some 100 us.
_LOOKS = 50
_ROUNDS = 40


def is_of_use() -> bool:
    """Whether a mailbox can work here and saves time.

    Its words must become visible in the order in which they are written, as x86 has it; and while
    one side looks the other needs a processor of its own.
    """
    return (
        platform.machine() in ("x86_64", "AMD64")
        and hasattr(os, "sched_getaffinity")
        and len(os.sched_getaffinity(0)) > 1
    )


@contextlib.contextmanager
def new_file(folder: str, size: int) -> Iterator[str]:
    """Make a file of zeros for a mailbox, whose name is gone at the end.

    Raises:
        OSError: if there is no room.
    """
    file = os.path.join(folder, f"0{secrets.token_hex(8)}")  # noqa: PTH118 - a str is asked for
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.write(descriptor, bytes(size))
        finally:
            os.close(descriptor)
        yield file
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(file)  # noqa: PTH108 - as above


class Mailbox:
    """The mailbox of one connection, for one caller at a time.

    Args:
        file: its memory, which Java has mapped.
        words: where its words are; ``io.javagym.doors.process.Mailbox``.
    """

    def __init__(self, file: str, words: dict[str, Any]) -> None:
        mapping = SharedMapping(file, words["bytes"])
        buffer: Any = mapping.bytes  # NumPy's stubs do not know that it is one
        self._words = memoryview(buffer).cast("i")
        self._request = words["request_offset"] // _WORD_BYTES
        self._session = words["session_offset"] // _WORD_BYTES
        self._answer = words["answer_offset"] // _WORD_BYTES
        self._silent = words["silent_offset"] // _WORD_BYTES
        self._looking = words["looking_offset"] // _WORD_BYTES
        self._come_back: int = words["come_back"]

    def step(self, session: int, request: int) -> bool:
        """Leave a step there, if Java looks.

        Returns:
            Whether it was taken and all went well. If not, it is to be sent over the connection
            with the same number: Java knows by it whether it has taken the step already.
        """
        words = self._words
        if not words[self._looking]:
            return False
        words[self._session] = session
        words[self._request] = request  # last: Java reads the rest when it sees it
        answer = self._answer
        for _ in range(_ROUNDS):
            for _ in range(_LOOKS):
                if words[answer] == request:
                    return bool(words[self._silent])
            os.sched_yield()
        return False

    def call_back(self) -> None:
        """Have Java look for what comes over the connection."""
        if self._words[self._looking]:
            self._words[self._request] = self._come_back
