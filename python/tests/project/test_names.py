from __future__ import annotations

import re

import pytest

from javagym.project import names
from javagym.project.create import _TEMPLATES
from javagym.project.names import Names


@pytest.mark.parametrize(
    ("name", "artifact", "class_name", "module", "package"),
    [
        ("my-sim", "my-sim", "MySim", "my_sim", "com.example.mysim"),
        ("my_sim", "my-sim", "MySim", "my_sim", "com.example.mysim"),
        ("MySim", "my-sim", "MySim", "my_sim", "com.example.mysim"),
        ("yard", "yard", "Yard", "yard", "com.example.yard"),
        ("AGVFleet", "agv-fleet", "AgvFleet", "agv_fleet", "com.example.agvfleet"),
        ("port-2-yard", "port-2-yard", "Port2Yard", "port_2_yard", "com.example.port2yard"),
    ],
)
def test_a_name_becomes_those_of_every_language(name, artifact, class_name, module, package):
    made = Names.of(name)
    assert made == Names(artifact, class_name, module, package)
    assert made.env_name == f"{class_name}-v0"


@pytest.mark.parametrize(
    "name", ["", "2048", "-sim", "sim-", "my--sim", "my sim", "my.sim", "süd", "a" * 51, "a\n"]
)
def test_a_name_that_is_none_is_refused_and_says_what_is_allowed(name):
    expected = re.escape(f"the name is {name!r}, expected ASCII letters and digits")
    with pytest.raises(ValueError, match=expected):
        Names.of(name)


@pytest.mark.parametrize("name", ["env", "gym", "Env-Spec", "string", "box"])
def test_a_class_that_is_there_already_is_refused(name):
    with pytest.raises(ValueError, match=f"such as {name}-sim"):
        Names.of(name)


@pytest.mark.parametrize("package", ["Com.example", "com..sim", "com.1sim", "com.my-sim", "", "a."])
def test_a_package_that_is_none_is_refused_and_says_what_is_allowed(package):
    expected = re.escape(f"the package is {package!r}, expected lower-case words")
    with pytest.raises(ValueError, match=expected):
        Names.of("my-sim", package)


def test_words_of_java_are_refused():
    with pytest.raises(ValueError, match=r"'new' is a word of the Java language.*--package"):
        Names.of("new")
    assert Names.of("new", "com.acme").class_name == "New"
    with pytest.raises(ValueError, match=r"'com\.acme\.int'.*'int' is a word"):
        Names.of("my-sim", "com.acme.int")


@pytest.mark.parametrize("package", ["java", "java.sims", "javax.sims", "io.javagym.sims"])
def test_packages_of_others_are_refused(package):
    with pytest.raises(ValueError, match=r"is not yours: choose one such as com\.example\.mysim"):
        Names.of("my-sim", package)
    assert Names.of("my-sim", "javagym.sims").package == "javagym.sims"


def test_every_class_that_the_templates_use_is_taken():
    sources = [path.read_text(encoding="utf-8") for path in _TEMPLATES.glob("*.java.template")]
    imported = {
        name
        for text in sources
        for name in re.findall(r"^import [a-z][\w.]*\.([A-Z]\w*);", text, re.MULTILINE)
    }
    assert {"EnvSpec", "Step", "Map"} <= imported <= names.TAKEN
