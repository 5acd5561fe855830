"""A collection of garbage in Java does not stop Python each time."""

from __future__ import annotations

import gc
import time

import gymnasium as gym
import jpype
import pytest

from javagym import collectors


def test_java_collects_ten_times_and_python_hardly(monkeypatch: pytest.MonkeyPatch) -> None:
    gym.make("java/CartPole-v1").close()
    java = jpype.JClass("java.lang.System")
    whole_collections = 0

    def count(phase: str, info: dict[str, int]) -> None:
        nonlocal whole_collections
        whole_collections += phase == "start" and info["generation"] == 2

    # Time stands still, so JPype is told of one collection at most, however slow the machine is.
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    thresholds = gc.get_threshold()
    gc.set_threshold(0)  # nor does Python collect by itself; JPype still can
    gc.callbacks.append(count)
    try:
        for _ in range(10):
            gc.collect(0)
            java.gc()
            time.sleep(0.1)  # JPype's own thread has to see it
    finally:
        gc.callbacks.remove(count)
        gc.set_threshold(*thresholds)
    # One for what JPype was told before this test, and one for what it was told in it.
    assert whole_collections <= 2


def test_jpype_is_still_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[float, str]] = []
    clock = [1000.0]

    def told(phase: str, info: dict[str, int]) -> None:
        calls.append((clock[0], phase))

    told.__module__ = "_jpype"
    monkeypatch.setattr(gc, "callbacks", [told])
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    collectors.space_out()
    (seldom,) = gc.callbacks
    last = 1000.0 + collectors.SECONDS
    for clock[0] in (1000.0, 1001.0, last):
        seldom("start", {})
        seldom("stop", {})
    collectors.unlink()

    assert calls == [(1000.0, "start"), (1000.0, "stop"), (last, "start"), (last, "stop")]
    assert gc.callbacks == []
