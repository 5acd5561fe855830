"""Where a step is left for a JVM that still looks: waking a thread costs more than most steps."""

from __future__ import annotations

import os
import platform
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


class Mailbox:
    """The mailbox of one connection, for one caller at a time.

    Args:
        opened: where Java made it, and where its words are; ``io.javagym.doors.process.Mailbox``.
    """

    def __init__(self, opened: dict[str, Any]) -> None:
        mapping = SharedMapping(opened["memory"]["file"], opened["memory"]["bytes"])
        buffer: Any = mapping.bytes  # NumPy's stubs do not know that it is one
        self._words = memoryview(buffer).cast("i")
        self._request = opened["request_offset"] // _WORD_BYTES
        self._session = opened["session_offset"] // _WORD_BYTES
        self._answer = opened["answer_offset"] // _WORD_BYTES
        self._silent = opened["silent_offset"] // _WORD_BYTES
        self._looking = opened["looking_offset"] // _WORD_BYTES
        self._come_back: int = opened["come_back"]

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
