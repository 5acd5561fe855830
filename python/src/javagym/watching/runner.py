"""Steps an environment for the viewer: by a policy, or by a person's keys."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from javagym.watching.controls import Controls
    from javagym.watching.wrappers import WatchedEnv

Policy = Callable[[Any], Any]

_log = logging.getLogger("javagym.watching")

_DEFAULT_FPS = 30.0
_ATARI_FPS = 60.0
# While it stands still: how long a page may wait for a picture, in seconds.
_STILL = 0.1
# How far it may be behind and still catch up, in seconds.
_LATE = 0.1


def steps_per_second(env: Any) -> float:
    """Return at how many steps a second an environment is in real time.

    It is the ``render_fps`` of its metadata; of a game of Atari with a fixed frameskip, 60 frames a
    second, as the console draws them.
    """
    spec = env.spec
    frameskip = spec.kwargs.get("frameskip") if spec is not None else None
    if isinstance(frameskip, int) and frameskip > 0:
        return _ATARI_FPS / frameskip
    fps = env.metadata.get("render_fps")
    return float(fps) if isinstance(fps, (int, float)) and 0 < fps <= 1000 else _DEFAULT_FPS


class Runner:
    """A thread that steps one environment until it is stopped.

    Args:
        env: the environment, which has controls; it is closed at the end.
        policy: returns what chooses the actions of an episode.
        seed: of the first episode; None for any.
    """

    def __init__(
        self, env: WatchedEnv, policy: Callable[[], Policy], seed: int | None = None
    ) -> None:
        assert env.screen.controls is not None
        self._env = env
        self._screen = env.screen
        self._controls: Controls = env.screen.controls
        self._make_policy = policy
        self._policy: Policy = policy()
        self._observation: Any = None
        self._seed = seed
        self._still_shown = False  # whether the page has seen what stands still
        self._fps = steps_per_second(env)
        self._thread = threading.Thread(
            target=self._run, name=f"javagym-watch-{self._screen.name}", daemon=True
        )

    def start(self) -> None:
        """Begin to step."""
        self._thread.start()

    def stop(self) -> None:
        """Have it end after the step that is under way."""
        self._controls.stop()

    def join(self, seconds: float) -> bool:
        """Wait for its end that long at most; return whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._begin()
            due = monotonic()
            while not self._controls.stopped:
                if self._controls.take_reset():
                    self._begin()
                if self._step():
                    due = monotonic() if self._waits_for_keys() else self._pace(due)
                else:
                    if self._screen.wanted and not self._still_shown:
                        self._env.show()
                        self._still_shown = True
                    self._controls.wait(_STILL)
                    due = monotonic()
        except Exception as e:
            self._screen.error = f"{type(e).__name__}: {e}"[:500]
            _log.error("%s ended: %s", self._screen.name, self._screen.error)
        finally:
            self._env.env.close()

    def _begin(self) -> None:
        self._observation, _ = self._env.reset(seed=self._seed)
        self._seed = None
        self._still_shown = False
        self._policy = self._make_policy()
        self._screen.over = False

    def _step(self) -> bool:
        """Take a step, unless there is none to take now; return whether it was."""
        controls = self._controls
        if controls.paused:
            return False
        if controls.playing:
            # A person wants to see how it ended, and begins anew when he is ready.
            action = None if self._screen.over else self._pressed()
            if action is None:
                return False
        else:
            if self._screen.over:
                self._begin()
            action = self._policy(self._observation)
        self._observation, _, terminated, truncated, _ = self._env.step(action)
        self._screen.over = bool(terminated or truncated)
        self._still_shown = False
        return True

    def _waits_for_keys(self) -> bool:
        keys = self._screen.keys
        return self._controls.playing and keys is not None and keys.turns

    def _pressed(self) -> Any:
        keys = self._screen.keys
        assert keys is not None
        held = self._controls.take_press() if keys.turns else self._controls.take_keys()
        return keys.action(held)

    def _pace(self, due: float) -> float:
        """Wait until a step after the last one, which was due then; return when the next is due."""
        while not self._controls.stopped:
            speed = self._controls.speed
            now = monotonic()
            if speed == 0:
                return now
            next_due = due + 1 / (self._fps * speed)
            if next_due <= now:
                # A little late: catch up. Much too late: leave it.
                return max(next_due, now - _LATE)
            self._controls.wait(next_due - now)
        return due
