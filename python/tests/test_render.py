"""Pictures: equal to Gymnasium's, in every render mode, and errors that say what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error
from gymnasium.envs.toy_text.frozen_lake import generate_random_map
from gymnasium.utils.play import play
from gymnasium.wrappers import RecordVideo

from javagym.errors import UnsupportedRenderModeError

STEPS = 60

# What may differ of a picture: pixels by any amount, pixels by more than 8 of 255, and the mean
# over all pixels and colours. Measured values are in docs/parity.md.
EXACT = (0.0, 0.0, 0.0)
BOUNDS = {
    "Acrobot-v1": EXACT,
    # A pixel at the border where a smooth line is cut off.
    "BipedalWalker-v3": (1e-5, 1e-5, 1e-5),
    "BipedalWalkerHardcore-v3": (1e-5, 1e-5, 1e-5),
    "Blackjack-v1": EXACT,
    "CartPole-v1": EXACT,
    "CliffWalking-v1": EXACT,
    "FrozenLake-v1": EXACT,
    "FrozenLake8x8-v1": EXACT,
    # Smooth lines over polygons, and particles that bounce otherwise.
    "LunarLander-v3": (1e-3, 1e-3, 0.1),
    "LunarLanderContinuous-v3": (1e-3, 1e-3, 0.1),
    "MountainCar-v0": (1e-4, 1e-4, 0.005),
    "MountainCarContinuous-v0": (1e-4, 1e-4, 0.005),
    # The arrow is scaled by other arithmetic.
    "Pendulum-v1": (6e-3, 0.0, 0.02),
    "Taxi-v4": EXACT,
}


@pytest.fixture(autouse=True)
def _no_window_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


def frames(env: gym.Env[Any, Any], seed: int, actions: list[Any]) -> Any:
    """Yield a frame for the start and for each step, with resets between episodes."""
    env.reset(seed=seed)
    yield env.render()
    for action in actions:
        _, _, terminated, truncated, _ = env.step(action)
        yield env.render()
        if terminated or truncated:
            env.reset()
            yield env.render()
    env.close()


def both(name: str, seed: int, **kwargs: Any) -> Any:
    """Yield Gymnasium's frame and ours, for the same actions."""
    theirs = gym.make(name, render_mode="rgb_array", **kwargs)
    ours = gym.make(f"java/{name}", render_mode="rgb_array", **kwargs)
    theirs.action_space.seed(seed)
    actions = [theirs.action_space.sample() for _ in range(STEPS)]
    yield from zip(frames(theirs, seed, actions), frames(ours, seed, actions), strict=True)


@pytest.mark.parametrize("name", BOUNDS)
def test_pictures_are_those_of_gymnasium(name: str) -> None:
    most_pixels, most_visible, most_mean = BOUNDS[name]
    for seed in range(2):
        for theirs, ours in both(name, seed):
            assert ours.shape == theirs.shape
            assert ours.dtype == np.uint8
            difference = np.abs(theirs.astype(int) - ours)
            worst = difference.max(axis=2)
            assert (worst > 0).mean() <= most_pixels
            assert (worst > 8).mean() <= most_visible
            assert difference.mean() <= most_mean


@pytest.mark.parametrize(
    "desc",
    [
        *(generate_random_map(size, seed=size) for size in (2, 3, 7, 9, 13, 20)),
        ["SFFFFFFFFFFFG", "FFFFHFFFFFFFF", "HFFHFFFFFFFFF"],
        ["SG", "FH"] * 9,
    ],
    ids=lambda desc: f"{len(desc)}x{len(desc[0])}",
)
def test_frozen_lakes_of_all_sizes_are_drawn_exactly(desc: list[str]) -> None:
    for theirs, ours in both("FrozenLake-v1", 1, desc=desc):
        np.testing.assert_array_equal(ours, theirs)


def test_what_is_cut_off_at_the_border_is_drawn_exactly() -> None:
    theirs = gym.make("CartPole-v1", render_mode="rgb_array").unwrapped
    ours = gym.make("java/CartPole-v1", render_mode="rgb_array").unwrapped
    for bound in (2.2, 2.39, 3.0, 6.0):
        for seed in range(4):
            options = {"low": -bound, "high": bound}
            theirs.reset(seed=seed, options=options)
            ours.reset(seed=seed, options=options)
            np.testing.assert_array_equal(ours.render(), theirs.render())


def test_rows_of_a_vector_are_drawn_as_gymnasium_draws_them() -> None:
    theirs: Any = gym.make_vec("CartPole-v1", 3, "vector_entry_point", render_mode="rgb_array")
    ours: Any = gym.make_vec("java/CartPole-v1", 3, "vector_entry_point", render_mode="rgb_array")
    theirs.reset(seed=1)
    ours.reset(seed=1)
    theirs.action_space.seed(1)
    for _ in range(STEPS):
        for their_frame, our_frame in zip(theirs.render(), ours.render(), strict=True):
            np.testing.assert_array_equal(our_frame, their_frame)
        actions = theirs.action_space.sample()
        theirs.step(actions)
        ours.step(actions)
    theirs.close()
    ours.close()


def test_rows_stepped_one_by_one_are_drawn() -> None:
    envs: Any = gym.make_vec("java/FrozenLake-v1", 2, "vector_entry_point", render_mode="rgb_array")
    envs.reset(seed=1)
    assert [frame.shape for frame in envs.render()] == [(256, 256, 3)] * 2
    envs.close()


def test_one_row_is_drawn_alone() -> None:
    envs: Any = gym.make_vec("java/CartPole-v1", 3, "vector_entry_point", render_mode="rgb_array")
    envs.reset(seed=1)
    for row, frame in enumerate(envs.render()):
        np.testing.assert_array_equal(envs.render_row(row), frame)
    for row in (-1, 3):
        with pytest.raises(ValueError, match=rf"row is {row}, expected 0 <= row < num_envs=3"):
            envs.render_row(row)
    envs.close()
    blind: Any = gym.make_vec("java/CartPole-v1", 3, "vector_entry_point")
    with pytest.raises(UnsupportedRenderModeError, match=r"was made without a render mode"):
        blind.render_row(0)
    blind.close()


def test_a_frame_is_the_callers_to_keep() -> None:
    env: Any = gym.make("java/FrozenLake-v1", is_slippery=False, render_mode="rgb_array")
    env.reset(seed=1)
    first = env.render()
    kept = first.copy()
    env.step(1)
    second = env.render()
    assert (first != second).any()
    np.testing.assert_array_equal(first, kept)
    first[:] = 0
    env.close()


def test_render_modes_are_those_of_gymnasium() -> None:
    for name in BOUNDS:
        theirs = gym.make(name).metadata
        ours = gym.make(f"java/{name}").metadata
        assert sorted(ours["render_modes"]) == sorted(theirs["render_modes"]), name
        assert ours["render_fps"] == theirs["render_fps"], name


def test_rgb_array_list_collects_frames() -> None:
    env = gym.make("java/CartPole-v1", render_mode="rgb_array_list")
    env.reset(seed=1)
    for _ in range(3):
        env.step(1)
    collected: Any = env.render()
    assert len(collected) == 4
    assert len({frame.tobytes() for frame in collected}) == 4
    env.close()


def test_videos_are_recorded(tmp_path: Path) -> None:
    pytest.importorskip("moviepy")
    env = RecordVideo(
        gym.make("java/CartPole-v1", render_mode="rgb_array"),
        str(tmp_path / "videos"),
        disable_logger=True,
    )
    env.reset(seed=1)
    terminated = False
    while not terminated:
        _, _, terminated, _, _ = env.step(1)
    env.close()
    (video,) = tmp_path.glob("videos/*.mp4")
    assert video.stat().st_size > 1000


def test_a_person_can_play() -> None:
    import pygame

    steps = []

    def count_and_leave(*transition: Any) -> None:
        steps.append(transition)
        if len(steps) == 5:
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    env = gym.make("java/FrozenLake-v1", render_mode="rgb_array")
    play(env, keys_to_action={"a": 0, "s": 1, "d": 2, "w": 3}, callback=count_and_leave, fps=100)
    assert len(steps) >= 5


# --- human ----------------------------------------------------------------------------------------


def test_human_mode_shows_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    import pygame

    monkeypatch.setattr(pygame.time, "Clock", lambda: FastClock())
    reference = gym.make("java/Taxi-v4", render_mode="rgb_array")
    env = gym.make("java/Taxi-v4", render_mode="human")
    env.reset(seed=1)
    reference.reset(seed=1)
    for action in (0, 1, 2, 3, 4):
        env.step(action)
        reference.step(action)
        expected: Any = reference.render()
        shown = pygame.surfarray.array3d(pygame.display.get_surface()).swapaxes(0, 1)
        np.testing.assert_array_equal(shown, expected)
    assert env.render() is None
    env.close()
    env.close()
    assert not pygame.display.get_init()


class FastClock:
    def tick(self, fps: int) -> None:
        assert fps == 4


@pytest.mark.filterwarnings("error")
def test_human_mode_is_the_environments_own() -> None:
    env = gym.make("java/CartPole-v1", render_mode="human")
    assert env.render_mode == "human"
    assert env.unwrapped.render_mode == "human"
    env.close()


def test_human_mode_without_pygame_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygame", None)
    env = gym.make("java/CartPole-v1", render_mode="human")
    with pytest.raises(error.DependencyNotInstalled, match="pip install"):
        env.reset(seed=1)
    env.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_human_mode_without_a_display_says_so() -> None:
    code = 'gym.make("java/CartPole-v1", render_mode="human").reset(seed=1)'
    failure = failing_process(code, {"SDL_VIDEODRIVER": None, "DISPLAY": None})
    assert 'NoDisplayError: render mode "human" cannot open a window' in failure
    assert 'Choose "rgb_array"' in failure


def test_human_mode_of_a_vector_is_refused() -> None:
    with pytest.raises(UnsupportedRenderModeError, match="single environment"):
        gym.make_vec("java/CartPole-v1", 2, "vector_entry_point", render_mode="human")


# --- errors ---------------------------------------------------------------------------------------


def test_missing_images_are_named() -> None:
    code = """
env = gym.make("java/FrozenLake-v1", render_mode="rgb_array")
env.reset(seed=1)
env.step(1)
env.render()
"""
    failure = failing_process(code, {"JAVAGYM_ASSETS": "/nowhere"})
    assert "DependencyNotInstalled: this picture needs Gymnasium's image toy_text/img/" in failure
    assert "JAVAGYM_ASSETS" in failure
    assert "/nowhere/toy_text/img/tile_ice.png does not exist" in failure


def failing_process(code: str, variables: dict[str, str | None]) -> str:
    """Run code in a process with other environment variables, and return what it fails with."""
    environment = {**os.environ, **variables}
    done = subprocess.run(
        [sys.executable, "-c", f"import gymnasium as gym, javagym\n{code}"],
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("name", ["CartPole-v1", "Taxi-v4"])
def test_render_without_a_mode_warns_and_returns_nothing(name: str) -> None:
    env = gym.make(f"java/{name}")
    env.reset(seed=1)
    with pytest.warns(UserWarning, match="render"):
        assert env.render() is None
    env.close()


def test_render_before_reset_is_an_error() -> None:
    env = gym.make("java/CartPole-v1", render_mode="rgb_array")
    with pytest.raises(error.ResetNeeded):
        env.render()
    with pytest.raises(error.ResetNeeded):
        env.unwrapped.render()
    env.close()


def test_unknown_modes_are_refused() -> None:
    with pytest.raises(error.UnsupportedMode):
        gym.make("java/CartPole-v1", render_mode="ansi").reset()


def test_frames_as_arrays_need_no_pygame() -> None:
    code = """
import sys
env = gym.make("java/CartPole-v1", render_mode="rgb_array")
env.reset(seed=1)
env.render()
assert "pygame" not in sys.modules
sys.exit("as expected")
"""
    assert "as expected" in failing_process(code, {})
