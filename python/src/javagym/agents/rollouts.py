"""The loop between an agent in Java and environments in Python.

What they exchange lies in one batch of the agent's (``io.javagym.Batch``): environments write into
its columns, and Java reads them there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode

from javagym.layout import Memory, row_reader, rows_reader


class Columns:
    """The columns of a batch, as arrays of a row for each environment."""

    def __init__(
        self, memory: Memory, layout: dict[str, Any], action_space: spaces.Space[Any]
    ) -> None:
        self.observation = _column(memory, layout["observation"])
        self.final_observation = _column(memory, layout["final_observation"])
        self.reward = memory.array(layout["reward_offset"], layout["reward_dtype"], ())
        self.terminated = memory.array(layout["terminated_offset"], "?", ())
        self.truncated = memory.array(layout["truncated_offset"], "?", ())
        self.has_final = memory.array(layout["final_present_offset"], "?", ())
        self.first_action = row_reader(action_space, layout["action"], memory, 0)
        self.actions = rows_reader(action_space, layout["action"], memory, copy=True)


def _column(memory: Memory, tree: dict[str, Any]) -> Any:
    return memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))


class SingleRollout:
    """Steps one environment.

    Args:
        env: the environment, which stays the caller's.
        session: the agent in Java.
        columns: of its batch.
        seed: of the first reset.
    """

    def __init__(self, env: gym.Env[Any, Any], session: Any, columns: Columns, seed: int) -> None:
        self._env = env
        self._session = session
        self._columns = columns
        self._seed: int | None = seed
        self._under_way = False

    def run(self, steps: int, go_on: Callable[[], bool]) -> None:
        """Take so many steps, for as long as ``go_on()``; go on where the last run ended."""
        env, columns = self._env, self._columns
        act, update, read = self._session.act, self._session.update, columns.first_action
        observation_row = columns.observation[0:1]
        if not self._under_way:
            self._session.begin()
            observation, _ = env.reset(seed=self._seed)
            self._seed = None
            _check(observation, columns.observation[0])
            observation_row[0] = observation
            self._under_way = True
        for _ in range(steps):
            if not go_on():
                break
            self._under_way = False  # What an exception leaves can't be gone on with.
            act()
            observation, reward, terminated, truncated, _ = env.step(read())
            columns.reward[0] = reward
            columns.terminated[0] = terminated
            columns.truncated[0] = truncated
            done = bool(terminated or truncated)
            columns.has_final[0] = done
            if done:
                columns.final_observation[0] = observation
                observation, _ = env.reset()
            observation_row[0] = observation
            update()
            self._under_way = True


class VectorRollout:
    """Steps a vector environment; the arguments are those of `SingleRollout`.

    Raises:
        ValueError: if the environments begin their next episode in the step after the last, where
            an agent would learn from a step that no environment took.
    """

    def __init__(
        self, env: gym.vector.VectorEnv[Any, Any, Any], session: Any, columns: Columns, seed: int
    ) -> None:
        self._mode = env.metadata.get("autoreset_mode", AutoresetMode.NEXT_STEP)
        if self._mode == AutoresetMode.NEXT_STEP:
            raise ValueError(
                "agents learn in AutoresetMode.SAME_STEP or DISABLED, where each step is one of the"
                " task, got NEXT_STEP; make the environments with"
                ' vector_kwargs={"autoreset_mode": AutoresetMode.SAME_STEP}'
            )
        self._env = env
        self._session = session
        self._columns = columns
        self._seed: int | None = seed
        self._under_way = False

    def run(self, steps: int, go_on: Callable[[], bool]) -> None:
        """Take at least so many steps, counted in all environments; see `SingleRollout.run`."""
        columns = self._columns
        if not self._under_way:
            self._session.begin()
            observations, _ = self._env.reset(seed=self._seed)
            self._seed = None
            _check(observations, columns.observation)
            columns.observation[...] = observations
            self._under_way = True
        taken = 0
        while taken < steps and go_on():
            self._under_way = False
            self._session.act()
            outcome = self._env.step(columns.actions())
            observations, rewards, terminated, truncated, infos = outcome
            columns.reward[...] = rewards
            columns.terminated[...] = terminated
            columns.truncated[...] = truncated
            done = np.logical_or(terminated, truncated)
            columns.has_final[...] = done
            if done.any():
                observations = self._begin_next(done, observations, infos)
            columns.observation[...] = observations
            self._session.update()
            taken += len(done)
            self._under_way = True

    def _begin_next(self, done: Any, observations: Any, infos: dict[str, Any]) -> Any:
        """Keep the last observations of rows that are done; return the next episodes' first."""
        rows = np.flatnonzero(done)
        if self._mode == AutoresetMode.SAME_STEP:
            for row in rows:
                self._columns.final_observation[row] = infos["final_obs"][row]
            return observations
        self._columns.final_observation[rows] = np.asarray(observations)[rows]
        observations, _ = self._env.reset(options={"reset_mask": done})
        return observations


def _check(observation: Any, column: Any) -> None:
    shape = np.shape(observation)
    if shape != column.shape:
        raise ValueError(
            f"the environment returned an observation of shape {shape}, its space says"
            f" {column.shape}"
        )
