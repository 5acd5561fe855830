"""Elements of every kind of space cross the door both ways, unchanged."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error, spaces
from gymnasium.vector.utils import iterate

import javagym
from javagym import jvm
from javagym.crosscheck import first_difference
from javagym.spaces import to_json

SOURCES = Path(__file__).parent / "echo_env"

SPACES = [
    spaces.Discrete(5),
    spaces.Discrete(3, start=-7, dtype=np.int16),
    spaces.MultiDiscrete([[2, 9], [4, 5]], dtype=np.uint8),
    spaces.MultiBinary(7),
    spaces.MultiBinary([2, 3]),
    *[
        spaces.Box(0, 1, (2, 2), dtype)
        for dtype in ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64")
    ],
    *[spaces.Box(-1, 1, (3, 2), dtype) for dtype in ("float16", "float32", "float64")],
    spaces.Box(-np.inf, np.inf, (), np.float64),
    spaces.Box(0, 255, (84, 84, 4), np.uint8),
    spaces.Text(20, min_length=0, charset="abcäöü€😀"),
    spaces.Tuple([spaces.Discrete(3), spaces.Box(0, 1, (2,)), spaces.Text(4)]),
    spaces.Dict(z=spaces.MultiBinary(3), a=spaces.Dict(x=spaces.Discrete(2), y=spaces.Text(3))),
    spaces.Dict(both=spaces.Tuple([spaces.Text(5), spaces.Text(9)]), third=spaces.Text(7)),
    spaces.Sequence(spaces.Box(-1, 1, (2, 3))),
    spaces.Sequence(spaces.Discrete(4), stack=True),
    spaces.Graph(spaces.Box(-1, 1, (2,)), spaces.Discrete(4)),
    spaces.Graph(spaces.Discrete(3), None),
    spaces.OneOf([spaces.Discrete(3), spaces.Text(3), spaces.MultiBinary(4)]),
]


@pytest.fixture(scope="module", autouse=True)
def _echo(tmp_path_factory):
    classes = tmp_path_factory.mktemp("echo")
    jars = ":".join(jvm.jars())
    subprocess.run(
        ["javac", "-cp", jars, "-d", classes, SOURCES / "Echo.java"],
        check=True,
        capture_output=True,
    )
    shutil.copytree(SOURCES / "META-INF", classes / "META-INF")
    assert javagym.add_classpath(classes) == ["java/Echo-v0"]


def make(space, **kwargs):
    return gym.make(
        "java/Echo-v0", disable_env_checker=True, space=json.dumps(to_json(space)), **kwargs
    )


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_single_environment_returns_the_action_unchanged(space):
    with make(space) as env:
        assert env.observation_space == space
        assert repr(env.observation_space) == repr(space)
        first, _ = env.reset(seed=3)
        space.seed(3)
        assert_same(first, space.sample())
        for _ in range(20):
            action = space.sample()
            observation, reward, _, _, info = env.step(action)
            assert reward == 0.5
            assert_same(observation, action)
            assert_same(info["echo"], action)
            assert space.contains(observation) or isinstance(space, spaces.Discrete)


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_vector_environment_returns_the_actions_unchanged(space):
    with closing(
        gym.make_vec("java/Echo-v0", num_envs=3, space=json.dumps(to_json(space)))
    ) as envs:
        envs.reset(seed=1)
        envs.action_space.seed(2)
        for _ in range(10):
            actions = envs.action_space.sample()
            observations, _, _, _, infos = envs.step(actions)
            expected = iterate(envs.action_space, actions)
            actual = iterate(envs.observation_space, observations)
            for ours, theirs in zip(actual, expected, strict=True):
                assert_same(ours, theirs)
            assert infos["_echo"].all()


@pytest.mark.parametrize(
    "space", [space for space in SPACES if "float" in str(space.dtype)], ids=str
)
def test_nan_in_an_action_is_an_error_that_says_where(space):
    with make(space) as env:
        env.reset(seed=0)
        action = np.zeros(space.shape, space.dtype)
        action[(0,) * action.ndim] = np.nan
        with pytest.raises(error.InvalidAction, match="element 0 is nan"):
            env.step(action)
        env.step(np.zeros(space.shape, space.dtype))


@pytest.mark.parametrize(
    "action",
    [np.zeros(3), np.zeros((3, 2, 1)), "abc", None, [[1, 2], [3]], np.zeros((3, 2), complex), {}],
    ids=repr,
)
def test_a_box_action_of_wrong_shape_or_type_is_an_error(action):
    with make(spaces.Box(-1, 1, (3, 2))) as env:
        env.reset(seed=0)
        with pytest.raises(error.InvalidAction):
            env.step(action)
        env.step([[1, 0], [0, 1], [0.5, 0]])


def test_large_values_without_fixed_size_cross_too():
    space = spaces.Text(1_000_000)
    with make(space) as env:
        env.reset(seed=0)
        for length in (10, 1_000_000, 5):
            assert env.step("x" * length)[0] == "x" * length


def test_a_mask_keeps_the_values_without_fixed_size_of_the_other_rows():
    with closing(
        gym.make_vec(
            "java/Echo-v0",
            num_envs=3,
            autoreset_mode="Disabled",
            space=json.dumps(to_json(spaces.Text(9))),
        )
    ) as envs:
        envs.reset(seed=0)
        envs.step(("one", "two", "three"))
        for _ in range(50):
            kept, _ = envs.reset(seed=0, options={"reset_mask": np.array([True, False, True])})
            assert kept[1] == "two"


def assert_same(ours, theirs):
    assert first_difference(ours, theirs, loosely=True) is None, (ours, theirs)
