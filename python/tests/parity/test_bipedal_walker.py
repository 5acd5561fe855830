from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.box2d.bipedal_walker import BipedalWalkerHeuristics

import javagym
from javagym.heuristics import BipedalWalker
from tests.parity.seeds import WIDE

IDS = ["BipedalWalker-v3", "BipedalWalkerHardcore-v3"]


@pytest.mark.parametrize("policy", ["random", "heuristic"])
@pytest.mark.parametrize("env_id", IDS)
def test_episodes_equal_gymnasium_bit_for_bit(env_id, policy):
    # benchmarks/parity_box2d.py does the same with 1000 episodes of each.
    with gym.make(env_id) as original, gym.make(f"java/{env_id}") as ours:
        original.action_space.seed(1)
        for seed in (*range(6), *WIDE):
            expected, _ = original.reset(seed=seed)
            actual, _ = ours.reset(seed=seed)
            walk = BipedalWalker()
            step, over = 0, False
            while not over and step < 400:
                assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)
                heuristic = policy == "heuristic"
                action = walk(expected) if heuristic else original.action_space.sample()
                expected, reward, *flags, _ = original.step(action)
                actual, our_reward, *our_flags, _ = ours.step(action)
                step += 1
                # As a Python float, for NumPy compares a float32 with one by fewer bits.
                assert our_reward == float(reward), (seed, step)
                assert our_flags == flags, (seed, step)
                over = any(flags)
            assert actual.tobytes() == expected.tobytes(), (seed, step, actual, expected)


@pytest.mark.parametrize("policy", ["random", "heuristic"])
def test_crosscheck_finds_no_difference(policy):
    result = javagym.crosscheck(IDS[0], f"java/{IDS[0]}", seeds=2, steps=300, policy=policy)
    assert result.ok, result


@pytest.mark.parametrize("env_id", IDS)
def test_sixteen_rows_equal_gymnasium(env_id):
    result = javagym.crosscheck(
        env_id, f"java/{env_id}", seeds=1, steps=150, vector=16, policy="heuristic"
    )
    assert result.ok, result


def test_the_argument_hardcore_is_gymnasiums():
    result = javagym.crosscheck(
        IDS[0], f"java/{IDS[0]}", seeds=2, steps=100, kwargs={"hardcore": True}
    )
    assert result.ok, result


def test_an_environment_with_a_past_equals_gymnasiums():
    """All episodes share one world there, so what a seed gives depends on those before."""
    with gym.make(IDS[0]) as original, gym.make(f"java/{IDS[0]}") as ours:
        ends = set()
        for _ in range(4):
            expected, _ = original.reset(seed=3)
            actual, _ = ours.reset(seed=3)
            walk = BipedalWalker()
            for step in range(450):
                action = walk(expected)
                expected, actual = original.step(action)[0], ours.step(action)[0]
                assert actual.tobytes() == expected.tobytes(), step
            ends.add(actual.tobytes())
        assert len(ends) > 1


@pytest.mark.parametrize("env_id", IDS)
def test_the_heuristic_is_gymnasiums(env_id):
    with gym.make(env_id) as env:
        for seed in range(4):
            observation, _ = env.reset(seed=seed)
            theirs, ours = BipedalWalkerHeuristics(), BipedalWalker()
            over, steps = False, 0
            while not over and steps < 500:
                action = ours(observation)
                assert action.dtype == np.float32
                np.testing.assert_array_equal(action, theirs.step_heuristic(observation))
                observation, _, terminated, truncated, _ = env.step(action)
                over = terminated or truncated
                steps += 1


@pytest.mark.filterwarnings("ignore:.*terminated = True")
def test_steps_beyond_the_end_equal_gymnasium():
    with gym.make(IDS[1]) as original, gym.make(f"java/{IDS[1]}") as ours:
        original.action_space.seed(1)
        for seed in range(4):
            original.reset(seed=seed)
            ours.reset(seed=seed)
            for _ in range(400):
                action = original.action_space.sample()
                expected, actual = original.step(action), ours.step(action)
                np.testing.assert_array_equal(actual[0], expected[0], strict=True)
                assert actual[1] == float(expected[1])
                assert actual[2:] == expected[2:]


def test_actions_beyond_the_space_are_clipped_as_in_gymnasium():
    with gym.make(IDS[0]) as original, gym.make(f"java/{IDS[0]}") as ours:
        original.reset(seed=0)
        ours.reset(seed=0)
        for action in ([7, -7, 1, -1], [np.inf, 0, -np.inf, -0.0], [0.5, 1.5, -2, 1e-30]):
            torques = np.array(action, dtype=np.float32)
            expected, actual = original.step(torques), ours.step(torques)
            np.testing.assert_array_equal(actual[0], expected[0], strict=True)
            assert actual[1] == float(expected[1])


def test_an_action_that_is_no_number_is_an_error_and_leaves_the_environment_whole():
    with gym.make(f"java/{IDS[0]}") as env:
        env.reset(seed=0)
        with pytest.raises(gym.error.InvalidAction, match="nan"):
            env.step(np.array([np.nan, 0, 0, 0], dtype=np.float32))
        env.step(np.zeros(4, dtype=np.float32))


@pytest.mark.parametrize("env_id", IDS)
def test_spec_values_are_those_of_gymnasium(env_id):
    original, ours = gym.spec(env_id), gym.spec(f"java/{env_id}")
    for name in ("reward_threshold", "nondeterministic", "max_episode_steps", "kwargs"):
        assert getattr(ours, name) == getattr(original, name), name
