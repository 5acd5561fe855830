"""An agent in Java, as Python trains and asks it."""

from __future__ import annotations

import json
import os
import time
import weakref
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, NoReturn

import gymnasium as gym
import numpy as np
from gymnasium import error, spaces
from gymnasium.vector import AutoresetMode
from typing_extensions import Self

from javagym import jvm
from javagym.agents import policyfile
from javagym.agents.interrupt import Interrupt
from javagym.agents.jar import agent_session
from javagym.agents.policy import as_batch
from javagym.agents.policyfile import Array, PathLike, PolicyFileError
from javagym.agents.rollouts import Columns, SingleRollout, VectorRollout
from javagym.errors import JavaTraceback, translated
from javagym.layout import Memory
from javagym.spaces import from_json, to_json

# How long Java may keep the thread that waits for it: Python sees Ctrl-C between calls.
CALL_LIMIT_MILLIS = 50

# How long the step in which learning was stopped may take, before Python goes on without its end.
STOP_SECONDS = 30

# How often a callback is asked.
CALLBACK_SECONDS = 0.1

_NAMESPACE = "java/"
_ENTRY = "javagym.envs:"


class DivergedError(error.Error, ArithmeticError):
    """Learning went beyond all numbers; the message says where, and what to change."""


class Progress(NamedTuple):
    """How far learning is.

    Attributes:
        steps: steps of all environments in this call of `Agent.learn`.
        total_steps: how many there are to be.
        episodes: how many have ended since the agent was made.
        mean_return: of the last 100 of them; NaN before the first.
        steps_per_second: in this call.
    """

    steps: int
    total_steps: int
    episodes: int
    mean_return: float
    steps_per_second: float


class Episodes(NamedTuple):
    """All episodes that an agent has ended, in order.

    Attributes:
        returns: sums of rewards, without discount.
        lengths: steps in each.
        steps: how many steps had been taken in all environments at the end of each.
    """

    returns: Array
    lengths: Array
    steps: Array


Callback = Callable[[Progress], bool | None]
Environment = str | gym.Env[Any, Any] | gym.vector.VectorEnv[Any, Any, Any]


class Agent:
    """What all algorithms have in common.

    Args:
        env: where it learns. ``"java/CartPole-v1"`` is an environment in Java, on which `learn`
            runs without Python; ``"CartPole-v1"`` is one of Gymnasium's, made here; or an
            environment, or vector environment, that was made before and stays the caller's. A
            vector environment needs ``AutoresetMode.SAME_STEP`` or ``DISABLED``.
        n_envs: how many environments, where ``env`` is a name.
        seed: of the environments and of all that is random in the agent: equal seeds give equal
            learning, to the bit. At least 0.
        env_kwargs: arguments of the environments, where ``env`` is a name.
        **hyperparameters: by name; see each algorithm.

    Raises:
        TypeError: for a hyperparameter that the algorithm has not; the message lists what it has.
        ValueError: for a value out of its range, or spaces that the algorithm can't see or act in.
        javagym.JavaNotFoundError: if Java, or the jar of agents, is missing.
    """

    algorithm: ClassVar[str] = ""

    def __init__(
        self,
        env: Environment,
        *,
        n_envs: int = 1,
        seed: int = 0,
        env_kwargs: dict[str, Any] | None = None,
        **hyperparameters: Any,
    ) -> None:
        self._env_name = env if isinstance(env, str) else None
        self._env_kwargs = dict(env_kwargs or {})
        made = _find(env, n_envs, self._env_kwargs)
        try:
            self._begin(made, n_envs, seed, hyperparameters)
        except BaseException:
            if isinstance(env, str) and made is not None:
                made.close()
            raise

    def _begin(self, env: Any, n_envs: int, seed: int, hyperparameters: dict[str, Any]) -> None:
        """Make the agent in Java, for an environment of Python's or, without one, in Java."""
        seed_number = int(seed)
        settings = _settings(hyperparameters)
        java = agent_session()
        if env is None:
            assert self._env_name is not None
            session = _call(
                java.openOn,
                self.algorithm,
                _java_id(self._env_name),
                n_envs,
                json.dumps(self._env_kwargs),
                settings,
                seed_number,
            )
        else:
            is_vector = isinstance(env, gym.vector.VectorEnv)
            n_envs = env.num_envs if is_vector else 1
            session = self._open(
                env.single_observation_space if is_vector else env.observation_space,
                env.single_action_space if is_vector else env.action_space,
                n_envs,
                settings,
                seed_number,
            )
        self._attach(session, n_envs, seed_number, hyperparameters)
        self._rollout: SingleRollout | VectorRollout | None = None
        self._own_env = env if self._env_name is not None else None
        if env is not None:
            columns = Columns(self._memory, json.loads(str(session.layout())), self.action_space)
            kind: Any = VectorRollout if isinstance(env, gym.vector.VectorEnv) else SingleRollout
            self._rollout = kind(env, session, columns, seed_number)

    def _open(
        self,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        n_envs: int,
        settings: str,
        seed: int,
    ) -> Any:
        return _call(
            agent_session().open,
            self.algorithm,
            json.dumps(to_json(observation_space)),
            json.dumps(to_json(action_space)),
            n_envs,
            settings,
            seed,
        )

    def _attach(
        self, session: Any, n_envs: int, seed: int, hyperparameters: dict[str, Any]
    ) -> None:
        self._session = session
        self.n_envs = n_envs
        self.seed = seed
        self.hyperparameters = dict(hyperparameters)
        self.observation_space = from_json(json.loads(str(session.observationSpace())))
        self.action_space = from_json(json.loads(str(session.actionSpace())))
        self._memory = Memory(session, json.loads(str(session.layout())))
        asked_layout = json.loads(str(session.askedLayout()))
        asked = Memory(_Asked(session), asked_layout)
        tree = asked_layout["observation"]
        self._asked = asked.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))
        tree = asked_layout["action"]
        self._answer = asked.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))
        self._can_learn = True
        # At exit the JVM ends anyway.
        self._finalizer = weakref.finalize(self, session.close)
        self._finalizer.atexit = False  # type: ignore[misc] # a property, not a slot
        jvm.on_fork_in_child(self)

    def forked(self) -> None:
        """Forget the agent in Java, in a forked child, whose JVM is dead."""
        self._finalizer.detach()

    def learn(
        self,
        total_timesteps: int,
        callback: Callback | None = None,
        progress_bar: bool = False,
    ) -> Self:
        """Learn for so many more steps, counted in all environments.

        A second call goes on where the first one ended, in the middle of an episode too. Ctrl-C
        ends learning after a step; then `KeyboardInterrupt` is raised, and the agent is as usable
        as before. A second Ctrl-C does not wait for the step.

        Args:
            total_timesteps: how many, at least 1. All environments step together, so a few more may
                be taken.
            callback: asked about ten times a second, and at the end; False ends learning.
            progress_bar: whether to draw one on stderr.

        Raises:
            DivergedError: if a loss is no finite number.
        """
        self._check_open()
        if int(total_timesteps) < 1:
            raise ValueError(f"total_timesteps is {total_timesteps}, expected at least 1")
        if not self._can_learn:
            raise error.Error(
                "this agent has no environment to learn on: load it by"
                f" {type(self).__name__}.load(path, env)"
            )
        watch = _Watch(self, int(total_timesteps), callback, progress_bar)
        with watch, Interrupt() as interrupt:
            if self._rollout is None:
                self._learn_in_java(int(total_timesteps), watch, interrupt)
            else:
                try:
                    self._rollout.run(
                        int(total_timesteps), lambda: not interrupt.asked and watch.go_on()
                    )
                except _java_exceptions() as e:
                    _fail(e)
        return self

    def _learn_in_java(self, steps: int, watch: _Watch, interrupt: Interrupt) -> None:
        self._wait(STOP_SECONDS)  # for the end of what was left in its last step
        _call(self._session.learn, steps)
        try:
            while not self._await():
                if interrupt.asked or not watch.go_on():
                    break
            else:
                return
        except KeyboardInterrupt:  # a second Ctrl-C, which won't wait
            self._session.stop()
            raise
        except BaseException:
            self._session.stop()
            self._wait(STOP_SECONDS)
            raise
        self._session.stop()
        self._wait(STOP_SECONDS)

    def _await(self) -> bool:
        return bool(_call(self._session.await_, CALL_LIMIT_MILLIS))

    def _wait(self, seconds: float) -> None:
        limit = time.monotonic() + seconds
        while not self._await():
            if time.monotonic() > limit:
                raise error.Error(
                    f"a step of the environment has not ended for {seconds} s after learning was"
                    " stopped; call learn again to wait longer, or close the agent"
                )

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Any, Any]:
        """Return an action for one observation, or one for each of a batch.

        The call is that of Stable-Baselines3.

        Args:
            observation: an element of the observation space, or an array of many.
            state: returned as it is: there are no recurrent networks.
            episode_start: not used.
            deterministic: whether to take the likeliest action; else one is drawn, from a stream of
                the agent's seed that learning doesn't touch. Agents by values take the best in both
                cases.

        Returns:
            Actions, of a box clipped to its bounds, and the state.
        """
        self._check_open()
        batch, single = as_batch(self.observation_space, observation)
        actions = np.empty((len(batch), *self._answer.shape[1:]), self._answer.dtype)
        try:
            for row, one in enumerate(batch):
                self._asked[0] = one
                self._session.predict(deterministic)
                actions[row] = self._answer[0]
        except _java_exceptions() as e:
            _fail(e)
        return (actions[0] if single else actions), state

    @property
    def num_timesteps(self) -> int:
        """How many steps were taken in all environments."""
        jvm.check_not_forked()
        return int(self._session.steps())

    @property
    def episodes(self) -> Episodes:
        """All episodes that ended."""
        jvm.check_not_forked()
        table = np.array(self._session.episodesFrom(0), dtype=np.float64).reshape(-1, 3)
        return Episodes(table[:, 0], table[:, 1].astype(np.int64), table[:, 2].astype(np.int64))

    @property
    def metrics(self) -> dict[str, float]:
        """What the algorithm measured last, such as its losses."""
        jvm.check_not_forked()
        measured: dict[str, float] = json.loads(str(self._session.metrics()))
        return measured

    def save(self, path: PathLike) -> None:
        """Write what the agent knows into a file, which is replaced at once if it is there.

        The file is also a policy for `load_policy`, for `Policy` and for Java, unless the agent has
        a table. It holds weights and hyperparameters, not the optimizer's state or a replay buffer.
        """
        self._check_open()
        described = {
            "version": policyfile.VERSION,
            "algorithm": self.algorithm,
            "n_envs": self.n_envs,
            "seed": self.seed,
            "hyperparameters": self.hyperparameters,
            "observation_space": to_json(self.observation_space),
            "action_space": to_json(self.action_space),
        }
        _call(self._session.save, os.fspath(path), json.dumps(described))

    @classmethod
    def load(cls, path: PathLike, env: Environment | None = None, **changes: Any) -> Self:
        """Return an agent that knows what a saved one did.

        Args:
            path: a file that `save` wrote.
            env: where it is to learn on; without one it can `predict` only.
            **changes: arguments of the constructor that are to differ from those of the saved one.

        Raises:
            PolicyFileError: if the file holds no agent of this algorithm.
        """
        described = _described(cls.algorithm, path)
        hyperparameters = {**described["hyperparameters"]}
        arguments = {"n_envs": described["n_envs"], "seed": described["seed"]}
        for name, value in changes.items():
            target = arguments if name in ("n_envs", "seed", "env_kwargs") else hyperparameters
            target[name] = value
        if env is not None:
            agent = cls(env, **arguments, **hyperparameters)
        else:
            agent = cls.__new__(cls)
            agent._env_name, agent._env_kwargs, agent._own_env = None, {}, None
            session = agent._open(
                from_json(described["observation_space"]),
                from_json(described["action_space"]),
                1,
                _settings(hyperparameters),
                arguments["seed"],
            )
            agent._attach(session, 1, arguments["seed"], hyperparameters)
            agent._rollout, agent._can_learn = None, False
        try:
            _call(agent._session.restore, os.fspath(path))
        except BaseException:
            agent.close()
            raise
        return agent

    def close(self) -> None:
        """Release the agent, and the environments that it made. Closing twice is harmless."""
        if self._finalizer.alive:
            self._finalizer.detach()
            if not jvm.is_forked():
                _call(self._session.close)
            if self._own_env is not None:
                self._own_env.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_open(self) -> None:
        jvm.check_not_forked()
        if not self._finalizer.alive:
            raise error.ClosedEnvironmentError(f"this {type(self).__name__} is closed")

    def _recent(self) -> tuple[int, float]:
        """Return how many episodes ended, and the mean return of the last 100."""
        count = int(self._session.numEpisodes())
        last = np.array(self._session.episodesFrom(max(0, count - 100))).reshape(-1, 3)
        return count, float(last[:, 0].mean()) if len(last) else float("nan")


class _Asked:
    """The memory of an agent's second batch, that of `Agent.predict`."""

    def __init__(self, session: Any) -> None:
        self.memory = session.askedMemory


class _Watch:
    """Tells a callback and a progress bar how far learning is."""

    def __init__(self, agent: Agent, total: int, callback: Callback | None, bar: bool) -> None:
        self._agent = agent
        self._total = total
        self._callback = callback
        self._bar: Any = None
        self._task: Any = None
        if bar:
            self._bar, self._task = _progress_bar(agent.algorithm, total)
        self._first_step = agent.num_timesteps
        self._began = self._asked = time.monotonic()
        self._silent = callback is None and not bar

    def __enter__(self) -> _Watch:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._tell(time.monotonic())
        finally:
            if self._bar is not None:
                self._bar.stop()

    def go_on(self) -> bool:
        if self._silent:
            return True
        now = time.monotonic()
        return now < self._asked + CALLBACK_SECONDS or self._tell(now)

    def _tell(self, now: float) -> bool:
        if self._silent:
            return True
        self._asked = now
        steps = self._agent.num_timesteps - self._first_step
        episodes, mean_return = self._agent._recent()
        rate = steps / max(now - self._began, 1e-9)
        if self._bar is not None:
            text = f"return {mean_return:.1f}, {rate:,.0f} steps/s"
            self._bar.update(self._task, completed=steps, description=text)
        if self._callback is None:
            return True
        return (
            self._callback(Progress(steps, self._total, episodes, mean_return, rate)) is not False
        )


def _progress_bar(title: str, total: int) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    bar = Progress(
        TextColumn(title),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
    )
    return bar, bar.add_task("", total=total)


def _find(env: Environment, n_envs: int, kwargs: dict[str, Any]) -> Any:
    """Return the environment of Python's that is meant; None for one in Java."""
    if n_envs < 1:
        raise ValueError(f"n_envs is {n_envs}, expected at least 1")
    if not isinstance(env, str):
        if not isinstance(env, (gym.Env, gym.vector.VectorEnv)):
            raise TypeError(
                f"env is a {type(env).__name__}, expected the name of an environment, a"
                " gymnasium.Env or a gymnasium.vector.VectorEnv"
            )
        if n_envs != 1 or kwargs:
            raise ValueError(
                "n_envs and env_kwargs are for the name of an environment, not for one"
            )
        return env
    if _java_id(env) is not None:
        return None
    if n_envs == 1:
        return gym.make(env, **kwargs)
    return gym.make_vec(
        env,
        n_envs,
        vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": AutoresetMode.SAME_STEP},
        **kwargs,
    )


def _java_id(name: str) -> str | None:
    """Return what Java calls an environment; None for one of Python's."""
    if name.startswith(_NAMESPACE):
        return name.removeprefix(_NAMESPACE)
    spec = gym.registry.get(name)  # of the user's own jars, in a namespace of their own
    entry_point = str(spec.entry_point) if spec is not None else ""
    return entry_point.removeprefix(_ENTRY) if entry_point.startswith(_ENTRY) else None


def _described(algorithm: str, path: PathLike) -> dict[str, Any]:
    _, metadata = policyfile.read_tensors(path)
    if policyfile.AGENT not in metadata:
        raise PolicyFileError(
            f"{path}: no agent, its metadata are {sorted(metadata)}; what save_policy wrote is read"
            " by load_policy"
        )
    try:
        described: dict[str, Any] = json.loads(metadata[policyfile.AGENT])
        found, version = described["algorithm"], described["version"]
    except (KeyError, TypeError, ValueError) as e:
        raise PolicyFileError(f"{path}: the description of the agent: {e!r}") from e
    if found != algorithm or version != policyfile.VERSION:
        raise PolicyFileError(
            f"{path}: {found} of version {version}, expected {algorithm} of version"
            f" {policyfile.VERSION}"
        )
    return described


def _settings(hyperparameters: dict[str, Any]) -> str:
    try:
        return json.dumps(hyperparameters, default=_plain, allow_nan=False)
    except ValueError as e:
        raise ValueError(f"hyperparameters {hyperparameters}: {e}") from e


def _plain(value: Any) -> Any:
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    raise TypeError(f"a hyperparameter is {value!r}, a {type(value).__name__}")


def _java_exceptions() -> type[Exception]:
    import jpype

    exceptions: type[Exception] = jpype.JException
    return exceptions


def _call(function: Callable[..., Any], *args: Any) -> Any:
    """Call Java, with its exceptions translated."""
    try:
        return function(*args)
    except _java_exceptions() as e:
        _fail(e)


def _fail(failure: Any) -> NoReturn:
    name = str(failure.getClass().getName())
    kinds: dict[str, type[Exception]] = {
        "java.lang.IllegalStateException": DivergedError,
        "io.javagym.agents.policyfile.CorruptFileException": PolicyFileError,
    }
    message = str(failure.getMessage())
    if name in kinds:
        raised = kinds[name](message)
    elif name.startswith(("java.io.", "java.nio.file.")):
        raised = OSError(f"{message} ({name.rpartition('.')[2]})")
    else:
        raised = translated(failure)
        raise raised from raised.__cause__
    raise raised from JavaTraceback("\n" + str(failure.stacktrace()).rstrip())
