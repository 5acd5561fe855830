"""What `javagym new` writes; tests/test_ten_minutes.py builds it and uses it."""

from __future__ import annotations

import hashlib
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import gymnasium as gym
import pytest
from click.testing import CliRunner, Result

import javagym
from javagym import jvm
from javagym.cli import main
from javagym.conformance import check
from javagym.project import create
from tests.own_envs import environments_of_this_module, run

POM = "{http://maven.apache.org/POM/4.0.0}"


def new(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def test_it_says_what_it_made_and_what_is_next(tmp_path):
    made = new(tmp_path / "my-sim")
    assert made.exit_code == 0, made.output
    source = tmp_path / "my-sim" / "src/main/java/com/example/mysim/MySim.java"
    assert f"{source} is java/MySim-v0" in made.output
    assert source.read_text(encoding="utf-8").startswith("package com.example.mysim;\n")
    assert "next: cd" in made.output


def test_a_package_of_ones_own(tmp_path):
    made = new(tmp_path / "deep" / "yard", "--package", "org.acme.sims")
    assert made.exit_code == 0, made.output
    project = tmp_path / "deep" / "yard"
    assert (project / "src/test/java/org/acme/sims/YardTest.java").exists()
    service = project / "src/main/resources/META-INF/services/io.javagym.EnvProvider"
    assert service.read_text(encoding="utf-8") == "org.acme.sims.YardProvider\n"
    assert "org/acme/sims/Yard.java" in (project / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("occupied", ["folder", "file"])
def test_what_is_there_stays_as_it_is(tmp_path, occupied):
    place = tmp_path / "my-sim"
    place.mkdir() if occupied == "folder" else place.write_text("mine", encoding="utf-8")
    refused = new(place)
    assert refused.exit_code == 1
    assert f"{place} exists: expected a folder that is not there yet" in refused.output
    assert list(place.iterdir()) == [] if occupied == "folder" else place.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2048"], "the name is '2048', expected"),
        (["sim", "--package", "A"], "the package is 'A', expected"),
    ],
)
def test_a_bad_name_makes_nothing(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    refused = new(*arguments)
    assert refused.exit_code == 2
    assert message in refused.output
    assert list(tmp_path.iterdir()) == []


def test_without_jars_it_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(jvm, "JARS", tmp_path / "none")
    refused = new(tmp_path / "my-sim")
    assert refused.exit_code == 2
    assert "run `make setup`" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_no_placeholder_is_left(tmp_path):
    create(tmp_path / "my-sim")
    for path in (tmp_path / "my-sim").rglob("*"):
        if path.is_file() and path.suffix not in (".jar", ".sha1"):
            text = path.read_text(encoding="utf-8")
            assert "$" not in text.replace("${project.basedir}", "").replace(
                "${javagym.version}", ""
            ), path


def test_its_repository_has_all_of_ours_that_maven_asks_for(tmp_path):
    create(tmp_path / "my-sim")
    repository = tmp_path / "my-sim" / "repository"
    poms = sorted(repository.rglob("*.pom"))
    assert [pom.parent.parent.name for pom in poms] == [
        "javagym-box2d",
        "javagym-conformance",
        "javagym-envs",
    ]
    ours = {(pom.parent.parent.name, pom.parent.name) for pom in poms}
    for pom in poms:
        assert pom.with_suffix(".jar").exists()
        project = ElementTree.parse(pom).getroot()
        assert project.find(f"{POM}parent") is None
        for dependency in project.iter(f"{POM}dependency"):
            group, artifact, version = (
                dependency.findtext(f"{POM}{part}") for part in ("groupId", "artifactId", "version")
            )
            assert version is not None
            assert version[0].isdigit()
            if group == "io.javagym":
                assert (artifact, version) in ours
    for digest in repository.rglob("*.sha1"):
        file = digest.with_suffix("")
        assert digest.read_text() == hashlib.sha1(file.read_bytes()).hexdigest()


def test_an_id_that_is_there_already_is_refused(tmp_path):
    classes = compiled(tmp_path / "Port2Yard")
    with environments_of_this_module():
        assert javagym.add_classpath(classes) == ["java/Port2Yard-v0"]
        with pytest.raises(ValueError, match="Port2Yard-v0, which an environment has already"):
            create(tmp_path / "elsewhere" / "port2yard")


def test_its_environment_keeps_the_rules_behind_another_door(tmp_path):
    with environments_of_this_module():
        javagym.add_classpath(compiled(tmp_path / "agv-fleet"))
        report = check("java/AgvFleet-v0", door="process", steps=30)
        assert report.ok, report


def test_what_it_draws(tmp_path):
    with environments_of_this_module():
        javagym.add_classpath(compiled(tmp_path / "corner-shop"))
        with gym.make("java/CornerShop-v0", capacity=5, customers=1, render_mode="ansi") as env:
            env.reset(seed=1)
            before = env.render()
            assert isinstance(before, str)
            assert before.startswith("day   0 [")
            env.step(5)
            assert str(env.render()).startswith("day   1 [####")


@pytest.mark.parametrize(
    ("name", "before", "after", "rule"),
    [
        ("forgets-cash", "cash = state.exchange(cash);", "", "snapshot"),
        ("pays-nan", "Step.of(observation(), profit,", "Step.of(observation(), 0.0 / 0,", "finite"),
        ("own-dice", "random().integersInclusive(0, c", "Math.round(Math.random() * c", "seeds"),
    ],
    ids=["snapshot", "reward", "seed"],
)
@pytest.mark.filterwarnings("ignore:.*The reward is a NaN value")
def test_a_mistake_in_it_breaks_a_rule(tmp_path, name, before, after, rule):
    with environments_of_this_module():
        (env_id,) = javagym.add_classpath(compiled(tmp_path / name, before, after))
        report = check(env_id, steps=30)
        assert any(rule in outcome.rule for outcome in report.broken), report


def compiled(project: Path, before: str = "", after: str = "") -> Path:
    """Write a project and compile its environment, without Maven, with a piece of it replaced."""
    if shutil.which("javac") is None:
        pytest.skip("javac is missing")
    names = create(project)
    (source,) = (project / "src/main/java").rglob(f"{names.class_name}.java")
    text = source.read_text(encoding="utf-8")
    assert before in text
    source.write_text(text.replace(before, after) if before else text, encoding="utf-8")
    classes = project.parent / f"{project.name}-classes"
    shutil.copytree(project / "src/main/resources", classes)
    sources = (project / "src/main/java").rglob("*.java")
    libraries = ":".join(jvm.jars())
    run("javac", "--release", "17", "-cp", libraries, "-d", classes, *sources, cwd=project)
    return classes
