"""Through every door an environment has the same trajectory, bit for bit, and the same errors."""

from __future__ import annotations

import pickle
import re
from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest

from javagym.crosscheck import first_difference
from javagym.registration import registered

OTHER_DOORS = ["process"]
ENVIRONMENTS = sorted(registered())
MODES = ["NextStep", "SameStep", "Disabled"]

pytestmark = pytest.mark.parametrize("door", OTHER_DOORS)


def single_trajectory(env_id, door, steps):
    with gym.make(env_id, door=door, disable_env_checker=True) as env:
        env.action_space.seed(5)
        yield env.reset(seed=11)
        for _ in range(steps):
            step = env.step(env.action_space.sample())
            yield step
            if step[2] or step[3]:
                yield env.reset()


def vector_trajectory(env_id, door, mode, steps):
    with closing(gym.make_vec(env_id, num_envs=3, door=door, autoreset_mode=mode)) as envs:
        envs.action_space.seed(5)
        yield envs.reset(seed=11)
        for _ in range(steps):
            step = envs.step(envs.action_space.sample())
            yield step
            over = step[2] | step[3]
            if mode == "Disabled" and over.any():
                yield envs.reset(options={"reset_mask": over})


def assert_equal(ours, expected):
    for index, (step, expected_step) in enumerate(zip(ours, expected, strict=True)):
        difference = first_difference(step, expected_step)
        assert difference is None, (index, difference)


@pytest.mark.parametrize("env_id", ENVIRONMENTS)
def test_a_single_environment_has_the_same_trajectory(door, env_id):
    assert_equal(
        single_trajectory(env_id, door, steps=300),
        single_trajectory(env_id, "inprocess", steps=300),
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("env_id", ENVIRONMENTS)
def test_a_vector_environment_has_the_same_trajectory(door, env_id, mode):
    assert_equal(
        vector_trajectory(env_id, door, mode, steps=120),
        vector_trajectory(env_id, "inprocess", mode, steps=120),
    )


@pytest.mark.parametrize(
    ("env_id", "mode"),
    [
        (env_id, mode)
        for env_id, spec in registered().items()
        for mode in spec["render_modes"]
        if mode != "human"
    ],
)
def test_frames_are_the_same(door, env_id, mode):
    frames = []
    for through in (door, "inprocess"):
        with gym.make(env_id, door=through, render_mode=mode, disable_env_checker=True) as env:
            env.action_space.seed(5)
            env.reset(seed=11)
            shown = [env.render()]
            for _ in range(3):
                if any(env.step(env.action_space.sample())[2:4]):
                    env.reset()
                shown.append(env.render())
            frames.append(shown)
    np.testing.assert_array_equal(frames[0], frames[1])


MISTAKES = {
    "an unknown argument": lambda make: make(height=3),
    "a value that is not allowed": lambda make: make(map_name="9x9"),
    "a value that no JSON says": lambda make: make(desc=object()),
    "a render mode that it has not": lambda make: make(render_mode="depth_array"),
    "a step before the first reset": lambda make: make().step(0),
    "an action out of range": lambda make: after_reset(make).step(9),
    "an action of another type": lambda make: after_reset(make).step("left"),
    "a step after the close": lambda make: closed(make).step(0),
    "a reset after the close": lambda make: closed(make).reset(),
    "an option that no JSON says": lambda make: make().reset(options={"at": object()}),
}


def after_reset(make):
    env = make()
    env.reset(seed=0)
    return env


def closed(make):
    env = after_reset(make)
    env.close()
    return env


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_errors_are_the_same(door, mistake):
    raised = []
    for through in (door, "inprocess"):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - the two are compared
            mistake(lambda through=through, **kwargs: bare_lake(through, **kwargs))
        raised.append(caught.value)
    ours, expected = raised
    assert type(ours) is type(expected)
    assert without_names(ours) == without_names(expected)
    assert type(ours.__cause__) is type(expected.__cause__)


def bare_lake(door, **kwargs):
    return gym.make("java/FrozenLake-v1", door=door, disable_env_checker=True, **kwargs).unwrapped


def without_names(exception):
    """What it says, without addresses and without the door, which Gymnasium lists too."""
    return re.sub(r"0x[0-9a-f]+|'door': '\w+'", "...", str(exception))


def test_options_and_seeds_of_any_size_cross(door):
    starts = []
    for through in (door, "inprocess"):
        with gym.make("java/CartPole-v1", door=through) as env:
            starts.append(
                [
                    env.reset(seed=2**80 + 1)[0],
                    env.reset(seed=3, options={"low": -0.2, "high": 0.3})[0],
                    env.reset()[0],
                ]
            )
    np.testing.assert_array_equal(starts[0], starts[1])


def test_a_seed_for_each_row_crosses(door):
    starts = []
    for through in (door, "inprocess"):
        with closing(gym.make_vec("java/Taxi-v4", num_envs=4, door=through)) as envs:
            starts.append(envs.reset(seed=[1, 2**70, None, 4])[0][[0, 1, 3]])
    np.testing.assert_array_equal(starts[0], starts[1])


def test_what_was_seen_stays_after_the_close(door):
    envs = gym.make_vec("java/CartPole-v1", num_envs=5, door=door, copy=False)
    seen, _ = envs.reset(seed=1)
    kept = seen.copy()
    envs.close()
    np.testing.assert_array_equal(seen, kept)
    seen[0] = 7  # It is the caller's alone now.
    assert (seen[0] == 7).all()


def test_pickled_it_keeps_its_door(door):
    with gym.make("java/CartPole-v1", door=door) as env:
        again = pickle.loads(pickle.dumps(env.unwrapped))
        assert type(again._session) is type(env.unwrapped._session)
        again.close()
