"""That an environment is the one that it is to equal: behind a door, the one of this process."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

import javagym.snapshots as saving
from javagym.conformance.breach import require, require_same, skip_unless
from javagym.conformance.subject import MODES, NUM_ENVS, Subject
from javagym.conformance.trajectories import LARGE_SEED, go_on, play, sampled_actions


class ReferenceRules(Subject):
    """Rules that hold an environment to `Subject.make_reference`, bit by bit."""

    def _reference(self, **kwargs: Any) -> Any:
        env = self.make_reference(**kwargs)
        skip_unless(env is not None, "there is nothing to hold it to")
        return self.opened(env)

    def _vec_reference(self, mode: Any = gym.vector.AutoresetMode.NEXT_STEP) -> Any:
        envs = self.make_vec_reference(NUM_ENVS, mode)
        skip_unless(envs is not None, "there is nothing to hold it to")
        return self.opened(envs)

    def test_the_trajectory_is_the_references(self) -> None:
        """Spaces and trajectory are those of the reference."""
        here, there = self._reference(), self.open()
        for name in ("observation_space", "action_space"):
            ours, theirs = getattr(here, name), getattr(there, name)
            same = ours == theirs and repr(ours) == repr(theirs)
            require(same, "spaces are those of the reference", name, ours, theirs)
        for seed in (0, None, LARGE_SEED):
            rule = f"the trajectory is that of the reference: seed {seed}"
            if seed is None:
                go_on(here, self.steps).require_same(rule, go_on(there, self.steps))
            else:
                play(here, seed, self.steps).require_same(rule, play(there, seed, self.steps))

    def test_rows_are_the_references_in_every_autoreset_mode(self) -> None:
        """Rows are those of the reference."""
        for mode in MODES:
            here, there = self._vec_reference(mode), self.open_vec(mode)
            rule = f"rows are those of the reference: {mode.name}"
            play(here, 7, self.steps).require_same(rule, play(there, 7, self.steps))
            seeds = [1, None, LARGE_SEED]
            answers = [_outcome(envs, seeds) for envs in (here, there)]
            require_same(rule, f"reset(seed={seeds})", *answers)

    def test_steps_sent_ahead_are_the_references(self) -> None:
        """`javagym.vector.JavaVectorEnv.step_many` gives what one step after the other gives."""
        here, there = self._vec_reference(), self.open_vec()
        actions = sampled_actions(here, self.steps, 1)
        here.reset(seed=7)
        there.reset(seed=7)
        ahead = list(there.step_many(actions))
        rule = "steps sent ahead are those of the reference"
        require(len(ahead) == len(actions), rule, "the end", len(actions), len(ahead))
        for step, action in enumerate(actions):
            require_same(rule, f"step {step + 1}", here.step(action), ahead[step])

    def test_frames_are_the_references(self) -> None:
        """Frames are those of the reference."""
        self._reference()
        modes = [m for m in self.open().metadata["render_modes"] if m in ("ansi", "rgb_array")]
        for mode in modes:
            here, there = self._reference(render_mode=mode), self.open(render_mode=mode)
            here.reset(seed=1)
            there.reset(seed=1)
            rule = "frames are those of the reference"
            require_same(rule, f"render_mode={mode!r}", here.render(), there.render())

    def test_a_snapshot_goes_on_in_the_reference_and_back(self) -> None:
        """A snapshot of one goes on in the other."""
        here, there = self._reference(), self.open()
        rule = "a snapshot goes on with the same trajectory in the reference, and back"
        for source, target in ((here, there), (there, here)):
            play(source, 3, 30)
            state = saving.snapshot(source)
            seen = [saving.restore(env, state) for env in (source, target)]
            require_same(rule, "restore", *seen)
            for env in (source, target):
                require(saving.snapshot(env) == state, rule, "snapshot", "equal bytes", "others")
            go_on(source, 30).require_same(rule, go_on(target, 30))

    def test_a_snapshot_of_rows_goes_on_behind_the_door(self) -> None:
        """A snapshot of the reference's rows goes on in these."""
        for mode in MODES:
            here, there = self._vec_reference(mode), self.open_vec(mode)
            rule = f"rows go on with the same trajectory as in the reference: {mode.name}"
            play(here, 3, 30)
            state = here.snapshot()
            seen = [envs.restore(state) for envs in (here, there)]
            require_same(rule, "restore", *seen)
            require(there.snapshot() == state, rule, "snapshot", "equal bytes", "others")
            again = saving.restore(there, saving.snapshot(there))
            require_same(rule, "restore with the wrappers", seen[0], again)
            go_on(here, 30).require_same(rule, go_on(there, 30))


def _outcome(envs: Any, seeds: Any) -> Any:
    """Return what a reset gives, or the error that it raises."""
    try:
        return envs.reset(seed=seeds)
    except Exception as e:
        return type(e).__name__, str(e)
