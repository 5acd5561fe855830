"""Java environments as Gymnasium environments.

Importing this package registers every environment of the shipped jars under ``java/``:

    import gymnasium as gym
    import javagym

    env = gym.make("java/CartPole-v1")
    envs = gym.make_vec("java/CartPole-v1", num_envs=1024)

Your own environments join by `add_classpath`. `crosscheck` holds one environment against another.
`connect` reaches environments in a server (``javagym serve``), and `serve` is one for your own.
`snapshot` and `restore` take one back to where it was, and `watch` shows one in the browser.
"""

from javagym.crosscheck import CrosscheckResult, crosscheck
from javagym.doors import gateway
from javagym.doors.resume import Resume
from javagym.errors import (
    ConnectionLostError,
    EnvContractError,
    EnvTimeoutError,
    ForkedProcessError,
    JavaEnvError,
    JavaNotFoundError,
    RefusedError,
    RemoteTimeoutError,
    ResumeError,
)
from javagym.jvm import start_jvm
from javagym.registration import add_classpath, register_built_in
from javagym.remote import connect
from javagym.served import serve
from javagym.snapshots import restore, snapshot
from javagym.version import __version__
from javagym.watched import watch

__all__ = [
    "ConnectionLostError",
    "CrosscheckResult",
    "EnvContractError",
    "EnvTimeoutError",
    "ForkedProcessError",
    "JavaEnvError",
    "JavaNotFoundError",
    "RefusedError",
    "RemoteTimeoutError",
    "Resume",
    "ResumeError",
    "__version__",
    "add_classpath",
    "connect",
    "crosscheck",
    "gateway",
    "restore",
    "serve",
    "snapshot",
    "start_jvm",
    "watch",
]

register_built_in()
