"""What clients may make: Gymnasium's registered environments, or factories of a user's own."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

import gymnasium as gym
from gymnasium import error, spaces
from gymnasium.envs.registration import EnvSpec, load_env_creator, parse_env_id
from gymnasium.vector import AutoresetMode

from javagym.serving.infos import InfoSpace, probe
from javagym.serving.refusal import Refusal, code_of, failed, named
from javagym.serving.rows import Rows, SingleRow, SteppedRows, VectorRows, mode_of
from javagym.v1 import environment_service_pb2 as pb

NAMESPACE = "py/"

# What crosses: a picture or a text. A window would open on the server's screen.
_RENDER_MODES = ("rgb_array", "ansi")
_NO_TIME_LIMIT = 2**31 - 1
# What was found out of infos is kept for so many environments and arguments.
_MOST_INFO_SPACES = 256


@dataclass(frozen=True)
class VectorForm:
    """How many rows, and how they go on."""

    num_envs: int
    mode: AutoresetMode
    max_episode_steps: int | None


class Offered(Protocol):
    """An environment that can be made."""

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def defaults(self) -> dict[str, Any]:
        """The arguments that are given unless the client gives others."""

    def spec(self) -> pb.EnvironmentSpec:
        """Return what a client is told of it."""

    def make(self, kwargs: dict[str, Any]) -> gym.Env[Any, Any]:
        """Make one environment without a time limit of its spec's."""

    def make_vector(
        self, form: VectorForm, kwargs: dict[str, Any]
    ) -> gym.vector.VectorEnv[Any, Any, Any] | None:
        """Make a vector environment of its own kind; None where rows are stepped one by one."""

    @property
    def info_space(self) -> spaces.Dict | None:
        """The fields that infos hold; None where nobody has said."""


class Registered:
    """An environment of ``gymnasium.registry``."""

    info_space = None

    def __init__(self, spec: EnvSpec) -> None:
        self._spec = spec
        self.id = NAMESPACE + spec.id
        self.defaults = spec.kwargs

    @property
    def _keeps_limit(self) -> bool:
        # Wrappers around the time limit, such as one that keeps statistics, must see it.
        return bool(self._spec.additional_wrappers)

    def spec(self) -> pb.EnvironmentSpec:
        """Return what a client is told of it."""
        spec = self._spec
        modes, fps = _drawing(spec)
        return pb.EnvironmentSpec(
            id=self.id,
            max_episode_steps=None if self._keeps_limit else spec.max_episode_steps,
            reward_threshold=spec.reward_threshold,
            nondeterministic=spec.nondeterministic,
            kwargs_json=_json_part(spec.kwargs),
            render_modes=modes,
            render_fps=fps,
        )

    def make(self, kwargs: dict[str, Any]) -> gym.Env[Any, Any]:
        """Make one environment without a time limit of its spec's."""
        limit = None if self._keeps_limit else -1
        return gym.make(self._spec, max_episode_steps=limit, disable_env_checker=True, **kwargs)

    def make_vector(
        self, form: VectorForm, kwargs: dict[str, Any]
    ) -> gym.vector.VectorEnv[Any, Any, Any] | None:
        """Make a vector environment of its own kind; None where rows are stepped one by one."""
        entry_point = self._spec.vector_entry_point
        if entry_point is None or self._spec.additional_wrappers:
            return None
        creator: Any = (
            load_env_creator(entry_point) if isinstance(entry_point, str) else entry_point
        )
        mode = getattr(creator, "metadata", {}).get("autoreset_mode", form.mode)
        if AutoresetMode(mode) is not form.mode:
            return None
        made = gym.make_vec(
            self._spec,
            num_envs=form.num_envs,
            vectorization_mode="vector_entry_point",
            max_episode_steps=_NO_TIME_LIMIT
            if form.max_episode_steps is None
            else form.max_episode_steps,
            **kwargs,
        )
        if mode_of(made) is form.mode:
            return made
        made.close()
        return None


@dataclass(frozen=True)
class Factory:
    """An environment that a function makes.

    Attributes:
        id: by which clients name it.
        env_fn: makes one environment; a client's arguments are given by their names.
        info_space: the fields that infos hold; None to find out.
    """

    id: str
    env_fn: Callable[..., gym.Env[Any, Any]]
    info_space: spaces.Dict | None = None
    defaults: dict[str, Any] = field(default_factory=dict)

    def spec(self) -> pb.EnvironmentSpec:
        """Return what a client is told of it."""
        metadata = getattr(self.env_fn, "metadata", None) or {}
        modes = metadata.get("render_modes", ()) if isinstance(metadata, dict) else ()
        return pb.EnvironmentSpec(
            id=self.id,
            kwargs_json="{}",
            render_modes=[mode for mode in modes if mode in _RENDER_MODES] or _RENDER_MODES,
            render_fps=30,
        )

    def make(self, kwargs: dict[str, Any]) -> gym.Env[Any, Any]:
        """Make one environment."""
        made = self.env_fn(**kwargs)
        if not isinstance(made, gym.Env):
            raise Refusal(
                "BROKEN_CONTRACT",
                f"the factory of {self.id} made {made!r:.100}, expected a gymnasium.Env",
            )
        return made

    def make_vector(self, _form: VectorForm, _kwargs: dict[str, Any]) -> None:
        """Return None: rows are stepped one by one."""
        return


class Offer:
    """The environments of a server.

    Args:
        factories: environments by their own functions; None for Gymnasium's registered ones.
        only: ids of registered ones to offer, with or without ``py/``; empty for all.
        modules: are imported first, as they register environments.

    Raises:
        ValueError: if one of `only` is not registered.
        ModuleNotFoundError: if a module is not there.
    """

    def __init__(
        self,
        factories: Iterable[Factory] | None = None,
        only: Iterable[str] = (),
        modules: Iterable[str] = (),
    ) -> None:
        for module in modules:
            importlib.import_module(module)
        self._factories = None if factories is None else {made.id: made for made in factories}
        self._only = {env_id.removeprefix(NAMESPACE) for env_id in only}
        for env_id in sorted(self._only):
            if env_id not in gym.registry:
                raise ValueError(
                    f"'{env_id}' is not registered with Gymnasium; --import the module that"
                    " registers it"
                )
        self._info_spaces: dict[tuple[str, str], InfoSpace] = {}

    def all(self) -> list[Offered]:
        """Return everything that is offered, by id."""
        if self._factories is not None:
            return list(self._factories.values())
        return [
            Registered(spec)
            for env_id, spec in sorted(gym.registry.items())
            # What is Java's own is reached without a way through Python.
            if (not self._only or env_id in self._only) and spec.namespace != "java"
        ]

    def find(self, env_id: str) -> Offered:
        """Return the environment of an id, with or without ``py/``, or its newest version."""
        offered = {known.id: known for known in self.all()}
        exact = offered.get(env_id) or offered.get(NAMESPACE + env_id)
        if exact is not None:
            return exact
        try:
            newest = _newest(env_id.removeprefix(NAMESPACE), list(offered))
        except error.Error:
            newest = None
        if newest is not None:
            return offered[newest]
        if self._factories is None and not self._only:
            try:
                gym.spec(env_id.removeprefix(NAMESPACE).rpartition(":")[2])
            except error.Error as e:
                raise Refusal(code_of(e) or "NAME_NOT_FOUND", str(e)) from None
        raise Refusal(
            "NAME_NOT_FOUND",
            f"the server does not offer '{env_id}'; it offers {', '.join(sorted(offered))}",
        )

    def open(self, env_id: str, kwargs: dict[str, Any], form: VectorForm | None) -> Rows:
        """Make an environment, or rows of it."""
        offered = self.find(env_id)
        info_space = self._info_space(offered, kwargs)
        if form is None:
            env = self._made(offered, lambda: offered.make(kwargs))
            try:
                return SingleRow(env, info_space)
            except BaseException:
                env.close()
                raise
        vector = self._made(offered, lambda: offered.make_vector(form, kwargs))
        if vector is not None:
            try:
                return VectorRows(vector, info_space)
            except BaseException:
                vector.close()
                raise
        return SteppedRows(
            lambda: self._made(offered, lambda: offered.make(kwargs)),
            form.num_envs,
            form.mode,
            form.max_episode_steps,
            info_space,
        )

    def _info_space(self, offered: Offered, kwargs: dict[str, Any]) -> InfoSpace:
        if offered.info_space is not None:
            return InfoSpace.declared(offered.info_space)
        key = offered.id, json.dumps(kwargs, sort_keys=True)
        known = self._info_spaces.get(key)
        if known is None:
            unseen = {name: value for name, value in kwargs.items() if name != "render_mode"}
            env = self._made(offered, lambda: offered.make(unseen))
            own = _own_info_space(env)
            if own is not None:
                with suppress(Exception):  # the one in earnest says so again
                    env.close()
                known = InfoSpace.declared(own)
            else:
                known = probe(env)
            if len(self._info_spaces) >= _MOST_INFO_SPACES:
                self._info_spaces.clear()
            self._info_spaces[key] = known
        return known

    @staticmethod
    def _made(offered: Offered, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except Refusal:
            raise
        except TypeError as e:
            if "unexpected keyword argument" in str(e):
                raise Refusal("UNKNOWN_ARGUMENT", f"{offered.id}: {e}") from e
            raise Refusal(
                "ENV_FAILED", f"the constructor of {offered.id} failed: {named(e)}"
            ) from e
        except (Exception, SystemExit) as e:
            raise failed(f"the constructor of {offered.id}", e) from e


def _own_info_space(env: gym.Env[Any, Any]) -> spaces.Dict | None:
    """Return what an environment declares in an attribute ``info_space``."""
    if not env.has_wrapper_attr("info_space"):
        return None
    space = env.get_wrapper_attr("info_space")
    return space if isinstance(space, spaces.Dict) else None


def _newest(wanted: str, ids: list[str]) -> str | None:
    namespace, name, version = parse_env_id(wanted)
    if version is not None:
        return None
    versions = {}
    for env_id in ids:
        known = parse_env_id(env_id.removeprefix(NAMESPACE))
        if known[:2] == (namespace, name):
            versions[known[2] or 0] = env_id
    return versions[max(versions)] if versions else None


def _drawing(spec: EnvSpec) -> tuple[list[str], int]:
    """Return the modes in which an environment draws what crosses, and frames a second."""
    entry_point: Any = spec.entry_point
    try:
        creator = load_env_creator(entry_point) if isinstance(entry_point, str) else entry_point
    except Exception:  # a package that it needs is missing: making it says so
        return [], 0
    metadata = getattr(creator, "metadata", None)
    if not isinstance(metadata, dict):
        return [], 0
    modes = [mode for mode in metadata.get("render_modes", ()) if mode in _RENDER_MODES]
    return modes, int(metadata.get("render_fps") or 0)


def _json_part(kwargs: dict[str, Any]) -> str:
    """Return those arguments that JSON can say."""
    said = {}
    for name, value in kwargs.items():
        try:
            json.dumps(value)
        except (TypeError, ValueError):
            continue
        said[name] = value
    return json.dumps(said)
