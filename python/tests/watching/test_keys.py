"""What keys mean to each environment."""

from __future__ import annotations

from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import spaces

from javagym.registration import built_in
from javagym.watching.keys import Axes, Chords, keys_of

LEFT, RIGHT, UP, DOWN, SPACE = "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Space"


def keys(env_id: str, **kwargs: Any) -> Any:
    env = gym.make(env_id, **kwargs)
    try:
        return keys_of(env)
    finally:
        env.close()


@pytest.mark.parametrize("env_id", built_in())
def test_each_key_of_each_environment_gives_an_action_of_its_space(env_id: str) -> None:
    env = gym.make(env_id)
    known = keys_of(env)
    assert known is not None
    labelled = [label for label, _ in known.labels]
    assert labelled
    for held in ([], *[label.split() for label in labelled], [LEFT, RIGHT, UP, DOWN, SPACE]):
        action = known.action(held)
        if action is None:
            assert known.turns
        else:
            assert env.action_space.contains(action), (held, action)
    env.close()


@pytest.mark.parametrize(
    ("env_id", "held", "action"),
    [
        ("CartPole-v1", [LEFT], 0),
        ("CartPole-v1", [RIGHT], 1),
        ("LunarLander-v3", [], 0),
        ("LunarLander-v3", [UP], 2),
        ("MountainCar-v0", [], 1),
        ("MountainCar-v0", [RIGHT], 2),
        ("FrozenLake-v1", [DOWN], 1),
        ("FrozenLake8x8-v1", [UP], 3),
        ("CliffWalking-v1", [UP], 0),
        ("Taxi-v4", [SPACE], 4),
        ("Taxi-v4", ["d"], 5),
        ("Blackjack-v1", ["h"], 1),
    ],
)
def test_keys_are_what_they_are_labelled(env_id: str, held: list[str], action: int) -> None:
    assert keys(f"java/{env_id}").action(held) == action
    if env_id not in ("Taxi-v4",):
        assert keys(env_id).action(held) == action  # Gymnasium's own


def test_arrows_move_the_lander_to_where_they_point() -> None:
    for env_id in ("java/LunarLander-v3", "java/LunarLanderContinuous-v3"):
        env: Any = gym.make(env_id)
        known = keys_of(env)
        assert known is not None
        speeds = {}
        for key in (LEFT, RIGHT):
            observation = env.reset(seed=1)[0]
            for _ in range(20):
                observation = env.step(known.action([key]))[0]
            speeds[key] = observation[2]
        assert speeds[LEFT] < speeds[RIGHT]
        env.close()


def test_without_a_key_the_cart_is_pushed_to_both_sides_in_turns() -> None:
    known = keys("java/CartPole-v1")
    assert sorted([known.action([]), known.action([])]) == [0, 1]


def test_of_two_keys_the_later_counts() -> None:
    known = keys("java/CartPole-v1")
    assert known.action([LEFT, RIGHT]) == 1
    assert known.action([RIGHT, LEFT]) == 0


def test_an_argument_that_makes_other_actions_makes_other_keys() -> None:
    assert isinstance(keys("java/LunarLander-v3"), Chords)
    assert isinstance(keys("java/LunarLander-v3", continuous=True), Axes)


def test_keys_of_a_walker_add_up() -> None:
    action = keys("java/BipedalWalker-v3").action(["q", "k", "x"])
    np.testing.assert_array_equal(action, np.array([1, 0, 0, -1], dtype=np.float32))
    assert not keys("java/BipedalWalker-v3").action(["q", "a"]).any()


def test_atari_chooses_the_action_of_most_keys() -> None:
    pytest.importorskip("javagym_atari")
    env: Any = gym.make("java/SpaceInvaders-v5")
    known = keys_of(env)
    assert known is not None
    meanings = env.unwrapped.get_action_meanings()
    for held, meaning in (
        ([], "NOOP"),
        ([SPACE], "FIRE"),
        ([LEFT], "LEFT"),
        ([LEFT, SPACE], "LEFTFIRE"),
        ([SPACE, RIGHT], "RIGHTFIRE"),
        ([UP], "NOOP"),
    ):
        assert meanings[known.action(held)] == meaning
    assert [label for label, _ in known.labels] == [SPACE, RIGHT, LEFT]
    env.close()


class Own(gym.Env[Any, Any]):
    observation_space = spaces.Discrete(1)

    def __init__(self, action_space: spaces.Space[Any], keys: Any = None) -> None:
        self.action_space = action_space
        if keys is not None:
            self.get_keys_to_action = lambda: keys


def test_keys_that_an_environment_declares_for_play_are_taken() -> None:
    known = keys_of(
        Own(spaces.Discrete(40), {"a": 7, (ord("d"), 32): 8, "wd": 9, (1073741904,): 11, (): 5})
    )
    assert known is not None
    assert known.action(["a"]) == 7
    assert known.action(["d", SPACE]) == 8
    assert known.action(["w", "d"]) == 9
    assert known.action([LEFT]) == 11
    assert known.action([]) == 5


def test_a_few_actions_are_digits_and_wait_for_them() -> None:
    known = keys_of(Own(spaces.Discrete(3, start=5)))
    assert known is not None
    assert known.turns
    assert known.action([]) is None
    assert [known.action([digit]) for digit in "012"] == [5, 6, 7]


def test_two_numbers_are_arrows_even_without_bounds() -> None:
    known = keys_of(Own(spaces.Box(-np.inf, np.inf, (2,), np.float64)))
    assert known is not None
    np.testing.assert_array_equal(known.action([RIGHT, DOWN]), [1e6, -1e6])


@pytest.mark.parametrize(
    "space",
    [spaces.Discrete(11), spaces.MultiBinary(3), spaces.Box(-1, 1, (7,)), spaces.Dict({})],
    ids=str,
)
def test_other_spaces_have_no_keys(space: spaces.Space[Any]) -> None:
    assert keys_of(Own(space)) is None
