"""Every wrapper of gymnasium.wrappers.vector, around our vector environment and Gymnasium's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.wrappers import vector as wrappers

NUM_ENVS = 5
STEPS = 60

ACTION = spaces.Box(-1, 1, (1,), np.float32)
BATCH = (NUM_ENVS,)


def halved(envs: Any) -> Any:
    return wrappers.TransformObservation(envs, lambda observations: observations / 2)


def shifted_action(action: Any) -> Any:
    return action + np.float32(0.1)


WRAPPERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "VectorizeTransformObservation": (
        "Pendulum-v1",
        lambda e: wrappers.VectorizeTransformObservation(
            e, gym.wrappers.TransformObservation, func=lambda o: o * 2, observation_space=None
        ),
    ),
    "VectorizeTransformAction": (
        "Pendulum-v1",
        lambda e: wrappers.VectorizeTransformAction(
            e, gym.wrappers.TransformAction, func=shifted_action, action_space=ACTION
        ),
    ),
    "VectorizeTransformReward": (
        "Pendulum-v1",
        lambda e: wrappers.VectorizeTransformReward(
            e, gym.wrappers.TransformReward, func=lambda r: r - 1
        ),
    ),
    "DictInfoToList": ("FrozenLake-v1", wrappers.DictInfoToList),
    "TransformObservation": ("Pendulum-v1", halved),
    "FilterObservation": (
        "Blackjack-v1",
        lambda e: wrappers.FilterObservation(e, filter_keys=[0, 2]),
    ),
    "FlattenObservation": ("Blackjack-v1", wrappers.FlattenObservation),
    "ReshapeObservation": ("Pendulum-v1", lambda e: wrappers.ReshapeObservation(e, (3, 1))),
    "RescaleObservation": ("Pendulum-v1", lambda e: wrappers.RescaleObservation(e, -1, 1)),
    "DtypeObservation": ("Pendulum-v1", lambda e: wrappers.DtypeObservation(e, np.float64)),
    "NormalizeObservation": ("CartPole-v1", wrappers.NormalizeObservation),
    "TransformAction": (
        "Pendulum-v1",
        lambda e: wrappers.TransformAction(e, shifted_action, action_space=e.action_space),
    ),
    "ClipAction": ("Pendulum-v1", wrappers.ClipAction),
    "RescaleAction": ("Pendulum-v1", lambda e: wrappers.RescaleAction(e, -0.5, 0.5)),
    "TransformReward": (
        "FrozenLake-v1",
        lambda e: wrappers.TransformReward(e, lambda rewards: rewards - 0.01),
    ),
    "ClipReward": ("Pendulum-v1", lambda e: wrappers.ClipReward(e, -2, 0)),
    "NormalizeReward": ("CartPole-v1", wrappers.NormalizeReward),
    "RecordEpisodeStatistics": ("FrozenLake-v1", wrappers.RecordEpisodeStatistics),
}

# Seconds; and a field whose array Gymnasium makes of ints when the first row to have it was reset
# (with prob=1), so that a third is 0 in the others.
NOT_EQUAL = {"t", "prob"}

# Shown in a window, without a counterpart (below), or for libraries that the tests don't install.
NOT_COMPARED = {
    "HumanRendering",
    "RecordVideo",
    "ArrayConversion",
    "JaxToNumpy",
    "JaxToTorch",
    "NumpyToTorch",
}
# These take images; none of the small environments gives any.
OF_IMAGES = {"GrayscaleObservation", "ResizeObservation"}


def test_every_wrapper_is_here():
    assert set(wrappers.__all__) - NOT_COMPARED - OF_IMAGES == set(WRAPPERS)


def assert_same(ours: Any, theirs: Any, what: str) -> None:
    if isinstance(theirs, dict):
        assert set(ours) == set(theirs), what
        for key, value in theirs.items():
            if key not in NOT_EQUAL:
                assert_same(ours[key], value, f"{what}[{key!r}]")
    elif isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs), what
        for i, value in enumerate(theirs):
            assert_same(ours[i], value, f"{what}[{i}]")
    else:
        np.testing.assert_array_equal(ours, theirs, what)


@pytest.mark.parametrize("name", WRAPPERS)
def test_a_wrapper_sees_what_it_sees_of_gymnasium(name):
    env_id, wrap = WRAPPERS[name]
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(closing(wrap(gym.make_vec(i, num_envs=NUM_ENVS))))
            for i in (f"java/{env_id}", env_id)
        )
        assert ours.observation_space == theirs.observation_space
        assert ours.action_space == theirs.action_space
        assert_same(ours.reset(seed=3), theirs.reset(seed=3), "reset")
        theirs.action_space.seed(4)
        for step in range(STEPS):
            actions = theirs.action_space.sample()
            assert_same(ours.step(actions), theirs.step(actions), f"step {step}")


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
        assert_same(ours.reset(seed=3), theirs.reset(seed=3), "reset")
        theirs.action_space.seed(4)
        for step in range(STEPS):
            actions = theirs.action_space.sample()
            assert_same(ours.step(actions), theirs.step(actions), f"step {step}")


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


def test_array_conversion_gets_arrays():
    xp = pytest.importorskip("array_api_compat.numpy")
    with closing(gym.make_vec("java/Pendulum-v1", num_envs=2)) as envs:
        converted = wrappers.ArrayConversion(envs, env_xp=np, target_xp=xp)
        assert converted.reset(seed=0)[0].shape == (2, 3)
