"""That a snapshot is all that an environment is."""

from __future__ import annotations

from typing import Any

from gymnasium import error

import javagym.snapshots as saving
from javagym.conformance.breach import require, require_error, require_same, skip_unless
from javagym.conformance.subject import EPISODE_STEPS, MODES, Subject
from javagym.conformance.trajectories import go_on, play, sampled_actions

_GOES_ON = "a restored environment goes on with the same trajectory"
_DAMAGES = 40


class SnapshotRules(Subject):
    """Rules about `javagym.snapshot` and `javagym.restore`, for Java environments."""

    def _has_snapshots(self) -> bool:
        self.require_java()
        return self._first_snapshot(self.open()) is not None

    def _require_snapshots(self) -> None:
        skip_unless(self._has_snapshots(), "it has no snapshots")

    @staticmethod
    def _first_snapshot(env: Any) -> bytes | None:
        try:
            return saving.snapshot(env)
        except NotImplementedError:
            return None

    def test_without_snapshots_it_says_so(self) -> None:
        """An environment without snapshots says so."""
        skip_unless(not self._has_snapshots(), "it has snapshots")
        env = self.open()
        env.reset(seed=1)
        rule = "an environment without snapshots says so"
        call = lambda: saving.snapshot(env)  # noqa: E731
        require_error(rule, "snapshot", call, NotImplementedError, "snapshot")

    def test_a_snapshot_goes_on_with_the_identical_trajectory(self) -> None:
        """A restored environment goes on as it did, here and in another one."""
        self._require_snapshots()
        for steps in (0, 1, self.steps // 2):
            env, used = self.open(), self.open()
            last = play(env, 6, steps).told
            state = saving.snapshot(env)
            expected = go_on(env, self.steps)
            play(used, 8, self.steps // 3)
            for where, other in {
                "the same environment": env,
                "a new one": self.open(),
                "one in use": used,
            }.items():
                told = saving.restore(other, state)
                require_same(_GOES_ON, f"restore into {where}", _last(last), told)
                rule = "the snapshot of a restored environment is the one that it came from"
                require(saving.snapshot(other) == state, rule, where, "equal bytes", "others")
                rule = f"{_GOES_ON}: after {steps} steps, in {where}"
                expected.require_same(rule, go_on(other, self.steps))

    def test_a_snapshot_before_the_first_reset_holds_that_there_was_none(self) -> None:
        """A snapshot before the first reset holds that there was none."""
        self._require_snapshots()
        env = self.open()
        state = saving.snapshot(env)
        env.reset(seed=0)
        saving.restore(env, state)
        (action,) = sampled_actions(env, 1, 0)
        require_error(
            "a snapshot before the first reset holds that there was none",
            "step after restore",
            lambda: env.step(action),
            error.ResetNeeded,
        )

    def test_bytes_that_are_no_snapshot_are_refused_and_change_nothing(self) -> None:
        """No bytes, cut ones and flipped bits are errors, after which all is as it was."""
        self._require_snapshots()
        env = self.open()
        play(env, 3, 10)
        good = saving.snapshot(env)
        damaged = {"no bytes": b"", "a text": b"no snapshot at all", "a byte too many": good + b"x"}
        for index in range(_DAMAGES):
            place = len(good) * index // _DAMAGES
            flipped = bytearray(good)
            flipped[place] ^= 1 << index % 8
            damaged[f"the first {place} bytes"] = good[:place]
            damaged[f"a flipped bit in byte {place}"] = bytes(flipped)
        for what, state in damaged.items():
            require_error(
                "bytes that are no snapshot are refused",
                what,
                lambda state=state: saving.restore(env, state),
                ValueError,
                "snapshot",
            )
        rule = "bytes that are refused change nothing"
        require(saving.snapshot(env) == good, rule, "the snapshot after all", "equal", "another")

    def test_a_snapshot_of_rows_goes_on_in_every_autoreset_mode(self) -> None:
        """Restored rows go on as they did, here and in others."""
        self._require_snapshots()
        for mode in MODES:
            envs, others = self.open_vec(mode), self.open_vec(mode)
            last = _last(play(envs, 3, EPISODE_STEPS).told)
            state = envs.snapshot()
            expected = go_on(envs, self.steps)
            for where, restored in {"the same rows": envs, "others": others}.items():
                told = restored.restore(state)
                require_same(_GOES_ON, f"{mode.name}, restore into {where}", last, told)
                got = go_on(restored, self.steps)
                expected.require_same(f"{_GOES_ON}: {mode.name}, in {where}", got)


def _last(told: list[tuple[str, Any]]) -> tuple[Any, Any]:
    """Return the last observation and info."""
    seen, infos = (
        [value for where, value in told if where.endswith(name)] for name in ("observation", "info")
    )
    return seen[-1], infos[-1]
