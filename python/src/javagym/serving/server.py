"""A server of Python environments, to embed or to run."""

from __future__ import annotations

import logging
import os
import threading
import time
import weakref
from collections.abc import Iterable
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from javagym.serving import request_warnings
from javagym.serving.budget import MemoryBudget
from javagym.serving.endpoint import SERVICE, Endpoint
from javagym.serving.offer import Offer
from javagym.serving.rules import KwargsRule, TokenRule, require_guarded
from javagym.serving.session import Limits

_log = logging.getLogger("javagym.serving")

# Beside one for each session, for calls that don't last.
_SPARE_CALLS = 64
_MAX_METADATA_BYTES = 16384
_WINDOW_BYTES = 4 << 20
_STOP_SECONDS = 1.0


class Server:
    """Serves environments to other processes and machines, over gRPC.

    Loopback is served without a token. Any other address asks for TLS and a token: whoever can call
    the server can make environments, which is to run their code.

        with javagym.serve(MyEnv, id="py/MyEnv-v0") as server:
            print(server.address)
            server.wait()

    Args:
        offer: what clients may make.
        host: to listen on.
        port: to listen on; 0 picks one that is free.
        token: what every call must carry, at least 16 characters of ASCII; None for none.
        tls_cert: a PEM file of the certificate chain; with `tls_key`, only TLS is spoken.
        tls_key: a PEM file of its private key.
        max_sessions: how many there may be at a time.
        max_envs: how many environments one may have.
        max_message_bytes: how large a message may be, in either direction.
        max_memory_bytes: how large all sessions' batches may be together.
        idle_timeout: seconds without a request after which a session is ended.
        allow_kwargs: arguments that clients may give although their names look like places.
        deny_kwargs: arguments that clients may not give.

    Raises:
        ValueError: if it would let strangers in, or a value is out of its range.
        OSError: if the port is taken, or a file can't be read.
    """

    def __init__(
        self,
        offer: Offer,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        tls_cert: str | os.PathLike[str] | None = None,
        tls_key: str | os.PathLike[str] | None = None,
        max_sessions: int = 64,
        max_envs: int = 65_536,
        max_message_bytes: int = 64 << 20,
        max_memory_bytes: int = 4 << 30,
        idle_timeout: float = 600.0,
        allow_kwargs: Iterable[str] = (),
        deny_kwargs: Iterable[str] = (),
    ) -> None:
        _require_range("port", port, 0, 65_535)
        _require_range("max_sessions", max_sessions, 1, 10_000)
        _require_range("max_envs", max_envs, 1, 2**31 - 1)
        _require_range("max_message_bytes", max_message_bytes, 4096, 2**31 - 1)
        _require_range("max_memory", max_memory_bytes, 1, 2**63 - 1)
        if not idle_timeout > 0:
            raise ValueError(f"idle_timeout is {idle_timeout}, expected more than 0 seconds")
        if (tls_cert is None) != (tls_key is None):
            raise ValueError("--tls-cert and --tls-key go together")
        require_guarded(host, tls=tls_cert is not None, token=token is not None)
        rule = None if token is None else TokenRule(token)
        self.host = host
        self._idle_timeout = idle_timeout
        self._endpoint = Endpoint(
            offer,
            KwargsRule(allow_kwargs, deny_kwargs),
            Limits(max_message_bytes, max_envs),
            max_sessions,
            MemoryBudget(max_memory_bytes),
        )
        self._health = health.HealthServicer()
        server = grpc.server(
            _ThreadEach(),
            handlers=[self._endpoint.handler()],
            interceptors=[] if rule is None else [_TokenCheck(rule)],
            options=_options(max_message_bytes),
            maximum_concurrent_rpcs=max_sessions + _SPARE_CALLS,
        )
        health_pb2_grpc.add_HealthServicer_to_server(self._health, server)
        self.port = _listen(server, host, port, tls_cert, tls_key)
        self._ended = threading.Event()
        self._closing = threading.Lock()
        server.start()
        request_warnings.install()
        self._stop_server = weakref.finalize(self, _stop, server, self._ended)
        self._server = server
        for name in ("", SERVICE):
            self._health.set(name, health_pb2.HealthCheckResponse.SERVING)
        threading.Thread(
            target=_watch,
            args=(weakref.ref(self), self._ended, max(0.01, min(1.0, idle_timeout / 4))),
            name="javagym-clock",
            daemon=True,
        ).start()
        _log.info("listening host=%s port=%d", host, self.port)

    @property
    def address(self) -> str:
        """Return what clients connect to, as in ``grpc://127.0.0.1:50051``, without TLS."""
        return f"grpc://{self.target}"

    @property
    def target(self) -> str:
        """Return host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def sessions(self) -> int:
        """Return how many sessions are open."""
        return self._endpoint.sessions

    def end_idle_sessions(self) -> None:
        """End those that have done nothing for the idle timeout; a thread does it by itself."""
        self._endpoint.end_idle(
            self._idle_timeout,
            "ABORTED",
            f"the session did nothing for {self._idle_timeout:g} s (--idle-timeout)",
        )

    def drain(self, seconds: float) -> None:
        """End gracefully: no new sessions, and those that run may go on for so many seconds."""
        _log.info("draining sessions=%d", self.sessions)
        self._health.enter_graceful_shutdown()
        self._endpoint.drain()
        deadline = time.monotonic() + seconds
        while self.sessions and time.monotonic() < deadline:
            time.sleep(0.02)
        self.stop()

    def stop(self) -> None:
        """End the server and its sessions at once. Stopping twice is harmless."""
        with self._closing:
            if self._ended.is_set():
                return
            self._endpoint.drain()
            self._endpoint.end_idle(0, "UNAVAILABLE", "the server was shut down")
            deadline = time.monotonic() + _STOP_SECONDS
            while self.sessions and time.monotonic() < deadline:
                time.sleep(0.01)
            self._stop_server()
            request_warnings.uninstall()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the server has ended; return whether it has."""
        return self._ended.wait(timeout)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<javagym server at {self.address}>"


def _options(max_message_bytes: int) -> list[tuple[str, int]]:
    return [
        ("grpc.max_receive_message_length", max_message_bytes),
        ("grpc.max_send_message_length", -1),  # sessions see to it
        ("grpc.max_metadata_size", _MAX_METADATA_BYTES),
        ("grpc.http2.lookahead_bytes", _WINDOW_BYTES),
        ("grpc.keepalive_time_ms", 20_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
        ("grpc.http2.max_ping_strikes", 0),
        # A port that is taken is an error, not shared.
        ("grpc.so_reuseport", 0),
    ]


def _listen(server: Any, host: str, port: int, tls_cert: Any, tls_key: Any) -> int:
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        if tls_cert is None:
            listening = server.add_insecure_port(target)
        else:
            pair = (Path(tls_key).read_bytes(), Path(tls_cert).read_bytes())
            listening = server.add_secure_port(target, grpc.ssl_server_credentials([pair]))
    except RuntimeError as e:
        raise OSError(f"cannot listen: {e}; choose another port, or 0 for any that is free") from e
    if listening == 0:
        raise OSError(f"cannot listen on {target}; choose another port, or 0 for any that is free")
    return int(listening)


def _stop(server: Any, ended: threading.Event) -> None:
    server.stop(_STOP_SECONDS).wait(2 * _STOP_SECONDS)
    ended.set()


def _watch(server: weakref.ref[Server], ended: threading.Event, period: float) -> None:
    while not ended.wait(period):
        watched = server()
        if watched is None:
            return
        watched.end_idle_sessions()
        del watched


def _require_range(name: str, value: int, least: int, greatest: int) -> None:
    if not least <= value <= greatest:
        raise ValueError(f"{name} is {value}, expected {least} <= {name} <= {greatest}")


class _TokenCheck(grpc.ServerInterceptor):  # type: ignore[misc] # gRPC has no types
    """Refuses calls without the token before any of their messages is looked at."""

    def __init__(self, rule: TokenRule) -> None:
        self._rule = rule

    def intercept_service(self, continuation: Any, details: Any) -> Any:
        if details.method.startswith("/grpc.health.v1.Health/"):
            return continuation(details)
        given = [value for key, value in details.invocation_metadata if key == "authorization"]
        complaint = self._rule.complaint(given[0] if given else None)
        if complaint is None:
            return continuation(details)

        def refuse(_request: Any, context: Any) -> Any:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, complaint)

        # A stream, since one message would be waited for.
        return grpc.stream_stream_rpc_method_handler(refuse)


class _ThreadEach(futures.ThreadPoolExecutor):
    """Gives each call a thread that ends with it, and that the end of Python does not wait for."""

    def __init__(self) -> None:
        super().__init__(max_workers=1)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> futures.Future[Any]:
        future: futures.Future[Any] = futures.Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as e:
                    future.set_exception(e)

        threading.Thread(target=run, name="javagym-call", daemon=True).start()
        return future
