"""What a server answers when a request can't be carried out, and how an exception becomes that."""

from __future__ import annotations

import traceback
from typing import Any

from javagym.errors import ERRORS
from javagym.v1 import environment_service_pb2 as pb

_MOST_MESSAGE_CHARACTERS = 4096
_MOST_TRACE_CHARACTERS = 16384

# What environments raise of Gymnasium's own errors means the same on the other side. Python's
# general ones, such as ValueError, are an environment's own affair.
_CODES: dict[type[BaseException], str] = {
    exception: code
    for code, exception in reversed(ERRORS.items())
    if exception.__module__ not in ("builtins", "javagym.errors")
}


class Refusal(Exception):  # noqa: N818 - it is an answer
    """A request that fails with a code of the contract.

    Args:
        code: as in ``io.javagym.GymException.Code``, or of the contract alone.
        message: what, where, the value and the legal range.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SessionEnded(Exception):  # noqa: N818 - it is an answer
    """A request that ends its session.

    Args:
        status: the name of gRPC's status.
        message: why.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status


def invalid(message: str) -> Refusal:
    """Return the refusal of a value that is not allowed."""
    return Refusal("INVALID_ARGUMENT", message)


def code_of(thrown: BaseException) -> str | None:
    """Return the code that an environment's exception has by its type; None for its own affair."""
    for kind in type(thrown).__mro__:
        code = _CODES.get(kind)
        if code is not None:
            return code
    return None


def failed(doing: str, thrown: BaseException, where: str = "") -> Refusal:
    """Return the refusal for what an environment's code raised.

    Args:
        doing: what it was asked for, such as ``step of CartPoleEnv``, for the message.
        thrown: what it raised; as the refusal's cause its traceback crosses too.
        where: which row it was, for the message.
    """
    code = code_of(thrown)
    if code is None:
        return Refusal("ENV_FAILED", f"{doing} failed: {where}{named(thrown)}")
    return Refusal(code, str(thrown))


def named(thrown: BaseException) -> str:
    """Return an exception's type and message."""
    text = str(thrown)
    return f"{type(thrown).__name__}: {text}" if text else type(thrown).__name__


def failure(thrown: BaseException) -> pb.Failure:
    """Return the message for a refusal, or for what went wrong on the way."""
    code = thrown.code if isinstance(thrown, Refusal) else "ENV_FAILED"
    message = str(thrown) if isinstance(thrown, Refusal) else named(thrown)
    from_env = thrown.__cause__ if isinstance(thrown, Refusal) else thrown
    trace = "" if from_env is None else "".join(traceback.format_exception(from_env)).rstrip()
    return pb.Failure(
        code=_number(code),
        message=_shortened(message, _MOST_MESSAGE_CHARACTERS),
        stack_trace=_shortened(trace, _MOST_TRACE_CHARACTERS),
    )


def _number(code: str) -> pb.ErrorCode:
    number: Any = pb.ErrorCode.Value(f"ERROR_CODE_{code}")
    return number  # type: ignore[no-any-return] # protobuf's stubs know numbers as enums


def _shortened(text: str, most: int) -> str:
    # What can't be UTF-8, such as a lone surrogate, can't cross.
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= most else text[:most] + "..."
