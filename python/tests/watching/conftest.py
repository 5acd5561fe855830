from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic, sleep

import pytest


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Hold each test to leaving no thread of the viewer's; those of other doors may be there."""
    before = set(threading.enumerate())
    yield
    end = monotonic() + 10
    while left := [
        each.name
        for each in threading.enumerate()
        if each.name.startswith("javagym-") and each not in before
    ]:
        assert monotonic() < end, f"threads are left: {left}"
        sleep(0.01)
