"""What a page has told about an environment that it may steer."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

SPEEDS = (0.25, 0.5, 1.0, 2.0, 0.0)  # of real time; 0 for as fast as it goes
MAX_HELD = 8

# Presses that wait for a step. A person who is that far ahead has lost sight of the game.
_MAX_PRESSES = 4


class Controls:
    """Keys, pause, reset and speed: the viewer's thread writes, the one that steps reads.

    Attributes:
        playing: whether a person chooses the actions.
        paused: whether the environment stands still.
        speed: one of `SPEEDS`.
        stopped: whether it is to end.
    """

    def __init__(self) -> None:
        self.playing = False
        self.paused = False
        self.speed = 1.0
        self.stopped = False
        self._reset = False
        self._held: list[str] = []
        self._presses: deque[str] = deque(maxlen=_MAX_PRESSES)
        self._news = False
        self._changed = threading.Condition()

    def play(self, on: bool) -> None:
        """Hand the environment to a person, who begins an episode, or back to the policy."""
        with self._changed:
            self.playing = on
            if on:
                self.paused = False
                self._reset = True
            self._held = []
            self._presses.clear()
            self._tell()

    def hold(self, keys: Sequence[str]) -> None:
        """Note which keys are held now, in the order of their presses."""
        with self._changed:
            self._presses.extend(key for key in keys if key not in self._held)
            self._held = list(keys)
            self._tell()

    def set_paused(self, on: bool) -> None:
        """Have the environment stand still, or go on."""
        with self._changed:
            self.paused = on
            self._tell()

    def set_speed(self, speed: float) -> None:
        """Have it go at one of `SPEEDS`."""
        with self._changed:
            self.speed = speed
            self._tell()

    def reset(self) -> None:
        """Have an episode begin anew."""
        with self._changed:
            self._reset = True
            self._presses.clear()
            self._tell()

    def stop(self) -> None:
        """Have it end."""
        with self._changed:
            self.stopped = True
            self._tell()

    def take_reset(self) -> bool:
        """Return whether a reset was asked for since the last call."""
        with self._changed:
            asked, self._reset = self._reset, False
            return asked

    def take_keys(self) -> list[str]:
        """Return the keys held now, and those pressed and let go of since the last call."""
        with self._changed:
            keys = [key for key in self._presses if key not in self._held] + self._held
            self._presses.clear()
            return keys

    def take_press(self) -> list[str]:
        """Return the key whose press is the earliest that was not taken yet, if there is one.

        A key that is held on counts once.
        """
        with self._changed:
            return [self._presses.popleft()] if self._presses else []

    def wait(self, seconds: float) -> None:
        """Return when something has changed since the last call, or after that time."""
        with self._changed:
            if not self._news:
                self._changed.wait(seconds)
            self._news = False

    def _tell(self) -> None:
        self._news = True
        self._changed.notify_all()
