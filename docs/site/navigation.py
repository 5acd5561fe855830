"""What is in the navigation, from navigation.txt: GitHub shows docs/index.md without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

NAVIGATION = Path(__file__).with_suffix(".txt")
DECISIONS = "\n```{toctree}\n:glob:\n:maxdepth: 1\n\n0*\n```\n"


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the build."""
    app.connect("source-read", append)
    return {"parallel_read_safe": True}


def append(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put the navigation at the end of the first page, and a list of decisions on theirs."""
    if docname == "docs/decisions/README":
        content[0] += DECISIONS
    if docname == app.config.root_doc:
        lines = NAVIGATION.read_text(encoding="utf-8").splitlines()
        content[0] += "\n" + "\n".join(line for line in lines if is_there(app, line)) + "\n"


def is_there(app: Sphinx, line: str) -> bool:
    """Tell whether a line that stands for some pages stands for any."""
    folder = Path(app.srcdir, app.config.root_doc).parent
    return "*" not in line or any(folder.glob(f"{line}.md"))
