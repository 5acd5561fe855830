"""The ways to a Java environment. A door opens sessions; a session moves one batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from javagym import jvm

if TYPE_CHECKING:
    import numpy as np
    from gymnasium import spaces

    from javagym.doors.resume import Resume
    from javagym.layout import Memory


class Session(Protocol):
    """One Java environment or vector environment, wherever it runs.

    Attributes:
        observation_space: the space of one row's observation.
        action_space: the space of one row's action.
        info_space: the fields that one row's info may hold.
        layout: where the columns lie in the memory.
        memory: the columns.
        peer: what runs it, with its version.
        methods: what can be called by name, as Java declares it.
        failures: what `step`, `reset` and `reset_rows` raise that means something else; the caller
            passes it to `fail` or `recover`, so that a step that succeeds pays nothing for it.
    """

    @property
    def observation_space(self) -> spaces.Space[Any]: ...  # noqa: D102

    @property
    def action_space(self) -> spaces.Space[Any]: ...  # noqa: D102

    @property
    def info_space(self) -> spaces.Dict: ...  # noqa: D102

    @property
    def layout(self) -> dict[str, Any]: ...  # noqa: D102

    @property
    def memory(self) -> Memory: ...  # noqa: D102

    @property
    def peer(self) -> str: ...  # noqa: D102

    @property
    def failures(self) -> type[Exception] | tuple[type[Exception], ...]: ...  # noqa: D102

    def step(self) -> None:
        """Take the actions that are in the memory; the outcome is in the memory then."""

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""

    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: np.ndarray[Any, Any] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""

    def run(self, write: Callable[[Any], None], actions: Iterable[Any]) -> Iterator[None]:
        """Write and take actions one after the other; each time, the outcome is in the memory."""

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""

    def fail(self, failure: Exception) -> NoReturn:
        """Raise the exception that one of `failures` means."""

    def recover(self, failure: Exception, again: Callable[[], None]) -> None:
        """Wait for a call that came back unfinished, or raise what its failure means."""

    def reset_later(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row, to be received when it has begun."""

    def send(self, rows: np.ndarray[Any, Any]) -> None:
        """Have some rows take their actions in the memory."""

    def receive(self, count: int) -> np.ndarray[Any, Any]:
        """Wait for so many rows, whichever are done first, and return their indices."""

    @property
    def methods(self) -> dict[str, Any]: ...  # noqa: D102

    def call(self, row: int, name: str, arguments: bytes) -> bytes:
        """Call a method of a row's environment; arguments and result are packed."""

    def call_by_name(self, row: int, name: str, arguments_json: str) -> Any:
        """Call a public method of a row's environment and return what it gives."""

    def set(self, row: int, name: str, arguments_json: str) -> None:
        """Call a setter of a row's environment."""

    def snapshot(self) -> bytes:
        """Return all that the environments and the memory are now."""

    def restore(self, state: bytes) -> None:
        """Become what a snapshot tells; so does the memory."""

    def close(self) -> None:
        """Release the environment."""

    def abandon(self) -> Callable[[], None]:
        """Forget the environment in a forked child; return what raises an error at later use."""


class Door(Protocol):
    """What opens sessions."""

    def open_single(self, env_id: str, kwargs: dict[str, Any]) -> Session:
        """Open a single environment."""

    def open_vector(self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
        """Open a vector environment; ``io.javagym.doors.SettingsJson`` says what settings are."""

    def open_async(self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
        """Open a vector environment whose rows need not wait for each other."""


Choice = str | Door | None
"""How a user names a door: None for the default one."""

_default: Choice = None


def set_default(door: Choice) -> Choice:
    """Set the door of environments that are made without one, and return the one before.

    Args:
        door: None for the JVM inside this process; or beside it, where this process was forked from
            one with a JVM inside, so that it can have none.
    """
    global _default
    before, _default = _default, door
    return before


def find(door: Choice, resume: bool | Resume = False) -> Door:
    """Return the door that a user chose.

    Args:
        door: its name, an address or a client; None for the default one.
        resume: whether sessions are brought back when what runs them dies, and how.

    Raises:
        ValueError: if there is none of that name, or for ``resume`` in this process.
        gymnasium.error.DependencyNotInstalled: if what it needs is not installed.
    """
    if door is None:
        door = _default
    if door is None:
        door = "process" if jvm.is_forked() else "inprocess"
    if resume is not False:
        if door == "inprocess":
            raise ValueError(
                'resume needs what can die without this process: door="process" for a JVM beside'
                ' it, or the address of a server, as in door="grpc://localhost:50051"'
            )
        from javagym.doors.resume import resuming

        return resuming(find(door), resume)
    if not isinstance(door, str):
        if not hasattr(door, "open_single"):
            raise TypeError(f"door is {door!r}, expected a name, an address or a client")
        return door
    if door == "inprocess":
        from javagym.doors import inprocess

        return inprocess
    if door == "process":
        from javagym.doors import process

        return process
    if door.startswith(("grpc://", "grpcs://")):
        from javagym import remote

        return remote.client(door)
    raise ValueError(
        f"door is {door!r}, expected 'inprocess', 'process' or the address of a server, as in"
        " 'grpc://localhost:50051'"
    )


def add_classpath(paths: list[str]) -> list[dict[str, Any]]:
    """Add jars or folders of classes to the JVMs of this process; return the specs that they bring.

    Raises:
        ValueError: if a path does not exist or is no jar.
    """
    from javagym.doors import local_jvm

    if jvm.is_forked():
        specs = local_jvm.local_jvm().call("addClasspath", json.dumps(paths))
    else:
        specs = json.loads(str(jvm.java_call(jvm.door().addClasspath, *paths)))
        beside = local_jvm.running()
        if beside is not None:
            beside.call("addClasspath", json.dumps(paths))
    jvm.added_classpath().append(paths)
    found: list[dict[str, Any]] = specs
    return found


def gateway(*, callbacks: bool = False) -> Any:
    """Return Py4J's gateway to the JVM beside this process, which is started if need be.

    ``gateway().jvm`` sees Java's classes, and those of `javagym.add_classpath`:

        javagym.gateway().jvm.java.lang.StringBuilder("desserts").reverse().toString()

    Args:
        callbacks: whether Java may call Python objects that implement a Java interface, as Py4J's
            documentation tells. It opens one more port of the loopback address.

    Returns:
        A ``py4j.java_gateway.JavaGateway``.

    Raises:
        javagym.JavaNotFoundError: if no Java of release 17 or later is found.
    """
    from javagym.doors.local_jvm import local_jvm

    beside = local_jvm()
    if callbacks:
        beside.start_callbacks()
    return beside.gateway
