"""Two environments side by side: are they equal, to the bit, under equal seeds and actions?"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from javagym.heuristics import Policy, heuristic_for

Path = tuple[Any, ...]  # keys and indices that lead to a part of a value

# What is compared, in the order of the table.
KINDS = ("spaces", "samples", "observations", "rewards", "flags", "infos")


@dataclass(frozen=True)
class Difference:
    """The first thing that was not equal.

    Attributes:
        kind: one of `KINDS`.
        seed: the seed of the run; None where no run had begun.
        step: how many steps the run had taken; 0 is its reset.
        path: which part of the value, such as ``["position"]``; empty for the whole.
        reference: the value of the reference.
        candidate: the value of the candidate.
    """

    kind: str
    seed: int | None
    step: int
    path: str
    reference: Any
    candidate: Any

    def __str__(self) -> str:
        """Say it in one line."""
        where = "" if self.seed is None else f" at seed {self.seed}, step {self.step}"
        return (
            f"{self.kind}{self.path}{where}: reference {_exactly(self.reference)},"
            f" candidate {_exactly(self.candidate)}"
        )


@dataclass
class CrosscheckResult:
    """What `crosscheck` found.

    Attributes:
        reference: the name of the environment that is held to be right.
        candidate: the name of the one that was held against it.
        compared: how many values of each kind were compared.
        different: how many of them differed.
        first: the first difference of all, or None.
    """

    reference: str
    candidate: str
    compared: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    different: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    first: Difference | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing differed."""
        return self.first is None

    def __str__(self) -> str:
        """Return one line for each kind."""
        lines = [
            f"{self.candidate} against {self.reference}: {'equal' if self.ok else 'DIFFERENT'}"
        ]
        lines += [
            f"  {kind:13}{self.compared[kind]:>10} compared {self.different[kind]:>8} different"
            for kind in KINDS
        ]
        if self.first is not None:
            lines.append(f"  first: {self.first}")
        return "\n".join(lines)


def crosscheck(
    reference: Any,
    candidate: Any,
    *,
    seeds: int | Iterable[int] = 20,
    steps: int = 2000,
    policy: str | Policy = "random",
    vector: int | None = None,
    kwargs: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
) -> CrosscheckResult:
    """Drive two environments through the public API with equal seeds and actions, and compare all.

    Values must be equal to the bit: observations in type, dtype, shape and bytes, rewards as
    float64 (NaN equals itself), flags and infos. An int and a float of equal value are equal in a
    reward or an info.

    Args:
        reference: the environment held to be right: an id, a function that makes it, or itself.
        candidate: the one to hold against it, in the same forms.
        seeds: how many seeds, from 0 on, or the seeds themselves.
        steps: steps a seed; episodes that end are reset and go on.
        policy: "random" (the action spaces' own samples), "heuristic" (where `heuristics` has one
            for the environment), or a function from a single environment's observation to an
            action.
        vector: compare vector environments of so many rows, made by `gymnasium.make_vec`.
        kwargs: arguments for both, where they are ids.
        progress: called with 1 after each seed.

    Returns:
        The counts, and the first difference.
    """
    arguments = dict(kwargs or {})
    reference_env, reference_owned = _make(reference, vector, arguments)
    try:
        candidate_env, candidate_owned = _make(candidate, vector, arguments)
        try:
            new_policy = _policies(policy, reference, reference_env)
            run = _Run(reference_env, candidate_env, new_policy, vector is not None)
            for seed in range(seeds) if isinstance(seeds, int) else seeds:
                run.compare(seed, steps)
                if progress is not None:
                    progress(1)
            return run.result
        finally:
            if candidate_owned:
                candidate_env.close()
    finally:
        if reference_owned:
            reference_env.close()


def _make(what: Any, vector: int | None, kwargs: dict[str, Any]) -> tuple[Any, bool]:
    """Return the environment, and whether it was made here and is to be closed here."""
    import gymnasium as gym

    if isinstance(what, str):
        if vector is None:
            return gym.make(what, **kwargs), True
        return gym.make_vec(what, num_envs=vector, **kwargs), True
    if isinstance(what, (gym.Env, gym.vector.VectorEnv)):
        return what, False
    if callable(what):
        return what(), True
    raise TypeError(
        f"expected an environment id, a function that makes an environment, or an environment, got"
        f" {what!r}"
    )


def _policies(policy: str | Policy, reference: Any, env: Any) -> Callable[[], Policy] | None:
    """Return what makes a policy for an episode; None for random actions."""
    if callable(policy):
        return lambda: policy
    if policy == "random":
        return None
    if policy == "heuristic":
        name = reference if isinstance(reference, str) else getattr(env.spec, "id", str(env))
        heuristic_for(name)  # if there is none, say so now
        return lambda: heuristic_for(name)
    raise ValueError(f"policy is {policy!r}, expected 'random', 'heuristic' or a function")


class _Run:
    def __init__(
        self,
        reference: Any,
        candidate: Any,
        new_policy: Callable[[], Policy] | None,
        vector: bool,
    ) -> None:
        self.reference = reference
        self.candidate = candidate
        self.new_policy = new_policy
        self.vector = vector
        self.policies: dict[int, Policy] = {}  # by row
        self.result = CrosscheckResult(_name(reference), _name(candidate))
        self.seed: int | None = None
        self.step = 0
        for name in ("observation_space", "action_space"):
            ours, theirs = getattr(reference, name), getattr(candidate, name)
            path = None if _same_space(ours, theirs) else ()
            self._count("spaces", f".{name}", path, ours, theirs)

    def compare(self, seed: int, steps: int) -> None:
        reference, candidate = self.reference, self.candidate
        self.seed, self.step = seed, 0
        reference.action_space.seed(seed)
        candidate.action_space.seed(seed)
        self._reset(seed)
        self._renew_policies(np.ones(reference.num_envs if self.vector else 1, dtype=bool))
        for step in range(1, steps + 1):
            self.step = step
            action = self._action()
            self.observation, reward, terminated, truncated, info = reference.step(action)
            observation, reward_2, terminated_2, truncated_2, info_2 = candidate.step(action)
            self._check("observations", self.observation, observation)
            self._check("rewards", _floats(reward), _floats(reward_2))
            self._check("flags", (terminated, truncated), (terminated_2, truncated_2))
            if self.vector:
                info, info_2 = (
                    _without_leftovers(one, terminated, truncated) for one in (info, info_2)
                )
            self._check("infos", info, info_2, loosely=True)
            self._renew_policies(np.atleast_1d(np.logical_or(terminated, truncated)))
            if not self.vector and (terminated or truncated or terminated_2 or truncated_2):
                self._reset(None)

    def _reset(self, seed: int | None) -> None:
        self.observation, info = self.reference.reset(seed=seed)
        observation, info_2 = self.candidate.reset(seed=seed)
        self._check("observations", self.observation, observation)
        self._check("infos", info, info_2, loosely=True)

    def _renew_policies(self, rows: Any) -> None:
        """Give a new policy to each row that begins an episode."""
        if self.new_policy is not None:
            self.policies |= {int(row): self.new_policy() for row in np.flatnonzero(rows)}

    def _action(self) -> Any:
        if self.new_policy is not None:
            if self.vector:
                rows = enumerate(self.observation)
                return np.array([self.policies[row](observation) for row, observation in rows])
            return self.policies[0](self.observation)
        action = self.reference.action_space.sample()
        self._check("samples", action, self.candidate.action_space.sample())
        return action

    def _check(self, kind: str, ours: Any, theirs: Any, *, loosely: bool = False) -> None:
        self._count(kind, "", first_difference(ours, theirs, loosely=loosely), ours, theirs)

    def _count(self, kind: str, name: str, path: Path | None, ours: Any, theirs: Any) -> None:
        self.result.compared[kind] += 1
        if path is not None:
            self.result.different[kind] += 1
            if self.result.first is None:
                where = name + "".join(f"[{key!r}]" for key in path)
                self.result.first = Difference(
                    kind, self.seed, self.step, where, _at(ours, path), _at(theirs, path)
                )


def first_difference(ours: Any, theirs: Any, *, loosely: bool = False) -> Path | None:
    """Return where two values differ first, as keys and indices, or None if they are equal.

    Args:
        ours: any value that an environment returns.
        theirs: another.
        loosely: whether numbers of equal value but different type or dtype are equal.
    """
    if isinstance(ours, np.ndarray) and isinstance(theirs, np.ndarray):
        if ours.dtype == theirs.dtype == object and ours.ndim == theirs.ndim == 1:
            return first_difference(ours.tolist(), theirs.tolist(), loosely=loosely)
        if ours.dtype == theirs.dtype and ours.dtype != object:
            same = ours.shape == theirs.shape and ours.tobytes() == theirs.tobytes()
        else:
            same = loosely and ours.shape == theirs.shape and bool(np.all(ours == theirs))
        return None if same else _first_element(ours, theirs)
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        if ours.keys() != theirs.keys():
            return ()
        return _first_part(((key, ours[key], theirs[key]) for key in ours), loosely)
    if isinstance(ours, (tuple, list)) and isinstance(theirs, (tuple, list)):
        if len(ours) != len(theirs):
            return ()
        pairs = enumerate(zip(ours, theirs, strict=True))
        return _first_part(((index, a, b) for index, (a, b) in pairs), loosely)
    if isinstance(ours, (float, np.floating)) and isinstance(theirs, (float, np.floating)):
        return None if struct.pack("d", ours) == struct.pack("d", theirs) else ()
    if loosely or isinstance(ours, (int, np.integer)):
        return None if bool(np.all(ours == theirs)) else ()
    return None if type(ours) is type(theirs) and bool(ours == theirs) else ()


def _first_part(parts: Iterable[tuple[Any, Any, Any]], loosely: bool) -> Path | None:
    for key, ours, theirs in parts:
        path = first_difference(ours, theirs, loosely=loosely)
        if path is not None:
            return (key, *path)
    return None


def _first_element(ours: np.ndarray[Any, Any], theirs: np.ndarray[Any, Any]) -> Path:
    if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
        return ()
    different = np.argwhere(ours != theirs)
    return tuple(int(index) for index in different[0]) if len(different) else ()


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return list(value) if isinstance(value, Mapping) else value


def _without_leftovers(info: dict[str, Any], terminated: Any, truncated: Any) -> dict[str, Any]:
    """Zero the rows of a final_obs array that did not end: ale-py leaves there what memory held."""
    final = info.get("final_obs")
    if not isinstance(final, np.ndarray) or final.dtype == object:
        return info
    final = final.copy()
    final[~(terminated | truncated)] = 0
    return {**info, "final_obs": final}


def _floats(reward: Any) -> Any:
    return reward if isinstance(reward, np.ndarray) else float(reward)


def _same_space(ours: Any, theirs: Any) -> bool:
    return bool(ours == theirs) and repr(ours) == repr(theirs)


def _name(env: Any) -> str:
    spec = getattr(env, "spec", None)
    return str(env) if spec is None else str(spec.id)


def _exactly(value: Any) -> str:
    """Return a value with every digit."""
    if isinstance(value, (float, np.floating)):
        return f"{float(value)!r} ({float(value).hex()})"
    return repr(value)
