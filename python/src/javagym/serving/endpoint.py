"""The service: hands out sessions, as many as there may be, and ends those that do nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import grpc

from javagym.serving.budget import MemoryBudget
from javagym.serving.call import SessionCall
from javagym.serving.offer import Offer
from javagym.serving.rules import KwargsRule
from javagym.serving.session import EnvironmentSession, Limits
from javagym.v1 import environment_service_pb2 as pb

SERVICE = "javagym.v1.EnvironmentService"


class Endpoint:
    """gRPC's handlers.

    Args:
        offer: what clients may make.
        rule: which arguments they may give.
        limits: of each session.
        max_sessions: how many there may be.
        budget: of all sessions' memory.
    """

    def __init__(
        self,
        offer: Offer,
        rule: KwargsRule,
        limits: Limits,
        max_sessions: int,
        budget: MemoryBudget,
    ) -> None:
        self._new_session: Callable[[], EnvironmentSession] = lambda: EnvironmentSession(
            offer, rule, limits, budget
        )
        self._offer = offer
        self._max_sessions = max_sessions
        self._calls: set[SessionCall] = set()
        self._lock = threading.Lock()
        self._last_number = 0
        self._draining = False

    def handler(self) -> Any:
        """Return what gRPC registers. Messages stay bytes, so that a bad one is ours to refuse."""
        return grpc.method_handlers_generic_handler(
            SERVICE,
            {
                "Session": grpc.stream_stream_rpc_method_handler(self._session),
                "ListEnvironments": grpc.unary_unary_rpc_method_handler(self._list),
            },
        )

    def _list(self, _request: bytes, _context: Any) -> bytes:
        listed = pb.ListEnvironmentsResponse()
        listed.environments.extend(offered.spec() for offered in self._offer.all())
        data: bytes = listed.SerializeToString()
        return data

    def _session(self, requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        with self._lock:
            refusal = self._refusal()
            if refusal is None:
                self._last_number += 1
                call = SessionCall(
                    self._last_number, self._new_session(), requests, context, self._ended
                )
                self._calls.add(call)
                return call.run()
        context.abort(*refusal)
        raise AssertionError("abort raises")

    def _refusal(self) -> tuple[grpc.StatusCode, str] | None:
        if self._draining:
            return grpc.StatusCode.UNAVAILABLE, "the server is shutting down"
        if len(self._calls) >= self._max_sessions:
            return (
                grpc.StatusCode.RESOURCE_EXHAUSTED,
                f"all of the server's {self._max_sessions} sessions (--max-sessions) are in use",
            )
        return None

    def _ended(self, call: SessionCall) -> None:
        with self._lock:
            self._calls.discard(call)

    @property
    def sessions(self) -> int:
        """Return how many are open."""
        return len(self._calls)

    def drain(self) -> None:
        """Let no new session in."""
        with self._lock:
            self._draining = True

    def end_idle(self, seconds: float, status: str, reason: str) -> None:
        """End the sessions that have done nothing for so long."""
        with self._lock:
            calls = list(self._calls)
        for call in calls:
            call.end_if_idle(seconds, status, reason)
        for call in calls:
            call.break_off()
