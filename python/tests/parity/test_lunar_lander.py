from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.box2d.lunar_lander import heuristic

import javagym
from javagym.heuristics import lunar_lander, lunar_lander_continuous
from tests.parity.seeds import WIDE

IDS = ["LunarLander-v3", "LunarLanderContinuous-v3"]


@pytest.mark.parametrize("policy", ["random", "heuristic"])
@pytest.mark.parametrize("wind", [False, True], ids=["still", "wind"])
@pytest.mark.parametrize("env_id", IDS)
def test_episodes_equal_gymnasium_bit_for_bit(env_id, wind, policy):
    # benchmarks/parity_box2d.py does the same with 1000 episodes of each.
    heuristics = {IDS[0]: lunar_lander, IDS[1]: lunar_lander_continuous}
    kwargs = {"enable_wind": wind}
    with gym.make(env_id, **kwargs) as original, gym.make(f"java/{env_id}", **kwargs) as ours:
        original.action_space.seed(1)
        for seed in (*range(54), *WIDE):
            expected, _ = original.reset(seed=seed)
            actual, _ = ours.reset(seed=seed)
            step, over = 0, False
            while not over:
                assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)
                if policy == "heuristic":
                    action = heuristics[env_id](expected)
                else:
                    action = original.action_space.sample()
                expected, *rest, _ = original.step(action)
                actual, *our_rest, _ = ours.step(action)
                step += 1
                assert our_rest == rest, (seed, step)
                over = rest[1] or rest[2]
            assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)


@pytest.mark.parametrize(
    "kwargs",
    [
        {},
        {"gravity": -3.7},
        {"gravity": -11.99},
        {"enable_wind": True, "wind_power": 20.0, "turbulence_power": 2.0},
        {"enable_wind": True, "wind_power": 3, "turbulence_power": 0},
    ],
    ids=str,
)
@pytest.mark.parametrize("env_id", IDS)
def test_arguments_and_spaces_equal_gymnasium(env_id, kwargs):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=4, steps=500, kwargs=kwargs)
    assert result.ok, result


@pytest.mark.parametrize("env_id", IDS)
def test_sixteen_rows_equal_gymnasium(env_id):
    result = javagym.crosscheck(env_id, f"java/{env_id}", seeds=2, steps=300, vector=16)
    assert result.ok, result


@pytest.mark.parametrize("policy", [lunar_lander, lunar_lander_continuous])
def test_the_heuristic_is_gymnasiums(policy):
    with gym.make("LunarLander-v3", continuous=policy is lunar_lander_continuous) as env:
        for seed in range(5):
            observation, _ = env.reset(seed=seed)
            over = False
            while not over:
                action = policy(observation)
                np.testing.assert_array_equal(action, heuristic(env, observation))
                observation, _, terminated, truncated, _ = env.step(action)
                over = terminated or truncated


@pytest.mark.filterwarnings("ignore:.*terminated = True")
def test_steps_beyond_the_end_equal_gymnasium():
    with gym.make(IDS[0]) as original, gym.make(f"java/{IDS[0]}") as ours:
        for seed in range(5):
            original.reset(seed=seed)
            ours.reset(seed=seed)
            for step in range(300):
                expected, actual = original.step(step % 4), ours.step(step % 4)
                np.testing.assert_array_equal(actual[0], expected[0], strict=True)
                assert actual[1:] == expected[1:]


def test_throttles_beyond_the_space_are_clipped_as_in_gymnasium():
    with gym.make(IDS[1]) as original, gym.make(f"java/{IDS[1]}") as ours:
        original.reset(seed=0)
        ours.reset(seed=0)
        for action in ([7, -7], [-2, 1.5], [np.inf, -np.inf], [0.5, 0.5], [0, -0.5]):
            throttles = np.array(action, dtype=np.float32)
            expected, actual = original.step(throttles), ours.step(throttles)
            np.testing.assert_array_equal(actual[0], expected[0], strict=True)
            assert actual[1:] == expected[1:]


def test_an_action_that_is_no_number_is_an_error_and_leaves_the_environment_whole():
    with gym.make(f"java/{IDS[1]}") as env:
        env.reset(seed=0)
        with pytest.raises(gym.error.InvalidAction, match="nan"):
            env.step(np.array([np.nan, 0], dtype=np.float32))
        env.step(np.array([1, 0], dtype=np.float32))


@pytest.mark.parametrize("gravity", [0, -12, 1.5, -12.5])
def test_gravity_outside_its_range_is_gymnasiums_error(gravity):
    for name in (IDS[0], f"java/{IDS[0]}"):
        with pytest.raises(AssertionError, match=r"gravity.*must be between -12 and 0"):
            gym.make(name, gravity=gravity)


@pytest.mark.parametrize("kwargs", [{"wind_power": 20.5}, {"turbulence_power": -1.0}], ids=str)
def test_wind_beyond_what_is_recommended_warns_as_gymnasium_does(kwargs):
    name, value = next(iter(kwargs.items()))
    for env_id in (IDS[0], f"java/{IDS[0]}"):
        with pytest.warns(UserWarning, match=f"{name}.*recommended.*{value}"):
            gym.make(env_id, **kwargs).close()


@pytest.mark.parametrize("env_id", IDS)
def test_spec_values_are_those_of_gymnasium(env_id):
    original, ours = gym.spec(env_id), gym.spec(f"java/{env_id}")
    for name in ("reward_threshold", "nondeterministic", "max_episode_steps", "kwargs"):
        assert getattr(ours, name) == getattr(original, name), name
