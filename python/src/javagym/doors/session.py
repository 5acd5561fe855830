"""What every door offers. A door differs in how it calls and where the memory lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

import numpy as np
import numpy.typing as npt
from gymnasium import spaces

from javagym.layout import Memory
from javagym.spaces import from_json


class Session(ABC):
    """One Java environment or vector environment.

    Attributes:
        observation_space: the space of one row's observation.
        action_space: the space of one row's action.
        info_space: the fields that one row's info may hold.
        layout: where the columns lie in the memory.
        memory: the columns.
        step: calls Java's step. It takes and gives nothing: actions and outcomes are in the memory.
        failures: what `step`, `reset` and `reset_rows` raise for the caller to pass to `fail`, so
            that a step that succeeds pays nothing for the translation.

    Args:
        description: what ``io.javagym.doors.Session.describe`` tells.
        buffers: hands out the memory, as ``io.javagym.doors.Session`` does.
    """

    failures: tuple[type[Exception], ...] = ()
    step: Callable[[], None]

    def __init__(self, description: dict[str, Any], buffers: Any) -> None:
        self.observation_space = from_json(description["observation_space"])
        self.action_space = from_json(description["action_space"])
        info_space = from_json(description["info_space"])
        assert isinstance(info_space, spaces.Dict)
        self.info_space: spaces.Dict = info_space
        self.layout: dict[str, Any] = description["layout"]
        self.memory = Memory(buffers, self.layout)

    @abstractmethod
    def reset(self, seed: int | None, options: dict[str, Any] | None) -> None:
        """Start an episode in each row."""

    @abstractmethod
    def reset_rows(
        self,
        seeds: list[int | None] | None,
        options: dict[str, Any] | None,
        mask: npt.NDArray[np.bool_] | None,
    ) -> None:
        """Start an episode in the rows of a mask."""

    @abstractmethod
    def render(self, row: int) -> Any:
        """Return the frame of a row: a str, an array of shape (height, width, 3), or None."""

    def fail(self, failure: Exception) -> NoReturn:
        """Raise the Python exception that one of `failures` means."""
        raise failure

    @abstractmethod
    def close(self) -> None:
        """Release the Java environment. What was seen of its memory stays until nobody sees it."""

    @abstractmethod
    def abandon(self) -> None:
        """Forget the Java environment without a call, in a forked child that has no part in it."""


class Door(Protocol):
    """A module that opens sessions."""

    def open_single(self, env_id: str, kwargs: dict[str, Any]) -> Session:
        """Open a single environment."""

    def open_vector(self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
        """Open a vector environment."""
