from __future__ import annotations

import random
from contextlib import closing
from itertools import product

import gymnasium as gym
import numpy as np
import pytest

import javagym
from tests.parity.seeds import SEEDS, WIDE

ENV_IDS = ("Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1")

ARGUMENTS = {
    "MountainCar-v0": [{"goal_velocity": v} for v in (0.02, 0.04, -0.01, 1)],
    "MountainCarContinuous-v0": [
        # 0.07 is the greatest velocity, as a float32 and as a float64.
        {"goal_velocity": v}
        for v in (0.02, 0.05, 0.07, 0.07000000000000001, float(np.float32(0.07)), -1, 1e40)
    ],
    "Pendulum-v1": [{"g": g} for g in (9.81, 0, 1, -10.0, 500.0)],
}
VARIANTS = [(env_id, kwargs) for env_id, variants in ARGUMENTS.items() for kwargs in variants]

RESET_OPTIONS = {
    "Acrobot-v1": [{"low": -0.2, "high": 0.2}, {"low": -9}, {"high": 90}, {"low": 1, "high": 1}],
    "MountainCar-v0": [{"low": -1.3, "high": 0.7}, {"high": 0.4}, {"low": -50, "high": 50}],
    "Pendulum-v1": [
        {"x_init": np.pi / 2, "y_init": 0.5},
        {"x_init": 0},
        {"y_init": 30},
        {"x_init": "1e6", "y_init": True},
    ],
}
RESET_OPTIONS["MountainCarContinuous-v0"] = RESET_OPTIONS["MountainCar-v0"]

BAD_RESET_OPTIONS = {
    "Acrobot-v1": [{"low": 1.0, "high": -1.0}, {"low": "abc"}, {"high": None}],
    "Pendulum-v1": [{"x_init": -1.0}, {"y_init": -0.0}, {"x_init": "abc"}, {"y_init": None}],
}
for name in ("MountainCar-v0", "MountainCarContinuous-v0"):
    BAD_RESET_OPTIONS[name] = BAD_RESET_OPTIONS["Acrobot-v1"]


# Bounds beyond the observation space are allowed, and warned of on both sides.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*(not within the observation space|is not in its space|overflow encountered in cast)"
)


def cases(table):
    return [(env_id, options) for env_id, several in table.items() for options in several]


def coarse_actions(env_id, seed):
    """A policy that goes far: each action is kept for a while, and many are beyond the bounds."""
    choice = random.Random(seed)
    space = gym.make(env_id).action_space
    kept = 0

    def policy(_):
        nonlocal kept, action
        if kept == 0:
            kept = choice.randrange(1, 40)
            if isinstance(space, gym.spaces.Discrete):
                action = choice.randrange(int(space.n))
            else:
                number = choice.choice([choice.uniform(-4, 4), choice.uniform(-1, 1), -1, 0, 1, 2])
                action = np.array([number], dtype=np.float32)
        kept -= 1
        return action

    action = None
    return policy


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_equals_gymnasium_bit_for_bit(env_id):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=SEEDS, steps=1000)
    assert result.ok, result
    assert result.compared["rewards"] == 100_000


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_equals_gymnasium_where_a_good_policy_goes(env_id):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=40, steps=500, policy="heuristic")
    assert result.ok, result


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_equals_gymnasium_where_a_coarse_policy_goes(env_id):
    policy = coarse_actions(env_id, 3)
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=40, steps=500, policy=policy)
    assert result.ok, result


@pytest.mark.parametrize(("env_id", "kwargs"), VARIANTS, ids=str)
def test_arguments_equal_gymnasium(env_id, kwargs):
    for policy in ("heuristic", coarse_actions(env_id, 4)):
        result = javagym.crosscheck(
            env_id, f"java/{env_id}", seeds=10, steps=500, policy=policy, kwargs=kwargs
        )
        assert result.ok, result


def test_the_equations_of_the_paper_equal_gymnasium():
    with (
        closing(gym.make("Acrobot-v1")) as original,
        closing(gym.make("java/Acrobot-v1", book_or_nips="nips")) as ours,
    ):
        original.unwrapped.book_or_nips = "nips"
        for policy in ("random", "heuristic"):
            result = javagym.crosscheck(original, ours, seeds=20, steps=500, policy=policy)
            assert result.ok, result


@pytest.mark.parametrize("env_id", ["Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0"])
def test_the_heuristic_reaches_the_goal(env_id):
    with gym.make(f"java/{env_id}") as env:
        for seed in range(10):
            observation, _ = env.reset(seed=seed)
            terminated = truncated = False
            while not (terminated or truncated):
                action = javagym.heuristics.heuristic_for(env_id)(observation)
                observation, _, terminated, truncated, _ = env.step(action)
            assert terminated, seed


def test_the_heuristic_swings_the_pendulum_up():
    with gym.make("java/Pendulum-v1") as env:
        for seed in range(10):
            observation, _ = env.reset(seed=seed)
            for _ in range(200):
                action = javagym.heuristics.pendulum(observation)
                observation, reward, *_ = env.step(action)
            assert observation[0] > 0.99, seed
            assert reward > -0.1, seed


@pytest.mark.parametrize(("env_id", "options"), cases(RESET_OPTIONS), ids=str)
def test_reset_options_equal_gymnasium(env_id, options):
    with (
        closing(gym.make(env_id)) as original,
        closing(gym.make(f"java/{env_id}")) as ours,
    ):
        policy = coarse_actions(env_id, 5)
        for seed in range(20):
            expected, _ = original.reset(seed=seed, options=dict(options))
            actual, _ = ours.reset(seed=seed, options=dict(options))
            np.testing.assert_array_equal(actual, expected, strict=True)
            for _ in range(50):
                action = policy(None)
                expected, actual = original.step(action), ours.step(action)
                np.testing.assert_array_equal(actual[0], expected[0], strict=True)
                assert actual[1:] == expected[1:]
                if expected[2]:
                    break


@pytest.mark.parametrize(("env_id", "options"), cases(BAD_RESET_OPTIONS), ids=str)
def test_bad_reset_options_are_gymnasiums_error(env_id, options):
    with (
        closing(gym.make(env_id)) as original,
        closing(gym.make(f"java/{env_id}")) as ours,
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - only the type is the contract
            original.reset(options=dict(options))
        with pytest.raises(ValueError) as raised:  # noqa: PT011 - looked at below
            ours.reset(options=dict(options))
        name, value = next(iter(options.items()))
        assert f"{name}={value}" in str(raised.value)
        ours.reset(seed=0)


@pytest.mark.parametrize("value", [np.inf, np.nan])
@pytest.mark.parametrize(("env_id", "name"), [("Acrobot-v1", "high"), ("Pendulum-v1", "x_init")])
def test_endless_reset_options_are_errors(env_id, name, value):
    with closing(gym.make(f"java/{env_id}")) as ours:
        with pytest.raises(ValueError, match=f"{name}=.*finite"):
            ours.reset(options={name: value})
        ours.reset(seed=0)


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_steps_beyond_the_end_equal_gymnasium(env_id):
    original, ours = gym.make(env_id).unwrapped, gym.make(f"java/{env_id}").unwrapped
    with closing(original), closing(ours):
        for seed, coarse in product(range(5), (False, True)):
            policy = coarse_actions(env_id, seed) if coarse else None
            observation, _ = original.reset(seed=seed)
            ours.reset(seed=seed)
            for _ in range(300):
                action = (policy or javagym.heuristics.heuristic_for(env_id))(observation)
                expected, actual = original.step(action), ours.step(action)
                observation = expected[0]
                np.testing.assert_array_equal(actual[0], observation, strict=True)
                assert actual[1:] == expected[1:]


@pytest.mark.parametrize("goal_velocity", [0.07, float(np.nextafter(0.07, 1)), 0.0700000003])
def test_the_greatest_velocity_is_compared_as_gymnasium_does(goal_velocity):
    # A capped velocity is a Python float there, compared as float64, and others are float32.
    kwargs = {"goal_velocity": goal_velocity}
    original = gym.make("MountainCarContinuous-v0", **kwargs).unwrapped
    ours = gym.make("java/MountainCarContinuous-v0", **kwargs).unwrapped
    arrivals = 0
    with closing(original), closing(ours):
        options = {"low": 0.0, "high": 0.0}  # high on the slope
        observation, _ = original.reset(seed=0, options=options)
        ours.reset(seed=0, options=options)
        for step in range(2000):
            force = 0.9 if step < 1000 else 1.1
            action = np.array([force if observation[1] >= 0 else -force], dtype=np.float32)
            expected, actual = original.step(action), ours.step(action)
            observation = expected[0]
            np.testing.assert_array_equal(actual[0], observation, strict=True)
            assert actual[1:] == expected[1:]
            arrivals += expected[2]
    assert (arrivals > 0) == (goal_velocity == 0.07)


@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
@pytest.mark.parametrize("env_id", ENV_IDS)
def test_vector_equals_sync_vector_env(env_id, mode):
    reference = gym.make_vec(
        env_id, num_envs=5, vectorization_mode="sync", vector_kwargs={"autoreset_mode": mode}
    )
    candidate = gym.make_vec(f"java/{env_id}", num_envs=5, autoreset_mode=mode)
    with closing(reference), closing(candidate):
        result = javagym.crosscheck(reference, candidate, seeds=WIDE[:2], steps=1100, vector=5)
    assert result.ok, result


@pytest.mark.parametrize("env_id", ENV_IDS)
def test_spec_values_are_those_of_gymnasium(env_id):
    original, ours = gym.spec(env_id), gym.spec(f"java/{env_id}")
    for field in ("reward_threshold", "nondeterministic", "max_episode_steps", "kwargs"):
        assert getattr(ours, field) == getattr(original, field), field
    with closing(gym.make(env_id)) as theirs, closing(gym.make(f"java/{env_id}")) as env:
        assert env.metadata["render_fps"] == theirs.metadata["render_fps"]
