"""The door to the JVM inside this process: a call takes 0.4 us, and arrays are not copied."""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

import jpype
import numpy as np
from gymnasium import logger, spaces

from javagym import jvm
from javagym.arguments import to_json
from javagym.errors import java_code, raise_translated
from javagym.layout import Memory
from javagym.spaces import from_json
from javagym.version import __version__

# How long Java may keep the thread that calls it: Python sees Ctrl-C between calls.
CALL_LIMIT_MILLIS = 50


class Session:
    """One Java environment or vector environment.

    Attributes:
        observation_space: the space of one row's observation.
        action_space: the space of one row's action.
        info_space: the fields that one row's info may hold.
        layout: where the columns lie in the memory.
        memory: the columns.
        peer: what runs it, with its version.
        methods: what can be called by name, as Java declares it.
        step: calls Java's step. It takes and gives nothing: actions and outcomes are in the memory.
        failures: what `step`, `reset` and `reset_rows` raise; the caller passes it to `fail` or
            `recover`, so that a step that succeeds pays nothing for it.
    """

    failures: type[Exception] = jpype.JException
    peer = f"javagym {__version__}, in process"

    def __init__(self, java_session: Any) -> None:
        description = json.loads(str(java_session.describe()))
        self.observation_space = from_json(description["observation_space"])
        self.action_space = from_json(description["action_space"])
        info_space = from_json(description["info_space"])
        assert isinstance(info_space, spaces.Dict)
        self.info_space: spaces.Dict = info_space
        self.layout: dict[str, Any] = description["layout"]
        self.memory = Memory(java_session, self.layout)
        self.methods: dict[str, Any] = description["methods"]
        self.step = java_session.step
        self._row_indices = np.frombuffer(java_session.rowIndices(), dtype="<i4")
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

    def reset_later(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row, to be received when it has begun."""
        jvm.java_call(
            self._java.resetLater,
            None if seed is None else str(seed),
            None if options is None else to_json(options),
        )

    def send(self, rows: np.ndarray[Any, Any]) -> None:
        """Have some rows take their actions in the memory."""
        if rows.size > self._row_indices.size:
            raise ValueError(
                f"send of {rows.size} rows, of which there are only {self._row_indices.size}"
            )
        self._row_indices[: rows.size] = rows
        jvm.java_call(self._java.send, int(rows.size))

    def receive(self, count: int) -> np.ndarray[Any, Any]:
        """Wait for so many rows, whichever are done first, and return their indices."""
        while not self._java.receive(count, CALL_LIMIT_MILLIS):
            pass
        return self._row_indices[:count].copy()

    def call_by_name(self, row: int, name: str, arguments_json: str) -> Any:
        """Call a public method of a row's environment and return what it gives."""
        return json.loads(str(jvm.java_call(self._java.callByName, row, name, arguments_json)))

    def set(self, row: int, name: str, arguments_json: str) -> None:
        """Call a setter of a row's environment."""
        jvm.java_call(self._java.set, row, name, arguments_json)

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""
        frame = jvm.java_call(self._java.render, row)
        if frame is None:
            return None
        if str(frame.getClass().getSimpleName()) == "Text":
            return str(frame.text())
        pixels = np.frombuffer(self._java.pixels(frame), dtype=np.uint8)
        return pixels.reshape(int(frame.height()), int(frame.width()), 3).copy()

    def call(self, row: int, name: str, arguments: bytes) -> bytes:
        """Call a method of a row's environment; arguments and result are packed."""
        java_bytes = jpype.JArray(jpype.JByte)(arguments)
        return bytes(jvm.java_call(self._java.call, row, name, java_bytes))

    def snapshot(self) -> bytes:
        """Return all that the environments and the memory are now."""
        return bytes(jvm.java_call(self._java.snapshot))

    def restore(self, state: bytes) -> None:
        """Become what a snapshot tells; so does the memory."""
        jvm.java_call(self._java.restore, jpype.JArray(jpype.JByte)(state))

    def run(self, write: Callable[[Any], None], actions: Iterable[Any]) -> Iterator[None]:
        """Write and take actions one after the other; each time, the outcome is in the memory."""
        for action in actions:
            write(action)
            try:
                self.step()
            except self.failures as e:
                self.recover(e, self.step)
            yield

    def fail(self, failure: Exception) -> NoReturn:
        """Raise the Python exception that one of `failures` means."""
        raise_translated(failure)

    def recover(self, failure: Exception, again: Callable[[], None]) -> None:
        """Wait for a call that came back unfinished, or raise what its failure means.

        Java comes back after a twentieth of a second, so that Ctrl-C is seen here. A call that was
        interrupted so goes on in Java; the next one waits for its end first.

        Args:
            failure: what the call raised.
            again: the call itself, for the case that one before it was not at its end.
        """
        if java_code(failure) == "BUSY":
            with suppress(self.failures):  # They belong to the call that was interrupted.
                self._finish()
            try:
                return again()
            except self.failures as e:
                failure = e
        if java_code(failure) != "UNFINISHED":
            self.fail(failure)
        try:
            self._finish()
        except self.failures as e:
            self.fail(e)

    def _finish(self) -> None:
        while not self._java.await_(CALL_LIMIT_MILLIS):
            pass

    def close(self) -> None:
        """Release the Java environment. The memory lives until the last view of it is gone."""
        self._finalizer.detach()
        jvm.java_call(self._java.close)

    def abandon(self) -> Callable[[], None]:
        """Forget the Java environment without a call: in a forked child, whose JVM is dead.

        Returns:
            What every later use is to call, to raise an error.
        """
        self._finalizer.detach()
        return jvm.check_not_forked


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


def open_async(env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
    """Open a vector environment whose rows need not wait for each other."""
    door = jvm.door()
    return Session(jvm.java_call(door.openAsync, env_id, to_json(settings), to_json(kwargs)))
