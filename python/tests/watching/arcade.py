"""Environments that run for a viewer in this process, and note the actions that reach them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

import gymnasium as gym

from javagym.watching.controls import Controls
from javagym.watching.keys import keys_of
from javagym.watching.runner import Runner
from javagym.watching.viewer import Viewer
from javagym.watching.wrappers import WatchedEnv
from tests.watching.page import TIMEOUT


class Noted(gym.Wrapper[Any, Any, Any, Any]):
    """Notes what reaches the environment."""

    def __init__(self, env: gym.Env[Any, Any]) -> None:
        super().__init__(env)
        self.actions: list[Any] = []
        self.resets = 0
        self.observation: Any = None
        self.closed = False

    def reset(self, **kwargs: Any) -> Any:
        self.resets += 1
        self.observation, info = super().reset(**kwargs)
        return self.observation, info

    def step(self, action: Any) -> Any:
        self.actions.append(action)
        self.observation, *rest = super().step(action)
        return self.observation, *rest

    def close(self) -> None:
        self.closed = True
        super().close()

    def wait_for(self, wanted: Callable[[list[Any]], Any], since: int = 0) -> None:
        """Return when the actions from one on are as wanted."""
        end = monotonic() + TIMEOUT
        while not wanted(self.actions[since:]):
            assert monotonic() < end, f"not within {TIMEOUT:g} s; the last: {self.actions[-20:]}"
            sleep(0.005)

    def settle_on(self, action: Any, times: int = 5) -> None:
        """Return when this action has been taken so many times in a row."""
        self.wait_for(lambda taken: taken[-times:] == [action] * times, len(self.actions))


@contextmanager
def running(
    *env_ids: str,
    policy: Callable[[Any], Any] | None = None,
    policies: Mapping[str, tuple[str, Callable[[Any], Any]]] | None = None,
    seed: int = 1,
    **kwargs: Any,
) -> Iterator[tuple[Viewer, list[Noted]]]:
    """Run Java environments.

    Args:
        *env_ids: their ids, without ``java/``.
        policy: what plays them; action 0 if it is left out.
        policies: what plays them by id, in words and as a function, instead.
        seed: of each.
        **kwargs: their arguments.
    """
    viewer = Viewer()
    envs, runners = [], []
    for env_id in env_ids:
        env = Noted(gym.make(f"java/{env_id}", render_mode="rgb_array", **kwargs))
        envs.append(env)
        note, plays = policies[env_id] if policies else ("a test", policy or (lambda _: 0))
        watched = WatchedEnv(env, viewer, env_id, note=note, controls=Controls(), keys=keys_of(env))
        runners.append(Runner(watched, lambda plays=plays: plays, seed))  # type: ignore[misc]
    for runner in runners:
        runner.start()
    try:
        yield viewer, envs
    finally:
        for runner in runners:
            runner.stop()
        viewer.close()
        for runner in runners:
            assert runner.join(TIMEOUT)
        assert all(env.closed for env in envs)
