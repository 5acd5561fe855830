from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.wrappers import AtariPreprocessing, FrameStackObservation

import javagym

ale_py = pytest.importorskip("ale_py")
pytest.importorskip("cv2")
pytest.importorskip("javagym_atari")
gym.register_envs(ale_py)

CUSTOM = np.full((5, 5), 0.25, np.float32)

# Game, arguments of AtariPreprocessing, of FrameStackObservation, and of the game.
CASES = [
    ("SpaceInvaders", {}, {"stack_size": 4}, {}),
    (
        "Breakout",
        {"terminal_on_life_loss": True, "noop_max": 10, "screen_size": (64, 96)},
        {"stack_size": 3, "padding_type": "zero"},
        {},
    ),
    (
        "Pong",
        {"grayscale_obs": False, "noop_max": 0, "frame_skip": 2, "screen_size": 100},
        None,
        {"max_num_frames_per_episode": 300},
    ),
    (
        "MsPacman",
        {"grayscale_newaxis": True, "scale_obs": True, "frame_skip": 1, "screen_size": (160, 210)},
        {"stack_size": 2, "padding_type": "reset"},
        {"frameskip": (2, 5)},
    ),
    # Games that end among the idle frames of a reset.
    (
        "SpaceInvaders",
        {"scale_obs": True, "screen_size": 5, "frame_skip": 3},
        {"stack_size": 2, "padding_type": CUSTOM},
        {"max_num_frames_per_episode": 20, "repeat_action_probability": 0.0},
    ),
]


@pytest.mark.parametrize(("game", "preprocessing", "stack", "kwargs"), CASES, ids=str)
def test_equals_gymnasium_bit_for_bit(game, preprocessing, stack, kwargs):
    kwargs = {"frameskip": 1, **kwargs}

    def original():
        env = AtariPreprocessing(gym.make(f"ALE/{game}-v5", **kwargs), **preprocessing)
        return env if stack is None else FrameStackObservation(env, **stack)

    def ours():
        return gym.make(f"java/{game}-v5", **kwargs, preprocessing=preprocessing, frame_stack=stack)

    result = javagym.crosscheck(original, ours, seeds=2, steps=250)
    assert result.ok, result


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"preprocessing": {}}, ValueError, "frame_skip is 4.*frameskip=1"),
        ({"frameskip": 1, "preprocessing": {"screen_size": 0}}, ValueError, "screen_size is 0"),
        ({"frameskip": 1, "preprocessing": {"noops": 3}}, TypeError, "noops.*it knows: noop_max"),
        ({"frame_stack": 0}, ValueError, "stack_size is 0"),
        ({"frame_stack": {"stack_size": 2, "padding_type": "one"}}, ValueError, "padding_type"),
        (
            {"frameskip": 1, "continuous": True, "preprocessing": {}},
            ValueError,
            "noop_max is 30.*expected 0",
        ),
    ],
    ids=str,
)
def test_wrong_arguments_say_what_is_right(kwargs, error, message):
    with pytest.raises(error, match=message):
        gym.make("java/Pong-v5", **kwargs)
