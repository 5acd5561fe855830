"""Gymnasium environments as the rows of a batch, one by one or as a vector environment."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Protocol

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import iterate

from javagym.serving.batch import Batch, all_rows
from javagym.serving.elements import complaint
from javagym.serving.infos import InfoSpace
from javagym.serving.refusal import Refusal, failed, invalid

Seeds = list[int | None]


class Rows(Protocol):
    """Environments around a batch."""

    @property
    def batch(self) -> Batch: ...  # noqa: D102

    def reset(
        self,
        seed: int | None,
        seeds: Seeds | None,
        options: dict[str, Any] | None,
        mask: list[bool] | None,
    ) -> None:
        """Start an episode in each row, or in those of a mask.

        Args:
            seed: from which those of the rows follow.
            seeds: one for each row; then there is no `seed`.
            options: what the environments understand.
            mask: the rows to reset; None for all.
        """

    def step(self) -> None:
        """Take the actions in the batch."""

    def render(self, row: int) -> Any:
        """Return a row's frame."""

    def close(self) -> None:
        """Release the environments."""


class SingleRow:
    """A batch of one, which nothing resets but its client, and which may go on after an end."""

    def __init__(self, env: gym.Env[Any, Any], info_space: InfoSpace) -> None:
        self.batch = Batch(1, env.observation_space, env.action_space, info_space, with_final=False)
        self._row = _Row(env, self.batch, 0, None)

    def reset(
        self,
        seed: int | None,
        seeds: Seeds | None,
        options: dict[str, Any] | None,
        mask: list[bool] | None,
    ) -> None:
        """Start an episode."""
        _require_lengths(1, seeds, mask)
        if mask is None or mask[0]:
            self._row.reset(seed if seeds is None else seeds[0], options)

    def step(self) -> None:
        """Take the action in the batch."""
        self._row.prepare()
        self._row.step()

    def render(self, row: int) -> Any:
        """Return the frame."""
        _require_row(row, 1)
        return self._row.render()

    def close(self) -> None:
        """Release the environment."""
        self._row.env.close()


class SteppedRows:
    """Environments that are stepped one after the other, as by `gymnasium.vector.SyncVectorEnv`.

    A row that fails does not hold back the others, and stays out of use until it is reset.

    Args:
        make: makes one environment; all must have equal spaces.
        num_envs: how many.
        mode: when a row whose episode ended starts its next one.
        max_episode_steps: after which an episode is truncated; None for never.
        info_space: what the environments tell.
    """

    def __init__(
        self,
        make: Callable[[], gym.Env[Any, Any]],
        num_envs: int,
        mode: AutoresetMode,
        max_episode_steps: int | None,
        info_space: InfoSpace,
    ) -> None:
        self._mode = mode
        made: list[gym.Env[Any, Any]] = []
        try:
            for row in range(num_envs):
                made.append(make())
                _require_equal(row, "observation", made, lambda env: env.observation_space)
                _require_equal(row, "action", made, lambda env: env.action_space)
            self.batch = Batch(
                num_envs,
                made[0].observation_space,
                made[0].action_space,
                info_space,
                with_final=mode is AutoresetMode.SAME_STEP,
            )
        except BaseException:
            for env in made:
                env.close()
            raise
        self._rows = [_Row(env, self.batch, row, max_episode_steps) for row, env in enumerate(made)]

    def reset(
        self,
        seed: int | None,
        seeds: Seeds | None,
        options: dict[str, Any] | None,
        mask: list[bool] | None,
    ) -> None:
        """Start an episode in each row, or in those of a mask."""
        _require_lengths(len(self._rows), seeds, mask)
        for row in self._rows:
            if mask is not None and not mask[row.index] and not row.has_reset:
                raise Refusal(
                    "RESET_NEEDED",
                    f"reset with a mask before the first reset of all rows: env={row.index}",
                )
        if seed is not None:
            seeds = [seed + row for row in range(len(self._rows))]

        def reset_row(row: _Row) -> None:
            if mask is None or mask[row.index]:
                row.reset(None if seeds is None else seeds[row.index], options)
            else:
                row.leave()

        self._run(reset_row)

    def step(self) -> None:
        """Take the actions in the batch."""
        mode = self._mode
        # All rows are looked at before any moves: what only the caller did wrong changes nothing.
        for row in self._rows:
            if row.over and mode is AutoresetMode.NEXT_STEP:
                continue  # it is reset instead, and Gymnasium does not look at its action
            if row.over and mode is AutoresetMode.DISABLED:
                raise Refusal(
                    "RESET_NEEDED",
                    f"step after the end of an episode: env={row.index}; with"
                    " AutoresetMode.DISABLED reset it first, with"
                    ' options={"reset_mask": ...}',
                )
            row.prepare()
        if mode is AutoresetMode.NEXT_STEP:
            self._run(_Row.step_or_reset)
        elif mode is AutoresetMode.SAME_STEP:
            self._run(_Row.step_and_reset)
        else:
            self._run(_Row.step)

    def _run(self, act: Callable[[_Row], None]) -> None:
        failures: list[Refusal] = []
        for row in self._rows:
            try:
                act(row)
            except Refusal as e:
                failures.append(e)
        if failures:
            first = failures[0]
            if len(failures) > 1:
                more = Refusal(first.code, f"{first}; so did {len(failures) - 1} more rows")
                raise more from first.__cause__
            raise first

    def render(self, row: int) -> Any:
        """Return a row's frame."""
        _require_row(row, len(self._rows))
        return self._rows[row].render()

    def close(self) -> None:
        """Release the environments: all of them, and then raise what the first raised."""
        failures: list[Exception] = []
        for row in self._rows:
            try:
                row.env.close()
            except Exception as e:
                failures.append(e)
        if failures:
            raise failures[0]


class VectorRows:
    """A vector environment of Gymnasium's own kind, such as its ``CartPoleVectorEnv``."""

    def __init__(self, env: gym.vector.VectorEnv[Any, Any, Any], info_space: InfoSpace) -> None:
        self._env = env
        self._name = type(env.unwrapped).__name__
        self._mode = mode_of(env)
        self.batch = Batch(
            env.num_envs,
            env.single_observation_space,
            env.single_action_space,
            info_space,
            with_final=self._mode is AutoresetMode.SAME_STEP,
        )
        self._has_reset = False
        self._over = np.zeros(env.num_envs, dtype=bool)
        self._filler = env.single_action_space.sample()

    def reset(
        self,
        seed: int | None,
        seeds: Seeds | None,
        options: dict[str, Any] | None,
        mask: list[bool] | None,
    ) -> None:
        """Start an episode in each row, as far as the environment can do so by a mask or seeds."""
        num_envs = self.batch.num_envs
        _require_lengths(num_envs, seeds, mask)
        if mask is not None:
            options = {**(options or {}), "reset_mask": np.array(mask)}
        given: Any = seed if seeds is None else seeds
        try:
            observations, infos = self._env.reset(seed=given, options=options)
        except Exception as e:
            self._has_reset = False
            raise failed(f"reset of {self._name}", e) from e
        rows = np.ones(num_envs, dtype=bool) if mask is None else np.array(mask)
        self._over &= ~rows
        self._has_reset = True
        self._write(observations, infos)
        self.batch.rewards[:] = 0
        self.batch.terminated[:] = False
        self.batch.truncated[:] = False

    def step(self) -> None:
        """Take the actions in the batch."""
        batch = self.batch
        if not self._has_reset:
            raise Refusal(
                "RESET_NEEDED", "step before the first reset, or after a failure; reset it first"
            )
        unread = self._over if self._mode is AutoresetMode.NEXT_STEP else np.zeros_like(self._over)
        actions = [
            self._filler if unread[row] else batch.read_action(row) for row in range(batch.num_envs)
        ]
        try:
            observations, rewards, terminated, truncated, infos = self._env.step(
                all_rows(self._env.single_action_space, actions)
            )
        except Exception as e:
            self._has_reset = False
            raise failed(f"step of {self._name}", e) from e
        batch.rewards[:] = rewards
        batch.terminated[:] = terminated
        batch.truncated[:] = truncated
        self._over = batch.terminated | batch.truncated
        self._write(observations, infos)

    def _write(self, observations: Any, infos: dict[str, Any]) -> None:
        batch = self.batch
        for row, observation in enumerate(iterate(self._env.observation_space, observations)):
            batch.write_observation(row, observation)
        finals = infos.get("final_obs")
        rest = {
            name: value
            for name, value in infos.items()
            if name not in ("final_obs", "_final_obs", "final_info", "_final_info")
        }
        for row in range(batch.num_envs):
            batch.info.write(row, row_info(rest, row))
            if finals is not None and infos["_final_obs"][row]:
                batch.final(row, finals[row], row_info(infos.get("final_info", {}), row))
            else:
                batch.no_final(row)

    def render(self, row: int) -> Any:
        """Return a row's frame."""
        _require_row(row, self.batch.num_envs)
        if not self._has_reset:
            raise Refusal("RESET_NEEDED", f"render of env={row} before its first reset")
        try:
            frames = self._env.render()
        except Exception as e:
            raise failed(f"render of {self._name}", e) from e
        return None if frames is None else frames[row]

    def close(self) -> None:
        """Release the environment."""
        self._env.close()


def mode_of(env: gym.vector.VectorEnv[Any, Any, Any]) -> AutoresetMode:
    """Return when a vector environment starts the next episode of a row."""
    return AutoresetMode(env.metadata.get("autoreset_mode", AutoresetMode.NEXT_STEP))


def row_info(infos: dict[str, Any], row: int) -> dict[str, Any]:
    """Return a row's info out of those of all rows, as vector environments give them."""
    taken: dict[str, Any] = {}
    for name, values in infos.items():
        mask = infos.get(f"_{name}")
        if (name.startswith("_") and name[1:] in infos) or (mask is not None and not mask[row]):
            continue
        if isinstance(values, dict):
            taken[name] = row_info(values, row)
        else:
            taken[name] = values[row]
    return taken


class _Row:
    """One environment and its row of a batch."""

    def __init__(
        self, env: gym.Env[Any, Any], batch: Batch, index: int, max_episode_steps: int | None
    ) -> None:
        self.env = env
        self.index = index
        self.has_reset = False
        self.over = False
        self._name = type(env.unwrapped).__name__
        self._batch = batch
        self._limit = max_episode_steps
        self._elapsed = 0
        self._action: Any = None
        self._unseen = {"reset", "step"}

    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        self._begin(seed, options)
        self._batch.outcome(self.index, 0.0, False, False)
        self._batch.no_final(self.index)

    def leave(self) -> None:
        """Pass a reset of other rows: what this row saw last stays, its info is not news."""
        self._batch.info.clear(self.index)
        self._batch.no_final(self.index)

    def prepare(self) -> None:
        """Read the action of the step to come."""
        if not self.has_reset:
            raise Refusal(
                "RESET_NEEDED",
                f"step before the first reset, or after a failure: env={self.index}; reset it"
                " first",
            )
        self._action = self._batch.read_action(self.index)

    def step(self) -> None:
        observation, reward, terminated, truncated, info = self._take()
        self._outcome(reward, terminated, truncated)
        self._batch.no_final(self.index)
        self._observe("step", observation, info)

    def step_or_reset(self) -> None:
        """Take the prepared action, or begin the next episode where the last step ended one."""
        if self.over:
            self.reset(None, None)
        else:
            self.step()

    def step_and_reset(self) -> None:
        """Take the prepared action and, if that ends the episode, begin the next one."""
        observation, reward, terminated, truncated, info = self._take()
        self._outcome(reward, terminated, truncated)
        if self.over:
            self._batch.final(self.index, observation, info)
            self._begin(None, None)
        else:
            self._batch.no_final(self.index)
            self._observe("step", observation, info)

    def render(self) -> Any:
        if not self.has_reset:
            raise Refusal("RESET_NEEDED", f"render of env={self.index} before its first reset")
        try:
            return self.env.render()
        except Exception as e:
            raise failed(f"render of {self._name}", e) from e

    def _begin(self, seed: int | None, options: dict[str, Any] | None) -> None:
        observation, info = self._call(
            "reset", 2, lambda: self.env.reset(seed=seed, options=options)
        )
        self._elapsed = 0
        self.over = False
        self._observe("reset", observation, info)
        self.has_reset = True

    def _take(self) -> tuple[Any, Any, Any, Any, Any]:
        action, self._action = self._action, None
        outcome: tuple[Any, Any, Any, Any, Any] = self._call(
            "step", 5, lambda: self.env.step(action)
        )
        self._elapsed += 1
        return outcome

    def _call(self, name: str, length: int, function: Callable[[], Any]) -> Any:
        try:
            outcome = function()
        except (Exception, SystemExit) as e:
            refusal = failed(f"{name} of {self._name}", e, f"env={self.index}, ")
            if refusal.code == "ENV_FAILED":
                self.has_reset = self.over = False
            raise refusal from e
        if not isinstance(outcome, tuple) or len(outcome) != length:
            raise Refusal(
                "BROKEN_CONTRACT",
                f"{name} of {self._name} returned {outcome!r:.100}, expected a tuple of {length}:"
                f" env={self.index}",
            )
        return outcome

    def _outcome(self, reward: Any, terminated: Any, truncated: Any) -> None:
        if self._limit is not None and self._elapsed >= self._limit:
            truncated = True
        self._batch.outcome(self.index, reward, terminated, truncated)
        self.over = bool(terminated) or bool(truncated)

    def _observe(self, call: str, observation: Any, info: dict[str, Any]) -> None:
        self._batch.write_observation(self.index, observation)
        self._batch.info.write(self.index, info)
        if call in self._unseen:
            self._unseen.remove(call)
            self._look(observation)

    def _look(self, observation: Any) -> None:
        """Warn of an observation that is not in its space; as in Gymnasium, only at the start."""
        why = complaint(self.env.observation_space, observation)
        if why is not None:
            warnings.warn(
                f"env={self.index}, an observation of {self._name} is not in its space: {why}",
                stacklevel=2,
            )


def _require_lengths(num_envs: int, seeds: Seeds | None, mask: list[bool] | None) -> None:
    for what, given in (("row_seeds", seeds), ("mask", mask)):
        if given is not None and len(given) != num_envs:
            raise invalid(f"{what} has length {len(given)}, expected num_envs={num_envs}")


def _require_row(row: int, num_envs: int) -> None:
    if not 0 <= row < num_envs:
        raise invalid(f"render of row {row}, expected 0 <= row < {num_envs}")


def _require_equal(
    row: int,
    what: str,
    made: list[gym.Env[Any, Any]],
    space_of: Callable[[gym.Env[Any, Any]], spaces.Space[Any]],
) -> None:
    first, other = space_of(made[0]), space_of(made[-1])
    if first != other:
        raise Refusal(
            "BROKEN_CONTRACT",
            f"env={row} has the {what} space {other}, but env=0 has {first}",
        )
