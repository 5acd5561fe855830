"""The finished site, link by link: MyST checks those of the Markdown, this what became of them."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the build."""
    app.connect("build-finished", check)
    return {"parallel_read_safe": True}


class Page(HTMLParser):
    """The links of a page, and what can be linked to in it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, and its name."""
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.add(value)
            elif (name == "id" or (tag == "a" and name == "name")) and value:
                self.ids.add(value)


@cache
def read(path: Path) -> Page:
    """Read a page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def check(app: Sphinx, failure: Exception | None) -> None:
    """Warn of each link that leads nowhere. The Javadoc's own are `javadoc`'s to check."""
    if failure is not None or app.builder.name != "html":
        return
    root = Path(app.outdir)
    for path in sorted(root.rglob("*.html")):
        if path.relative_to(root).parts[0] == "javadoc":
            continue
        for link in sorted(read(path).links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = path if not parts.path else (path.parent / unquote(parts.path)).resolve()
            if not target.is_file():
                LOGGER.warning("%s: %s leads nowhere", path.relative_to(root), link)
            elif not has_place(target, unquote(parts.fragment)):
                LOGGER.warning("%s: %s has no such place", path.relative_to(root), link)


def has_place(path: Path, fragment: str) -> bool:
    """Tell whether a page has a place of that name."""
    return fragment in ("", "top") or path.suffix != ".html" or fragment in read(path).ids
