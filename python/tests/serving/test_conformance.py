"""The law of the doors holds for a server in Python: Gymnasium's own environments behind it."""

from __future__ import annotations

import json
from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym
from javagym.crosscheck import first_difference
from javagym.errors import EnvContractError, JavaEnvError, JavaTraceback
from javagym.registration import environment_class
from javagym.spaces import to_json
from tests.doors import test_conformance as law
from tests.test_every_space import SPACES

# What Java and Gymnasium both have.
IDS = [
    f"java/{name}"
    for name in (
        *("FrozenLake-v1", "FrozenLake8x8-v1", "CartPole-v0", "CartPole-v1", "Acrobot-v1"),
        *("MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1", "Blackjack-v1"),
        *("CliffWalking-v1", "CliffWalkingSlippery-v1", "Taxi-v4", "LunarLander-v3"),
        *("LunarLanderContinuous-v3", "BipedalWalker-v3", "BipedalWalkerHardcore-v3"),
    )
]


@pytest.fixture
def door(python):
    return python.url


@pytest.mark.parametrize("env_id", IDS)
def test_a_single_environment_has_the_same_trajectory(env_id, door):
    law.test_a_single_environment_has_the_same_trajectory(env_id, door)


@pytest.mark.parametrize("mode", law.MODES)
@pytest.mark.parametrize("env_id", ["java/CartPole-v1", "java/Taxi-v4", "java/Blackjack-v1"])
def test_a_vector_environment_is_gymnasiums_own(env_id, mode, python):
    """Also where it is wrapped; that Java's are the same is tested from Java."""
    name = env_id.removeprefix("java/")
    limit = 15
    with (
        javagym.connect(python.url) as client,
        closing(
            client.make_vec(f"py/{name}", num_envs=3, autoreset_mode=mode, max_episode_steps=limit)
        ) as there,
    ):
        native = mode == "NextStep" and gym.spec(name).vector_entry_point is not None
        kwargs = {} if native else {"vector_kwargs": {"autoreset_mode": mode}}
        kind = "vector_entry_point" if native else "sync"
        with closing(
            gym.make_vec(name, 3, vectorization_mode=kind, max_episode_steps=limit, **kwargs)
        ) as here:
            here.action_space.seed(1)
            # An integer among the floats of a field is one of them; so is a float32 reward.
            same = {"loosely": True}
            assert first_difference(there.reset(seed=7), here.reset(seed=7), **same) is None
            for _ in range(60):
                actions = here.action_space.sample()
                step = here.step(actions)
                assert first_difference(there.step(actions), step, **same) is None
                over = step[2] | step[3]
                if mode == "Disabled" and over.any():
                    options = {"reset_mask": over}
                    ours, theirs = there.reset(options=options), here.reset(options=dict(options))
                    assert first_difference(ours[0], theirs[0], **same) is None


@pytest.mark.parametrize("env_id", ["java/FrozenLake-v1", "java/Taxi-v4"])
def test_steps_sent_ahead_are_the_same(env_id, door):
    law.test_steps_sent_ahead_are_the_same(env_id, door)


@pytest.mark.parametrize("env_id", ["java/CartPole-v1", "java/FrozenLake-v1"])
def test_frames_are_the_same(env_id, door):
    law.test_frames_are_the_same(env_id, door)


def test_gymnasiums_checker_finds_no_fault(door):
    law.test_gymnasiums_checker_finds_no_fault(door)


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_single_environment_returns_the_action_unchanged(space, door):
    law.test_a_single_environment_returns_the_action_unchanged(space, door)


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_vector_environment_returns_the_actions_unchanged(space, door):
    law.test_a_vector_environment_returns_the_actions_unchanged(space, door)


def test_large_values_without_fixed_size_cross_too(door):
    law.test_large_values_without_fixed_size_cross_too(door)


def test_a_mask_keeps_the_values_without_fixed_size_of_the_other_rows(door):
    law.test_a_mask_keeps_the_values_without_fixed_size_of_the_other_rows(door)


def test_an_error_among_steps_sent_ahead_comes_where_it_would_have_come(door):
    law.test_an_error_among_steps_sent_ahead_comes_where_it_would_have_come(door)


@pytest.mark.parametrize("use", [lambda env: env.step(0), lambda env: env.reset()])
def test_use_after_close_is_the_same_error(use, door):
    law.test_use_after_close_is_the_same_error(use, door)


@pytest.mark.parametrize(
    ("misuse", "exception", "message"),
    [
        (lambda c: c.make("py/CartPole-v1", gravity=3), TypeError, "gravity"),
        (lambda c: c.make("CartPool-v1"), error.NameNotFound, "CartPool"),
        (lambda c: c.open_single("CartPool-v1", {}), error.NameNotFound, "CartPool"),
        (lambda c: c.open_single("CartPole-v7", {}), error.VersionNotFound, "v7"),
        (lambda c: c.open_single("nowhere/CartPole-v1", {}), error.NamespaceNotFound, "nowhere"),
        (lambda c: c.make("py/Acrobot-v1", render_mode="ansi"), error.UnsupportedMode, "ansi"),
        (lambda c: c.make_vec("py/CartPole-v1", num_envs=0), ValueError, "at least 1"),
        (
            lambda c: c.make_vec("py/CartPole-v1", num_envs=1, step_timeout=1.0),
            ValueError,
            "step_timeout",
        ),
        (lambda c: made(c).unwrapped.step(0), error.ResetNeeded, "env=0"),
        (lambda c: reset(c).step(7), error.InvalidAction, r"action=7, expected 0 <= action < 2"),
        (lambda c: reset(c).reset(options={"low": "x"}), JavaEnvError, "not be converted"),
        (lambda c: reset(c)._session.call(0, "exec", b""), ValueError, "no method 'exec'"),
    ],
)
def test_a_misuse_is_an_error_that_says_what(misuse, exception, message, python):
    with javagym.connect(python.url) as client, pytest.raises(exception, match=message):
        misuse(client)


def made(client):
    return client.make("py/CartPole-v1")


def reset(client):
    env = made(client).unwrapped
    env.reset(seed=0)
    return env


@pytest.mark.parametrize(
    ("fault", "exception", "message"),
    [
        ("CONSTRUCTOR_THROWS", JavaEnvError, "no license for the simulator"),
        ("RESET_THROWS", JavaEnvError, "Index 7 out of bounds"),
        ("STEP_THROWS", JavaEnvError, "conveyor jammed"),
        ("STEP_OVERFLOWS_THE_STACK", JavaEnvError, "RecursionError"),
        ("STEP_EXITS", JavaEnvError, "SystemExit: 3"),
        ("RENDER_THROWS", JavaEnvError, "no display"),
        ("CLOSE_THROWS", JavaEnvError, "still running"),
    ],
)
def test_what_an_environment_throws_arrives_with_its_traceback(fault, exception, message, door):
    spec = {"id": f"py/broken/{fault}-v0", "render_modes": ["ansi"], "render_fps": 1}
    with pytest.raises(exception, match=message) as caught:
        law.use_all(environment_class(spec, vector=False), door)
    assert isinstance(caught.value.__cause__, JavaTraceback)
    assert "serving/envs.py" in str(caught.value.__cause__)


@pytest.mark.parametrize("fault", ["FIELD_TOO_LONG", "INFO_UNDECLARED", "STEP_GIVES_NOTHING"])
def test_what_breaks_its_own_declaration_is_an_error(fault, python):
    with javagym.connect(python.url) as client:
        env = client.make(f"py/broken/{fault}-v0", disable_env_checker=True)
        env.reset(seed=0)
        with pytest.raises(EnvContractError, match="env=0"):
            env.step(1)
        env.reset(seed=0)
        env.step(0)


def test_a_warning_arrives(python):
    with (
        javagym.connect(python.url) as client,
        client.make("py/Slow-v0") as env,
        pytest.warns(UserWarning, match="slow as ever"),
    ):
        env.reset(options={"warn": True})


def test_any_space_of_an_action_is_looked_at(door):
    space = gym.spaces.MultiDiscrete([2, 3])
    spec = {"id": "Echo-v0", "render_modes": [], "render_fps": 30}
    kwargs = {"space": json.dumps(to_json(space))}
    with closing(environment_class(spec, vector=False)(door=door, **kwargs)) as env:
        env.reset(seed=0)
        with pytest.raises(error.InvalidAction, match=r"element 1 is 3, expected 0 <= element < 3"):
            env.step(np.array([1, 3]))
