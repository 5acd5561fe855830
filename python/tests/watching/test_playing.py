"""A page plays: its keys are the actions that reach the environment."""

from __future__ import annotations

import math

import gymnasium as gym
import numpy as np
import pytest

from javagym.watching.runner import steps_per_second
from tests.watching.arcade import running
from tests.watching.page import Page

LEFT, RIGHT, UP, DOWN = "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"


def test_held_keys_are_the_actions_until_they_are_let_go_of() -> None:
    with running("LunarLander-v3") as (viewer, (env,)), Page(viewer.url) as page:
        env.settle_on(0)
        page.say("play", on=True)
        page.numbers(lambda numbers: numbers["player"] == "you")
        for keys, action in (([UP], 2), ([UP, LEFT], 1), ([RIGHT], 3), ([], 0)):
            page.say("keys", keys=keys)
            env.settle_on(action)
        assert all(type(action) is int for action in env.actions)


def test_the_policy_goes_on_when_the_player_stops_or_leaves() -> None:
    with running("MountainCar-v0", policy=lambda _: 2) as (viewer, (env,)):
        env.settle_on(2)
        with Page(viewer.url) as page:
            page.say("play", on=True)
            env.settle_on(1)  # no key
            page.say("play", on=False)
            env.settle_on(2)
            page.say("play", on=True)
            page.say("keys", keys=[LEFT])
            env.settle_on(0)
        env.settle_on(2)


def test_a_short_press_between_two_steps_counts() -> None:
    with running("MountainCar-v0") as (viewer, (env,)), Page(viewer.url) as page:
        page.say("play", on=True)
        env.settle_on(1)
        before = len(env.actions)
        page.say("keys", keys=[RIGHT])
        page.say("keys", keys=[])
        env.wait_for(lambda taken: 2 in taken, before)
        env.settle_on(1)
        assert env.actions[before:].count(2) == 1


def test_a_board_game_waits_and_takes_one_step_a_press() -> None:
    with (
        running("FrozenLake-v1", is_slippery=False) as (viewer, (env,)),
        Page(viewer.url) as page,
    ):
        env.wait_for(len)
        page.say("play", on=True)
        page.numbers(lambda numbers: numbers["player"] == "you")
        page.numbers(lambda numbers: numbers["now"] == [[0.0, 0]])
        before = len(env.actions)
        for key in (RIGHT, RIGHT, DOWN, DOWN):
            page.say("keys", keys=[key])
            page.say("keys", keys=[])
        page.numbers(lambda numbers: numbers["now"][0][1] == 4)
        page.say("keys", keys=[DOWN])  # held, and still one step
        page.numbers(lambda numbers: numbers["now"][0][1] == 5)
        page.numbers()
        page.numbers()
        assert env.actions[before:] == [2, 2, 1, 1, 1]


def test_a_player_sees_the_end_and_begins_anew_by_reset() -> None:
    with (
        running("FrozenLake-v1", is_slippery=False) as (viewer, (env,)),
        Page(viewer.url) as page,
    ):
        page.say("play", on=True)
        page.numbers(lambda numbers: numbers["player"] == "you")
        for key in (RIGHT, DOWN):  # into the hole
            page.say("keys", keys=[key])
        ended = page.numbers(lambda numbers: numbers["over"])
        assert ended["now"] == [[0.0, 2]]
        taken = len(env.actions)
        page.say("keys", keys=[UP])
        page.numbers()
        page.numbers()
        assert len(env.actions) == taken
        page.say("reset")
        page.numbers(lambda numbers: not numbers["over"])
        page.say("keys", keys=[DOWN])
        page.numbers(lambda numbers: numbers["now"] == [[0.0, 1]])


def test_pause_stands_still_and_shows_what_is() -> None:
    with running("CartPole-v1") as (viewer, (env,)), Page(viewer.url) as page:
        page.say("pause", on=True)
        page.numbers(lambda numbers: numbers["paused"])
        page.numbers()
        taken = len(env.actions)
        shown = page.picture()
        assert len(env.actions) <= taken + 1  # one may have been under way
        np.testing.assert_array_equal(shown, env.render())
        page.say("pause", on=False)
        env.wait_for(lambda actions: len(actions) > 10, taken)


def test_reset_begins_an_episode() -> None:
    with running("CartPole-v1") as (viewer, (env,)), Page(viewer.url) as page:
        page.say("pause", on=True)
        page.numbers(lambda numbers: numbers["paused"])
        resets = env.resets
        page.say("reset")
        page.numbers(lambda numbers: numbers["now"] == [[0.0, 0]])
        assert env.resets == resets + 1


def test_full_speed_is_faster_than_real_time() -> None:
    with running("FrozenLake-v1") as (viewer, (env,)), Page(viewer.url) as page:
        page.say("speed", speed=0)
        env.wait_for(lambda actions: len(actions) > 2000)  # at 4 a second it were eight minutes
        assert page.numbers(lambda numbers: numbers["steps"] > 2000)["speed"] == 0.0


def test_only_the_page_that_plays_steers() -> None:
    with (
        running("MountainCar-v0") as (viewer, (env,)),
        Page(viewer.url) as player,
        Page(viewer.url) as other,
    ):
        player.say("play", on=True)
        other.numbers(lambda numbers: numbers["player"] == "other")
        other.say("keys", keys=[RIGHT])
        other.say("pause", on=True)
        other.say("play", on=True)
        other.say("play", on=False)
        other.say("speed", speed=2)
        player.say("keys", keys=[LEFT])
        env.settle_on(0)
        numbers = other.numbers()
        assert (numbers["player"], numbers["paused"], numbers["speed"]) == ("other", False, 1.0)
        player.say("play", on=False)
        other.numbers(lambda numbers: numbers["player"] == "")
        other.say("play", on=True)
        other.numbers(lambda numbers: numbers["player"] == "you")


def test_keys_count_for_nothing_before_play() -> None:
    with running("MountainCar-v0") as (viewer, (env,)), Page(viewer.url) as page:
        page.say("keys", keys=[RIGHT])
        page.numbers()
        env.settle_on(0)
        assert set(env.actions) == {0}


def test_an_environment_that_fails_says_so_and_the_others_go_on() -> None:
    ids = ("FrozenLake-v1", "MountainCar-v0")
    with running(*ids, policy=lambda _: 2) as (viewer, (lake, car)), Page(viewer.url) as page:
        lake.unwrapped.close()
        numbers = page.numbers(lambda numbers: numbers["error"])
        assert "ClosedEnvironmentError" in numbers["error"]
        car.settle_on(2)
        page.say("play", on=True)
        page.numbers(lambda numbers: numbers["player"] == "you")


def test_the_numbers_are_those_of_the_run() -> None:
    with running("CartPole-v1") as (viewer, _), Page(viewer.url) as page:
        numbers = page.numbers(lambda numbers: numbers["episodes"] >= 2 and numbers["rate"])
        assert numbers["rate"] > 0
        (screen,) = page.screens
        assert screen["name"] == "CartPole-v1"
        assert screen["note"] == "a test"
        assert screen["keys"] == [[[LEFT], "push left"], [[RIGHT], "push right"]]
        page.say("pause", on=True)
        paused = page.numbers(lambda numbers: numbers["paused"])
        total = page.numbers(lambda numbers: numbers["steps"] >= paused["steps"])
        assert math.isfinite(total["now"][0][0])


@pytest.mark.parametrize(
    ("env_id", "rate"), [("java/CartPole-v1", 50), ("java/Taxi-v4", 4), ("CartPole-v1", 50)]
)
def test_real_time_is_what_the_metadata_says(env_id: str, rate: float) -> None:
    env = gym.make(env_id)
    assert steps_per_second(env) == rate
    env.close()


def test_real_time_of_atari_is_the_consoles() -> None:
    pytest.importorskip("javagym_atari")
    for kwargs, rate in (({}, 15), ({"frameskip": 1}, 60), ({"frameskip": (2, 5)}, 30)):
        env = gym.make("java/SpaceInvaders-v5", **kwargs)
        assert steps_per_second(env) == rate
        env.close()
