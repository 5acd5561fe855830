"""What a session was asked to do, as far as it has to be done again to bring the session back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from javagym.doors import Session

# What a call takes in the journal beside its own data, roughly.
_CALL_BYTES = 512


@dataclass(frozen=True)
class Call:
    """One call of a session.

    Attributes:
        make: makes it.
        name: what it is, for messages. Of those that set an attribute, the last of a name counts.
        data_bytes: the bytes of its arguments.
        kind: "step"; "reset"; "seeded" for a reset that seeds every row; "set" for one that sets an
            attribute, which no snapshot holds; "call" for any other.
        write: for a step, writes its actions alone.
    """

    make: Callable[[Session], Any]
    name: str
    data_bytes: int = 0
    kind: str = "call"
    write: Callable[[Session], None] | None = None


class Journal:
    """The last snapshot, and the calls since, each with the type of error that it raised.

    Without snapshots, all calls since the last reset that seeded every row; before the first one,
    or where they are too many, there is no way back.

    Args:
        most_calls: after so many a snapshot is due.
        most_bytes: after so many bytes of calls, likewise; without snapshots no more are kept.
    """

    def __init__(self, most_calls: int, most_bytes: int) -> None:
        self._most_calls = most_calls
        self._most_bytes = most_bytes
        self._bytes = 0
        self._settings: dict[str, Call] = {}
        self._state: bytes | None = None
        self._calls: list[tuple[Call, type[Exception] | None]] = []
        self._seeded = False
        self._no_snapshots: str | None = None
        self.no_way_back: str | None = None

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def room(self) -> int:
        """Return how many more calls may be made until a snapshot is due, 1 or more."""
        if self._no_snapshots is not None:
            return self._most_calls
        return max(1, self._most_calls - len(self._calls))

    @property
    def is_snapshot_due(self) -> bool:
        """Return whether a snapshot should be taken now."""
        if self._no_snapshots is not None:
            return False
        # The first reset may have seeded itself, which only a snapshot can tell.
        first = self._state is None and any(_is_reset(call) for call, _ in self._calls)
        return first or len(self._calls) >= self._most_calls or self._bytes >= self._most_bytes

    def note(self, call: Call, failure: type[Exception] | None = None) -> None:
        """Note a call that was made."""
        if self._no_snapshots is not None:
            if call.kind == "seeded" and failure is None:
                self._begin(None)
                self._seeded = True
                self.no_way_back = None
            elif (
                call.kind == "reset"
                and failure is None
                and self._state is None
                and not self._seeded
            ):
                self.no_way_back = (
                    "its first reset was without a seed for every row, and there is no snapshot:"
                    f" {self._no_snapshots}"
                )
            elif self._bytes >= self._most_bytes:
                self.no_way_back = (
                    f"there were more than {self._most_bytes} bytes of calls (journal_bytes) since"
                    " the last reset with a seed for every row, and there is no snapshot:"
                    f" {self._no_snapshots}"
                )
            if self.no_way_back is not None:
                self._begin(None)
                return
        self._calls.append((call, failure))
        self._bytes += call.data_bytes + _CALL_BYTES

    def snapshot_taken(self, state: bytes) -> None:
        """Begin anew from a snapshot."""
        self._begin(state)
        self.no_way_back = None

    def snapshot_failed(self, why: str) -> None:
        """Have no snapshot from now on."""
        self._no_snapshots = why
        calls = self._calls
        self._calls, self._bytes = [], 0
        for call, failure in calls:
            self.note(call, failure)

    def _begin(self, state: bytes | None) -> None:
        self._settings |= {call.name: call for call, _ in self._calls if call.kind == "set"}
        self._state = state
        self._calls, self._bytes = [], 0

    def replay(self, session: Session) -> None:
        """Have a session that was just made become what the one before it was.

        Raises:
            Divergence: if a call raises another error than it did.
        """
        for call in self._settings.values():
            call.make(session)
        if self._state is not None:
            session.restore(self._state)
        for are_steps, group in groupby(self._calls, _is_step_that_succeeded):
            if are_steps:  # Known beforehand, so they may be sent ahead.
                for _ in session.run(partial(_write, session), [call for call, _ in group]):
                    pass
            else:
                for call, expected in group:
                    _make_again(call, expected, session)


def _is_step_that_succeeded(entry: tuple[Call, type[Exception] | None]) -> bool:
    call, failure = entry
    return call.write is not None and failure is None


def _write(session: Session, call: Call) -> None:
    assert call.write is not None
    call.write(session)


def _make_again(call: Call, expected: type[Exception] | None, session: Session) -> None:
    try:
        call.make(session)
    except Exception as e:
        if type(e) is not expected:
            raise
    else:
        if expected is not None:
            raise Divergence(
                f"{call.name} raised {expected.__name__} then, and nothing when it was made again"
            )


class Divergence(Exception):  # noqa: N818 - its reader catches it, and no user sees it
    """What is done again does not come out as it did."""


def _is_reset(call: Call) -> bool:
    return call.kind in ("reset", "seeded")
