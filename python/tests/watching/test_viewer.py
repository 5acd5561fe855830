"""The server alone: who may have the page, what it is made of, and what ill will can do to it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from select import select
from typing import Any
from urllib.parse import urlsplit

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

import javagym
from javagym.watching.connection import MAX_CONNECTIONS
from javagym.watching.messages import BadMessageError, Message, parse
from javagym.watching.viewer import MAX_PAGES
from tests.watching.page import TIMEOUT, Page, deaf, say


@pytest.fixture
def env() -> Iterator[Any]:
    watched: Any = javagym.watch(gym.make("java/CartPole-v1", render_mode="rgb_array"))
    watched.reset(seed=1)
    yield watched
    watched.close()


def get(url: str, path: str | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request("GET", f"/?{parts.query}" if path is None else path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), body


def test_the_page_comes_with_its_token_alone(env: Any) -> None:
    status, headers, body = get(env.url)
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"<title>javagym watch</title>" in body
    for path in ("/", "/?token=", "/?token=wrong", f"/?token=wrong&{urlsplit(env.url).query}"):
        status, _, body = get(env.url, path)
        assert status == 403
        assert b"needs its token" in body
    assert get(env.url, "/other")[0] == 404
    assert get(env.url, "/../answers.py")[0] == 404


def test_all_that_the_page_is_made_of_comes_from_the_viewer(env: Any) -> None:
    _, _, body = get(env.url)
    page = body.decode()
    for name in ("style.css", "viewer.js", "icon.svg"):
        assert f'"{name}"' in page
        status, _, body = get(env.url, f"/{name}")
        assert status == 200
        assert b"http" not in body.replace(b"http://www.w3.org/2000/svg", b"")
    assert "http" not in page


def test_every_answer_keeps_the_browser_strict(env: Any) -> None:
    for path in (None, "/style.css", "/other", "/?token=wrong"):
        _, headers, _ = get(env.url, path)
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_that_points_here_is_refused(env: Any, name: str) -> None:
    assert get(env.url, Host=name)[0] in (400, 403)
    if name:
        with pytest.raises(InvalidStatus, match=r"403"):
            Page(env.url, host=name, origin=f"http://{name}")


def test_names_of_loopback_are_taken_on_any_port_for_it_may_be_forwarded(env: Any) -> None:
    for name in ("localhost:8888", "127.0.0.1:8888", "[::1]:8888", "localhost"):
        assert get(env.url, Host=name)[0] == 200
        Page(env.url, host=name, origin=f"http://{name}").close()


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost", None]
)
def test_the_socket_opens_for_its_own_page_alone(env: Any, origin: str | None) -> None:
    with pytest.raises(InvalidStatus, match=r"403"):
        Page(env.url, origin=origin)


def test_the_socket_needs_the_token(env: Any) -> None:
    for token in ("", "wrong"):
        with pytest.raises(InvalidStatus, match=r"403"):
            Page(env.url, token=token)


def test_it_listens_on_loopback_alone(env: Any) -> None:
    assert env._viewer._listener.getsockname()[0] == "127.0.0.1"


def test_each_viewer_has_a_token_of_its_own(env: Any) -> None:
    token = urlsplit(env.url).query.removeprefix("token=")
    assert len(token) == 32  # of 24 random bytes
    env.close()
    again: Any = javagym.watch(gym.make("java/CartPole-v1"))
    assert token not in again.url
    again.close()


def test_one_page_too_many_is_refused_and_room_comes_back(env: Any) -> None:
    pages = [Page(env.url) for _ in range(MAX_PAGES)]
    with pytest.raises(InvalidStatus, match=r"503"):
        Page(env.url)
    pages[0].close()
    pages[1].numbers()
    pages.append(wait_for_room(env.url))
    for page in pages:
        page.close()


def test_connections_that_say_nothing_are_cut_off_beyond_a_number(env: Any) -> None:
    address = ("127.0.0.1", urlsplit(env.url).port)
    with Page(env.url) as page, ExitStack() as stack:
        page.numbers()
        silent = [
            stack.enter_context(socket.create_connection(address, 20))
            for _ in range(MAX_CONNECTIONS)
        ]
        (cut_off,), _, _ = select(silent, [], [], TIMEOUT)
        with suppress(ConnectionResetError):
            assert cut_off.recv(1) == b""
        page.numbers()
        assert select(silent, [], [], 0)[0] == [cut_off]
    with wait_for_room(env.url) as page:
        page.numbers()


def wait_for_room(url: str) -> Page:
    for _ in range(1000):
        try:
            return Page(url)
        except (InvalidStatus, OSError, WebSocketException):
            continue
    raise AssertionError("what has gone still counts")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"type":"ready"}',
        '{"type":"ready","screen":"1"}',
        '{"type":"ready","screen":true}',
        '{"type":"ready","screen":1,"more":1}',
        '{"type":["ready"],"screen":1}',
        '{"type":"play","screen":1,"on":1}',
        '{"type":"speed","screen":1,"speed":1000}',
        '{"type":"speed","screen":1,"speed":NaN}',
        '{"type":"speed","screen":1,"speed":true}',
        '{"type":"keys","screen":1,"keys":"a"}',
        '{"type":"keys","screen":1,"keys":["a","a"]}',
        '{"type":"keys","screen":1,"keys":["' + "a" * 21 + '"]}',
        json.dumps({"type": "keys", "screen": 1, "keys": list("abcdefghi")}),
        "[" * 2000,
        b"\x00\x01",
    ],
    ids=lambda text: str(text)[:50],
)
def test_what_no_page_of_ours_says_ends_the_connection(env: Any, text: str | bytes) -> None:
    with Page(env.url) as page:
        page.socket.send(text)
        with pytest.raises(ConnectionClosed, match=r"1008"):
            page.listen_on()
    with Page(env.url) as page:
        page.numbers()


def test_a_message_too_long_ends_the_connection(env: Any) -> None:
    with Page(env.url) as page:
        page.socket.send(json.dumps({"type": "keys", "screen": 1, "keys": ["a" * 4000]}))
        with pytest.raises(ConnectionClosed, match=r"1009"):
            page.listen_on()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=10) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
fields = st.dictionaries(st.sampled_from(["type", "screen", "on", "keys", "speed", "x"]), values)
kinds = st.sampled_from(["ready", "play", "keys", "pause", "reset", "speed"])


@settings(max_examples=150, deadline=None)
@given(fields | st.builds(lambda kind, more: {"screen": 1, **more, "type": kind}, kinds, fields))
def test_any_message_is_understood_or_refused(data: dict[str, Any]) -> None:
    text = json.dumps(data)
    try:
        understood = parse(text)
    except BadMessageError:
        return
    assert isinstance(understood, Message)
    assert {"type": understood.type, "screen": understood.screen}.items() <= json.loads(
        text
    ).items()


def test_a_screen_that_is_not_there_is_ignored(env: Any) -> None:
    with Page(env.url) as page:
        for screen in (0, 2, -1, 10**30):
            page.say("ready", screen)
            page.say("reset", screen)
        page.numbers()


def test_an_environment_in_training_can_not_be_steered(env: Any) -> None:
    with Page(env.url) as page:
        assert not page.screens[0]["steers"]
        for kind, more in (
            ("play", {"on": True}),
            ("keys", {"keys": ["ArrowLeft"]}),
            ("pause", {"on": True}),
            ("reset", {}),
            ("speed", {"speed": 0.25}),
        ):
            page.say(kind, **more)
        numbers = page.numbers()
        assert (numbers["player"], numbers["paused"], numbers["speed"]) == ("", False, None)


def test_a_page_that_does_not_read_delays_neither_steps_nor_other_pages() -> None:
    env: Any = javagym.watch(Noise(500))
    env.reset(seed=1)
    with deaf(env.url) as slow, Page(env.url) as quick:
        say(slow, "ready")
        for _ in range(30):
            step_until_seen(env, quick)
            say(slow, "ready")
        (session,) = [
            page
            for page in env._viewer._pages
            if page._connection.remote_address == slow.getsockname()
        ]
        assert len(session._pictures) == 1
        assert len(session._texts) <= 2
        assert quick.numbers(lambda numbers: numbers["steps"] == env.screen.tally.steps)
    env.close()


class Noise(gym.Env[Any, Any]):
    """Draws what no compression makes small."""

    observation_space = gym.spaces.Discrete(1)
    action_space = gym.spaces.Discrete(1)
    metadata = {"render_modes": ["rgb_array"], "render_fps": 30}  # noqa: RUF012 - as Gymnasium has it
    render_mode = "rgb_array"

    def __init__(self, size: int) -> None:
        self.size = size

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[int, dict[str, Any]]:
        super().reset(seed=seed)
        return 0, {}

    def step(self, action: Any) -> tuple[int, float, bool, bool, dict[str, Any]]:
        return 0, 1.0, False, False, {}

    def render(self) -> Any:
        return self.np_random.integers(0, 256, (self.size, self.size, 3), dtype="uint8")


def step_until_seen(env: Any, page: Page) -> None:
    seen = threading.Event()

    def look() -> None:
        page.picture()
        seen.set()

    looking = threading.Thread(target=look)
    looking.start()
    while not seen.wait(0.001):
        env.step(0)
        assert looking.is_alive() or seen.is_set(), "the quick page saw no picture"
    looking.join(20)


def test_a_number_that_is_none_crosses_as_nothing() -> None:
    env: Any = javagym.watch(Rewards())
    with Page(env.url) as page:
        env.reset(seed=1)
        for reward in (float("nan"), float("inf"), np.ones(2)):
            env.step(reward)
            numbers = page.numbers(lambda numbers: "returns" in numbers and numbers["returns"])
            assert numbers["returns"][-1] is None
            env.reset()
    env.close()


class Rewards(Noise):
    def __init__(self) -> None:
        super().__init__(10)

    def step(self, action: Any) -> Any:
        return 0, action, True, False, {}
