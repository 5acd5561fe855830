"""Runs the blocks of Python and sh of one page, in a process and a folder of their own.

    python driver.py BLOCKS OUTPUTS [OPTIONS]

BLOCKS is a JSON file with [language, code, place] of each. All blocks of Python share their names,
as in one session. What each printed goes to the JSON file OUTPUTS. The first that fails ends it.
With OPTIONS, of `javagym serve`, a server runs from the first block on that speaks of
localhost:50051, which is replaced by its address.
"""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

SH_SECONDS = 120
ADDRESS = "localhost:50051"


def run_python(code: str, place: str, names: dict[str, Any]) -> str:
    """Run a block; a traceback names the lines of the page."""
    page, _, line = place.rpartition(":")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * (int(line) - 1) + code, page, "exec"), names)
    return printed.getvalue()


def run_sh(code: str) -> str:
    """Run a block as a script."""
    line = ["bash", "-euo", "pipefail", "-c", code]
    done = subprocess.run(
        line, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SH_SECONDS
    )
    if done.returncode:
        raise RuntimeError(f"it ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """`javagym serve`, from when its address is first asked for."""

    def __init__(self, options: str) -> None:
        self.options = shlex.split(options)
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def put_into(self, code: str) -> str:
        """Return the code with the address that it is to have."""
        if ADDRESS in code and self.process is None:
            line = ["javagym", "serve", "--port", "0", *self.options]
            self.process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
            assert self.process.stdout is not None
            self.address = self.process.stdout.readline().split()[-1]
        return code.replace(ADDRESS, self.address) if self.process else code

    def close(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)


def main(blocks: Path, outputs: Path, server: Server | None) -> None:
    """Run all of them."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    for language, code, place in json.loads(blocks.read_text("utf-8")):
        try:
            code = server.put_into(code) if server else code
            printed.append(run_sh(code) if language == "sh" else run_python(code, place, names))
        except BaseException:
            traceback.print_exc()
            raise SystemExit(f"{place} failed") from None
    outputs.write_text(json.dumps(printed), encoding="utf-8")


if __name__ == "__main__":
    serving = Server(sys.argv[3]) if len(sys.argv) > 3 else None
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), serving)
    finally:
        if serving:
            serving.close()
