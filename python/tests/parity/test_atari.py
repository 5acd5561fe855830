"""Atari games against ale-py's, frame for frame; benchmarks/parity_atari.py does many more."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest

import javagym
from tests.parity.seeds import WIDE

pytest.importorskip("javagym_atari", reason="the Atari games are left out: make ATARI=no")
pytest.importorskip("ale_py")  # registers ALE/

GAMES = ["SpaceInvaders", "Breakout", "Pong", "MsPacman", "Qbert", "Seaquest"]
EVERY_GAME = sorted(name[4:-3] for name in gym.registry if name.startswith("ALE/"))


def port(original_id):
    # Gymnasium has a Blackjack of its own.
    return original_id.replace("ALE/Blackjack", "ALE/AtariBlackjack").replace("ALE/", "java/")


def crosscheck(game, kwargs, **how):
    return javagym.crosscheck(f"ALE/{game}-v5", port(f"ALE/{game}-v5"), kwargs=kwargs, **how)


def test_every_game_of_ale_py_is_registered_with_its_arguments():
    theirs = {name: spec.kwargs for name, spec in gym.registry.items() if name.startswith("ALE/")}
    assert len(theirs) == 104
    assert {name: gym.registry[port(name)].kwargs for name in theirs} == theirs


@pytest.mark.parametrize("obs_type", ["rgb", "grayscale", "ram"])
@pytest.mark.parametrize("game", GAMES)
def test_games_equal_ale_py(game, obs_type):
    result = crosscheck(game, {"obs_type": obs_type}, seeds=(3, WIDE[-1]), steps=150)
    assert result.ok, result


@pytest.mark.parametrize(
    ("game", "kwargs"),
    [
        ("SpaceInvaders", {"repeat_action_probability": 0.0}),
        ("SpaceInvaders", {"repeat_action_probability": 0.9, "frameskip": 1}),
        ("Breakout", {"frameskip": (2, 5)}),
        ("Breakout", {"frameskip": (4, 5), "repeat_action_probability": 0.123456789}),
        ("Pong", {"full_action_space": True}),
        ("SpaceInvaders", {"mode": 9, "difficulty": 1}),
        ("Freeway", {"mode": 3}),
        ("MsPacman", {"continuous": True}),
        ("MsPacman", {"continuous": True, "continuous_action_threshold": 0.1}),
        ("Breakout", {"continuous": True, "obs_type": "grayscale"}),  # a paddle, with strength
        ("Pong", {"max_num_frames_per_episode": 200}),
        ("Pong", {"max_num_frames_per_episode": 203, "frameskip": (1, 4)}),
        ("Pong", {"max_num_frames_per_episode": None}),
        ("SpaceInvaders", {"sound_obs": True}),
        ("Breakout", {"sound_obs": True, "obs_type": "ram", "frameskip": 1}),
        ("Carnival", {}),  # 214 rows
        ("AirRaid", {"obs_type": "grayscale"}),  # 250 rows
    ],
    ids=str,
)
def test_arguments_equal_ale_py(game, kwargs):
    for obs_type, steps in (("ram", 200), ("rgb", 60)):
        result = crosscheck(game, {"obs_type": obs_type} | kwargs, seeds=(0, 1), steps=steps)
        assert result.ok, result


@pytest.mark.parametrize("game", EVERY_GAME)
def test_sixty_frames_of_every_game_equal_ale_py(game):
    result = crosscheck(game, {"frameskip": 20}, seeds=(5,), steps=3)
    assert result.ok, result


def test_infos_are_plain_ints_as_ale_pys_are():
    with gym.make("ALE/Pong-v5") as theirs, gym.make("java/Pong-v5") as ours:
        (_, expected), (_, actual) = theirs.reset(seed=1), ours.reset(seed=1)
        assert actual == expected
        assert type(actual["lives"]) is type(actual["frame_number"]) is int
        assert type(actual["seeds"]) is type(expected["seeds"]) is tuple


def test_games_that_end_equal_ale_py():
    # Many short games: the last frames of one and the first of the next.
    kwargs = {"obs_type": "ram", "frameskip": 12}
    for game in ("SpaceInvaders", "Breakout", "Qbert"):
        result = crosscheck(game, kwargs, seeds=(1,), steps=700)
        assert result.ok, result
        assert result.compared["infos"] > 701, game  # a game has ended


@pytest.mark.filterwarnings("ignore:.*terminated = True", "ignore:.*ended")
def test_steps_beyond_the_end_equal_ale_py():
    kwargs = {"max_num_frames_per_episode": 40}
    with (
        gym.make("ALE/Pong-v5", **kwargs) as theirs,
        gym.make("java/Pong-v5", **kwargs) as ours,
    ):
        theirs.reset(seed=1)
        ours.reset(seed=1)
        for _ in range(20):
            expected, actual = theirs.step(2), ours.step(2)
            np.testing.assert_array_equal(actual[0], expected[0], strict=True)
            assert actual[1:] == expected[1:]


def test_a_vector_of_rows_equals_gymnasiums():
    def make(name):
        return lambda: gym.make_vec(name, num_envs=3, vectorization_mode="sync")

    result = javagym.crosscheck(
        make("ALE/Breakout-v5"), make("java/Breakout-v5"), seeds=(1,), steps=60, vector=3
    )
    assert result.ok, result


@pytest.mark.parametrize("grayscale_obs", [True, False])
def test_gymnasiums_preprocessing_works_unchanged(grayscale_obs):
    def preprocessed(name):
        env = gym.make(name, frameskip=1)
        env = gym.wrappers.AtariPreprocessing(
            env, terminal_on_life_loss=True, grayscale_obs=grayscale_obs
        )
        return gym.wrappers.FrameStackObservation(env, 4)

    result = javagym.crosscheck(
        preprocessed("ALE/SpaceInvaders-v5"),
        preprocessed("java/SpaceInvaders-v5"),
        seeds=(1, 2),
        steps=150,
    )
    assert result.ok, result


def test_frames_equal_ale_py():
    with (
        gym.make("ALE/SpaceInvaders-v5", obs_type="ram", render_mode="rgb_array") as theirs,
        gym.make("java/SpaceInvaders-v5", obs_type="ram", render_mode="rgb_array") as ours,
    ):
        theirs.reset(seed=1)
        ours.reset(seed=1)
        for action in range(6):
            theirs.step(action)
            ours.step(action)
            np.testing.assert_array_equal(ours.render(), theirs.render(), strict=True)


def test_what_ale_tells_equals_ale_py():
    with gym.make("ALE/Seaquest-v5") as theirs, gym.make("java/Seaquest-v5") as ours:
        theirs.reset(seed=1)
        ours.reset(seed=1)
        for action in range(18):
            theirs.step(action)
            ours.step(action)
        expected, actual = theirs.unwrapped, ours.unwrapped
        assert actual.get_action_meanings() == expected.get_action_meanings()
        assert actual.np_random_seed == expected.np_random.bit_generator.seed_seq.entropy
        for name in ("getScreenRGB", "getScreenGrayscale", "getScreen", "getRAM", "getAudio"):
            seen = getattr(expected.ale, name)()
            np.testing.assert_array_equal(getattr(actual.ale, name)(), seen, strict=True)
            buffer = np.empty_like(seen)
            assert getattr(actual.ale, name)(buffer) is None
            np.testing.assert_array_equal(buffer, seen)
        for name in ("lives", "getFrameNumber", "getEpisodeFrameNumber", "game_truncated"):
            assert getattr(actual.ale, name)() == getattr(expected.ale, name)()
        assert not actual.ale.game_over()
        for name in ("MinimalActionSet", "LegalActionSet", "AvailableModes"):
            seen = [
                getattr(value, "value", value) for value in getattr(expected.ale, f"get{name}")()
            ]
            assert getattr(actual.ale, f"get{name}")() == seen
        actual.ale.setRAM(3, 77)
        assert actual.ale.getRAM()[3] == 77


@pytest.mark.parametrize("include_random", [False, True])
def test_states_bring_back_what_ale_pys_do(include_random):
    kwargs = {"obs_type": "ram", "repeat_action_probability": 0.25 if include_random else 0.0}
    with (
        gym.make("ALE/SpaceInvaders-v5", **kwargs) as theirs,
        gym.make("java/SpaceInvaders-v5", **kwargs) as ours,
    ):
        theirs.reset(seed=1)
        ours.reset(seed=1)
        their_state = theirs.unwrapped.clone_state(include_random)
        our_state = ours.unwrapped.clone_state(include_random)
        for action in range(60):
            theirs.step(action % 6)
            ours.step(action % 6)
        theirs.unwrapped.restore_state(their_state)
        ours.unwrapped.restore_state(our_state)
        for action in range(60):
            expected, actual = theirs.step(action % 6), ours.step(action % 6)
            np.testing.assert_array_equal(actual[0], expected[0], strict=True)
            assert actual[1:] == expected[1:]
