"""The JVM beside this process: started on first use, and ended with it.

Each Python process has one at most. The JVM ends when its standard input does, so it outlives no
Python, however that dies; one that died is replaced when the next environment is made.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import secrets
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

from gymnasium import logger
from py4j.java_gateway import CallbackServerParameters, GatewayParameters
from py4j.protocol import get_return_value

from javagym import jvm
from javagym.doors.bell import NOTHING, BellClient, BellGateway, command_for
from javagym.doors.output import Output
from javagym.errors import ConnectionLostError, RemoteTimeoutError, from_failure

MAIN = "io.javagym.doors.process.Main"
_LOOPBACK = "127.0.0.1"

# How long the JVM may take to start, on a machine that is busy.
START_SECONDS = 60.0

# A call that takes longer is asked about on another connection, and a JVM that does not answer
# there either is given up after the second number. A long garbage collection is no reason to.
ASK_AFTER_SECONDS = 2.0
ANSWER_SECONDS = 20.0

# How long the end of this process waits for the end of the JVM.
EXIT_SECONDS = 2.0

# A heap that starts small and grows as it must. Otherwise each JVM of many workers would go through
# a 64th of the machine's memory before it collects anything. Half of it is for what is young, not a
# third: what an episode holds becomes garbage late, and is dear where it has become old by then.
# With 16 MB a thousand LunarLanders took 1.2 of their time in process, with 128 MB 1.1.
_SMALL_HEAP = ("-Xms128m", "-XX:NewRatio=1")

_PING = command_for("ping")


class LocalJvm:
    """A JVM beside this process.

    Attributes:
        pid: its process id.
        client: carries calls to it.
        gateway: Py4J's view of its classes and objects.

    Raises:
        JavaNotFoundError: if no usable Java is found.
        ConnectionLostError: if it did not start.
    """

    def __init__(self) -> None:
        home, chosen_by = jvm.java_home()
        library = jvm.jvm_library(home, chosen_by)
        token = secrets.token_urlsafe(32)
        self._process = subprocess.Popen(
            [
                str(home / "bin" / "java"),
                *_SMALL_HEAP,
                *jvm.options(home, library),
                "-cp",
                os.pathsep.join([*jvm.jars(), *_gateway_jars()]),
                MAIN,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in a terminal is for Python.
        )
        self.pid = self._process.pid
        self._output = Output(self._process)
        try:
            parameters = GatewayParameters(
                address=_LOOPBACK, port=self._port(token), auth_token=token, auto_convert=True
            )
            self.client = BellClient(parameters, self._waited, self.lost)
            self.gateway = BellGateway(self.client)
            self.call("ping")
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _port(self, token: str) -> int:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # It ended: its output says why.
            self._process.stdin.write(token.encode() + b"\n")
            self._process.stdin.flush()
        port = self._output.port(START_SECONDS)
        if port is None:
            self._process.kill()
            raise self.lost()
        return port

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def call(self, method: str, *args: Any) -> Any:
        """Call a method of ``io.javagym.doors.process.ProcessDoor``.

        Returns:
            The value of its answer; None if it has none.
        """
        answer = self.client.exchange(command_for(method, *args))
        return None if answer == NOTHING else self.read(answer)

    def read(self, answer: bytes) -> Any:
        """Return the value that an answer holds, pass its warnings on and raise its failure."""
        text = get_return_value(answer[1:-1].decode(), self.client, "t", "a call through the door")
        if text is None:
            return None
        said = json.loads(text)
        for message in said["warnings"]:
            logger.warn(message)
        failure = said["failure"]
        if failure is not None:
            exception = from_failure(failure["code"], failure["message"], failure["trace"])
            raise exception from exception.__cause__
        return said["value"]

    def start_callbacks(self) -> None:
        """Let Java objects call Python ones: Py4J's callback server, on the loopback address."""
        started = self.gateway.start_callback_server(
            CallbackServerParameters(
                address=_LOOPBACK,
                port=0,
                daemonize=True,
                daemonize_connections=True,
                auth_token=self.client.gateway_parameters.auth_token,
            )
        )
        if started:
            server = self.gateway.java_gateway_server
            server.resetCallbackClient(
                server.getAddress(), self.gateway.get_callback_server().get_listening_port()
            )

    # --- when it does not answer -----------------------------------------------------------------

    def _waited(self, seconds: float) -> None:
        self._check_alive()
        if seconds >= ASK_AFTER_SECONDS:
            self.client.exchange(_PING, self._waited_for_ping)

    def _waited_for_ping(self, seconds: float) -> None:
        self._check_alive()
        if seconds >= ANSWER_SECONDS:
            raise RemoteTimeoutError(
                f"the JVM (process {self.pid}) has not answered for {ANSWER_SECONDS:g} s:"
                f" {_state(self.pid)}"
            )

    def _check_alive(self) -> None:
        if not self.is_alive():
            raise self.lost()

    def lost(self) -> ConnectionLostError:
        """Return the error that says how it died."""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            # It lives, and does not serve its only caller any more.
            self._process.kill()
            code = self._process.wait()
        lines = self._output.last_lines()
        printed = f"The last lines that it printed:\n{lines}" if lines else "It printed nothing."
        return ConnectionLostError(
            f"the JVM beside Python (process {self.pid}) {_how(code)}, and its environments are"
            f" gone with it; make them anew. {printed}"
        )

    # --- its end ---------------------------------------------------------------------------------

    def end(self) -> None:
        """End it, and wait for that for a moment."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def bury(self) -> None:
        """Close its pipes: it has died, and sessions that were in it may live longer."""
        if self._output.has_ended():
            self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()

    def forked(self) -> None:
        """Let go of it in a forked child: it belongs to the parent, and must end with that."""
        self.client.forked()
        server = self.gateway.get_callback_server()
        if server is not None:
            os.close(server.server_socket.detach())
        self._close_pipes()
        self._process.returncode = 0  # so that nothing here waits for it


def _gateway_jars() -> list[str]:
    return sorted(str(path) for path in (jvm.JARS / "process").glob("*.jar"))


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _state(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "it runs, or is stopped"
    letter = text.rpartition(")")[2].split()[0]
    return "it is stopped, as by SIGSTOP" if letter in "Tt" else f"its state is {letter}"


_lock = threading.RLock()
_current: LocalJvm | None = None


def running() -> LocalJvm | None:
    """Return the JVM beside this process, if one runs."""
    return _current if _current is not None and _current.is_alive() else None


def local_jvm() -> LocalJvm:
    """Return the JVM beside this process; start it if there is none, or if it died."""
    global _current
    if (found := running()) is not None:
        return found
    with _lock:
        if (found := running()) is None:
            if _current is not None:
                _current.bury()
            found = LocalJvm()
            for paths in jvm.added_classpath():
                found.call("addClasspath", json.dumps(paths))
            _current = found
        return found


def _end_at_exit() -> None:
    if _current is not None:
        _current.end()


def _after_fork_in_child() -> None:
    global _current, _lock
    _lock = threading.RLock()  # A thread of the parent may have held it.
    if _current is not None:
        _current.forked()
    _current = None


atexit.register(_end_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
