"""Java environments in Gymnasium's registry."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gymnasium as gym
from gymnasium import logger

from javagym import doors, jvm
from javagym.jar_packages import jar_packages

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "java"
CLASSPATH_VARIABLE = "JAVAGYM_CLASSPATH"
_VECTOR = "@vector"

# The specs of every Java environment in the registry, by the id that Java knows it by.
_java_specs: dict[str, dict[str, Any]] = {}


def register_built_in() -> None:
    """Register what is installed, and the environments of the jars in ``JAVAGYM_CLASSPATH``.

    Those of this package and of others with jars are known from lists that were written when the
    jars were built, so that importing the package starts no JVM.
    """
    _register(_listed())
    for package in jar_packages():
        _register(package.specs())
    paths = [path for path in os.environ.get(CLASSPATH_VARIABLE, "").split(os.pathsep) if path]
    if paths:
        add_classpath(*paths)


def add_classpath(*paths: str | os.PathLike[str]) -> list[str]:
    """Add jars, or folders of classes, and register the environments that their providers name.

    The paths are added to the environment variable ``JAVAGYM_CLASSPATH`` too, so that worker
    processes that import javagym know the same environments.

    Args:
        *paths: jars or folders.

    Returns:
        The ids of these jars, such as ``java/Warehouse-v0``. An id that was known already means the
        new environment from now on.

    Raises:
        ValueError: if a path does not exist or is no jar.
    """
    absolute = [str(Path(path).absolute()) for path in paths]
    if any(os.pathsep in path for path in absolute):
        raise ValueError(f"a class path entry must not contain {os.pathsep!r}: {absolute}")
    for path in absolute:
        if not Path(path).exists():
            raise ValueError(
                f"class path entry {path!r} does not exist; expected a jar or a folder of classes"
            )
    added = doors.add_classpath(absolute)
    known = os.environ.get(CLASSPATH_VARIABLE, "").split(os.pathsep)
    everything = dict.fromkeys([path for path in known if path] + absolute)
    os.environ[CLASSPATH_VARIABLE] = os.pathsep.join(everything)
    ids = _register(added)
    if not ids:
        logger.warn(
            f"no environment was found in {absolute}: does META-INF/services/"
            "io.javagym.EnvProvider name your EnvProvider?"
        )
    return ids


def python_id(java_id: str) -> str:
    """Return the id in Gymnasium's registry: in the namespace ``java`` unless it names its own.

    A registry's id has one namespace; ``py/ALE/Pong-v5``, of a server in Python, has two.
    """
    namespace, slash, name = java_id.rpartition("/")
    return f"{namespace.replace('/', ':')}/{name}" if slash else f"{NAMESPACE}/{java_id}"


def registered() -> dict[str, dict[str, Any]]:
    """Return the specs of the registered Java environments, as Java wrote them, by Python id."""
    return {python_id(java_id): spec for java_id, spec in _java_specs.items()}


def built_in() -> list[str]:
    """Return the Python ids of this package's own environments."""
    return [python_id(spec["id"]) for spec in _listed()]


def _listed() -> list[dict[str, Any]]:
    listed = jvm.JARS / "specs.json"
    if not listed.exists():
        return []
    specs: list[dict[str, Any]] = json.loads(listed.read_text(encoding="utf-8"))
    return specs


def _register(specs: Iterable[dict[str, Any]]) -> list[str]:
    ids = []
    for spec in specs:
        java_id = spec["id"]
        _java_specs[java_id] = spec
        gym.register(
            id=python_id(java_id),
            entry_point=f"javagym.envs:{java_id}",
            vector_entry_point=f"javagym.envs:{java_id}{_VECTOR}",
            reward_threshold=spec["reward_threshold"],
            nondeterministic=spec["nondeterministic"],
            max_episode_steps=spec["max_episode_steps"],
            kwargs=spec["kwargs"],
        )
        ids.append(python_id(java_id))
    entry_point.cache_clear()
    return ids


@cache
def entry_point(name: str) -> Any:
    """Return the class for a name such as ``CartPole-v1`` or ``CartPole-v1@vector``.

    Raises:
        AttributeError: if no such environment is registered.
    """
    java_id = name.removesuffix(_VECTOR)
    spec = _java_specs.get(java_id)
    if spec is None:
        raise AttributeError(f"module 'javagym.envs' has no environment {name!r}")
    return environment_class(spec, vector=name.endswith(_VECTOR))


def environment_class(spec: dict[str, Any], *, vector: bool) -> Any:
    """Return the class for a spec as Java wrote it."""
    from javagym.env import JavaEnv
    from javagym.vector import JavaVectorEnv

    java_id = spec["id"]
    base: Any = JavaVectorEnv if vector else JavaEnv
    short = gym.envs.registration.parse_env_id(python_id(java_id))[1]
    class_name = f"{short}VectorEnv" if vector else f"{short}Env"
    modes = spec["render_modes"]
    if base is JavaVectorEnv:
        modes = [mode for mode in modes if mode != "human"]
    metadata = {"render_modes": modes, "render_fps": spec["render_fps"]}
    return type(
        class_name,
        (base,),
        {
            "__doc__": base.__doc__,
            "__module__": "javagym.envs",
            "env_id": java_id,
            "metadata": metadata,
        },
    )
