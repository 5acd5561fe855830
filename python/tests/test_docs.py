"""Every block of code in README.md, docs/ and examples/ runs, and prints what the page says.

`tests.docs.pages` tells how a page says that one is not to be run, and why; a test here counts
those.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.docs import java, pages
from tests.doors.servers import server

PAGES = pages.all_pages()
OURS = [page for page in PAGES if page.run_by is None]
SECONDS = 240
DRIVER = Path(__file__).parent / "docs" / "driver.py"

pytestmark = [
    pytest.mark.timeout(SECONDS + 30),
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in ("bash", "javac")), reason="no bash or no JDK"
    ),
    pytest.mark.skipif(not java.AGENTS_JAR.exists(), reason="`make setup` has not been run"),
]


def is_possible(block: pages.Block) -> bool:
    return block.needs != "atari" or java.has_atari()


def names(page: pages.Page) -> str:
    return page.path


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each page, with the files that it shows, beside what a clone has."""
    made = {}
    for page in OURS:
        folder = made[page.path] = tmp_path_factory.mktemp("page")
        for name in ("java-agents", "java-server", "examples", "benchmarks"):
            (folder / name).symlink_to(pages.ROOT / name)
        for block in page.blocks:
            if block.file_name is not None:
                (folder / block.file_name).write_text(block.code, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def addresses(folders: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The addresses of the servers that pages speak of."""
    with ExitStack() as running:
        yield {
            page.path: running.enter_context(
                server(folders[page.path], metrics=False, jvm_options=("-Xmx512m",))
            ).address
            for page in OURS
            if page.server is not None and page.of("java")
        }


@pytest.fixture(scope="module")
def java_printed(
    addresses: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What the blocks of Java print, by their places."""
    blocks = [block for page in OURS for block in page.of("java") if is_possible(block)]
    return java.run(blocks, addresses, tmp_path_factory.mktemp("java"))


def run_page(page: pages.Page, folder: Path) -> dict[str, str]:
    """Return what the blocks of Python and sh print, by their places."""
    blocks = [block for block in page.of("python", "sh") if is_possible(block)]
    todo, outputs = folder / "blocks.json", folder / "outputs.json"
    code = [[block.language, block.code, block.place] for block in blocks]
    todo.write_text(json.dumps(code), encoding="utf-8")
    line = [sys.executable, str(DRIVER), str(todo), str(outputs)]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        line if page.server is None else [*line, page.server],
        cwd=folder,
        env={**os.environ, "PATH": path, "MPLBACKEND": "Agg", "JAVAGYM_PYTHON": sys.executable},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-8000:]
    printed = json.loads(outputs.read_text("utf-8"))
    return {block.place: said for block, said in zip(blocks, printed, strict=True)}


@pytest.mark.parametrize("page", OURS, ids=names)
def test_the_blocks_of_a_page_run_and_print_what_it_says(
    page: pages.Page, folders: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    printed = run_page(page, folders[page.path])
    if page.of("java"):
        printed |= request.getfixturevalue("java_printed")
    for ran, shown in page.printed():
        if is_possible(ran):
            assert printed[ran.place].strip() == shown.code.strip(), ran.place
    for in_java, in_python in page.same:
        if is_possible(in_java):
            assert printed[in_java.place] == printed[in_python.place], in_python.place
            assert printed[in_java.place].strip(), in_java.place


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_what_a_page_shows_of_json_and_xml_is_such(page: pages.Page) -> None:
    for block in page.blocks:
        if block.language == "json":
            json.loads(block.code)
        elif block.language == "xml":
            ElementTree.fromstring(f"<page>{block.code}</page>")


@pytest.mark.parametrize("page", [page for page in PAGES if page.run_by], ids=names)
def test_a_page_that_another_test_runs_is_run_there(page: pages.Page) -> None:
    assert page.run_by is not None
    text = (pages.ROOT / page.run_by).read_text("utf-8")
    assert Path(page.path).name in text


def test_the_blocks_that_are_not_run_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    count = Counter(
        "run" if block.is_run else "skipped" if block.skip else "shown or parsed"
        for page in PAGES
        for block in page.blocks
    )
    with capsys.disabled():
        print(f"\nblocks of documentation: {dict(count)}; not run are")
        for page in PAGES:
            for block in page.blocks:
                if block.skip:
                    print(f"  {block.place}: {block.skip}")
    assert count["run"] > 10 * count["skipped"] > 0 or count["run"] > 60


def test_the_readme_is_two_screens_and_every_claim_has_a_proof() -> None:
    text = (pages.ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 100
    assert len(re.findall(r"!\[", text)) == 1
    claims = [line for line in text.splitlines() if re.match(r"\| (?!what )", line)]
    assert len(claims) > 10
    for claim in claims:
        proofs = re.findall(r"\]\(([^)#]+)", claim)
        assert any("tests" in proof or "RESULTS" in proof or "docs/" in proof for proof in proofs)
        assert all((pages.ROOT / proof).exists() for proof in proofs), claim


def test_the_pictures_of_speed_show_the_figures_of_the_benchmarks() -> None:
    line = [sys.executable, str(pages.ROOT / "benchmarks" / "pictures.py"), "--check"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```\nx\n```\n", "a block of ''"),
        ("```cobol\nx\n```\n", "a block of 'cobol'"),
        ("<!-- test: slip: why -->\n```sh\ntrue\n```\n", "what is 'test: slip: why'"),
        ("<!-- test: with 9 = 1 -->\n```sh\ntrue\n```\n", "there is no '9' to replace"),
        ("<!-- test: both print the same -->\n", "no blocks of both languages"),
        ("<!-- test: prints -->\n", "no block follows"),
    ],
)
def test_a_page_that_says_what_nobody_knows_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        pages.read(text, "page.md")


def test_a_block_that_fails_is_named_by_its_place(tmp_path: Path) -> None:
    page = pages.read("```python\nx = 1\n```\n\n```python\n\nraise KeyError(x)\n```\n", "page.md")
    with pytest.raises(AssertionError, match=r'(?s)"page.md", line 7.*page.md:6 failed'):
        run_page(page, tmp_path)
