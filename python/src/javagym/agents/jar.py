"""The jar of agents, which joins the JVM when the first agent is made."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from javagym import jvm
from javagym.errors import JavaNotFoundError

# Agents, what they need, and the command line; all but DJL, of which only Atari's networks are.
JAR = jvm.JARS / "agents/javagym-agents.jar"

_lock = threading.Lock()
_session: Any = None
_session_jvm: Any = None


def agent_session() -> Any:
    """Return the Java class ``AgentSession``, with the JVM started if need be.

    Raises:
        javagym.JavaNotFoundError: if the jar, or Java, is missing.
        javagym.ForkedProcessError: in a process that was forked from one with a JVM.
    """
    global _session, _session_jvm
    door = jvm.door()
    with _lock:
        if _session is None or _session_jvm is not door:
            _add(JAR)
            import jpype

            _session = jpype.JClass("io.javagym.agents.inprocess.AgentSession")
            _session_jvm = door
        return _session


def _add(jar: Path) -> None:
    import jpype

    if not jar.exists():
        raise JavaNotFoundError(
            f"no Java agents: {jar} does not exist; run `make setup` in the source tree, or install"
            " a javagym wheel, which has it"
        )
    jpype.addClassPath(str(jar))
