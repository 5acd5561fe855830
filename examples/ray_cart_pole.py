"""RLlib's PPO on Java environments, on a Ray cluster of three nodes on this machine.

    make ray-venv
    build/ray-venv/bin/python examples/ray_cart_pole.py [--servers 2] [--kill]

Without ``--servers`` each env runner has a JVM in its process. With it, env servers are placed as
actors, and runners reach them by gRPC. ``--kill`` takes a node away in the middle.
"""

from __future__ import annotations

import argparse
from typing import Any

import gymnasium as gym
import ray
from ray.cluster_utils import Cluster
from ray.rllib.algorithms.ppo import PPOConfig
from ray.tune.registry import register_env

import javagym  # noqa: F401 - registers java/
from javagym.ray import start_servers

ROWS = 32


def served_by(servers: Any) -> str:
    """Register environments in servers, which outlive them, for RLlib; return the name."""

    def make(context: dict[str, Any]) -> Any:
        rows = context["num_envs"]
        return gym.make_vec("javagym:java/CartPole-v1", num_envs=rows, door=servers, resume=True)

    register_env("served-cart-pole", make)
    return "served-cart-pole"


def train(env: str, iterations: int, after: dict[int, Any]) -> list[float]:
    """Train; return each iteration's mean return. ``after`` says what to do after some."""
    algorithm = (
        PPOConfig()
        .environment(env)
        .env_runners(
            num_env_runners=2,
            num_envs_per_env_runner=ROWS,  # all in the one JVM of a runner
            gym_env_vectorize_mode="vector_entry_point",
        )
        .training(train_batch_size_per_learner=2048, minibatch_size=256, num_epochs=6, lr=1e-3)
        .fault_tolerance(restart_failed_env_runners=True, delay_between_env_runner_restarts_s=1.0)
        .debugging(seed=1, log_level="ERROR")
        .build_algo()
    )
    means = []
    for iteration in range(1, iterations + 1):
        result = algorithm.train()
        means.append(result["env_runners"].get("episode_return_mean", float("nan")))
        healthy = algorithm.env_runner_group.num_healthy_remote_workers()
        print(
            f"iteration {iteration}: {result['num_env_steps_sampled_lifetime']} steps,"
            f" mean return {means[-1]:.1f}, {healthy} runners",
            flush=True,
        )
        after.get(iteration, lambda: None)()
    algorithm.stop()
    return means


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=0, help="env servers; 0 for none")
    parser.add_argument("--kill", action="store_true", help="take a node away in the middle")
    parser.add_argument("--iterations", type=int, default=8)
    args = parser.parse_args()

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes = [cluster.add_node(num_cpus=2, resources={"envs": 4}) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    try:
        env = "javagym:java/CartPole-v1"
        if args.servers:
            env = served_by(start_servers(args.servers, num_cpus=0, resources={"envs": 1}))
        middle = args.iterations // 2

        def lose_a_node() -> None:
            print("a node is taken away, and another one joins", flush=True)
            cluster.remove_node(nodes[0], allow_graceful=False)
            cluster.add_node(num_cpus=2, resources={"envs": 4})

        train(env, args.iterations, {middle: lose_a_node} if args.kill else {})
    finally:
        ray.shutdown()
        cluster.shutdown()


if __name__ == "__main__":
    main()
