"""A window that shows what an environment looks like: render mode "human"."""

from __future__ import annotations

import os
from typing import Any

from gymnasium import error

from javagym.errors import NoDisplayError


class Window:
    """Shows frames, through pygame as Gymnasium does; it opens with the first one.

    pygame has one window in a process: the frames of a second environment go to the same one.

    Args:
        title: what stands above.
        fps: frames a second; `show` waits as long as it takes to keep to that.
    """

    def __init__(self, title: str, fps: int) -> None:
        self._title = title
        self._fps = fps
        self._pygame: Any = None
        self._screen: Any = None
        self._clock: Any = None

    def show(self, frame: Any) -> None:
        """Show a frame: an array of shape (height, width, 3).

        Raises:
            gymnasium.error.DependencyNotInstalled: without pygame.
            javagym.errors.NoDisplayError: where no window can be opened.
        """
        if self._screen is None:
            self._open(frame.shape[1], frame.shape[0])
        pygame = self._pygame
        pygame.surfarray.blit_array(self._screen, frame.swapaxes(0, 1))
        pygame.event.pump()
        self._clock.tick(self._fps)
        pygame.display.flip()

    def _open(self, width: int, height: int) -> None:
        try:
            import pygame
        except ImportError as e:
            raise error.DependencyNotInstalled(
                'render mode "human" shows its window with pygame, which is not installed: run'
                ' `pip install "gymnasium[classic-control]"`, or choose "rgb_array"'
            ) from e
        try:
            pygame.display.init()
            if _is_invisible(pygame.display.get_driver()):
                pygame.display.quit()
                raise _no_display("no display was found")
            self._screen = pygame.display.set_mode((width, height))
        except pygame.error as e:
            raise _no_display(str(e)) from e
        pygame.display.set_caption(self._title)
        self._clock = pygame.time.Clock()
        self._pygame = pygame

    def close(self) -> None:
        """Close the window; closing twice is harmless."""
        if self._screen is not None:
            self._screen = None
            self._pygame.display.quit()


def _is_invisible(driver: str) -> bool:
    """Whether SDL fell back to a driver that shows nothing, without having been asked to."""
    return driver in ("offscreen", "dummy") and "SDL_VIDEODRIVER" not in os.environ


def _no_display(reason: str) -> NoDisplayError:
    return NoDisplayError(
        f'render mode "human" cannot open a window: {reason}. Choose "rgb_array" for frames as'
        " arrays, or set SDL_VIDEODRIVER=dummy to run without a window"
    )
