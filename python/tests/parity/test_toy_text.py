"""Taxi, CliffWalking and Blackjack; FrozenLake has a file of its own."""

from __future__ import annotations

from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.toy_text.blackjack import BlackjackEnv

import javagym
from tests.parity.seeds import SEEDS, WIDE

ENV_IDS = ("Blackjack-v1", "CliffWalking-v1", "CliffWalkingSlippery-v1", "Taxi-v4")
TABULAR_IDS = ENV_IDS[1:]

RAINY, FICKLE = {"is_rainy": True}, {"fickle_passenger": True}
VARIANTS = [
    ("Blackjack-v1", {"sab": False}),
    ("Blackjack-v1", {"sab": False, "natural": True}),
    ("Blackjack-v1", {"sab": True, "natural": True}),
    ("CliffWalking-v1", {"is_slippery": True}),
    ("CliffWalkingSlippery-v1", {"is_slippery": False}),
    ("Taxi-v4", RAINY),
    ("Taxi-v4", FICKLE),
    ("Taxi-v4", {**RAINY, **FICKLE}),
    ("Taxi-v4", {**RAINY, "rainy_probability": 0.3}),
    ("Taxi-v4", {**RAINY, "rainy_probability": 0}),
    ("Taxi-v4", {**RAINY, "rainy_probability": 1.0, **FICKLE, "fickle_probability": 1}),
    ("Taxi-v4", {**FICKLE, "fickle_probability": 0.0}),
    ("Taxi-v4", {"rainy_probability": 0.1, "fickle_probability": 0.9}),
]


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_equals_gymnasium_bit_for_bit(env_id):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=SEEDS, steps=1000)
    assert result.ok, result
    assert result.compared["rewards"] == 100_000


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_equals_gymnasium_where_a_good_policy_goes(env_id):
    result = javagym.crosscheck(
        env_id, f"java/{env_id}", seeds=SEEDS, steps=300, policy="heuristic"
    )
    assert result.ok, result
    assert result.compared["observations"] > 30_100  # that is, episodes ended


@pytest.mark.parametrize(("env_id", "kwargs"), VARIANTS, ids=str)
def test_arguments_equal_gymnasium(env_id, kwargs):
    for policy in ("random", "heuristic"):
        result = javagym.crosscheck(
            env_id, f"java/{env_id}", seeds=20, steps=500, policy=policy, kwargs=kwargs
        )
        assert result.ok, result


def test_without_registration_the_rules_are_gymnasiums_too():
    # gym.make sets sab=True; the constructor's own default is False.
    result = javagym.crosscheck(
        BlackjackEnv,
        lambda: gym.make("java/Blackjack-v1", sab=False).unwrapped,
        seeds=20,
        steps=500,
        policy="random",
    )
    assert result.ok, result


@pytest.mark.parametrize("env_id", TABULAR_IDS)
def test_steps_beyond_the_end_equal_gymnasium(env_id):
    original, ours = gym.make(env_id).unwrapped, gym.make(f"java/{env_id}").unwrapped
    with closing(original), closing(ours):
        assert terminations_without_resets(original, ours, env_id) > 0


def terminations_without_resets(original, ours, env_id):
    rng = np.random.default_rng(0)
    terminations = 0
    for seed in range(10):
        observation, _ = original.reset(seed=seed)
        ours.reset(seed=seed)
        for _ in range(300):
            action = javagym.heuristics.heuristic_for(env_id)(observation)
            if rng.random() < 0.3:
                action = int(rng.integers(original.action_space.n))
            expected, actual = original.step(action), ours.step(action)
            observation = expected[0]
            assert actual[:4] == expected[:4]
            np.testing.assert_equal(actual[4], expected[4])
            terminations += expected[2]
    return terminations


def test_cards_beyond_the_end_equal_gymnasium_until_their_sum_is_no_observation():
    refused = 0
    original, ours = gym.make("Blackjack-v1").unwrapped, gym.make("java/Blackjack-v1").unwrapped
    with closing(original), closing(ours):
        for seed in range(50):
            original.reset(seed=seed)
            ours.reset(seed=seed)
            for action in (0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1):
                expected = original.step(action)
                if expected[0] not in original.observation_space:
                    with pytest.raises(gym.error.ResetNeeded, match="add up to"):
                        ours.step(action)
                    refused += 1
                    break
                assert ours.step(action) == expected
    assert refused > 10


@pytest.mark.parametrize("env_id", TABULAR_IDS)
@pytest.mark.parametrize("kwargs", [{}, RAINY, FICKLE], ids=str)
def test_text_equals_gymnasium(env_id, kwargs):
    if kwargs and env_id != "Taxi-v4":
        pytest.skip("an argument of Taxi")
    with (
        closing(gym.make(env_id, render_mode="ansi", **kwargs)) as original,
        closing(gym.make(f"java/{env_id}", render_mode="ansi", **kwargs)) as ours,
    ):
        rng = np.random.default_rng(0)
        for seed in range(40):
            observation, _ = original.reset(seed=seed)
            ours.reset(seed=seed)
            assert ours.render() == original.render()
            for _ in range(40):
                action = javagym.heuristics.heuristic_for(env_id)(observation)
                if rng.random() < 0.2:
                    action = int(rng.integers(original.action_space.n))
                observation, _, over, _, _ = original.step(action)
                ours.step(action)
                assert ours.render() == original.render()
                if over:
                    break


@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
@pytest.mark.parametrize(
    ("env_id", "kwargs"), [("Blackjack-v1", {}), ("Taxi-v4", {}), ("Taxi-v4", RAINY)], ids=str
)
def test_vector_equals_sync_vector_env(env_id, kwargs, mode):
    reference = gym.make_vec(
        env_id,
        num_envs=5,
        vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": mode},
        **kwargs,
    )
    candidate = gym.make_vec(f"java/{env_id}", num_envs=5, autoreset_mode=mode, **kwargs)
    with closing(reference), closing(candidate):
        result = javagym.crosscheck(reference, candidate, seeds=WIDE[:3], steps=700, vector=5)
    assert result.ok, result


@pytest.mark.parametrize("name", ["rainy_probability", "fickle_probability"])
@pytest.mark.parametrize("value", [-0.1, 1.5])
def test_a_probability_that_is_none_is_an_error(name, value):
    with pytest.raises(ValueError, match=f"{name} is .*expected 0 <= {name} <= 1"):
        gym.make("java/Taxi-v4", **{name: value})


def test_action_masks_are_there_for_maskable_policies():
    with gym.make("java/Taxi-v4") as env:
        for seed in range(50):
            _, info = env.reset(seed=seed)
            np.testing.assert_array_equal(env.unwrapped.action_masks(), info["action_mask"] == 1)
            assert info["action_mask"].dtype == np.int8


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_spec_values_are_those_of_gymnasium(env_id):
    original, ours = gym.spec(env_id), gym.spec(f"java/{env_id}")
    for field in ("reward_threshold", "nondeterministic", "max_episode_steps", "kwargs"):
        assert getattr(ours, field) == getattr(original, field), field
    with closing(gym.make(env_id)) as theirs, closing(gym.make(f"java/{env_id}")) as env:
        assert env.metadata["render_fps"] == theirs.metadata["render_fps"]
