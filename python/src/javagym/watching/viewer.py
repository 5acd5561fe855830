"""Serves the page that shows what runs."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import logging
import os
import secrets
import socket
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from javagym.watching import messages
from javagym.watching.answers import answer, busy
from javagym.watching.connection import Connection
from javagym.watching.page_session import PageSession
from javagym.watching.pictures import png
from javagym.watching.screen import Screen
from javagym.watching.shown import Shown

MAX_PAGES = 16
MAX_SCREENS = 64
FRAMES_PER_SECOND = 30.0

_NUMBERS_PERIOD = 0.2  # seconds
_OPEN_TIMEOUT = 10.0  # seconds; how long a request may take to arrive
_CLOSE_TIMEOUT = 2.0  # seconds; how long a page may take to say good-bye
_PING_PERIOD = 20.0  # seconds; a page that does not answer within as many again is let go
_CALL_TIMEOUT = 10.0  # seconds; for what the viewer's thread does at once

# Of a library in somebody's program: silent unless the program listens.
_log = logging.getLogger("javagym.watching")
_log.addHandler(logging.NullHandler())

_viewers: weakref.WeakSet[Viewer] = weakref.WeakSet()
_forgotten: list[Viewer] = []


class ViewerClosedError(RuntimeError):
    """The viewer has ended, or is in the parent of this process."""


class Viewer:
    """Serves one page on loopback, from a thread of its own.

    Args:
        port: to listen on; 0 for one that is free.
        stays: whether it lasts until `close`; else it ends when the last screen goes.

    Attributes:
        port: that it listens on.
        url: the page's address, with its token.

    Raises:
        ValueError: if the port is out of its range.
        OSError: if it is taken.
    """

    def __init__(self, port: int = 0, *, stays: bool = True) -> None:
        if not 0 <= port <= 65535:
            raise ValueError(f"port is {port}, expected 0 <= port <= 65535")
        self._token = secrets.token_urlsafe(24)
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/?token={self._token}"
        self._stays = stays
        self._ids = itertools.count(1)
        self._screens: dict[int, Shown] = {}
        self._pages: set[PageSession] = set()
        self._connections: set[Connection] = set()
        self._closed = False
        self._looked_at = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._end: asyncio.Future[None] = self._loop.create_future()
        started: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(started,), name="javagym-viewer", daemon=True
        )
        self._thread.start()
        started.result(_CALL_TIMEOUT)
        _viewers.add(self)

    @property
    def is_closed(self) -> bool:
        """Whether it has ended, or is in the parent of this process."""
        return self._closed

    def add(self, screen: Screen) -> None:
        """Show a screen.

        Raises:
            ValueError: if there are `MAX_SCREENS` already.
            ViewerClosedError: after `close`.
        """
        self._call(self._add, screen)

    def remove(self, screen: Screen) -> None:
        """Show a screen no more; if it was the last of a viewer that does not stay, close."""
        screen.disconnect()
        with contextlib.suppress(ViewerClosedError):
            self._call(self._remove, screen)
        if self._closed:
            self.close()

    def remove_later(self, screen: Screen) -> None:
        """Do so without waiting for it: for a screen that the garbage collector found."""
        screen.disconnect()
        if not self._closed:
            self._soon(self._remove, screen)

    def close(self) -> None:
        """Part from the pages and give back the port; closing twice is harmless."""
        with contextlib.suppress(ViewerClosedError):
            self._call(self._finish)
        if self._thread is not threading.current_thread():
            self._thread.join(_CALL_TIMEOUT)

    def forget(self) -> None:
        """In a forked child: let go of the port, which is the parent's, and show nothing."""
        self._closed = True
        self._listener.close()
        for shown in self._screens.values():
            shown.screen.disconnect()

    # --- any thread ------------------------------------------------------------------------------

    def _soon(self, function: Any, *args: Any) -> None:
        # The loop may be closed, by `close` of another thread.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *args)

    def _call(self, function: Callable[..., None], *args: Any) -> None:
        """Call a function in the viewer's thread, and wait until it has returned."""
        if self._thread is threading.current_thread():
            function(*args)
            return
        done: Future[None] = Future()

        def call() -> None:
            try:
                function(*args)
            except Exception as e:
                done.set_exception(e)
            else:
                done.set_result(None)

        if self._closed:
            raise ViewerClosedError("the viewer has ended")
        try:
            self._loop.call_soon_threadsafe(call)
        except RuntimeError as e:
            raise ViewerClosedError("the viewer has ended") from e
        try:
            done.result(_CALL_TIMEOUT)
        except FutureTimeoutError as e:
            raise ViewerClosedError(f"the viewer gave no answer in {_CALL_TIMEOUT:g} s") from e

    def _deliver(self, screen: Screen, picture: Any, rest: float) -> None:
        self._soon(self._show, screen, picture, rest)

    # --- the viewer's thread ---------------------------------------------------------------------

    def _run(self, started: Future[None]) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve(started))
        except Exception as e:
            if not started.done():
                started.set_exception(e)
            _log.exception("the viewer ended")
        finally:
            self._listener.close()
            self._loop.close()

    async def _serve(self, started: Future[None]) -> None:
        connection: Any = functools.partial(Connection, self._connections)
        async with serve(
            self._talk,
            sock=self._listener,
            process_request=self._answer,
            create_connection=connection,
            compression=None,  # pictures are
            max_size=messages.MAX_BYTES,
            max_queue=16,
            write_limit=65536,
            open_timeout=_OPEN_TIMEOUT,
            close_timeout=_CLOSE_TIMEOUT,
            ping_interval=_PING_PERIOD,
            ping_timeout=_PING_PERIOD,
            server_header=None,
            logger=_log,
        ):
            started.set_result(None)
            telling = asyncio.create_task(self._tell_numbers())
            try:
                await self._end
            finally:
                telling.cancel()

    def _add(self, screen: Screen) -> None:
        if self._closed:
            raise ViewerClosedError("the viewer has ended")
        if len(self._screens) >= MAX_SCREENS:
            raise ValueError(
                f"{MAX_SCREENS} environments are watched already, which is the most on a page:"
                " watch fewer, or a vector environment, which is one"
            )
        screen_id = next(self._ids)
        self._screens[screen_id] = Shown(screen_id, screen)
        screen.connect(self._deliver)
        self._describe_all()

    def _remove(self, screen: Screen) -> None:
        for key in [key for key, shown in self._screens.items() if shown.screen is screen]:
            del self._screens[key]
        self._describe_all()
        if not self._screens and not self._stays:
            self._finish()

    def _finish(self) -> None:
        self._closed = True
        for shown in self._screens.values():
            shown.screen.disconnect()
        if not self._end.done():
            self._end.set_result(None)

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        refused = answer(request, self._token)
        if refused is None and len(self._pages) >= MAX_PAGES:
            return busy(MAX_PAGES)
        return refused

    async def _talk(self, connection: ServerConnection) -> None:
        if len(self._pages) >= MAX_PAGES:
            await connection.close(1013, f"{MAX_PAGES} pages are open, which is the most")
            return
        page = PageSession(connection)
        self._pages.add(page)
        self._looked_at.set()
        page.tell("screens", self._descriptions())
        sending = asyncio.create_task(page.send_all())
        try:
            async for text in connection:
                self._hear(page, messages.parse(text))
        except messages.BadMessageError as e:
            await connection.close(1008, str(e))
        except ConnectionClosed:
            pass
        finally:
            sending.cancel()
            await asyncio.wait([sending])
            self._pages.discard(page)
            for shown in self._screens.values():
                shown.leave(page)
            if not self._pages:
                self._looked_at.clear()

    def _hear(self, page: PageSession, message: messages.Message) -> None:
        shown = self._screens.get(message.screen)
        if shown is None:  # it ended while the message was under way
            return
        if message.type == "ready":
            if not shown.give_last(page):
                self._want(shown)
        else:
            shown.steer(page, message)
            self._numbers_to(self._pages)

    def _want(self, shown: Shown) -> None:
        """Ask for a picture, now or when it is time for the next."""
        if shown.timer is None:
            wait = max(0.0, shown.next_at - self._loop.time())
            shown.timer = self._loop.call_later(wait, self._ask, shown)

    def _ask(self, shown: Shown) -> None:
        shown.timer = None
        if shown.screen_id in self._screens and any(shown.waits(page) for page in self._pages):
            shown.screen.wanted = True

    def _show(self, screen: Screen, picture: Any, rest: float) -> None:
        for shown in self._screens.values():
            if shown.screen is screen:
                shown.next_at = self._loop.time() + max(1 / FRAMES_PER_SECOND, rest)
                shown.last = messages.with_id(shown.screen_id, png(picture))
                shown.count += 1
                for page in self._pages:
                    if shown.waits(page):
                        shown.give_last(page)

    def _descriptions(self) -> list[dict[str, Any]]:
        return [messages.described(key, shown.screen) for key, shown in self._screens.items()]

    def _describe_all(self) -> None:
        for page in self._pages:
            page.keep_only(self._screens)
            page.tell("screens", self._descriptions())

    async def _tell_numbers(self) -> None:
        while True:
            if not self._pages:
                for shown in self._screens.values():
                    shown.samples.clear()
                await self._looked_at.wait()
            now = self._loop.time()
            for shown in self._screens.values():
                shown.samples.append((now, shown.screen.tally.steps))
            self._numbers_to(self._pages)
            await asyncio.sleep(_NUMBERS_PERIOD)

    def _numbers_to(self, pages: set[PageSession]) -> None:
        for page in pages:
            page.tell("numbers", [shown.numbers(page) for shown in self._screens.values()])


def _after_fork_in_child() -> None:
    for viewer in list(_viewers):
        viewer.forget()
        # To the end of the process: what it holds, such as sockets, is the parent's to close.
        _forgotten.append(viewer)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
