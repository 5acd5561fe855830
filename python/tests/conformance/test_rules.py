"""Each rule finds its fault, and finds none where there is none."""

from __future__ import annotations

import gymnasium as gym
import pytest

from javagym import conformance
from javagym.conformance import ConformanceError, EnvConformance
from javagym.conformance.report import rules
from tests.conformance import faulty
from tests.conformance.faulty import FAULTS, Walk

CASES = [(overridden, rule) for _, overridden, found_by in FAULTS for rule in found_by]
NAMES = [f"{name}-{rule}" for name, _, found_by in FAULTS for rule in found_by]


@pytest.fixture(autouse=True)
def _threads_end():
    faulty.end.clear()
    yield
    faulty.end.set()


@pytest.mark.parametrize(("overridden", "rule"), CASES, ids=NAMES)
def test_a_fault_is_found_and_told(overridden, rule):
    subject = faulty.conformance(overridden)()
    kind = AssertionError if rule == "gymnasiums_checker_is_content" else ConformanceError
    try:
        with pytest.raises(kind) as caught:
            getattr(subject, f"test_{rule}")()
    finally:
        subject.teardown_method()
    if kind is ConformanceError:
        rule_told, _, rest = str(caught.value).partition("; ")
        where, _, values = rest.partition(": expected ")
        assert rule_told
        assert where
        assert ", got " in values


def test_every_rule_finds_a_fault():
    assert {rule for _, rule in CASES} == {name.removeprefix("test_") for name in rules()}


class TestWalk(EnvConformance):
    """Without a fault; the class is what a user writes."""

    steps = 60

    def make(self, **kwargs):
        return Walk(**kwargs)


class TestGymnasiumsOwn(EnvConformance):
    """One of Gymnasium's, by its id."""

    env_id = "FrozenLake-v1"


def test_a_failure_tells_the_rule_the_step_and_both_values():
    report = conformance.check(lambda: Walk("reward that is NaN"), steps=20)
    broken = {outcome.rule: outcome.message for outcome in report.broken}
    assert broken["every_reward_is_finite"] == (
        "every reward is a finite number; step 5: expected a finite number, got nan"
    )
    assert not report.ok
    assert "broken: every_reward_is_finite: every reward" in str(report)


def test_what_holds_is_told_and_what_is_skipped_says_why():
    report = conformance.check(Walk, steps=20)
    assert report.ok, report
    verdicts = {outcome.rule: (outcome.verdict, outcome.message) for outcome in report.outcomes}
    assert verdicts["every_reward_is_finite"] == ("holds", "")
    assert verdicts["use_after_close_is_refused"] == (
        "skipped",
        "only Java environments promise it",
    )
    assert len(verdicts) == len(rules())


def test_a_vector_environment_of_ones_own_is_checked():
    make_vec = faulty.rows_of_walks(faulty.MaskThatIsIgnored)
    report = conformance.check(Walk, make_vec=make_vec, steps=20)
    assert "a_mask_resets_its_rows_alone" in {outcome.rule for outcome in report.broken}


def test_a_class_that_says_nothing_is_told_what_to_say():
    with pytest.raises(TypeError, match=r"make\(\*\*kwargs\), nor an env_id"):
        EnvConformance().make()


def test_an_attribute_that_does_not_exist_is_an_error():
    with pytest.raises(TypeError, match="'seed_matters', expected an attribute of EnvConformance"):
        conformance.check("java/CartPole-v1", seed_matters=False)


def test_an_environment_that_cannot_be_made_breaks_every_rule():
    report = conformance.check("java/NoSuchThing-v0")
    assert {outcome.verdict for outcome in report.outcomes} <= {"broken", "skipped"}
    assert "NoSuchThing" in report.broken[0].message


def test_the_generators_of_a_users_spaces_are_left_alone():
    env = gym.make("java/CartPole-v1")
    env.action_space.seed(3)
    expected = [env.action_space.sample() for _ in range(20)]
    env.action_space.seed(3)
    conformance.trajectories.play(env, 1, 10)
    assert [env.action_space.sample() for _ in range(20)] == expected
