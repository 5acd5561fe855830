"""Java and Python side by side: blocks of both that follow each other become tabs.

The Markdown has no mark of it, so that GitHub shows one block after the other.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

NAMES = {"java": "Java", "python": "Python"}
BLOCK = r"^```{}\n(?:.*\n)*?```\n"
COMMENTS = r"(?:\s*<!--[^>]*-->)*\s*"
PAIR = re.compile(
    "(" + BLOCK.format("java") + ")" + COMMENTS + "(" + BLOCK.format("python") + ")", re.MULTILINE
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the build."""
    app.connect("source-read", make_tabs)
    return {"parallel_read_safe": True}


def make_tabs(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put each pair of blocks into a set of tabs, all of which change together."""

    def tabs(match: re.Match[str]) -> str:
        items = [
            f"::::{{tab-item}} {NAMES[language]}\n:sync: {language}\n\n{block}::::\n"
            for language, block in zip(NAMES, match.groups(), strict=True)
        ]
        return ":::::{tab-set}\n:sync-group: language\n\n" + "".join(items) + ":::::\n"

    content[0] = PAIR.sub(tabs, content[0])
