from __future__ import annotations

import copy
import gc
import pickle
import weakref

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error
from gymnasium.wrappers import RecordEpisodeStatistics, TimeLimit

import javagym
from javagym.errors import JavaTraceback

pytestmark = pytest.mark.usefixtures("every_door")


def test_the_module_form_imports_the_package():
    with gym.make("javagym:java/CartPole-v1") as env:
        assert env.spec.id == "java/CartPole-v1"


def test_the_name_without_version_is_the_newest():
    with pytest.warns(UserWarning, match="latest versioned"), gym.make("java/CartPole") as env:
        assert env.spec.id == "java/CartPole-v1"


def test_it_says_what_it_is():
    with gym.make("java/CartPole-v1") as env:
        assert (
            str(env)
            == "<TimeLimit<OrderEnforcing<PassiveEnvChecker<CartPoleEnv<java/CartPole-v1>>>>>"
        )
        assert env.unwrapped.metadata["render_fps"] == 50


def test_observations_are_the_callers_own(cart_pole):
    first, _ = cart_pole.reset(seed=0)
    kept = first.copy()
    second = cart_pole.step(0)[0]
    np.testing.assert_array_equal(first, kept)
    assert not np.shares_memory(first, second)


def test_types_are_those_of_gymnasium(cart_pole):
    cart_pole.reset(seed=0)
    observation, reward, terminated, truncated, info = cart_pole.step(0)
    assert observation.dtype == np.float32
    assert [type(value) for value in (reward, terminated, truncated, info)] == [
        float,
        bool,
        bool,
        dict,
    ]
    with gym.make("java/FrozenLake-v1") as lake:
        state, info = lake.reset(seed=0)
        assert type(state) is int
        assert info == {"prob": 1}


@pytest.mark.parametrize("action", [0, np.int64(1), np.int8(1), np.array(1), True], ids=repr)
def test_actions_of_any_integer_type_are_taken(cart_pole, action):
    cart_pole.reset(seed=0)
    cart_pole.unwrapped.step(action)


@pytest.mark.parametrize(
    "action",
    [2, -1, 2**70, 1.0, np.float32(1), float("nan"), "1", None, [1], np.array([1]), object()],
    ids=repr,
)
def test_other_actions_are_an_error_that_names_value_and_range(cart_pole, action):
    env = cart_pole.unwrapped
    env.reset(seed=0)
    with pytest.raises(error.InvalidAction, match="0 <= action < 2") as raised:
        env.step(action)
    assert str(action) in str(raised.value) or repr(action) in str(raised.value)
    assert env.step(1)[1] == 1.0


@pytest.mark.parametrize("seed", [-1, 1.5, "1", np.int64(3), -(2**70)], ids=repr)
def test_bad_seeds_are_an_error_that_names_them(cart_pole, seed):
    with pytest.raises(error.Error, match="seed") as raised:
        cart_pole.reset(seed=seed)
    assert str(seed) in str(raised.value)
    cart_pole.reset(seed=0)


def test_step_before_reset_is_an_error(cart_pole):
    with pytest.raises(error.ResetNeeded):
        cart_pole.step(0)
    with pytest.raises(error.ResetNeeded, match="reset"):
        cart_pole.unwrapped.step(0)


@pytest.mark.parametrize("call", [lambda e: e.reset(), lambda e: e.step(0)], ids=["reset", "step"])
def test_use_after_close_is_an_error(call):
    env = gym.make("java/CartPole-v1")
    env.reset(seed=0)
    env.close()
    env.close()
    with pytest.raises(error.ClosedEnvironmentError, match="closed"):
        call(env)


def test_an_unknown_id_is_gymnasiums_error_with_a_suggestion():
    with pytest.raises(error.NameNotFound, match="CartPole"):
        gym.make("java/Cartpole-v1")
    with pytest.raises(error.VersionNotFound, match="v1"):
        gym.make("java/CartPole-v7")


def test_an_unknown_argument_is_an_error_that_lists_the_known():
    with pytest.raises(
        TypeError, match=r"is_slipery.*did you mean 'is_slippery'.*map_name"
    ) as raised:
        gym.make("java/FrozenLake-v1", is_slipery=False)
    assert "desc" in str(raised.value)


@pytest.mark.parametrize(
    ("kwargs", "words"),
    [
        ({"is_slippery": "yes"}, ["is_slippery", "yes", "bool"]),
        ({"map_name": "5x5"}, ["5x5", "4x4", "8x8"]),
        ({"desc": ["SF", "FGH"]}, ["desc"]),
        ({"reward_schedule": [1, 2]}, ["reward_schedule", "3"]),
    ],
    ids=str,
)
def test_a_bad_argument_is_an_error_that_says_what_is_allowed(kwargs, words):
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - looked at below
        gym.make("java/FrozenLake-v1", **kwargs)
    assert all(word in str(raised.value) for word in words), raised.value


def test_an_argument_that_java_cannot_take_is_named():
    with pytest.raises(TypeError, match="desc="):
        gym.make("java/FrozenLake-v1", desc=object())


@pytest.mark.filterwarnings("ignore:.*not in the possible render_modes")
def test_an_unknown_render_mode_is_an_error_that_lists_the_known():
    with pytest.raises(error.UnsupportedMode, match="ansi"):
        gym.make("java/FrozenLake-v1", render_mode="rgb_aray")


def test_render_without_mode_warns(cart_pole):
    cart_pole.reset(seed=0)
    with pytest.warns(UserWarning, match="render"):
        assert cart_pole.unwrapped.render() is None


def test_the_java_trace_is_the_cause(cart_pole):
    with pytest.raises(error.ResetNeeded) as raised:
        cart_pole.unwrapped.step(0)
    assert isinstance(raised.value.__cause__, JavaTraceback)
    assert "at io.javagym" in str(raised.value.__cause__) or "io.javagym" in str(
        raised.value.__cause__
    )
    pickle.loads(pickle.dumps(raised.value.__cause__))


def test_every_java_error_code_has_a_python_exception(jvm):
    codes = jvm.JClass("io.javagym.GymException$Code").values()
    assert {str(code.name()) for code in codes} == set(javagym.errors.ERRORS)


def test_pickle_and_copy_make_the_environment_anew():
    env = gym.make("java/FrozenLake-v1", map_name="8x8", is_slippery=False)
    for other in (pickle.loads(pickle.dumps(env)), copy.deepcopy(env)):
        assert other.observation_space == env.observation_space
        assert other.reset(seed=3) == env.reset(seed=3)
        assert [other.step(2)[0] for _ in range(5)] == [env.step(2)[0] for _ in range(5)]
        other.close()
    env.close()


def test_specs_copy_and_make_and_become_json():
    with gym.make("java/FrozenLake-v1", is_slippery=False) as env:
        spec = copy.deepcopy(env.spec)
    assert spec.kwargs == {"map_name": "4x4", "is_slippery": False}
    again = gym.envs.registration.EnvSpec.from_json(spec.to_json())
    with gym.make(again) as env:
        env.reset(seed=0)
        assert env.step(2)[0] == 1
    assert pickle.loads(pickle.dumps(spec)) == spec


def test_wrappers_work():
    env = RecordEpisodeStatistics(TimeLimit(gym.make("java/CartPole-v1"), 5))
    env.reset(seed=0)
    infos = [env.step(i % 2)[4] for i in range(5)]
    assert infos[-1]["episode"]["r"] == 5.0
    env.close()


def test_the_time_limit_of_make_is_applied():
    with gym.make("java/CartPole-v1", max_episode_steps=3) as env:
        env.reset(seed=0)
        assert [env.step(i % 2)[3] for i in range(3)] == [False, False, True]


def test_no_random_seed_twice():
    with gym.make("java/CartPole-v1") as env, gym.make("java/CartPole-v1") as other:
        assert not np.array_equal(env.reset()[0], other.reset()[0])


def test_an_unreferenced_environment_is_collected_and_closed_in_java():
    import gc
    import weakref

    env = gym.make("java/CartPole-v1").unwrapped
    env.reset(seed=1)
    gone, step_in_java = weakref.ref(env), env._session.step
    del env
    gc.collect()
    assert gone() is None
    with pytest.raises(Exception, match="closed"):
        step_in_java()


@pytest.mark.parametrize("env_id", ["java/CartPole-v1", "java/Taxi-v4"])
def test_an_environment_is_let_go_of_at_once(env_id):
    # In a cycle it would stay until Python looks for cycles, and its Java objects with it.
    env = gym.make(env_id)
    env.reset(seed=0)
    env.step(0)
    dropped = weakref.ref(env.unwrapped)
    env.close()
    gc.disable()
    try:
        del env
        assert dropped() is None
    finally:
        gc.enable()
