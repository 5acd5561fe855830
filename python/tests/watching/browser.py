"""A headless Chromium: the one that `make browser` fetches, or one that is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "JAVAGYM_CHROMIUM"
FETCHED = Path(__file__).parents[3] / "build/browser/chromium"


class NoBrowserError(Exception):
    """There is no browser to test in; the message says why."""


def chromium() -> tuple[str, dict[str, str]]:
    """Return the program, and the environment variables that it needs.

    Raises:
        NoBrowserError: if there is none.
    """
    if chosen := os.environ.get(VARIABLE):
        return chosen, {}
    if (FETCHED / "chromium").exists():
        return str(FETCHED / "chromium"), {
            "LD_LIBRARY_PATH": str(FETCHED / "lib"),
            "FONTCONFIG_FILE": str(FETCHED / "fonts.conf"),
        }
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    if installed is None:
        raise NoBrowserError(
            f"no Chromium: `make browser` fetches one, and {VARIABLE} names one that is installed"
        )
    return installed, {}


@contextmanager
def browser() -> Iterator[Any]:
    """Run Chromium, driven by Playwright.

    Raises:
        NoBrowserError: if there is none, or no Playwright.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as e:
        raise NoBrowserError("no Playwright: `make browser` installs it") from e
    program, variables = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program,
            env={**os.environ, **variables},
            # No sandbox, for it can't be had in most containers; all that is loaded is ours.
            args=["--no-sandbox", "--disable-gpu"],
        )
        try:
            yield running
        finally:
            running.close()
