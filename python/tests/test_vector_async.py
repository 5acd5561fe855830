"""Rows that need not wait for each other: send and recv."""

from __future__ import annotations

from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym

NUM_ENVS, BATCH_SIZE = 10, 4


def make(env_id: str = "java/FrozenLake-v1", **kwargs):
    return closing(
        gym.make_vec(env_id, num_envs=NUM_ENVS, batch_size=BATCH_SIZE, num_threads=3, **kwargs)
    )


@pytest.mark.parametrize(
    "env_id", ["java/FrozenLake-v1", "java/LunarLanderContinuous-v3", "java/Blackjack-v1"]
)
@pytest.mark.parametrize("autoreset_mode", ["NextStep", "SameStep"])
def test_a_row_has_the_trajectory_that_it_has_in_step(env_id, autoreset_mode):
    steps = 120
    with closing(gym.make_vec(env_id, num_envs=NUM_ENVS, autoreset_mode=autoreset_mode)) as sync:
        sync.action_space.seed(1)
        actions = [sync.action_space.sample() for _ in range(steps)]
        observations, infos = sync.reset(seed=3)
        zeros = np.zeros(NUM_ENVS)
        expected = [(observations, zeros, zeros, zeros, infos)]
        expected += [sync.step(action) for action in actions]
    taken = np.zeros(NUM_ENVS, dtype=int)
    with make(env_id, autoreset_mode=autoreset_mode) as envs:
        envs.async_reset(seed=3)
        for _ in range(steps * 2):
            observations, rewards, terminations, truncations, infos = envs.recv()
            rows = infos.pop("env_id")
            assert len(set(rows.tolist())) == BATCH_SIZE
            for i, row in enumerate(rows):
                outcome = expected[taken[row]]
                if isinstance(observations, tuple):
                    assert [o[i] for o in observations] == [o[row] for o in outcome[0]]
                else:
                    np.testing.assert_array_equal(observations[i], outcome[0][row])
                assert rewards[i] == outcome[1][row]
                assert terminations[i] == outcome[2][row]
                assert truncations[i] == outcome[3][row]
                for key, mask in infos.items():
                    if key.startswith("_") and mask[i]:
                        assert outcome[4][key][row]
                if "_final_obs" in infos and infos["_final_obs"][i]:
                    np.testing.assert_array_equal(
                        infos["final_obs"][i], outcome[4]["final_obs"][row]
                    )
            if taken.max() == steps:
                break
            envs.send(np.array([actions[taken[row]][row] for row in rows]), rows)
            taken[rows] += 1
        assert taken.min() > 0


def test_without_ids_the_rows_that_were_received_last_are_sent():
    with make() as envs:
        envs.async_reset(seed=0)
        first = envs.recv()[4]["env_id"]
        envs.send(np.zeros(BATCH_SIZE, dtype=np.int32))
        with pytest.raises(error.Error, match=f"env={first[0]}, which is under way"):
            envs.send(np.zeros(1, dtype=int), first[:1])


def test_all_rows_can_be_moved_at_once_while_none_is_under_way():
    with make() as envs, closing(gym.make_vec("java/FrozenLake-v1", num_envs=NUM_ENVS)) as sync:
        np.testing.assert_array_equal(envs.reset(seed=5)[0], sync.reset(seed=5)[0])
        actions = np.ones(NUM_ENVS, dtype=int)
        np.testing.assert_array_equal(envs.step(actions)[0], sync.step(actions)[0])
        envs.send(np.array([0]), np.array([2]))
        with pytest.raises(error.Error, match="1 are under way"):
            envs.step(actions)


@pytest.mark.parametrize(
    ("ids", "exception", "message"),
    [
        ([0, NUM_ENVS], ValueError, "0 <= env_id < 10"),
        ([-1, 0], ValueError, "0 <= env_id < 10"),
        ([1, 1], ValueError, "env=1 twice"),
        ([0.0, 1.0], ValueError, "integers"),
        ([[0, 1]], ValueError, "shape"),
    ],
    ids=repr,
)
def test_bad_ids_are_errors(ids, exception, message):
    with make() as envs:
        envs.reset(seed=0)
        with pytest.raises(exception, match=message):
            envs.send(np.zeros(2, dtype=int), np.array(ids))


def test_bad_actions_are_errors_that_send_nothing():
    with make() as envs:
        envs.reset(seed=0)
        with pytest.raises(error.InvalidAction, match="env=7, action=4"):
            envs.send(np.array([0, 4]), np.array([3, 7]))
        with pytest.raises(error.InvalidAction, match="shape"):
            envs.send(np.zeros(3, dtype=int), np.array([3, 7]))
        with pytest.raises(ValueError, match="only 0 are under way"):
            envs.recv()


@pytest.mark.parametrize("batch_size", [0, NUM_ENVS + 1])
def test_bad_batch_sizes_are_errors(batch_size):
    with pytest.raises(ValueError, match="1 <= batch_size <= num_envs=10"):
        gym.make_vec("java/FrozenLake-v1", num_envs=NUM_ENVS, batch_size=batch_size)
    with pytest.raises(ValueError, match="DISABLED"):
        gym.make_vec("java/FrozenLake-v1", num_envs=2, batch_size=1, autoreset_mode="Disabled")


def test_without_a_batch_size_send_and_recv_say_so():
    with closing(gym.make_vec("java/FrozenLake-v1", num_envs=2)) as envs:
        for call in (lambda: envs.send([0], [0]), envs.recv, envs.async_reset):
            with pytest.raises(error.Error, match="needs a batch_size"):
                call()


@pytest.mark.parametrize(
    ("fault", "exception"),
    [("STEP_THROWS", javagym.JavaEnvError), ("STEP_HANGS", javagym.EnvTimeoutError)],
)
def test_a_row_that_fails_is_named_and_the_others_are_received_next(broken, fault, exception):
    with make(f"broken/{fault}-v0", step_timeout=0.2) as envs:
        envs.reset(seed=0)
        envs.send(np.array([0, 1, 0, 0]), np.arange(4))
        with pytest.raises(exception, match="env=1"):
            envs.recv()
        envs.send(np.array([0]), np.array([8]))
        _, rewards, _, _, infos = envs.recv()
        assert sorted(infos["env_id"].tolist()) == [0, 2, 3, 8]
        assert rewards.tolist() == [1.0] * BATCH_SIZE
        with pytest.raises(error.ResetNeeded, match="env=1"):
            envs.send(np.array([0]), np.array([1]))
        envs.reset(options={"reset_mask": np.arange(NUM_ENVS) == 1})
        envs.send(np.zeros(4, dtype=int), np.arange(4))
        assert envs.recv()[1].tolist() == [1.0] * BATCH_SIZE
