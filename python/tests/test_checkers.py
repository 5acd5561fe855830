"""The checkers that users run have nothing to say, or what they say of Gymnasium's own."""

from __future__ import annotations

import warnings

import gymnasium as gym
import pytest
from gymnasium.utils.env_checker import check_env

from javagym.registration import built_in

IDS = sorted(built_in())


def warnings_of(check, env_id):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check(gym.make(env_id).unwrapped)
    # The warning that v0 is out of date names it.
    return sorted(str(warning.message).replace("java/", "") for warning in caught)


def original(env_id):
    name = env_id.removeprefix("java/")
    return name if name in gym.registry else None


def assert_content(check, env_id):
    said = warnings_of(check, env_id)
    if said:
        # Gymnasium's CartPole draws warnings that its velocities have no bound; ours the same.
        assert original(env_id)
        assert said == warnings_of(check, original(env_id))


@pytest.mark.parametrize("env_id", IDS)
def test_gymnasiums_checker_is_content(env_id):
    def check(env):
        check_env(env, skip_render_check=True)

    assert_content(check, env_id)


@pytest.mark.parametrize("env_id", IDS)
def test_stable_baselines3s_checker_is_content(env_id):
    sb3 = pytest.importorskip("stable_baselines3.common.env_checker")
    assert_content(sb3.check_env, env_id)
