"""The Python that Java starts beside itself: ``python -m javagym.serving.local``.

The first line of standard input is the token, and what comes after it is nothing but its end: when
Java is gone, by whatever way, so is this process. The first line of standard output says where the
server listens; all that environments print goes to standard error, where Java keeps the last lines.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

from javagym.serving.offer import Offer
from javagym.serving.server import Server

IMPORT_VARIABLE = "JAVAGYM_PYTHON_IMPORT"

# A vector environment of the JVM's own process is as large as it likes.
_MOST = 2**31 - 1


def main() -> None:
    """Serve until standard input ends."""
    said = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is Java's to act on
    token = sys.stdin.readline().strip()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    modules = [name for name in os.environ.get(IMPORT_VARIABLE, "").split(",") if name]
    server = Server(
        Offer(modules=modules),
        token=token,
        max_sessions=10_000,
        max_envs=_MOST,
        max_message_bytes=_MOST,
        max_memory_bytes=2**63 - 1,
        idle_timeout=float("inf"),
    )
    # An environment that never gives Python's lock back can't keep it from others' ends for long.
    threading.Thread(target=_end_with_parent, name="javagym-parent", daemon=True).start()
    said.write(f"listening on {server.target}\n")
    said.close()
    server.wait()


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
