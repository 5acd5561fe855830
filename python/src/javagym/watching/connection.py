"""How many connections the viewer has at a time."""

from __future__ import annotations

import asyncio
from typing import Any

from websockets.asyncio.server import ServerConnection

MAX_CONNECTIONS = 64  # pages, and whoever has not said yet what it wants


class Connection(ServerConnection):
    """A connection that is cut off if there are too many.

    Args:
        open_ones: all that there are.
    """

    def __init__(self, open_ones: set[Connection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open_ones = open_ones

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or end at once."""
        super().connection_made(transport)
        self._open_ones.add(self)
        if len(self._open_ones) > MAX_CONNECTIONS:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room for another."""
        self._open_ones.discard(self)
        super().connection_lost(exc)
