"""A new user's ten minutes: the tutorial, as it stands, in an empty folder with the wheel alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from javagym.project import create

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial-own-environment.md"
SCRIPT = ROOT / "benchmarks" / "ten_minutes.py"
SECONDS = 960  # a little more than the script gives itself

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("bash", "git", "mvn", "javac")),
    reason="bash, git, a JDK or mvn is missing",
)


def go_through(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(SCRIPT), "--warm", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.slow
@pytest.mark.timeout(SECONDS)
def test_from_the_wheel_to_a_simulator_of_ones_own(wheel, tmp_path):
    done = go_through(wheel, "--folder", tmp_path / "ten")
    assert done.returncode == 0, done.stderr
    steps = re.findall(r"^ *[0-9.]+ s  [1-6]\. (.*)$", done.stdout, re.MULTILINE)
    assert steps == [
        "Install",
        "Make",
        "Train",
        "Crosscheck",
        "An environment of your own",
        "A remote server",
    ]
    work = tmp_path / "ten" / "work"
    install, make, train, crosscheck, own, remote = (
        (tmp_path / "ten" / "logs" / f"{i}.log").read_text(encoding="utf-8") for i in range(1, 7)
    )
    assert "ERROR" not in install
    assert "(1024, 4)" in make

    first, last = (float(number) for number in re.findall(r"(\d+\.\d+) at", train))
    assert first < 50
    assert last > 400

    assert re.search(r"java/CartPole-v1 .* equal ", crosscheck)

    # Maven took javagym from the project and from nowhere else.
    home = tmp_path / "ten" / "home" / ".m2" / "repository" / "io" / "javagym"
    origins = [path.read_text() for path in home.rglob("_remote.repositories")]
    assert len(origins) == 3
    assert all("jar>javagym=" in text for text in origins)
    (report,) = (work / "my-sim" / "target" / "surefire-reports").glob("TEST-*.xml")
    suite = ElementTree.parse(report).getroot()
    assert int(suite.attrib["tests"]) > 35
    assert suite.attrib["failures"] == suite.attrib["errors"] == "0"

    assert int(re.findall(r"(\d+) passed", own)[0]) > 30
    assert "failed" not in own
    profit = {
        name: float(re.findall(rf"{name} +(-?\d+\.\d)", own)[0]) for name in ("orders", "PPO")
    }
    assert profit["orders"] < 0 < 300 < profit["PPO"]
    # One item was there, five were bought for 3 coins each, and six sold for 8.
    assert re.search(r"day   1 \[\.{20}\] cash  133, sold 6", own)

    # What the page says is printed, up to digits: another processor may round otherwise.
    printed = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(printed) == 2
    for block in printed:
        assert re.sub(r"\d", "0", block) in re.sub(r"\d", "0", own)

    assert 'environment="MySim-v0" rows="64"' in remote
    assert "(64,)" in remote

    # Its own README, too, runs as it stands.
    readme = (work / "my-sim" / "README.md").read_text(encoding="utf-8")
    assert "mvn -q verify\npython -m pytest -q\npython train.py\n" in readme
    (block,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    line = [str(work / "venv" / "bin" / "python"), "-c", block]
    shown = subprocess.run(line, cwd=work / "my-sim", capture_output=True, text=True, timeout=60)
    assert shown.stdout.startswith("day   1 ["), shown.stderr

    # All of that was the wheel's, in the environment that the page made.
    (installed,) = work.glob("venv/lib/python3*/site-packages/javagym")
    assert not installed.is_symlink()
    shutil.rmtree(tmp_path / "ten")  # half a gigabyte, which pytest would keep


def test_the_java_that_it_shows_is_in_the_project(tmp_path):
    create(tmp_path / "my-sim")
    source = tmp_path / "my-sim/src/main/java/com/example/mysim/MySim.java"
    shown = re.findall(r"```java\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(shown) == 3
    for block in shown:
        assert block in source.read_text(encoding="utf-8")


def test_a_step_that_fails_is_named_with_the_end_of_what_it_printed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "## 1. Fine\n```sh\necho fine\n```\n## 2. Bad\n```python\nraise SystemExit('why')\n```\n"
        "## 3. Never\n```sh\ntouch never\n```\n",
        encoding="utf-8",
    )
    wheel = tmp_path / "a.whl"
    wheel.touch()
    done = go_through(wheel, "--folder", tmp_path / "ten", "--page", page)
    assert done.returncode == 1
    assert "step '2. Bad' failed:\nwhy" in done.stderr
    assert not (tmp_path / "ten" / "work" / "never").exists()
