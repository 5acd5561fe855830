"""What is refused, and that nothing comes of it."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import Any

from gymnasium import error

from javagym.conformance.breach import ConformanceError, require_error, skip_unless
from javagym.conformance.illegal import illegal_actions
from javagym.conformance.subject import Subject
from javagym.conformance.trajectories import play, sampled_actions


class RefusalRules(Subject):
    """Rules about misuse."""

    def test_step_before_reset_is_refused(self) -> None:
        """A step before the first reset is an error, and harmless."""
        env = self.open()
        (action,) = sampled_actions(env, 1, 0)
        require_error(
            "step before the first reset is refused",
            "step",
            lambda: env.step(action),
            error.ResetNeeded,
        )
        env.reset(seed=0)
        env.step(action)

    def test_use_after_close_is_refused(self) -> None:
        """Use after close is an error."""
        self.require_java()
        env = self.open()
        env.reset(seed=0)
        (action,) = sampled_actions(env, 1, 0)
        env.close()
        rule = "use after close is refused"
        for name, use in (("step", lambda: env.step(action)), ("reset", env.reset)):
            require_error(rule, name, use, error.ClosedEnvironmentError, name)

    def test_closing_twice_is_harmless(self) -> None:
        """Closing twice is harmless, before the first reset too."""
        for used in (True, False):
            env = self.make()
            if used:
                env.reset(seed=0)
            env.close()
            try:
                env.close()
            except Exception as e:
                raise ConformanceError(
                    "closing twice is harmless", "the second close", "no error", repr(e)
                ) from e

    def test_an_illegal_action_is_refused_with_the_legal_range(self) -> None:
        """An action out of its space is an error that tells it and what is legal."""
        self.require_java()
        env = self.open()
        env.reset(seed=0)
        illegal = illegal_actions(env.action_space)
        skip_unless(bool(illegal), f"no illegal action is known of {env.action_space}")
        for action, texts in illegal:
            require_error(
                "an illegal action is refused, and the message tells it and what is legal",
                f"step({action!r})",
                lambda action=action: env.unwrapped.step(action),
                error.InvalidAction,
                *texts,
            )

    def test_a_refused_action_changes_nothing(self) -> None:
        """An action that is refused changes nothing."""
        self.require_java()
        self.require_deterministic()
        env = self.open()
        illegal = illegal_actions(env.action_space)
        skip_unless(bool(illegal), f"no illegal action is known of {env.action_space}")
        calls = count()

        def misuse() -> None:
            with suppress(error.InvalidAction):
                env.unwrapped.step(illegal[next(calls) % len(illegal)][0])

        expected = play(self.open(), 1, self.steps)
        got = play(env, 1, self.steps, disturb=misuse)
        expected.require_same("an action that is refused changes nothing", got)

    def test_an_unknown_argument_is_refused(self) -> None:
        """An argument that the environment does not know is an error that tells it."""
        skip_unless(self.env_id is not None, "made by make(), not by its id")
        made: Any = self.open
        require_error(
            "an argument of an unknown name is refused, and the message tells it",
            "make(nonsense=1)",
            lambda: made(nonsense=1),
            TypeError,
            "nonsense",
        )
