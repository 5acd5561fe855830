"""Policies in files act the same in Java, NumPy and, where it is installed, PyTorch."""

from __future__ import annotations

import json

import gymnasium as gym
import jpype
import numpy as np
import pytest
from gymnasium import error, spaces
from safetensors.numpy import save_file

from javagym.agents import DQN, PPO, REINFORCE, VPG, Policy, PolicyFileError, crossing, load_policy
from javagym.agents.jar import agent_session
from javagym.agents.policyfile import AGENT, DESCRIPTION, read_tensors
from tests.agents.conftest import best, observations

# Rounding of the one sum or the other: outputs are of the size of 1.
TOLERANCE = 1e-5

SMALL = {"net_arch": [16, 16]}
AGENTS = {
    "dqn": lambda: DQN("java/CartPole-v1", seed=1, **SMALL),
    "dqn of states": lambda: DQN("java/FrozenLake-v1", seed=1, **SMALL),
    "ppo": lambda: PPO("java/CartPole-v1", seed=1, n_steps=64, **SMALL),
    "ppo shared": lambda: PPO("java/CartPole-v1", n_steps=64, shared_network=True, **SMALL),
    "ppo relu": lambda: PPO("java/Acrobot-v1", n_steps=64, activation="relu", **SMALL),
    "ppo box": lambda: PPO("java/Pendulum-v1", n_steps=64, learning_rate=1e-2, **SMALL),
    "reinforce": lambda: REINFORCE("java/CartPole-v1", seed=1),
    "vpg": lambda: VPG("java/CartPole-v1", seed=1, epoch_steps=100),
    "vpg box": lambda: VPG("java/Pendulum-v1", seed=1, epoch_steps=100),
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "policy.safetensors"


@pytest.fixture(params=AGENTS)
def agent(request, close_later):
    return close_later(AGENTS[request.param]()).learn(300)


def same(ours, theirs):
    if ours.dtype.kind == "i":
        np.testing.assert_array_equal(ours, theirs)
    else:
        np.testing.assert_allclose(ours, theirs, atol=TOLERANCE)


def test_numpy_acts_as_the_agent_in_java(agent, path):
    agent.save(path)
    policy = Policy(path)
    assert policy.algorithm == agent.algorithm
    assert policy.observation_space == agent.observation_space
    assert policy.action_space == agent.action_space
    seen = observations(agent.observation_space)
    same(best(policy, seen), best(agent, seen))
    one, state = policy.predict(seen[0], state="mine", deterministic=True)
    assert state == "mine"
    same(np.asarray(one), np.asarray(best(policy, seen)[0]))
    assert agent.action_space.contains(one)


def test_a_loaded_agent_acts_as_the_one_that_was_saved(agent, path, close_later):
    agent.save(path)
    again = close_later(type(agent).load(path))
    seen = observations(agent.observation_space)
    np.testing.assert_array_equal(best(again, seen), best(agent, seen))
    assert again.hyperparameters == agent.hyperparameters


def test_pytorch_acts_as_the_agent_in_java(agent, path):
    torch = pytest.importorskip("torch")
    agent.save(path)
    module = load_policy(path)
    assert isinstance(module, torch.nn.Module)
    seen = observations(agent.observation_space)
    same(best(module, seen), best(agent, seen))
    outputs = module(module.features(seen))
    np.testing.assert_allclose(outputs.detach().numpy(), Policy(path).outputs(seen), atol=TOLERANCE)
    outputs.sum().backward()  # it can go on learning
    assert all(p.grad is not None for p in module.policy.parameters())


def test_java_acts_as_a_sequential(path):
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    model = torch.nn.Sequential(
        torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 3, bias=True)
    )
    seen_space = spaces.Box(-np.inf, np.inf, (4,), np.float32)
    actions = spaces.Discrete(3, start=5)
    crossing.save_policy(
        model, path, observation_space=seen_space, action_space=actions, outputs="logits"
    )
    seen = observations(seen_space)
    with torch.no_grad():
        expected = 5 + model(torch.from_numpy(seen)).argmax(dim=1).numpy()
    np.testing.assert_array_equal(java_best(path, seen), expected)
    np.testing.assert_array_equal(best(Policy(path), seen), expected)


def test_pictures_go_through_convolutions_alike(path):
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(2, 4, 4, 2),
        torch.nn.ReLU(),
        torch.nn.Conv2d(4, 8, 3, 1),
        torch.nn.ReLU(),
        torch.nn.Flatten(),
        torch.nn.Linear(8 * 3 * 5, 16),
        torch.nn.Tanh(),
        torch.nn.Linear(16, 4),
    )
    space = spaces.Box(0, 255, (2, 12, 16), np.uint8)
    crossing.save_policy(
        model, path, observation_space=space, action_space=spaces.Discrete(4), outputs="q"
    )
    seen = observations(space, 50)
    with torch.no_grad():
        expected = model(torch.from_numpy(seen).float() / 255).numpy()
    np.testing.assert_allclose(Policy(path).outputs(seen), expected, atol=TOLERANCE)
    module = load_policy(path)
    same(best(module, seen), expected.argmax(axis=1))


@pytest.mark.parametrize(
    "algorithm", ["ppo", "ppo of a box", "dqn", "dqn of states", "dqn of bytes"]
)
def test_java_acts_as_stable_baselines3(algorithm, path):
    sb3 = pytest.importorskip("stable_baselines3")
    pytest.importorskip("torch").set_num_threads(1)
    kind, env = {
        "ppo": (sb3.PPO, "CartPole-v1"),
        "ppo of a box": (sb3.PPO, "Pendulum-v1"),
        "dqn": (sb3.DQN, "CartPole-v1"),
        "dqn of states": (sb3.DQN, "FrozenLake-v1"),
        "dqn of bytes": (sb3.DQN, _Bytes()),
    }[algorithm]
    more = {"n_steps": 64} if kind is sb3.PPO else {"learning_starts": 10}
    model = kind("MlpPolicy", env, seed=1, device="cpu", learning_rate=1e-2, **more).learn(200)
    crossing.save_policy(model, path)
    seen = observations(model.observation_space)
    expected = model.predict(seen, deterministic=True)[0]
    assert len(np.unique(expected)) > 1
    same(java_best(path, seen), expected)
    same(best(Policy(path), seen), expected)
    same(best(load_policy(path), seen), expected)


class _Bytes(gym.Env):
    """Bytes that are no picture, such as Atari's RAM: Stable-Baselines3 leaves them as they are."""

    observation_space = spaces.Box(0, 255, (8,), np.uint8)
    action_space = spaces.Discrete(3)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return self.observation_space.sample(), {}

    def step(self, action):
        return self.observation_space.sample(), 1.0, False, False, {}


def java_best(path, seen):
    """Return the actions of Java's own Policy."""
    agent_session()
    java = jpype.JClass("io.javagym.agents.policyfile.Policy")
    policy = java.load(jpype.JClass("java.nio.file.Path").of(str(path)))
    if seen.ndim == 1:
        actions = [policy.best(jpype.JLong(int(state))) for state in seen]
    else:
        kind = jpype.JByte if seen.dtype == np.uint8 else jpype.JFloat
        rows = seen.view(np.int8) if seen.dtype == np.uint8 else seen
        actions = [policy.best(jpype.JArray(kind)(row)) for row in rows]
    policy.close()
    if isinstance(actions[0], jpype.JArray):
        return np.array([np.array(action) for action in actions])
    return np.array([int(action) for action in actions])


@pytest.mark.parametrize(
    ("sampled", "name"), [("logits", "java/CartPole-v1"), ("mean", "java/Pendulum-v1")]
)
def test_drawn_actions_have_the_distribution_that_the_outputs_say(sampled, name, path, close_later):
    agent = close_later(PPO(name, seed=1, n_steps=64, learning_rate=1e-2)).learn(300)
    agent.save(path)
    policy = Policy(path)
    policy.seed(1)
    draws = 4000
    seen = np.repeat(observations(agent.observation_space, 1), draws, axis=0)
    ours, javas = policy.predict(seen)[0], agent.predict(seen)[0]
    outputs = policy.outputs(seen[:1])[0]
    if sampled == "logits":
        p = np.exp(outputs - outputs.max())
        expected = (p / p.sum())[1]
    else:
        spread = float(np.exp(policy.tensors["log_std"])[0])
        noise = np.random.default_rng(1).normal(outputs[0], spread, 1_000_000)
        expected = np.clip(noise, -2, 2).mean()
    for actions in (ours, javas):
        error_of_mean = actions.std() / np.sqrt(draws)
        assert abs(actions.mean() - expected) < 5 * error_of_mean


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "a policy of version 2, expected 1"),
        ({"outputs": [{"name": "q", "size": 3}]}, r"outputs \(\('q', 3\),\) of a network of 2"),
        ({"network": None}, "the description of the policy"),
    ],
)
def test_a_description_that_cannot_be_is_refused(change, message, path, close_later):
    close_later(DQN("java/CartPole-v1", **SMALL)).save(path)
    tensors, metadata = read_tensors(path)
    metadata[DESCRIPTION] = json.dumps({**json.loads(metadata[DESCRIPTION]), **change})
    save_file(tensors, path, metadata)
    with pytest.raises(PolicyFileError, match=message):
        Policy(path)


def test_weights_that_cannot_be_are_refused(path, close_later):
    agent = close_later(DQN("java/CartPole-v1", **SMALL))
    agent.save(path)
    tensors, metadata = read_tensors(path)
    good = tensors["policy.0.weight"]
    for weight, message in (
        (good[:, :2], r"'policy.0.weight' is float32 of shape \(16, 2\), expected float32 of"),
        (np.full_like(good, np.nan), "'policy.0.weight' has nan at 0, expected finite numbers"),
    ):
        save_file({**tensors, "policy.0.weight": np.ascontiguousarray(weight)}, path, metadata)
        with pytest.raises(PolicyFileError, match=message):
            Policy(path)
        with pytest.raises(ValueError, match=r"policy\.0\.weight"):
            DQN.load(path)
    del metadata[AGENT], metadata[DESCRIPTION]
    save_file(tensors, path, metadata)
    for load in (Policy, DQN.load):
        with pytest.raises(PolicyFileError, match=r"its metadata are \[\]"):
            load(path)
    path.write_bytes(path.read_bytes()[:-3])
    for load in (Policy, DQN.load):
        with pytest.raises(PolicyFileError, match=str(path)):
            load(path)


def test_without_pytorch_the_error_names_the_extra(monkeypatch, path):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    for ask in (lambda: load_policy(path), lambda: crossing.save_policy(None, path)):
        with pytest.raises(error.DependencyNotInstalled, match=r"pip install javagym\[torch\]"):
            ask()
