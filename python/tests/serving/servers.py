"""Servers in Python to test against, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from tests.doors.servers import RunningServer

COMMAND = [sys.executable, "-c", "from javagym.cli import main; main()", "serve-python"]


@contextmanager
def python_server(tmp_path: Path, *arguments: str | Path) -> Iterator[RunningServer]:
    """Run ``javagym serve-python`` on a free port, with the environments of the tests."""
    log = tmp_path / f"python-server-{monotonic():.6f}.log"
    line = [*COMMAND, "--port", "0", "--import", "tests.serving.envs", *map(str, arguments)]
    with log.open("w") as stderr:
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=stderr, text=True)
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        assert first.startswith("listening on "), first + log.read_text()
        yield RunningServer(process, first.split()[-1], log, None)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()


def run_command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``javagym serve-python`` where it is to fail."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )


def open_sessions(running: RunningServer) -> int:
    """Return how many sessions have made an environment that is not released yet."""
    log = running.log.read_text()
    ended = [line for line in log.splitlines() if " ended session=" in line]
    return log.count(" made session=") - sum("environment= " not in line for line in ended)
