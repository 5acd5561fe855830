"""Snapshots of an environment as `gymnasium.make` gives it: with the wrappers around it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gymnasium as gym
import numpy as np
from gymnasium import wrappers

if TYPE_CHECKING:
    from javagym.env import JavaEnv
    from javagym.vector import JavaVectorEnv

# The form of the bytes: this, how many bytes of JSON follow and their checksum; the JSON; then what
# Java says.
_HEADER = struct.Struct("<4sII")
_MAGIC = b"jgP1"

# Gymnasium's wrappers that hold nothing from one step to the next.
_STATELESS = frozenset(
    [
        "AddRenderObservation",
        "ArrayConversion",
        "ClipAction",
        "ClipReward",
        "DictInfoToList",
        "DiscretizeAction",
        "DiscretizeObservation",
        "DtypeObservation",
        "FilterObservation",
        "FlattenObservation",
        "GrayscaleObservation",
        "HumanRendering",
        "JaxToNumpy",
        "JaxToTorch",
        "NumpyToTorch",
        "PassiveEnvChecker",
        "RepeatAction",
        "RescaleAction",
        "RescaleObservation",
        "ReshapeObservation",
        "ResizeObservation",
        "TransformAction",
        "TransformObservation",
        "TransformReward",
        "VectorizeTransformAction",
        "VectorizeTransformObservation",
        "VectorizeTransformReward",
    ]
)


def snapshot(env: Any) -> bytes:
    """Return all that an environment is now, with what Gymnasium's wrappers around it hold.

    That is where the episode is by the wrapper ``TimeLimit``, whether there was a reset by
    ``OrderEnforcing``, and the generator ``np_random``. The generators of its spaces, which
    ``action_space.sample()`` draws from, are the user's own and not in it.

    Args:
        env: an environment or vector environment of Java's, in wrappers or not.

    Returns:
        Bytes for `restore`, of use to the same version of javagym.

    Raises:
        TypeError: if it is none of Java's, or in a wrapper of which nobody can say what it holds.
        NotImplementedError: if the Java environment has no snapshots.
    """
    chain, java = _taken_apart(env)
    held: dict[str, Any] = {
        "wrappers": [[part.name, part.get()] for part in chain],
        "np_random": None if java._np_random is None else java._np_random.bit_generator.state,
        "np_random_seed": java._np_random_seed,
    }
    text = json.dumps(held).encode()
    return _HEADER.pack(_MAGIC, len(text), zlib.crc32(text)) + text + java.snapshot()


def restore(env: Any, state: bytes) -> tuple[Any, dict[str, Any]]:
    """Have an environment become what `snapshot` told, and go on with the identical trajectory.

    Args:
        env: the same environment, or one made and wrapped in the same way, behind any door.
        state: what `snapshot` returned.

    Returns:
        Observation and info, as the ``reset`` or ``step`` before the snapshot returned them.

    Raises:
        TypeError: as `snapshot` does.
        ValueError: if the bytes are damaged, or of another environment; nothing changed then.
    """
    from javagym.env import checked_state

    chain, java = _taken_apart(env)
    held, java_state = _opened(checked_state(state))
    try:
        values = [(name, value) for name, value in held["wrappers"]]
        generator = _generator(held["np_random"])
        seed = held["np_random_seed"]
    except (KeyError, TypeError, ValueError, OverflowError) as e:
        raise ValueError(f"the snapshot is damaged: {type(e).__name__}: {e}") from e
    names = [part.name for part in chain]
    if [name for name, _ in values] != names:
        raise ValueError(
            f"the snapshot is of an environment in the wrappers {[name for name, _ in values]},"
            f" and this one is in {names}"
        )
    for part, (_, value) in zip(chain, values, strict=True):
        part.check(value)
    observation, info = java.restore(java_state)
    java._np_random, java._np_random_seed = generator, seed
    for part, (_, value) in zip(reversed(chain), reversed(values), strict=True):
        part.set(value)
        observation = part.transformed(observation)
        if isinstance(part.wrapper, wrappers.PassiveEnvChecker):
            _pass_for_reset(part.wrapper, (observation, info))
    return observation, info


@dataclass(frozen=True)
class _Part:
    """A wrapper, and the one attribute that is what it holds, if it holds anything."""

    wrapper: Any
    attribute: str | None = None
    allows: Callable[[Any], bool] = lambda value: value is None

    @property
    def name(self) -> str:
        return type(self.wrapper).__name__

    def get(self) -> Any:
        return None if self.attribute is None else getattr(self.wrapper, self.attribute)

    def check(self, value: Any) -> None:
        if not self.allows(value):
            raise ValueError(f"the snapshot is damaged: {value!r} for the wrapper {self.name}")

    def set(self, value: Any) -> None:
        if self.attribute is not None:
            setattr(self.wrapper, self.attribute, value)

    def transformed(self, observation: Any) -> Any:
        if isinstance(self.wrapper, gym.ObservationWrapper):
            return self.wrapper.observation(observation)
        if isinstance(self.wrapper, gym.vector.VectorObservationWrapper):
            return self.wrapper.observations(observation)
        return observation


def _pass_for_reset(checker: Any, given: tuple[Any, dict[str, Any]]) -> None:
    """Have Gymnasium's checker, which compares the first steps with the reset, know of one."""
    if not checker.checked_step:
        checker.checked_reset = True
        checker._previous_data = given


def _taken_apart(env: Any) -> tuple[list[_Part], JavaEnv | JavaVectorEnv]:
    """Return the wrappers, the outermost first, and the Java environment inside."""
    from javagym.env import JavaEnv
    from javagym.vector import JavaVectorEnv

    chain = []
    while isinstance(env, (gym.Wrapper, gym.vector.VectorWrapper)):
        chain.append(_part(env))
        env = env.env
    if not isinstance(env, (JavaEnv, JavaVectorEnv)):
        raise TypeError(
            f"there is {env!r} inside, expected an environment of Java's, such as"
            ' gym.make("java/CartPole-v1")'
        )
    return chain, env


def _part(wrapper: Any) -> _Part:
    kind = type(wrapper)
    if kind is wrappers.TimeLimit:
        return _Part(wrapper, "_elapsed_steps", _is_count)
    if kind is wrappers.OrderEnforcing:
        return _Part(wrapper, "_has_reset", lambda value: isinstance(value, bool))
    if kind.__name__ in _STATELESS and kind.__module__.startswith("gymnasium.wrappers."):
        return _Part(wrapper)
    if kind.__module__ == "javagym.watching.wrappers":  # what it counts goes on
        return _Part(wrapper)
    raise TypeError(
        f"the wrapper {kind.__name__} may hold something from one step to the next, which is in no"
        " snapshot: take one of what it wraps, as in javagym.snapshot(wrapper.env), and keep what"
        " the wrapper holds yourself"
    )


def _is_count(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _opened(state: bytes) -> tuple[dict[str, Any], bytes]:
    if len(state) < _HEADER.size or state[:4] != _MAGIC:
        raise ValueError(
            f"these {len(state)} bytes are none that javagym.snapshot returned (what"
            " env.unwrapped.snapshot returned is for env.unwrapped.restore)"
        )
    _, length, checksum = _HEADER.unpack_from(state)
    text = state[_HEADER.size : _HEADER.size + length]
    if zlib.crc32(text) != checksum:
        raise ValueError(f"the snapshot of {len(state)} bytes is damaged: its checksum is wrong")
    held = json.loads(text)
    if not isinstance(held, dict):
        raise ValueError("the snapshot is damaged: it holds no object")
    return held, state[_HEADER.size + length :]


def _generator(state: Any) -> np.random.Generator | None:
    if state is None:
        return None
    generator = np.random.PCG64()
    generator.state = state
    return np.random.Generator(generator)
