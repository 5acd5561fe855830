"""Every block of code in docs/conformance.md runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from javagym.cli import main

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_classes_in_python_are_tests_that_pass(tmp_path):
    module = tmp_path / "test_of_docs.py"
    module.write_text("\n".join(blocks("python")), encoding="utf-8")
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(module)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=240, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = int(re.findall(r"(\d+) passed", done.stdout)[0])
    assert passed > 60


def test_the_command_line_of_it_runs():
    (line,) = blocks("sh")
    done = CliRunner().invoke(main, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert "a seed forgets the past" in done.output
    assert "BROKEN" not in done.output


def test_the_command_line_ends_with_1_where_a_rule_is_broken():
    line = ["conformance", "tests.conformance.faulty:LazyWalk-v0", "--steps", "20"]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 1, done.output
    assert "every_reward_is_finite: every reward is a finite number; step 5" in done.output


def test_the_command_line_names_an_environment_that_does_not_exist():
    done = CliRunner().invoke(main, ["conformance", "java/NoSuchThing-v0"])
    assert done.exit_code == 2
    assert "NoSuchThing" in done.output


@pytest.mark.parametrize("language", ["java", "xml"])
def test_the_other_blocks_have_tests_in_java(language):
    assert len(blocks(language)) == {"java": 2, "xml": 1}[language]
