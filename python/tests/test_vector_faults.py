"""Row 17 of 64 fails, hangs or answers wrongly; and what an impatient user does then."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym

NUM_ENVS = 64
ROW = 17
ONLY_THE_ROW = np.arange(NUM_ENVS) == ROW
STEP_TIMEOUT_SECONDS = 0.2

# What is promised within a second comes within a few on the busiest machine; what hangs never does.
PATIENCE_SECONDS = 10


@contextmanager
def vector(fault: str, **kwargs) -> Iterator[gym.vector.VectorEnv]:
    envs = gym.make_vec(f"broken/{fault}-v0", num_envs=NUM_ENVS, num_threads=2, **kwargs)
    envs.reset(seed=0)
    envs.step(np.zeros(NUM_ENVS, dtype=int))
    try:
        yield envs
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the row that is left behind
            envs.close()


def act_in_the_row(envs: gym.vector.VectorEnv) -> None:
    envs.step(ONLY_THE_ROW.astype(int))


def assert_the_others_are_usable(envs: gym.vector.VectorEnv) -> None:
    """They go on as soon as the row is reset, and it with them."""
    with pytest.raises(error.ResetNeeded, match=f"env={ROW}"):
        envs.step(np.zeros(NUM_ENVS, dtype=int))
    envs.reset(options={"reset_mask": ONLY_THE_ROW})
    observations, rewards, *_, infos = envs.step(np.zeros(NUM_ENVS, dtype=int))
    assert rewards.tolist() == [1.0] * NUM_ENVS
    assert observations["level"].tolist() == [1] * NUM_ENVS
    assert (infos["speed"] == 3.5).all()


@pytest.mark.parametrize("fault", ["STEP_THROWS", "STEP_OVERFLOWS_THE_STACK"])
def test_a_row_that_fails_is_named_and_the_others_stay_usable(broken, fault):
    with vector(fault) as envs:
        with pytest.raises(error.Error, match=f"env={ROW}"):
            act_in_the_row(envs)
        assert_the_others_are_usable(envs)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("FIELD_TOO_LONG", r"expected float\[2\].*got float\[3\]"),
        ("FIELD_OF_OTHER_TYPE", r"got double\[2\]"),
        ("INFO_UNDECLARED", "torque"),
        ("INFO_NULL", "null"),
    ],
)
def test_a_row_of_a_wrong_shape_is_named_and_all_stay_usable(broken, fault, message):
    with vector(fault) as envs:
        with pytest.raises(javagym.EnvContractError, match=f"env={ROW}, .*{message}"):
            act_in_the_row(envs)
        assert envs.step(np.zeros(NUM_ENVS, dtype=int))[1].tolist() == [1.0] * NUM_ENVS


def test_a_row_that_hangs_is_named_and_the_others_stay_usable(broken):
    with vector("STEP_HANGS", step_timeout=STEP_TIMEOUT_SECONDS) as envs:
        with pytest.raises(
            javagym.EnvTimeoutError, match=rf"longer than 0\.2 s .*env={ROW}"
        ) as raised:
            act_in_the_row(envs)
        assert isinstance(raised.value, (TimeoutError, javagym.JavaEnvError))
        assert_the_others_are_usable(envs)
        with pytest.raises(javagym.EnvTimeoutError, match=f"env={ROW}"):
            act_in_the_row(envs)
        assert_the_others_are_usable(envs)


def test_a_step_within_its_time_is_waited_for(broken):
    with vector("STEP_TAKES_A_SECOND", step_timeout=60) as envs:
        act_in_the_row(envs)


@pytest.mark.parametrize("seconds", [0, -1.0, float("nan")])
def test_a_time_that_is_none_is_an_error(seconds):
    with pytest.raises(ValueError, match="step_timeout"):
        gym.make_vec("java/CartPole-v1", num_envs=2, step_timeout=seconds)


@contextmanager
def ctrl_c_after(seconds: float) -> Iterator[None]:
    """Send this process what Ctrl-C sends, and demand that it is felt."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        yield
    assert time.monotonic() - started < PATIENCE_SECONDS
    timer.join()


def test_ctrl_c_during_a_step_that_hangs_leaves_the_environment_closeable(broken):
    envs = gym.make_vec("broken/STEP_HANGS-v0", num_envs=NUM_ENVS)
    envs.reset(seed=0)
    with ctrl_c_after(0.3):
        act_in_the_row(envs)
    started = time.monotonic()
    with pytest.warns(UserWarning, match=rf"still at work: env=\[{ROW}\]"):
        envs.close()
    assert time.monotonic() - started < PATIENCE_SECONDS
    envs.close()
    with pytest.raises(error.ClosedEnvironmentError):
        envs.step(np.zeros(NUM_ENVS, dtype=int))


def test_after_ctrl_c_the_next_call_waits_for_the_step_that_went_on(broken):
    with vector("STEP_TAKES_A_SECOND") as envs:
        with ctrl_c_after(0.2):
            act_in_the_row(envs)
        assert envs.step(np.zeros(NUM_ENVS, dtype=int))[1].tolist() == [1.0] * NUM_ENVS
        with ctrl_c_after(0.2):
            act_in_the_row(envs)
        envs.reset(seed=0)


def test_after_ctrl_c_the_next_call_can_be_interrupted_too(broken):
    with vector("STEP_HANGS") as envs:
        for call in (act_in_the_row, act_in_the_row, lambda envs: envs.reset(seed=1)):
            with ctrl_c_after(0.2):
                call(envs)


def test_render_while_a_step_is_unfinished_is_an_error(broken):
    with vector("STEP_HANGS", render_mode="ansi") as envs:
        with ctrl_c_after(0.2):
            act_in_the_row(envs)
        with pytest.raises(error.AlreadyPendingCallError, match="render while"):
            envs.render()


def worker_threads() -> set[str]:
    import jpype

    names = {str(t.getName()) for t in jpype.java.lang.Thread.getAllStackTraces().keySet()}
    return {name for name in names if "-worker-" in name}


@pytest.mark.parametrize("env_id", ["broken/NONE-v0", "java/LunarLander-v3"])
def test_no_thread_is_left_after_close_or_when_it_is_dropped(broken, env_id):
    before = worker_threads()
    for close in (True, False):
        envs = gym.make_vec(env_id, num_envs=300, num_threads=3)
        envs.reset(seed=0)
        for _ in range(3):
            envs.step(envs.action_space.sample() * 0)
        assert worker_threads() > before
        if close:
            envs.close()
            assert worker_threads() <= before
        del envs
        gc.collect()
        assert worker_threads() <= before


@pytest.mark.parametrize("num_threads", [0, -1])
def test_a_number_of_threads_that_is_none_is_an_error(num_threads):
    with pytest.raises(ValueError, match="num_threads"):
        gym.make_vec("java/CartPole-v1", num_envs=2, num_threads=num_threads)
