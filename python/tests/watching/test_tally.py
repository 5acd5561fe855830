"""Steps, episodes and returns are those that Gymnasium's own wrappers count."""

from __future__ import annotations

from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode
from gymnasium.wrappers.vector import RecordEpisodeStatistics

import javagym

EPISODES = 40


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.DISABLED])
def test_rows_are_counted_as_gymnasium_counts_them(mode: AutoresetMode) -> None:
    inner: Any = gym.make_vec("java/CartPole-v1", 5, autoreset_mode=mode)
    envs: Any = javagym.watch(RecordEpisodeStatistics(inner))
    envs.reset(seed=1)
    envs.action_space.seed(1)
    tally = envs.screen.tally
    returns: list[float] = []
    while len(returns) < EPISODES:
        _, _, terminations, truncations, infos = envs.step(envs.action_space.sample())
        done = terminations | truncations
        returns += infos["episode"]["r"][done].tolist() if done.any() else []
        if mode == AutoresetMode.DISABLED and done.any():
            envs.reset(options={"reset_mask": done})
        now = envs.env.episode_returns * ~done
        assert [value for value, _ in tally.running(5)] == now.tolist()
        if mode == AutoresetMode.DISABLED:
            lengths = envs.env.episode_lengths * ~done
            assert [steps for _, steps in tally.running(5)] == lengths.tolist()
    assert list(tally.returns) == returns
    assert tally.episodes == len(returns)
    envs.close()


@pytest.mark.parametrize("mode", list(AutoresetMode))
def test_the_steps_of_a_balanced_pole_are_its_return(mode: AutoresetMode) -> None:
    envs: Any = javagym.watch(gym.make_vec("java/CartPole-v1", 3, autoreset_mode=mode))
    envs.reset(seed=1)
    envs.action_space.seed(1)
    for _ in range(200):
        _, _, terminations, truncations, _ = envs.step(envs.action_space.sample())
        done = terminations | truncations
        if mode == AutoresetMode.DISABLED and done.any():
            envs.reset(options={"reset_mask": done})
        for value, steps in envs.screen.tally.running(3):
            assert value == steps
    assert envs.screen.tally.steps == 600
    envs.close()


def test_a_single_environment_is_counted_as_gymnasium_counts_it() -> None:
    inner = gym.wrappers.RecordEpisodeStatistics(gym.make("java/CartPole-v1"))
    env: Any = javagym.watch(inner)
    env.action_space.seed(1)
    returns, steps = [], 0
    for seed in range(EPISODES):
        env.reset(seed=seed)
        done, info = False, {}
        while not done:
            _, _, terminated, truncated, info = env.step(env.action_space.sample())
            done = terminated or truncated
            steps += 1
        returns.append(info["episode"]["r"])
        assert env.screen.tally.running(1) == [(info["episode"]["r"], info["episode"]["l"])]
    assert list(env.screen.tally.returns) == returns
    assert (env.screen.tally.episodes, env.screen.tally.steps) == (EPISODES, steps)
    env.close()


def test_an_episode_that_is_left_counts_for_nothing() -> None:
    env: Any = javagym.watch(gym.make("java/CartPole-v1"))
    env.reset(seed=1)
    env.step(0)
    env.reset()
    assert env.screen.tally.running(1) == [(0.0, 0)]
    assert env.screen.tally.episodes == 0
    env.close()


def test_the_last_hundred_returns_are_kept() -> None:
    env: Any = javagym.watch(gym.make("java/CartPole-v1", max_episode_steps=1))
    for seed in range(120):
        env.reset(seed=seed)
        env.step(0)
    assert list(env.screen.tally.returns) == [1.0] * 100
    assert env.screen.tally.episodes == 120
    assert np.isscalar(env.screen.tally.returns[0])
    env.close()
