"""A door around another: a session whose JVM or server dies is brought back.

It is made again with the same arguments, becomes what the last snapshot tells, takes the actions
since, and is held, bit for bit, to what was given last. Its memory is here, so that what looks at
it sees nothing of all that.
"""

from __future__ import annotations

import contextlib
import copy
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

import numpy as np
from gymnasium import logger

from javagym import doors
from javagym.doors.buffers import OwnBuffers
from javagym.doors.contents import Outcome, first_difference
from javagym.doors.journal import Call, Divergence, Journal
from javagym.errors import (
    ConnectionLostError,
    RefusedError,
    RemoteTimeoutError,
    ResumeError,
    ServerLimitError,
    from_failure,
)
from javagym.layout import Memory

# By these a session is lost.
_LOSSES = (ConnectionLostError, RemoteTimeoutError, RefusedError)

# By these a caller loses interest in a call, which may have been made all the same.
_INTERRUPTIONS = (KeyboardInterrupt, GeneratorExit, SystemExit)

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.05, 0.25


@dataclass(frozen=True)
class Resume:
    """How a session whose JVM or server dies is brought back, where ``resume=True`` is not enough.

    Attributes:
        snapshot_steps: a snapshot is taken after so many calls, and no more are made again.
        journal_bytes: or when the calls since the last one take so many bytes.
        attempts: how many deaths one call may meet.
        seconds: how long a server may take to come back after a death.
    """

    snapshot_steps: int = 1000
    journal_bytes: int = 64 << 20
    attempts: int = 3
    seconds: float = 60.0

    def __post_init__(self) -> None:
        for name in ("snapshot_steps", "journal_bytes", "attempts", "seconds"):
            value = getattr(self, name)
            if not value > 0:
                raise ValueError(f"{name} of Resume is {value!r}, expected more than 0")


def resuming(door: doors.Door, resume: bool | Resume) -> doors.Door:
    """Return a door whose sessions are brought back as ``resume`` says."""
    if resume is not True and not isinstance(resume, Resume):
        raise TypeError(f"resume is {resume!r}, expected True, False or a javagym.Resume")
    return ResumingDoor(door, Resume() if resume is True else resume)


class ResumingDoor:
    """Opens sessions of another door that are brought back.

    Args:
        door: the other one.
        policy: how they are.
    """

    def __init__(self, door: doors.Door, policy: Resume) -> None:
        self._door = door
        self._policy = policy

    def open_single(self, env_id: str, kwargs: dict[str, Any]) -> doors.Session:
        """Open a single environment."""
        kwargs = copy.deepcopy(kwargs)
        return Session(partial(self._door.open_single, env_id, kwargs), env_id, self._policy)

    def open_vector(
        self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]
    ) -> doors.Session:
        """Open a vector environment."""
        kwargs = copy.deepcopy(kwargs)
        return Session(
            partial(self._door.open_vector, env_id, settings, kwargs), env_id, self._policy
        )

    def open_async(
        self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]
    ) -> doors.Session:
        """Raise ValueError: what is done first cannot be done again."""
        raise ValueError(
            "resume and batch_size don't go together: which rows are done first is a matter of"
            " chance, so a session could not be brought back to where it was; leave one of them out"
        )


class Session:
    """One environment or vector environment that outlives what runs it.

    See `javagym.doors.Session`.

    Args:
        open_session: opens the session behind, now and after each death.
        env_id: what it is of, for messages.
        policy: how it is brought back.
    """

    # Errors are what they mean already.
    failures: tuple[type[Exception], ...] = ()

    def __init__(
        self, open_session: Callable[[], doors.Session], env_id: str, policy: Resume
    ) -> None:
        self._open = open_session
        self._env_id = env_id
        self._policy = policy
        first = open_session()
        self.peer = first.peer
        self.observation_space = first.observation_space
        self.action_space = first.action_space
        self.info_space = first.info_space
        self.methods = first.methods
        self.layout = first.layout
        self._buffers = OwnBuffers(self.layout)
        self.memory = Memory(self._buffers, self.layout)
        regions = self.layout["regions"]
        self._actions, self._outputs, self._finals = [
            self._buffers.region(regions[name]) for name in ("action", "output", "final")
        ]
        self._behind = _Behind(first)
        self._journal = Journal(policy.snapshot_steps, policy.journal_bytes)
        self._given: Outcome | None = None  # None where the last call failed
        # Why the session behind is not what the journal tells, until it is brought back.
        self._lost: BaseException | None = None
        self._closed = False

    def step(self) -> None:
        """Take the actions that are in the memory."""
        self._do(self._written().call)
        self._load()

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""
        kept = copy.deepcopy(options)
        kind = "reset" if seed is None else "seeded"
        self._do(Call(lambda session: session.reset(seed, kept), "reset", kind=kind))
        self._load()

    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: np.ndarray[Any, Any] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""
        kept = copy.deepcopy((seeds, options, mask))
        every = seeds is not None and None not in seeds and (mask is None or bool(mask.all()))
        kind = "seeded" if every else "reset"
        rows = self.layout["num_envs"]
        self._do(Call(lambda session: session.reset_rows(*kept), "reset", 9 * rows, kind))
        self._load()

    def run(self, write: Callable[[Any], None], actions: Iterable[Any]) -> Iterator[None]:
        """Take actions that may be sent ahead; each time, the outcome is in the memory."""
        # Those that were drawn and are not known to be taken: after a death they are sent again.
        ahead: deque[_Step | Exception] = deque()
        drawn = self._drawn(write, actions)
        deaths = 0
        while True:
            self._be_ready("step")
            try:
                # Never beyond the next snapshot, which is of what was given.
                for step in self._behind.run(ahead, drawn, self._journal.room):
                    deaths = 0
                    self._journal.note(step.call)
                    self._load()
                    yield
            except _LOSSES as e:
                deaths += 1
                self._died(e, deaths)
            except Exception as e:
                if ahead and isinstance(ahead[0], _Step):
                    self._failed(ahead[0].call, e)
                raise
            except BaseException as e:
                if ahead:
                    self._lost = e
                raise
            else:
                if not ahead:
                    following = next(drawn, None)
                    if following is None:
                        return
                    ahead.append(following)
            self._take_snapshot_if_due()

    def _drawn(
        self, write: Callable[[Any], None], actions: Iterable[Any]
    ) -> Iterator[_Step | Exception]:
        """Give each action as the step that takes it; an error comes after the steps before it."""
        try:
            for action in actions:
                write(action)
                yield self._written()
        except Exception as e:
            yield e

    def _written(self) -> _Step:
        return _Step(self._actions.tobytes(), self.memory.packed_actions())

    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""
        return self._do(Call(lambda session: session.render(row), "render"), noted=False)

    def call(self, row: int, name: str, arguments: bytes) -> bytes:
        """Call a method of a row's environment; arguments and result are packed."""
        call = Call(lambda session: session.call(row, name, arguments), name, len(arguments))
        method = self.methods[name]
        result: bytes = self._do(call, noted=not method["constant"])
        if method["sealed"] and any(it["type"] == "Text" for it in method["parameters"]["spaces"]):
            # It took a text that a server after this one would not take: never make it again.
            self._take_snapshot()
        return result

    def call_by_name(self, row: int, name: str, arguments_json: str) -> Any:
        """Call a public method of a row's environment and return what it gives."""
        return self._do(
            Call(
                lambda session: session.call_by_name(row, name, arguments_json),
                name,
                len(arguments_json),
            )
        )

    def set(self, row: int, name: str, arguments_json: str) -> None:
        """Call a setter of a row's environment."""
        self._do(
            Call(
                lambda session: session.set(row, name, arguments_json),
                f"set {name} of row {row}",
                len(arguments_json),
                "set",
            )
        )

    def snapshot(self) -> bytes:
        """Return all that the environments and the memory are now."""
        state: bytes = self._do(Call(lambda session: session.snapshot(), "snapshot"), noted=False)
        self._journal.snapshot_taken(state)
        return state

    def restore(self, state: bytes) -> None:
        """Become what a snapshot tells; so does the memory."""
        self._do(Call(lambda session: session.restore(state), "restore"), noted=False)
        self._journal.snapshot_taken(bytes(state))
        self._load()

    def fail(self, failure: Exception) -> NoReturn:
        """Raise it: errors are what they mean already."""
        raise failure

    def recover(self, failure: Exception, _: Callable[[], None]) -> None:
        """Raise it, as `fail` does."""
        raise failure

    def reset_later(self, *_: Any) -> None:
        """Raise NotImplementedError: the rows wait for each other."""
        raise NotImplementedError("rows that are brought back wait for each other")

    send = reset_later

    def receive(self, _: int) -> NoReturn:
        """Raise NotImplementedError: the rows wait for each other."""
        raise NotImplementedError("rows that are brought back wait for each other")

    def close(self) -> None:
        """Release the environment."""
        self._closed = True
        self._behind.session.close()

    def abandon(self) -> Callable[[], None]:
        """Forget the environment in a forked child."""
        self._closed = True
        return self._behind.session.abandon()

    # --- calls -----------------------------------------------------------------------------------

    def _do(self, call: Call, *, noted: bool = True) -> Any:
        """Make a call, as often as deaths ask for."""
        self._be_ready(call.name)
        result = self._survived(call, noted)
        if noted:
            self._journal.note(call)
            self._take_snapshot_if_due()
        return result

    def _survived(self, call: Call, noted: bool) -> Any:
        deaths = 0
        while True:
            try:
                return call.make(self._behind.session)
            except _LOSSES as e:
                deaths += 1
                self._died(e, deaths)
            except Exception as e:
                if noted:
                    self._failed(call, e)
                raise
            except BaseException as e:
                self._lost = e  # It may have been made, or half.
                raise

    def _failed(self, call: Call, failure: Exception) -> None:
        """Note a call that raised an error: it may have changed something all the same."""
        self._journal.note(call, type(failure))
        self._given = None

    def _load(self) -> None:
        """Take over what the last call left behind."""
        given = self._given = self._behind.outcome()
        self._outputs[:] = given.outputs
        if given.finals:
            self._finals[:] = given.finals
        elif self._finals:
            self._buffers.no_finals()
        if self.layout["packed"]:
            self._buffers.replace_heap(given.heap)

    def _take_snapshot_if_due(self) -> None:
        if self._journal.is_snapshot_due:
            self._take_snapshot()

    def _take_snapshot(self) -> None:
        try:
            self._journal.snapshot_taken(self._behind.session.snapshot())
        except _LOSSES as e:
            self._lost = e  # Nothing is missing yet: the next call sees to it.
        except Exception as e:
            self._journal.snapshot_failed(str(e))

    # --- deaths ----------------------------------------------------------------------------------

    def _be_ready(self, doing: str) -> None:
        if self._closed:
            raise from_failure("CLOSED", f"{doing} after the environment was closed", "")
        if isinstance(self._lost, _INTERRUPTIONS) and self._journal.no_way_back is not None:
            self._lost = None  # It lives, and goes on from wherever that call left it.
        if self._lost is not None:
            self._bring_back(self._lost)

    def _died(self, failure: Exception, deaths: int) -> None:
        self._lost = failure
        if not isinstance(failure, ConnectionLostError):
            raise failure  # The time is up, or a limit was met; the next call brings it back.
        if deaths > self._policy.attempts:
            raise ResumeError(
                f"the session with {self._env_id} was brought back {self._policy.attempts} times"
                f" (attempts), and what runs it died in the same call each time. {failure}"
            ) from failure
        self._bring_back(failure)

    def _bring_back(self, cause: BaseException) -> None:
        """Have a session behind that is what the journal tells."""
        self._lost = cause
        if self._journal.no_way_back is None:
            _drop(self._behind)
        try:
            self._behind = self._returned()
        except _NoWayBackError as e:
            raise ResumeError(
                f"the session with {self._env_id} can't be brought back: {e}. It was lost by:"
                f" {cause}"
            ) from (e.__cause__ or cause)
        self._lost = None
        if not isinstance(cause, _INTERRUPTIONS):
            logger.warn(
                f"the session with {self._env_id} was brought back by making {len(self._journal)}"
                f" calls again. It was lost by: {cause}"
            )

    def _returned(self) -> _Behind:
        if self._journal.no_way_back is not None:
            raise _NoWayBackError(self._journal.no_way_back)
        deadline = time.monotonic() + self._policy.seconds
        pause, deaths = _FIRST_PAUSE_SECONDS, 0
        while True:
            behind: _Behind | None = None
            try:
                behind = _Behind(self._opened())
                self._replay(behind)
            except BaseException as e:
                if behind is not None:
                    _drop(behind)
                    deaths += 1
                if not _is_death(e):
                    raise
                if deaths > self._policy.attempts:
                    raise _NoWayBackError(
                        f"what runs it died {deaths} times more in that (attempts): {e}"
                    ) from e
                if time.monotonic() + pause > deadline:
                    raise _NoWayBackError(
                        f"nobody was there for {self._policy.seconds:g} s (seconds): {e}"
                    ) from e
            else:
                return behind
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _opened(self) -> doors.Session:
        try:
            session = self._open()
        except ServerLimitError as e:
            # All sessions in use: the server may not have noticed yet that the last one is gone.
            raise ConnectionLostError(str(e)) from e
        except Exception as e:
            if _is_death(e):
                raise
            raise _NoWayBackError(f"it can't be made again: {e}") from e
        if session.peer == self.peer and session.layout == self.layout:
            return session
        session.close()
        if session.peer == self.peer:
            raise _NoWayBackError("the environment that is there now has other spaces")
        raise _NoWayBackError(
            f"it was made by {self.peer}, and what is there now is {session.peer}. The same"
            " trajectory needs the same version: go back to that one, or make it anew"
        )

    def _replay(self, behind: _Behind) -> None:
        try:
            self._journal.replay(behind.session)
        except Exception as e:
            if _is_death(e):
                raise
            what = str(e) if isinstance(e, Divergence) else f"{type(e).__name__}: {e}"
            raise _NoWayBackError(f"it does not come out as it did: {what}") from e
        if self._given is None:
            return
        difference = first_difference(self.layout, self._given, behind.outcome())
        if difference is not None:
            raise _NoWayBackError(
                f"it does not come out as it did: {len(self._journal)} calls after the last"
                f" snapshot or reset, {difference} is another. Is the environment deterministic?"
            )


class _NoWayBackError(Exception):
    """Why a session can't be brought back."""


def _is_death(cause: BaseException) -> bool:
    return isinstance(cause, (ConnectionLostError, RemoteTimeoutError))


def _drop(behind: _Behind) -> None:
    with contextlib.suppress(Exception):  # Whatever is left of it is of no use to anybody.
        behind.session.close()


class _Behind:
    """The session behind, with views of its memory."""

    def __init__(self, session: doors.Session) -> None:
        self.session = session
        layout = session.layout
        columns: Any = session.memory.bytes  # NumPy's stubs do not know that it is a buffer
        memory = memoryview(columns)
        self._outputs = memory[slice(*layout["regions"]["output"])]
        self._finals = memory[slice(*layout["regions"]["final"])]
        present = layout.get("final_present_offset", 0)
        self._final_present = memory[present : present + layout["num_envs"]]
        self._packed: bool = layout["packed"]

    def outcome(self) -> Outcome:
        """Return what the last call left in the memory."""
        has_finals = bool(self._finals) and 1 in self._final_present.tobytes()
        return Outcome(
            self._outputs.tobytes(),
            self._finals.tobytes() if has_finals else b"",
            bytes(self.session.memory.heap()) if self._packed else b"",
        )

    def run(
        self, ahead: deque[_Step | Exception], drawn: Iterator[_Step | Exception], most: int
    ) -> Iterator[_Step]:
        """Take the steps that are ahead, then others, as many as are allowed; give each when taken.

        What is ahead holds those that were drawn and not given.
        """
        again = list(ahead)

        def following() -> Iterator[_Step | Exception]:
            yield from again
            for _ in range(most - len(again)):
                step = next(drawn, None)
                if step is None:
                    return
                ahead.append(step)
                yield step

        def write(step: _Step | Exception) -> None:
            if isinstance(step, Exception):
                raise step
            step.write(self.session)

        steps = self.session.run(write, following())
        try:
            for _ in steps:
                taken = ahead.popleft()
                assert isinstance(taken, _Step)
                yield taken
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()


@dataclass(frozen=True)
class _Step:
    """The actions of a step."""

    actions: bytes
    heap: bytes

    def write(self, session: doors.Session) -> None:
        begin, end = session.layout["regions"]["action"]
        columns: Any = session.memory.bytes
        memoryview(columns)[begin:end] = self.actions
        session.memory.begin_actions()
        if self.heap:
            session.memory.append_actions(self.heap)

    def take(self, session: doors.Session) -> None:
        self.write(session)
        session.step()

    @property
    def call(self) -> Call:
        return Call(self.take, "step", len(self.actions) + len(self.heap), "step", self.write)
