"""Links from the Markdown to the repository's other files: tests, benchmarks, sources.

On the site such a file is a page of its own, a folder a list of its files, and a Java source that
has a page in the Javadoc is that page. A link to what does not exist stays as it is, and MyST,
which finds no target either, fails the build.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound
from sphinx.application import Sphinx

SCHEME = "repository:"
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)(\[(?:[^\[\]]|\[[^\]]*\])*\]\()([^()\s#]+)(#[^()\s]*)?(\))")
JAVA_SOURCE = re.compile(r"java-\w+/src/main/java/(.*)\.java")
IGNORED = {"target", "build", "node_modules", "__pycache__"}
LARGEST_BYTES = 400_000


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the build; ``app.linked_files`` gathers what pages link to."""
    app.linked_files = set()
    app.connect("source-read", mark_links)
    app.connect("doctree-resolved", resolve_links)
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": False}


def mark_links(app: Sphinx, docname: str, content: list[str]) -> None:
    """Give links to files that are no pages a scheme of their own."""
    folder = posixpath.dirname(docname)

    def marked(match: re.Match[str]) -> str:
        before, path, anchor, after = match.groups(default="")
        if ":" in path or path.startswith("/"):
            return match.group()
        target = posixpath.normpath(posixpath.join(folder, path))
        place = Path(app.srcdir, target)
        if is_page(app, target) or target.startswith("..") or not place.exists():
            return match.group()
        if place.is_dir() and is_page(app, f"{target}/README.md"):
            relative = posixpath.relpath(f"{target}/README.md", folder or ".")
            return f"{before}{relative}{anchor}{after}"
        return f"{before}{SCHEME}{target}{anchor}{after}"

    text, end, done = content[0], 0, []
    for fence in FENCE.finditer(text):
        done += [LINK.sub(marked, text[end : fence.start()]), fence.group()]
        end = fence.end()
    content[0] = "".join(done) + LINK.sub(marked, text[end:])
    if docname == "README":  # its links are checked like those of a page; nothing leads to it
        content[0] = f"---\norphan: true\n---\n{content[0]}"


def is_page(app: Sphinx, target: str) -> bool:
    """Tell whether a path is that of a page's Markdown."""
    return target.endswith(".md") and target[:-3] in app.env.found_docs


def resolve_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the scheme into the address of a page, and remember the page."""
    for node in doctree.findall(nodes.reference):
        uri = node.get("refuri", "")
        if not uri.startswith(SCHEME):
            continue
        target = uri.removeprefix(SCHEME).partition("#")[0]
        page = javadoc(app, target)
        if page is None:
            app.linked_files.add(target)
            page = app.builder.get_relative_uri(docname, f"source/{target}")
        else:
            page = posixpath.relpath(page, posixpath.dirname(app.builder.get_target_uri(docname)))
        node["refuri"] = page
        node["classes"] = [name for name in node["classes"] if name != "external"]


def javadoc(app: Sphinx, target: str) -> str | None:
    """Return where the Javadoc of a Java source is on the site, if it has any."""
    match = JAVA_SOURCE.fullmatch(target)
    if match is None:
        return None
    name = match.group(1)
    name = re.sub(r"package-info$", "package-summary", name)
    for extra in app.config.html_extra_path:
        for found in Path(extra, "javadoc").glob(f"**/{name}.html"):
            return found.relative_to(extra).as_posix()
    return None


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give a page for each file and folder that is linked to."""
    for target in sorted(app.linked_files):
        place = Path(app.srcdir, target)
        body = listing(place) if place.is_dir() else source(place)
        title = html.escape(target)
        yield (
            f"source/{target}",
            {"title": target, "body": f"<h1><code>{title}</code></h1>{body}"},
            "page.html",
        )


def listing(folder: Path) -> str:
    """Return a folder's files as HTML."""
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in IGNORED and name[0] != ".")
        found += [Path(base, name).relative_to(folder).as_posix() for name in sorted(files)]
    return (
        "<ul>" + "".join(f"<li><code>{html.escape(name)}</code></li>" for name in found) + "</ul>"
    )


def source(file: Path) -> str:
    """Return a file as HTML, highlighted."""
    data = file.read_bytes()
    if b"\0" in data or len(data) > LARGEST_BYTES:
        return f"<p>{len(data):,} bytes.</p>"
    text = data.decode("utf-8", errors="replace")
    try:
        lexer = get_lexer_for_filename(file.name)
    except ClassNotFound:
        lexer = TextLexer()
    return highlight(text, lexer, HtmlFormatter(cssclass="highlight"))
