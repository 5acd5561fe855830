"""Sessions that are brought back: whatever dies and whenever, the trajectory is the same."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import threading
import zipfile
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import gymnasium as gym
import numpy as np
import pytest

import javagym
from javagym.doors import local_jvm
from javagym.doors.journal import Call, Journal
from javagym.registration import environment_class
from javagym.server import JARS, command
from javagym.spaces import to_json
from tests.doors.servers import Mortal
from tests.doors.test_conformance import ECHO, MODES, assert_same, play_rows
from tests.doors.test_faults import descriptors, threads
from tests.own_envs import environments_of_this_module
from tests.test_every_space import SPACES

BROUGHT_BACK = "was brought back by"
pytestmark = pytest.mark.filterwarnings(f"ignore:.*{BROUGHT_BACK}:UserWarning")


class Beside:
    """The JVM beside this process, which is started again by whoever needs it."""

    door = "process"

    def join(self):
        """Nothing: it is there when it is needed."""

    def kill(self, what=signal.SIGKILL):
        os.kill(local_jvm.local_jvm().pid, what)


@pytest.fixture(scope="module")
def classes(test_classes):
    """The environments Echo and Slow, known here and in each JVM beside this process."""
    with environments_of_this_module():
        javagym.add_classpath(test_classes[0], test_classes[2])
        yield test_classes


@pytest.fixture
def beside(classes):
    """The JVM beside this process, for what is the same behind every door."""
    return Beside()


@pytest.fixture(scope="module", params=["process", "grpc"])
def mortal(request, classes, tmp_path_factory):
    """What environments are in, and dies."""
    if request.param == "process":
        yield Beside()
        return
    folders = [argument for path in classes for argument in ("--classpath", path)]
    with closing(Mortal(tmp_path_factory.mktemp("mortal"), *folders)) as running:
        yield running


def make(mortal, env_id="java/CartPole-v1", resume=True, **kwargs):
    mortal.join()
    return gym.make(env_id, door=mortal.door, resume=resume, **kwargs)


def make_vec(mortal, env_id, resume=True, **kwargs):
    mortal.join()
    return gym.make_vec(env_id, door=mortal.door, resume=resume, **kwargs)


def kill_soon(mortal, seconds=0.4):
    timer = threading.Timer(seconds, mortal.kill)
    timer.start()
    return timer


# --- the same trajectory -------------------------------------------------------------------------


@pytest.mark.skipif("java/Pong-v5" not in gym.registry, reason="built without Atari")
def test_a_state_that_only_the_dead_one_knew_is_not_asked_for_again(mortal):
    with (
        make(mortal, "java/Pong-v5", obs_type="ram") as env,
        gym.make("java/Pong-v5", obs_type="ram") as twin,
    ):
        for each in (env, twin):
            each.reset(seed=1)
            state = each.unwrapped.clone_state(True)
            each.step(2)
            each.unwrapped.restore_state(state)
            each.step(3)
        mortal.kill()
        for action in (2, 3, 0, 2):
            assert_same(env.step(action), twin.step(action))


@pytest.mark.parametrize(
    ("env_id", "deaths"), [("java/CartPole-v1", {-1, 0, 60}), ("java/LunarLander-v3", {80})]
)
def test_a_single_environment_goes_on_whenever_its_world_dies(env_id, deaths, mortal):
    with make(mortal, env_id) as env, gym.make(env_id) as twin:
        twin.action_space.seed(1)
        over = False
        for step in range(-1, 100):
            if step in deaths:
                mortal.kill()
            if step < 0 or over:
                seed = 1 if step < 0 else None
                assert_same(env.reset(seed=seed), twin.reset(seed=seed))
                over = False
            else:
                action = twin.action_space.sample()
                expected = twin.step(action)
                assert_same(env.step(action), expected)
                over = expected[2] or expected[3]


@pytest.mark.parametrize("mode", MODES)
def test_a_vector_environment_goes_on_whenever_its_world_dies(mode, mortal):
    settings = {"num_envs": 8, "autoreset_mode": mode}
    resume = javagym.Resume(snapshot_steps=40)
    env_id = "java/CartPole-v1" if mode == "Disabled" else "java/FrozenLake-v1"
    with (
        closing(make_vec(mortal, env_id, resume, **settings)) as envs,
        closing(gym.make_vec(env_id, **settings)) as twins,
    ):
        twins.action_space.seed(1)
        assert_same(envs.reset(seed=1), twins.reset(seed=1))
        for _ in range(2):
            actions = [twins.action_space.sample() for _ in range(60)]
            mortal.kill()
            assert_same(play_rows(envs, actions), play_rows(twins, actions))


def test_rows_that_were_seeded_one_by_one_go_on(beside):
    with (
        closing(make_vec(beside, "java/FrozenLake-v1", num_envs=3)) as envs,
        closing(gym.make_vec("java/FrozenLake-v1", num_envs=3)) as twins,
    ):
        for each in (envs, twins):
            each.reset(seed=[1, 2, 3])
            each.step(np.array([1, 2, 3]))
            each.reset(seed=[None, 5, None], options={"reset_mask": np.array([True, True, False])})
        beside.kill()
        for _ in range(20):
            assert_same(envs.step(np.array([1, 2, 3])), twins.step(np.array([1, 2, 3])))


def test_steps_sent_ahead_survive(mortal):
    settings = {"num_envs": 64, "autoreset_mode": "SameStep"}
    resume = javagym.Resume(snapshot_steps=300)
    with (
        closing(make_vec(mortal, "java/FrozenLake-v1", resume, **settings)) as envs,
        closing(gym.make_vec("java/FrozenLake-v1", **settings)) as twins,
    ):
        twins.action_space.seed(1)
        actions = [twins.action_space.sample() for _ in range(1000)]
        assert_same(envs.reset(seed=1), twins.reset(seed=1))
        steps = zip(envs.step_many(actions), twins.step_many(actions), strict=True)
        for number, (step, expected) in enumerate(steps):
            assert_same(step, expected)
            if number in (10, 499):
                mortal.kill()
        assert_same(envs.step(actions[0]), twins.step(actions[0]))


def test_an_error_among_steps_sent_ahead_comes_where_it_would_have_come(mortal):
    actions = [np.array([0, 1])] * 51 + [np.array([0, 9])] + [np.array([1, 1])] * 50
    with (
        closing(make_vec(mortal, "java/FrozenLake-v1", num_envs=2)) as envs,
        closing(gym.make_vec("java/FrozenLake-v1", num_envs=2)) as twins,
    ):
        for each in (envs, twins):
            each.reset(seed=3)
            steps = each.step_many(actions)
            for _ in range(20):
                next(steps)
            if each is envs:
                mortal.kill()
            for _ in range(31):
                next(steps)
            with pytest.raises(gym.error.InvalidAction, match="env=1, action=9"):
                next(steps)
        assert_same(envs.step(actions[0]), twins.step(actions[0]))


def test_steps_sent_ahead_and_not_asked_for_were_not_taken(mortal):
    with (
        closing(make_vec(mortal, "java/CartPole-v1", num_envs=2)) as envs,
        closing(gym.make_vec("java/CartPole-v1", num_envs=2)) as twins,
    ):
        actions = [np.array([0, 1])] * 500
        for each in (envs, twins):
            each.reset(seed=3)
        ahead = envs.step_many(actions)
        for action in actions[:5]:
            assert_same(next(ahead), twins.step(action))
        ahead.close()
        assert_same(envs.step(actions[0]), twins.step(actions[0]))


def test_values_of_every_space_survive(mortal):
    made = []
    for space in SPACES:
        env_class = environment_class(ECHO, vector=True)
        kwargs = {"space": json.dumps(to_json(space)), "num_envs": 2}
        made.append([env_class(door=mortal.door, resume=True, **kwargs), env_class(**kwargs)])
    for envs, twins in made:
        twins.action_space.seed(1)
        assert_same(envs.reset(seed=1), twins.reset(seed=1))
        actions = twins.action_space.sample()
        assert_same(envs.step(actions), twins.step(actions))
    mortal.kill()
    for envs, twins in made:
        actions = twins.action_space.sample()
        assert_same(envs.step(actions), twins.step(actions))
        envs.close()
        twins.close()


def test_a_snapshot_of_ones_own_survives_too(beside):
    with make(beside) as env, gym.make("java/CartPole-v1") as twin:
        for each in (env, twin):
            each.reset(seed=1)
            each.step(0)
        state = javagym.snapshot(env)
        expected = [twin.step(1), twin.step(0)]
        for kill_after in (0, 1):
            javagym.restore(env, state)
            for number, action in enumerate((1, 0)):
                if number == kill_after:
                    beside.kill()
                assert_same(env.step(action), expected[number])


# --- deaths in a call ----------------------------------------------------------------------------


@pytest.mark.parametrize("snapshots", [-1, 0])
def test_a_death_in_a_call_is_not_seen(snapshots, mortal):
    with make(mortal, "java/Slow-v0", snapshot_seconds=snapshots) as env:
        kill_soon(mortal)
        assert env.reset(seed=0, options={"seconds": 1})[0] == 0
        assert env.step(0)[0] == 1
        kill_soon(mortal)
        assert env.step(1)[0] == 2
        assert env.step(0)[0] == 3


def test_two_deaths_in_one_call_are_not_seen(mortal):
    with make(mortal, "java/Slow-v0", snapshot_seconds=0) as env:
        env.reset(seed=0)
        env.step(0)
        first = kill_soon(mortal, 0.3)

        def kill_again():
            first.join()
            eventually_back(mortal)
            sleep(0.7)
            mortal.kill()

        second = threading.Thread(target=kill_again)
        second.start()
        assert env.step(2)[0] == 2
        second.join()
        assert env.step(0)[0] == 3


def eventually_back(mortal):
    if isinstance(mortal, Beside):
        while local_jvm.running() is None:
            sleep(0.01)
    else:
        mortal.join()


def test_a_death_in_a_step_sent_ahead_is_not_seen(mortal):
    with closing(make_vec(mortal, "java/Slow-v0", num_envs=2)) as envs:
        envs.reset(seed=0)
        kill_soon(mortal)
        actions = [np.array([action, 0]) for action in (0, 1, 0)]
        assert [step[0].tolist() for step in envs.step_many(actions)] == [[1, 1], [2, 2], [3, 3]]


def test_a_death_in_a_snapshot_is_not_seen(mortal):
    with make(mortal, "java/Slow-v0", snapshot_seconds=1) as env:
        kill_soon(mortal)
        env.reset(seed=0)  # whose session is saved after it
        assert env.step(0)[0] == 1
        kill_soon(mortal)
        env.unwrapped.snapshot()
        assert env.step(0)[0] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_step_that_was_interrupted_was_not_taken(mortal):
    with make(mortal, "java/Slow-v0") as env:
        env.reset(seed=0)
        env.step(0)
        threading.Timer(0.4, signal.raise_signal, (signal.SIGINT,)).start()
        with pytest.raises(KeyboardInterrupt):
            env.step(3)
        assert env.step(0)[0] == 2


# --- what is no snapshot's -----------------------------------------------------------------------


def test_without_snapshots_all_since_the_last_seed_is_done_again(beside):
    with make(beside, "java/Slow-v0") as env:
        env.reset()
        env.step(0)
        beside.kill()
        with pytest.raises(javagym.ResumeError, match=r"without a seed.*Slow has no snapshots"):
            env.step(0)
        env.close()
    with make(beside, "java/Slow-v0", javagym.Resume(journal_bytes=20_000)) as env:
        for kill in (False, True):
            env.reset(seed=1)
            for count in range(1, 20):
                assert env.step(0)[0] == count
            if kill:
                beside.kill()
            assert env.step(0)[0] == 20
        for _ in range(100):
            env.step(0)
        beside.kill()
        with pytest.raises(javagym.ResumeError, match="more than 20000 bytes of calls"):
            env.step(0)


def test_what_was_set_is_set_again(beside):
    resume = javagym.Resume(snapshot_steps=3)
    with closing(make_vec(beside, "java/Slow-v0", resume, num_envs=2, snapshot_seconds=0)) as envs:
        envs.reset(seed=0)
        envs.set_attr("stride", [2, 3])
        for count in range(1, 6):
            beside.kill()
            assert envs.step(np.array([0, 0]))[0].tolist() == [2 * count, 3 * count]


def test_an_environment_that_goes_another_way_is_an_error(beside):
    with make(beside, "java/Slow-v0", clock=True) as env:
        env.reset(seed=0)
        env.step(0)
        beside.kill()
        with pytest.raises(javagym.ResumeError, match=r"observation is another.*deterministic"):
            env.step(0)


# --- limits --------------------------------------------------------------------------------------


def test_a_server_that_does_not_come_back_is_an_error_in_time(tmp_path):
    with closing(Mortal(tmp_path)) as mortal:
        resume = javagym.Resume(seconds=2)
        with make(mortal, resume=resume) as env, gym.make("java/CartPole-v1") as twin:
            assert_same(env.reset(seed=0), twin.reset(seed=0))
            mortal.kill(comes_back=False)
            for _ in range(2):
                started = monotonic()
                with pytest.raises(javagym.ResumeError, match=r"nobody was there for 2 s"):
                    env.step(0)
                assert monotonic() - started < 8
            mortal.start()  # later than it was waited for
            assert_same(env.step(0), twin.step(0))


def test_a_step_that_kills_its_world_each_time_is_an_error(stubborn):
    resume = javagym.Resume(attempts=2)
    with gym.make(stubborn, door="process", resume=resume, fault="exit") as env:
        env.reset(seed=0)
        with pytest.raises(
            javagym.ResumeError, match=r"brought back 2 times[\s\S]*exit code 3[\s\S]*out of lic"
        ):
            env.step(1)
        assert env.step(0)[0] == 1


def test_a_server_that_is_shut_down_or_bored_is_no_loss(tmp_path):
    with closing(Mortal(tmp_path, "--idle-timeout", "1", "--drain-timeout", "0.2")) as mortal:
        client = javagym.connect(mortal.door)
        env = client.make("CartPole-v1", resume=True)
        envs = client.make_vec("CartPole-v1", num_envs=2, resume=True)
        with client, env, closing(envs), gym.make("java/CartPole-v1") as twin:
            assert_same(env.reset(seed=0), twin.reset(seed=0))
            envs.reset(seed=0)
            mortal.kill(signal.SIGTERM)
            assert_same(env.step(0), twin.step(0))
            mortal.join()
            sleep(2.5)
            with pytest.warns(UserWarning, match=r"did nothing for 1\.0 s"):
                assert_same(env.step(1), twin.step(1))
            envs.step(np.array([0, 1]))


def test_another_version_is_refused_with_both(tmp_path, monkeypatch):
    with closing(Mortal(tmp_path)) as mortal:
        env = make(mortal)
        env.reset(seed=0)
        mortal.kill(comes_back=False)
        monkeypatch.setattr("tests.doors.servers.command", lambda arguments: of_later(arguments))
        later_jar(tmp_path)

        def of_later(arguments):
            jar = JARS / "javagym-server.jar"
            return [part.replace(str(jar), str(tmp_path / jar.name)) for part in command(arguments)]

        mortal.start()
        version = re.escape(javagym.__version__)
        with pytest.raises(
            javagym.ResumeError, match=rf"made by javagym {version}, .* is javagym 9\.9, "
        ):
            env.step(0)
        env.close()


def later_jar(folder: Path) -> None:
    """Write a copy of the server's jar that says that it is of version 9.9."""
    with (
        zipfile.ZipFile(JARS / "javagym-server.jar") as ours,
        zipfile.ZipFile(folder / "javagym-server.jar", "w") as later,
    ):
        for entry in ours.infolist():
            data = ours.read(entry)
            if entry.filename == "META-INF/MANIFEST.MF":
                data, count = re.subn(rb"(Implementation-Version: )\S+", rb"\g<1>9.9", data)
                assert count == 1
            later.writestr(entry, data)


def test_the_journal_has_an_end(beside):
    resume = javagym.Resume(snapshot_steps=50)
    with closing(make_vec(beside, "java/CartPole-v1", resume, num_envs=2)) as envs:
        envs.reset(seed=0)
        action = np.array([0, 1])
        for _ in range(120):
            envs.step(action)
            assert len(envs._session._journal) < 50
        for _ in envs.step_many([action] * 500):
            assert len(envs._session._journal) <= 50


def test_a_snapshot_that_fails_leaves_what_was_noted():
    journal = Journal(10, 1 << 20)
    journal.note(Call(lambda session: None, "reset", kind="seeded"))
    journal.note(Call(lambda session: None, "step", kind="step"))
    assert journal.is_snapshot_due
    journal.snapshot_failed("too large")
    assert (len(journal), journal.is_snapshot_due, journal.no_way_back) == (2, False, None)


def test_deaths_leave_nothing_behind(mortal):
    here = os.getpid()
    with make(mortal) as env:
        env.reset(seed=0)
        counts = []
        for _ in range(2):
            mortal.kill()
            env.step(0)
            mortal.join()
            gc.collect()
            counts.append((descriptors(here), threads(here)))
        assert counts[1][0] <= counts[0][0]
        assert counts[1][1] <= counts[0][1] + 1  # gRPC has some of its own


# --- choices that make no sense ------------------------------------------------------------------


def test_what_can_not_be_brought_back_is_refused():
    for door in (None, "inprocess"):
        with pytest.raises(ValueError, match='door="process"'):
            gym.make("java/CartPole-v1", door=door, resume=True)
    with pytest.raises(ValueError, match="resume and batch_size"):
        gym.make_vec("java/CartPole-v1", num_envs=2, batch_size=1, door="process", resume=True)
    with pytest.raises(TypeError, match=r"resume is 3, expected True, False or a javagym\.Resume"):
        gym.make("java/CartPole-v1", door="process", resume=3)
    for wrong in ({"seconds": 0}, {"attempts": -1}, {"snapshot_steps": 0}):
        with pytest.raises(ValueError, match="expected more than 0"):
            javagym.Resume(**wrong)


def test_a_closed_session_stays_closed(mortal):
    env = make(mortal)
    env.reset(seed=0)
    env.close()
    mortal.kill()
    with pytest.raises(gym.error.ClosedEnvironmentError):
        env.step(0)
    env.close()
