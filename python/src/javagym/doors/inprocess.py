"""The door to the JVM inside this process: a call takes 0.4 us, and arrays are not copied."""

from __future__ import annotations

import json
import weakref
from typing import Any, NoReturn

import jpype
import numpy as np
from gymnasium import logger

from javagym import jvm
from javagym.doors import session
from javagym.doors.arguments import to_json
from javagym.errors import raise_translated


class Session(session.Session):
    """One environment or vector environment in the JVM inside this process."""

    failures = (jpype.JException,)

    def __init__(self, java_session: Any) -> None:
        super().__init__(json.loads(str(java_session.describe())), java_session)
        self.step = java_session.step
        self._java = java_session
        # For a session that is dropped and not closed. At exit the JVM ends anyway.
        self._finalizer = weakref.finalize(self, _close_dropped, java_session)
        self._finalizer.atexit = False  # type: ignore[misc] # a property, not a slot

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""
        self._java.reset(
            None if seed is None else str(seed), None if options is None else to_json(options)
        )

    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: np.ndarray[Any, Any] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""
        strings = jpype.JArray(jpype.JString)
        self._java.resetRows(
            None
            if seeds is None
            else strings([None if seed is None else str(seed) for seed in seeds]),
            None if options is None else to_json(options),
            None if mask is None else jpype.JArray(jpype.JBoolean)(mask.tolist()),
        )

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""
        frame = jvm.java_call(self._java.render, row)
        if frame is None:
            return None
        if str(frame.getClass().getSimpleName()) == "Text":
            return str(frame.text())
        pixels = np.frombuffer(self._java.pixels(frame), dtype=np.uint8)
        return pixels.reshape(int(frame.height()), int(frame.width()), 3).copy()

    def fail(self, failure: Exception) -> NoReturn:
        """Raise the Python exception that one of `failures` means."""
        raise_translated(failure)

    def close(self) -> None:
        """Release the Java environment. The memory lives until the last view of it is gone."""
        self._finalizer.detach()
        jvm.java_call(self._java.close)

    def abandon(self) -> None:
        """Forget the Java environment without a call, in a forked child that has no part in it."""
        self._finalizer.detach()


def _close_dropped(java_session: Any) -> None:
    try:
        java_session.close()
    except jpype.JException as e:
        logger.warn(f"a Java environment that was not closed failed to close: {e}")


def open_single(env_id: str, kwargs: dict[str, Any]) -> Session:
    """Open a single environment."""
    door = jvm.door()
    return Session(jvm.java_call(door.open, env_id, to_json(kwargs)))


def open_vector(env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
    """Open a vector environment; ``io.javagym.doors.SettingsJson`` says what the settings are."""
    door = jvm.door()
    return Session(jvm.java_call(door.openVector, env_id, to_json(settings), to_json(kwargs)))
