"""Environments whose steps are counted and shown."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode, SyncVectorEnv, VectorEnv, VectorWrapper

from javagym.vector import JavaVectorEnv
from javagym.watching.screen import Screen
from javagym.watching.tally import Tally, VectorTally

if TYPE_CHECKING:
    from javagym.watching.controls import Controls
    from javagym.watching.keys import Keys
    from javagym.watching.viewer import Viewer

MAX_ROWS = 16


class WatchedEnv(gym.Wrapper[Any, Any, Any, Any]):
    """An environment that a viewer shows; it behaves as the one that it wraps.

    Args:
        env: the environment, with the render mode "rgb_array" if it is to have pictures.
        viewer: that shows it, until this is closed or forgotten.
        name: what stands above it.
        note: of what kind it is.
        controls: by which a page steers it, and
        keys: by which a person plays it, where it has them.

    Attributes:
        screen: what the viewer knows of it.
        url: the page's address.
    """

    def __init__(
        self,
        env: gym.Env[Any, Any],
        viewer: Viewer,
        name: str,
        *,
        note: str = "",
        controls: Controls | None = None,
        keys: Keys | None = None,
    ) -> None:
        super().__init__(env)
        self._tally = Tally()
        self.url = viewer.url
        self.screen = Screen(
            name, self._tally, note=note, blank=_blank(env), controls=controls, keys=keys
        )
        viewer.add(self.screen)
        self._leave = weakref.finalize(self, viewer.remove_later, self.screen)
        self._viewer = viewer

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode; see `gymnasium.Env.reset`."""
        result = self.env.reset(seed=seed, options=options)
        self._tally.begin()
        if self.screen.wanted:
            self.show()
        return result

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Take an action; see `gymnasium.Env.step`."""
        result = self.env.step(action)
        tally = self._tally
        tally.steps += 1
        tally.episode_return += result[1]
        if result[2] or result[3]:
            tally.end()
        if self.screen.wanted:
            self.show()
        return result

    def show(self) -> None:
        """Give the page that asks for it a picture of what is now."""
        self.screen.show(self._frames)

    def _frames(self) -> Any:
        frame = self.env.render()
        return None if frame is None else [frame]

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled or copied: a page shows this one."""
        raise _copied()

    def close(self) -> None:
        """Close the environment, and show it no more."""
        if self._leave.detach() is not None:
            self._viewer.remove(self.screen)
        super().close()


class WatchedVectorEnv(VectorWrapper):
    """A vector environment whose first rows a viewer shows; it behaves as the one that it wraps.

    Args:
        env: the environments, with the render mode "rgb_array" if they are to have pictures.
        viewer: that shows them, until this is closed or forgotten.
        name: what stands above them.
        rows: how many rows have a picture.

    Attributes:
        screen: what the viewer knows of them.
        url: the page's address.
    """

    def __init__(self, env: VectorEnv[Any, Any, Any], viewer: Viewer, name: str, rows: int) -> None:
        super().__init__(env)
        mode = env.metadata.get("autoreset_mode", AutoresetMode.NEXT_STEP)
        self._tally = VectorTally(env.num_envs, next_step=mode == AutoresetMode.NEXT_STEP)
        self.url = viewer.url
        rows = min(rows, env.num_envs)
        self._frames = _rows_renderer(env, rows)
        self.screen = Screen(name, self._tally, num_envs=env.num_envs, rows=rows, blank=_blank(env))
        viewer.add(self.screen)
        self._leave = weakref.finalize(self, viewer.remove_later, self.screen)
        self._viewer = viewer

    def reset(
        self, *, seed: Any = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode in each row; see `gymnasium.vector.VectorEnv.reset`."""
        mask = options.get("reset_mask") if options is not None else None
        result = self.env.reset(seed=seed, options=options)
        self._tally.begin(mask)
        if self.screen.wanted:
            self.screen.show(self._frames)
        return result

    def step(self, actions: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """Take an action in each row; see `gymnasium.vector.VectorEnv.step`."""
        result = self.env.step(actions)
        self._tally.add(result[1], result[2], result[3])
        if self.screen.wanted:
            self.screen.show(self._frames)
        return result

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled or copied: a page shows these."""
        raise _copied()

    def close(self, **kwargs: Any) -> None:
        """Close the environments, and show them no more."""
        if self._leave.detach() is not None:
            self._viewer.remove(self.screen)
        super().close(**kwargs)


def _copied() -> TypeError:
    return TypeError("a watched environment can't be pickled or copied: watch the copy instead")


def _blank(env: Any) -> str | None:
    """Return why an environment has no pictures."""
    if env.render_mode == "rgb_array":
        return None
    return f'no pictures: render_mode is {env.render_mode!r}, make it with render_mode="rgb_array"'


def _rows_renderer(envs: Any, rows: int) -> Callable[[], Any]:
    """Return what draws the first rows, and if it can only those."""
    inner = envs.unwrapped
    if isinstance(inner, JavaVectorEnv):
        return lambda: [inner.render_row(row) for row in range(rows)]
    if isinstance(inner, SyncVectorEnv):
        return lambda: [env.render() for env in inner.envs[:rows]]

    def all_rows() -> Any:
        frames = envs.render()
        return None if frames is None else [np.asarray(frame) for frame in frames[:rows]]

    return all_rows
