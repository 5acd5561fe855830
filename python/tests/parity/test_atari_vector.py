from __future__ import annotations

from contextlib import ExitStack, closing
from functools import partial

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode

import javagym
from javagym.crosscheck import first_difference

ale_py = pytest.importorskip("ale_py")
pytest.importorskip("javagym_atari")
gym.register_envs(ale_py)

ROWS = 3

# Short episodes that end in every mode; together they take each way of resizing and pooling.
CASES = [
    ("SpaceInvaders", "NextStep", {}),
    ("SpaceInvaders", "SameStep", {"episodic_life": True, "reward_clipping": False}),
    ("SpaceInvaders", "NextStep", {"life_loss_info": True, "grayscale": False}),
    ("Breakout", "NextStep", {"frameskip": 2, "noop_max": 0, "episodic_life": True}),
    ("Breakout", "SameStep", {"max_num_frames_per_episode": 150, "use_fire_reset": False}),
    ("Pong", "NextStep", {"img_height": 96, "img_width": 64, "stack_num": 2, "grayscale": False}),
    ("Qbert", "NextStep", {"continuous": True, "continuous_action_threshold": 0.3}),
    ("MsPacman", "NextStep", {"img_height": 210, "img_width": 160, "frameskip": 1, "stack_num": 1}),
    ("Seaquest", "SameStep", {"img_height": 105, "img_width": 80, "maxpool": False}),
    ("Freeway", "NextStep", {"img_height": 256, "img_width": 100, "full_action_space": True}),
]


def make(original: bool, game: str, rows: int = ROWS, **kwargs):
    return gym.make_vec(f"{'ALE' if original else 'java'}/{game}-v5", num_envs=rows, **kwargs)


@pytest.mark.parametrize(("game", "mode", "kwargs"), CASES, ids=str)
def test_equals_ale_py_bit_for_bit(game, mode, kwargs):
    result = javagym.crosscheck(
        partial(make, True, game, autoreset_mode=mode, **kwargs),
        partial(make, False, game, autoreset_mode=mode, **kwargs),
        seeds=[5],
        steps=250,
        vector=ROWS,
    )
    assert result.ok, result


@pytest.fixture
def pair():
    """Make a function that makes two vector environments and returns one that calls both alike."""
    with ExitStack() as stack:

        def make_pair(game: str, rows: int = ROWS, **kwargs):
            original = stack.enter_context(closing(make(True, game, rows, **kwargs)))
            ours = stack.enter_context(closing(make(False, game, rows, **kwargs)))

            def both(call):
                expected, actual = call(original), call(ours)
                difference = first_difference(expected, actual)
                assert difference is None, difference
                return expected

            return both

        yield make_pair


def test_a_game_that_ends_in_the_middle_of_a_step_shows_the_step_before(pair):
    # With 12 frames a step, a game ends mostly before the two frames that are pooled.
    both = pair("SpaceInvaders", rows=2, frameskip=12, repeat_action_probability=0.0)
    previous, _ = both(lambda envs: envs.reset(seed=7))
    stale = 0
    for _ in range(400):
        observation, _, terminated, *_ = both(lambda envs: envs.step(np.array([2, 3])))
        for row in np.flatnonzero(terminated):
            stale += np.array_equal(observation[row, -1], previous[row, -1])
        previous = observation
    assert stale >= 2


def test_dtypes_are_those_of_ale_py(pair):
    both = pair("Pong")
    _, infos = both(lambda envs: envs.reset(seed=1))
    _, rewards, terminated, truncated, _ = both(lambda envs: envs.step(np.zeros(ROWS, np.int64)))
    assert {info.dtype for info in infos.values()} == {rewards.dtype} == {np.dtype(np.int32)}
    assert terminated.dtype == truncated.dtype == np.bool_


@pytest.mark.parametrize("mode", list(AutoresetMode)[:2])
def test_masked_resets_and_arrays_of_seeds(pair, mode):
    both = pair("Breakout", autoreset_mode=mode)
    mask = np.array([True, False, True])
    step = partial(both, lambda envs: envs.step(np.array([1, 2, 3])))
    both(lambda envs: envs.reset(seed=np.array([9, 4, 2**31 - 1])))
    step()
    # Of one seed, only the rows that are reset are counted.
    both(lambda envs: envs.reset(seed=20, options={"reset_mask": mask}))
    step()
    both(lambda envs: envs.reset(seed=np.array([3, 8]), options={"reset_mask": mask}))
    step()
    both(lambda envs: envs.reset(options={"reset_mask": np.array([False, False, True])}))
    step()


def test_a_lost_life_can_be_told_without_an_end(pair):
    both = pair("Breakout", rows=1, life_loss_info=True, repeat_action_probability=0.0)
    both(lambda envs: envs.reset(seed=1))
    lost = 0
    for _ in range(300):
        _, _, terminated, _, infos = both(lambda envs: envs.step(np.array([1])))
        lost += bool(terminated[0]) and infos["lives"][0] > 0
    assert lost > 1


def test_final_obs_is_there_where_a_life_was_lost():
    # ale-py leaves memory there that nobody wrote; we give what the row saw.
    envs = make(False, "Breakout", life_loss_info=True, autoreset_mode="SameStep")
    envs.reset(seed=1)
    seen = 0
    for _ in range(200):
        observation, _, terminated, _, infos = envs.step(np.ones(ROWS, np.int64))
        assert ("final_obs" in infos) == terminated.any()
        for row in np.flatnonzero(terminated):
            same = np.array_equal(infos["final_obs"][row], observation[row])
            assert same == (infos["lives"][row] < 5)
            seen += same
        if terminated.any():
            assert not infos["final_obs"][~terminated].any()
    assert seen
    envs.close()


def test_disabled_autoreset_waits_for_a_mask():
    envs = make(
        False, "Breakout", autoreset_mode="Disabled", max_num_frames_per_episode=8, noop_max=0
    )
    envs.reset(seed=1)
    envs.step(np.zeros(ROWS, np.int64))
    *_, truncated, _ = envs.step(np.zeros(ROWS, np.int64))
    assert truncated.all()
    with pytest.raises(gym.error.ResetNeeded, match="env=0"):
        envs.step(np.zeros(ROWS, np.int64))
    envs.reset(options={"reset_mask": np.ones(ROWS, np.bool_)})
    *_, truncated, _ = envs.step(np.zeros(ROWS, np.int64))
    assert not truncated.any()
    envs.close()


def test_rows_of_single_environments_are_chosen_as_in_gymnasium():
    envs = gym.make_vec("java/Pong-v5", num_envs=2, vectorization_mode="sync", obs_type="ram")
    assert envs.observation_space.shape == (2, 128)
    envs.close()


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"img_height": 0}, ValueError, "img_height"),
        ({"frameskip": [2, 5]}, ValueError, "frameskip"),
        ({"noop_max": -1}, ValueError, "noop_max"),
        ({"obs_type": "ram"}, TypeError, "obs_type.*it knows:.*stack_num"),
        ({"repeat_action_probability": 1.5}, ValueError, "repeat_action_probability"),
    ],
    ids=str,
)
def test_wrong_arguments_say_what_is_right(kwargs, error, message):
    with pytest.raises(error, match=message):
        make(False, "Pong", **kwargs)


@pytest.mark.parametrize("seed", [2**31, np.array([1]), np.array([1.0, 2.0, 3.0])], ids=str)
def test_wrong_seeds_are_refused(seed):
    envs = make(False, "Pong")
    with pytest.raises(ValueError, match="seed"):
        envs.reset(seed=seed)
    envs.close()
