"""The check of the API finds a broken promise, and lets pass what breaks none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

griffe = pytest.importorskip("griffe", reason="make lint installs it")
sys.path.insert(0, str(Path(__file__).parents[3] / "release/api"))

import api  # noqa: E402
import stubs  # noqa: E402

PACKAGE = """
from shop.scales import Scales
from shop.till import till, LIMIT
__all__ = ["LIMIT", "Scales", "till"]
"""
SCALES = """
class _Machine:
    def close(self): ...
class Scales(_Machine):
    unit: str = "g"
    def weigh(self, apples, *, precise=False) -> float: ...
    def _zero(self): ...
    @property
    def load(self) -> float: ...
"""
TILL = """
LIMIT: int = 5
def till(money, rounded=True): ...
"""


def promises(folder, scales=SCALES, till=TILL):
    sources = folder / "sources/shop"
    sources.mkdir(parents=True)
    (sources / "__init__.py").write_text(PACKAGE)
    (sources / "scales.py").write_text(scales)
    (sources / "till.py").write_text(till)
    stubs.write("shop", ["shop"], [], folder / "sources", folder)
    return folder


def changes(old, new):
    return [
        f"{change.obj.name}: {change.kind.value}"
        for change in griffe.find_breaking_changes(
            *(griffe.load("shop", search_paths=[str(folder)]) for folder in (old, new))
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.1.1", False),
        ("0.1.9", "0.2.0", True),
        ("0.9.0", "1.0.0", True),
        ("1.2.0", "1.3.0", False),
        ("1.9.0", "1.10.0", False),
        ("1.9.0", "2.0.0", True),
        ("0.2.0", "0.1.0", False),
    ],
)
def test_a_version_breaks_as_semantic_versioning_says(old, new, may):
    assert api.may_break(old, new) == may


def test_stubs_have_what_is_promised_and_no_more(tmp_path):
    text = (promises(tmp_path) / "shop/__init__.pyi").read_text()
    assert "def weigh(self, apples, *, precise=False) -> float: ..." in text
    assert "def close(self): ..." in text  # handed down
    assert "def load(self) -> float: ..." in text
    assert "def till(money, rounded=True): ..." in text
    assert "LIMIT: int" in text
    assert "_zero" not in text
    compile(text, "stubs", "exec")


@pytest.mark.parametrize(
    ("what", "replaced", "by"),
    [
        ("scales", "apples", "pears"),
        ("scales", "def close", "def shut"),
        ("scales", "precise=False", "precise"),
        ("till", "rounded=True", "rounded=False"),
        ("till", "LIMIT: int = 5", "LIMIT: int = 6\nLIMITS = LIMIT"),
        ("till", "rounded=True", "rounded=True, tip=0"),
        ("scales", "_zero", "_reset"),
    ],
)
def test_a_broken_promise_is_found(tmp_path, what, replaced, by):
    kept = by.startswith(("LIMIT", "rounded=True, tip", "_"))
    text = {"scales": SCALES, "till": TILL}[what]
    assert replaced in text
    old = promises(tmp_path / "old")
    new = promises(tmp_path / "new", **{what: text.replace(replaced, by)})
    assert (not changes(old, new)) == kept
