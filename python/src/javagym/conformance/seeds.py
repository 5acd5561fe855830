"""What a seed settles."""

from __future__ import annotations

from itertools import count

from gymnasium import error

from javagym.conformance.breach import ConformanceError, require_error, skip_unless
from javagym.conformance.subject import Subject
from javagym.conformance.trajectories import LARGE_SEED, play, sampled_actions

_SEEDS = 20


class SeedRules(Subject):
    """Rules about seeds."""

    def test_equal_seeds_and_actions_give_equal_trajectories(self) -> None:
        """Equal seeds and actions give equal trajectories, in different environments."""
        self.require_deterministic()
        for seed in (0, LARGE_SEED):
            first = play(self.open(), seed, self.steps)
            rule = f"equal seeds and actions give equal trajectories: seed {seed}"
            first.require_same(rule, play(self.open(), seed, self.steps))

    def test_a_seed_forgets_the_past(self) -> None:
        """A seed gives the same trajectory in an environment that has been used."""
        self.require_deterministic()
        skip_unless(self.seeds_forget_the_past, "seeds_forget_the_past is False")
        env = self.open()
        play(env, LARGE_SEED, self.steps).require_same(
            "a seed gives the same trajectory in an environment that has been used",
            play(env, LARGE_SEED, self.steps),
        )

    def test_different_seeds_give_different_trajectories(self) -> None:
        """Different seeds give different trajectories."""
        skip_unless(self.seeds_matter, "seeds_matter is False")
        env = self.open()
        first = play(env, 0, self.steps)
        if all(first.equals(play(env, seed, self.steps)) for seed in range(1, _SEEDS)):
            raise ConformanceError(
                "different seeds give different trajectories (or seeds_matter is False)",
                f"seeds 0 to {_SEEDS - 1}",
                "a difference",
                "equal trajectories",
            )

    def test_a_negative_seed_is_refused(self) -> None:
        """A negative seed is an error that tells it."""
        env = self.open()
        require_error(
            "a negative seed is refused, and the message tells it",
            "reset(seed=-3)",
            lambda: env.reset(seed=-3),
            (error.Error, ValueError),
            "-3",
        )

    def test_environments_do_not_touch_each_other(self) -> None:
        """Environments share no state."""
        self.require_deterministic()
        other = self.open()
        other.reset(seed=9)
        actions = sampled_actions(other, self.steps, 9)
        calls = count()

        def use_other() -> None:
            call = next(calls)
            took = other.step(actions[call])
            if took[2] or took[3] or call % 20 == 0:
                other.reset()

        alone = play(self.open(), 1, self.steps)
        beside = play(self.open(), 1, self.steps, disturb=use_other)
        alone.require_same("environments share no state: one is used between the steps", beside)
