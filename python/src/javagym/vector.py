"""Many Java environments as a `gymnasium.vector.VectorEnv`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

import numpy as np
from gymnasium import logger, spaces
from gymnasium.utils import EzPickle
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from javagym import doors, jvm
from javagym.env import Forked, checked_seed, remake
from javagym.errors import UnsupportedRenderModeError
from javagym.layout import Array, actions_writer, row_reader, rows_reader

InfoReader = Callable[[dict[str, Any]], None]


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
        copy: whether observations are copied out; else the next step overwrites them.
        door: where they run; see `javagym.env.JavaEnv`.
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
        copy: bool = True,
        door: doors.Choice = None,
        **kwargs: Any,
    ) -> None:
        EzPickle.__init__(
            self,
            num_envs=num_envs,
            max_episode_steps=max_episode_steps,
            render_mode=render_mode,
            autoreset_mode=autoreset_mode,
            copy=copy,
            door=door,
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
        }
        self._session = doors.find(door).open_vector(self.env_id, settings, arguments)
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
        self._reward = memory.array(layout["reward_offset"], layout["reward_dtype"], ())
        self._terminated = memory.array(layout["terminated_offset"], "?", ())
        self._truncated = memory.array(layout["truncated_offset"], "?", ())
        self._infos = self._info_readers(layout["info"])
        self._final = self._final_reader() if mode == AutoresetMode.SAME_STEP else None
        jvm.on_fork_in_child(self)

    def reset(
        self,
        *,
        seed: int | list[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode in each row; see `gymnasium.vector.SyncVectorEnv.reset`.

        Args:
            seed: an int, from which the rows' seeds follow; a list with one for each row; or None.
            options: reset options, and ``reset_mask``, a bool array of the rows to reset.
        """
        mask: Array | None = None
        if options is not None and "reset_mask" in options:
            options = dict(options)
            mask = self._checked_mask(options.pop("reset_mask"))
        try:
            if isinstance(seed, (list, tuple)) or mask is not None:
                self._session.reset_rows(self._row_seeds(seed), options, mask)
            else:
                checked_seed(seed)
                super().reset(seed=seed)
                self._session.reset(seed, options)
        except self._session.failures as e:
            self._session.fail(e)
        return self._observe(), self._read_infos()

    def step(self, actions: Any) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        """Take an action in each row; see `gymnasium.vector.VectorEnv.step`.

        Raises:
            gymnasium.error.InvalidAction: if an action is not in the space; it names the row.
        """
        try:
            self._write(actions)
            self._java_step()
        except self._session.failures as e:
            self._session.fail(e)
        return self._outcome()

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
            yield self._outcome()

    def _outcome(self) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        return (
            self._observe(),
            self._reward.copy(),
            self._terminated.copy(),
            self._truncated.copy(),
            self._read_infos(),
        )

    def render(self) -> tuple[Any, ...] | None:
        """Return the frame of each row."""
        if self.render_mode is None:
            logger.warn(
                "render was called without a render mode: choose one when the environments are"
                f' made, as in gym.make_vec("{self.env_id}", render_mode=...)'
            )
            return None
        return tuple(self._session.render(row) for row in range(self.num_envs))

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

    def _row_seeds(self, seed: Any) -> list[int | None] | None:
        if seed is None:
            return None
        if not isinstance(seed, (list, tuple)):
            checked_seed(seed)
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

    # --- infos: one array and one mask for each key, as VectorEnv._add_info makes them -----------

    def _read_infos(self) -> dict[str, Any]:
        infos: dict[str, Any] = {}
        for read in self._infos:
            read(infos)
        if self._final is not None:
            self._final(infos)
        return infos

    def _info_readers(self, fields: list[dict[str, Any]]) -> list[InfoReader]:
        return [self._info_field_reader(field) for field in fields]

    def _info_field_reader(self, field: dict[str, Any]) -> InfoReader:
        name = field["name"]
        present = self._session.memory.array(field["present_offset"], "?", ())
        values = self._info_values(self._session.info_space[name], field["columns"])

        def read(infos: dict[str, Any]) -> None:
            if present.any():
                mask = present.copy()
                infos[name], infos[f"_{name}"] = values(mask), mask

        return read

    def _info_values(
        self, space: spaces.Space[Any], tree: dict[str, Any]
    ) -> Callable[[Array], Any]:
        """Return a function from a mask of rows to their values, with zeros or None elsewhere."""
        memory = self._session.memory
        if tree["kind"] == "array":
            column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))

            def array_values(mask: Array) -> Array:
                taken = column.copy()
                taken[~mask] = 0
                return taken

            return array_values
        if tree["kind"] == "dict":
            assert isinstance(space, spaces.Dict)
            parts = {key: self._info_values(space[key], part) for key, part in tree["fields"]}

            def dict_values(mask: Array) -> dict[str, Any]:
                nested: dict[str, Any] = {}
                for key, values in parts.items():
                    nested[key], nested[f"_{key}"] = values(mask), mask.copy()
                return nested

            return dict_values
        rows = [row_reader(space, tree, memory, row) for row in range(self.num_envs)]

        def object_values(mask: Array) -> Array:
            taken = np.full(self.num_envs, None, dtype=object)
            for row in np.flatnonzero(mask):
                taken[row] = rows[row]()
            return taken

        return object_values

    def _final_reader(self) -> InfoReader:
        memory, layout = self._session.memory, self._session.layout
        has_final = memory.array(layout["final_present_offset"], "?", ())
        observations = [
            row_reader(self.single_observation_space, layout["final_observation"], memory, row)
            for row in range(self.num_envs)
        ]
        info_readers = self._info_readers(layout["final_info"])

        def read(infos: dict[str, Any]) -> None:
            if not has_final.any():
                return
            mask = has_final.copy()
            final_obs = np.full(self.num_envs, None, dtype=object)
            for row in np.flatnonzero(mask):
                final_obs[row] = observations[row]()
            final_info: dict[str, Any] = {}
            for read_field in info_readers:
                read_field(final_info)
            infos["final_obs"], infos["_final_obs"] = final_obs, mask
            infos["final_info"], infos["_final_info"] = final_info, mask.copy()

        return read


def _batch_writer(
    single: spaces.Space[Any], batched: spaces.Space[Any], layout: dict[str, Any], memory: Any
) -> Callable[[Any], None]:
    """Return a function that takes actions as Gymnasium batches them."""
    write = actions_writer(single, layout["action"], memory)
    if layout["action"]["kind"] == "array":
        return write
    from gymnasium.vector.utils import iterate

    return lambda actions: write(list(iterate(batched, actions)))
