"""What is counted of a watched environment."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

LAST_RETURNS = 100

_TRUE = b"\1"


class Tally:
    """Counts steps, episodes and returns of one environment.

    The thread that steps writes it and any thread may read it: each field is one object, which is
    put in place whole.

    Attributes:
        steps: taken so far, over all episodes.
        episodes: that have ended.
        returns: of the last `LAST_RETURNS` of these, the oldest first.
        episode_return: the rewards of the present episode so far.
        episode_start: how many steps were taken before it.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.episodes = 0
        self.returns: deque[Any] = deque(maxlen=LAST_RETURNS)
        self.episode_return: Any = 0.0
        self.episode_start = 0

    def begin(self) -> None:
        """Note that an episode begins."""
        self.episode_return = 0.0
        self.episode_start = self.steps

    def end(self) -> None:
        """Note that the episode has ended; its return stands until the next begins."""
        self.returns.append(self.episode_return)
        self.episodes += 1

    def running(self, _rows: int) -> list[tuple[Any, int]]:
        """Return the present episode's return and steps, as the one row that there is."""
        return [(self.episode_return, self.steps - self.episode_start)]


class VectorTally:
    """Counts steps, episodes and returns over all rows of a vector environment.

    Args:
        num_envs: how many rows.
        next_step: whether a row that is done is reset by the step after, as ``NEXT_STEP`` has it;
            that step belongs to no episode.

    Attributes:
        steps: taken so far, by all rows together.
        episodes: that have ended in any row.
        returns: of the last `LAST_RETURNS` of these, the oldest first.
    """

    def __init__(self, num_envs: int, *, next_step: bool) -> None:
        self.steps = 0
        self.episodes = 0
        self.returns: deque[Any] = deque(maxlen=LAST_RETURNS)
        self._num_envs = num_envs
        self._reset_steps = int(next_step)
        self._calls = 0
        self._episode_returns = np.zeros(num_envs)  # [B]
        self._starts = np.zeros(num_envs, dtype=np.int64)  # [B], in calls

    def begin(self, mask: Any = None) -> None:
        """Note that an episode begins in all rows, or in those of a bool mask."""
        rows = slice(None) if mask is None else mask
        self._episode_returns[rows] = 0.0
        self._starts[rows] = self._calls

    def add(self, rewards: Any, terminations: Any, truncations: Any) -> None:
        """Note a step of all rows."""
        if type(rewards) is not np.ndarray:
            rewards, terminations, truncations = map(_array, (rewards, terminations, truncations))
        self._calls += 1
        self.steps += self._num_envs
        self._episode_returns += rewards
        # Searching the bytes of bools takes a fraction of what NumPy's any() does.
        if _TRUE in terminations.tobytes() or _TRUE in truncations.tobytes():
            done = np.flatnonzero(terminations | truncations)
            self.returns.extend(self._episode_returns[done].tolist())
            self.episodes += done.size
            self._episode_returns[done] = 0.0
            self._starts[done] = self._calls + self._reset_steps

    def running(self, rows: int) -> list[tuple[float, int]]:
        """Return the present episode's return and steps of the first rows."""
        steps = np.maximum(self._calls - self._starts[:rows], 0).tolist()
        return list(zip(self._episode_returns[:rows].tolist(), steps, strict=True))


def _array(values: Any) -> Any:
    """Return what a wrapper has made tensors of as an array again."""
    return np.asarray(values.cpu() if hasattr(values, "cpu") else values)
