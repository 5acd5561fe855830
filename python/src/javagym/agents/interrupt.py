"""Ctrl-C that waits for the end of a step."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType


class Interrupt:
    """Within it Ctrl-C sets `asked`, and a second one raises at once; after it, it is raised.

    In threads other than the main one, which see no Ctrl-C, it does nothing.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: object = None
        self._held = False

    def __enter__(self) -> Interrupt:
        if (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ):
            self._before = signal.signal(signal.SIGINT, self._ask)
            self._held = True
        return self

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._held:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type] # what signal gave
        if self.asked and error is None:
            raise KeyboardInterrupt
