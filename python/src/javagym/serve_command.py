"""``javagym serve-python``: Gymnasium's environments for Java and for other Pythons."""

from __future__ import annotations

import logging
import re
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import click
from gymnasium import error

_SIZE = re.compile(r"([0-9]{1,12})([kmg]?)")


class _Bytes(click.ParamType):  # type: ignore[type-arg] # plain at run time
    """Reads ``4096``, ``64m``, ``2g``."""

    name = "bytes"

    def convert(self, value: Any, parameter: Any, context: Any) -> int:
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).lower())
        if match is None:
            self.fail(f"expected bytes such as 4096, 64m or 2g, got {value}", parameter, context)
        return int(match[1]) << (10 * (" kmg".index(match[2] or " ")))


@click.command("serve-python")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; any but loopback needs TLS and a token.",
)
@click.option(
    "--port", default=50051, show_default=True, help="Port to listen on; 0 picks one that is free."
)
@click.option("--tls-cert", type=click.Path(path_type=Path), help="Certificate chain, PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), help="Its private key, PEM.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the token that every call must carry.",
)
@click.option("--max-sessions", default=64, show_default=True, help="Sessions at a time.")
@click.option("--max-envs", default=65_536, show_default=True, help="Environments in a session.")
@click.option(
    "--max-message-bytes",
    type=_Bytes(),
    default="64m",
    show_default=True,
    help="Size of a message in either direction.",
)
@click.option(
    "--max-memory",
    type=_Bytes(),
    default="4g",
    show_default=True,
    help="Size of all batches together.",
)
@click.option(
    "--idle-timeout",
    default=600.0,
    show_default=True,
    help="Seconds without a request after which a session is ended.",
)
@click.option(
    "--drain-timeout",
    default=30.0,
    show_default=True,
    help="Seconds that sessions may go on after SIGTERM.",
)
@click.option(
    "--import",
    "modules",
    multiple=True,
    help="A module that registers environments, such as ale_py; may be repeated.",
)
@click.option(
    "--env",
    "envs",
    multiple=True,
    help="Offer this environment and not every one that is registered; may be repeated.",
)
@click.option(
    "--allow-kwarg",
    multiple=True,
    help="Let clients give this argument though its name looks like a file's or folder's.",
)
@click.option("--deny-kwarg", multiple=True, help="Refuse this argument from clients.")
def serve_python(
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    token_file: Path | None,
    max_sessions: int,
    max_envs: int,
    max_message_bytes: int,
    max_memory: int,
    idle_timeout: float,
    drain_timeout: float,
    modules: tuple[str, ...],
    envs: tuple[str, ...],
    allow_kwarg: tuple[str, ...],
    deny_kwarg: tuple[str, ...],
) -> None:
    """Serve Gymnasium's environments under py/ until told to end (SIGTERM, SIGINT).

    The first line on stdout is 'listening on HOST:PORT'; the log is on stderr.
    """
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )
    sys.path.insert(0, "")  # as for `python -m`: modules beside the user
    try:
        from javagym.serving import Offer, Server

        server = Server(
            Offer(only=envs, modules=modules),
            host=host,
            port=port,
            token=None if token_file is None else _first_line(token_file),
            tls_cert=tls_cert,
            tls_key=tls_key,
            max_sessions=max_sessions,
            max_envs=max_envs,
            max_message_bytes=max_message_bytes,
            max_memory_bytes=max_memory,
            idle_timeout=idle_timeout,
            allow_kwargs=allow_kwarg,
            deny_kwargs=deny_kwarg,
        )
    except (error.Error, ValueError, ModuleNotFoundError) as e:
        raise click.UsageError(str(e)) from e
    except OSError as e:
        raise click.ClickException(str(e)) from e
    told = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told.set())
    click.echo(f"listening on {server.target}")
    # In turns, since a wait without end would not see signals on every platform.
    while not told.wait(1.0):
        pass
    server.drain(drain_timeout)


def _first_line(file: Path) -> str:
    lines = file.read_text().splitlines()
    return lines[0].strip() if lines else ""
