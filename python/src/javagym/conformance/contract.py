"""What ``reset`` and ``step`` give and take."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.utils.env_checker import check_env

from javagym.conformance.breach import ConformanceError, require, require_same, skip_unless
from javagym.conformance.subject import Subject
from javagym.conformance.trajectories import sampled_actions


class ContractRules(Subject):
    """Rules about what one environment tells."""

    def _walk(self, action_seed: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
        env = self.open()
        yield "reset without a seed", env.reset()
        yield "reset", env.reset(seed=1)
        for step, action in enumerate(sampled_actions(env, 5 * self.steps, action_seed), 1):
            took = env.step(action)
            yield f"step {step}", took
            if took[2] or took[3]:
                yield f"reset after step {step}", env.reset()

    def test_every_observation_is_in_its_space(self) -> None:
        """Every observation is an element of its space, of its dtype."""
        space = self.open().observation_space
        for where, told in self._walk(1):
            require(
                told[0] in space and _has_dtype(space, told[0]),
                "every observation is an element of observation_space, of its dtype",
                where,
                space,
                told[0],
            )

    def test_every_info_is_a_dict_by_name(self) -> None:
        """Every info is a dict with names for keys."""
        for where, told in self._walk(2):
            require(
                isinstance(told[-1], dict) and all(isinstance(key, str) for key in told[-1]),
                "every info is a dict with strs for keys",
                where,
                "a dict",
                told[-1],
            )

    def test_every_reward_is_finite(self) -> None:
        """Every reward is a finite number."""
        for where, told in self._walk(3):
            if len(told) == 5:
                require(
                    isinstance(told[1], (int, float, np.integer, np.floating))
                    and bool(np.isfinite(told[1])),
                    "every reward is a finite number",
                    where,
                    "a finite number",
                    told[1],
                )

    def test_flags_are_bools(self) -> None:
        """Both ``terminated`` and ``truncated`` are bools."""
        for where, told in self._walk(4):
            for flag in told[2:4] if len(told) == 5 else ():
                require(
                    isinstance(flag, (bool, np.bool_)),
                    "terminated and truncated are bools",
                    where,
                    "a bool",
                    flag,
                )

    def test_an_action_is_left_as_it_was(self) -> None:
        """``step`` does not change the action."""
        env = self.open()
        env.reset(seed=1)
        for step, action in enumerate(sampled_actions(env, self.steps, 1), 1):
            before = copy.deepcopy(action)
            took = env.step(action)
            require_same("step leaves the action as it was", f"step {step}", before, action)
            if took[2] or took[3]:
                env.reset()

    def test_the_time_limit_truncates(self) -> None:
        """An episode is truncated at ``spec.max_episode_steps`` at the latest."""
        env = self.open()
        limit = None if env.spec is None else env.spec.max_episode_steps
        skip_unless(limit is not None, "there is no time limit")
        assert limit is not None
        skip_unless(limit <= 2000, f"its {limit} steps take too long")
        env.reset(seed=2)
        steps, terminated, truncated = 0, False, False
        for action in sampled_actions(env, limit, 2):
            _, _, terminated, truncated, _ = env.step(action)
            steps += 1
            if terminated or truncated:
                break
        require(
            steps < limit or bool(truncated),
            "an episode is truncated at the time limit",
            f"step {steps}",
            "truncated",
            f"terminated={terminated}, truncated={truncated}",
        )

    def test_an_unknown_reset_option_is_passed_over(self) -> None:
        """``reset`` passes over an option that it does not know."""
        self.require_deterministic()
        plain, _ = self.open().reset(seed=1)
        rule = "a reset option of an unknown name is passed over"
        where = 'reset(options={"nonsense": 1})'
        env = self.open()
        try:
            optioned, _ = env.reset(seed=1, options={"nonsense": 1})
        except Exception as e:
            raise ConformanceError(rule, where, "no error", repr(e)) from e
        require_same(rule, where, plain, optioned)

    def test_gymnasiums_checker_is_content(self) -> None:
        """Gymnasium's own checker finds no fault."""
        skip_unless(self.checked_by_gymnasium, "checked_by_gymnasium is False")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check_env(self.open().unwrapped, skip_render_check=True)


def _has_dtype(space: spaces.Space[Any], value: Any) -> bool:
    """Whether arrays are of the very dtype of their box: Gymnasium lets others pass that fit it."""
    if isinstance(space, spaces.Box):
        return isinstance(value, np.ndarray) and value.dtype == space.dtype
    if isinstance(space, spaces.Dict):
        return all(_has_dtype(part, value[key]) for key, part in space.spaces.items())
    if isinstance(space, spaces.Tuple):
        return all(map(_has_dtype, space.spaces, value))
    return True
