"""Environments that are wrong in one way each, and the rules that find it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import error, spaces
from gymnasium.envs.registration import EnvSpec
from gymnasium.vector import AutoresetMode, SyncVectorEnv

from javagym.conformance import EnvConformance
from javagym.conformance.subject import EPISODE_STEPS, NUM_ENVS
from javagym.env import JavaEnv
from javagym.registration import entry_point
from javagym.vector import JavaVectorEnv

SHARED = count()
LIMIT = 30
end = threading.Event()


class Walk(gym.Env):
    """A random walk in the plane, right in all but the one fault that it is given."""

    metadata: dict[str, Any] = {"render_modes": ["ansi"], "render_fps": 30}  # noqa: RUF012
    action_space = spaces.Box(-1, 1, (2,), np.float32)

    def __init__(self, fault: str = "", render_mode: str | None = None) -> None:
        self.fault = fault
        self.render_mode = render_mode
        self.made = next(SHARED)
        high = self.made if fault == "spaces that differ" else 1
        self.observation_space = spaces.Box(-1, high, (2,), np.float32)
        self.spec = EnvSpec("Walk-v0", "tests.conformance.faulty:Walk", max_episode_steps=LIMIT)
        self.resets = 0
        self.closed = False
        if fault == "thread that stays":
            threading.Thread(target=end.wait, daemon=True).start()

    def reset(self, *, seed=None, options=None):
        if self.fault == "option that is refused" and options and "nonsense" in options:
            raise ValueError(f"options {options}")
        if self.fault == "negative seed that is taken" and seed is not None:
            seed = abs(seed)
        super().reset(seed=1 if self.fault == "seed that is ignored" and seed is not None else seed)
        self.resets += 1
        self.steps = 0
        y = self.resets / 1000 if self.fault == "past that counts" else 0
        self.position = np.array([self.np_random.random() / 2, y], dtype=np.float32)
        return self.position.copy(), {}

    def step(self, action):
        self.steps += 1
        noise = self.np_random.random() - 0.5
        if self.fault == "randomness of its own":
            noise = self.made % 7 / 100
        elif self.fault == "state that all share":
            noise = next(SHARED) % 7 / 100
        moved = self.position + np.array([0.3, 0.1]) * action + np.array([noise / 4, 0])
        self.position = np.clip(moved, -1, 1).astype(np.float32)
        if self.fault == "action that is changed":
            action[0] = 0
        observation = self.position.copy()
        reward = float(self.position[0])
        info = {"steps": self.steps}
        if self.steps == 5:
            if self.fault == "observation out of bounds":
                observation[1] = 1.5
            elif self.fault == "observation of another dtype":
                observation = observation.astype(np.float16)
            elif self.fault == "reward that is NaN":
                reward = float("nan")
            elif self.fault == "info that is a list":
                info = [self.steps]
        terminated = bool(abs(self.position[0]) == 1)
        truncated = False
        if self.steps >= LIMIT:
            terminated |= self.fault == "time limit that terminates"
            truncated = self.fault != "time limit that terminates"
        if self.fault == "flag that is a number":
            terminated = int(terminated)
        return observation, reward, terminated, truncated, info

    def render(self):
        if self.fault == "render that draws a number":
            self.np_random.random()
        return None if self.fault == "draws nothing" else f"{self.position}\n"

    def close(self):
        if self.closed and self.fault == "second close that throws":
            raise RuntimeError("closed twice")
        self.closed = True


class Lax(gym.wrappers.OrderEnforcing):
    """Seems to refuse a step before a reset."""

    def step(self, action):
        if not self._has_reset:
            self.reset()
        return self.env.step(action)


class NeverCloses(gym.Wrapper):
    def close(self):
        pass


class Lake(JavaEnv):
    env_id = "FrozenLake-v1"
    metadata = entry_point(env_id).metadata


class Lakes(JavaVectorEnv):
    env_id = "FrozenLake-v1"
    metadata = entry_point(f"{env_id}@vector").metadata


class TakesAnything(Lake):
    def step(self, action):
        try:
            return super().step(action)
        except error.InvalidAction:
            return super().step(0)


class WithoutTheRange(Lake):
    def step(self, action):
        try:
            return super().step(action)
        except error.InvalidAction:
            raise error.InvalidAction(f"a bad action: {action}") from None


class MovesBeforeItRefuses(Lake):
    def step(self, action):
        try:
            return super().step(action)
        except error.InvalidAction:
            super().step(0)
            raise


class RestoresNothing(Lake):
    def restore(self, state):
        return self._observe(), self._info()


class ResetsWhenRestored(Lake):
    def restore(self, state):
        super().restore(state)
        return self.reset(seed=0)


class RestoresAnything(Lake):
    def restore(self, state):
        try:
            return super().restore(state)
        except ValueError:
            return self._observe(), self._info()


class RefusesSnapshotsWithoutAReason(Lake):
    def snapshot(self):
        raise NotImplementedError("no")


class RowsThatTakeAnything(Lakes):
    def reset(self, **kwargs):
        try:
            return super().reset(**kwargs)
        except Exception:
            return self._observe(), self._read_infos()

    def step(self, actions):
        try:
            return super().step(actions)
        except Exception:
            return self._stepped()


class RowsThatRestoreNothing(Lakes):
    def restore(self, state):
        return self._observe(), self._read_infos()


class RowsThatSkipAStep(Lakes):
    def step_many(self, actions):
        yield from list(super().step_many(actions))[1:]


class OneSeedForAllRows(SyncVectorEnv):
    def reset(self, *, seed=None, options=None):
        return super().reset(seed=None if seed is None else [seed] * self.num_envs, options=options)


class MaskThatIsIgnored(SyncVectorEnv):
    def reset(self, *, seed=None, options=None):
        return super().reset(seed=seed)


def limited() -> gym.Env:
    return gym.wrappers.TimeLimit(Walk(), EPISODE_STEPS)


def rows_of_walks(kind: Any, mode: AutoresetMode | None = None) -> Callable[[int, Any], Any]:
    return lambda num_envs, asked: kind([limited] * num_envs, autoreset_mode=mode or asked)


def lakes(kind: Any, **kwargs: Any) -> Callable[[int, Any], Any]:
    return lambda num_envs, mode: kind(num_envs, EPISODE_STEPS, autoreset_mode=mode, **kwargs)


def walk(fault: str) -> dict[str, Any]:
    return {"make": lambda **kwargs: Walk(fault, **kwargs)}


def lake(make: Callable[..., Any], **more: Any) -> dict[str, Any]:
    return {"make": make, **more}


def another_lake(**kwargs: Any) -> gym.Env:
    return gym.make("java/FrozenLake-v1", is_slippery=False, **kwargs)


# Each fault: a name, what is overridden, and the rules that find it.
FAULTS: list[tuple[str, dict[str, Any], list[str]]] = [
    *[
        (fault, walk(fault), rules.split())
        for fault, rules in {
            "observation out of bounds": "every_observation_is_in_its_space",
            "observation of another dtype": "every_observation_is_in_its_space",
            "info that is a list": "every_info_is_a_dict_by_name",
            "reward that is NaN": "every_reward_is_finite",
            "flag that is a number": "flags_are_bools",
            "action that is changed": "an_action_is_left_as_it_was",
            "time limit that terminates": "the_time_limit_truncates",
            "option that is refused": "an_unknown_reset_option_is_passed_over",
            "randomness of its own": "equal_seeds_and_actions_give_equal_trajectories"
            " equal_seeds_and_actions_give_equal_rows",
            "past that counts": "a_seed_forgets_the_past",
            "seed that is ignored": "different_seeds_give_different_trajectories"
            " gymnasiums_checker_is_content",
            "negative seed that is taken": "a_negative_seed_is_refused",
            "state that all share": "environments_do_not_touch_each_other",
            "second close that throws": "closing_twice_is_harmless",
            "draws nothing": "every_render_mode_draws_and_no_other",
            "render that draws a number": "rendering_changes_nothing",
            "spaces that differ": "spaces_stay_as_they_are spaces_cross_as_json"
            " samples_are_elements_and_equal_for_equal_seeds",
            "thread that stays": "no_thread_stays_behind",
        }.items()
    ],
    ("no order", lake(lambda **kwargs: Lax(Walk())), ["step_before_reset_is_refused"]),
    ("never closes", lake(lambda **kwargs: NeverCloses(Lake())), ["use_after_close_is_refused"]),
    (
        "takes anything",
        lake(TakesAnything),
        ["an_illegal_action_is_refused_with_the_legal_range"],
    ),
    (
        "error without the range",
        lake(WithoutTheRange),
        ["an_illegal_action_is_refused_with_the_legal_range"],
    ),
    ("moves before it refuses", lake(MovesBeforeItRefuses), ["a_refused_action_changes_nothing"]),
    (
        "arguments that are ignored",
        lake(lambda **kwargs: Lake(), env_id="java/FrozenLake-v1"),
        ["an_unknown_argument_is_refused", "every_render_mode_draws_and_no_other"],
    ),
    (
        "one seed for all rows",
        {**walk(""), "make_vec": rows_of_walks(OneSeedForAllRows)},
        ["rows_are_the_single_environments_in_every_autoreset_mode"],
    ),
    (
        "another autoreset mode",
        {**walk(""), "make_vec": rows_of_walks(SyncVectorEnv, AutoresetMode.SAME_STEP)},
        ["rows_are_reset_as_their_autoreset_mode_says"],
    ),
    (
        "mask that is ignored",
        {**walk(""), "make_vec": rows_of_walks(MaskThatIsIgnored)},
        ["a_mask_resets_its_rows_alone"],
    ),
    (
        "rows that take anything",
        lake(Lake, make_vec=lakes(RowsThatTakeAnything)),
        ["misuse_of_rows_is_refused", "an_illegal_action_names_its_row"],
    ),
    (
        "snapshots refused without a reason",
        lake(RefusesSnapshotsWithoutAReason),
        ["without_snapshots_it_says_so"],
    ),
    (
        "restores nothing",
        lake(RestoresNothing),
        ["a_snapshot_goes_on_with_the_identical_trajectory"],
    ),
    (
        "resets when it is restored",
        lake(ResetsWhenRestored, make_reference=Lake),
        [
            "a_snapshot_before_the_first_reset_holds_that_there_was_none",
            "a_snapshot_goes_on_in_the_reference_and_back",
        ],
    ),
    (
        "restores anything",
        lake(RestoresAnything),
        ["bytes_that_are_no_snapshot_are_refused_and_change_nothing"],
    ),
    (
        "rows that restore nothing",
        lake(Lake, make_vec=lakes(RowsThatRestoreNothing), make_vec_reference=lakes(Lakes)),
        [
            "a_snapshot_of_rows_goes_on_in_every_autoreset_mode",
            "a_snapshot_of_rows_goes_on_behind_the_door",
        ],
    ),
    (
        "another reference",
        lake(
            Lake,
            make_reference=another_lake,
            make_vec=lakes(Lakes),
            make_vec_reference=lakes(Lakes, is_slippery=False),
        ),
        ["the_trajectory_is_the_references", "rows_are_the_references_in_every_autoreset_mode"],
    ),
    (
        "another picture",
        lake(Lake, make_reference=lambda **kwargs: gym.make("java/CliffWalking-v1", **kwargs)),
        ["frames_are_the_references"],
    ),
    (
        "rows that skip a step",
        lake(Lake, make_vec=lakes(RowsThatSkipAStep), make_vec_reference=lakes(Lakes)),
        ["steps_sent_ahead_are_the_references"],
    ),
]
assert NUM_ENVS > 1


def conformance(overridden: dict[str, Any]) -> type[EnvConformance]:
    """Return a class whose environment has a fault."""
    functions = {
        name: staticmethod(value) if callable(value) else value
        for name, value in overridden.items()
    }
    return type("Faulty", (EnvConformance,), functions)


# One that the command line finds, as a user's module registers its own.
gym.register("LazyWalk-v0", lambda **kwargs: Walk("reward that is NaN", **kwargs))
