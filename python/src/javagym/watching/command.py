"""``javagym watch``: environments in the browser, to look at and to play."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
from gymnasium import error

from javagym.options import classpath_option, kwargs_option

if TYPE_CHECKING:
    import gymnasium as gym

    from javagym.watching.runner import Policy, Runner
    from javagym.watching.viewer import Viewer

_STOP_TIMEOUT = 5.0  # seconds; for steps that are under way


@click.command("watch")
@click.argument("env_ids", nargs=-1, required=True, metavar="ENV_ID...")
@click.option("--num", default=1, show_default=True, help="How many of each.")
@click.option(
    "--policy",
    help="What plays: random, heuristic, or a policy's file. Left out, the heuristic where there is"
    " one.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Of the first episode, counting on with --num."
)
@click.option("--door", help="Where Java runs: process, or the address of a server.")
@kwargs_option("of them")
@classpath_option
@click.option(
    "--port", default=0, show_default=True, help="Port of the page; 0 picks one that is free."
)
@click.option("--browser/--no-browser", default=True, help="Whether to open the page here.")
def watch(
    env_ids: tuple[str, ...],
    num: int,
    policy: str | None,
    seed: int | None,
    door: str | None,
    kwargs: dict[str, Any],
    classpath: tuple[str, ...],
    port: int,
    browser: bool,
) -> None:
    """Show environments in the browser, and play them by keyboard, until told to end (Ctrl-C).

    ENV_ID is what gym.make knows an environment by, such as java/CartPole-v1 or module:id. A plain
    CartPole-v1 is the one in Java, py/CartPole-v1 Gymnasium's own. The first line on stdout is
    'listening on ' and the page's address, which is on loopback and holds a token.
    """
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )
    sys.path.insert(0, "")  # as for `python -m`: modules beside the user
    try:
        if door is not None:
            kwargs = {**kwargs, "door": door}
        viewer, runners = _opened(env_ids, num, policy, seed, kwargs, classpath, port)
    except (error.Error, ValueError, TypeError, ModuleNotFoundError) as e:
        raise click.UsageError(str(e)) from e
    except OSError as e:
        raise click.ClickException(f"port {port}: {e.strerror}") from e
    told = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told.set())
    for runner in runners:
        runner.start()
    click.echo(f"listening on {viewer.url}")
    if browser and _has_display():
        webbrowser.open(viewer.url)
    # In turns, since a wait without end would not see signals on every platform.
    while not told.wait(1.0):
        pass
    for runner in runners:
        runner.stop()
    viewer.close()
    end = monotonic() + _STOP_TIMEOUT
    for runner in runners:
        runner.join(max(0.0, end - monotonic()))


def _opened(
    env_ids: tuple[str, ...],
    num: int,
    policy: str | None,
    seed: int | None,
    kwargs: dict[str, Any],
    classpath: tuple[str, ...],
    port: int,
) -> tuple[Viewer, list[Runner]]:
    """Return a viewer, and what is to step each of the environments that it shows."""
    import javagym
    from javagym.extras import require_websockets

    require_websockets()
    from javagym.watching.controls import Controls
    from javagym.watching.keys import keys_of
    from javagym.watching.runner import Runner
    from javagym.watching.viewer import MAX_SCREENS, Viewer
    from javagym.watching.wrappers import WatchedEnv

    if num < 1 or num * len(env_ids) > MAX_SCREENS:
        raise ValueError(
            f"--num is {num} for {len(env_ids)} ids, expected 1 to {MAX_SCREENS} environments"
        )
    if classpath:
        javagym.add_classpath(*classpath)
    made: list[gym.Env[Any, Any]] = []
    viewer = None
    try:
        viewer = Viewer(port)
        runners = []
        for env_id in env_ids:
            for index in range(num):
                env = _make(env_id, kwargs)
                made.append(env)
                note, make_policy = _policy(policy, env, seed)
                watched = WatchedEnv(
                    env,
                    viewer,
                    env_id if num == 1 else f"{env_id} #{index + 1}",
                    note=note,
                    controls=Controls(),
                    keys=keys_of(env),
                )
                runners.append(Runner(watched, make_policy, None if seed is None else seed + index))
    except BaseException:
        for env in made:
            env.close()
        if viewer is not None:
            viewer.close()
        raise
    return viewer, runners


def _make(env_id: str, kwargs: dict[str, Any]) -> gym.Env[Any, Any]:
    import gymnasium as gym

    from javagym.registration import NAMESPACE, registered

    module, _, name = env_id.rpartition(":")
    if module:
        import_module(module)
    if name.startswith("py/"):
        name = name.removeprefix("py/")
    elif f"{NAMESPACE}/{name}" in registered():
        name = f"{NAMESPACE}/{name}"
    return gym.make(name, render_mode=_render_mode(gym.spec(name)), **kwargs)


def _render_mode(spec: Any) -> str | None:
    from gymnasium.envs.registration import load_env_creator

    entry = spec.entry_point
    creator = load_env_creator(entry) if isinstance(entry, str) else entry
    modes = getattr(creator, "metadata", {}).get("render_modes", ("rgb_array",))
    return "rgb_array" if "rgb_array" in modes else None


def _policy(
    chosen: str | None, env: gym.Env[Any, Any], seed: int | None
) -> tuple[str, Callable[[], Policy]]:
    """Return what plays, in words, and what makes it for an episode."""
    from javagym.heuristics import heuristic_for

    assert env.spec is not None
    env_id = env.spec.id
    if chosen is not None and chosen not in ("random", "heuristic"):
        return _policy_of_file(Path(chosen), env)
    if chosen == "heuristic" or (chosen is None and _has_heuristic(env, env_id)):
        heuristic_for(env_id)
        return "heuristic", lambda: heuristic_for(env_id)
    env.action_space.seed(seed)
    return "random actions", lambda: lambda _observation: env.action_space.sample()


def _has_heuristic(env: gym.Env[Any, Any], env_id: str) -> bool:
    """Whether there is one, and for these spaces: an argument may have made them others."""
    import numpy as np

    from javagym.heuristics import heuristic_for

    try:
        # By its shape alone: some push harder than they may, which the environment cuts off.
        action = heuristic_for(env_id)(env.observation_space.sample())
        return np.shape(action) == env.action_space.shape
    except (ValueError, TypeError, IndexError):
        return False


def _policy_of_file(path: Path, env: gym.Env[Any, Any]) -> tuple[str, Callable[[], Policy]]:
    from javagym.agents.policy import Policy as PolicyInFile

    if not path.is_file():
        raise ValueError(f"--policy is {path}, expected random, heuristic or a file that is there")
    learned = PolicyInFile(path)
    for kind in ("observation_space", "action_space"):
        theirs, ours = getattr(learned, kind), getattr(env, kind)
        if theirs != ours:
            raise ValueError(f"{path} is for the {kind} {theirs}, and the environment has {ours}")
    return (
        path.name,
        lambda: lambda observation: learned.predict(observation, deterministic=True)[0],
    )


def _has_display() -> bool:
    """Whether a browser would have a window: else one in the terminal may be found."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
