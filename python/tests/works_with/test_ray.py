"""A Ray cluster of several nodes on this machine: RLlib's runners and env servers, killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

import javagym

ray = pytest.importorskip("ray")
pytest.importorskip("ray.rllib")
pytest.importorskip("torch")

from ray.cluster_utils import Cluster  # noqa: E402
from ray.rllib.algorithms.ppo import PPOConfig  # noqa: E402
from ray.tune.registry import register_env  # noqa: E402

from javagym.ray import Server, start_servers  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ENV_ID = "java/CartPole-v1"
ROWS = 16


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


def eventually(holds: Callable[[], bool], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it does not come about"
        time.sleep(0.2)


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def ppo(env: str, runners: int) -> Any:
    return (
        PPOConfig()
        .environment(env)
        .env_runners(
            num_env_runners=runners,
            num_envs_per_env_runner=ROWS,
            gym_env_vectorize_mode="vector_entry_point",
        )
        .training(train_batch_size_per_learner=1024, minibatch_size=256, num_epochs=2)
        .fault_tolerance(restart_failed_env_runners=True, delay_between_env_runner_restarts_s=1.0)
        .debugging(seed=1)
        .build_algo()
    )


def describe(runner: Any) -> tuple[int, str, int]:
    envs = runner.env.unwrapped
    return os.getpid(), type(envs._session).__module__, envs.num_envs


def runners_of(algorithm: Any) -> list[tuple[int, str, int]]:
    group = algorithm.env_runner_group
    found: list[tuple[int, str, int]] = group.foreach_env_runner(
        describe, local_env_runner=False, timeout_seconds=60
    )
    return found


def steps_of(result: dict[str, Any]) -> int:
    return int(result["num_env_steps_sampled_lifetime"])


def test_a_runner_has_one_jvm_with_many_environments_and_is_made_anew_when_it_dies(cluster):
    algorithm = ppo(f"javagym:{ENV_ID}", runners=2)
    try:
        before = runners_of(algorithm)
        assert len({pid for pid, _, _ in before}) == 2
        assert [(door, rows) for _, door, rows in before] == [("javagym.doors.inprocess", ROWS)] * 2
        for pid, _, _ in before:
            maps = Path(f"/proc/{pid}/maps").read_text()
            assert "libjvm.so" in maps
        steps = steps_of(algorithm.train())
        killed = before[0][0]
        os.kill(killed, signal.SIGKILL)

        def is_healed() -> bool:
            nonlocal steps
            steps, last = steps_of(algorithm.train()), steps
            assert steps >= last
            pids = {pid for pid, _, _ in runners_of(algorithm)}
            return len(pids) == 2 and killed not in pids

        eventually(is_healed)
        assert steps_of(algorithm.train()) > steps
    finally:
        algorithm.stop()


def play(envs: Any, expected: Any, steps: int) -> None:
    for _ in range(steps):
        actions = expected.action_space.sample()
        for ours, theirs in zip(envs.step(actions)[:4], expected.step(actions)[:4], strict=True):
            np.testing.assert_array_equal(ours, theirs)


def test_what_ran_in_a_server_goes_on_with_the_same_trajectory_when_that_is_killed(cluster):
    node = cluster.add_node(num_cpus=1, resources={"servers": 2})
    servers = start_servers(1, resources={"servers": 1}, num_cpus=0)
    ((url, _, pid),) = servers.where()
    with (
        closing(
            gym.make_vec(
                ENV_ID,
                num_envs=ROWS,
                door=servers,
                resume=javagym.Resume(snapshot_steps=20, seconds=120),
            )
        ) as envs,
        closing(gym.make_vec(f"{ENV_ID}", num_envs=ROWS)) as expected,
    ):
        np.testing.assert_array_equal(envs.reset(seed=1)[0], expected.reset(seed=1)[0])
        expected.action_space.seed(2)
        play(envs, expected, 50)

        os.kill(pid, signal.SIGKILL)  # the server; its actor starts another
        play(envs, expected, 50)
        ((second_url, _, second_pid),) = servers.where()
        assert second_pid != pid
        assert second_url != url

        actor_pid = parent(parent(second_pid))
        os.kill(actor_pid, signal.SIGKILL)  # the actor; Ray makes another, with a server of its own
        eventually(lambda: not is_alive(second_pid))
        play(envs, expected, 50)
        ((_, _, third_pid),) = servers.where()
        assert third_pid != second_pid

        cluster.add_node(num_cpus=1, resources={"servers": 2})
        cluster.remove_node(node, allow_graceful=False)  # the node; the actor goes to another one
        eventually(lambda: not is_alive(third_pid))
        play(envs, expected, 50)
        ((_, _, fourth_pid),) = servers.where()
        assert fourth_pid != third_pid
    servers.close()
    eventually(lambda: not is_alive(fourth_pid))


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_rllibs_runners_train_on_servers_one_of_which_dies(cluster):
    servers = start_servers(2, num_cpus=0)

    def served(context: Any) -> Any:
        return gym.make_vec(
            f"javagym:{ENV_ID}",
            num_envs=context["num_envs"],
            door=servers,
            resume=True,
        )

    register_env("served-cart-pole", served)
    algorithm = ppo("served-cart-pole", runners=2)
    try:
        before = runners_of(algorithm)
        assert [door for _, door, _ in before] == ["javagym.doors.resume"] * 2
        first = steps_of(algorithm.train())
        assert first >= 1024
        os.kill(servers.where()[0][2], signal.SIGKILL)
        second = steps_of(algorithm.train())
        assert second >= first + 1024
        # No runner died of it: the environments were brought back below them.
        assert [pid for pid, _, _ in runners_of(algorithm)] == [pid for pid, _, _ in before]
    finally:
        algorithm.stop()
        servers.close()


def test_a_server_that_does_not_start_is_an_error_that_says_where_to_look(cluster):
    broken = Server(["--no-such-option"])
    with pytest.raises(RuntimeError, match="did not start"):
        broken.where()


def test_no_servers_are_an_error():
    with pytest.raises(ValueError, match="count is 0, expected at least 1"):
        start_servers(0)
