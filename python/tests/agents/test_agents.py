"""Agents in Java, trained and asked by Python."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
import time

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error, spaces
from gymnasium.vector import AutoresetMode

from javagym import ForkedProcessError, JavaNotFoundError
from javagym.agents import (
    DQN,
    PPO,
    REINFORCE,
    VPG,
    DivergedError,
    Policy,
    PolicyFileError,
    QLearning,
    jar,
)
from javagym.agents import agent as agent_module
from javagym.agents.policyfile import read_tensors
from tests.agents.conftest import best, observations

STEPS = 1500


def made(kind, env, **more):
    settings = {
        DQN: {"batch_size": 16, "net_arch": [16], "train_freq": 4},
        PPO: {"n_steps": 100, "n_epochs": 2, "net_arch": [16]},
        VPG: {"epoch_steps": 200, "baseline_steps": 4},
    }
    return kind(env, seed=3, **settings.get(kind, {}), **more)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PPO, "CartPole-v1"),
        (PPO, "Pendulum-v1"),
        (DQN, "CartPole-v1"),
        (REINFORCE, "CartPole-v1"),
        (VPG, "CartPole-v1"),
        (QLearning, "FrozenLake-v1"),
        (DQN, "FrozenLake-v1"),
    ],
)
def test_on_gymnasiums_environment_it_learns_as_on_javas(kind, name, close_later):
    ours = close_later(made(kind, f"java/{name}")).learn(STEPS)
    theirs = close_later(made(kind, gym.make(name))).learn(STEPS)
    assert ours.num_timesteps == theirs.num_timesteps == STEPS
    for of_java, of_python in zip(ours.episodes, theirs.episodes, strict=True):
        assert len(of_java) >= 3
        np.testing.assert_array_equal(of_java, of_python)
    seen = observations(ours.observation_space)
    np.testing.assert_array_equal(best(ours, seen), best(theirs, seen))


@pytest.mark.parametrize("mode", [AutoresetMode.SAME_STEP, AutoresetMode.DISABLED])
def test_vector_environments_of_either_language_teach_the_same(mode, close_later):
    envs = gym.make_vec(
        "CartPole-v1", 3, vectorization_mode="sync", vector_kwargs={"autoreset_mode": mode}
    )
    ours = close_later(made(PPO, "java/CartPole-v1", n_envs=3)).learn(STEPS)
    theirs = close_later(made(PPO, envs)).learn(STEPS)
    named = close_later(made(PPO, "CartPole-v1", n_envs=3)).learn(STEPS)
    assert theirs.n_envs == named.n_envs == 3
    for episodes in (theirs.episodes, named.episodes):
        for of_java, of_python in zip(ours.episodes, episodes, strict=True):
            np.testing.assert_array_equal(of_java, of_python)
    seen = observations(ours.observation_space)
    np.testing.assert_array_equal(best(ours, seen), best(theirs, seen))
    envs.close()


@pytest.mark.parametrize("env", ["java/CartPole-v1", "CartPole-v1"])
@pytest.mark.parametrize("kind", [PPO, REINFORCE])
def test_learning_in_parts_is_learning_at_once(kind, env, close_later):
    at_once = close_later(made(kind, env)).learn(STEPS)
    in_parts = close_later(made(kind, env)).learn(STEPS // 3).learn(STEPS - STEPS // 3)
    for one, other in zip(at_once.episodes, in_parts.episodes, strict=True):
        np.testing.assert_array_equal(one, other)
    seen = observations(at_once.observation_space)
    np.testing.assert_array_equal(best(at_once, seen), best(in_parts, seen))


def test_it_learns(close_later):
    agent = close_later(PPO("java/CartPole-v1", seed=1, n_envs=8, n_steps=32, batch_size=256))
    agent.learn(30_000)
    returns = agent.episodes.returns
    assert returns[:50].mean() < 40
    assert returns[-20:].mean() > 120


def test_truncation_does_not_end_the_future(tmp_path, close_later):
    """Values of a task that pays 1 a step for ever, cut off after 5: 1 / (1 - gamma), not 5."""
    agent = close_later(QLearning(_Forever(), seed=1, gamma=0.5, learning_rate=0.5)).learn(300)
    table = _table(agent, tmp_path)
    np.testing.assert_allclose(table, 2, atol=1e-6)
    ends = close_later(QLearning(_Forever(ends=True), seed=1, gamma=0.5)).learn(300)
    assert _table(ends, tmp_path).max() < 1.01


class _Forever(gym.Env):
    observation_space = spaces.Discrete(2, start=3)
    action_space = spaces.Discrete(1, start=2)

    def __init__(self, ends: bool = False) -> None:
        self._ends = ends
        self._steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self._steps = 0
        return 3, {}

    def step(self, action):
        assert action == 2
        self._steps += 1
        over = self._steps == 5
        return 4 if not self._ends or over else 3, 1.0, self._ends, not self._ends and over, {}


def _table(agent, folder):
    agent.save(folder / "table")
    return read_tensors(folder / "table")[0]["q"]


@pytest.mark.parametrize("env", ["java/CartPole-v1", "CartPole-v1"])
def test_a_callback_sees_progress_and_ends_learning(env, close_later):
    told = []

    def callback(progress):
        told.append(progress)
        return len(told) < 3

    agent = close_later(made(PPO, env)).learn(50_000_000, callback=callback)
    assert len(told) == 4  # and once at the end
    assert 0 < told[0].steps <= told[1].steps <= agent.num_timesteps < 50_000_000
    assert told[-1].steps == agent.num_timesteps
    assert told[-1].total_steps == 50_000_000
    assert told[-1].episodes == len(agent.episodes.returns)
    assert told[-1].mean_return == pytest.approx(agent.episodes.returns[-100:].mean())
    assert told[-1].steps_per_second > 0


@pytest.mark.parametrize("env", ["java/CartPole-v1", "CartPole-v1"])
def test_an_exception_of_the_callback_is_raised_and_the_agent_goes_on(env, close_later):
    def callback(progress):
        raise RuntimeError("mine")

    agent = close_later(made(DQN, env))
    with pytest.raises(RuntimeError, match="mine"):
        agent.learn(50_000_000, callback=callback)
    before = agent.num_timesteps
    agent.learn(100)
    assert agent.num_timesteps >= before + 100


@pytest.mark.parametrize("env", ["java/CartPole-v1", "CartPole-v1"])
def test_ctrl_c_ends_learning_after_a_step(env, close_later):
    agent = close_later(made(REINFORCE, env))
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        agent.learn(500_000_000)
    assert time.monotonic() - began < 20
    timer.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    steps = agent.num_timesteps
    assert agent.learn(100).num_timesteps == steps + 100  # it goes on where it was


def test_a_progress_bar_goes_to_stderr(capfd, close_later):
    close_later(made(PPO, "java/CartPole-v1")).learn(STEPS, progress_bar=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "PPO" in err
    assert "steps/s" in err


def test_a_loaded_agent_goes_on_learning(tmp_path, close_later):
    path = tmp_path / "agent.safetensors"
    agent = close_later(PPO("java/CartPole-v1", seed=1, n_envs=8, n_steps=32, batch_size=256))
    agent.learn(30_000).save(path)
    again = close_later(PPO.load(path, "java/CartPole-v1"))
    assert (again.n_envs, again.seed) == (8, 1)
    again.learn(5_000)
    assert again.episodes.returns.mean() > 100  # from the first episode on
    changed = close_later(PPO.load(path, gym.make("CartPole-v1"), n_envs=1, n_steps=64))
    assert changed.hyperparameters["n_steps"] == 64
    changed.learn(100)


def test_a_table_is_kept(tmp_path, close_later):
    path = tmp_path / "table.safetensors"
    agent = close_later(QLearning("java/CliffWalking-v1", seed=1)).learn(20_000)
    agent.save(path)
    again = close_later(QLearning.load(path))
    seen = np.arange(48)
    np.testing.assert_array_equal(best(agent, seen), best(again, seen))
    assert len(set(best(agent, seen).tolist())) > 1


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (lambda: DQN("java/CartPole-v1", lr=1), TypeError, "no hyperparameter 'lr'; it has batch"),
        (lambda: DQN("java/Pendulum-v1"), ValueError, "DQN needs Discrete actions; PPO takes a"),
        (lambda: DQN(gym.make("Pendulum-v1")), ValueError, "DQN needs Discrete actions"),
        (lambda: QLearning("java/CartPole-v1"), ValueError, "QLearning needs Discrete spaces"),
        (lambda: PPO("java/Blackjack-v1"), ValueError, "a network sees Discrete, or a Box"),
        (lambda: PPO("java/CartPole-v1", gamma=1.5), ValueError, "gamma is 1.5, expected 0 <= ga"),
        (lambda: PPO("java/CartPole-v1", gamma="a"), ValueError, 'gamma is "a", expected a numbe'),
        (lambda: PPO("java/CartPole-v1", net_arch=[]), ValueError, "net_arch is .., expected a l"),
        (lambda: PPO("java/CartPole-v1", activation="elu"), ValueError, "expected one of 'identi"),
        (lambda: DQN("java/CartPole-v1", batch_size=9, buffer_size=5), ValueError, "the batch si"),
        (lambda: PPO("java/CartPole-v1", gamma=math.nan), ValueError, "hyperparameters"),
        (lambda: PPO("java/CartPole-v1", gamma=object()), TypeError, "a hyperparameter is"),
        (lambda: DQN("java/CartPole-v1", n_envs=2), ValueError, "on one environment at a time"),
        (lambda: PPO("java/CartPole-v1", n_envs=0), ValueError, "n_envs is 0, expected at least"),
        (lambda: PPO("java/CartPole-v1", seed=-1), ValueError, "the seed is -1, expected at least"),
        (lambda: PPO("java/NoSuch-v1"), error.NameNotFound, "NoSuch"),
        (lambda: PPO(7), TypeError, "env is a int, expected the name"),
        (lambda: PPO(gym.make("CartPole-v1"), n_envs=2), ValueError, "n_envs and env_kwargs are"),
        (lambda: PPO(gym.make_vec("CartPole-v1", 2)), ValueError, "got NEXT_STEP; make the"),
    ],
)
def test_what_cannot_be_is_an_error_that_says_why(make, kind, message):
    with pytest.raises(kind, match=message):
        make()


def test_a_run_that_diverges_says_where(close_later):
    agent = close_later(PPO("java/Pendulum-v1", learning_rate=1e30, n_steps=64, max_grad_norm=None))
    with pytest.raises(
        DivergedError, match=r"PPO diverged: the loss is .* lower the learning rate"
    ):
        agent.learn(100_000)


def test_an_environment_that_fails_is_an_error_and_can_be_reset(close_later):
    class Fails(_Forever):
        failed = False

        def step(self, action):
            if self._steps == 2 and not Fails.failed:
                Fails.failed = True
                raise RuntimeError("no fuel")
            return super().step(action)

    agent = close_later(QLearning(Fails(), seed=1))
    with pytest.raises(RuntimeError, match="no fuel"):
        agent.learn(100)
    assert agent.learn(100).num_timesteps == 102


def test_files_of_others_are_refused(tmp_path, close_later):
    path = tmp_path / "agent.safetensors"
    close_later(made(DQN, "java/CartPole-v1")).save(path)
    with pytest.raises(PolicyFileError, match="DQN of version 1, expected PPO"):
        PPO.load(path)
    with pytest.raises(FileNotFoundError):
        PPO.load(tmp_path / "none")
    with pytest.raises(
        ValueError, match=r"policy.0.weight' is F32\[16, 4\], expected F32\[16, 3\]"
    ):
        DQN.load(path, _Three())
    agent = close_later(made(DQN, "java/CartPole-v1"))
    with pytest.raises(OSError, match="NoSuchFile"):
        agent.save(tmp_path / "no folder" / "agent")
    alone = close_later(DQN.load(path))
    with pytest.raises(error.Error, match="has no environment to learn on: load it by DQN"):
        alone.learn(1)


class _Three(gym.Env):
    observation_space = spaces.Box(-1, 1, (3,), np.float32)
    action_space = spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return 0, {}


def test_observations_of_another_shape_are_refused(close_later):
    agent = close_later(made(DQN, "java/CartPole-v1"))
    with pytest.raises(ValueError, match=r"shape \(3,\), expected \(4,\), or \('n', 4\) for many"):
        agent.predict(np.zeros(3))
    with pytest.raises(ValueError, match=r"returned an observation of shape \(\)"):
        close_later(made(DQN, _Three())).learn(1)


def test_a_state_out_of_range_is_refused(tmp_path, close_later):
    agent = close_later(QLearning("java/FrozenLake-v1"))
    network = close_later(made(DQN, "java/FrozenLake-v1"))
    network.save(tmp_path / "policy")
    for who in (agent, network, Policy(tmp_path / "policy")):
        for state in (16, -1, [0, 16], 0.5):
            with pytest.raises(ValueError, match="expected integers with 0 <= observation < 16"):
                who.predict(state)


def test_a_forked_process_has_no_agent_and_says_so(close_later):
    agent = close_later(made(DQN, "java/CartPole-v1")).learn(10)
    child = os.fork()
    if child == 0:
        refused = 0
        for use in (
            lambda: agent.predict(np.zeros(4)),
            lambda: agent.learn(1),
            lambda: agent.episodes,
        ):
            try:
                use()
            except ForkedProcessError:
                refused += 1
        agent.close()
        os._exit(refused)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    agent.learn(10)


def test_after_close_it_says_so():
    agent = made(DQN, "java/CartPole-v1")
    agent.close()
    agent.close()
    for use in (
        lambda: agent.learn(1),
        lambda: agent.predict(np.zeros(4)),
        lambda: agent.save("x"),
    ):
        with pytest.raises(error.ClosedEnvironmentError, match="this DQN is closed"):
            use()


def test_a_missing_jar_is_an_error_that_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(jar, "_session", None)
    monkeypatch.setattr(jar, "JAR", tmp_path / "javagym-agents.jar")
    with pytest.raises(JavaNotFoundError, match=r"javagym-agents.jar does not exist; run `make"):
        DQN("java/CartPole-v1")


def test_a_process_with_an_agent_ends_by_itself():
    script = 'from javagym.agents import PPO; PPO("java/CartPole-v1", n_steps=64).learn(200)'
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_learns_in_java_on_environments_of_a_jar_of_your_own(stubborn, broken, close_later):
    agent = close_later(QLearning(stubborn, seed=1)).learn(100)
    assert agent._rollout is None
    assert agent.num_timesteps == 100
    assert agent_module._java_id("broken/NONE-v0") == "broken/NONE-v0"
    assert agent_module._java_id("CartPole-v1") is None


def test_a_step_that_hangs_does_not_hold_up_ctrl_c(stubborn, monkeypatch):
    monkeypatch.setattr(agent_module, "STOP_SECONDS", 0.2)
    agent = QLearning(stubborn, seed=1, env_kwargs={"fault": "sleep"})
    told = []
    began = time.monotonic()
    with pytest.raises(error.Error, match=r"has not ended for 0.2 s after learning was stopped"):
        agent.learn(1000, callback=lambda progress: told.append(progress) or len(told) < 5)
    with pytest.raises(error.Error, match="has not ended"):
        agent.learn(1)
    agent.close()
    assert time.monotonic() - began < 20
