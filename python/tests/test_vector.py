from __future__ import annotations

from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error
from gymnasium.vector import AutoresetMode
from gymnasium.wrappers import vector as vector_wrappers

pytestmark = pytest.mark.usefixtures("every_door")


@pytest.fixture
def lakes():
    envs = gym.make_vec("java/FrozenLake-v1", num_envs=4)
    yield envs
    envs.close()


def test_it_is_a_vector_env_with_all_its_attributes(lakes):
    assert isinstance(lakes, gym.vector.VectorEnv)
    assert lakes.num_envs == 4
    assert lakes.single_action_space == gym.spaces.Discrete(4)
    assert lakes.action_space == gym.spaces.MultiDiscrete([4] * 4)
    assert lakes.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    assert lakes.spec.id == "java/FrozenLake-v1"


def test_rows_are_the_single_environments_of_consecutive_seeds(lakes):
    singles = [gym.make("java/FrozenLake-v1") for _ in range(4)]
    observations, infos = lakes.reset(seed=7)
    assert observations.tolist() == [env.reset(seed=7 + i)[0] for i, env in enumerate(singles)]
    assert infos["_prob"].all()
    actions = np.array([0, 1, 2, 3])
    for _ in range(3):
        observations, rewards, terminations, truncations, infos = lakes.step(actions)
        expected = [env.step(int(action)) for env, action in zip(singles, actions, strict=True)]
        assert observations.tolist() == [step[0] for step in expected]
        assert rewards.tolist() == [step[1] for step in expected]
        assert terminations.tolist() == [step[2] for step in expected]
        assert truncations.tolist() == [step[3] for step in expected]
        assert infos["prob"].tolist() == [step[4]["prob"] for step in expected]
        if terminations.any():
            break


def test_a_list_of_seeds_seeds_each_row(lakes):
    assert lakes.reset(seed=[1, 2, None, 2**70])[0].shape == (4,)
    with pytest.raises(ValueError, match="num_envs=4"):
        lakes.reset(seed=[1, 2])
    with pytest.raises(error.Error, match="-5"):
        lakes.reset(seed=[1, 2, 3, -5])


def test_a_mask_resets_only_its_rows():
    with closing(
        gym.make_vec("java/FrozenLake-v1", num_envs=3, autoreset_mode="Disabled", is_slippery=False)
    ) as envs:
        envs.reset(seed=0)
        envs.step(np.array([2, 2, 1]))
        mask = np.array([True, False, False])
        observations, infos = envs.reset(options={"reset_mask": mask})
        assert observations.tolist() == [0, 1, 4]
        assert infos["_prob"].tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("mask", "exception"),
    [
        ([True, False, False, False], TypeError),
        (np.zeros(4, dtype=bool), ValueError),
        (np.ones(3, dtype=bool), ValueError),
        (np.ones(4), TypeError),
    ],
    ids=repr,
)
def test_bad_masks_are_errors(lakes, mask, exception):
    with pytest.raises(exception, match="reset_mask"):
        lakes.reset(options={"reset_mask": mask})


def test_disabled_autoreset_refuses_a_step_of_an_ended_row():
    with closing(
        gym.make_vec(
            "java/FrozenLake-v1",
            num_envs=2,
            autoreset_mode=AutoresetMode.DISABLED,
            is_slippery=False,
        )
    ) as envs:
        envs.reset(seed=0)
        for action in ([1, 0], [2, 0]):  # row 0 falls into the hole at 5
            terminations = envs.step(np.array(action))[2]
        assert terminations.tolist() == [True, False]
        with pytest.raises(error.ResetNeeded, match="env=0"):
            envs.step(np.array([0, 0]))
        envs.reset(options={"reset_mask": np.array([True, False])})
        assert envs.step(np.array([1, 1]))[0].tolist() == [4, 4]


@pytest.mark.parametrize("actions", [[0, 1, 2, 4], [0, -1, 0, 0]], ids=str)
def test_an_action_out_of_range_names_its_row(lakes, actions):
    lakes.reset(seed=0)
    row = next(i for i, action in enumerate(actions) if not 0 <= action < 4)
    with pytest.raises(
        error.InvalidAction, match=f"env={row}, action={actions[row]}, expected 0 <= action < 4"
    ):
        lakes.step(np.array(actions))
    lakes.reset(seed=0)
    lakes.step(np.zeros(4, dtype=np.int64))


@pytest.mark.parametrize(
    "actions",
    [
        np.zeros(3, dtype=int),
        np.zeros(4),
        np.zeros((4, 1), dtype=int),
        "abcd",
        None,
        [0, 1, 2, "x"],
    ],
    ids=repr,
)
def test_actions_of_wrong_type_or_shape_are_errors(lakes, actions):
    lakes.reset(seed=0)
    with pytest.raises(error.InvalidAction):
        lakes.step(actions)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.int32, np.uint64])
def test_actions_of_any_integer_dtype_are_taken(lakes, dtype):
    lakes.reset(seed=0)
    lakes.step(np.ones(4, dtype=dtype))


def test_copy_false_gives_views_that_the_next_step_overwrites():
    with closing(gym.make_vec("java/CartPole-v1", num_envs=2, copy=False)) as envs:
        first, _ = envs.reset(seed=0)
        second = envs.step(np.array([0, 1]))[0]
        assert np.shares_memory(first, second)


def test_use_after_close_is_an_error():
    envs = gym.make_vec("java/CartPole-v1", num_envs=2)
    envs.reset(seed=0)
    envs.close()
    envs.close()
    with pytest.raises(error.ClosedEnvironmentError):
        envs.step(np.array([0, 1]))


def test_bad_sizes_and_modes_are_errors():
    with pytest.raises(ValueError, match="num_envs is 0"):
        gym.make_vec("java/CartPole-v1", num_envs=0)
    with pytest.raises(ValueError, match="Never"):
        gym.make_vec("java/CartPole-v1", num_envs=1, autoreset_mode="Never")
    with pytest.raises(TypeError, match="unexpected keyword argument 'gravity'"):
        gym.make_vec("java/CartPole-v1", num_envs=1, gravity=3)


def test_vector_wrappers_work():
    envs = vector_wrappers.RecordEpisodeStatistics(gym.make_vec("java/CartPole-v1", num_envs=3))
    envs = vector_wrappers.NormalizeObservation(envs)
    envs.reset(seed=0)
    for _ in range(100):
        infos = envs.step(envs.action_space.sample())[4]
        if "episode" in infos:
            break
    assert infos["episode"]["r"].max() > 0
    envs.close()


# --- rows by themselves ---------------------------------------------------------------------------


def test_public_methods_of_the_java_environments_are_called_by_name():
    with closing(gym.make_vec("java/FrozenLake-v1", num_envs=3, map_name="8x8")) as envs:
        assert envs.call("num_states") == envs.call("numStates") == (64,) * 3
        assert envs.get_attr("numActions") == (4,) * 3
        assert envs.call("state_name", 5) == ("5",) * 3
        with pytest.raises(AttributeError, match=r"no public method mapName.*numStates\(0\)"):
            envs.get_attr("map_name")
        with pytest.raises(AttributeError, match="no public method step"):
            envs.call("step", 1)
        with pytest.raises(ValueError, match="expected an argument of type int, got x"):
            envs.call("state_name", "x")
        with pytest.raises(ValueError, match="no plain value"):
            envs.call("transitions", 0, 0)


def test_what_all_rows_have_in_common_is_an_attribute_of_each(lakes):
    assert lakes.get_attr("spec") == (lakes.spec,) * 4
    assert lakes.get_attr("action_space") == (lakes.single_action_space,) * 4
    assert lakes.get_attr("render_mode") == (None,) * 4


def test_render_is_called_as_a_method_too():
    with closing(gym.make_vec("java/FrozenLake-v1", num_envs=2, render_mode="ansi")) as envs:
        envs.reset(seed=0)
        assert envs.call("render") == envs.render()


def test_attributes_are_set_by_setters(broken):
    with closing(gym.make_vec("broken/NONE-v0", num_envs=3)) as envs:
        envs.set_attr("belt_speed", 2.5)
        assert envs.get_attr("belt_speed") == (2.5,) * 3
        envs.set_attr("beltSpeed", [1.0, 2, np.float32(3)])
        assert envs.get_attr("beltSpeed") == (1.0, 2.0, 3.0)
        with pytest.raises(ValueError, match="got 2 values"):
            envs.set_attr("belt_speed", [1.0, 2.0])
        with pytest.raises(AttributeError, match="setLamp"):
            envs.set_attr("lamp", 1)


def test_rows_that_are_stepped_as_arrays_have_no_environments_of_their_own():
    with (
        closing(gym.make_vec("java/CartPole-v1", num_envs=2)) as envs,
        pytest.raises(AttributeError, match="as arrays"),
    ):
        envs.call("anything")


# --- the ways to make one -------------------------------------------------------------------------


def test_sync_and_vector_entry_point_give_the_same_rows():
    made = [
        gym.make_vec("java/FrozenLake-v1", num_envs=3, vectorization_mode=mode)
        for mode in ("sync", "vector_entry_point")
    ]
    assert [type(envs).__name__ for envs in made] == ["SyncVectorEnv", "FrozenLakeVectorEnv"]
    for envs in made:
        envs.reset(seed=1)
    for _ in range(50):
        actions = made[0].action_space.sample()
        one, other = (envs.step(actions) for envs in made)
        for a, b in zip(one[:4], other[:4], strict=True):
            np.testing.assert_array_equal(a, b)
        np.testing.assert_array_equal(one[4]["prob"], other[4]["prob"])
    for envs in made:
        envs.close()


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int8, np.int64, np.uint8])
def test_box_actions_of_any_number_dtype_are_taken(dtype):
    with closing(gym.make_vec("java/Pendulum-v1", num_envs=3)) as envs:
        envs.reset(seed=0)
        outcome = envs.step(np.ones((3, 1), dtype=dtype))
        envs.reset(seed=0)
        np.testing.assert_array_equal(outcome[0], envs.step(np.ones((3, 1), np.float32))[0])


def test_actions_need_not_lie_in_one_piece(lakes):
    lakes.reset(seed=0)
    strided = np.array([0, 9, 1, 9, 2, 9, 3, 9])[::2]
    observations = lakes.step(strided)[0]
    lakes.reset(seed=0)
    np.testing.assert_array_equal(observations, lakes.step(strided.copy())[0])
