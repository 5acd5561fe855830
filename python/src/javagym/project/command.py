"""``javagym new``: the command."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--package", help="The Java package; com.example and the name if left out.", metavar="NAME"
)
def new(folder: Path, package: str | None) -> None:
    """Write a Maven project for an environment of your own.

    FOLDER must not exist; its last part is the project's name, such as my-sim. The project has a
    small simulator to begin from, its tests in Java and in Python, and a training script.
    """
    from javagym.errors import JavaNotFoundError
    from javagym.project import create

    try:
        names = create(folder, package)
    except (ValueError, JavaNotFoundError) as e:
        raise click.UsageError(str(e)) from e
    except OSError as e:
        raise click.ClickException(str(e)) from e
    sources = folder / "src" / "main" / "java" / Path(*names.package.split("."))
    click.echo(f"{sources / names.class_name}.java is java/{names.env_name}")
    click.echo(f"next: cd {shlex.quote(str(folder))} && mvn -q verify && python train.py")
