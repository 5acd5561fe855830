"""A Java environment as a `gymnasium.Env`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import index
from typing import TYPE_CHECKING, Any, ClassVar

import gymnasium as gym
from gymnasium import error, logger, spaces
from gymnasium.envs.registration import load_env_creator
from gymnasium.utils import EzPickle
from gymnasium.utils.seeding import np_random

from javagym import doors, jvm
from javagym.layout import Memory, info_reader, not_an_integer, row_reader, row_writer
from javagym.methods import Methods
from javagym.window import Window

if TYPE_CHECKING:
    from javagym.doors.resume import Resume


class JavaEnv(gym.Env[Any, Any], EzPickle):
    """One Java environment, stepped in the JVM inside this process or behind another door.

    `gymnasium.make` makes it; each registered environment has a subclass that names it.

    Args:
        render_mode: None or one of ``metadata["render_modes"]``.
        door: where it runs: "inprocess" for the JVM inside this process, "process" for one beside
            it, the address of a server such as "grpc://localhost:50051", what `javagym.connect`
            returned, or None for the first of these that this process can have.
        resume: whether a session whose JVM or server dies is brought back and goes on with the same
            trajectory: True, or a `javagym.Resume` that says how. It needs a door to another
            process.
        **kwargs: the arguments of the Java environment, by name.

    Raises:
        TypeError: for an argument that the Java environment does not know.
        ValueError: for a value that it does not allow.
        gymnasium.error.UnsupportedMode: for a render mode that it has not.
        javagym.JavaNotFoundError: if no Java of release 17 or later is found.
    """

    env_id: ClassVar[str] = ""

    def __init__(
        self,
        render_mode: str | None = None,
        door: doors.Choice = None,
        resume: bool | Resume = False,
        **kwargs: Any,
    ) -> None:
        EzPickle.__init__(self, render_mode=render_mode, door=door, resume=resume, **kwargs)
        self.render_mode = render_mode
        self._window = (
            Window(self.env_id, self.metadata["render_fps"]) if render_mode == "human" else None
        )
        arguments = kwargs if render_mode is None else {**kwargs, "render_mode": render_mode}
        self._session = doors.find(door, resume).open_single(self.env_id, arguments)
        self.observation_space = self._session.observation_space
        self.action_space = self._session.action_space
        memory, layout = self._session.memory, self._session.layout
        self._java_step: Callable[[], None] = self._session.step
        self._observe = row_reader(self.observation_space, layout["observation"], memory, 0)
        self._write: Callable[[Any], None]
        if isinstance(self.action_space, spaces.Discrete):
            self._write = _discrete_writer(self.action_space, layout["action"], memory)
        else:
            self._write = row_writer(self.action_space, layout["action"], memory)
        # Views of one element: indexing them gives a Python float and bools, faster than NumPy can.
        self._reward = memory.scalar(layout["reward_offset"], "d")
        self._terminated = memory.scalar(layout["terminated_offset"], "?")
        self._truncated = memory.scalar(layout["truncated_offset"], "?")
        self._info = _info_reader(self._session)
        # Not through self: a cycle would hold the Java environment until Python looks for cycles.
        self._methods = Methods(self._session.methods, partial(self._session.call, 0))
        if "action_mask" in self._session.info_space.spaces:
            # sb3-contrib's MaskablePPO asks an environment for its masks by this name.
            info = self._info
            self.action_masks = lambda: info()["action_mask"].astype(bool)
        jvm.on_fork_in_child(self)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode; see `gymnasium.Env.reset`.

        Raises:
            gymnasium.error.Error: if the seed is not a non-negative int.
            gymnasium.error.ClosedEnvironmentError: after `close`.
        """
        checked_seed(seed)
        super().reset(seed=seed)
        try:
            self._session.reset(seed, options)
        except self._session.failures as e:
            self._session.fail(e)
        if seed is not None and "np_random_seed" in self._methods:
            java_seed = self._methods.get("np_random_seed")()
            self._np_random, self._np_random_seed = np_random(java_seed)
        if self._window is not None:
            self.render()
        return self._observe(), self._info()

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Take an action; see `gymnasium.Env.step`.

        Raises:
            gymnasium.error.InvalidAction: if the action is not in the action space.
            gymnasium.error.ResetNeeded: before the first `reset`.
            gymnasium.error.ClosedEnvironmentError: after `close`.
        """
        try:
            self._write(action)
            self._java_step()
        except self._session.failures as e:
            self._session.fail(e)
        if self._window is not None:
            self.render()
        return (
            self._observe(),
            self._reward[0],
            self._terminated[0],
            self._truncated[0],
            self._info(),
        )

    def snapshot(self) -> bytes:
        """Return all that this environment is now, the random generator included.

        `restore` of it goes on with the identical trajectory: here, in another process, through
        another door, wherever the environment is made with the same arguments. What Gymnasium's
        wrappers hold, such as how many steps its time limit has counted, is not in it:
        `javagym.snapshot` takes that too.

        Returns:
            Bytes of a form of their own, of use to the same version of javagym only.

        Raises:
            NotImplementedError: if the environment has no snapshots.
            gymnasium.error.ClosedEnvironmentError: after `close`.
        """
        return self._session.snapshot()

    def restore(self, state: bytes) -> tuple[Any, dict[str, Any]]:
        """Become what a snapshot tells.

        Args:
            state: what `snapshot` returned.

        Returns:
            Observation and info at the time of the snapshot, as of `reset`.

        Raises:
            ValueError: if the bytes are damaged or of another environment; nothing is changed then.
        """
        self._session.restore(checked_state(state))
        if self._window is not None:
            self.render()
        return self._observe(), self._info()

    def __getattr__(self, name: str) -> Any:
        """Return a method that the Java environment declares, such as ``get_action_meanings``."""
        methods = self.__dict__.get("_methods")
        if methods is None:
            raise AttributeError(name)
        try:
            value = methods.get(name)
        except AttributeError:
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}"
            ) from None
        setattr(self, name, value)  # found at once the next time
        return value

    def render(self) -> Any:
        """Return the frame: a str for "ansi", an array (height, width, 3) for "rgb_array".

        With "human" it is shown in a window, as `reset` and `step` do by themselves.

        Raises:
            gymnasium.error.DependencyNotInstalled: without Gymnasium's images, or pygame for the
                window.
            javagym.errors.NoDisplayError: where no window can be opened.
        """
        if self.render_mode is None:
            logger.warn(
                "render was called without a render mode: choose one when the environment is made,"
                f' as in gym.make("{self.env_id}", render_mode=...); it has'
                f" {self.metadata['render_modes']}"
            )
            return None
        frame = self._session.render(0)
        if self._window is None:
            return frame
        if frame is not None:  # else the environment shows itself
            self._window.show(frame)
        return None

    def close(self) -> None:
        """Close the Java environment and its window; closing twice is harmless."""
        window = getattr(self, "_window", None)
        if window is not None:
            window.close()
        session = getattr(self, "_session", None)
        if session is not None:
            session.close()

    def forked(self) -> None:
        """Have every later call fail with an error: what ran it did not survive the fork."""
        self._java_step = self._session.abandon()
        self._session = Forked(self._java_step)
        self._methods.call_by(lambda name, data: self._session.call(0, name, data))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by making the environment anew with the same arguments."""
        return remake, (f"javagym.envs:{self.env_id}", self._ezpickle_kwargs)


def _info_reader(session: doors.Session) -> Callable[[], dict[str, Any]]:
    """Return a function that gives a new dict of the info fields that are there now."""
    memory = session.memory
    fields = [
        (
            field["name"],
            memory.scalar(field["present_offset"], "?"),
            info_reader(session.info_space[field["name"]], field["columns"], memory, 0),
        )
        for field in session.layout["info"]
    ]
    # The two common cases by the shortest way: this runs at every step.
    if not fields:
        return dict
    if len(fields) == 1:
        ((name, present, read),) = fields
        return lambda: {name: read()} if present[0] else {}
    return lambda: {name: read() for name, present, read in fields if present[0]}


def remake(entry_point: str, kwargs: dict[str, Any]) -> Any:
    """Make an environment anew when it is unpickled or copied."""
    creator: Any = load_env_creator(entry_point)
    return creator(**kwargs)


class Forked:
    """Stands where the session was, in a forked child.

    Args:
        check: raises `ForkedProcessError`.
    """

    failures: tuple[type[Exception], ...] = ()

    def __init__(self, check: Callable[[], None]) -> None:
        self.abandon = lambda: check
        self._check = check

    def __getattr__(self, name: str) -> Any:
        """Raise `ForkedProcessError`, whatever the session is asked for."""
        self._check()
        raise AttributeError(name)

    def close(self) -> None:
        """Nothing: the parent has the environment."""


def checked_seed(seed: Any) -> None:
    """Raise `gymnasium.error.Error` unless the seed is None or a non-negative int."""
    if seed is None or (isinstance(seed, int) and seed >= 0):
        return
    raise error.Error(
        f"seed is {seed!r} ({type(seed).__name__}): expected None or a Python int of 0 or more, of"
        " any size"
    )


def checked_state(state: Any) -> bytes:
    """Return the bytes of a snapshot; raise `TypeError` for anything else."""
    if not isinstance(state, (bytes, bytearray, memoryview)):
        raise TypeError(
            f"a snapshot is bytes, as snapshot() returns them; got {type(state).__name__}"
        )
    return bytes(state)


def _discrete_writer(
    space: spaces.Discrete[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Any], None]:
    import numpy as np

    action_view = memory.scalar(tree["offset"], np.dtype(tree["dtype"]).char)

    def write(action: Any) -> None:
        try:
            action_view[0] = index(action)
        except (TypeError, ValueError) as e:
            raise not_an_integer(space, action) from e

    return write
