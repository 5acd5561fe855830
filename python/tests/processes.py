"""Pythons beside the one that runs the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

# The JDKs of this machine.
JDKS = sorted(
    {str(path.parents[2].resolve()) for path in Path("/usr/lib/jvm").glob("*/lib/server/libjvm.so")}
)

# What chooses Java, jars and ROMs: a test says it itself.
CHOICES = ("JAVA_HOME", "JAVAGYM_JAVA_HOME", "JAVAGYM_CLASSPATH", "ALE_ROMS_DIR")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own, for a minute at most, with these environment variables."""
    kept = {key: value for key, value in os.environ.items() if key not in CHOICES}
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**kept, **environment},
        check=False,
    )


def stop(pid: int, seconds: float = 10.0) -> None:
    """Stop a process by SIGSTOP, and wait until each of its threads stands still."""
    os.kill(pid, signal.SIGSTOP)
    until = time.monotonic() + seconds
    while any(
        stat.read_text().rpartition(")")[2].split()[0] not in "TtZX"
        for stat in Path(f"/proc/{pid}/task").glob("*/stat")
    ):
        assert time.monotonic() < until, f"process {pid} did not stop within {seconds:g} s"
        time.sleep(0.001)
