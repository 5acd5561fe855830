"""Writes a project: templates with its names put in, and the repository of javagym's jars."""

from __future__ import annotations

import shutil
from pathlib import Path
from string import Template

from javagym.project import repository
from javagym.project.names import Names
from javagym.registration import registered
from javagym.version import __version__

_TEMPLATES = Path(__file__).parent / "templates"


def create(folder: str | Path, package: str | None = None) -> Names:
    """Write a Maven project with an environment, its tests and a training script.

    Args:
        folder: where; it must not exist. Its last part is the project's name, such as ``my-sim``.
        package: the Java package; ``com.example.`` and the name if left out.

    Returns:
        What the name became.

    Raises:
        FileExistsError: if there is something at ``folder``.
        ValueError: if the name or the package is none that Java and Maven take.
        javagym.JavaNotFoundError: if this package has no jars, as in a source tree that was not
            built.
    """
    folder = Path(folder)
    names = Names.of(folder.name, package)
    if f"java/{names.env_name}" in registered():
        raise ValueError(
            f"the name {folder.name!r} gives the id {names.env_name}, which an environment has"
            " already: choose another"
        )
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise FileExistsError(f"{folder} exists: expected a folder that is not there yet") from None
    try:
        _write(folder, names)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return names


def _write(folder: Path, names: Names) -> None:
    values = {
        "artifact": names.artifact,
        "class_name": names.class_name,
        "env_name": names.env_name,
        "module": names.module,
        "package": names.package,
        "package_path": names.package.replace(".", "/"),
        "version": __version__,
    }
    for template, place in _files(names).items():
        text = (_TEMPLATES / f"{template}.template").read_text(encoding="utf-8")
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(text).substitute(values), encoding="utf-8", newline="\n")
    repository.fill(folder / "repository")


def _files(names: Names) -> dict[str, Path]:
    sources = Path("src", "main", "java", *names.package.split("."))
    tests = Path("src", "test", "java", *names.package.split("."))
    services = Path("src", "main", "resources", "META-INF", "services")
    return {
        "Environment.java": sources / f"{names.class_name}.java",
        "Provider.java": sources / f"{names.class_name}Provider.java",
        "io.javagym.EnvProvider": services / "io.javagym.EnvProvider",
        "ConformanceTest.java": tests / f"{names.class_name}Test.java",
        "test_environment.py": Path(f"test_{names.module}.py"),
        "train.py": Path("train.py"),
        "pom.xml": Path("pom.xml"),
        "README.md": Path("README.md"),
        "gitignore": Path(".gitignore"),
    }
