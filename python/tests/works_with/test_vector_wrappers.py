"""Every wrapper of gymnasium.wrappers.vector, around our vector environments and Gymnasium's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from copy import deepcopy
from functools import partial
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.wrappers import AddRenderObservation
from gymnasium.wrappers import vector as wrappers

from tests.works_with.same import assert_same

NUM_ENVS = 5
STEPS = 60

ACTION = spaces.Box(-1, 1, (1,), np.float32)
BATCH = (NUM_ENVS,)

DISCRETE_ACTIONS = ("FrozenLake-v1", "CartPole-v1")
CONTINUOUS_ACTIONS = ("Pendulum-v1", "MountainCarContinuous-v0")
VECTORS = ("CartPole-v1", "Pendulum-v1")
BOUNDED_VECTORS = ("MountainCar-v0", "Pendulum-v1")
# Observed as pictures, which are equal to Gymnasium's.
PICTURES = ("CartPole-v1", "FrozenLake-v1")
# Shown in a window at the speed of their own: FrozenLake's is four a second.
MOVING_PICTURES = ("CartPole-v1", "MountainCar-v0")


def rows(env_id: str, **kwargs: Any) -> Any:
    return gym.make_vec(env_id, num_envs=NUM_ENVS, **kwargs)


def drawn(env_id: str) -> Any:
    return rows(env_id, render_mode="rgb_array")


def of_pictures(env_id: str, *, render_only: bool = True) -> Any:
    """Single environments that are observed as they are drawn, in Gymnasium's SyncVectorEnv."""
    see = partial(AddRenderObservation, render_only=render_only)
    return rows(env_id, vectorization_mode="sync", render_mode="rgb_array", wrappers=[see])


def halved(envs: Any) -> Any:
    return wrappers.TransformObservation(envs, lambda observations: observations / 2)


def shifted_action(action: Any) -> Any:
    return action + np.float32(0.1)


def filtered(envs: Any) -> Any:
    is_tuple = isinstance(envs.single_observation_space, spaces.Tuple)
    return wrappers.FilterObservation(envs, filter_keys=[0, 2] if is_tuple else ["pixels"])


def converted(envs: Any) -> Any:
    xp = pytest.importorskip("array_api_compat.numpy")
    return wrappers.ArrayConversion(envs, env_xp=xp, target_xp=xp)


def of_torch(envs: Any) -> Any:
    torch = pytest.importorskip("torch")
    pytest.importorskip("array_api_compat")

    class Actions(gym.vector.VectorActionWrapper):  # an agent in PyTorch, of tensors
        def actions(self, actions: Any) -> Any:
            return torch.as_tensor(actions)

    return Actions(wrappers.NumpyToTorch(envs))


WRAPPERS: dict[str, tuple[tuple[str, ...], Callable[[Any], Any]]] = {
    "VectorizeTransformObservation": (
        VECTORS,
        lambda e: wrappers.VectorizeTransformObservation(
            e, gym.wrappers.TransformObservation, func=lambda o: o * 2, observation_space=None
        ),
    ),
    "VectorizeTransformAction": (
        CONTINUOUS_ACTIONS,
        lambda e: wrappers.VectorizeTransformAction(
            e, gym.wrappers.TransformAction, func=shifted_action, action_space=ACTION
        ),
    ),
    "VectorizeTransformReward": (
        DISCRETE_ACTIONS,
        lambda e: wrappers.VectorizeTransformReward(
            e, gym.wrappers.TransformReward, func=lambda r: r - 1
        ),
    ),
    "DictInfoToList": (DISCRETE_ACTIONS, wrappers.DictInfoToList),
    "TransformObservation": (VECTORS, halved),
    "FilterObservation": (("Blackjack-v1", "CartPole-v1"), filtered),
    "GrayscaleObservation": (PICTURES, wrappers.GrayscaleObservation),
    "ResizeObservation": (PICTURES, lambda e: wrappers.ResizeObservation(e, (40, 60))),
    "HumanRendering": (MOVING_PICTURES, wrappers.HumanRendering),
    "ArrayConversion": (VECTORS, converted),
    "NumpyToTorch": (VECTORS, of_torch),
    "FlattenObservation": (("Blackjack-v1", "FrozenLake-v1"), wrappers.FlattenObservation),
    "ReshapeObservation": (
        ("MountainCar-v0", "MountainCarContinuous-v0"),
        lambda e: wrappers.ReshapeObservation(e, (2, 1)),
    ),
    "RescaleObservation": (BOUNDED_VECTORS, lambda e: wrappers.RescaleObservation(e, -1, 1)),
    "DtypeObservation": (VECTORS, lambda e: wrappers.DtypeObservation(e, np.float64)),
    "NormalizeObservation": (VECTORS, wrappers.NormalizeObservation),
    "TransformAction": (
        CONTINUOUS_ACTIONS,
        lambda e: wrappers.TransformAction(e, shifted_action, action_space=e.action_space),
    ),
    "ClipAction": (CONTINUOUS_ACTIONS, wrappers.ClipAction),
    "RescaleAction": (CONTINUOUS_ACTIONS, lambda e: wrappers.RescaleAction(e, -0.5, 0.5)),
    "TransformReward": (
        DISCRETE_ACTIONS,
        lambda e: wrappers.TransformReward(e, lambda rewards: rewards - 0.01),
    ),
    "ClipReward": (("Pendulum-v1", "CartPole-v1"), lambda e: wrappers.ClipReward(e, -2, 0)),
    "NormalizeReward": (DISCRETE_ACTIONS, wrappers.NormalizeReward),
    "RecordEpisodeStatistics": (DISCRETE_ACTIONS, wrappers.RecordEpisodeStatistics),
}

MAKERS: dict[tuple[str, str], Callable[[str], Any]] = {
    ("FilterObservation", "CartPole-v1"): partial(of_pictures, render_only=False),
    **{
        (name, env_id): make
        for name, make in {
            "GrayscaleObservation": of_pictures,
            "ResizeObservation": of_pictures,
            "HumanRendering": drawn,
        }.items()
        for env_id in {*PICTURES, *MOVING_PICTURES}
    },
}

LEFT_OUT = {
    "JaxToNumpy": "around environments that compute in JAX; ours give arrays of NumPy",
    "JaxToTorch": "around environments that compute in JAX; ours give arrays of NumPy",
    "RecordVideo": "writes files: a test of its own, below",
}

# Seconds; and a field whose array Gymnasium makes of ints when the first row to have it was reset
# (with prob=1), so that a third is 0 in the others.
NOT_EQUAL = frozenset({"t", "prob"})

NAMES = [name for name in wrappers.__all__ if name not in LEFT_OUT]


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


@pytest.mark.parametrize("name", NAMES)
def test_a_wrapper_is_tried_around_two_environments(name):
    assert name in WRAPPERS, f"gymnasium.wrappers.vector.{name} is new: add it, or to LEFT_OUT"
    assert len(WRAPPERS[name][0]) >= 2


@pytest.mark.parametrize(
    ("name", "env_id"),
    [(name, env_id) for name in NAMES if name in WRAPPERS for env_id in WRAPPERS[name][0]],
)
def test_a_wrapper_sees_what_it_sees_of_gymnasium(name, env_id):
    _, wrap = WRAPPERS[name]
    make = MAKERS.get((name, env_id), rows)
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(closing(wrap(make(i)))) for i in (f"java/{env_id}", env_id)
        )
        assert ours.observation_space == theirs.observation_space
        assert ours.action_space == theirs.action_space
        assert_same(ours.reset(seed=3), theirs.reset(seed=3), "reset", but=NOT_EQUAL)
        theirs.action_space.seed(4)
        for step in range(STEPS):
            actions = theirs.action_space.sample()
            assert_same(
                ours.step(deepcopy(actions)), theirs.step(actions), f"step {step}", but=NOT_EQUAL
            )


@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
def test_episode_statistics_where_episodes_begin_by_themselves(mode):
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(closing(wrappers.RecordEpisodeStatistics(envs)))
            for envs in (
                gym.make_vec("java/FrozenLake-v1", num_envs=NUM_ENVS, autoreset_mode=mode),
                gym.make_vec(
                    "FrozenLake-v1",
                    num_envs=NUM_ENVS,
                    vectorization_mode="sync",
                    vector_kwargs={"autoreset_mode": mode},
                ),
            )
        )
        assert_same(ours.reset(seed=3), theirs.reset(seed=3), "reset", but=NOT_EQUAL)
        theirs.action_space.seed(4)
        for step in range(STEPS):
            actions = theirs.action_space.sample()
            assert_same(
                ours.step(deepcopy(actions)), theirs.step(actions), f"step {step}", but=NOT_EQUAL
            )


def test_episode_statistics_where_rows_are_reset_by_a_mask():
    # Not beside Gymnasium's SyncVectorEnv: it takes the mask out of the options before the wrapper
    # sees it, so that the wrapper counts all rows anew.
    envs = gym.make_vec("java/FrozenLake-v1", num_envs=NUM_ENVS, autoreset_mode="Disabled")
    with closing(wrappers.RecordEpisodeStatistics(envs)) as recorded:
        recorded.reset(seed=3)
        lengths = np.zeros(NUM_ENVS, dtype=int)
        episodes = 0
        for _ in range(STEPS):
            *_, terminations, truncations, infos = recorded.step(np.full(NUM_ENVS, 2))
            lengths += 1
            over = terminations | truncations
            if over.any():
                assert infos["episode"]["l"][over].tolist() == lengths[over].tolist()
                episodes += over.sum()
                recorded.reset(options={"reset_mask": over})
                lengths[over] = 0
        assert episodes > NUM_ENVS


def test_videos_are_recorded(tmp_path):
    envs = gym.make_vec("java/CartPole-v1", num_envs=2, render_mode="rgb_array")
    recorder = wrappers.RecordVideo(
        envs, str(tmp_path), step_trigger=lambda step: step == 0, video_length=4
    )
    with closing(recorder):
        recorder.reset(seed=0)
        for _ in range(6):
            recorder.step(np.zeros(2, dtype=int))
    assert [path.stat().st_size > 0 for path in tmp_path.glob("*.mp4")] == [True]
