"""One session from hello to close: the state machine of docs/protocol.md, without a network.

``io.javagym.server.EnvironmentSession`` is the same in Java.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode

from javagym.serving.batch import Batch
from javagym.serving.budget import MemoryBudget
from javagym.serving.offer import Offer, VectorForm
from javagym.serving.refusal import Refusal, SessionEnded, failure, invalid
from javagym.serving.request_warnings import collected_warnings
from javagym.serving.rows import Rows
from javagym.serving.rules import KwargsRule
from javagym.v1 import environment_service_pb2 as pb
from javagym.version import __version__
from javagym.wire import layout_to_proto, space_to_proto

PROTOCOL_VERSION = 1
SERVER_NAME = f"javagym {__version__}, Python {platform.python_version()}"

# Room for what a response holds beside its outputs.
_ENVELOPE_BYTES = 1024
_OUTPUT_ENVELOPE_BYTES = 64

_MOST_CLIENT_CHARACTERS = 200
_NOT_PRINTABLE = re.compile(r"[^\x20-\x7e]")
# Of arguments and options, which cost more to read than their bytes tell.
_MOST_JSON_CHARACTERS = 1 << 20
# Reading decimal digits takes time that grows with their square.
_MOST_SEED_DIGITS = 4096
_DIGITS = re.compile("[0-9]+")

_MODES = {
    pb.AUTORESET_MODE_UNSPECIFIED: AutoresetMode.NEXT_STEP,
    pb.AUTORESET_MODE_NEXT_STEP: AutoresetMode.NEXT_STEP,
    pb.AUTORESET_MODE_SAME_STEP: AutoresetMode.SAME_STEP,
    pb.AUTORESET_MODE_DISABLED: AutoresetMode.DISABLED,
}


@dataclass(frozen=True)
class Limits:
    """What one session may ask for.

    Attributes:
        max_message_bytes: of one message, in either direction.
        max_envs: rows of one vector environment.
    """

    max_message_bytes: int
    max_envs: int


class EnvironmentSession:
    """Takes one request after the other, on one thread."""

    def __init__(
        self, offer: Offer, rule: KwargsRule, limits: Limits, budget: MemoryBudget
    ) -> None:
        self._offer = offer
        self._rule = rule
        self._limits = limits
        self._memory = budget.share()
        self._state = "new"
        self._rows: Rows | None = None
        self._last_failed = False
        self.client = ""
        self.environment_id = ""
        self.rows_stepped = 0
        self._answers: dict[str, Callable[[Any, pb.SessionResponse], None]] = {
            "hello": self._hello,
            "make": self._make,
            "reset": self._reset,
            "step": self._step,
            "render": self._render,
            "call": self._call,
            "snapshot": self._no_snapshots,
            "restore": self._no_snapshots,
            "close": self._close,
        }

    def handle(self, request: pb.SessionRequest) -> pb.SessionResponse:
        """Carry a request out.

        Raises:
            SessionEnded: if the request is out of order; the session can only be closed then.
        """
        response = pb.SessionResponse(request_id=request.request_id)
        kind = request.WhichOneof("request")
        with collected_warnings() as warned:
            try:
                self._answer(kind, request, response)
            except SessionEnded:
                raise
            except (Exception, SystemExit) as e:
                # What an environment raises is its own affair: the session goes on.
                response.failure.CopyFrom(failure(e))
        response.warnings.extend(warned)
        self._last_failed = response.HasField("failure") or response.step.HasField("failure")
        return response

    def _answer(
        self, kind: str | None, request: pb.SessionRequest, response: pb.SessionResponse
    ) -> None:
        if self._state == "new" and kind != "hello":
            raise _out_of_order(f"the first request of a session is hello, got {_name(kind)}")
        answer = None if kind is None else self._answers.get(kind)
        if kind is None or answer is None:
            raise Refusal(
                "UNIMPLEMENTED",
                f"this server ({SERVER_NAME}) does not do the request '{_name(kind)}'",
            )
        answer(getattr(request, kind), response)

    def _hello(self, request: pb.HelloRequest, response: pb.SessionResponse) -> None:
        if self._state != "new":
            raise _out_of_order("hello is the first request of a session and comes once")
        version = request.protocol_version
        if version != PROTOCOL_VERSION:
            older = "server" if version > PROTOCOL_VERSION else "client"
            raise SessionEnded(
                "FAILED_PRECONDITION",
                f"the client speaks protocol {version} and the server ({SERVER_NAME}) speaks"
                f" protocol {PROTOCOL_VERSION}: upgrade the {older}",
            )
        # What a client says may go to a log: no line breaks, no control sequences, no novel.
        self.client = _NOT_PRINTABLE.sub("?", request.client[:_MOST_CLIENT_CHARACTERS])
        self._state = "greeted"
        response.hello.protocol_version = PROTOCOL_VERSION
        response.hello.server = SERVER_NAME
        response.hello.max_message_bytes = self._limits.max_message_bytes
        response.hello.max_envs_per_session = self._limits.max_envs

    def _make(self, request: pb.MakeRequest, response: pb.SessionResponse) -> None:
        if self._state != "greeted":
            raise _out_of_order("a session makes one environment, and this one has made it")
        offered = self._offer.find(request.id)
        kwargs = _object("kwargs_json", request.kwargs_json)
        defaults = offered.defaults
        given = {
            name: value
            for name, value in kwargs.items()
            if name not in defaults or defaults[name] != value
        }
        self._rule.check(given)
        self._require_drawable(offered.spec(), given.get("render_mode"))
        form = self._form(request.vector) if request.HasField("vector") else None
        rows = self._offer.open(request.id, given, form)
        try:
            batch = rows.batch
            size = batch.output_bytes + _ENVELOPE_BYTES
            if size > self._limits.max_message_bytes:
                raise invalid(
                    f"what one step of {offered.id} gives takes {size} bytes, and the server"
                    f" allows messages of {self._limits.max_message_bytes} (--max-message-bytes);"
                    " make fewer environments in a session"
                )
            self._memory.take(batch.layout["bytes"])
            made = _described(offered.id, batch)
        except BaseException:
            rows.close()
            raise
        self._rows = rows
        self.environment_id = offered.id
        self._state = "made"
        response.make.CopyFrom(made)

    @staticmethod
    def _require_drawable(spec: pb.EnvironmentSpec, mode: Any) -> None:
        if mode is not None and mode not in spec.render_modes:
            raise Refusal(
                "UNSUPPORTED_MODE",
                f"render_mode '{mode}' of {spec.id}: expected one of {list(spec.render_modes)} or"
                " None",
            )

    def _form(self, request: pb.VectorSettings) -> VectorForm:
        if not 1 <= request.num_envs <= self._limits.max_envs:
            raise invalid(
                f"num_envs is {request.num_envs}, expected at least 1, and the server allows a"
                f" session at most {self._limits.max_envs} (--max-envs)"
            )
        if request.HasField("step_timeout_seconds"):
            raise invalid(
                f"step_timeout: this server ({SERVER_NAME}) steps its rows one after the other and"
                " can't give one up; leave it out, and let the client's timeout end the session",
            )
        mode = _MODES.get(request.autoreset_mode)
        if mode is None:
            raise invalid("an autoreset_mode that this server does not know")
        limit = request.max_episode_steps if request.HasField("max_episode_steps") else None
        if limit is not None and limit < 1:
            raise invalid(f"max_episode_steps is {limit}, expected at least 1")
        return VectorForm(request.num_envs, mode, limit)

    def _reset(self, request: pb.ResetRequest, response: pb.SessionResponse) -> None:
        rows = self._made("reset")
        options: dict[str, Any] | None = None
        if request.options_json:
            options = _object("options_json", request.options_json)
            self._rule.check(options)
        mask = [byte != 0 for byte in request.mask] if request.mask else None
        seed = _seed(request.seed) if request.HasField("seed") else None
        seeds = None
        if request.HasField("row_seeds"):
            seeds = [_seed(one) for one in request.row_seeds.seeds]
        if mask is not None and seed is not None:
            raise invalid("a mask goes with row_seeds, got one seed")
        rows.reset(seed, seeds, options, mask)
        response.reset.output.CopyFrom(self._output(rows))

    def _step(self, request: pb.StepRequest, response: pb.SessionResponse) -> None:
        if request.chained and self._last_failed:
            raise Refusal("SKIPPED", "step is chained, and the request before it failed")
        rows = self._made("step")
        batch = rows.batch
        most_bytes = self._limits.max_message_bytes
        count = len(request.inputs)
        most = (most_bytes - _ENVELOPE_BYTES) // (batch.output_bytes + _OUTPUT_ENVELOPE_BYTES)
        if count == 0 or (count > 1 and count > most):
            raise invalid(
                f"step has {count} inputs, expected 1 to {max(1, most)}, whose outputs fit a"
                f" message of {most_bytes} bytes"
            )
        taken = _ENVELOPE_BYTES
        for given in request.inputs:
            try:
                batch.load(given)
                rows.step()
                self.rows_stepped += batch.num_envs
                output = self._output(rows)
            except (Exception, SystemExit) as e:
                if count == 1:
                    raise
                response.step.failure.CopyFrom(failure(e))
                return
            taken += output.ByteSize() + _OUTPUT_ENVELOPE_BYTES
            response.step.outputs.append(output)
            if taken > most_bytes and len(response.step.outputs) < count:
                response.step.failure.CopyFrom(
                    failure(
                        invalid(
                            f"the outputs of {len(response.step.outputs)} of {count} steps fill a"
                            f" message of {most_bytes} bytes; ask for fewer at once"
                        )
                    )
                )
                return

    def _output(self, rows: Rows) -> pb.Output:
        output = rows.batch.output()
        if output.ByteSize() > self._limits.max_message_bytes - _ENVELOPE_BYTES:
            raise invalid(
                f"values without fixed size make a message of {output.ByteSize()} bytes, and the"
                f" server allows {self._limits.max_message_bytes} (--max-message-bytes)"
            )
        return output

    def _render(self, request: pb.RenderRequest, response: pb.SessionResponse) -> None:
        frame = self._made("render").render(request.row)
        response.render.SetInParent()
        if frame is None:
            return
        if isinstance(frame, str):
            response.render.text = frame
            return
        pixels = np.asarray(frame)
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
            raise Refusal(
                "BROKEN_CONTRACT",
                f"render of {self.environment_id} gave {type(frame).__name__} of shape"
                f" {pixels.shape} and dtype {pixels.dtype}, expected a str or an array of shape"
                " (height, width, 3) and dtype uint8",
            )
        if pixels.nbytes > self._limits.max_message_bytes - _ENVELOPE_BYTES:
            raise invalid(
                f"the frame has {pixels.nbytes} bytes, and the server allows messages of"
                f" {self._limits.max_message_bytes} (--max-message-bytes)"
            )
        height, width, _ = pixels.shape
        response.render.pixels.height = height
        response.render.pixels.width = width
        response.render.pixels.rgb = np.ascontiguousarray(pixels).tobytes()

    def _call(self, request: pb.CallRequest, _: pb.SessionResponse) -> None:
        self._made("call")
        raise invalid(f"there is no method '{request.name}': environments in Python declare none")

    def _no_snapshots(
        self, request: pb.SnapshotRequest | pb.RestoreRequest, _: pb.SessionResponse
    ) -> None:
        """Refuse: Gymnasium's environments have no state that they tell."""
        self._made("snapshot" if isinstance(request, pb.SnapshotRequest) else "restore")
        raise Refusal("UNSUPPORTED", f"{self.environment_id} is in Python and has no snapshots")

    def _close(self, _: pb.CloseRequest, response: pb.SessionResponse) -> None:
        response.close.SetInParent()
        try:
            self.close()
        except Exception:
            response.ClearField("close")
            raise

    def _made(self, request: str) -> Rows:
        if self._state == "closed":
            raise Refusal("CLOSED", f"{request} after the environment was closed")
        if self._rows is None:
            raise _out_of_order(f"make comes before {request}")
        return self._rows

    def close(self) -> None:
        """Release the environment. Closing twice is harmless."""
        self._state = "closed"
        rows, self._rows = self._rows, None
        self._memory.release()
        if rows is not None:
            rows.close()


def _described(env_id: str, batch: Batch) -> pb.MakeResponse:
    try:
        return pb.MakeResponse(
            observation_space=space_to_proto(batch.observation_space),
            action_space=space_to_proto(batch.action_space),
            info_space=space_to_proto(batch.info_space),
            layout=layout_to_proto(batch.layout),
        )
    except ValueError as e:  # a space of the user's own
        raise Refusal("BROKEN_CONTRACT", f"{env_id} can't be served: {e}") from e


def _object(field: str, text: str) -> dict[str, Any]:
    if len(text) > _MOST_JSON_CHARACTERS:
        raise invalid(
            f"{field} has {len(text)} characters, and the server reads at most"
            f" {_MOST_JSON_CHARACTERS}"
        )
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise invalid(f"{field}: expected a JSON object, got {text:.200}")
    return value


def _seed(seed: pb.Seed) -> int | None:
    digits = seed.digits
    if not digits:
        return None
    if len(digits) > _MOST_SEED_DIGITS or not _DIGITS.fullmatch(digits):
        raise invalid(
            f"a seed of {len(digits)} characters, expected at most {_MOST_SEED_DIGITS} decimal"
            " digits"
        )
    return int(digits)


def _out_of_order(message: str) -> SessionEnded:
    return SessionEnded("FAILED_PRECONDITION", message)


def _name(kind: str | None) -> str:
    return kind or "request_not_set"
