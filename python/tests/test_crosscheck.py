from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from click.testing import CliRunner

import javagym
from javagym.cli import main
from javagym.crosscheck import first_difference


class Off(gym.Wrapper):
    """An environment with one small fault."""

    def __init__(self, env, kind, at=10):
        super().__init__(env)
        self.kind, self.at, self.steps = kind, at, 0

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.steps += 1
        if self.steps == self.at:
            if self.kind == "observations":
                observation = observation.copy()
                observation[2] = np.nextafter(observation[2], np.float32(9))
            elif self.kind == "rewards":
                reward = float(np.nextafter(reward, 9))
            elif self.kind == "flags":
                truncated = not truncated
            elif self.kind == "infos":
                info = {**info, "more": 1}
        return observation, reward, terminated, truncated, info


def test_equal_environments_are_equal():
    result = javagym.crosscheck("CartPole-v1", "java/CartPole-v1", seeds=3, steps=50)
    assert result.ok
    assert result.first is None
    assert result.compared["rewards"] == 150
    assert sum(result.different.values()) == 0


@pytest.mark.parametrize("kind", ["observations", "rewards", "flags", "infos"])
def test_one_bit_of_difference_is_found(kind):
    result = javagym.crosscheck(
        "CartPole-v1", lambda: Off(gym.make("java/CartPole-v1"), kind), seeds=1, steps=12
    )
    assert not result.ok
    assert result.different[kind] == 1
    assert (result.first.kind, result.first.seed, result.first.step) == (kind, 0, 10)
    if kind == "observations":
        assert result.first.path == "[2]"
        assert "0x1." in str(result.first)


def test_different_spaces_are_found():
    result = javagym.crosscheck(
        "FrozenLake-v1", lambda: gym.make("java/FrozenLake-v1", map_name="8x8"), seeds=1, steps=1
    )
    assert result.different["spaces"] == 1
    assert result.first.path == ".observation_space"


def test_another_policy_may_be_given():
    result = javagym.crosscheck(
        "CartPole-v1", "java/CartPole-v1", seeds=[3], steps=5, policy=lambda observation: 1
    )
    assert result.compared["samples"] == 0
    with pytest.raises(ValueError, match="expected 'random'"):
        javagym.crosscheck("CartPole-v1", "java/CartPole-v1", policy="best")
    with pytest.raises(ValueError, match="CartPole"):
        javagym.crosscheck("FrozenLake-v1", "java/FrozenLake-v1", policy="heuristic")


@pytest.mark.parametrize(
    ("ours", "theirs", "path"),
    [
        (np.float32([1, 2]), np.float32([1, 2]), None),
        (np.float32([1, np.nan]), np.float32([1, np.nan]), None),
        (np.float32([0.0]), np.float32([-0.0]), ()),
        (np.float32([1, 2]), np.float64([1, 2]), ()),
        (np.float32([[1, 2], [3, 4]]), np.float32([[1, 2], [3, 5]]), (1, 1)),
        ({"a": (1, [2, 3])}, {"a": (1, [2, 4])}, ("a", 1, 1)),
        ({"a": 1}, {"b": 1}, ()),
        (float("nan"), float("nan"), None),
        (0.0, -0.0, ()),
        ("a", "b", ()),
        (True, False, ()),
    ],
    ids=str,
)
def test_first_difference(ours, theirs, path):
    assert first_difference(ours, theirs) == path


def test_the_command_prints_a_table_and_fails_on_a_difference():
    same = CliRunner().invoke(main, ["crosscheck", "CartPole-v1", "--seeds", "2", "--steps", "20"])
    assert same.exit_code == 0, same.output
    assert "java/CartPole-v1" in same.output
    assert "equal" in same.output
    different = CliRunner().invoke(
        main,
        [
            "crosscheck",
            "CartPole-v0",
            "java/CartPole-v1",
            "--seeds",
            "1",
            "--steps",
            "300",
            "--policy",
            "heuristic",
        ],
    )
    assert different.exit_code == 1
    assert "first difference: flags[1] at seed 0, step 200" in different.output


def test_the_command_takes_arguments_and_vectors():
    arguments = ["FrozenLake-v1", "--kwarg", "is_slippery=false", "--kwarg", "map_name=8x8"]
    done = CliRunner().invoke(main, ["crosscheck", *arguments, "--seeds", "1", "--steps", "9"])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(
        main, ["crosscheck", "CartPole-v1", "--vector", "8", "--seeds", "1", "--steps", "9"]
    )
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "arguments",
    [["Nope-v1"], ["CartPole-v1", "--kwarg", "x"], ["CartPole-v1", "--kwarg", "gravity=1"]],
    ids=str,
)
def test_a_users_error_is_one_line(arguments):
    done = CliRunner().invoke(main, ["crosscheck", *arguments, "--seeds", "1"])
    assert done.exit_code == 2
    assert "Error" in done.output
    assert "Traceback" not in done.output


def test_list_and_doctor():
    listed = CliRunner().invoke(main, ["list"])
    assert listed.exit_code == 0
    assert "java/FrozenLake8x8-v1" in listed.output
    examined = CliRunner().invoke(main, ["doctor"])
    assert examined.exit_code == 0, examined.output
    assert "FAULT" not in examined.output
