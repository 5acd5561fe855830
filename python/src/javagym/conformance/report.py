"""All rules in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import SkipTest

import gymnasium as gym

from javagym.conformance.rules import EnvConformance


@dataclass(frozen=True)
class Outcome:
    """What became of one rule.

    Attributes:
        rule: its name, such as ``every_reward_is_finite``.
        verdict: "holds", "broken" or "skipped".
        message: how it was broken, or why it does not apply; else empty.
    """

    rule: str
    verdict: str
    message: str


@dataclass(frozen=True)
class Report:
    """What `check` found.

    Attributes:
        subject: what was checked.
        outcomes: one for each rule, in order.
    """

    subject: str
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        """Whether no rule was broken."""
        return not self.broken

    @property
    def broken(self) -> list[Outcome]:
        """The rules that were broken."""
        return [outcome for outcome in self.outcomes if outcome.verdict == "broken"]

    def __str__(self) -> str:
        """Return a line for each rule that does not simply hold."""
        held = sum(outcome.verdict == "holds" for outcome in self.outcomes)
        lines = [f"{self.subject}: {held} rules hold, {len(self.broken)} are broken"]
        lines += [
            f"  {outcome.verdict}: {outcome.rule}: {outcome.message}"
            for outcome in self.outcomes
            if outcome.verdict != "holds"
        ]
        return "\n".join(lines)


def check(
    what: str | Callable[..., gym.Env[Any, Any]] | type[EnvConformance],
    *,
    make_vec: Callable[[int, Any], Any] | None = None,
    door: Any = None,
    kwargs: dict[str, Any] | None = None,
    progress: Callable[[str], object] = lambda rule: None,
    **known: Any,
) -> Report:
    """Hold an environment to every rule.

    Args:
        what: an id for `gymnasium.make`, a function or class that makes a `gymnasium.Env`, or a
            subclass of `EnvConformance`.
        make_vec: a function of a number of rows and a `gymnasium.vector.AutoresetMode` that makes a
            vector environment with a time limit of 20 steps; None for what suits ``what``.
        door: of a Java id; see `javagym.env.JavaEnv`.
        kwargs: arguments of the environment.
        progress: called with each rule's name when it is done.
        **known: what is known of it, such as ``seeds_matter=False``; the attributes of
            `EnvConformance`.

    Returns:
        What became of each rule.

    Raises:
        TypeError: if there is no such attribute.
    """
    attributes: dict[str, Any] = {"kwargs": kwargs or {}, "door": door, **known}
    for name in known:
        if name.startswith("_") or not hasattr(EnvConformance, name):
            raise TypeError(f"check() got {name!r}, expected an attribute of EnvConformance")
    base: type[EnvConformance] = EnvConformance
    if isinstance(what, str):
        attributes["env_id"] = what
    elif isinstance(what, type) and issubclass(what, EnvConformance):
        base, attributes = what, known
    else:
        attributes["make"] = staticmethod(what)
    if make_vec is not None:
        attributes["make_vec"] = staticmethod(make_vec)
    conformance = type("Checked", (base,), attributes)
    name = what if isinstance(what, str) else getattr(what, "__qualname__", repr(what))
    return Report(name, tuple(_outcomes(conformance, progress)))


def _outcomes(
    conformance: type[EnvConformance], progress: Callable[[str], object]
) -> Iterator[Outcome]:
    for name in rules(conformance):
        rule = name.removeprefix("test_")
        subject = conformance()
        try:
            getattr(subject, name)()
        except SkipTest as e:
            yield Outcome(rule, "skipped", str(e))
        except Exception as e:
            told = str(e) if isinstance(e, AssertionError) else f"{type(e).__name__}: {e}"
            yield Outcome(rule, "broken", told)
        else:
            yield Outcome(rule, "holds", "")
        finally:
            subject.teardown_method()
        progress(rule)


def rules(conformance: type[EnvConformance] = EnvConformance) -> list[str]:
    """Return the names of the tests, in order."""
    return list(
        dict.fromkeys(
            name
            for part in (*conformance.__mro__[1:], conformance)
            for name in vars(part)
            if name.startswith("test_")
        )
    )
