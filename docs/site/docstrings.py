"""Docstrings, which are not written for Sphinx: what is indented after an empty line is code."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the build."""
    app.connect("autodoc-process-docstring", mark_code, priority=1)
    return {"parallel_read_safe": True}


def mark_code(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Mark indented code as such."""
    for i, line in enumerate(lines[:-2]):
        text, between, follows = line.rstrip(), lines[i + 1].strip(), lines[i + 2]
        is_code = bool(text) and not between and indent(follows) >= indent(line) + 4
        if is_code and not text.endswith("::"):
            lines[i] = text + (":" if text.endswith(":") else " ::")


def indent(line: str) -> int:
    """Return how far a line is indented; 0 for an empty one."""
    return len(line) - len(line.lstrip()) if line.strip() else 0
