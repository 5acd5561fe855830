"""The pages of the documentation: their blocks of code, and what is said of them.

A comment in the Markdown, which nobody sees who reads the page, tells how a block is to be run:

    <!-- test: skip: REASON -->      the next block is not run
    <!-- test: with A = B -->        in the next block, A is replaced by B: less of the same
    <!-- test: before CODE -->       CODE comes before what the next block shows
    <!-- test: needs atari -->       the next block is run where the Atari package is
    <!-- test: prints -->            the next block is what the last one that ran has printed
    <!-- test: both print the same -->  the last block of Java and that of Python have
    <!-- test: server OPTIONS -->    the page has a server at localhost:50051
    <!-- test: as FILE -->           all blocks of the page are run by that test

A block whose first line is a comment with a file's name is that file, in the folder of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[3]
FILES = ["README.md", "docs/*.md", "docs/*/*.md", "examples/*/README.md"]

RUN = {"python", "java", "sh"}
PARSED = {"json", "xml"}
SHOWN = {"text", "diff"}  # output and drawings

JAVA_IMPORTS = re.compile(r"(?:import .*;\n|\n)+")
_COMMENT = re.compile(r"<!--\s*test:\s*(.*?)\s*-->", re.DOTALL)
_FILE_NAME = re.compile(r"(?://|#) ([\w/]+\.\w+)\n")


@dataclass(frozen=True)
class Block:
    """A block of code.

    Attributes:
        page: the page's path from the repository's root.
        line: the first line of its code, from 1 on.
        language: as the page names it.
        code: with what `with` replaces.
        skip: why it is not run; "" if it is.
        prints: whether it is the output of the block before.
        needs: a package that may be missing.
    """

    page: str
    line: int
    language: str
    code: str
    skip: str = ""
    prints: bool = False
    needs: str = ""

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def file_name(self) -> str | None:
        match = _FILE_NAME.match(self.code)
        return match.group(1) if match else None

    @property
    def is_run(self) -> bool:
        return self.language in RUN and not self.skip and self.file_name is None


@dataclass
class Page:
    """A page.

    Attributes:
        path: from the repository's root.
        blocks: all of them, in order.
        same: pairs of blocks that print the same.
        run_by: the test that runs it; None for the one here.
        server: options of the server that it needs; None for none.
    """

    path: str
    blocks: list[Block] = field(default_factory=list)
    same: list[tuple[Block, Block]] = field(default_factory=list)
    run_by: str | None = None
    server: str | None = None

    def of(self, *languages: str) -> list[Block]:
        """Return the blocks that are run, of some languages."""
        return [block for block in self.blocks if block.is_run and block.language in languages]

    def printed(self) -> list[tuple[Block, Block]]:
        """Return each block with the output that the page shows of it."""
        pairs = []
        for i, shown in enumerate(self.blocks):
            if shown.prints:
                ran = [block for block in self.blocks[:i] if block.is_run]
                pairs.append((ran[-1], shown))
        return pairs


def all_pages() -> list[Page]:
    """Read all pages that have blocks."""
    paths = sorted({path for pattern in FILES for path in ROOT.glob(pattern)})
    pages = [read(path.read_text("utf-8"), path.relative_to(ROOT).as_posix()) for path in paths]
    return [page for page in pages if page.blocks]


def read(text: str, path: str) -> Page:
    """Read a page.

    Raises:
        ValueError: for a comment that says nothing known, or a block of an unknown language.
    """
    page = Page(path)
    said: list[str] = []
    for token in MarkdownIt().parse(text):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "html_block":
            for told in _COMMENT.findall(token.content):
                if not _of_the_page(page, told, f"{path}:{line}"):
                    said.append(told)
        elif token.type in ("fence", "code_block"):
            language = token.info.strip()
            if language.startswith("{"):  # the site's own
                continue
            if token.type == "code_block" or language not in RUN | PARSED | SHOWN:
                known = ", ".join(sorted(RUN | PARSED | SHOWN))
                raise ValueError(f"{path}:{line}: a block of {language!r}, expected {known}")
            page.blocks.append(_block(path, line + 1, language, token.content, said))
            said = []
    if said:
        raise ValueError(f"{path}: no block follows {said}")
    return page


def _of_the_page(page: Page, told: str, place: str) -> bool:
    word, _, rest = told.partition(" ")
    if told == "both print the same":
        in_java, in_python = page.of("java"), page.of("python")
        if not in_java or not in_python:
            raise ValueError(f"{place}: no blocks of both languages before this")
        page.same.append((in_java[-1], in_python[-1]))
    elif word == "server":
        page.server = rest
    elif word == "as":
        page.run_by = rest
    else:
        return False
    return True


def _put_before(code: str, more: str) -> str:
    """Put a line before a block's own, after what it imports."""
    imports = JAVA_IMPORTS.match(code)
    end = imports.end() if imports else 0
    return f"{code[:end]}{' '.join(more.split())}\n{code[end:]}"


def _block(page: str, line: int, language: str, code: str, said: list[str]) -> Block:
    skip, prints, needs = "", False, ""
    for told in said:
        word, _, rest = told.partition(" ")
        if word == "skip:" and rest:
            skip = " ".join(rest.split())
        elif word == "needs":
            needs = rest
        elif word == "before":
            code = _put_before(code, rest)
        elif told == "prints" and language == "text":
            prints = True
        elif word == "with" and rest.count(" = ") == 1:
            before, after = rest.split(" = ")
            if before not in code:
                raise ValueError(f"{page}:{line}: there is no {before!r} to replace")
            code = code.replace(before, after)
        else:
            raise ValueError(f"{page}:{line}: what is 'test: {told}' of a block of {language}?")
    return Block(page, line, language, code, skip, prints, needs)
