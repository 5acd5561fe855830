from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error, spaces
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AutoresetMode

import javagym
from javagym import registration
from javagym.errors import JavaTraceback
from tests.own_envs import environments_of_this_module, run

ROOT = Path(__file__).parents[2]
WAREHOUSE = "java/Warehouse-v0"


# --- the example: a Maven project of its own -----------------------------------------------------


@pytest.fixture(scope="module")
def jar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if shutil.which("mvn") is None:
        pytest.skip("mvn is missing")
    project = tmp_path_factory.mktemp("own") / "warehouse"
    shutil.copytree(
        ROOT / "examples" / "warehouse", project, ignore=shutil.ignore_patterns("target")
    )
    run("mvn", "-q", "-B", "-Dstyle.color=never", "package", cwd=project)
    path = project / "target" / "warehouse.jar"
    with environments_of_this_module():
        assert javagym.add_classpath(path) == [WAREHOUSE]
        yield path


@pytest.fixture
def warehouse(jar: Path) -> Iterator[gym.Env]:
    env = gym.make(WAREHOUSE, rows=3, columns=5, orders=4, capacity=2)
    yield env
    env.close()


def test_arguments_reach_the_constructor_by_name(warehouse):
    assert warehouse.observation_space == spaces.Dict(
        {
            "cargo": spaces.Discrete(3),
            "orders": spaces.MultiBinary((3, 5)),
            "robot": spaces.MultiDiscrete([3, 5]),
        }
    )
    assert warehouse.action_space == spaces.Discrete(15)
    observation, _ = warehouse.reset(seed=0)
    assert observation["orders"].sum() == 4
    assert warehouse.spec.max_episode_steps == 200


def test_gymnasiums_checker_has_nothing_to_say(jar):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with gym.make(WAREHOUSE, render_mode="ansi") as env:
            check_env(env.unwrapped)


def test_random_orders_are_those_that_numpy_draws(warehouse):
    for seed in (0, 1, 2**31, 2**64 + 7):
        observation, _ = warehouse.reset(seed=seed)
        shelves = np.random.default_rng(seed).permutation(14)[:4] + 1
        assert set(np.flatnonzero(observation["orders"])) == set(shelves)


def test_every_action_that_the_mask_allows_drives_the_robot(warehouse):
    observation, info = warehouse.reset(seed=0)
    warehouse.action_space.seed(0)
    episodes = 0
    for _ in range(1000):
        mask = info["action_mask"]
        assert mask.dtype == np.int8
        assert spaces.MultiBinary(15).contains(mask)
        room = observation["cargo"] < 2
        expected = observation["orders"].ravel() * room
        expected[0] = 1
        np.testing.assert_array_equal(mask, expected)

        action = warehouse.action_space.sample(mask)
        start, goal = observation["robot"], np.array(divmod(action, 5))
        observation, reward, terminated, truncated, info = warehouse.step(action)
        np.testing.assert_array_equal(observation["robot"], goal)
        assert reward == -1 - np.abs(start - goal).sum()
        assert terminated == (observation["orders"].sum() == 0 and observation["cargo"] == 0)
        assert not truncated
        if terminated:
            episodes += 1
            observation, info = warehouse.reset()
    assert episodes > 50


def test_an_action_out_of_the_mask_only_costs_time(warehouse):
    before, info = warehouse.reset(seed=0)
    empty = int(np.flatnonzero(info["action_mask"] == 0)[0])
    after, reward, terminated, _, again = warehouse.step(empty)
    assert (reward, terminated) == (-1, False)
    assert all(np.array_equal(before[key], after[key]) for key in before)
    np.testing.assert_array_equal(again["action_mask"], info["action_mask"])
    with pytest.raises(error.InvalidAction, match="action=15, expected 0 <= action < 15"):
        warehouse.unwrapped.step(15)


def test_waiting_ends_by_truncation(warehouse):
    warehouse.reset(seed=0)
    outcomes = [warehouse.step(0)[2:4] for _ in range(200)]
    assert outcomes == [(False, False)] * 199 + [(False, True)]


def trajectory(env: gym.Env, seed: int) -> list[str]:
    observation, info = env.reset(seed=seed)
    env.action_space.seed(seed)
    steps = [repr((observation, info))]
    over = False
    while not over:
        outcome = env.step(env.action_space.sample(info["action_mask"]))
        steps.append(repr(outcome))
        over, info = outcome[2] or outcome[3], outcome[4]
    return steps


def test_equal_seeds_give_equal_trajectories(warehouse):
    with gym.make(WAREHOUSE, rows=3, columns=5, orders=4, capacity=2) as other:
        other.reset(seed=99)
        assert trajectory(warehouse, 7) == trajectory(other, 7)
        assert trajectory(warehouse, 7) != trajectory(other, 8)


def test_it_draws_the_floor(jar):
    with gym.make(WAREHOUSE, rows=2, columns=3, orders=5, render_mode="ansi") as env:
        env.reset(seed=0)
        assert env.render() == "[S] o  o \n o  o  o \n"
        env.step(4)
        assert env.render() == " S  o  o \n o [.] o \n"


@pytest.mark.filterwarnings("ignore:.*not in the possible render_modes")
def test_a_mode_that_it_does_not_draw_is_an_error_that_lists_those_it_does(jar):
    with pytest.raises(
        error.UnsupportedMode, match=r"'rgb_array' of Warehouse-v0.*\[ansi\]"
    ) as raised:
        gym.make(WAREHOUSE, render_mode="rgb_array")
    # Stable-Baselines3's make_vec_env tries "rgb_array" and falls back on a TypeError.
    assert isinstance(raised.value, TypeError)


def test_an_unknown_argument_is_an_error_that_lists_the_known(jar):
    with pytest.raises(TypeError, match="'row'") as raised:
        gym.make(WAREHOUSE, row=5)
    assert "did you mean 'rows'" in str(raised.value)
    assert all(name in str(raised.value) for name in ("rows", "columns", "orders", "capacity"))


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"rows": 1}, "'rows' is 1, expected 2 <= rows <= 100"),
        ({"orders": 24}, "'orders' is 24, expected 1 <= orders <= 23"),
        ({"capacity": "many"}, "'capacity': expected an int .*, got many"),
        ({"columns": 2.5}, "'columns': expected an int .*, got 2.5"),
    ],
    ids=str,
)
def test_a_bad_argument_is_an_error_that_says_what_is_allowed(jar, kwargs, message):
    with pytest.raises(ValueError, match=message):
        gym.make(WAREHOUSE, **kwargs)
    gym.make(WAREHOUSE).close()


def test_vector_rows_have_masks_and_equal_single_environments(jar):
    envs = gym.make_vec(WAREHOUSE, num_envs=8, orders=3)
    assert envs.metadata["autoreset_mode"] == AutoresetMode.NEXT_STEP
    singles = [gym.make(WAREHOUSE, orders=3) for _ in range(8)]
    observations, infos = envs.reset(seed=5)
    rows = [env.reset(seed=5 + i) for i, env in enumerate(singles)]
    over = np.zeros(8, dtype=bool)
    rng = np.random.default_rng(0)
    for _ in range(300):
        masks = infos["action_mask"]
        assert masks.shape == (8, 24)
        assert masks.dtype == np.int8
        assert infos["_action_mask"].all()
        assert observations["orders"].shape == (8, 4, 6)
        for i, row in enumerate(rows):
            assert all(np.array_equal(row[0][key], observations[key][i]) for key in row[0])
            np.testing.assert_array_equal(row[-1]["action_mask"], masks[i])

        actions = np.array([rng.choice(np.flatnonzero(mask)) for mask in masks])
        observations, rewards, terminated, truncated, infos = envs.step(actions)
        rows = [env.reset() if over[i] else env.step(actions[i]) for i, env in enumerate(singles)]
        expected = [0.0 if over[i] else row[1] for i, row in enumerate(rows)]
        np.testing.assert_array_equal(rewards, expected)
        over = terminated | truncated
    envs.close()


def test_sample_takes_a_mask_for_each_row(jar):
    envs = gym.make_vec(WAREHOUSE, num_envs=8)
    _, infos = envs.reset(seed=0)
    envs.action_space.seed(0)
    actions = envs.action_space.sample(tuple(infos["action_mask"]))
    assert infos["action_mask"][np.arange(8), actions].all()
    envs.close()


def test_the_python_of_its_readme_runs(jar, monkeypatch, capsys):
    project = jar.parents[1]
    code = (
        (project / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    )
    monkeypatch.chdir(project)
    names = {}
    exec(code, names)
    assert capsys.readouterr().out.count("\n") == 6
    names["env"].close()
    names["envs"].close()


def test_the_java_of_its_readme_runs(jar):
    project = jar.parents[1]
    readme = (project / "README.md").read_text(encoding="utf-8")
    script = project / "readme.jsh"
    script.write_text(readme.split("```java\n")[1].split("```")[0] + "/exit\n", encoding="utf-8")
    jars = os.pathsep.join([str(jar), *javagym.jvm.jars()])
    prefs = f"-J-Djava.util.prefs.userRoot={project}"
    line = ["jshell", prefs, "-s", "--class-path", jars, str(script)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120)
    assert done.stdout.count("\n") == 5, done.stdout + done.stderr
    assert "rror" not in done.stdout + done.stderr


def test_worker_processes_know_it_too(jar):
    code = (
        "import gymnasium as gym, javagym\n"
        f"env = gym.make('{WAREHOUSE}', rows=5)\n"
        "print(env.reset(seed=3)[0]['orders'].tolist())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    with gym.make(WAREHOUSE, rows=5) as env:
        assert done.stdout.strip() == str(env.reset(seed=3)[0]["orders"].tolist())
    assert done.stderr == ""


def test_spawned_vector_workers_know_it_too(jar):
    envs = gym.make_vec(
        WAREHOUSE, num_envs=2, vectorization_mode="async", vector_kwargs={"context": "spawn"}
    )
    _, infos = envs.reset(seed=0)
    assert infos["action_mask"].shape == (2, 24)
    envs.close()


def test_adding_a_jar_twice_is_harmless(jar):
    before = os.environ[registration.CLASSPATH_VARIABLE]
    javagym.add_classpath(jar)
    assert os.environ[registration.CLASSPATH_VARIABLE] == before
    gym.make(WAREHOUSE).close()


# --- class path entries that are none ------------------------------------------------------------


def test_a_jar_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"nowhere\.jar.* does not exist; expected a jar"):
        javagym.add_classpath(tmp_path / "nowhere.jar")


def test_a_file_that_is_no_jar_is_named(tmp_path):
    text = tmp_path / "text.jar"
    text.write_text("not a zip file")
    with pytest.raises(ValueError, match=r"text\.jar' is not a jar"):
        javagym.add_classpath(text)


def test_a_jar_without_a_provider_adds_nothing(tmp_path):
    with environments_of_this_module():
        assert javagym.add_classpath(tmp_path) == []


def test_a_provider_that_is_not_there_is_named(tmp_path):
    services = tmp_path / "META-INF" / "services"
    services.mkdir(parents=True)
    (services / "io.javagym.EnvProvider").write_text("com.example.Missing\n")
    with pytest.raises(javagym.JavaEnvError, match=r"com\.example\.Missing"):
        javagym.add_classpath(tmp_path)
    gym.make("java/FrozenLake-v1").close()


# --- environments that are broken ----------------------------------------------------------------


@pytest.fixture
def healthy(broken: None, every_door: str) -> Iterator[None]:
    """An environment of another kind goes on while one breaks; a new one can be made after it."""
    with gym.make("broken/NONE-v0") as env:
        env.reset(seed=0)
        env.step(1)
        yield
        assert env.step(1)[4] == {"speed": 3.5}
    with gym.make("java/FrozenLake-v1") as lake:
        lake.reset(seed=0)
        lake.step(1)


def test_a_constructor_that_throws(healthy):
    message = r"constructor of broken/CONSTRUCTOR_THROWS-v0.*no license for the simulator"
    for make in (gym.make, gym.make_vec):
        with pytest.raises(javagym.JavaEnvError, match=message) as raised:
            make("broken/CONSTRUCTOR_THROWS-v0")
        assert_traced_to(raised.value, "BrokenEnv.<init>(BrokenEnv.java:")


def test_a_reset_that_throws(healthy):
    with (
        gym.make("broken/RESET_THROWS-v0") as env,
        pytest.raises(javagym.JavaEnvError, match=r"reset of broken\S* failed.*Index 7") as raised,
    ):
        env.reset(seed=0)
    assert_traced_to(raised.value, "BrokenEnv.startEpisode(BrokenEnv.java:")


def test_a_step_that_throws(healthy):
    with gym.make("broken/STEP_THROWS-v0") as env:
        env.reset(seed=0)
        env.step(0)
        message = r"step of broken\S* failed.*conveyor jammed"
        with pytest.raises(javagym.JavaEnvError, match=message) as raised:
            env.step(1)
        assert_traced_to(raised.value, "BrokenEnv.step(BrokenEnv.java:")
        env.reset(seed=0)
        assert env.step(0)[1] == 1.0


def test_the_stack_of_java_overflows(healthy):
    with gym.make("broken/STEP_OVERFLOWS_THE_STACK-v0") as env:
        env.reset(seed=0)
        with pytest.raises(javagym.JavaEnvError, match="StackOverflowError"):
            env.step(1)
        env.reset(seed=0)
        env.step(0)


def test_a_render_that_throws(healthy):
    with gym.make("broken/RENDER_THROWS-v0", render_mode="ansi") as env:
        env.reset(seed=0)
        with pytest.raises(javagym.JavaEnvError, match="no display"):
            env.render()


def test_a_close_that_throws(healthy):
    env = gym.make("broken/CLOSE_THROWS-v0")
    with pytest.raises(javagym.JavaEnvError, match="still running"):
        env.close()


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("FIELD_TOO_LONG", r"observation\.position .*expected float\[2\].*got float\[3\]"),
        ("FIELD_OF_OTHER_TYPE", r"observation\.position .*expected float\[2\].*got double\[2\]"),
        ("FIELD_OUT_OF_RANGE", r"observation\.level .*0 <= value < 3, got 3"),
        ("FIELD_NULL", r"observation\.level .*got null"),
        ("FIELD_MISSING", r"observation .*\[level, position\].*\[position\]"),
        ("FIELD_TOO_MANY", r"observation .*\[level, position\].*height"),
        ("OBSERVATION_NULL", r"observation .*got null"),
        ("STEP_GIVES_NULL", "step .*null"),
        ("INFO_UNDECLARED", r"torque.*infoSpace\(\) declares \[speed\]"),
        ("INFO_OF_OTHER_TYPE", r"info\.speed .*fast \(String\)"),
        ("INFO_NULL", "info .*null"),
    ],
)
def test_what_does_not_match_its_space_is_named(healthy, fault, message):
    with gym.make(f"broken/{fault}-v0") as env:
        env.reset(seed=0)
        env.step(0)
        with pytest.raises(javagym.EnvContractError, match=message):
            env.step(1)
        env.reset(seed=0)
        env.step(0)


def test_a_first_observation_that_does_not_match_is_named(healthy):
    with (
        gym.make("broken/RESET_OBSERVATION_TOO_LONG-v0") as env,
        pytest.raises(javagym.EnvContractError, match=r"observation\.position .*got float\[3\]"),
    ):
        env.reset(seed=0)


@pytest.mark.parametrize("fault", ["STEP_THROWS", "FIELD_TOO_LONG", "INFO_UNDECLARED"])
def test_in_a_vector_the_row_is_named(healthy, fault):
    envs = gym.make_vec(f"broken/{fault}-v0", num_envs=4)
    envs.reset(seed=0)
    with pytest.raises(error.Error, match="env=2"):
        envs.step([0, 0, 1, 0])
    envs.reset(seed=0)
    envs.step([0, 0, 0, 0])
    envs.close()


def assert_traced_to(raised: BaseException, frame: str) -> None:
    assert isinstance(raised.__cause__, JavaTraceback)
    assert frame in str(raised.__cause__)
