"""Draws the pictures of docs/watch.md: ``make screenshots``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from javagym.heuristics import heuristic_for
from tests.watching.arcade import running
from tests.watching.browser import browser

PICTURES = Path(__file__).parents[3] / "docs/pictures"
GAMES = ("CartPole-v1", "LunarLander-v3", "SpaceInvaders-v5")


def main() -> None:
    with browser() as chromium:
        watch(chromium)
        play(chromium)


def watch(chromium: Any) -> None:
    """Three environments after some episodes, in light colours."""
    policies = {
        "CartPole-v1": ("heuristic with slips", Slipping(heuristic_for("CartPole-v1"))),
        "LunarLander-v3": ("heuristic", heuristic_for("LunarLander-v3")),
        "SpaceInvaders-v5": ("some actions in turns", InTurns((1, 2, 4, 1, 3, 5))),
    }
    with running(*GAMES, policies=policies, seed=7) as (viewer, _):
        page = opened(chromium, viewer.url, "light", 1200, 586)
        speeds = page.locator(".speed")
        for index in range(3):
            speeds.nth(index).select_option("0")
        page.wait_for_function("() => episodes(1) > 60 && episodes(2) > 40 && episodes(3) > 25")
        for index in range(3):
            speeds.nth(index).select_option("1")
            page.get_by_role("button", name="Reset").nth(index).click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(2600)
        save(page, "watch.png")


def play(chromium: Any) -> None:
    """A person, who is the heuristic, lands in dark colours."""
    heuristic = heuristic_for("LunarLander-v3")
    keys = {0: None, 1: "ArrowLeft", 2: "ArrowUp", 3: "ArrowRight"}
    policies = {"LunarLander-v3": ("heuristic", heuristic)}
    with running("LunarLander-v3", policies=policies, seed=7) as (viewer, (env,)):
        page = opened(chromium, viewer.url, "dark", 1200, 640)
        page.locator(".speed").select_option("0")
        page.wait_for_function("() => episodes(1) > 30")
        page.locator(".speed").select_option("0.5")
        page.get_by_role("button", name="Play").click()
        page.locator("[data-you]").wait_for()
        held = None
        for _ in range(80):
            wanted = keys[heuristic(env.observation)]
            if wanted != held:
                if held:
                    page.keyboard.up(held)
                if wanted:
                    page.keyboard.down(wanted)
                held = wanted
            page.wait_for_timeout(40)
        page.keyboard.down("ArrowUp")
        page.wait_for_timeout(250)
        save(page, "play.png")


class Slipping:
    """Does by chance what it should not, so that episodes end."""

    def __init__(self, policy: Any) -> None:
        self._policy = policy
        self._random = np.random.default_rng(1)

    def __call__(self, observation: Any) -> int:
        action = int(self._policy(observation))
        return 1 - action if self._random.random() < 0.3 else action


class InTurns:
    """Takes some actions in turns, each for a while."""

    def __init__(self, actions: tuple[int, ...]) -> None:
        self._actions = actions
        self._steps = 0

    def __call__(self, _observation: Any) -> int:
        self._steps += 1
        return self._actions[self._steps // 9 % len(self._actions)]


def opened(chromium: Any, url: str, scheme: str, width: int, height: int) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(url)
    page.evaluate(
        "() => { window.episodes = (screen) => Number(document.querySelector("
        "`[data-screen='${screen}'] [data-figure=episodes]`).textContent.replaceAll(',', '')); }"
    )
    page.locator("[data-drawn]").first.wait_for()
    return page


def save(page: Any, name: str) -> None:
    """Write what the page shows, in 256 colours, which it has hardly more of."""
    with Image.open(io.BytesIO(page.screenshot())) as image:
        few = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        few.save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
