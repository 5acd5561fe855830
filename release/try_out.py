"""Tries what was installed from a release: ``python try_out.py VERSION``, not in the sources."""

from __future__ import annotations

import importlib.util
import sys

import gymnasium as gym

import javagym


def main(version: str) -> None:
    """Play an environment behind each door that needs no server, and a game if Atari is there."""
    if javagym.__version__ != version:
        raise SystemExit(f"javagym {javagym.__version__} was installed, not {version}")
    ids = [("java/CartPole-v1", {}), ("java/CartPole-v1", {"door": "process"})]
    if importlib.util.find_spec("javagym_atari"):
        ids.append(("java/SpaceInvaders-v5", {}))
    for env_id, kwargs in ids:
        with gym.make(env_id, **kwargs) as env:
            env.reset(seed=1)
            _, reward, *_ = env.step(env.action_space.sample())
            print(env_id, kwargs, reward)


if __name__ == "__main__":
    main(sys.argv[1])
