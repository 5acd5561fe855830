"""`javagym.watch`: what a program sees of being watched, which is nothing."""

from __future__ import annotations

import gc
import os
import pickle
import socket
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym
from tests.watching.page import Page


class Drawn(gym.Wrapper[Any, Any, Any, Any]):
    """Counts its pictures."""

    count = 0

    def render(self) -> Any:
        self.count += 1
        return super().render()


def cart_pole(**kwargs: Any) -> Drawn:
    return Drawn(gym.make("java/CartPole-v1", render_mode="rgb_array", **kwargs))


@pytest.fixture
def env() -> Iterator[Any]:
    watched = javagym.watch(cart_pole())
    yield watched
    watched.close()


def play(env: Any, steps: int) -> Iterator[Any]:
    yield env.reset(seed=3)
    env.action_space.seed(3)
    for _ in range(steps):
        step = env.step(env.action_space.sample())
        yield step
        if step[2] or step[3]:
            yield env.reset()


def is_free(port: int) -> bool:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return other.connect_ex(("127.0.0.1", port)) != 0


def test_a_watched_environment_steps_as_the_one_that_it_wraps(env: Any) -> None:
    with Page(env.url) as page:
        page.say("ready")
        plain = gym.make("java/CartPole-v1")
        for theirs, ours in zip(play(plain, 300), play(env, 300), strict=True):
            np.testing.assert_array_equal(ours[0], theirs[0])
            assert ours[1:] == theirs[1:]
        plain.close()


def test_watched_rows_step_as_those_that_they_wrap() -> None:
    plain: Any = gym.make_vec("java/CartPole-v1", 3)
    watched: Any = javagym.watch(gym.make_vec("java/CartPole-v1", 3, render_mode="rgb_array"))
    with Page(watched.url) as page:
        page.say("ready")
        for envs in (plain, watched):
            envs.reset(seed=1)
            envs.action_space.seed(1)
        for _ in range(200):
            theirs = plain.step(plain.action_space.sample())
            ours = watched.step(watched.action_space.sample())
            for their_part, our_part in zip(theirs[:4], ours[:4], strict=True):
                np.testing.assert_array_equal(our_part, their_part)
    plain.close()
    watched.close()


def test_nothing_is_drawn_while_nobody_looks(env: Any) -> None:
    for _ in play(env, 100):
        pass
    assert env.env.count == 0
    with Page(env.url) as page:  # open, but it wants no picture
        page.numbers(lambda numbers: numbers["steps"] == 100)
        for _ in play(env, 100):
            pass
        assert env.env.count == 0


def stepping(env: Any) -> Any:
    """Step in a thread until the returned function is called."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            for _ in play(env, 10):
                pass

    thread = threading.Thread(target=run)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()

    return end


def test_a_page_is_given_one_picture_each_time_that_it_asks(env: Any) -> None:
    end = stepping(env)
    with Page(env.url) as page:
        for _ in range(5):
            assert page.picture().shape == (400, 600, 3)
    end()
    assert 5 <= env.env.count <= 6


def test_the_picture_is_the_environments_pixel_for_pixel(env: Any) -> None:
    env.reset(seed=1)
    with Page(env.url) as page:
        page.say("ready")
        page.numbers()  # the one before has arrived then
        wait_until_wanted(env)
        env.step(1)
        picture = page.picture()
    np.testing.assert_array_equal(picture, env.env.env.render())


def wait_until_wanted(env: Any) -> None:
    until = threading.Event()
    for _ in range(2000):
        if env.screen.wanted:
            return
        until.wait(0.01)
    raise AssertionError("no page asks for a picture")


def test_rows_are_shown_side_by_side() -> None:
    envs: Any = gym.make_vec("java/CartPole-v1", 5, render_mode="rgb_array")
    watched: Any = javagym.watch(envs, rows=2)
    with Page(watched.url) as page:
        watched.reset(seed=1)
        page.say("ready")
        wait_until_wanted(watched)
        watched.step(np.array([0, 1, 0, 1, 0]))
        picture = page.picture()
        first, second = envs.render()[:2]
        np.testing.assert_array_equal(picture[:, :600], first)
        np.testing.assert_array_equal(picture[:, -600:], second)
        numbers = page.numbers(lambda numbers: numbers["steps"] == 5)
        assert numbers["now"] == [[1.0, 1], [1.0, 1]]
        assert page.screens[0]["num_envs"] == 5
    watched.close()


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_gymnasiums_vector_environments_are_shown_too(mode: str) -> None:
    arguments = {"vectorization_mode": mode, "render_mode": "rgb_array"}
    watched: Any = javagym.watch(gym.make_vec("CartPole-v1", 3, **arguments), rows=3)
    with Page(watched.url) as page:
        watched.reset(seed=1)
        page.say("ready")
        wait_until_wanted(watched)
        watched.step(np.array([0, 1, 0]))
        assert page.picture().shape == (2 * 400 + 4, 2 * 600 + 4, 3)
    watched.close()


def test_without_a_render_mode_there_are_numbers_and_the_reason_of_no_pictures() -> None:
    env: Any = javagym.watch(Drawn(gym.make("java/CartPole-v1")))
    with Page(env.url) as page:
        page.say("ready")
        wait_until_wanted(env)
        for _ in play(env, 10):
            pass
        numbers = page.numbers(lambda numbers: numbers["steps"] == 10)
        assert "render_mode is None" in numbers["blank"]
        assert env.env.count == 0
    env.close()


class Undrawable(gym.Wrapper[Any, Any, Any, Any]):
    def render(self) -> Any:
        raise RuntimeError("no paint left")


def test_a_picture_that_fails_does_not_end_the_training() -> None:
    env: Any = javagym.watch(Undrawable(gym.make("java/CartPole-v1", render_mode="rgb_array")))
    with Page(env.url) as page:
        env.reset(seed=1)
        page.say("ready")
        wait_until_wanted(env)
        env.step(0)
        numbers = page.numbers(lambda numbers: numbers["blank"])
        assert numbers["blank"] == "render failed: RuntimeError: no paint left"
    env.close()


def test_one_page_shows_all_that_a_process_watches(capsys: pytest.CaptureFixture[str]) -> None:
    first: Any = javagym.watch(gym.make("java/CartPole-v1"))
    second: Any = javagym.watch(gym.make("java/FrozenLake-v1"), name="the lake")
    assert first.url == second.url
    assert capsys.readouterr().err == f"javagym: watch at {first.url}\n"
    with Page(first.url) as page:
        assert [screen["name"] for screen in page.screens] == ["java/CartPole-v1", "the lake"]
        first.close()
        page.screens.clear()
        while not page.screens:
            page.numbers(screen=2)
        assert [screen["name"] for screen in page.screens] == ["the lake"]
    second.close()
    assert is_free(urlsplit(first.url).port or 0)


def test_the_last_close_gives_the_port_back_and_the_next_watch_has_another_token() -> None:
    env: Any = javagym.watch(gym.make("java/CartPole-v1"))
    port = urlsplit(env.url).port
    assert port is not None
    with Page(env.url) as page:
        env.close()
        env.close()
        assert is_free(port)
        with pytest.raises(Exception, match=r"1001"):  # going away
            page.listen_on()
    again: Any = javagym.watch(gym.make("java/CartPole-v1"), port=port)
    assert urlsplit(again.url).port == port
    assert again.url != env.url
    again.close()


def test_an_environment_that_is_forgotten_is_shown_no_more() -> None:
    env: Any = javagym.watch(gym.make("java/CartPole-v1"))
    port = urlsplit(env.url).port
    viewer = env._viewer
    del env
    gc.collect()
    viewer._thread.join(10)
    assert is_free(port or 0)


def test_a_forked_child_steps_on_unwatched_and_leaves_the_page_to_its_parent(env: Any) -> None:
    lake = javagym.watch(gym.make("FrozenLake-v1"))  # in Python, for no JVM survives a fork
    with Page(env.url) as page:
        page.say("ready")
        child = os.fork()
        if child == 0:
            try:
                lake.reset(seed=1)
                for _ in range(3):
                    lake.step(0)
                lake.close()
                own = javagym.watch(gym.make("FrozenLake-v1"))
                good = own.url != env.url  # type: ignore[attr-defined]
                with Page(own.url):  # type: ignore[attr-defined]
                    own.close()
                os._exit(0 if good else 2)
            except BaseException as e:
                print(e, file=sys.stderr)
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        end = stepping(env)
        assert page.picture().shape == (400, 600, 3)
        end()
    lake.close()


def test_what_takes_wrappers_apart_still_can(env: Any) -> None:
    assert env.unwrapped.env_id == "CartPole-v1"
    assert env.get_wrapper_attr("count") == 0


def test_a_watched_environment_has_snapshots() -> None:
    env: Any = javagym.watch(gym.make("java/CartPole-v1"))
    env.reset(seed=1)
    state = javagym.snapshot(env)
    first = env.step(1)
    javagym.restore(env, state)
    np.testing.assert_array_equal(env.step(1)[0], first[0])
    env.close()


def test_what_is_watched_is_not_pickled(env: Any) -> None:
    with pytest.raises(TypeError, match=r"watch the copy"):
        pickle.dumps(env)


def test_values_out_of_range_are_named() -> None:
    env = gym.make("java/CartPole-v1")
    with pytest.raises(TypeError, match=r"expected a gymnasium.Env"):
        javagym.watch("CartPole-v1")  # type: ignore[type-var]
    with pytest.raises(ValueError, match=r"rows is 0, expected 1 <= rows <= 16"):
        javagym.watch(env, rows=0)
    with pytest.raises(ValueError, match=r"port is 65536, expected 0 <= port <= 65535"):
        javagym.watch(env, port=65536)
    watched: Any = javagym.watch(env)
    port = urlsplit(watched.url).port
    with pytest.raises(ValueError, match=rf"is on {port} already"):
        javagym.watch(env, port=(port or 0) - 1)
    watched.close()


def test_a_port_that_is_taken_is_an_oserror() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError, match=r"in use"):
        javagym.watch(gym.make("java/CartPole-v1"), port=other.getsockname()[1])


def test_more_environments_than_a_page_holds_are_refused() -> None:
    watched = [javagym.watch(gym.make("FrozenLake-v1")) for _ in range(64)]
    with pytest.raises(ValueError, match=r"64 environments are watched already"):
        javagym.watch(gym.make("FrozenLake-v1"))
    for env in watched:
        env.close()


def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "websockets.asyncio.server", None)
    with pytest.raises(error.DependencyNotInstalled, match=r"pip install 'javagym\[watch\]'"):
        javagym.watch(gym.make("java/CartPole-v1"))
