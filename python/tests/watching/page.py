"""A page without a browser: what it would hear and say."""

from __future__ import annotations

import io
import json
import socket
import struct
from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection, connect

TIMEOUT = 20.0  # seconds; for anything to happen


class Page:
    """Speaks to a viewer as its page does.

    Args:
        url: the page's address.
        origin: the origin that it says to be of; that of the address if it is left out.
        host: the name that it says to have called; that of the address if it is left out.
        token: likewise.
    """

    def __init__(
        self,
        url: str,
        *,
        origin: str | None = "the page's",
        host: str | None = None,
        token: str | None = None,
    ) -> None:
        parts = urlsplit(url)
        if origin == "the page's":
            origin = f"http://{parts.netloc}"
        query = parts.query if token is None else f"token={token}"
        assert parts.port is not None
        self._opened = ExitStack()
        connecting = connect(
            f"ws://{host or parts.netloc}/socket?{query}",
            sock=socket.create_connection((parts.hostname or "", parts.port), TIMEOUT),
            origin=origin,
            compression=None,
            max_size=None,
        )
        self.socket: ClientConnection = self._opened.enter_context(connecting)
        self.screens: list[dict[str, Any]] = self._hear("screens")

    def __enter__(self) -> Page:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._opened.close()

    def say(self, kind: str, screen: int = 1, **fields: Any) -> None:
        self.socket.send(json.dumps({"type": kind, "screen": screen, **fields}))

    def numbers(
        self, until: Callable[[dict[str, Any]], Any] = bool, screen: int = 1
    ) -> dict[str, Any]:
        """Return the first numbers of a screen that are as wanted."""
        end = monotonic() + TIMEOUT
        heard: Any = None
        while monotonic() < end:
            for numbers in self._hear("numbers"):
                if numbers["id"] == screen:
                    heard = numbers
                    if until(numbers):
                        return numbers
        raise AssertionError(f"not within {TIMEOUT:g} s; the last: {heard}")

    def picture(self, screen: int = 1) -> Any:
        """Ask for a picture of a screen and return it, uint8 [height, width, channels]."""
        self.say("ready", screen)
        end = monotonic() + TIMEOUT
        while monotonic() < end:
            data = self.socket.recv(timeout=TIMEOUT)
            if isinstance(data, bytes):
                assert struct.unpack(">I", data[:4]) == (screen,)
                return decoded(data[4:])
        raise AssertionError(f"no picture within {TIMEOUT:g} s")

    def listen_on(self) -> None:
        """Hear whatever comes, until the connection ends, which is an error of websockets'."""
        while True:
            self.socket.recv(timeout=TIMEOUT)

    def _hear(self, kind: str) -> list[dict[str, Any]]:
        end = monotonic() + TIMEOUT
        while monotonic() < end:
            data = self.socket.recv(timeout=TIMEOUT)
            if isinstance(data, str):
                message = json.loads(data)
                if message["type"] == "screens":
                    self.screens = message["screens"]
                if message["type"] == kind:
                    screens: list[dict[str, Any]] = message["screens"]
                    return screens
        raise AssertionError(f"no {kind} within {TIMEOUT:g} s")


def decoded(png: bytes) -> Any:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return np.asarray(image)


def deaf(url: str) -> socket.socket:
    """Open a page that says what it is told, and never reads."""
    parts = urlsplit(url)
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.settimeout(TIMEOUT)
    opened.connect((parts.hostname or "", parts.port))
    opened.sendall(
        f"GET /socket?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Origin: http://{parts.netloc}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    return opened


def say(opened: socket.socket, kind: str, screen: int = 1) -> None:
    """Say something as such a page."""
    text = json.dumps({"type": kind, "screen": screen})
    opened.sendall(Frame(Opcode.TEXT, text.encode()).serialize(mask=True))
