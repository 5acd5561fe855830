"""Every wrapper of gymnasium.wrappers, around environments of ours and Gymnasium's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from copy import deepcopy
from typing import Any, NamedTuple

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import wrappers
from gymnasium.wrappers import AddRenderObservation

from tests.works_with.same import assert_same

STEPS = 60

DISCRETE_ACTIONS = ("CartPole-v1", "FrozenLake-v1")
CONTINUOUS_ACTIONS = ("Pendulum-v1", "MountainCarContinuous-v0")
VECTORS = ("CartPole-v1", "Pendulum-v1")
BOUNDED_VECTORS = ("MountainCar-v0", "Pendulum-v1")
# Observed as pictures, which are equal to Gymnasium's.
PICTURES = ("CartPole-v1", "FrozenLake-v1")
# Shown in a window at the speed of their own: FrozenLake's is four a second.
MOVING_PICTURES = ("CartPole-v1", "MountainCar-v0")


class Case(NamedTuple):
    """How a wrapper is put around an environment, and around which ones."""

    wrap: Callable[[Any], Any]
    env_ids: tuple[str, ...] = DISCRETE_ACTIONS
    make: Callable[[str], Any] = gym.make


def of_pictures(env_id: str) -> Any:
    return AddRenderObservation(gym.make(env_id, render_mode="rgb_array"))


def of_state_and_picture(env_id: str) -> Any:
    return AddRenderObservation(gym.make(env_id, render_mode="rgb_array"), render_only=False)


def drawn(env_id: str) -> Any:
    return gym.make(env_id, render_mode="rgb_array")


def converted(env: Any) -> Any:
    xp = pytest.importorskip("array_api_compat.numpy")
    return wrappers.ArrayConversion(env, env_xp=xp, target_xp=xp)


def of_torch(env: Any) -> Any:
    torch = pytest.importorskip("torch")
    pytest.importorskip("array_api_compat")

    class Actions(gym.ActionWrapper):  # an agent in PyTorch, of tensors
        def action(self, action: Any) -> Any:
            return torch.as_tensor(action)

    return Actions(wrappers.NumpyToTorch(env))


CASES: dict[str, Case] = {
    "DelayObservation": Case(lambda e: wrappers.DelayObservation(e, 3), VECTORS),
    "DtypeObservation": Case(lambda e: wrappers.DtypeObservation(e, np.float64), VECTORS),
    "DiscretizeObservation": Case(
        lambda e: wrappers.DiscretizeObservation(e, bins=7), BOUNDED_VECTORS
    ),
    "FilterObservation": Case(
        lambda e: wrappers.FilterObservation(e, ["pixels"]), PICTURES, of_state_and_picture
    ),
    "FlattenObservation": Case(wrappers.FlattenObservation, ("FrozenLake-v1", "Blackjack-v1")),
    "FrameStackObservation": Case(
        lambda e: wrappers.FrameStackObservation(e, 4), (*VECTORS, "FrozenLake-v1")
    ),
    "GrayscaleObservation": Case(wrappers.GrayscaleObservation, PICTURES, of_pictures),
    "TransformObservation": Case(
        lambda e: wrappers.TransformObservation(e, lambda o: o / 2, None), VECTORS
    ),
    "MaxAndSkipObservation": Case(wrappers.MaxAndSkipObservation, VECTORS),
    "NormalizeObservation": Case(wrappers.NormalizeObservation, VECTORS),
    "AddRenderObservation": Case(wrappers.AddRenderObservation, PICTURES, drawn),
    "ResizeObservation": Case(
        lambda e: wrappers.ResizeObservation(e, (40, 60)), PICTURES, of_pictures
    ),
    "ReshapeObservation": Case(
        lambda e: wrappers.ReshapeObservation(e, (2, 1)),
        ("MountainCar-v0", "MountainCarContinuous-v0"),
    ),
    "RescaleObservation": Case(
        lambda e: wrappers.RescaleObservation(e, np.float32(-1), np.float32(1)), BOUNDED_VECTORS
    ),
    "TimeAwareObservation": Case(wrappers.TimeAwareObservation, VECTORS),
    "ClipAction": Case(wrappers.ClipAction, CONTINUOUS_ACTIONS),
    "DiscretizeAction": Case(lambda e: wrappers.DiscretizeAction(e, bins=5), CONTINUOUS_ACTIONS),
    "TransformAction": Case(
        lambda e: wrappers.TransformAction(e, lambda a: a / 2, e.action_space), CONTINUOUS_ACTIONS
    ),
    "RescaleAction": Case(
        lambda e: wrappers.RescaleAction(e, np.float32(-0.5), np.float32(0.5)), CONTINUOUS_ACTIONS
    ),
    "StickyAction": Case(lambda e: wrappers.StickyAction(e, 0.25)),
    "RepeatAction": Case(lambda e: wrappers.RepeatAction(e, 2)),
    "ClipReward": Case(lambda e: wrappers.ClipReward(e, -0.5, 0.5), ("Pendulum-v1", "CartPole-v1")),
    "TransformReward": Case(lambda e: wrappers.TransformReward(e, lambda r: float(r) - 0.01)),
    "NormalizeReward": Case(wrappers.NormalizeReward),
    "TimeLimit": Case(lambda e: wrappers.TimeLimit(e, 5)),
    "Autoreset": Case(wrappers.Autoreset),
    "PassiveEnvChecker": Case(wrappers.PassiveEnvChecker),
    "OrderEnforcing": Case(wrappers.OrderEnforcing),
    "RecordEpisodeStatistics": Case(wrappers.RecordEpisodeStatistics),
    "AddWhiteNoise": Case(lambda e: wrappers.AddWhiteNoise(e, 0.1), PICTURES, of_pictures),
    "ObstructView": Case(lambda e: wrappers.ObstructView(e, 0.1, 8), PICTURES, of_pictures),
    "RenderCollection": Case(wrappers.RenderCollection, PICTURES, drawn),
    "HumanRendering": Case(wrappers.HumanRendering, MOVING_PICTURES, drawn),
    "ArrayConversion": Case(converted, VECTORS),
    "NumpyToTorch": Case(of_torch, VECTORS),
}

LEFT_OUT = {
    "vector": "a module, whose wrappers have a test file of their own",
    "AtariPreprocessing": "of Atari alone, and held by tests/parity/test_atari_preprocessing.py",
    "JaxToNumpy": "around environments that compute in JAX; ours give arrays of NumPy",
    "JaxToTorch": "around environments that compute in JAX; ours give arrays of NumPy",
    "RecordVideo": "writes files: a test of its own, below",
}

# They draw from the environment's `np_random`. In Python the environment draws from it too; a Java
# environment's stream is in Java. So these are held to repeat themselves, not to equal Gymnasium's.
OF_CHANCE = {"StickyAction", "AddWhiteNoise", "ObstructView"}

# Seconds.
NOT_EQUAL = frozenset({"t"})

NAMES = [name for name in wrappers.__all__ if name not in LEFT_OUT]


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


@pytest.mark.parametrize("name", NAMES)
def test_a_wrapper_is_tried_around_two_environments(name):
    assert name in CASES, f"gymnasium.wrappers.{name} is new: add it to CASES, or to LEFT_OUT"
    assert len(CASES[name].env_ids) >= 2


@pytest.mark.parametrize(
    ("name", "env_id"),
    [(name, env_id) for name in NAMES if name in CASES for env_id in CASES[name].env_ids],
)
def test_a_wrapper_sees_what_it_sees_of_gymnasium(name, env_id):
    case = CASES[name]
    other = f"java/{env_id}" if name in OF_CHANCE else env_id
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(closing(case.wrap(case.make(made))))
            for made in (f"java/{env_id}", other)
        )
        assert ours.observation_space == theirs.observation_space
        assert ours.action_space == theirs.action_space
        assert_same(ours.reset(seed=3), theirs.reset(seed=3), "reset", but=NOT_EQUAL)
        theirs.action_space.seed(4)
        for step in range(STEPS):
            action = theirs.action_space.sample()
            stepped = ours.step(deepcopy(action))
            assert_same(stepped, theirs.step(action), f"step {step}", but=NOT_EQUAL)
            if name == "RenderCollection":
                assert_same(ours.render(), theirs.render(), f"picture {step}")
            if (stepped[2] or stepped[3]) and name != "Autoreset":
                assert_same(ours.reset(), theirs.reset(), f"reset after {step}", but=NOT_EQUAL)


@pytest.mark.parametrize("env_id", PICTURES)
def test_videos_are_recorded(env_id, tmp_path):
    env = gym.make(f"java/{env_id}", render_mode="rgb_array")
    with closing(wrappers.RecordVideo(env, str(tmp_path), video_length=4)) as recorder:
        recorder.reset(seed=0)
        for _ in range(5):
            recorder.step(0)
    assert [path.stat().st_size > 0 for path in tmp_path.glob("*.mp4")] == [True]
