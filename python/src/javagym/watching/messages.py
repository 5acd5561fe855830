"""What crosses between the viewer and a page: text as JSON, pictures as bytes.

From the viewer:

- ``{"type": "screens", "screens": [...]}``: what there is; at the start and when it changes.
- ``{"type": "numbers", "screens": [...]}``: how it goes, some times a second.
- bytes: the screen's id as four bytes, the most significant first, and a PNG.

From a page, each about the screen of an id:

- ``{"type": "ready", "screen": 1}``: it has drawn the last picture and wants one more.
- ``{"type": "play", "screen": 1, "on": true}``: take the environment over, or give it back.
- ``{"type": "keys", "screen": 1, "keys": ["ArrowUp"]}``: the keys that are held, the latest last.
- ``{"type": "pause", "screen": 1, "on": true}``, ``{"type": "reset", "screen": 1}`` and
  ``{"type": "speed", "screen": 1, "speed": 0.5}``.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from typing import Any

from javagym.watching.controls import MAX_HELD, SPEEDS
from javagym.watching.screen import Screen

MAX_BYTES = 2048  # of a message from a page
_MAX_KEY_NAME = 20

_FIELDS: dict[str, set[str]] = {
    "ready": set(),
    "play": {"on"},
    "keys": {"keys"},
    "pause": {"on"},
    "reset": set(),
    "speed": {"speed"},
}


class BadMessageError(Exception):
    """A page sent what no page of ours sends."""


@dataclass(frozen=True)
class Message:
    """What a page said.

    Attributes:
        type: one of those above.
        screen: the id of the screen.
        value: of the field that goes with the type; None if it has none.
    """

    type: str
    screen: int
    value: Any = None


def parse(text: str | bytes) -> Message:
    """Return what a page said.

    Raises:
        BadMessageError: for anything that is not as said above.
    """
    if not isinstance(text, str):
        raise BadMessageError("expected text")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise BadMessageError("expected JSON") from e
    kind = str(data.get("type")) if isinstance(data, dict) else ""
    fields = _FIELDS.get(kind)
    if fields is None or set(data) != {"type", "screen", *fields}:
        raise BadMessageError("expected a message of the viewer's page")
    value = data[next(iter(fields))] if fields else None
    if type(data["screen"]) is not int or not _legal(kind, value):
        raise BadMessageError(f"expected other values in {kind}")
    return Message(kind, data["screen"], value)


def _legal(kind: str, value: Any) -> bool:
    if kind in ("play", "pause"):
        return isinstance(value, bool)
    if kind == "speed":
        return type(value) in (int, float) and value in SPEEDS
    if kind == "keys":
        return (
            isinstance(value, list)
            and len(value) <= MAX_HELD
            and all(isinstance(key, str) and len(key) <= _MAX_KEY_NAME for key in value)
            and len(set(value)) == len(value)
        )
    return True


def described(screen_id: int, screen: Screen) -> dict[str, Any]:
    """Return what a screen is."""
    keys = screen.keys
    return {
        "id": screen_id,
        "name": screen.name,
        "note": screen.note,
        "num_envs": screen.num_envs,
        "steers": screen.controls is not None,
        "keys": None if keys is None else [[key.split(), words] for key, words in keys.labels],
        "idle": None if keys is None else keys.idle,
    }


def numbers(screen_id: int, screen: Screen, rate: float | None, player: str) -> dict[str, Any]:
    """Return how it goes, apart from the last returns.

    Args:
        screen_id: its id.
        screen: whose numbers these are.
        rate: steps a second, over all rows; None if it is not known yet.
        player: "you" or "other" if a person plays on this or on another page, or "".
    """
    tally, controls = screen.tally, screen.controls
    return {
        "id": screen_id,
        "steps": tally.steps,
        "rate": rate,
        "episodes": tally.episodes,
        "now": [[_number(value), steps] for value, steps in tally.running(screen.rows)],
        "blank": screen.blank,
        "error": screen.error,
        "over": screen.over,
        "paused": controls is not None and controls.paused,
        "speed": None if controls is None else controls.speed,
        "player": player,
    }


def last_returns(screen: Screen) -> list[float | None]:
    """Return the returns of the last episodes."""
    return [_number(value) for value in screen.tally.returns.copy()]


def to_text(kind: str, screens: list[dict[str, Any]]) -> str:
    """Return a message of the viewer's."""
    return json.dumps({"type": kind, "screens": screens}, allow_nan=False, separators=(",", ":"))


def with_id(screen_id: int, png: bytes) -> bytes:
    """Return a picture's message."""
    return struct.pack(">I", screen_id) + png


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):  # such as the rewards of several objectives
        return None
    return number if math.isfinite(number) else None
