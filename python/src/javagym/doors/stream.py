"""A session's stream to a server, on which no wait is without a limit."""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import grpc

from javagym.errors import (
    ConnectionLostError,
    RefusedError,
    RemoteTimeoutError,
    ServerLimitError,
    SessionExpiredError,
)
from javagym.forks import keep_in_child

# gRPC's own statuses for a connection that is gone, or never was.
_LOST = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.UNKNOWN)


class Stream:
    """Messages there and back.

    Args:
        open_call: takes an iterator of requests and returns gRPC's call.
        address: of the server, for messages.
        timeout: the least seconds that `receive` will be given.
    """

    def __init__(self, open_call: Callable[[Any], Any], address: str, timeout: float) -> None:
        # gRPC takes requests on a thread of its own, which waits on this queue.
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._call = open_call(iter(self._requests.get, None))
        keep_in_child(self._call)
        self._address = address
        self._error: Exception | None = None
        self.what = "the session"
        self.timeout = timeout
        self.deadline: float | None = None
        self.overdue = False
        self.close_dropped = _Closer(self._requests, self._call)
        _watchdog.add(self)

    def send(self, request: bytes) -> None:
        """Send a request, without waiting."""
        if self._error is not None:
            raise self._error
        self._requests.put(request)

    def receive(self, seconds: float, doing: str) -> Any:
        """Wait for the next response.

        Args:
            seconds: how long at most.
            doing: what is waited for, for messages.

        Raises:
            RemoteTimeoutError: if none came in time. The stream is of no use then.
            ConnectionLostError: if the server is gone.
            RefusedError: if the server ended the session, with its reason.
        """
        if self._error is not None:
            raise self._error
        self.deadline = time.monotonic() + seconds
        try:
            response = next(self._call)
        except (grpc.RpcError, StopIteration) as e:
            self._error = self._meaning(e, seconds, doing)
            raise self._error from None
        finally:
            self.deadline = None
        return response

    def _meaning(self, failure: Exception, seconds: float, doing: str) -> Exception:
        if self.overdue:
            return RemoteTimeoutError(
                f"the server at {self._address} did not answer within {seconds:g} s ({doing}):"
                f" {self.what} is lost"
            )
        if isinstance(failure, StopIteration):
            return ConnectionLostError(
                f"the server at {self._address} ended the stream ({doing}): {self.what} is lost"
            )
        code, details = self._call.code(), self._call.details()
        return from_status(code, details, self._address, f"{doing}: {self.what} is lost")

    def finish(self) -> None:
        """End the stream: by saying so if all is well, else by breaking it off."""
        if self._error is None:
            self._requests.put(None)
            self._error = ConnectionLostError("the session was closed")
        else:
            self.close_dropped()

    def expire(self) -> None:
        """Give up waiting; called on the watchdog's thread."""
        self.overdue = True
        self._call.cancel()


class _Closer:
    """Ends a stream without holding it, for a session that is dropped and not closed."""

    def __init__(self, requests: Any, call: Any) -> None:
        self._requests = requests
        self._call = call

    def __call__(self) -> None:
        self._requests.put(None)
        self._call.cancel()


def from_status(code: Any, details: str | None, address: str, doing: str) -> Exception:
    """Return the exception for a status by which a call ended."""
    text = details or code.name
    if code is grpc.StatusCode.UNAVAILABLE and "shut" not in text:
        return ConnectionLostError(
            f"the server at {address} is gone ({doing}): {text}. Its own log may say why"
        )
    if code in _LOST:
        return ConnectionLostError(f"the server at {address} ended the session ({doing}): {text}")
    if code is grpc.StatusCode.DEADLINE_EXCEEDED:
        return RemoteTimeoutError(f"the server at {address} did not answer in time ({doing})")
    kind = {
        grpc.StatusCode.ABORTED: SessionExpiredError,
        grpc.StatusCode.RESOURCE_EXHAUSTED: ServerLimitError,
    }.get(code, RefusedError)
    return kind(f"the server at {address} refused ({doing}): {text} [{code.name}]")


class _Watchdog:
    """Expires streams whose time is up. Its thread sleeps until the first deadline there can be.

    A wait is nothing to it but two assignments to the stream's deadline: it looks when one that was
    not there yet could be over, and then knows better.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._streams: weakref.WeakSet[Stream] = weakref.WeakSet()
        self._thread: threading.Thread | None = None

    def add(self, stream: Stream) -> None:
        with self._changed:
            self._streams.add(stream)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._watch, name="javagym-watchdog", daemon=True
                )
                self._thread.start()
            self._changed.notify()

    def _watch(self) -> None:
        while True:
            with self._changed:
                now = time.monotonic()
                streams = list(self._streams)
                if not streams:
                    self._thread = None
                    return
                overdue = []
                wake = now + 60
                for stream in streams:
                    deadline = stream.deadline
                    if deadline is not None and deadline <= now:
                        if not stream.overdue:
                            overdue.append(stream)
                    else:
                        wake = min(wake, deadline or now + stream.timeout)
                del stream, streams
                if not overdue:
                    self._changed.wait(max(wake - now, 1e-3))
            for stream in overdue:
                stream.expire()
            overdue.clear()


_watchdog = _Watchdog()
