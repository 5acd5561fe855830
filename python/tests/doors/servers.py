"""Servers to test against, each a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from javagym import jvm, registration
from javagym.server import command


@dataclass
class RunningServer:
    """A server.

    Attributes:
        process: its process.
        address: host and port.
        log: what it wrote to stderr goes there.
        metrics_url: where its metrics are, if they are served.
    """

    process: subprocess.Popen[str]
    address: str
    log: Path
    metrics_url: str | None

    @property
    def url(self) -> str:
        return f"grpc://{self.address}"

    def metric(self, name: str) -> float:
        assert self.metrics_url is not None
        text = urllib.request.urlopen(self.metrics_url, timeout=10).read().decode()
        (value,) = [line.split()[-1] for line in text.splitlines() if line.startswith(name + " ")]
        return float(value)

    def send(self, what: signal.Signals) -> None:
        self.process.send_signal(what)


@contextmanager
def server(
    tmp_path: Path, *arguments: str | Path, metrics: bool = True, jvm_options: tuple[str, ...] = ()
) -> Iterator[RunningServer]:
    """Run ``javagym serve`` on a free port, with the class path of this process."""
    log = tmp_path / f"server-{monotonic():.6f}.log"
    more = ["--metrics-port", "0"] if metrics else []
    line = command(["--port", "0", *more, *[str(argument) for argument in arguments]])
    line[1:1] = jvm_options
    environment = {**os.environ, registration.CLASSPATH_VARIABLE: ""}
    with log.open("w") as stderr:
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment
        )
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        assert first.startswith("listening on "), first + log.read_text()
        metrics_url = process.stdout.readline().split()[-1] if metrics else None
        yield RunningServer(process, first.split()[-1], log, metrics_url)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()


class Mortal:
    """A server that is killed and started again at the same address.

    Args:
        folder: for its logs.
        *arguments: of ``javagym serve``.
    """

    def __init__(self, folder: Path, *arguments: str | Path) -> None:
        self._folder = folder
        self._arguments = arguments
        self._lives = ExitStack()
        self._thread: threading.Thread | None = None
        self.running = self._lives.enter_context(self._server())
        self.door = self.running.url

    def kill(self, what: signal.Signals = signal.SIGKILL, *, comes_back: bool = True) -> None:
        """Kill it. It comes back by itself while others wait."""
        self.join()
        self.running.send(what)
        self.running.process.wait(30)
        self._lives.close()
        if comes_back:
            self._thread = threading.Thread(target=self.start)
            self._thread.start()

    def start(self, *arguments: str) -> None:
        """Start it at the address where it was."""
        port = self.running.address.rpartition(":")[2]
        self.running = self._lives.enter_context(self._server(*arguments, "--port", port))

    def _server(self, *arguments: str) -> AbstractContextManager[RunningServer]:
        # It lives for moments only: its JVM need not compile for a long life.
        return server(
            self._folder,
            *self._arguments,
            *arguments,
            metrics=False,
            jvm_options=("-XX:TieredStopAtLevel=1",),
        )

    def join(self) -> None:
        """Wait until it is there."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Kill it for good."""
        self.join()
        self._lives.close()


def eventually(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something holds."""
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline, "it does not come about"
        sleep(0.05)


def compiled(folder: Path, sources: Path) -> Path:
    """Return a folder of classes with environments that tests bring along."""
    classes = folder / sources.name
    classes.mkdir()
    files = sorted(str(path) for path in sources.glob("*.java"))
    subprocess.run(
        ["javac", "-cp", ":".join(jvm.jars()), "-d", str(classes), *files],
        check=True,
        capture_output=True,
    )
    shutil.copytree(sources / "META-INF", classes / "META-INF")
    return classes
