"""Errors, and how a Java exception becomes the Python one of the same meaning."""

from __future__ import annotations

from typing import Any, NoReturn

from gymnasium import error


class JavaNotFoundError(error.DependencyNotInstalled):
    """No Java runtime was found, or it is too old."""


class ForkedProcessError(error.Error):
    """A JVM, or a connection, does not survive a fork: this process has one that is dead."""


class EnvContractError(error.Error):
    """A Java environment returned what its own spaces or info fields do not allow."""


class JavaEnvError(error.Error):
    """The code of a Java environment threw an exception."""


class RefusedError(error.Error):
    """A server refused a client: by token, version, a limit, or a request out of order."""


class ServerLimitError(RefusedError):
    """A server refused a client by a limit: all its sessions are in use, for one."""


class ConnectionLostError(error.Error, ConnectionError):
    """A server can't be reached, or died; what was made in it is lost."""


class SessionExpiredError(RefusedError, ConnectionLostError):
    """A server ended a session that did nothing for longer than it allows."""


class ResumeError(ConnectionLostError):
    """A session could not be brought back (``resume=True``); the message says why."""


class RemoteTimeoutError(error.Error, TimeoutError):
    """A server did not answer within the time that it was given; what was made in it is lost."""


class NoSpaceError(error.Error, OSError):
    """The disk below the memory that two processes share is full."""


class EnvTimeoutError(JavaEnvError, TimeoutError):
    """A Java environment took longer for a step or reset than ``step_timeout``."""


class PendingCallError(error.AlreadyPendingCallError, error.Error):
    """The environments still work on a step or reset that was interrupted."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "step")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the message alone."""
        return type(self), (str(self),)


class NoDisplayError(error.Error):
    """Render mode "human" needs a window, and there is no display for it."""


class UnsupportedRenderModeError(error.UnsupportedMode, TypeError):
    """A Java environment does not draw in that mode.

    A TypeError too, since that is what Stable-Baselines3's ``make_vec_env`` expects of an
    environment that has no "rgb_array".
    """


class AssertedArgumentError(ValueError, AssertionError):
    """A value that is not allowed, where Gymnasium's own environment has an assert."""


class JavaTraceback(Exception):  # noqa: N818 - it is no error of its own, it tells of one in Java
    """The stack trace of a Java exception, as the cause of the Python one.

    It holds text only, so that it crosses processes.
    """


# The names are those of io.javagym.GymException.Code; a test holds the two lists together.
ERRORS: dict[str, type[Exception]] = {
    "NAMESPACE_NOT_FOUND": error.NamespaceNotFound,
    "NAME_NOT_FOUND": error.NameNotFound,
    "VERSION_NOT_FOUND": error.VersionNotFound,
    "DEPRECATED_ENV": error.DeprecatedEnv,
    "REGISTRATION": error.RegistrationError,
    "UNSUPPORTED_MODE": UnsupportedRenderModeError,
    "RESET_NEEDED": error.ResetNeeded,
    "INVALID_ACTION": error.InvalidAction,
    "CLOSED": error.ClosedEnvironmentError,
    "DEPENDENCY_NOT_INSTALLED": error.DependencyNotInstalled,
    "UNKNOWN_ARGUMENT": TypeError,
    "UNKNOWN_ATTRIBUTE": AttributeError,
    "INVALID_ARGUMENT": ValueError,
    "ASSERTED_ARGUMENT": AssertedArgumentError,
    "NO_SPACE": NoSpaceError,
    "UNSUPPORTED": NotImplementedError,
    "BROKEN_CONTRACT": EnvContractError,
    "ENV_FAILED": JavaEnvError,
    "ENV_TIMED_OUT": EnvTimeoutError,
    "BUSY": PendingCallError,
    "UNFINISHED": PendingCallError,
}


def from_failure(name: str, message: str, stack_trace: str) -> Exception:
    """Return the exception for an error of a Java environment in another process.

    Args:
        name: of ``io.javagym.GymException.Code``, or of the wire contract alone.
        message: what, where, the value and the legal range.
        stack_trace: where in Java; empty for nowhere.
    """
    known: dict[str, type[Exception]] = {**ERRORS, "UNIMPLEMENTED": NotImplementedError}
    python_exception = known.get(name, JavaEnvError)(message)
    if stack_trace:
        python_exception.__cause__ = JavaTraceback("\n" + stack_trace)
    return python_exception


def java_code(java_exception: Any) -> str | None:
    """Return the code of a ``io.javagym.GymException``; None for any other exception of Java."""
    if str(java_exception.getClass().getName()) != "io.javagym.GymException":
        return None
    return str(java_exception.code().name())


def translated(java_exception: Any) -> Exception:
    """Return the Python exception for a Java one, with the Java stack trace as its cause.

    Args:
        java_exception: what JPype raised for a ``java.lang.Throwable``.
    """
    code = java_code(java_exception)
    message = java_exception.getMessage()
    if code is not None:
        python_type = ERRORS[code]
        text = str(message)
    else:
        python_type = JavaEnvError
        class_name = str(java_exception.getClass().getName())
        text = class_name if message is None else f"{class_name}: {message}"
    python_exception = python_type(text)
    python_exception.__cause__ = JavaTraceback("\n" + str(java_exception.stacktrace()).rstrip())
    return python_exception


def raise_translated(java_exception: Any) -> NoReturn:
    """Raise the Python exception for a Java one."""
    failure = translated(java_exception)
    raise failure from failure.__cause__
