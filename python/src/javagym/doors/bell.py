"""Py4J's client with limits: every wait looks up now and then whether the JVM is still there.

A call costs what two short messages over the loopback address cost. Py4J's own client formats each
message for a log and waits for any time; this one does neither. Steps that follow each other soon
go by a mailbox in shared memory instead.
"""

from __future__ import annotations

import contextlib
import math
import os
import socket
import struct
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

from py4j import protocol
from py4j.java_gateway import (
    GatewayClient,
    GatewayConnection,
    GatewayParameters,
    JavaGateway,
)

from javagym.doors import mailbox
from javagym.errors import ConnectionLostError, ForkedProcessError, NoSpaceError

# How long a wait goes on before it looks up.
LOOK_SECONDS = 0.5

# Is told how many seconds an answer has been waited for, and raises to wait no longer.
Waited = Callable[[float], None]

_ANSWER_BYTES = 65536

# Py4J's answer for null: the call went well, and there is nothing to say.
NOTHING = b"!yn\n"

# io.javagym.doors.process.StepCommand
_MAILBOX = b"javagym.step\nmailbox\n"
_STEP = b"javagym.step\n%d\n%d\n"
_MOST_REQUESTS = 0x7FFFFFFF

# Reads what Java says of the mailbox: where it is, or why there is none.
ReadAnswer = Callable[[bytes], Any]


class Bell(GatewayConnection):  # type: ignore[misc] # py4j has no types
    """A connection to the JVM, for one call at a time.

    Args:
        parameters: where the JVM listens, and its token.
        waited: looks up while the JVM has not accepted the token yet.
    """

    def __init__(self, parameters: GatewayParameters, waited: Waited) -> None:
        super().__init__(parameters)
        self._waited = waited
        self._mailbox: mailbox.Mailbox | None = None
        self._asked_for_mailbox = not mailbox.is_of_use()
        self._request = 0
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # The kernel's limit, since Python's own costs a poll before each read and write.
        limit = struct.pack("@ll", int(LOOK_SECONDS), int(LOOK_SECONDS % 1 * 1e6))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)

    def start(self) -> None:
        """Connect, and show the token.

        Raises:
            ConnectionError: if nobody listens there.
            py4j.protocol.Py4JAuthenticationError: if it is not the right token.
        """
        try:
            self.socket.connect((self.address, self.port))
        except BlockingIOError:
            # The kernel connects by itself while there is room in the queue of a server that
            # accepts nobody; there is none left.
            self._waited(math.inf)
            raise
        self.stream = self.socket.makefile("rb")
        self.is_connected = True
        self._authenticate_connection()

    def ring(self, command: bytes, waited: Waited) -> bytes:
        """Send a command and return the answer, one line of Py4J's protocol.

        Raises:
            ConnectionError: if the JVM closed the connection.
        """
        if self._mailbox is not None:
            self._mailbox.call_back()
        started = time.monotonic()
        while command:
            try:
                command = command[self.socket.send(command) :]
            except BlockingIOError:
                waited(time.monotonic() - started)
        answer = b""
        while not answer.endswith(b"\n"):
            try:
                part = self.socket.recv(_ANSWER_BYTES)
            except BlockingIOError:
                waited(time.monotonic() - started)
                continue
            if not part:
                raise ConnectionResetError("the JVM closed the connection")
            answer += part
        return answer

    def step(self, session: int, waited: Waited, read: ReadAnswer) -> bytes:
        """Have a session step and return the answer, by the shortest way that is open now."""
        if not self._asked_for_mailbox:
            self._asked_for_mailbox = True
            with contextlib.suppress(NoSpaceError):  # Then all goes over the connection.
                self._mailbox = mailbox.Mailbox(read(self.ring(_MAILBOX, waited)))
        self._request = request = self._request % _MOST_REQUESTS + 1
        if self._mailbox is not None and self._mailbox.step(session, request):
            return NOTHING
        return self.ring(_STEP % (session, request), waited)

    def send_command(self, command: str) -> str:
        """Send a command of Py4J's own, such as the token."""
        return _text(self.ring(command.encode(), self._waited))


class BellClient(GatewayClient):  # type: ignore[misc]
    """The connections to one JVM: as many as there are calls at once.

    Args:
        parameters: where the JVM listens, and its token.
        waited: looks up while an answer is waited for.
        lost: returns the error to raise when a connection is gone.
    """

    def __init__(
        self, parameters: GatewayParameters, waited: Waited, lost: Callable[[], Exception]
    ) -> None:
        super().__init__(gateway_parameters=parameters)
        self._waited = waited
        self._lost = lost
        self._bells: weakref.WeakSet[Bell] = weakref.WeakSet()

    def exchange(self, command: bytes, waited: Waited | None = None) -> bytes:
        """Send a command over a connection that is free and return the answer."""
        waited = waited or self._waited
        return self._with_bell(lambda bell: bell.ring(command, waited), waited)

    def stepper(self, session: int, read: ReadAnswer) -> Callable[[], bytes]:
        """Return a function that has a session step and returns the answer."""
        waited = self._waited

        def ring(bell: Bell) -> bytes:
            return bell.step(session, waited, read)

        return lambda: self._with_bell(ring, waited)

    def _with_bell(self, call: Callable[[Bell], bytes], waited: Waited) -> bytes:
        bell = None
        try:
            try:
                bell = self.deque.pop()
            except IndexError:
                bell = self._connect(waited)
            answer = call(bell)
        except BaseException as e:
            # Whatever it was, an answer may still come, and belongs to nobody.
            if bell is not None:
                bell.close()
            if isinstance(e, ConnectionError) and not isinstance(e, ConnectionLostError):
                raise self._lost() from e
            raise
        self.deque.append(bell)
        return answer

    def send_command(self, command: str, retry: bool = True, binary: bool = False) -> Any:
        """Send a command of Py4J's: what its Java objects call."""
        if binary:
            return super().send_command(command, retry, binary)
        return _text(self.exchange(command.encode()))

    def _create_connection(self) -> Bell:
        return self._connect(self._waited)

    def _connect(self, waited: Waited) -> Bell:
        if not self.is_connected:
            raise ForkedProcessError(
                f"this process ({os.getpid()}) was forked from one that has a JVM beside it, and"
                " the JVM serves that one only: make the environment anew in this process"
            )
        bell = Bell(self.gateway_parameters, waited)
        self._bells.add(bell)
        bell.start()
        return bell

    def forked(self) -> None:
        """Let go of the connections in a forked child, without a word on them."""
        self.is_connected = False
        for bell in list(self._bells):
            # Closed, not shut down: the parent has the same connection and goes on using it. Py4J
            # would shut it down when the object goes.
            descriptor = bell.socket.detach()
            if descriptor >= 0:
                os.close(descriptor)
        self.deque: deque[Bell] = deque()


class BellGateway(JavaGateway):  # type: ignore[misc]
    """Py4J's gateway over a `BellClient`."""

    def __init__(self, client: BellClient) -> None:
        self._client = client
        super().__init__(gateway_parameters=client.gateway_parameters)

    def _create_gateway_client(self) -> BellClient:
        return self._client


def command_for(method: str, *args: Any) -> bytes:
    """Return the command that calls a method of the gateway's entry point."""
    parts = [protocol.get_command_part(argument) for argument in args]
    return "".join(
        [
            protocol.CALL_COMMAND_NAME,
            protocol.ENTRY_POINT_OBJECT_ID + "\n",
            method + "\n",
            *parts,
            protocol.END_COMMAND_PART,
        ]
    ).encode()


def _text(answer: bytes) -> str:
    text = answer[:-1].decode()
    return text[1:] if text.startswith(protocol.RETURN_MESSAGE) else text
