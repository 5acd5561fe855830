"""How a rule was broken."""

from __future__ import annotations

from typing import Any
from unittest import SkipTest

from javagym.crosscheck import first_difference

_LONGEST = 300


class ConformanceError(AssertionError):
    """An environment breaks a rule; the message tells the rule, the step, expected and got."""

    def __init__(self, rule: str, where: str, expected: Any, got: Any) -> None:
        super().__init__(f"{rule}; {where}: expected {_short(expected)}, got {_short(got)}")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def require(holds: bool, rule: str, where: str, expected: Any, got: Any) -> None:
    """Raise unless something holds."""
    if not holds:
        raise ConformanceError(rule, where, expected, got)


def require_same(rule: str, where: str, expected: Any, got: Any, *, loosely: bool = False) -> None:
    """Raise unless two values are equal to the bit; ``loosely`` looks at no types of numbers."""
    path = first_difference(expected, got, loosely=loosely)
    if path is not None:
        for key in path:
            expected, got = expected[key], got[key]
        part = "".join(f"[{key!r}]" for key in path)
        raise ConformanceError(rule, where + part, expected, got)


def require_error(
    rule: str,
    where: str,
    call: Any,
    kinds: type[Exception] | tuple[type[Exception], ...],
    *texts: str,
) -> None:
    """Raise unless a call raises one of these, with a message that holds the texts."""
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    expected = " or ".join(kind.__name__ for kind in allowed)
    try:
        call()
    except allowed as e:
        for text in texts:
            require(text in str(e), rule, where, f"a message with {text!r}", str(e))
    except Exception as e:
        raise ConformanceError(rule, where, expected, repr(e)) from e
    else:
        raise ConformanceError(rule, where, expected, "no error")


def skip_unless(holds: bool, why: str) -> None:
    """Skip a rule that does not apply: pytest, unittest and `check` all know this exception."""
    if not holds:
        raise SkipTest(why)
