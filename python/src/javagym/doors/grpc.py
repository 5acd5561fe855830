"""The door to a server, over gRPC: both sides hold the batch's memory, and its regions cross."""

from __future__ import annotations

import os
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

import numpy as np
from gymnasium import logger, spaces

from javagym.arguments import to_json
from javagym.doors.buffers import OwnBuffers
from javagym.doors.stream import Stream
from javagym.errors import (
    ConnectionLostError,
    ForkedProcessError,
    RefusedError,
    RemoteTimeoutError,
    from_failure,
)
from javagym.layout import Memory
from javagym.spaces import to_json as to_description
from javagym.v1 import environment_service_pb2 as pb
from javagym.wire import layout_from_proto, space_from_proto

PROTOCOL_VERSION = 1

# Steps that are sent ahead go in messages of about this size, so many of them at a time.
_AHEAD_BYTES = 1 << 20
_AHEAD_MESSAGES = 3

_CLOSE_SECONDS = 5.0


class Session:
    """One environment or vector environment in a server; see `javagym.doors.Session`.

    Args:
        stream: to the server.
        hello: what this side is.
        make: what is to be made.
        connect_seconds: how long the server may take to say hello.
        seconds: how long it may take for any request after that.
    """

    # Errors are what they mean already.
    failures: tuple[type[Exception], ...] = ()

    def __init__(
        self,
        stream: Stream,
        hello: pb.HelloRequest,
        make: pb.MakeRequest,
        connect_seconds: float,
        seconds: float,
    ) -> None:
        self._stream = stream
        self._seconds = seconds
        self._last_id = 0
        self._pid = os.getpid()
        self._closed = False
        self._max_message_bytes = 1 << 20  # until the server says how much it takes
        self._finalizer = weakref.finalize(self, stream.close_dropped)
        try:
            self._send(pb.SessionRequest(hello=hello))
            self._send(pb.SessionRequest(make=make))
            greeting = self._receive(connect_seconds, "hello", self._last_id - 1).hello
            made = self._receive(seconds, "make", self._last_id).make
        except BaseException:
            self._finalizer()
            raise
        stream.what = f"its session with {make.id}"
        self.peer: str = greeting.server
        self._max_message_bytes = greeting.max_message_bytes
        self.observation_space = space_from_proto(made.observation_space)
        self.action_space = space_from_proto(made.action_space)
        info_space = space_from_proto(made.info_space)
        assert isinstance(info_space, spaces.Dict)
        self.info_space: spaces.Dict = info_space
        self.methods = {
            method.name: {
                "parameters": to_description(space_from_proto(method.parameters)),
                "result": to_description(space_from_proto(method.result)),
                "constant": method.constant,
                "sealed": method.sealed,
            }
            for method in made.methods
        }
        self.layout = layout_from_proto(made.layout)
        self._buffers = OwnBuffers(self.layout)
        self.memory = Memory(self._buffers, self.layout)
        self._packed: bool = self.layout["packed"]
        self._actions = self._buffers.region(self.layout["regions"]["action"])
        self._outputs = self._buffers.region(self.layout["regions"]["output"])
        self._finals = self._buffers.region(self.layout["regions"]["final"])

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""
        request = pb.ResetRequest(options_json="" if options is None else to_json(options))
        if seed is not None:
            request.seed.digits = str(seed)
        self._reset(request)

    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: np.ndarray[Any, Any] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""
        request = pb.ResetRequest(options_json="" if options is None else to_json(options))
        if seeds is not None:
            request.row_seeds.SetInParent()
            for seed in seeds:
                request.row_seeds.seeds.add(digits="" if seed is None else str(seed))
        if mask is not None:
            request.mask = mask.astype(np.uint8).tobytes()
        self._reset(request)

    def _reset(self, request: pb.ResetRequest) -> None:
        self._load(self._call(pb.SessionRequest(reset=request), "reset").reset.output)

    def step(self) -> None:
        """Take the actions that are in the memory."""
        # A message keeps the memory of all that it ever held, so each step has one of its own.
        request = pb.SessionRequest()
        self._fill(request.step.inputs.add())
        self._load(self._call(request, "step").step.outputs[0])

    def run(self, write: Callable[[Any], None], actions: Iterable[Any]) -> Iterator[None]:
        """Take actions that are sent ahead; each time, the outcome is in the memory."""
        pending: deque[int] = deque()
        requests = self._requests(write, actions)
        refused: list[Exception] = []
        try:
            more = True
            while True:
                while more and len(pending) < _AHEAD_MESSAGES:
                    request = next(requests, None)
                    if request is None:
                        more = False
                    elif isinstance(request, Exception):
                        refused.append(request)
                        more = False
                    else:
                        self._send(request)
                        pending.append(self._last_id)
                if not pending:
                    break
                step = self._receive(self._seconds, "step", pending.popleft()).step
                for output in step.outputs:
                    self._load(output)
                    yield
                if step.HasField("failure"):
                    raise _error(step.failure)
            if refused:
                raise refused[0]
        finally:
            self._forget(pending)

    def _requests(
        self, write: Callable[[Any], None], actions: Iterable[Any]
    ) -> Iterator[pb.SessionRequest | Exception]:
        """Give messages of several steps each; an action that is none is given as its error."""
        size = len(self._outputs) + len(self._finals) + 128
        most = max(1, min(_AHEAD_BYTES, self._max_message_bytes // 2) // size)
        request = pb.SessionRequest()
        first = True
        for action in actions:
            try:
                write(action)
            except Exception as e:  # whatever it is, it comes after the steps before it
                if request.step.inputs:
                    yield request
                yield e
                return
            self._fill(request.step.inputs.add())
            if len(request.step.inputs) == most:
                request.step.chained = not first
                first = False
                yield request
                request = pb.SessionRequest()
        if request.step.inputs:
            request.step.chained = not first
            yield request

    def _forget(self, pending: deque[int]) -> None:
        """Take in what is still on its way after an error, or when nobody asks for more."""
        while pending:
            request_id = pending.popleft()
            try:
                step = self._receive(self._seconds, "step", request_id).step
            except (ConnectionLostError, RefusedError, RemoteTimeoutError):
                return
            except Exception:
                continue
            for output in step.outputs:
                self._load(output)

    def snapshot(self) -> bytes:
        """Return all that the environments and the memory are now."""
        request = pb.SessionRequest(snapshot=pb.SnapshotRequest())
        state: bytes = self._call(request, "snapshot").snapshot.state
        return state

    def restore(self, state: bytes) -> None:
        """Become what a snapshot tells; so does the memory."""
        request = pb.SessionRequest(restore=pb.RestoreRequest(state=state))
        self._load(self._call(request, "restore").restore.output)

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""
        request = pb.SessionRequest(render=pb.RenderRequest(row=row))
        frame = self._call(request, "render").render
        kind = frame.WhichOneof("frame")
        if kind == "text":
            return frame.text
        if kind == "pixels":
            pixels = np.frombuffer(frame.pixels.rgb, dtype=np.uint8)
            return pixels.reshape(frame.pixels.height, frame.pixels.width, 3).copy()
        return None

    def fail(self, failure: Exception) -> NoReturn:
        """Raise it: errors are what they mean already."""
        raise failure

    def recover(self, failure: Exception, _: Callable[[], None]) -> None:
        """Raise it, as `fail` does."""
        raise failure

    def call(self, row: int, name: str, arguments: bytes) -> bytes:
        """Call a method of a row's environment; arguments and result are packed."""
        request = pb.SessionRequest(call=pb.CallRequest(row=row, name=name, arguments=arguments))
        result: bytes = self._call(request, name).call.result
        return result

    # What a server does not do yet.

    def reset_later(self, *_: Any) -> None:
        """Raise NotImplementedError."""
        raise NotImplementedError("a server's rows wait for each other so far")

    send = reset_later

    def receive(self, _: int) -> NoReturn:
        """Raise NotImplementedError."""
        raise NotImplementedError("a server's rows wait for each other so far")

    def call_by_name(self, _row: int, name: str, _arguments_json: str) -> NoReturn:
        """Raise NotImplementedError: a server runs nothing but what environments declare."""
        raise NotImplementedError(
            f"{name} is none of the methods that the environment declares, {list(self.methods)},"
            " and a server runs no other"
        )

    set = call_by_name

    def close(self) -> None:
        """Release the environment. Closing twice is harmless, and so is a server that is gone."""
        if self._closed:
            return
        self._closed = True
        self._finalizer.detach()
        try:
            self._call(pb.SessionRequest(close=pb.CloseRequest()), "close", _CLOSE_SECONDS)
        except (ConnectionLostError, RefusedError, RemoteTimeoutError):
            pass
        finally:
            self._stream.finish()

    def abandon(self) -> Callable[[], None]:
        """Forget the environment in a forked child, which shares the parent's connection."""
        self._finalizer.detach()
        self._closed = True
        parent = self._pid

        def check() -> None:
            raise ForkedProcessError(
                f"this process ({os.getpid()}) was forked from the one that holds the session"
                f" ({parent}), and a gRPC connection does not survive a fork. Make environments in"
                ' the worker, started by multiprocessing\'s "spawn" or "forkserver"'
            )

        return check

    # --- messages --------------------------------------------------------------------------------

    def _send(self, request: pb.SessionRequest) -> None:
        request.request_id = self._last_id + 1
        data = request.SerializeToString()
        if len(data) > self._max_message_bytes:
            raise ValueError(
                f"the request has {len(data)} bytes, and the server allows messages of"
                f" {self._max_message_bytes} (--max-message-bytes)"
            )
        self._last_id += 1
        self._stream.send(data)

    def _receive(self, seconds: float, doing: str, request_id: int) -> pb.SessionResponse:
        response: pb.SessionResponse = self._stream.receive(seconds, doing)
        for warning in response.warnings:
            logger.warn(warning)
        if response.HasField("failure"):
            raise _error(response.failure)
        if response.request_id != request_id:
            self._stream.close_dropped()
            raise ConnectionLostError(
                f"the server answered request {response.request_id}, expected {request_id}"
            )
        return response

    def _call(
        self, request: pb.SessionRequest, doing: str, seconds: float | None = None
    ) -> pb.SessionResponse:
        if self._closed and doing != "close":
            raise from_failure("CLOSED", f"{doing} after the environment was closed", "")
        self._send(request)
        return self._receive(self._seconds if seconds is None else seconds, doing, self._last_id)

    def _fill(self, message: pb.Input) -> None:
        message.actions = self._actions.tobytes()
        heap = self.memory.packed_actions()
        if heap or message.heap:
            message.heap = heap

    def _load(self, output: pb.Output) -> None:
        self._outputs[:] = output.outputs
        if self._finals:
            if output.finals:
                self._finals[:] = output.finals
            else:
                self._buffers.no_finals()
        if self._packed:
            self._buffers.replace_heap(output.heap)


def _error(failure: pb.Failure) -> Exception:
    try:
        name = pb.ErrorCode.Name(failure.code).removeprefix("ERROR_CODE_")
    except ValueError:  # of a later server
        name = "ENV_FAILED"
    return from_failure(name, failure.message, failure.stack_trace)
