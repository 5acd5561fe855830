"""The same trajectory through every door, bit for bit, as in this process."""

from __future__ import annotations

import json
import re
from contextlib import closing

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error
from gymnasium.vector.utils import iterate

import javagym
from javagym import jvm
from javagym.conformance import EnvConformance
from javagym.conformance.reference import ReferenceRules
from javagym.crosscheck import first_difference
from javagym.doors import find
from javagym.errors import JavaEnvError, JavaTraceback
from javagym.registration import environment_class, python_id, registered
from javagym.spaces import to_json
from tests.test_every_space import SPACES

# Of the Atari games, which are one class, one.
OF_OURS = [spec["id"] for spec in json.loads((jvm.JARS / "specs.json").read_text())]
IDS = sorted({*map(python_id, OF_OURS), "java/SpaceInvaders-v5"} & registered().keys())
MODES = ["NextStep", "SameStep", "Disabled"]
# All that is random in these is the actions.
WITHOUT_CHANCE = [
    f"java/{name}"
    for name in ("CliffWalking-v1", "GridWorld-v0", "MarsRover-v0", "ThreeStateMdp-v0")
]
# A vector form of its own, rows of single ones, continuous actions, an emulator.
OF_EACH_KIND = [
    "java/CartPole-v1",
    "java/FrozenLake-v1",
    "java/LunarLanderContinuous-v3",
    "java/SpaceInvaders-v5",
]
ECHO = {
    "id": "Echo-v0",
    "render_modes": [],
    "render_fps": 30,
}


def assert_same(ours, theirs):
    assert first_difference(ours, theirs) is None, (ours, theirs)


# --- every environment ---------------------------------------------------------------------------


class Ours(EnvConformance):
    steps = 25

    @pytest.fixture(autouse=True)
    def _known(self, env_id):
        self.env_id = env_id
        self.seeds_matter = env_id not in WITHOUT_CHANCE
        # The ground of an episode is drawn from what the generator was before the seed.
        self.seeds_forget_the_past = self.checked_by_gymnasium = "BipedalWalker" not in env_id


@pytest.mark.parametrize("env_id", IDS)
class TestEveryEnvironment(Ours):
    """All rules for all environments."""


@pytest.mark.parametrize("env_id", [env_id for env_id in OF_EACH_KIND if env_id in IDS])
class TestEveryRuleBehindADoor(Ours):
    """All rules behind all doors, for an environment of each kind."""

    @pytest.fixture(autouse=True)
    def _behind(self, door):
        self.door = door


@pytest.mark.parametrize("env_id", IDS)
class TestEveryEnvironmentBehindADoor(ReferenceRules):
    """All environments behind all doors are those of this process, bit by bit."""

    @pytest.fixture(autouse=True)
    def _behind(self, env_id, door):
        self.env_id = env_id
        self.door = door


# --- every space ---------------------------------------------------------------------------------


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_single_environment_returns_the_action_unchanged(space, door):
    kwargs = {"space": json.dumps(to_json(space))}
    env = environment_class(ECHO, vector=False)(door=door, **kwargs)
    with closing(env):
        assert env.observation_space == space
        assert repr(env.observation_space) == repr(space)
        first, _ = env.reset(seed=3)
        space.seed(3)
        assert first_difference(first, space.sample(), loosely=True) is None
        for _ in range(10):
            action = space.sample()
            observation, reward, _, _, info = env.step(action)
            assert reward == 0.5
            assert first_difference(observation, action, loosely=True) is None
            assert first_difference(info["echo"], action, loosely=True) is None


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_vector_environment_returns_the_actions_unchanged(space, door):
    kwargs = {"space": json.dumps(to_json(space))}
    envs = environment_class(ECHO, vector=True)(num_envs=3, door=door, **kwargs)
    with closing(envs):
        envs.reset(seed=1)
        envs.action_space.seed(2)
        actions = [envs.action_space.sample() for _ in range(8)]
        steps = [envs.step(actions[0]), *envs.step_many(actions[1:])]
        for taken, step in zip(actions, steps, strict=True):
            expected = iterate(envs.action_space, taken)
            actual = iterate(envs.observation_space, step[0])
            for ours, theirs in zip(actual, expected, strict=True):
                assert first_difference(ours, theirs, loosely=True) is None
            assert step[4]["_echo"].all()


def test_large_values_without_fixed_size_cross_too(door):
    kwargs = {"space": json.dumps(to_json(gym.spaces.Text(1_000_000)))}
    with closing(environment_class(ECHO, vector=False)(door=door, **kwargs)) as env:
        env.reset(seed=0)
        for length in (10, 1_000_000, 5):
            assert env.step("x" * length)[0] == "x" * length


def test_a_mask_keeps_the_values_without_fixed_size_of_the_other_rows(door):
    kwargs = {"space": json.dumps(to_json(gym.spaces.Text(9))), "autoreset_mode": "Disabled"}
    with closing(environment_class(ECHO, vector=True)(num_envs=3, door=door, **kwargs)) as envs:
        envs.reset(seed=0)
        envs.step(("one", "two", "three"))
        for _ in range(20):
            kept, _ = envs.reset(seed=0, options={"reset_mask": np.array([True, False, True])})
            assert kept[1] == "two"


# --- errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "misuse",
    [
        lambda door: gym.make("java/CartPole-v1", door=door, gravity=3),
        lambda door: gym.make("java/FrozenLake-v1", door=door, map_name="9x9"),
        lambda door: gym.make("java/Acrobot-v1", door=door, render_mode="ansi").reset(),
        lambda door: gym.make_vec("java/CartPole-v1", num_envs=0, door=door),
        lambda door: gym.make("java/CartPole-v1", door=door).unwrapped.step(0),
        lambda door: _reset(door).step(7),
        lambda door: _reset(door).step("left"),
        lambda door: _reset(door).step(None),
        lambda door: _reset(door).reset(seed=-1),
        lambda door: _reset(door).reset(seed=1, options={"low": "x"}),
        lambda door: _lakes(door).step(np.array([0, 9])),
        lambda door: _lakes(door).step(np.zeros(3, dtype=int)),
        lambda door: list(_lakes(door).step_many([np.array([0, 9])])),
    ],
)
def test_a_misuse_is_the_same_error(misuse, door):
    here, there = error_of(misuse, None), error_of(misuse, door)
    assert type(there) is type(here)
    assert without_door(there) == without_door(here)
    assert type(there.__cause__) is type(here.__cause__)


@pytest.mark.parametrize("use", [lambda env: env.step(0), lambda env: env.reset()])
def test_use_after_close_is_the_same_error(use, door):
    messages = []
    for env in (_reset(None), _reset(door)):
        env.close()
        env.close()
        with pytest.raises(error.ClosedEnvironmentError) as caught:
            use(env)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def error_of(misuse, door):
    try:
        misuse(door)
    except Exception as e:
        return e
    raise AssertionError("nothing was raised")


def without_door(failure):
    """Return a message without Gymnasium's list of the arguments, the door among them."""
    return re.sub(r"'door': [^,}]*(, )?", "", str(failure))


def _reset(door):
    env = gym.make("java/CartPole-v1", door=door).unwrapped
    env.reset(seed=0)
    return env


def _lakes(door):
    envs = gym.make_vec("java/FrozenLake-v1", num_envs=2, door=door)
    envs.reset(seed=0)
    return envs


def test_an_error_among_steps_sent_ahead_comes_where_it_would_have_come(door):
    made = [gym.make_vec("java/FrozenLake-v1", num_envs=2, door=d) for d in (None, door)]
    actions = [np.array([0, 1])] * 1000 + [np.array([0, 9])] + [np.array([1, 1])] * 20_000
    results = []
    for envs in made:
        with closing(envs):
            envs.reset(seed=3)
            taken = []
            with pytest.raises(error.InvalidAction, match="env=1, action=9"):
                taken.extend(envs.step_many(actions))
            results.append((taken, envs.step(np.array([1, 1]))))
    assert len(results[0][0]) == 1000
    assert_same(results[1], results[0])


@pytest.mark.parametrize(
    ("fault", "exception", "message"),
    [
        ("CONSTRUCTOR_THROWS", JavaEnvError, "no license for the simulator"),
        ("RESET_THROWS", JavaEnvError, "Index 7 out of bounds"),
        ("STEP_THROWS", JavaEnvError, "conveyor jammed"),
        ("STEP_OVERFLOWS_THE_STACK", JavaEnvError, "StackOverflowError"),
        ("RENDER_THROWS", JavaEnvError, "no display"),
        ("CLOSE_THROWS", JavaEnvError, "still running"),
    ],
)
def test_what_an_environment_throws_arrives_with_its_stack_trace(fault, exception, message, door):
    spec = {"id": f"broken/{fault}-v0", "render_modes": ["ansi"], "render_fps": 1}
    with pytest.raises(exception, match=message) as caught:
        use_all(environment_class(spec, vector=False), door)
    assert isinstance(caught.value.__cause__, JavaTraceback)
    assert "BrokenEnv" in str(caught.value.__cause__)


def use_all(environment, door):
    env = environment(door=door, render_mode="ansi")
    env.reset(seed=0)
    env.render()
    try:
        env.step(1)
    finally:
        env.reset(seed=0)  # the session goes on
        env.close()


# --- snapshots -----------------------------------------------------------------------------------


def play_rows(envs, actions):
    """Take actions and return what they give; with autoreset disabled, rows that end are reset."""
    taken = []
    for action in actions:
        taken.append(envs.step(action))
        over = taken[-1][2] | taken[-1][3]
        if envs.metadata["autoreset_mode"] == gym.vector.AutoresetMode.DISABLED and over.any():
            taken.append(envs.reset(options={"reset_mask": over}))
    return taken


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_a_snapshot_holds_values_of_every_space(space, door):
    kwargs = {"space": json.dumps(to_json(space))}
    envs = environment_class(ECHO, vector=True)(num_envs=3, door=door, **kwargs)
    with closing(envs):
        envs.reset(seed=1)
        envs.action_space.seed(2)
        actions = [envs.action_space.sample() for _ in range(3)]
        before = envs.step(actions[0])
        state = envs.snapshot()
        after = envs.step(actions[1])
        assert_same(envs.restore(state), (before[0], before[4]))
        assert_same(envs.step(actions[1]), after)


def test_a_snapshot_holds_the_wrappers_and_the_generator_too(door):
    def wrapped():
        env = gym.make("java/FrozenLake-v1", door=door, max_episode_steps=7)
        return gym.wrappers.TransformObservation(env, lambda seen: -seen, None)

    with wrapped() as env, wrapped() as other:
        env.reset(seed=1)
        for _ in range(4):
            last = env.step(0)
        state = javagym.snapshot(env)
        assert javagym.restore(other, state)[0] == last[0] <= 0
        for one in (env, other):
            truncations = [one.step(0)[3] for _ in range(3)]
            assert truncations == [False, False, True]
        assert other.unwrapped.np_random.random() == env.unwrapped.np_random.random()


@pytest.mark.parametrize(
    "misuse",
    [
        lambda door: _reset(door).restore(b""),
        lambda door: _reset(door).restore(b"no snapshot at all"),
        lambda door: _reset(door).restore(damaged(_reset(door).snapshot(), 60)),
        lambda door: _reset(door).restore(_lakes(door).snapshot()),
        lambda door: _lakes(door).restore(_reset(door).snapshot()),
        lambda door: _closed(door).snapshot(),
        lambda door: _closed(door).restore(b""),
    ],
)
def test_a_misuse_of_snapshots_is_the_same_error(misuse, door):
    here, there = error_of(misuse, None), error_of(misuse, door)
    assert type(there) is type(here)
    assert str(there) == str(here)
    assert isinstance(there, (ValueError, error.ClosedEnvironmentError))


def damaged(state, position):
    return state[:position] + bytes([state[position] ^ 1]) + state[position + 1 :]


def _closed(door):
    env = _reset(door)
    env.close()
    return env


def test_bytes_that_are_no_snapshot_change_nothing(door):
    with gym.make("java/CartPole-v1", door=door) as env:
        env.reset(seed=1)
        state = javagym.snapshot(env)
        for position in range(len(state)):
            with pytest.raises(ValueError, match="snapshot"):
                javagym.restore(env, damaged(state, position))
        with pytest.raises(TypeError, match="a snapshot is bytes"):
            env.unwrapped.restore("a snapshot")
        assert javagym.snapshot(env) == state
        env.unwrapped.restore(memoryview(env.unwrapped.snapshot()))
        for wrapper in (gym.wrappers.NormalizeObservation, gym.wrappers.RecordEpisodeStatistics):
            with pytest.raises(TypeError, match=rf"{wrapper.__name__}.*javagym\.snapshot"):
                javagym.snapshot(wrapper(env))
        with (
            gym.make("java/CartPole-v1", door=door, max_episode_steps=-1) as other,
            pytest.raises(ValueError, match="TimeLimit"),
        ):
            javagym.restore(other, state)
        with pytest.raises(TypeError, match="expected an environment of Java's"):
            javagym.snapshot(gym.make("CartPole-v1"))


def test_an_environment_without_snapshots_says_so(door):
    slow = environment_class({**ECHO, "id": "Slow-v0"}, vector=False)
    with closing(slow(door=door)) as env:
        env.reset(seed=0)
        with pytest.raises(NotImplementedError, match=r"Slow has no snapshots"):
            env.snapshot()
        assert env.step(0)[0] == 1


# --- the choice of a door ------------------------------------------------------------------------


def test_a_door_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="expected 'inprocess', 'process' or the address"):
        gym.make("java/CartPole-v1", door="http://localhost")
    with pytest.raises(ValueError, match="grpc://host:port"):
        gym.make("java/CartPole-v1", door="grpc://localhost")
    with pytest.raises(TypeError):
        find(3)
