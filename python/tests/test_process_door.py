"""The process door: what it does beyond moving batches, and that it leaves nothing behind."""

from __future__ import annotations

import gc
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
import traceback
import warnings
from contextlib import closing, suppress
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym
from javagym.doors import local_jvm
from tests.processes import JDKS

CONTEXTS = ["fork", "spawn", "forkserver"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
forks = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


def make(env_id="java/CartPole-v1", **kwargs):
    return gym.make(env_id, door="process", disable_env_checker=True, **kwargs)


@pytest.fixture
def beside():
    """The JVM beside this process."""
    return local_jvm.local_jvm()


def run(code, *, classpath=None, **environment):
    kept = {key: value for key, value in os.environ.items() if key != "JAVAGYM_CLASSPATH"}
    if classpath is not None:
        kept["JAVAGYM_CLASSPATH"] = str(classpath)
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**kept, **environment},
        check=False,
    )


# --- one JVM, started when it is needed ----------------------------------------------------------


def test_all_environments_share_one_jvm_and_the_first_starts_it():
    done = run(
        """
        import threading, gymnasium as gym, javagym
        from javagym.doors import local_jvm
        assert local_jvm.running() is None
        pids = []
        def work():
            with gym.make("java/CartPole-v1", door="process") as env:
                env.reset(seed=0)
                pids.append(local_jvm.running().pid)
        threads = [threading.Thread(target=work) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert len(pids) == 4 and len(set(pids)) == 1, pids
        import sys
        assert "jpype" not in sys.modules
        """
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("java_home", ["", *JDKS])
def test_nothing_is_printed_that_was_not_asked_for(java_home):
    done = run(
        """
        import gymnasium as gym, javagym
        env = gym.make("java/FrozenLake-v1", door="process", render_mode="rgb_array")
        env.reset(seed=1)
        env.step(0)
        env.render()
        envs = gym.make_vec("java/CartPole-v1", num_envs=8, door="process")
        envs.reset(seed=1)
        envs.step(envs.action_space.sample())
        env.close()
        """,
        **({"JAVAGYM_JAVA_HOME": java_home} if java_home else {}),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_threads_step_at_the_same_time():
    def work(seed, totals):
        with make() as env:
            env.reset(seed=seed)
            for _ in range(300):
                step = env.step(env.action_space.sample())
                totals[seed] += step[1]
                if step[2] or step[3]:
                    env.reset()

    totals = dict.fromkeys(range(4), 0.0)
    threads = [threading.Thread(target=work, args=(seed, totals)) for seed in totals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert totals == dict.fromkeys(range(4), 300.0)


def test_options_of_the_users_own_reach_it_too():
    done = run(
        """
        import javagym
        get = javagym.gateway().jvm.java.lang.System.getProperty
        print(get("javagym.a"), get("javagym.assets") is not None)
        """,
        JAVAGYM_JVM_ARGS="-Djavagym.a=1",
    )
    assert done.stdout == "1 True\n", done.stderr


def test_a_jvm_that_does_not_start_is_an_error_that_says_why():
    done = run(
        """
        import gymnasium as gym, javagym
        gym.make("java/CartPole-v1", door="process")
        """,
        JAVAGYM_JVM_ARGS="-XX:NoSuchOption=1",
    )
    assert done.returncode == 1
    assert "ConnectionLostError" in done.stderr
    assert "exit code 1" in done.stderr
    assert "NoSuchOption" in done.stderr


def test_an_unknown_door_is_an_error_that_names_those_there_are():
    with pytest.raises(ValueError, match=r"door is 'window', expected 'inprocess', 'process' or"):
        gym.make("java/CartPole-v1", door="window")


def test_what_java_prints_is_passed_on(stubborn_classes):
    done = run(
        """
        import gymnasium as gym, javagym
        env = gym.make("java/Stubborn-v0", door="process", fault="print")
        env.reset(seed=0)
        env.step(1)
        """,
        classpath=stubborn_classes,
    )
    assert (done.returncode, done.stdout) == (0, "printed to output\n")
    assert done.stderr == "printed to error\n"


def test_warnings_of_java_reach_gymnasiums_logger(stubborn):
    with make(stubborn, fault="warn") as env:
        env.reset(seed=0)
        with pytest.warns(UserWarning, match="the conveyor is hot"):
            env.step(1)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            env.step(0)


def test_what_was_seen_stays_after_the_close():
    envs = gym.make_vec("java/CartPole-v1", num_envs=5, door="process", copy=False)
    seen, _ = envs.reset(seed=1)
    kept = seen.copy()
    envs.close()
    np.testing.assert_array_equal(seen, kept)
    seen[0] = 7  # It is the caller's alone now.
    assert (seen[0] == 7).all()


def test_pickled_it_keeps_its_door():
    with gym.make("java/CartPole-v1", door="process") as env:
        again = pickle.loads(pickle.dumps(env.unwrapped))
        assert type(again._session) is type(env.unwrapped._session)
        again.close()


# --- Java objects --------------------------------------------------------------------------------


def test_the_gateway_gives_java_objects():
    java = javagym.gateway().jvm
    assert java.java.lang.StringBuilder("desserts").reverse().toString() == "stressed"
    numbers = java.java.util.ArrayList([3, 1, 2])
    java.java.util.Collections.sort(numbers)
    assert list(numbers) == [1, 2, 3]


def test_the_gateway_sees_classes_that_were_added(stubborn):
    assert javagym.gateway().jvm.Stubborn.greet("door") == "hello door"


def test_java_calls_python_when_asked_to(stubborn):
    class AddThree:
        def applyAsInt(self, value):  # noqa: N802 - as in Java
            return value + 3

        class Java:
            implements = ["java.util.function.IntUnaryOperator"]  # noqa: RUF012

    gateway = javagym.gateway(callbacks=True)
    try:
        assert gateway.jvm.Stubborn.twice(AddThree(), 10) == 16
        assert javagym.gateway(callbacks=True) is gateway
    finally:
        gateway.shutdown_callback_server()
        local_jvm.local_jvm().end()  # so that no other test meets its thread


def test_no_callback_server_runs_unless_asked_for(beside):
    assert beside.gateway.get_callback_server() is None


# --- the token -----------------------------------------------------------------------------------

GREET = b"c\nt\njavaVersion\ne\n"


def talk(port, *messages):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        answers = []
        for message in messages:
            with suppress(ConnectionError):  # It may hang up as soon as it has heard enough.
                connection.sendall(message)
                answers.append(connection.recv(65536))
        return answers


def test_without_its_token_nothing_is_done(beside):
    port, token = beside.client.port, beside.client.gateway_parameters.auth_token
    wrong_tokens = ("wrong", "", token[:-1], token + "x")
    for messages in ([GREET], *([f"A\n{wrong}\n".encode(), GREET] for wrong in wrong_tokens)):
        answers = talk(port, *messages)
        assert all(answer == b"" or answer.startswith(b"!x") for answer in answers), answers
        assert not any(b"value" in answer for answer in answers)
    late = talk(port, GREET, f"A\n{token}\n".encode(), GREET)
    assert not any(b"value" in answer for answer in late)
    right, answer = talk(port, f"A\n{token}\n".encode(), GREET)
    assert right == b"!yv\n"
    assert b"value" in answer
    beside.call("ping")


def test_a_stranger_may_not_say_much(beside):
    with socket.create_connection(("127.0.0.1", beside.client.port), timeout=30) as connection:
        with suppress(ConnectionError):
            for _ in range(1000):
                connection.sendall(b"A" * 100_000)
        with suppress(ConnectionError):
            assert connection.recv(100) == b""
    beside.call("ping")


def test_a_stranger_may_not_stay_long(beside):
    address = ("127.0.0.1", beside.client.port)
    with socket.create_connection(address, timeout=30) as connection, suppress(ConnectionError):
        while connection.recv(100):  # an error first, perhaps; then the end, within the limit
            pass
    beside.call("ping")


@linux
def test_the_token_is_in_no_argument_and_no_variable(beside):
    token = beside.client.gateway_parameters.auth_token.encode()
    assert len(token) >= 40
    for pid in (beside.pid, os.getpid()):
        for name in ("cmdline", "environ"):
            assert token not in Path(f"/proc/{pid}/{name}").read_bytes()


@linux
def test_it_listens_on_the_loopback_address_alone(beside):
    javagym.gateway(callbacks=True)
    try:
        for pid in (beside.pid, os.getpid()):
            addresses = listening(pid)
            assert addresses
            assert all(is_loopback(address) for address in addresses), addresses
    finally:
        beside.gateway.shutdown_callback_server()
        beside.end()


def listening(pid):
    sockets = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            sockets.update(re.findall(r"socket:\[(\d+)\]", os.readlink(descriptor)))  # noqa: PTH115
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets:
                found.append(fields[1].split(":")[0])
    return found


def is_loopback(address):
    return address in ("0100007F", "0000000000000000FFFF00000100007F")


# --- forks and workers ---------------------------------------------------------------------------


@forks
@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("running", ["inprocess", "process"])
def test_async_vector_env_works_by_every_context(context, running):
    with gym.make("java/CartPole-v1", door=running) as env:
        env.reset(seed=0)
        with closing(
            gym.make_vec(
                "javagym:java/CartPole-v1",
                num_envs=2,
                vectorization_mode="async",
                vector_kwargs={"context": context},
                **({} if running == "inprocess" else {"door": "process"}),
            )
        ) as envs:
            observations, _ = envs.reset(seed=0)
            np.testing.assert_array_equal(observations[0], env.reset(seed=0)[0])
            np.testing.assert_array_equal(observations[1], env.reset(seed=1)[0])
            stepped = envs.step(np.array([0, 1]))[0]
            np.testing.assert_array_equal(stepped[1], env.step(1)[0])


@forks
@pytest.mark.parametrize("context", CONTEXTS)
def test_stable_baselines3s_subproc_vec_env_works_by_every_context(context):
    vec_env = pytest.importorskip("stable_baselines3.common.vec_env")
    gym.make("java/CartPole-v1").close()  # a JVM runs in this process
    envs = vec_env.SubprocVecEnv([make_cart_pole] * 2, start_method=context)
    try:
        envs.seed(3)
        observations = envs.reset()
        with gym.make("java/CartPole-v1") as env:
            np.testing.assert_array_equal(observations[0], env.reset(seed=3)[0])
        envs.step(np.array([0, 1]))
    finally:
        envs.close()


def make_cart_pole():
    import javagym  # noqa: F401 - registers java/ in a spawned worker

    return gym.make("java/CartPole-v1")


@forks
def test_a_forked_child_leaves_its_parents_jvm_alone(beside):
    with make() as env, make() as expected:
        env.reset(seed=0)
        expected.reset(seed=0)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = in_forked_child(env, beside.pid)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        for action in [1, 0] * 4 + [1]:
            np.testing.assert_array_equal(env.step(action)[0], expected.step(action)[0])
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        for _ in range(3):
            np.testing.assert_array_equal(env.step(0)[0], expected.step(0)[0])
    assert local_jvm.running() is beside


def in_forked_child(env, parents_pid):
    for _ in range(100):  # It must not write its action into the parent's memory.
        with suppress(javagym.ForkedProcessError):
            env.step(0)
            return 2
    env.close()
    del env
    gc.collect()
    with make() as own:
        own.reset(seed=0)
        own.step(0)
        if local_jvm.running().pid == parents_pid:
            return 3
    local_jvm.running().end()
    return 0


def test_a_forked_child_that_exits_normally_does_not_hang():
    done = run(
        """
        import os, sys, warnings
        warnings.simplefilter("ignore")
        import gymnasium as gym, javagym
        env = gym.make("java/CartPole-v1", door="process")
        env.reset(seed=0)
        child = os.fork()
        if child == 0:
            sys.exit(3)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        print(env.step(0)[1])
        """
    )
    assert done.stdout == "3\n1.0\n", done.stderr
    assert done.stderr == ""


# --- deaths --------------------------------------------------------------------------------------


def kill_soon(pid, seconds=0.3):
    timer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
    timer.start()
    return timer


def assert_killed(call):
    with pytest.raises(javagym.ConnectionLostError, match="killed by SIGKILL") as raised:
        call()
    return raised.value


def test_a_jvm_that_is_killed_while_idle_is_an_error_and_the_next_one_works(beside):
    env = make()
    vector = gym.make_vec("java/Taxi-v4", num_envs=3, door="process")
    env.reset(seed=0)
    vector.reset(seed=0)
    os.kill(beside.pid, signal.SIGKILL)
    started = time.monotonic()
    assert str(beside.pid) in str(assert_killed(lambda: env.step(0)))
    assert time.monotonic() - started < 5
    assert_killed(lambda: env.reset(seed=0))
    assert_killed(lambda: vector.step(np.zeros(3, dtype=np.int64)))
    env.close()
    vector.close()
    with make() as again:
        again.reset(seed=0)
        again.step(0)
        assert local_jvm.running().pid != beside.pid


@pytest.mark.parametrize("in_reset", [False, True])
def test_a_jvm_that_is_killed_in_a_call_is_an_error_at_once(stubborn, beside, in_reset):
    with make(stubborn, fault="sleep", in_reset=in_reset) as env:
        if not in_reset:
            env.reset(seed=0)
        kill_soon(beside.pid)
        started = time.monotonic()
        assert_killed((lambda: env.reset(seed=0)) if in_reset else (lambda: env.step(1)))
        assert time.monotonic() - started < 5


def test_a_jvm_that_ends_by_itself_is_an_error_with_its_code_and_last_lines(stubborn):
    with make(stubborn, fault="exit") as env:
        env.reset(seed=0)
        with pytest.raises(javagym.ConnectionLostError, match=r"exit code 3[\s\S]*out of licenses"):
            env.step(1)


def test_a_jvm_that_is_stopped_is_an_error_and_can_go_on(monkeypatch, beside):
    monkeypatch.setattr(local_jvm, "ASK_AFTER_SECONDS", 0.5)
    monkeypatch.setattr(local_jvm, "ANSWER_SECONDS", 1.0)
    with make() as env, make() as expected:
        env.reset(seed=0)
        expected.reset(seed=0)
        os.kill(beside.pid, signal.SIGSTOP)
        try:
            for call in (lambda: env.step(0), lambda: env.reset(seed=0)):
                with pytest.raises(javagym.RemoteTimeoutError, match="stopped"):
                    call()
        finally:
            os.kill(beside.pid, signal.SIGCONT)
        np.testing.assert_array_equal(env.reset(seed=0)[0], expected.reset(seed=0)[0])
        np.testing.assert_array_equal(env.step(1)[0], expected.step(1)[0])


def test_a_step_that_takes_long_is_no_reason_to_give_up(monkeypatch, stubborn, beside):
    monkeypatch.setattr(local_jvm, "ASK_AFTER_SECONDS", 0.1)
    monkeypatch.setattr(local_jvm, "ANSWER_SECONDS", 0.2)
    with make(stubborn, fault="sleep") as env:
        env.reset(seed=0)
        timer = threading.Timer(2.0, signal.raise_signal, (signal.SIGINT,))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            env.step(1)


def test_ctrl_c_ends_a_long_step_and_leaves_it_closeable(stubborn, beside):
    env = make(stubborn, fault="sleep")
    env.reset(seed=0)
    before = beside.call("countSessions")
    threading.Timer(0.3, signal.raise_signal, (signal.SIGINT,)).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        env.step(1)
    env.close()
    assert time.monotonic() - started < 5  # the step would sleep for a minute
    assert beside.call("countSessions") == before - 1
    with pytest.raises(error.ClosedEnvironmentError):
        env.step(0)
    with make(stubborn) as other:
        other.reset(seed=0)
        other.step(0)


PARENT = """
    import sys, threading, time, gymnasium as gym, javagym
    from javagym.doors import local_jvm
    env = gym.make("java/Stubborn-v0", door="process", fault="sleep")
    env.reset(seed=0)
    if sys.argv[1] == "in a step":
        threading.Timer(0.5, lambda: print(local_jvm.running().pid, flush=True)).start()
        env.step(1)
    print(local_jvm.running().pid, flush=True)
    time.sleep(60)
"""


@linux
@pytest.mark.parametrize("when", ["idle", "in a step"])
def test_the_jvm_ends_when_its_parent_is_killed(stubborn_classes, tmp_path, when):
    jvm_pid, parent = started_parent(stubborn_classes, tmp_path, when)
    parent.kill()
    parent.wait()
    assert ended_within(jvm_pid, 5)
    assert list(tmp_path.iterdir()) == []


@linux
def test_what_is_left_when_both_are_killed_goes_at_the_next_start(stubborn_classes, tmp_path):
    jvm_pid, parent = started_parent(stubborn_classes, tmp_path, "idle")
    os.kill(jvm_pid, signal.SIGKILL)
    parent.kill()
    parent.wait()
    assert ended_within(jvm_pid, 5)
    (left,) = tmp_path.iterdir()
    assert [path.name for path in left.iterdir()] == ["lock"]
    _, other = started_parent(stubborn_classes, tmp_path, "idle")
    try:
        assert not left.exists()
        assert len(list(tmp_path.iterdir())) == 1
    finally:
        other.kill()
        other.wait()


def started_parent(classes, shared_memory, when):
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), when],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "JAVAGYM_CLASSPATH": str(classes),
            "JAVAGYM_SHARED_MEMORY": str(shared_memory),
        },
    )
    return int(parent.stdout.readline()), parent


def ended_within(pid, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":  # ended; whoever adopted it has not looked yet
            return True
        time.sleep(0.02)
    return False


def test_the_end_of_python_is_the_end_of_its_jvm_and_does_not_wait_for_it(stubborn_classes):
    started = time.monotonic()
    done = run(
        """
        import contextlib, gymnasium as gym, javagym, threading
        from javagym.doors import local_jvm
        env = gym.make("java/Stubborn-v0", door="process", fault="sleep")
        env.reset(seed=0)
        def sleep():
            with contextlib.suppress(javagym.ConnectionLostError):
                env.step(1)
        threading.Thread(target=sleep, daemon=True).start()
        print(local_jvm.running().pid)
        """,
        classpath=stubborn_classes,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - started < 30  # the step sleeps for a minute
    assert ended_within(int(done.stdout), 5)


# --- shared memory -------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a small file system can be mounted by root alone")
    yield tmp_path
    subprocess.run(["umount", "-l", tmp_path], check=True)


def test_a_full_disk_below_the_shared_memory_is_an_error(small_disk, stubborn_classes):
    done = run(
        """
        import os, gymnasium as gym, javagym, numpy as np
        from javagym.errors import NoSpaceError
        def free():
            status = os.statvfs(os.environ["JAVAGYM_SHARED_MEMORY"])
            return status.f_bavail * status.f_frsize
        lake = gym.make("java/FrozenLake-v1", door="process", render_mode="rgb_array")
        lake.reset(seed=0)
        lake.step(0)  # with the mailbox of the connection
        at_first = free()
        envs = gym.make_vec("java/CartPole-v1", num_envs=10_000, door="process")
        envs.reset(seed=0)
        envs.step(np.zeros(10_000, dtype=np.int64))
        assert free() < at_first - 300_000
        try:
            gym.make_vec("java/CartPole-v1", num_envs=40_000, door="process")
        except NoSpaceError as e:
            assert isinstance(e, OSError)
            print(e)
        envs.step(np.ones(10_000, dtype=np.int64))
        envs.close()
        assert free() == at_first, (free(), at_first)
        envs = gym.make_vec("java/CartPole-v1", num_envs=30_000, door="process")
        envs.reset(seed=0)
        try:
            lake.render()
            print("drawn")
        except NoSpaceError as e:
            print("no room for the picture")
        lake.step(0)
        envs.close()
        lake.render()
        lake.close()
        """,
        JAVAGYM_SHARED_MEMORY=str(small_disk),
    )
    assert done.returncode == 0, done.stderr
    message, picture = done.stdout.splitlines()
    assert "bytes of shared memory" in message
    assert str(small_disk) in message
    assert "JAVAGYM_SHARED_MEMORY" in message
    assert picture == "no room for the picture"
    assert list(small_disk.iterdir()) == []


@linux
@pytest.mark.slow
def test_two_thousand_environments_that_are_dropped_leave_nothing(beside):
    def held():
        gc.collect()
        return {
            "sessions": beside.call("countSessions"),
            "our descriptors": count("/proc/self/fd"),
            "our threads": count("/proc/self/task"),
            "its descriptors": count(f"/proc/{beside.pid}/fd"),
            "its threads": count(f"/proc/{beside.pid}/task"),
            "our mappings": Path("/proc/self/maps").read_text().count("javagym-"),
            "files": count(*Path("/dev/shm").glob(f"javagym-{beside.pid}-*")),
        }

    def count(folder):
        return sum(1 for _ in Path(folder).iterdir())

    for _ in range(20):
        make().reset(seed=0)
    before = held()
    for _ in range(2000):
        make().reset(seed=0)
    after = held()
    # The JVM compiles with as many threads as it finds right at the moment.
    its_threads = after.pop("its threads"), before.pop("its threads")
    assert after == before
    assert its_threads[0] <= its_threads[1] + 2
    assert before["files"] == 1  # the lock
