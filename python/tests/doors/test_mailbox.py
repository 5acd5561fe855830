"""Steps left in shared memory: each is taken once, whichever way it went, and nothing is lost."""

from __future__ import annotations

import os
import signal
import threading
import time

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym
from javagym.doors import bell, local_jvm, mailbox
from javagym.doors.mapping import SharedMapping

pytestmark = pytest.mark.skipif(not mailbox.is_of_use(), reason="there is one processor, or no x86")

# Steps after which one has gone by the mailbox even where others want the processors too.
MANY = 200_000


@pytest.fixture
def ways(monkeypatch):
    """How the steps went: by the mailbox or not."""
    taken = []
    step = mailbox.Mailbox.step

    def noted(self, session, request):
        taken.append(step(self, session, request))
        return taken[-1]

    monkeypatch.setattr(mailbox.Mailbox, "step", noted)
    return taken


def make(env_id="java/CartPole-v1", **kwargs):
    return gym.make(env_id, door="process", disable_env_checker=True, **kwargs)


def rolling(stubborn, ways, **kwargs):
    """An environment that counts its steps, after one that went by the mailbox."""
    env = make(stubborn, **kwargs)
    env.reset(seed=0)
    for count in range(1, MANY):
        assert env.step(0)[0] == count
        if ways and ways[-1]:
            return env
    raise AssertionError(f"none of {MANY} steps went by the mailbox")


def test_steps_that_follow_each_other_go_by_the_mailbox_and_equal_others(ways):
    with make() as env, gym.make("java/CartPole-v1") as expected:
        rng = np.random.default_rng(0)
        env.reset(seed=1)
        expected.reset(seed=1)
        for taken in range(MANY):
            if taken > 2000 and any(ways):
                break
            action = rng.integers(2)
            seen, wanted = env.step(action), expected.step(action)
            assert seen[0].tobytes() == wanted[0].tobytes()
            assert seen[1:] == wanted[1:]
            if seen[2] or seen[3]:
                np.testing.assert_array_equal(env.reset()[0], expected.reset()[0])
    assert any(ways)


def test_a_step_is_taken_once_however_long_it_takes(stubborn):
    rng = np.random.default_rng(0)
    with make(stubborn, fault="nap") as env:
        env.reset(seed=0)
        for count in range(1, 500):
            assert env.step(int(rng.random() < 0.1))[0] == count
            if rng.random() < 0.02:
                time.sleep(0.001)  # so that Java has ceased to look


def test_sessions_in_turns_share_the_mailbox(stubborn, ways):
    with rolling(stubborn, ways) as one, make(stubborn) as other:
        one.reset(seed=0)
        other.reset(seed=0)
        for count in range(1, 300):
            assert one.step(0)[0] == count
            if count % 3 == 0:
                assert other.step(0)[0] == count // 3


def test_threads_have_a_mailbox_each(stubborn):
    counted = []

    def work():
        with make(stubborn) as env:
            env.reset(seed=0)
            counted.append([env.step(0)[0] for _ in range(1000)])

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert counted == [list(range(1, 1001))] * 3


def test_what_a_step_throws_or_warns_of_arrives_by_the_mailbox_too(stubborn, ways):
    with rolling(stubborn, ways) as env:
        count = env.step(0)[0]
        for _ in range(20):
            with pytest.raises(error.InvalidAction, match="expected 0 <= action < 2"):
                env.unwrapped.step(7)
        assert env.step(0)[0] == count + 1
    with (
        rolling(stubborn, ways, fault="warn") as env,
        pytest.warns(UserWarning, match="conveyor is hot"),
    ):
        env.step(1)


def test_anything_else_may_follow_a_step(stubborn, ways):
    with rolling(stubborn, ways) as env:
        for _ in range(50):
            assert env.step(0)[0] > 0
            assert env.reset()[0] == 0


def test_numbers_of_steps_begin_anew_before_they_end(stubborn, ways, monkeypatch):
    monkeypatch.setattr(bell, "_MOST_REQUESTS", 7)
    with rolling(stubborn, ways) as env:
        begun = env.step(0)[0]
        assert [env.step(0)[0] for _ in range(50)] == list(range(begun + 1, begun + 51))


def test_a_jvm_that_dies_in_a_step_from_the_mailbox_is_an_error_at_once(stubborn, ways):
    pid = local_jvm.local_jvm().pid
    with rolling(stubborn, ways, fault="sleep") as env:
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        started = time.monotonic()
        with pytest.raises(javagym.ConnectionLostError, match="killed by SIGKILL"):
            env.step(1)
        assert time.monotonic() - started < 5
    with (
        rolling(stubborn, ways, fault="exit") as env,
        pytest.raises(javagym.ConnectionLostError, match=r"exit code 3[\s\S]*out of licenses"),
    ):
        env.step(1)


def test_ctrl_c_ends_a_step_from_the_mailbox(stubborn, ways):
    env = rolling(stubborn, ways, fault="sleep")
    threading.Timer(0.3, signal.raise_signal, (signal.SIGINT,)).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        env.step(1)
    env.close()
    assert time.monotonic() - started < 5  # the step would sleep for a minute
    with make(stubborn) as other:
        other.reset(seed=0)
        assert other.step(0)[0] == 1


def test_without_memory_to_share_all_goes_over_the_connection(stubborn, monkeypatch):
    def full(opened):
        SharedMapping(opened["memory"]["file"], opened["memory"]["bytes"])
        raise javagym.errors.NoSpaceError("no 256 bytes")

    monkeypatch.setattr(mailbox, "Mailbox", full)
    local_jvm.local_jvm().client.deque.clear()  # connections that have one
    with make(stubborn) as env:
        env.reset(seed=0)
        assert [env.step(0)[0] for _ in range(300)] == list(range(1, 301))
