"""What the JVM beside Python prints: passed on, and the end of it kept for who asks why it died."""

from __future__ import annotations

import os
import re
import selectors
import subprocess
import threading

_KEPT_BYTES = 8192
_KEPT_LINES = 20
_READ_BYTES = 65536
_LISTENING = re.compile(rb"^javagym: listening on 127\.0\.0\.1:(\d+)\r?\n", re.MULTILINE)


class Output:
    """The standard output and error of a process, read by a thread until both end.

    They go to those of this process, as what Java prints inside of it does. The line by which the
    JVM says its port is taken out.

    Args:
        process: a process with pipes for both.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        self._targets = {process.stdout.fileno(): 1, process.stderr.fileno(): 2}
        self._standard_output = process.stdout.fileno()
        self._head: bytes | None = b""  # of standard output, until the port is known
        self._tail = b""
        self._port: int | None = None
        self._known = threading.Event()
        self._thread = threading.Thread(target=self._read, name="javagym-output", daemon=True)
        self._thread.start()

    def port(self, timeout_seconds: float) -> int | None:
        """Wait for the port that the process says; None if it ended, or did not say so in time."""
        self._known.wait(timeout_seconds)
        return self._port

    def has_ended(self) -> bool:
        """Whether a process that has ended is read to its last line."""
        self._thread.join(0.5)  # A child of the process may hold a pipe open: not for ever.
        return not self._thread.is_alive()

    def last_lines(self) -> str:
        """Return the last lines of a process that has ended."""
        self.has_ended()
        lines = self._tail.decode(errors="replace").splitlines()
        return "\n".join(lines[-_KEPT_LINES:])

    def _read(self) -> None:
        with selectors.DefaultSelector() as selector:
            for descriptor in self._targets:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                for key, _ in selector.select():
                    data = os.read(key.fd, _READ_BYTES)
                    if data:
                        self._take(key.fd, data)
                    else:
                        selector.unregister(key.fd)
        self._end_head()

    def _take(self, descriptor: int, data: bytes) -> None:
        if descriptor == self._standard_output and self._head is not None:
            self._head += data
            found = _LISTENING.search(self._head)
            if not found:
                return
            self._port = int(found.group(1))
            data = self._head[: found.start()] + self._head[found.end() :]
            self._head = None
            self._known.set()
        self._pass_on(descriptor, data)

    def _end_head(self) -> None:
        if self._head:
            self._pass_on(self._standard_output, self._head)
        self._head = None
        self._known.set()

    def _pass_on(self, descriptor: int, data: bytes) -> None:
        self._tail = (self._tail + data)[-_KEPT_BYTES:]
        while data:
            try:
                data = data[os.write(self._targets[descriptor], data) :]
            except OSError:  # Nobody is there to read it.
                return
