"""Many Java environments as a `gymnasium.vector.VectorEnv`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import index
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from gymnasium import error, logger, spaces
from gymnasium.utils import EzPickle
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space, iterate

from javagym import doors, jvm
from javagym.arguments import to_json
from javagym.env import Forked, checked_seed, checked_state, remake
from javagym.errors import UnsupportedRenderModeError
from javagym.infos import infos_reader, take
from javagym.layout import (
    Array,
    Memory,
    actions_writer,
    rows_reader,
    some_actions_writer,
    some_rows_reader,
)
from javagym.methods import Methods
from javagym.plain_rows import counted_seeds, plain_infos_reader, seeds_of_array

if TYPE_CHECKING:
    from javagym.doors.resume import Resume


class JavaVectorEnv(VectorEnv[Any, Any, Any], EzPickle):
    """Java environments stepped together, in the JVM inside this process or behind another door.

    `gymnasium.make_vec` makes it; each registered environment has a subclass that names it. Seeds,
    autoreset and infos are as in `gymnasium.vector.SyncVectorEnv`, or as in Gymnasium's own vector
    form of the environment where there is one (CartPole draws all rows from one stream).

    Args:
        num_envs: how many environments, 1 or more.
        max_episode_steps: steps after which an episode is truncated; None for never.
        render_mode: None or one of ``metadata["render_modes"]``.
        autoreset_mode: a `gymnasium.vector.AutoresetMode` or its value.
        num_threads: how many threads may step rows at once, 1 or more; None for one a core. They
            are used where the work in a step is worth it, and the results are the same.
        step_timeout: seconds that one row's step or reset may take; None for any time.
        batch_size: how many rows `recv` waits for, 1 to ``num_envs``. With it the rows need not
            wait for each other: `send` actions to some and `recv` those that are done first.
        copy: whether observations are copied out; else the next step overwrites them.
        door: where they run; see `javagym.env.JavaEnv`.
        resume: whether they outlive what runs them, likewise; not with a ``batch_size``.
        **kwargs: the arguments of the Java environment, by name.

    Raises:
        TypeError: for an argument that the Java environment does not know.
        ValueError: for a value that is not allowed.
    """

    env_id: ClassVar[str] = ""

    def __init__(
        self,
        num_envs: int = 1,
        max_episode_steps: int | None = None,
        render_mode: str | None = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        num_threads: int | None = None,
        step_timeout: float | None = None,
        batch_size: int | None = None,
        copy: bool = True,
        door: doors.Choice = None,
        resume: bool | Resume = False,
        **kwargs: Any,
    ) -> None:
        EzPickle.__init__(
            self,
            num_envs=num_envs,
            max_episode_steps=max_episode_steps,
            render_mode=render_mode,
            autoreset_mode=autoreset_mode,
            num_threads=num_threads,
            step_timeout=step_timeout,
            batch_size=batch_size,
            copy=copy,
            door=door,
            resume=resume,
            **kwargs,
        )
        mode = AutoresetMode(autoreset_mode)
        if render_mode == "human":
            raise UnsupportedRenderModeError(
                f'render_mode "human" of {self.env_id} shows a single environment; vector'
                ' environments have "rgb_array", one frame for each row'
            )
        arguments = kwargs if render_mode is None else {**kwargs, "render_mode": render_mode}
        settings = {
            "num_envs": num_envs,
            "max_episode_steps": max_episode_steps,
            "autoreset_mode": mode.value,
            "num_threads": num_threads,
            "step_timeout": step_timeout,
        }
        if batch_size is not None and not 1 <= index(batch_size) <= num_envs:
            raise ValueError(
                f"batch_size is {batch_size}, expected 1 <= batch_size <= num_envs={num_envs}"
            )
        self.batch_size = batch_size
        found = doors.find(door, resume)
        make = found.open_vector if batch_size is None else found.open_async
        self._session = make(self.env_id, settings, arguments)
        self.num_envs = num_envs
        self.render_mode = render_mode
        self.metadata = {**type(self).metadata, "autoreset_mode": mode}
        self.single_observation_space = self._session.observation_space
        self.single_action_space = self._session.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        memory, layout = self._session.memory, self._session.layout
        self._java_step: Callable[[], None] = self._session.step
        self._observe = rows_reader(
            self.single_observation_space, layout["observation"], memory, copy=copy
        )
        self._write = _batch_writer(self.single_action_space, self.action_space, layout, memory)
        outcome = (
            memory.array(layout["reward_offset"], layout["reward_dtype"], ()),
            memory.array(layout["terminated_offset"], "?", ()),
            memory.array(layout["truncated_offset"], "?", ()),
        )
        self._outcome = outcome
        self._rewards, self._terminations, self._truncations = [part.copy for part in outcome]
        self._plain_rows = layout["plain_rows"]
        self._read_infos: Callable[..., dict[str, Any]] = (
            plain_infos_reader(self._session) if self._plain_rows else infos_reader(self._session)
        )
        self._observe_some = some_rows_reader(
            self.single_observation_space, layout["observation"], memory
        )
        self._write_some = _some_rows_writer(self.single_action_space, layout, memory)
        self._received: Array = np.zeros(0, dtype=np.int32)
        jvm.on_fork_in_child(self)

    def reset(
        self,
        *,
        seed: int | list[int | None] | Array | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode in each row; see `gymnasium.vector.SyncVectorEnv.reset`.

        Args:
            seed: an int, from which the rows' seeds follow; a list with one for each row; an array
                of integers with one for each row that is reset, -1 for none; or None.
            options: reset options, and ``reset_mask``, a bool array of the rows to reset.
        """
        mask: Array | None = None
        if options is not None and "reset_mask" in options:
            options = dict(options)
            mask = self._checked_mask(options.pop("reset_mask"))
        session = self._session
        if isinstance(seed, (list, tuple, np.ndarray)) or mask is not None:
            call = partial(session.reset_rows, self._row_seeds(seed, mask), options, mask)
        else:
            checked_seed(seed)
            super().reset(seed=seed)
            call = partial(session.reset, seed, options)
        try:
            call()
        except session.failures as e:
            session.recover(e, call)
        return self._observe(), self._read_infos()

    def step(self, actions: Any) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        """Take an action in each row; see `gymnasium.vector.VectorEnv.step`.

        Raises:
            gymnasium.error.InvalidAction: if an action is not in the space; it names the row.
            javagym.JavaEnvError: if the environment of a row failed; it names the row, and the
                others were stepped. The row needs a reset, as by ``options={"reset_mask": ...}``.
            javagym.EnvTimeoutError: if a row took longer than ``step_timeout``, likewise.
        """
        try:
            self._write(actions)
            self._java_step()
        except self._session.failures as e:
            self._session.recover(e, self._java_step)
        return self._stepped()

    def step_many(
        self, actions: Iterable[Any]
    ) -> Iterator[tuple[Any, Array, Array, Array, dict[str, Any]]]:
        """Take actions that are known beforehand, one after the other.

        A door to another machine sends them ahead, which is many times as fast as waiting for each
        step. Use up the iterator: where it is dropped early, some of the steps that it has not
        given yet were taken.

        Args:
            actions: for each step, what `step` takes.

        Yields:
            What `step` returns, for each step.

        Raises:
            gymnasium.error.InvalidAction: after the steps before it, as `step` does.
        """
        for _ in self._session.run(self._write, actions):
            yield self._stepped()

    def _stepped(self) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        return (
            self._observe(),
            self._rewards(),
            self._terminations(),
            self._truncations(),
            self._read_infos(),
        )

    def snapshot(self) -> bytes:
        """Return all that these environments are now, the random generators included.

        `restore` of it goes on with the identical trajectories: here, in another process, through
        another door, wherever the environment is made with the same arguments. What Gymnasium's
        wrappers hold is not in it: `javagym.snapshot` takes that too, as far as it can.

        Returns:
            Bytes of a form of their own, of use to the same version of javagym only.

        Raises:
            NotImplementedError: if the environment has no snapshots.
            javagym.errors.PendingCallError: if rows are under way.
            gymnasium.error.ClosedEnvironmentError: after `close`.
        """
        return self._session.snapshot()

    def restore(self, state: bytes) -> tuple[Any, dict[str, Any]]:
        """Become what a snapshot tells.

        Args:
            state: what `snapshot` returned.

        Returns:
            Observations and infos at the time of the snapshot, as of `reset`.

        Raises:
            ValueError: if the bytes are damaged or of another environment; nothing is changed then.
        """
        self._session.restore(checked_state(state))
        return self._observe(), self._read_infos()

    # --- rows that need not wait for each other --------------------------------------------------

    def async_reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> None:
        """Start an episode in each row; `recv` gives their first observations.

        Args:
            seed: row ``i`` is seeded with ``seed + i``; None goes on with the present generators.
            options: reset options.
        """
        self._require_batch_size("async_reset")
        checked_seed(seed)
        self._session.reset_later(seed, options)

    def send(self, actions: Any, env_ids: Any = None) -> None:
        """Have some rows take an action each, and don't wait for them.

        Args:
            actions: an action for each of these rows, batched as for `step`.
            env_ids: the indices of the rows, as an array of integers; None for those that `recv`
                gave last. They must not be under way.

        Raises:
            gymnasium.error.InvalidAction: if an action is not in the space; none is sent then.
        """
        self._require_batch_size("send")
        rows = self._received if env_ids is None else _row_indices(env_ids, self.num_envs)
        self._write_some(actions, rows)
        self._session.send(rows)

    def recv(self) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        """Wait for ``batch_size`` rows, whichever are done first, and return what they tell.

        Returns:
            Observations, rewards, terminations, truncations and infos as of `step`, each of
            ``batch_size`` rows; ``infos["env_id"]`` holds their indices. Rewards and flags of rows
            that were reset are zeros.

        Raises:
            javagym.JavaEnvError: if the environment of a row failed; it names the row, which needs
                a reset. The others of this batch come with the next call.
        """
        self._require_batch_size("recv")
        assert self.batch_size is not None
        try:
            rows = self._session.receive(self.batch_size)
        except self._session.failures as e:
            self._session.fail(e)
        self._received = rows
        only = np.zeros(self.num_envs, dtype=bool)
        only[rows] = True
        infos = take(self._read_infos(only), rows)
        infos["env_id"] = rows.copy()
        rewards, terminations, truncations = [part[rows] for part in self._outcome]
        return self._observe_some(rows), rewards, terminations, truncations, infos

    def _require_batch_size(self, call: str) -> None:
        if self.batch_size is None:
            raise error.Error(
                f"{call} needs a batch_size, as in gym.make_vec({self.env_id!r},"
                f" num_envs={self.num_envs}, batch_size=...)"
            )

    # --- rows by themselves ----------------------------------------------------------------------

    def call(self, name: str, *args: Any) -> tuple[Any, ...]:
        """Call a method of each row's Java environment, or read an attribute.

        Args:
            name: of a method that the environment declares; or of a public one of its class, as
                Python or as Java writes it: ``wind_power`` finds ``windPower()`` and
                ``getWindPower()``. ``render`` and what all rows have in common, such as ``spec``,
                are those of this object.
            *args: plain values: None, bools, numbers, strs, lists and dicts of these.

        Returns:
            One result for each row, a plain value.

        Raises:
            AttributeError: if the Java environment has no such method; it lists those there are.
        """
        if name == "render":
            return self.render() or (None,) * self.num_envs
        if name in _SHARED_ATTRIBUTES and not args:
            return (getattr(self, _SHARED_ATTRIBUTES[name]),) * self.num_envs
        first, *rest = name.split(".")
        if any(declared.split(".")[0] == first for declared in self._session.methods):
            return tuple(self._declared(row, first, rest, args) for row in range(self.num_envs))
        arguments = to_json({"args": args})
        return tuple(
            self._session.call_by_name(row, name, arguments) for row in range(self.num_envs)
        )

    def _declared(self, row: int, first: str, rest: list[str], args: tuple[Any, ...]) -> Any:
        def call(method: str, data: bytes) -> bytes:
            return self._session.call(row, method, data)

        value = Methods(self._session.methods, call).get(first)
        for part in rest:
            value = getattr(value, part)
        return value(*args) if callable(value) else value

    def get_attr(self, name: str) -> tuple[Any, ...]:
        """Return an attribute of each row's environment; see `call`."""
        return self.call(name)

    def set_attr(self, name: str, values: Any) -> None:
        """Set an attribute of each row: ``wind_power`` by the Java ``setWindPower(value)``.

        Args:
            name: as Python or as Java writes it.
            values: a list or tuple with one for each row, or one value for all.

        Raises:
            AttributeError: if the Java environment has no such setter; it lists what there is.
            ValueError: if the number of values is not that of the rows.
        """
        if not isinstance(values, (list, tuple)):
            values = [values] * self.num_envs
        if len(values) != self.num_envs:
            raise ValueError(
                f"set_attr of {name!r} got {len(values)} values, expected one for each of"
                f" num_envs={self.num_envs}"
            )
        for row, value in enumerate(values):
            self._session.set(row, name, to_json({"args": [value]}))

    def render(self) -> tuple[Any, ...] | None:
        """Return the frame of each row."""
        if self.render_mode is None:
            logger.warn(
                "render was called without a render mode: choose one when the environments are"
                f' made, as in gym.make_vec("{self.env_id}", render_mode=...)'
            )
            return None
        return tuple(self._session.render(row) for row in range(self.num_envs))

    def render_row(self, row: int) -> Any:
        """Return the frame of one row, of ``0 <= row < num_envs``, where `render` draws them all.

        It needs the render mode "rgb_array" or "ansi".
        """
        if self.render_mode is None:
            raise UnsupportedRenderModeError(
                f"{self.env_id} was made without a render mode: choose one of"
                f" {self.metadata['render_modes']}"
            )
        if not 0 <= index(row) < self.num_envs:
            raise ValueError(f"row is {row}, expected 0 <= row < num_envs={self.num_envs}")
        return self._session.render(row)

    def close_extras(self, **_: Any) -> None:
        """Close the Java environments."""
        session = getattr(self, "_session", None)
        if session is not None:
            session.close()

    def forked(self) -> None:
        """Have every later call fail with an error: what ran them did not survive the fork."""
        self._java_step = self._session.abandon()
        self._session = Forked(self._java_step)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by making the environments anew with the same arguments."""
        return remake, (f"javagym.envs:{self.env_id}@vector", self._ezpickle_kwargs)

    def _row_seeds(self, seed: Any, mask: Array | None) -> list[int | None] | None:
        if seed is None:
            return None
        if isinstance(seed, np.ndarray):
            return seeds_of_array(seed, mask, self.num_envs)
        if not isinstance(seed, (list, tuple)):
            checked_seed(seed)
            if self._plain_rows and mask is not None:
                return counted_seeds(seed, mask)
            return [seed + row for row in range(self.num_envs)]
        if len(seed) != self.num_envs:
            raise ValueError(
                f"seed is a list of {len(seed)}, expected one for each of num_envs={self.num_envs}"
            )
        for row_seed in seed:
            checked_seed(row_seed)
        return list(seed)

    def _checked_mask(self, mask: Any) -> Array:
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_:
            raise TypeError(
                f"options['reset_mask'] is {mask!r}, expected a NumPy array of dtype bool"
            )
        if mask.shape != (self.num_envs,):
            raise ValueError(
                f"options['reset_mask'] has the shape {mask.shape}, expected ({self.num_envs},)"
            )
        if not mask.any():
            raise ValueError("options['reset_mask'] names no row, expected at least one True")
        return mask


# What gymnasium.Env has under these names, and this object under those.
_SHARED_ATTRIBUTES = {
    "action_space": "single_action_space",
    "metadata": "metadata",
    "observation_space": "single_observation_space",
    "render_mode": "render_mode",
    "spec": "spec",
}


def _batch_writer(
    single: spaces.Space[Any], batched: spaces.Space[Any], layout: dict[str, Any], memory: Memory
) -> Callable[[Any], None]:
    """Return a function that takes actions as Gymnasium batches them."""
    write = actions_writer(single, layout["action"], memory)
    if layout["action"]["kind"] == "array":
        return write
    return lambda actions: write(list(iterate(batched, actions)))


def _some_rows_writer(
    single: spaces.Space[Any], layout: dict[str, Any], memory: Memory
) -> Callable[[Any, Array], None]:
    """Return a function that takes actions of some rows as Gymnasium batches them."""
    write = some_actions_writer(single, layout["action"], memory)
    if layout["action"]["kind"] == "array":
        return write
    return lambda actions, rows: write(list(iterate(batch_space(single, rows.size), actions)), rows)


def _row_indices(env_ids: Any, num_envs: int) -> Array:
    rows = np.asarray(env_ids)
    if rows.ndim != 1 or rows.dtype.kind not in "iu":
        raise ValueError(
            f"env_ids has the shape {rows.shape} and the dtype {rows.dtype}, expected a list of"
            " integers"
        )
    if rows.size and not (rows.min() >= 0 and rows.max() < num_envs):
        raise ValueError(f"env_ids has {rows.tolist()}, expected 0 <= env_id < {num_envs}")
    return rows.astype(np.int32)
