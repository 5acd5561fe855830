"""Tianshou's collectors and agents on ours."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("javagym")  # registers java/
pytest.importorskip("tianshou")

from tianshou.algorithm import DQN  # noqa: E402
from tianshou.algorithm.modelfree.dqn import DiscreteQLearningPolicy  # noqa: E402
from tianshou.algorithm.optim import AdamOptimizerFactory  # noqa: E402
from tianshou.data import Collector, VectorReplayBuffer  # noqa: E402
from tianshou.env import DummyVectorEnv, SubprocVectorEnv  # noqa: E402
from tianshou.trainer import OffPolicyTrainerParams  # noqa: E402
from tianshou.utils.net.common import Net  # noqa: E402

torch.set_num_threads(1)


def make(env_id):
    import javagym  # noqa: F401 - registers java/ in a worker

    return gym.make(env_id)


def envs(kind, env_id, count):
    return kind([lambda: make(env_id)] * count)


def agent(env_id):
    torch.manual_seed(1)
    space = gym.make(env_id).action_space
    net = Net(state_shape=(4,), action_shape=space.n, hidden_sizes=[64, 64])
    policy = DiscreteQLearningPolicy(
        model=net, action_space=space, eps_training=0.3, eps_inference=0.0
    )
    return DQN(
        policy=policy,
        optim=AdamOptimizerFactory(lr=2e-3),
        gamma=0.99,
        n_step_return_horizon=3,
        target_update_freq=50,
    )


def collected(env_id, kind):
    rows = envs(kind, env_id, 3)
    rows.seed(5)
    buffer = VectorReplayBuffer(600, 3)
    collector = Collector(agent(env_id), rows, buffer, exploration_noise=True)
    np.random.seed(2)  # noqa: NPY002 - Tianshou explores with it
    collector.reset()
    collector.collect(n_step=300)
    rows.close()
    return buffer


@pytest.mark.parametrize("kind", [DummyVectorEnv, SubprocVectorEnv], ids=lambda kind: kind.__name__)
def test_a_collector_fills_its_buffer_as_from_gymnasium(kind):
    ours, theirs = collected("java/CartPole-v1", kind), collected("CartPole-v1", DummyVectorEnv)
    assert len(ours) == len(theirs) == 300
    for name in ("obs", "act", "rew", "terminated", "truncated", "obs_next"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), name)


@pytest.mark.slow
def test_dqn_learns():
    np.random.seed(3)  # noqa: NPY002 - Tianshou explores with it
    algorithm = agent("java/CartPole-v1")
    training, test = (envs(DummyVectorEnv, "java/CartPole-v1", 5) for _ in range(2))
    result = algorithm.run_training(
        OffPolicyTrainerParams(
            training_collector=Collector(
                algorithm, training, VectorReplayBuffer(10_000, 5), exploration_noise=True
            ),
            test_collector=Collector(algorithm, test),
            max_epochs=5,
            epoch_num_steps=1000,
            collection_step_num_env_steps=10,
            update_step_num_gradient_steps_per_sample=0.3,
            batch_size=64,
            test_step_num_episodes=5,
            show_progress=False,
        )
    )
    training.close()
    test.close()
    assert result.best_reward > 60  # an untrained network's is 10, a random policy's 22
