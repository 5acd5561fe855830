"""The viewer's side of one page."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from javagym.watching import messages


class PageSession:
    """Sends to one page, and lets what it has no time for be replaced by what is newer.

    It holds at most one message of each type and one picture of each screen.

    Attributes:
        waiting: ids of the screens of which the page wants a picture.
        seen: by id, which picture it was given last.
        episodes: by id, after how many episodes it was told the last returns.
    """

    def __init__(self, connection: ServerConnection) -> None:
        self.waiting: set[int] = set()
        self.seen: dict[int, int] = {}
        self.episodes: dict[int, int] = {}
        self._connection = connection
        self._texts: dict[str, list[dict[str, Any]]] = {}
        self._pictures: dict[int, bytes] = {}
        self._news = asyncio.Event()

    def tell(self, kind: str, screens: list[dict[str, Any]]) -> None:
        """Send a message soon, instead of one of its type that still waits."""
        unsent = {
            old["id"]: old["returns"] for old in self._texts.get(kind, ()) if "returns" in old
        }
        for new in screens:
            if new["id"] in unsent:
                new.setdefault("returns", unsent[new["id"]])
        self._texts[kind] = screens
        self._news.set()

    def show(self, screen_id: int, picture: bytes) -> None:
        """Send a picture soon."""
        self._pictures[screen_id] = picture
        self._news.set()

    def keep_only(self, screens: Container[int]) -> None:
        """Forget the screens that are no more."""
        self.waiting = {key for key in self.waiting if key in screens}
        for told in (self.seen, self.episodes, self._pictures):
            for key in [key for key in told if key not in screens]:
                del told[key]

    async def send_all(self) -> None:
        """Send what there is, until cancelled or the page has gone."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                while self._texts or self._pictures:
                    if self._texts:
                        kind = next(iter(self._texts))
                        await self._connection.send(messages.to_text(kind, self._texts.pop(kind)))
                    if self._pictures:
                        screen_id = next(iter(self._pictures))
                        await self._connection.send(self._pictures.pop(screen_id))
        except ConnectionClosed:
            pass
