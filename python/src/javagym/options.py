"""Options that several commands have."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _keyword(_context: Any, _parameter: Any, values: tuple[str, ...]) -> dict[str, Any]:
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


def kwargs_option(of_what: str) -> Callable[[_Command], _Command]:
    """Return an option that gives a command ``kwargs``.

    Args:
        of_what: whose arguments they are, as in "An argument for both".
    """
    return click.option(
        "--kwarg",
        "kwargs",
        multiple=True,
        callback=_keyword,
        help=f"An argument {of_what}, name=value with the value in JSON; may be repeated.",
    )


classpath_option = click.option(
    "--classpath", multiple=True, help="A jar of your own; may be repeated."
)
