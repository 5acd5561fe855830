"""The door to a JVM beside this process: Py4J is the call, and the arrays lie in shared memory.

A call takes some 25 us, and a step soon after another one or two. An environment that crashes its
JVM, or needs a JVM of its own, takes nothing else with it, and a forked process can have one.
"""

from __future__ import annotations

import base64
import json
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
from gymnasium import logger, spaces

from javagym.arguments import to_json
from javagym.doors.bell import NOTHING
from javagym.doors.local_jvm import LocalJvm, local_jvm
from javagym.doors.mapping import SharedMapping
from javagym.errors import ConnectionLostError, ForkedProcessError
from javagym.layout import Memory
from javagym.spaces import from_json

# How long one call waits for rows: Ctrl-C between two calls loses none.
_RECEIVE_MILLIS = 50


class Session:
    """One environment or vector environment in the JVM beside this process.

    See `javagym.doors.Session`. `step` is a function of its own, by the shortest way.
    """

    # Errors are what they mean already.
    failures: tuple[type[Exception], ...] = ()

    def __init__(self, owner: LocalJvm, opened: dict[str, Any]) -> None:
        self._jvm = owner
        self._number: int = opened["session"]
        self._buffers = _Buffers(owner, self._number, opened["memory"])
        # For a session that is dropped and not closed. At exit the JVM ends anyway.
        self._finalizer = weakref.finalize(self, _close_dropped, owner, self._number, self._buffers)
        self._finalizer.atexit = False  # type: ignore[misc] # a property, not a slot
        description = opened["description"]
        self.observation_space = from_json(description["observation_space"])
        self.action_space = from_json(description["action_space"])
        info_space = from_json(description["info_space"])
        assert isinstance(info_space, spaces.Dict)
        self.info_space: spaces.Dict = info_space
        self.layout: dict[str, Any] = description["layout"]
        self.memory = Memory(self._buffers, self.layout)
        self.methods: dict[str, Any] = description["methods"]
        self.step = _stepper(owner, self._number)

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""
        self._call(
            "reset",
            None if seed is None else str(seed),
            None if options is None else to_json(options),
        )

    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: npt.NDArray[np.bool_] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""
        texts = None if seeds is None else [None if seed is None else str(seed) for seed in seeds]
        self._call(
            "resetRows",
            None if texts is None else json.dumps(texts),
            None if options is None else to_json(options),
            None if mask is None else mask.astype(np.uint8).tobytes(),
        )

    def reset_later(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row, to be received when it has begun."""
        self._call(
            "resetLater",
            None if seed is None else str(seed),
            None if options is None else to_json(options),
        )

    def send(self, rows: npt.NDArray[np.int32]) -> None:
        """Have some rows take their actions in the memory."""
        self._call("send", json.dumps(rows.tolist()))

    def receive(self, count: int) -> npt.NDArray[np.int32]:
        """Wait for so many rows, whichever are done first, and return their indices."""
        while (rows := self._call("receive", count, _RECEIVE_MILLIS)) is None:
            pass
        return np.array(rows, dtype=np.int32)

    def call(self, row: int, name: str, arguments: bytes) -> bytes:
        """Call a method of a row's environment; arguments and result are packed."""
        return base64.b64decode(self._call("call", row, name, arguments))

    def call_by_name(self, row: int, name: str, arguments_json: str) -> Any:
        """Call a public method of a row's environment and return what it gives."""
        return self._call("callByName", row, name, arguments_json)

    def set(self, row: int, name: str, arguments_json: str) -> None:
        """Call a setter of a row's environment."""
        self._call("set", row, name, arguments_json)

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""
        frame = self._call("render", row)
        if not isinstance(frame, dict):
            return frame
        pixels = self._buffers.picture(frame)
        return pixels.reshape(frame["height"], frame["width"], 3).copy()

    def run(self, write: Callable[[Any], None], actions: Iterable[Any]) -> Iterator[None]:
        """Write and take actions one after the other; each time, the outcome is in the memory."""
        for action in actions:
            write(action)
            self.step()
            yield

    def fail(self, failure: Exception) -> NoReturn:
        """Raise a failure as it is."""
        raise failure

    def recover(self, failure: Exception, _: Callable[[], None]) -> NoReturn:
        """Raise a failure as it is: a call comes back when it is done."""
        raise failure

    def close(self) -> None:
        """Release the Java environment. What was seen of its memory stays until nobody sees it."""
        if self._finalizer.detach() is not None:
            _close(self._jvm, self._number, self._buffers)

    def abandon(self) -> Callable[[], None]:
        """Forget the Java environment without a call, in a forked child that has no part in it.

        Returns:
            What every later use is to call, to raise an error.
        """
        self._finalizer.detach()
        return partial(_raise_forked, self._jvm.pid)

    def _call(self, method: str, *args: Any) -> Any:
        return self._jvm.call(method, self._number, *args)


def _raise_forked(pid: int) -> NoReturn:
    raise ForkedProcessError(
        f"this environment is in the JVM (process {pid}) of the process from which this one was"
        " forked: make it anew in this process"
    )


def _stepper(owner: LocalJvm, number: int) -> Callable[[], None]:
    """Return a function that steps by the shortest way: this runs at every step."""
    read = owner.read
    ring = owner.client.stepper(number, read)

    def step() -> None:
        answer = ring()
        if answer != NOTHING:
            read(answer)

    return step


class _Buffers:
    """The shared memory of a session, in the form in which `Memory` asks for it."""

    def __init__(self, owner: LocalJvm, number: int, memory: dict[str, Any]) -> None:
        self._jvm = owner
        self._number = number
        self._mappings = {"memory": SharedMapping(memory["file"], memory["bytes"])}
        self._picture_file = ""

    def memory(self) -> npt.NDArray[np.uint8]:
        return self._mappings["memory"].bytes

    def outputHeap(self) -> npt.NDArray[np.uint8]:  # noqa: N802 - as in Java
        return self._replace("outputHeap", self._jvm.call("outputHeap", self._number))

    def actionHeap(self, needed_bytes: int) -> npt.NDArray[np.uint8]:  # noqa: N802
        found = self._jvm.call("actionHeap", self._number, needed_bytes)
        return self._replace("actionHeap", found)

    def picture(self, found: dict[str, Any]) -> npt.NDArray[np.uint8]:
        if found["file"] == self._picture_file:  # drawn into the memory of the last one
            return self._mappings["picture"].bytes
        self._picture_file = found["file"]
        return self._replace("picture", found)

    def _replace(self, name: str, found: dict[str, Any]) -> npt.NDArray[np.uint8]:
        before = self._mappings.get(name)
        self._mappings[name] = SharedMapping(found["file"], found["bytes"])
        if before is not None:
            before.give_back()
        return self._mappings[name].bytes

    def give_back(self) -> None:
        for mapping in self._mappings.values():
            mapping.give_back()
        self._mappings.clear()


def _close(owner: LocalJvm, number: int, buffers: _Buffers) -> None:
    # A step that still runs in Java would find zeros in memory that was given back; then it goes
    # when both sides have let go of it.
    try:
        released = owner.call("close", number)
    except ConnectionLostError:
        return  # with its environments
    if released:
        buffers.give_back()


def _close_dropped(owner: LocalJvm, number: int, buffers: _Buffers) -> None:
    try:
        _close(owner, number, buffers)
    except Exception as e:  # Nobody is there to catch it.
        logger.warn(f"a Java environment that was not closed failed to close: {e}")


def open_single(env_id: str, kwargs: dict[str, Any]) -> Session:
    """Open a single environment."""
    owner = local_jvm()
    return Session(owner, owner.call("open", env_id, to_json(kwargs)))


def open_vector(env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
    """Open a vector environment; ``io.javagym.doors.SettingsJson`` says what the settings are."""
    owner = local_jvm()
    return Session(owner, owner.call("openVector", env_id, to_json(settings), to_json(kwargs)))


def open_async(env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
    """Open a vector environment whose rows need not wait for each other."""
    owner = local_jvm()
    return Session(owner, owner.call("openAsync", env_id, to_json(settings), to_json(kwargs)))
