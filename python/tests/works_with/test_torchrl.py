"""TorchRL's environments, collectors and losses around ours."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("javagym")  # registers java/
pytest.importorskip("torchrl")

from tensordict.nn import TensorDictModule  # noqa: E402
from torchrl.collectors import Collector  # noqa: E402
from torchrl.envs import GymEnv, ParallelEnv, StepCounter, TransformedEnv  # noqa: E402
from torchrl.envs.utils import check_env_specs  # noqa: E402
from torchrl.modules import MLP, OneHotCategorical, ProbabilisticActor, ValueOperator  # noqa: E402
from torchrl.objectives import ClipPPOLoss  # noqa: E402
from torchrl.objectives.value import GAE  # noqa: E402

torch.set_num_threads(1)


@pytest.mark.parametrize(
    "env_id", ["CartPole-v1", "Pendulum-v1", "FrozenLake-v1", "LunarLander-v3"]
)
def test_gym_env_gives_what_it_gives_of_gymnasium(env_id):
    rollouts = []
    for name in (f"java/{env_id}", env_id):
        env = GymEnv(name)
        check_env_specs(env)
        env.set_seed(3)
        torch.manual_seed(4)
        rollouts.append(env.rollout(100, break_when_any_done=False))
        env.close()
    ours, theirs = rollouts
    assert set(ours.keys(True, True)) == set(theirs.keys(True, True))
    for key in theirs.keys(True, True):
        np.testing.assert_array_equal(ours[key].numpy(), theirs[key].numpy(), str(key))


def test_gym_env_takes_a_vector_environment():
    env = GymEnv("javagym:java/CartPole-v1", num_envs=4)
    try:
        assert env.batch_size == (4,)
        assert env.rollout(20, break_when_any_done=False)["observation"].shape == (4, 20, 4)
    finally:
        env.close()


def make():
    import javagym  # noqa: F401 - registers java/ in a worker

    return TransformedEnv(GymEnv("java/CartPole-v1"), StepCounter())


def test_parallel_env_has_workers_with_a_jvm_each():
    env = ParallelEnv(2, make, mp_start_method="spawn")
    try:
        assert env.rollout(20, break_when_any_done=False)["observation"].shape == (2, 20, 4)
    finally:
        env.close()


@pytest.mark.slow
def test_ppo_learns_from_a_collector():
    torch.manual_seed(0)
    network = TensorDictModule(
        MLP(in_features=4, out_features=2, num_cells=[64, 64], activation_class=torch.nn.Tanh),
        in_keys=["observation"],
        out_keys=["logits"],
    )
    actor = ProbabilisticActor(
        network, in_keys=["logits"], distribution_class=OneHotCategorical, return_log_prob=True
    )
    critic = ValueOperator(
        MLP(in_features=4, out_features=1, num_cells=[64, 64], activation_class=torch.nn.Tanh),
        in_keys=["observation"],
    )
    advantage = GAE(gamma=0.99, lmbda=0.95, value_network=critic, average_gae=True)
    loss = ClipPPOLoss(actor, critic)
    optimizer = torch.optim.Adam(loss.parameters(), lr=2e-3)
    collector = Collector(make, actor, frames_per_batch=1024, total_frames=12_288)
    lengths = []
    for batch in collector:
        done = batch["next", "done"].squeeze(-1)
        lengths.append(batch["next", "step_count"].squeeze(-1)[done].tolist())
        with torch.no_grad():
            advantage(batch)
        for _ in range(6):
            for rows in torch.randperm(len(batch)).split(256):
                losses = loss(batch[rows])
                total = losses["loss_objective"] + losses["loss_critic"] + losses["loss_entropy"]
                optimizer.zero_grad()
                total.backward()
                optimizer.step()
    collector.shutdown()
    assert np.mean(lengths[0]) < 40
    assert np.mean(lengths[-1] or [1024]) > 2 * np.mean(lengths[0])
