"""One watched environment, as its thread and the viewer's both know it."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from javagym.watching.pictures import picture

if TYPE_CHECKING:
    from javagym.watching.controls import Controls
    from javagym.watching.keys import Keys
    from javagym.watching.tally import Tally, VectorTally

# At most a quarter of a thread's time goes into pictures, however long one takes.
_REST = 3.0


class Screen:
    """Shows one environment, or a few rows of a vector environment.

    Args:
        name: what stands above it.
        note: of what kind it is, in a few words.
        tally: its numbers.
        rows: how many rows it shows.
        blank: why it has no picture; None if it has.
        controls: by which a page steers it; None if none may.
        keys: by which a person plays it; None if that can't be.

    Attributes:
        wanted: whether a page asks for a picture. It is read at each step, and set for a moment
            only: a page asks again when it has drawn the last.
        error: what ended it; None while it runs.
        over: whether the episode is over and stands so.
    """

    def __init__(
        self,
        name: str,
        tally: Tally | VectorTally,
        *,
        note: str = "",
        num_envs: int = 1,
        rows: int = 1,
        blank: str | None = None,
        controls: Controls | None = None,
        keys: Keys | None = None,
    ) -> None:
        self.name = name
        self.note = note
        self.tally = tally
        self.num_envs = num_envs
        self.rows = rows
        self.blank = blank
        self.controls = controls
        self.keys = keys
        self.wanted = False
        self.error: str | None = None
        self.over = False
        self._deliver: Callable[[Screen, Any, float], None] | None = None

    def connect(self, deliver: Callable[[Screen, Any, float], None]) -> None:
        """Have pictures go there: the screen, the picture, and the seconds to the next."""
        self._deliver = deliver

    def disconnect(self) -> None:
        """Make no more pictures."""
        self.wanted = False
        self._deliver = None

    def show(self, render: Callable[[], Any]) -> None:
        """Make the picture that is wanted.

        Args:
            render: returns a list of frames, or None. What it raises ends the pictures and not the
                training: the page shows it.
        """
        self.wanted = False
        deliver = self._deliver
        if deliver is None or self.blank is not None:
            return
        began = perf_counter()
        try:
            frames = render()
            made = None if frames is None else picture(frames)
        except Exception as e:
            self.blank = f"render failed: {type(e).__name__}: {e}"[:300]
            made = None
        if made is not None:
            deliver(self, made, _REST * (perf_counter() - began))
