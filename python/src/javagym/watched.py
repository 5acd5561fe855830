"""What runs in a program, in the browser: `watch`."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, TypeVar, cast

import gymnasium as gym
from gymnasium.vector import VectorEnv

from javagym.extras import require_websockets

if TYPE_CHECKING:
    from javagym.watching.viewer import Viewer

_Env = TypeVar("_Env", bound="gym.Env[Any, Any] | VectorEnv[Any, Any, Any]")

_lock = threading.Lock()
_viewer: Viewer | None = None


def watch(env: _Env, *, name: str | None = None, rows: int = 4, port: int = 0) -> _Env:
    """Show an environment in the browser while your program steps it.

        env = javagym.watch(gym.make("java/LunarLander-v3", render_mode="rgb_array"))
        PPO("MlpPolicy", env).learn(500_000)

    The first call says on stderr where the page is; it shows pictures, returns and steps a second
    of all environments that this process watches. The page is served on loopback alone until the
    last of them is closed. Pictures are made while somebody looks, and take a quarter of the
    thread's time at most; what is stepped and returned is the same with and without.

    Args:
        env: any environment or vector environment of Gymnasium's. It needs
            ``render_mode="rgb_array"`` to have pictures.
        name: what stands above it; the id of its spec if it is left out.
        rows: how many rows of a vector environment have a picture, from the first on, 1 to 16.
        port: of the page, for the first call; 0 for one that is free.

    Returns:
        A wrapper of the environment, which has the page's address as ``url``.

    Raises:
        TypeError: if it is no environment.
        ValueError: if a value is out of its range, or if 64 environments are watched already.
        OSError: if the port is taken.
        gymnasium.error.DependencyNotInstalled: without the extra ``javagym[watch]``.
    """
    if not isinstance(env, (gym.Env, VectorEnv)):
        raise TypeError(f"env is {env!r}, expected a gymnasium.Env or a gymnasium.vector.VectorEnv")
    require_websockets()
    from javagym.watching.viewer import ViewerClosedError
    from javagym.watching.wrappers import MAX_ROWS

    if not 1 <= rows <= MAX_ROWS:
        raise ValueError(f"rows is {rows}, expected 1 <= rows <= {MAX_ROWS}")
    name = name or _name(env)
    with _lock:
        try:
            return _watched(env, _present(port), name, rows)
        except ViewerClosedError:  # the last environment went meanwhile
            return _watched(env, _new(port), name, rows)


def _watched(env: _Env, viewer: Viewer, name: str, rows: int) -> _Env:
    from javagym.watching.wrappers import WatchedEnv, WatchedVectorEnv

    if isinstance(env, VectorEnv):
        return cast("_Env", WatchedVectorEnv(env, viewer, name, rows))
    return cast("_Env", WatchedEnv(env, viewer, name))


def _present(port: int) -> Viewer:
    if _viewer is None or _viewer.is_closed:
        return _new(port)
    if port not in (0, _viewer.port):
        raise ValueError(
            f"port is {port}, and the page of this process is on {_viewer.port} already: leave it"
            " out, or give it in the first call"
        )
    return _viewer


def _new(port: int) -> Viewer:
    from javagym.watching.viewer import Viewer

    global _viewer
    _viewer = Viewer(port, stays=False)
    print(f"javagym: watch at {_viewer.url}", file=sys.stderr)  # noqa: T201 - where else
    return _viewer


def _name(env: Any) -> str:
    return env.spec.id if env.spec is not None else type(env.unwrapped).__name__
