"""A session's call of gRPC's: requests in on one thread, responses out on another.

gRPC's own thread sends responses, and can be told at any time to end the call by a status. The
environment has a thread to itself, from making to closing, since some are particular about that.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from javagym.serving.refusal import SessionEnded
from javagym.serving.session import EnvironmentSession
from javagym.v1 import environment_service_pb2 as pb

_log = logging.getLogger("javagym.serving")

# A client that reads nothing can't be told why its call ends.
_TELL_SECONDS = 1.0


class SessionCall:
    """Moves one session's messages.

    Args:
        number: of the session, for the log.
        session: what answers.
        requests: gRPC's iterator, of bytes.
        context: gRPC's, of the call.
        on_end: is called once, when the environment has been released.
    """

    def __init__(
        self,
        number: int,
        session: EnvironmentSession,
        requests: Iterator[bytes],
        context: Any,
        on_end: Callable[[SessionCall], None],
    ) -> None:
        self._number = number
        self._session = session
        self._requests = requests
        self._context = context
        self._on_end = on_end
        # A response, a status with its reason, or None for the end.
        self._responses: queue.SimpleQueue[bytes | tuple[str, str] | None] = queue.SimpleQueue()
        # No request is taken in while the response to the one before it has not got away.
        self._sent = threading.Semaphore(1)
        self._gone = threading.Event()
        self._lock = threading.Lock()
        self._ending: str | None = None
        self._working = False
        self._last_active = time.monotonic()

    def run(self) -> Iterator[bytes]:
        """Give responses until the session ends; runs on gRPC's thread."""
        worker = threading.Thread(
            target=self._work, name=f"javagym-session-{self._number}", daemon=True
        )
        if not self._context.add_callback(self._leave):
            self._gone.set()
        worker.start()
        while True:
            response = self._responses.get()
            if response is None:
                return
            if isinstance(response, tuple):
                status, reason = response
                self._context.abort(grpc.StatusCode[status], reason)
                return  # not reached: abort raises
            yield response
            self._sent.release()

    def _leave(self) -> None:
        """Have both threads know that the call is over, however it ended."""
        self._gone.set()
        self._responses.put(None)
        self._sent.release()

    # --- the environment's thread ----------------------------------------------------------------

    def _work(self) -> None:
        reason = "OK"
        try:
            for data in self._requests:
                self._sent.acquire()
                if self._gone.is_set() or not self._begin():
                    break
                self._answer(data)
                self._finish()
        except SessionEnded as e:
            reason = e.status
            self._end(e.status, str(e))
        except grpc.RpcError:
            reason = "CANCELLED"
        except Exception as e:
            # gRPC says that the client is gone by an exception without a type of its own.
            reason = "CANCELLED" if self._gone.is_set() or not self._context.is_active() else "?"
            if reason == "?":
                _log.exception("session=%d failed", self._number)
                self._end("INTERNAL", f"the server failed: {type(e).__name__}")
        finally:
            self._release(self._ending or reason)

    def _answer(self, data: bytes) -> None:
        try:
            request = pb.SessionRequest.FromString(data)
        except DecodeError:
            raise SessionEnded("UNKNOWN", "a message that can't be parsed") from None
        response = self._session.handle(request)
        if response.HasField("make"):
            _log.info(
                "made session=%d environment=%s rows=%d client=%r",
                self._number,
                self._session.environment_id,
                response.make.layout.num_envs,
                self._session.client,
            )
        self._responses.put(response.SerializeToString())

    def _release(self, status: str) -> None:
        try:
            self._session.close()
        except Exception:
            _log.warning("closing the environment failed session=%d", self._number, exc_info=True)
        _log.info(
            "ended session=%d environment=%s steps=%d status=%s",
            self._number,
            self._session.environment_id,
            self._session.rows_stepped,
            status,
        )
        self._responses.put(None)
        self._on_end(self)

    def _begin(self) -> bool:
        with self._lock:
            self._working = self._ending is None
            return self._working

    def _finish(self) -> None:
        with self._lock:
            self._working = False
            self._last_active = time.monotonic()

    # --- from other threads ----------------------------------------------------------------------

    def end_if_idle(self, seconds: float, status: str, reason: str) -> None:
        """End the session if it has done nothing for so long; one that is at work goes on."""
        with self._lock:
            if self._working or time.monotonic() - self._last_active < seconds:
                return
        self._end(status, reason)

    def _end(self, status: str, reason: str) -> None:
        with self._lock:
            if self._ending is not None:
                return
            self._ending = status
        self._responses.put((status, reason))

    def break_off(self) -> None:
        """End the call without a word, if it was to end and its client does not take it in."""
        if self._ending is not None and not self._gone.wait(_TELL_SECONDS):
            self._context.cancel()
