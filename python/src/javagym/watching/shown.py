"""What the viewer's thread keeps of a screen."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from javagym.watching import messages
from javagym.watching.page_session import PageSession
from javagym.watching.screen import Screen

_RATE_SAMPLES = 8  # over which steps/s is taken


class Shown:
    """A screen, with what the viewer's thread keeps of it.

    Attributes:
        last: the message with the picture that was made last; None before the first.
        count: how many were made.
        next_at: when the next may be made, by the loop's clock.
        timer: that will ask for it.
        samples: times and steps, for steps a second.
    """

    def __init__(self, screen_id: int, screen: Screen) -> None:
        self.screen_id = screen_id
        self.screen = screen
        self.last: bytes | None = None
        self.count = 0
        self.next_at = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.samples: deque[tuple[float, int]] = deque(maxlen=_RATE_SAMPLES)
        self._player: PageSession | None = None

    def waits(self, page: PageSession) -> bool:
        """Return whether a page waits for a picture."""
        return self.screen_id in page.waiting

    def give_last(self, page: PageSession) -> bool:
        """Give a page the last picture if it has not seen it; return whether it was given."""
        if self.last is None or page.seen.get(self.screen_id) == self.count:
            page.waiting.add(self.screen_id)
            return False
        page.waiting.discard(self.screen_id)
        page.seen[self.screen_id] = self.count
        page.show(self.screen_id, self.last)
        return True

    def steer(self, page: PageSession, message: messages.Message) -> None:
        """Do what a page says, if it may: while a person plays, only his page."""
        controls = self.screen.controls
        if controls is None or self._player not in (None, page):
            return
        if message.type == "play":
            if self.screen.keys is not None and message.value != (self._player is page):
                self._player = page if message.value else None
                controls.play(message.value)
        elif message.type == "keys":
            if self._player is page:
                controls.hold(message.value)
        elif message.type == "pause":
            controls.set_paused(message.value)
        elif message.type == "speed":
            controls.set_speed(float(message.value))
        elif message.type == "reset":
            controls.reset()

    def leave(self, page: PageSession) -> None:
        """Hand back what a page played, for it has gone."""
        if self._player is page and self.screen.controls is not None:
            self._player = None
            self.screen.controls.play(False)

    def numbers(self, page: PageSession) -> dict[str, Any]:
        """Return how it goes, for a page: the last returns only if there are new ones."""
        player = "" if self._player is None else "you" if self._player is page else "other"
        told = messages.numbers(self.screen_id, self.screen, self._rate(), player)
        if page.episodes.get(self.screen_id) != told["episodes"]:
            page.episodes[self.screen_id] = told["episodes"]
            told["returns"] = messages.last_returns(self.screen)
        return told

    def _rate(self) -> float | None:
        if len(self.samples) < 2:
            return None
        (began, first), (ended, last) = self.samples[0], self.samples[-1]
        return (last - first) / (ended - began) if ended > began else None
