from __future__ import annotations

from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest

import javagym
from javagym.heuristics import cart_pole
from tests.parity.seeds import SEEDS, WIDE


@pytest.mark.parametrize("kwargs", [{}, {"sutton_barto_reward": True}], ids=str)
@pytest.mark.parametrize("env_id", ["CartPole-v0", "CartPole-v1"])
@pytest.mark.filterwarnings("ignore:.*out of date")
def test_equals_gymnasium_bit_for_bit(env_id, kwargs):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=SEEDS, steps=1000, kwargs=kwargs)
    assert result.ok, result
    assert result.compared["observations"] > 100_000


def test_balanced_episodes_equal_gymnasium():
    # Long episodes near the upright show a sine that is off by its last bit; random ones hide it.
    result = javagym.crosscheck(
        "CartPole-v1", "java/CartPole-v1", seeds=50, steps=500, policy="heuristic"
    )
    assert result.ok, result


def test_the_heuristic_balances_for_500_steps():
    with gym.make("java/CartPole-v1") as env:
        for seed in range(50):
            observation, _ = env.reset(seed=seed)
            steps, over = 0, False
            while not over:
                observation, _, terminated, truncated, _ = env.step(cart_pole(observation))
                steps, over = steps + 1, terminated or truncated
            assert (steps, truncated) == (500, True)


@pytest.mark.parametrize(("num_envs", "steps"), [(1, 1000), (8, 1000), (1024, 200)])
def test_vector_equals_gymnasium_bit_for_bit(num_envs, steps):
    result = javagym.crosscheck(
        "CartPole-v1", "java/CartPole-v1", seeds=SEEDS, steps=steps, vector=num_envs
    )
    assert result.ok, result


@pytest.mark.parametrize(
    "kwargs", [{"sutton_barto_reward": True}, {"max_episode_steps": 7}], ids=str
)
def test_vector_with_arguments_equals_gymnasium(kwargs):
    result = javagym.crosscheck(
        "CartPole-v1", "java/CartPole-v1", seeds=WIDE, steps=500, vector=8, kwargs=kwargs
    )
    assert result.ok, result


@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
def test_rows_equal_sync_vector_env(mode):
    # The generic vector form: each row is a single environment seeded seed + row.
    reference = gym.make_vec(
        "CartPole-v1",
        num_envs=6,
        vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": mode},
    )
    candidate = gym.make_vec(
        "java/CartPole-v1",
        num_envs=6,
        vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": mode},
    )
    result = javagym.crosscheck(reference, candidate, seeds=WIDE, steps=500, vector=6)
    reference.close()
    candidate.close()
    assert result.ok, result


@pytest.mark.parametrize(
    "options",
    [{"low": -0.1, "high": 0.1}, {"low": 0.0}, {"high": 0.2}, {"low": 1, "high": 1}],
    ids=str,
)
@pytest.mark.parametrize("vector", [False, True])
def test_reset_options_equal_gymnasium(options, vector):
    make = (lambda name: gym.make_vec(name, num_envs=4)) if vector else gym.make
    with closing(make("CartPole-v1")) as original, closing(make("java/CartPole-v1")) as ours:
        for seed in range(20):
            expected, _ = original.reset(seed=seed, options=dict(options))
            actual, _ = ours.reset(seed=seed, options=dict(options))
            np.testing.assert_array_equal(actual, expected, strict=True)


@pytest.mark.parametrize(
    "options", [{"low": 1.0, "high": -1.0}, {"low": "abc"}, {"low": None}], ids=str
)
def test_bad_reset_options_are_gymnasiums_error(options):
    with gym.make("CartPole-v1") as original, gym.make("java/CartPole-v1") as ours:
        with pytest.raises(ValueError):  # noqa: PT011 - only the type is the contract
            original.reset(options=dict(options))
        with pytest.raises(ValueError) as raised:  # noqa: PT011 - looked at below
            ours.reset(options=dict(options))
        value = next(iter(options.values()))
        assert str(value) in str(raised.value)
        ours.reset(seed=0)


@pytest.mark.filterwarnings("ignore:.*terminated = True")
def test_steps_beyond_the_end_equal_gymnasium():
    for kwargs in ({}, {"sutton_barto_reward": True}):
        with (
            gym.make("CartPole-v1", **kwargs) as original,
            gym.make("java/CartPole-v1", **kwargs) as ours,
        ):
            for seed in range(5):
                original.reset(seed=seed)
                ours.reset(seed=seed)
                for _ in range(30):
                    expected, actual = original.step(1), ours.step(1)
                    np.testing.assert_array_equal(actual[0], expected[0], strict=True)
                    assert actual[1:] == expected[1:]


def test_stepping_beyond_the_end_warns_as_gymnasium_does():
    with gym.make("java/CartPole-v1") as env:
        env.reset(seed=0)
        over = False
        while not over:
            over = env.step(1)[2]
        with pytest.warns(UserWarning, match="terminated"):
            env.step(1)


@pytest.mark.parametrize("env_id", ["CartPole-v0", "CartPole-v1"])
def test_spec_values_are_those_of_gymnasium(env_id):
    original, ours = gym.spec(env_id), gym.spec(f"java/{env_id}")
    for name in ("reward_threshold", "nondeterministic", "max_episode_steps", "kwargs"):
        assert getattr(ours, name) == getattr(original, name), name
