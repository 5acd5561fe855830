"""The page in headless Chromium: what it shows, and that its keys reach the environments."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import gymnasium as gym
import numpy as np
import pytest

from tests.watching.arcade import Noted, running
from tests.watching.browser import NoBrowserError, browser
from tests.watching.page import TIMEOUT, decoded

LEFT, RIGHT, UP, SPACE = "ArrowLeft", "ArrowRight", "ArrowUp", "Space"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with ExitStack() as stack:
        try:
            running_browser = stack.enter_context(browser())
        except NoBrowserError as e:
            pytest.skip(str(e))
        yield running_browser


class Tab:
    """A tab of the browser, which holds the page to asking for nothing from elsewhere.

    Args:
        chromium: the browser.
        url: of the page.
    """

    def __init__(self, chromium: Any, url: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1200, "height": 900})
        self.context.set_default_timeout(TIMEOUT * 1000)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else 0,
        )
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def card(self, screen: int = 1) -> Any:
        return self.page.locator(f'[data-screen="{screen}"]')

    def until(self, condition: str, *arguments: Any) -> None:
        """Wait until a condition in JavaScript holds for the card of the first argument."""
        self.page.wait_for_function(
            "([screen, ...more]) => { const card ="
            " document.querySelector(`[data-screen='${screen}']`); return card && ("
            + condition
            + ") }",
            arg=list(arguments),
        )

    def pixels(self, screen: int = 1) -> Any:
        """Return what the card's canvas shows, uint8 [height, width, 3]."""
        data = self.card(screen).locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
        return decoded(base64.b64decode(data.partition(",")[2]))[:, :, :3]

    def play_until_settled(self, env: Noted, action: Any) -> None:
        """Return when an action was taken three times in a row, in whichever episode."""
        since, end = len(env.actions), monotonic() + TIMEOUT
        while env.actions[since:][-3:] != [action] * 3:
            assert monotonic() < end, f"not within {TIMEOUT:g} s: {env.actions[since:]}"
            if self.card().get_attribute("data-over") is not None:
                self.page.keyboard.press("r")

    def until_pixels(self, screen: int, condition: Callable[[Any], Any]) -> None:
        """Wait until what the canvas shows is as wanted."""
        end = monotonic() + TIMEOUT
        while not condition(self.pixels(screen)):
            assert monotonic() < end, f"not within {TIMEOUT:g} s"

    def play(self, screen: int = 1) -> None:
        self.card(screen).get_by_role("button", name="Play").click()
        self.until("card.hasAttribute('data-you')", screen)


def games() -> list[str]:
    atari = ["SpaceInvaders-v5"] if "java/SpaceInvaders-v5" in gym.registry else []
    return ["CartPole-v1", "LunarLander-v3", *atari]


def test_pictures_arrive_and_change_and_numbers_are_shown(chromium: Any) -> None:
    with running(*games()) as (viewer, envs), Tab(chromium, viewer.url) as tab:
        for screen, env in enumerate(envs, start=1):
            tab.until("card.dataset.drawn >= 2", screen)
            first = tab.pixels(screen)
            assert first.shape == np.shape(env.render())
            tab.until("Number(card.dataset.drawn) > more[0] + 5", screen, drawn(tab, screen))
            tab.until_pixels(screen, partial(differ, first))
            for figure in ("return", "step", "episodes", "rate"):
                tab.until(
                    r"/^[0-9\u2212.,]+$/.test(card.querySelector(`[data-figure=${more[0]}]`).textContent)",
                    screen,
                    figure,
                )
        tab.until("card.querySelector('figcaption').textContent.startsWith('mean of the last')", 1)
        tab.until("card.querySelector('.line').getAttribute('d').includes('L')", 1)
        count = f"{len(envs)} environments"
        tab.until("document.getElementById('totals').textContent.startsWith(more[0])", 1, count)
        assert tab.faults == []
        origin = viewer.url.split("/?")[0]
        assert all(url.startswith((origin, origin.replace("http", "ws"))) for url in tab.requests)


def differ(first: Any, second: Any) -> bool:
    return not np.array_equal(first, second)


def drawn(tab: Tab, screen: int) -> int:
    return int(tab.card(screen).get_attribute("data-drawn"))


def test_the_canvas_shows_the_environments_very_pixels(chromium: Any) -> None:
    with running(*games()) as (viewer, envs), Tab(chromium, viewer.url) as tab:
        for screen, env in enumerate(envs, start=1):
            tab.until("card.dataset.drawn >= 2", screen)
            tab.card(screen).get_by_role("button", name="Pause").click()
            tab.until("card.querySelector('.state').textContent === 'paused'", screen)
            still = env.render()
            tab.until_pixels(screen, partial(np.array_equal, still))
        assert tab.faults == []


@pytest.mark.parametrize(
    ("env_id", "chords"),
    [
        ("CartPole-v1", [([RIGHT], 1), ([LEFT], 0), ([LEFT, RIGHT], 1)]),
        ("LunarLander-v3", [([UP], 2), ([LEFT], 1), ([RIGHT], 3), ([], 0)]),
        ("SpaceInvaders-v5", [([RIGHT], 2), ([LEFT, SPACE], 5), ([SPACE], 1), ([], 0)]),
    ],
)
def test_keys_that_are_held_reach_the_environment(
    chromium: Any, env_id: str, chords: list[tuple[list[str], int]]
) -> None:
    if f"java/{env_id}" not in gym.registry:
        pytest.skip("javagym-atari is not installed")
    with running(env_id) as (viewer, (env,)), Tab(chromium, viewer.url) as tab:
        tab.play()
        keyboard = tab.page.keyboard
        for keys, action in chords:
            for key in keys:
                keyboard.down(key)
            tab.play_until_settled(env, action)
            held = tab.card().locator("kbd[data-held]")
            assert held.count() == len(keys)
            for key in keys:
                keyboard.up(key)
        assert tab.faults == []


def test_the_end_is_shown_and_r_begins_anew(chromium: Any) -> None:
    with (
        running("FrozenLake-v1", is_slippery=False) as (viewer, _),
        Tab(chromium, viewer.url) as tab,
    ):
        tab.play()
        for key in ("ArrowRight", "ArrowDown"):
            tab.page.keyboard.press(key)
        tab.until("card.querySelector('.overlay').textContent.startsWith('Episode over')", 1)
        tab.page.keyboard.press("r")
        tab.until("!card.hasAttribute('data-over')", 1)
        tab.page.keyboard.press("ArrowDown")
        tab.until("card.querySelector('[data-figure=step]').textContent === '1'", 1)


def test_it_is_played_without_a_mouse(chromium: Any) -> None:
    with (
        running("MountainCar-v0", policy=lambda _: 2) as (viewer, (env,)),
        Tab(chromium, viewer.url) as tab,
    ):
        tab.until("card.dataset.drawn >= 1", 1)
        keyboard = tab.page.keyboard
        keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.textContent") == "Play"
        keyboard.press("Enter")
        tab.until("card.hasAttribute('data-you')", 1)
        env.settle_on(1)
        keyboard.press("Space")  # would press the button if it still had the focus
        keyboard.down(LEFT)
        env.settle_on(0)
        keyboard.up(LEFT)
        keyboard.press("p")
        tab.until("card.querySelector('.state').textContent === 'paused'", 1)
        keyboard.press("p")
        tab.until("card.querySelector('.state').textContent === 'you play'", 1)
        keyboard.press("Escape")
        tab.until("!card.hasAttribute('data-you')", 1)
        env.settle_on(2)
        assert tab.faults == []


def test_keys_are_let_go_of_when_the_window_loses_the_focus(chromium: Any) -> None:
    with running("MountainCar-v0") as (viewer, (env,)), Tab(chromium, viewer.url) as tab:
        tab.play()
        tab.page.keyboard.down(RIGHT)
        env.settle_on(2)
        tab.page.evaluate("dispatchEvent(new Event('blur'))")
        env.settle_on(1)


def test_the_end_of_the_program_is_shown(chromium: Any) -> None:
    with running("CartPole-v1") as (viewer, _), Tab(chromium, viewer.url) as tab:
        tab.until("card.dataset.drawn >= 1", 1)
        viewer.close()
        tab.page.wait_for_function("() => document.getElementById('link').dataset.state === 'lost'")
        assert tab.page.locator(".card").count() == 0


class _Foreign(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title>")

    def log_message(self, *_: Any) -> None:
        pass


def test_a_page_of_another_origin_is_kept_out_even_with_the_token(chromium: Any) -> None:
    with running("CartPole-v1") as (viewer, _), HTTPServer(("127.0.0.1", 0), _Foreign) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{site.server_port}/")
        socket = f"ws://{urlsplit(viewer.url).netloc}/socket?{urlsplit(viewer.url).query}"
        opened = page.evaluate(
            "(url) => new Promise((end) => { const socket = new WebSocket(url);"
            " socket.onopen = () => end(true); socket.onerror = () => end(false); })",
            socket,
        )
        read = page.evaluate("(url) => fetch(url).then(() => true, () => false)", viewer.url)
        framed = page.evaluate(
            "(url) => new Promise((end) => { const frame = document.createElement('iframe');"
            " frame.onload = () => { try { end(frame.contentWindow.location.href) }"
            " catch { end('hidden') } }; frame.src = url; document.body.append(frame); })",
            viewer.url,
        )
        assert (opened, read) == (False, False)
        assert framed == "hidden"
        assert page.frames[-1].locator(".bar").count() == 0
        context.close()
        site.shutdown()
