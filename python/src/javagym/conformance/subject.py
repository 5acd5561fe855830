"""What is tested: how it is made, and what is known of it."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any, ClassVar

import gymnasium as gym
from gymnasium.vector import AutoresetMode

from javagym.conformance.breach import skip_unless
from javagym.env import JavaEnv
from javagym.registration import registered
from javagym.vector import JavaVectorEnv

MODES = tuple(AutoresetMode)
NUM_ENVS = 3
# Episodes that are cut off soon show what comes after their end.
EPISODE_STEPS = 20


class Subject:
    """The environment under test.

    Attributes:
        env_id: what `gymnasium.make` knows it by; or override `make`.
        kwargs: its arguments.
        door: of a Java environment; see `javagym.env.JavaEnv`. It is held to the one in this
            process, bit by bit.
        deterministic: whether equal seeds and actions give equal trajectories.
        seeds_matter: whether anything of a trajectory depends on the seed.
        seeds_forget_the_past: whether a seed gives the same trajectory in an environment that has
            been used before.
        rows_equal_singles: whether row ``i`` of a vector environment is the single environment of
            ``seed + i``; None to see whether rows can be seeded one by one.
        checked_by_gymnasium: whether `gymnasium.utils.env_checker.check_env` is asked too.
        steps: how many steps a trajectory is compared for.
    """

    env_id: str | None = None
    kwargs: ClassVar[dict[str, Any]] = {}
    door: Any = None
    deterministic = True
    seeds_matter = True
    seeds_forget_the_past = True
    rows_equal_singles: bool | None = None
    checked_by_gymnasium = True
    steps = 100

    def make(self, **kwargs: Any) -> gym.Env[Any, Any]:
        """Return a new environment, each time alike; of ``env_id`` unless overridden.

        Args:
            **kwargs: arguments over ``self.kwargs``, such as ``render_mode``.
        """
        if self.env_id is None:
            raise TypeError(
                f"{type(self).__name__} says neither what to make, by a method make(**kwargs), nor"
                " an env_id"
            )
        return gym.make(self.env_id, **self._arguments(self.door), **kwargs)

    def make_vec(self, num_envs: int, mode: AutoresetMode) -> gym.vector.VectorEnv[Any, Any, Any]:
        """Return so many environments with a time limit of `EPISODE_STEPS`.

        They are the Java vector environment of a Java id; else what `make` makes, in Gymnasium's
        ``SyncVectorEnv``.
        """
        envs: gym.vector.VectorEnv[Any, Any, Any] = self._vector(num_envs, mode, self.door)
        return envs

    def make_reference(self, **kwargs: Any) -> gym.Env[Any, Any] | None:
        """Return the environment that this one is to equal, or None.

        For a Java id behind a door, it is that of this process.
        """
        if not self._behind_a_door():
            return None
        return gym.make(self.env_id or "", **self._arguments(None), **kwargs)

    def make_vec_reference(
        self, num_envs: int, mode: AutoresetMode
    ) -> gym.vector.VectorEnv[Any, Any, Any] | None:
        """Return the vector environment that this one is to equal, or None."""
        return self._vector(num_envs, mode, None) if self._behind_a_door() else None

    def _behind_a_door(self) -> bool:
        return self.env_id is not None and self.door not in (None, "inprocess")

    def _arguments(self, door: Any) -> dict[str, Any]:
        return self.kwargs if door is None else {**self.kwargs, "door": door}

    def _vector(self, num_envs: int, mode: AutoresetMode, door: Any) -> Any:
        if self.env_id is not None and self.is_java():
            return gym.make_vec(
                self.env_id,
                num_envs=num_envs,
                autoreset_mode=mode,
                max_episode_steps=EPISODE_STEPS,
                **self._arguments(door),
            )
        return gym.vector.SyncVectorEnv([self._limited] * num_envs, autoreset_mode=mode)

    def _limited(self) -> gym.Env[Any, Any]:
        return gym.wrappers.TimeLimit(self.guarded(self.make()), EPISODE_STEPS)

    # --- what the rules use ----------------------------------------------------------------------

    def open(self, **kwargs: Any) -> Any:
        """Return a new environment, closed after the test."""
        return self.opened(self.guarded(self.make(**kwargs)))

    def open_vec(self, mode: AutoresetMode = AutoresetMode.NEXT_STEP) -> Any:
        """Return a new vector environment, closed after the test."""
        return self.opened(self.make_vec(NUM_ENVS, mode))

    def open_single_of_a_row(self) -> Any:
        """Return a new environment with the time limit of `open_vec`, closed after the test."""
        return self.opened(self._limited())

    def opened(self, env: Any) -> Any:
        """Have an environment closed after the test."""
        self.__dict__.setdefault("_opened", []).append(env)
        return env

    def teardown_method(self) -> None:
        """Close what a test has opened; pytest calls it after each."""
        for env in self.__dict__.pop("_opened", []):
            with suppress(Exception):  # what close does wrong is a rule of its own
                env.close()

    @staticmethod
    def guarded(env: gym.Env[Any, Any]) -> gym.Env[Any, Any]:
        """Return an environment that refuses a step before a reset, as `gymnasium.make`'s does."""
        inner: Any = env
        while isinstance(inner, gym.Wrapper):
            if isinstance(inner, gym.wrappers.OrderEnforcing):
                return env
            inner = inner.env
        return env if isinstance(inner, JavaEnv) else gym.wrappers.OrderEnforcing(env)

    def is_java(self) -> bool:
        """Whether the environment is one of Java's, which promise more than Gymnasium asks."""
        if self.env_id in registered():
            return True
        return isinstance(self.open().unwrapped, JavaEnv)

    def require_java(self) -> None:
        """Skip what Gymnasium asks of no environment."""
        skip_unless(self.is_java(), "only Java environments promise it")

    def require_deterministic(self) -> None:
        """Skip what chance decides."""
        skip_unless(self.deterministic, "deterministic is False")

    def rows_are_singles(self) -> bool:
        """Whether each row is a single environment of its seed."""
        if self.rows_equal_singles is not None:
            return self.rows_equal_singles
        envs = self.open_vec()  # for this alone: a seed need not forget the past
        if not isinstance(envs, JavaVectorEnv):
            return True
        try:
            envs.reset(seed=[0] * envs.num_envs)
        except ValueError:  # all rows draw from one stream
            return False
        return not envs._plain_rows


def spaces_of(env: Any) -> dict[str, Any]:
    """Return an environment's spaces, as they are now."""
    return {
        name: copy.deepcopy(getattr(env, name)) for name in ("observation_space", "action_space")
    }
