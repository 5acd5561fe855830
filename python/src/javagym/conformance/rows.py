"""What vector environments do."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import numpy as np
from gymnasium import error
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import iterate

from javagym.conformance.breach import require, require_error, require_same, skip_unless
from javagym.conformance.illegal import illegal_actions
from javagym.conformance.subject import MODES, NUM_ENVS, Subject
from javagym.conformance.trajectories import go_on, play, reset_ended, sampled_actions
from javagym.vector import JavaVectorEnv

_SINGLES = "each row is the single environment of its seed, reset as its mode says"
_SEED = 2**20 + 7
_MODES = "rows are reset as their autoreset mode says"


class RowRules(Subject):
    """Rules about vector environments, in every autoreset mode."""

    def test_rows_are_the_single_environments_in_every_autoreset_mode(self) -> None:
        """Each row is the single environment of its seed, stepped by hand."""
        self.require_deterministic()
        skip_unless(self.rows_are_singles(), "a vector form of its own")
        for mode in MODES:
            envs = self.open_vec(mode)
            rows = [_Row(self.open_single_of_a_row(), mode) for _ in range(NUM_ENVS)]
            told = envs.reset(seed=5)
            for index, row in enumerate(rows):
                row.reset(5 + index)
            _require_rows(envs, rows, f"{mode.name}, reset", told)
            for step, actions in enumerate(sampled_actions(envs, self.steps, 3), 1):
                for row, action in zip(rows, iterate(envs.action_space, actions), strict=True):
                    row.step(action)
                where = f"{mode.name}, step {step}"
                took = envs.step(actions)
                _require_rows(envs, rows, where, took)
                again = reset_ended(envs, took)
                if again is not None:
                    for row in rows:
                        if row.over:
                            row.reset(None)
                    _require_rows(
                        envs, rows, where + ", reset by a mask", again, only_observed=True
                    )

    def test_rows_are_reset_as_their_autoreset_mode_says(self) -> None:
        """Rows that end are reset in the next step, in the same or by a mask."""
        for mode in MODES:
            envs = self.open_vec(mode)
            said = AutoresetMode(envs.metadata["autoreset_mode"])
            require(said is mode, _MODES, 'metadata["autoreset_mode"]', mode, said)
            envs.reset(seed=1)
            over = np.zeros(NUM_ENVS, dtype=bool)
            for step, actions in enumerate(sampled_actions(envs, self.steps, 3), 1):
                took = envs.step(actions)
                for row in range(NUM_ENVS):
                    _require_row(
                        envs, mode, row, f"{mode.name}, step {step}, row {row}", took, over
                    )
                over = took[2] | took[3]
                again = reset_ended(envs, took)
                if again is not None:
                    over = np.zeros(NUM_ENVS, dtype=bool)

    def test_equal_seeds_and_actions_give_equal_rows(self) -> None:
        """Equal seeds and actions give equal rows."""
        self.require_deterministic()
        for mode in MODES:
            first = play(self.open_vec(mode), _SEED, self.steps)
            rule = f"equal seeds and actions give equal rows: {mode.name}"
            first.require_same(rule, play(self.open_vec(mode), _SEED, self.steps))

    def test_a_mask_resets_its_rows_alone(self) -> None:
        """A reset with a mask leaves the other rows as they are."""
        envs = self.open_vec(AutoresetMode.DISABLED)
        envs.reset(seed=1)
        (actions,) = sampled_actions(envs, 1, 3)
        observations = envs.step(actions)[0]
        for kept in range(NUM_ENVS):
            before = copy.deepcopy(list(iterate(envs.observation_space, observations))[kept])
            mask = np.arange(NUM_ENVS) != kept
            observations, _ = envs.reset(options={"reset_mask": mask})
            after = list(iterate(envs.observation_space, observations))[kept]
            rule = "a reset with a mask leaves the other rows as they are"
            require_same(rule, f"row {kept} of reset_mask {mask}", before, after)

    def test_misuse_of_rows_is_refused(self) -> None:
        """Wrong lengths, a step before the first reset and use after close are errors."""
        self.require_java()
        rule = "misuse of a vector environment is refused"
        envs = self.open_vec()
        (actions,) = sampled_actions(envs, 1, 3)
        require_error(rule, "step before reset", lambda: envs.step(actions), error.ResetNeeded)
        envs.reset(seed=0)
        for what, kwargs in {
            "a seed too many": {"seed": [None] * (NUM_ENVS + 1)},
            "a mask that is too short": {"options": {"reset_mask": np.ones(1, dtype=bool)}},
            "a negative seed": {"seed": -3},
        }.items():
            kinds = (error.Error, ValueError, TypeError, AssertionError)
            require_error(rule, what, lambda kwargs=kwargs: envs.reset(**kwargs), kinds)
        envs.step(actions)
        envs.close()
        closed = error.ClosedEnvironmentError
        require_error(rule, "step after close", lambda: envs.step(actions), closed)
        require_error(rule, "reset after close", envs.reset, closed)
        envs.close()

    def test_an_illegal_action_names_its_row(self) -> None:
        """An illegal action of one row is an error that names it, and moves none."""
        self.require_java()
        self.require_deterministic()
        envs = self.open_vec()
        space = envs.single_action_space
        (actions,) = sampled_actions(envs, 1, 3)
        skip_unless(isinstance(actions, np.ndarray), "actions are not one array")
        illegal = [
            (np.asarray(action), texts)
            for action, texts in illegal_actions(space)
            if isinstance(action, (int, np.ndarray)) and np.shape(action) == space.shape
        ]
        skip_unless(bool(illegal), f"no illegal action is known of {space}")
        envs.reset(seed=7)
        rule = "an illegal action is refused, and the message tells its row"
        for action, texts in illegal:
            wrong = actions.copy()
            wrong[-1] = action
            require_error(
                rule,
                f"row {NUM_ENVS - 1}, action {action}",
                lambda wrong=wrong: envs.step(wrong),
                error.InvalidAction,
                f"env={NUM_ENVS - 1}",
                texts[0],
            )
        other = self.open_vec()
        other.reset(seed=7)
        go_on(other, 5).require_same("an illegal action of one row moves none", go_on(envs, 5))


class _Row:
    """A single environment, stepped as a row of a vector environment is."""

    def __init__(self, env: Any, mode: AutoresetMode) -> None:
        self.env = env
        self.mode = mode
        self.over = False
        self.told: dict[str, Any] = {}

    def reset(self, seed: int | None) -> None:
        observation, info = self.env.reset(seed=seed)
        self.over = False
        self.told = _told(observation, 0.0, False, False, info)

    def step(self, action: Any) -> None:
        if self.over and self.mode is AutoresetMode.NEXT_STEP:
            self.reset(None)
            return
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.over = bool(terminated or truncated)
        self.told = _told(observation, reward, terminated, truncated, info)
        if self.over and self.mode is AutoresetMode.SAME_STEP:
            final = {"final_obs": self.told["observation"], "final_info": self.told["info"]}
            observation, info = self.env.reset()
            self.told |= {"observation": copy.deepcopy(observation), "info": copy.deepcopy(info)}
            self.told |= final


def _told(observation: Any, reward: Any, terminated: Any, truncated: Any, info: Any) -> Any:
    return {
        "observation": copy.deepcopy(observation),
        "reward": float(reward),
        "terminated": bool(terminated),
        "truncated": bool(truncated),
        "info": copy.deepcopy(info),
    }


def _require_rows(
    envs: Any, rows: list[_Row], where: str, told: Any, *, only_observed: bool = False
) -> None:
    observations = list(iterate(envs.observation_space, told[0]))
    infos = told[-1]
    java = isinstance(envs, JavaVectorEnv)
    for index, row in enumerate(rows):
        place = f"{where}, row {index}, "
        expected = row.told
        require_same(_SINGLES, place + "observation", expected["observation"], observations[index])
        if only_observed:
            continue
        for name, value in zip(("reward", "terminated", "truncated"), told[1:-1], strict=False):
            require_same(_SINGLES, place + name, expected[name], value[index].item())
        _require_info(place + "info", expected["info"], infos, index, java)
        if "final_obs" in expected:
            final = _at(infos, "final_obs", index, place)
            require_same(_SINGLES, place + "final_obs", expected["final_obs"], final)
            if expected["final_info"]:
                final = infos.get("final_info", {})
                _require_info(place + "final_info", expected["final_info"], final, index, java)


def _require_info(where: str, expected: Any, infos: Any, row: int, java: bool) -> None:
    """Raise unless the fields of one row are those of a single environment."""
    for key, value in expected.items():
        present = infos.get(f"_{key}")
        require(
            present is not None and bool(present[row]),
            _SINGLES,
            f"{where}[{key!r}]",
            value,
            "no such field",
        )
        if isinstance(value, dict):
            _require_info(f"{where}[{key!r}]", value, infos[key], row, java)
        else:
            column = infos[key]
            if not java and column.dtype != object:
                # Gymnasium's makes a column of the first row's type, and a float in it an int.
                value = np.asarray(value).astype(column.dtype)
            require_same(_SINGLES, f"{where}[{key!r}]", value, column[row], loosely=True)


def _at(infos: Any, key: str, row: int, where: str) -> Any:
    present = infos.get(f"_{key}")
    require(present is not None and bool(present[row]), _MODES, where + key, "one", "none")
    return infos[key][row]


def _require_row(
    envs: Any, mode: AutoresetMode, row: int, where: str, took: Any, before: Any
) -> None:
    observations, rewards, terminations, truncations, infos = took
    observation = list(iterate(envs.observation_space, observations))[row]
    space = envs.single_observation_space
    rule = "every observation is an element of observation_space"
    require(observation in space, rule, where, space, observation)
    over = bool(terminations[row] or truncations[row])
    if mode is AutoresetMode.NEXT_STEP and before[row]:
        require(rewards[row] == 0, _MODES, where + ", reward of the reset", 0.0, rewards[row])
        require(not over, _MODES, where + ", flags of the reset", False, over)
    final = mode is AutoresetMode.SAME_STEP and over
    present = bool(infos["_final_obs"][row]) if "_final_obs" in infos else False
    if "final_obs" in infos and "_final_obs" not in infos:
        present = final  # ale-py's form tells no masks
    require(present == final, _MODES, where + ", whether there is final_obs", final, present)
    if final:
        with suppress(IndexError):
            require(infos["final_obs"][row] in space, rule, where + ", final_obs", space, "another")
