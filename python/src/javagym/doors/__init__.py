"""The ways to a Java environment. A door opens sessions; a session moves one batch."""

from __future__ import annotations

import json
from typing import Any

from javagym import jvm
from javagym.doors.session import Door

IN_PROCESS = "inprocess"
PROCESS = "process"


def default() -> str:
    """Return the door of those who name none: the JVM inside this process, where there can be one.

    A process that was forked from one with a JVM inside can have none, and gets one beside it.
    """
    return PROCESS if jvm.is_forked() else IN_PROCESS


def chosen(door: str | None) -> Door:
    """Return the door of a name.

    Args:
        door: "inprocess", the JVM inside this process; "process", a JVM beside it; None for what
            `default` says.

    Raises:
        ValueError: for any other name.
    """
    if door is None:
        door = default()
    # Imported here, since each door brings a library that the others do without.
    if door == IN_PROCESS:
        from javagym.doors import inprocess

        return inprocess
    if door == PROCESS:
        from javagym.doors import process

        return process
    raise ValueError(f"door is {door!r}, expected {IN_PROCESS!r}, {PROCESS!r} or None")


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
