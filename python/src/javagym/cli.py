"""The command line: ``javagym crosscheck``, ``list``, ``new``, the servers, agents, and more."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from javagym.options import classpath_option, kwargs_option
from javagym.project.command import new
from javagym.serve_command import serve_python
from javagym.version import __version__
from javagym.watching.command import watch

if TYPE_CHECKING:
    from javagym.crosscheck import CrosscheckResult

# Nobody's terminal tells how wide a log is: then as wide as a line of code.
_NOT_A_TERMINAL_WIDTH = 100


def console(*, stderr: bool = False) -> Console:
    """Return where to print: tables are never folded into a width that is only a guess."""
    made = Console(stderr=stderr, highlight=False)
    return (
        made
        if made.is_terminal
        else Console(stderr=stderr, highlight=False, width=_NOT_A_TERMINAL_WIDTH)
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Java environments as Gymnasium environments."""


main.add_command(new)
main.add_command(serve_python)
main.add_command(watch)


@main.command()
@click.argument("reference")
@click.argument("candidate", required=False)
@click.option("--seeds", default=20, show_default=True, help="How many seeds, from 0 on.")
@click.option("--steps", default=2000, show_default=True, help="Steps a seed, over episodes.")
@click.option(
    "--policy",
    default="random",
    show_default=True,
    type=click.Choice(["random", "heuristic"]),
    help="What chooses the actions.",
)
@click.option("--vector", type=click.IntRange(1), help="Compare vector environments of this size.")
@kwargs_option("for both")
@classpath_option
def crosscheck(
    reference: str,
    candidate: str | None,
    seeds: int,
    steps: int,
    policy: str,
    vector: int | None,
    kwargs: dict[str, Any],
    classpath: tuple[str, ...],
) -> None:
    """Hold an environment against its Python original, bit by bit.

    REFERENCE is the original's id, such as CartPole-v1. CANDIDATE is the id to hold against it;
    left out, it is the one of that name in Java, java/CartPole-v1, whatever module and namespace
    the original has, as ale_py:ALE/Pong-v5 does; Pong-v5 means that too. The exit status is 1 if
    anything differs.
    """
    import javagym
    from javagym.originals import original_id

    if classpath:
        _friendly(lambda: javagym.add_classpath(*classpath))
    name = reference.split(":")[-1].split("/")[-1]
    compared_to = candidate or f"java/{name}"
    if reference in (name, f"ALE/{name}"):
        reference = original_id(f"java/{name}")
    where = console(stderr=True)
    with Progress(console=where, transient=True, disable=not where.is_terminal) as progress:
        task = progress.add_task(f"{compared_to} against {reference}", total=seeds)
        result = _friendly(
            lambda: javagym.crosscheck(
                reference,
                compared_to,
                seeds=seeds,
                steps=steps,
                policy=policy,
                vector=vector,
                kwargs=kwargs,
                progress=lambda done: progress.advance(task, done),
            )
        )
    console().print(crosscheck_table([result]))
    if not result.ok:
        console().print(f"first difference: {result.first}", markup=False)
        sys.exit(1)


def crosscheck_table(results: list[CrosscheckResult]) -> Table:
    """Return a table with a row for each result: values compared, and how many differed."""
    from javagym.crosscheck import KINDS

    table = Table(title="values compared (and different)")
    table.add_column("environment", no_wrap=True)
    for kind in KINDS:
        table.add_column(kind, justify="right")
    table.add_column("")
    for result in results:
        cells = [
            f"{result.compared[kind]:,}"
            + (f" [red]({result.different[kind]:,})[/red]" if result.different[kind] else "")
            for kind in KINDS
        ]
        verdict = "[green]equal[/green]" if result.ok else "[red]DIFFERENT[/red]"
        table.add_row(result.candidate, *cells, verdict)
    return table


@main.command()
@click.argument("env_id")
@click.option("--door", help="Where it runs: process, or the address of a server.")
@kwargs_option("of it")
@click.option("--steps", default=100, show_default=True, help="Steps of a trajectory.")
@classpath_option
def conformance(
    env_id: str,
    door: str | None,
    kwargs: dict[str, Any],
    steps: int,
    classpath: tuple[str, ...],
) -> None:
    """Hold an environment to the rules of docs/conformance.md.

    ENV_ID is what gym.make knows it by, such as java/CartPole-v1, or module:id. The exit status is
    1 if a rule is broken.
    """
    import javagym
    from javagym.conformance import check
    from javagym.conformance.report import rules

    if classpath:
        _friendly(lambda: javagym.add_classpath(*classpath))
    import gymnasium as gym

    module, _, name = env_id.rpartition(":")
    if module:
        _friendly(lambda: import_module(module))
    _friendly(lambda: gym.spec(name))
    where = console(stderr=True)
    with Progress(console=where, transient=True, disable=not where.is_terminal) as progress:
        task = progress.add_task(env_id, total=len(rules()))
        report = _friendly(
            lambda: check(
                env_id,
                door=door,
                kwargs=kwargs,
                steps=steps,
                progress=lambda rule: progress.advance(task),
            )
        )
    table = Table(title=f"conformance of {env_id}")
    table.add_column("rule", no_wrap=True)
    table.add_column("")
    for outcome in report.outcomes:
        mark = {"holds": "[green]holds[/green]", "broken": "[red]BROKEN[/red]"}
        table.add_row(outcome.rule.replace("_", " "), mark.get(outcome.verdict, "skipped"))
    console().print(table)
    for outcome in report.broken:
        console().print(f"{outcome.rule}: {outcome.message}", markup=False)
    if not report.ok:
        sys.exit(1)


@main.command("list")
@classpath_option
def list_environments(classpath: tuple[str, ...]) -> None:
    """List the Java environments that gym.make knows."""
    import javagym
    from javagym.registration import registered

    if classpath:
        _friendly(lambda: javagym.add_classpath(*classpath))
    table = Table()
    table.add_column("id", no_wrap=True)
    for column in ("steps an episode", "solved at", "arguments", "render modes"):
        table.add_column(column, overflow="fold")
    for env_id, spec in sorted(registered().items()):
        steps, threshold = spec["max_episode_steps"], spec["reward_threshold"]
        table.add_row(
            env_id,
            "no limit" if steps is None else str(steps),
            "" if threshold is None else f"{threshold:g}",
            ", ".join(f"{name}={value!r}" for name, value in spec["kwargs"].items()),
            ", ".join(spec["render_modes"]),
        )
    console().print(table)


@main.command()
def doctor() -> None:
    """Look at what javagym needs: Java, jars, versions, doors. The exit status is 1 on a fault."""
    from javagym.doctor import examine

    findings = examine()
    table = Table(show_header=False)
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]FAULT[/red]"
        table.add_row(mark, finding.subject, finding.text)
    console().print(table)
    if not all(finding.ok for finding in findings):
        sys.exit(1)


@main.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Serve Java environments to other processes and machines; `javagym serve --help` tells more.

    This process becomes the server's, so what is sent to it, such as SIGTERM, reaches the server.
    """
    from javagym.server import replace_process

    _friendly(lambda: replace_process(list(arguments)))


def _java_agents(name: str, summary: str) -> None:
    """Add a command that is the Java agents' own: it takes all arguments, ``--help`` among them."""

    @main.command(
        name,
        help=f"{summary}; `javagym {name} --help` tells more.",
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> None:
        from javagym.train_command import replace_process

        _friendly(lambda: replace_process([name, *arguments]))


_java_agents("train", "Train a Java agent")
_java_agents("evaluate", "Play what a Java agent learned, without exploration")
_java_agents("play", "Play in the terminal, or draw how a Java agent plays")


def _friendly(function: Any) -> Any:
    """Call a function; a user's error is one line on stderr and exit status 2, not a traceback."""
    from gymnasium import error

    try:
        return function()
    except (error.Error, ValueError, TypeError, ModuleNotFoundError) as e:
        raise click.UsageError(str(e)) from e
