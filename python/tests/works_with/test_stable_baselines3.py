"""Stable-Baselines3's agents become the same on our environments as on Gymnasium's."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest

import javagym  # noqa: F401 - registers java/

sb3 = pytest.importorskip("stable_baselines3")

from stable_baselines3.common.env_util import make_vec_env  # noqa: E402
from stable_baselines3.common.vec_env import (  # noqa: E402
    DummyVecEnv,
    SubprocVecEnv,
    VecNormalize,
)

STEPS = 2048


def make(env_id):

    return gym.make(env_id)


def weights_after_ppo(env_id, vec_env_cls, **kwargs):
    pytest.importorskip("torch").set_num_threads(1)
    envs = make_vec_env(
        lambda: make(env_id), n_envs=2, seed=1, vec_env_cls=vec_env_cls, vec_env_kwargs=kwargs
    )
    try:
        agent = sb3.PPO("MlpPolicy", envs, n_steps=256, n_epochs=4, seed=1, device="cpu")
        agent.learn(STEPS)
        episodes = list(agent.ep_info_buffer)
        assert len(episodes) > 20
        return [p.detach().numpy() for p in agent.policy.parameters()]
    finally:
        envs.close()


@pytest.mark.parametrize("start_method", ["", "forkserver", "spawn"])
def test_ppo_becomes_the_same_network_as_on_gymnasiums_own(start_method):
    kind = SubprocVecEnv if start_method else DummyVecEnv
    kwargs = {"start_method": start_method} if start_method else {}
    ours = weights_after_ppo("java/CartPole-v1", kind, **kwargs)
    theirs = weights_after_ppo("CartPole-v1", DummyVecEnv)
    for our, their in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(our, their)


@pytest.mark.parametrize(
    ("algorithm", "env_id"),
    [("DQN", "LunarLander-v3"), ("A2C", "Acrobot-v1"), ("SAC", "Pendulum-v1")],
)
def test_other_agents_become_the_same_as_on_gymnasiums_own(algorithm, env_id):
    pytest.importorskip("torch").set_num_threads(1)
    trained = []
    for name in (f"java/{env_id}", env_id):
        envs = VecNormalize(DummyVecEnv([lambda name=name: make(name)]))
        kwargs = {"learning_starts": 100} if algorithm in ("DQN", "SAC") else {}
        agent = getattr(sb3, algorithm)("MlpPolicy", envs, seed=1, device="cpu", **kwargs)
        agent.learn(300)
        trained.append([p.detach().numpy() for p in agent.policy.parameters()])
        envs.close()
    for our, their in zip(*trained, strict=True):
        np.testing.assert_array_equal(our, their)
