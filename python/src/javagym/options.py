"""Options that several commands have."""

from __future__ import annotations

import json
from typing import Any

import click


def keyword(_context: Any, _parameter: Any, values: tuple[str, ...]) -> dict[str, Any]:
    """Return what ``--kwarg name=value`` says, each value read as JSON or else as text."""
    kwargs = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(f"{value!r}, expected name=value, as in is_slippery=false")
        try:
            kwargs[name] = json.loads(text)
        except json.JSONDecodeError:
            kwargs[name] = text
    return kwargs
