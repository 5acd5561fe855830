"""The Java server of environments, as a process: ``javagym serve``."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import NoReturn

from javagym import jvm
from javagym.errors import JavaNotFoundError
from javagym.registration import CLASSPATH_VARIABLE

MAIN_CLASS = "io.javagym.server.cli.Main"

# The class path of a server would be no part of the in-process door's: it costs a JVM's start.
JARS = jvm.JARS / "server"

# The first release whose JVM warns of what Netty and protobuf do with memory, and knows the option
# that says it is known.
_WARNS_OF_UNSAFE = 24


def command(arguments: list[str]) -> list[str]:
    """Return the command that starts a server, with the Java that the package uses.

    Args:
        arguments: what ``javagym serve`` takes.

    Raises:
        javagym.JavaNotFoundError: if there is no usable Java, or the server's jars are missing.
    """
    home, chosen_by = jvm.java_home()
    jvm.jvm_library(home, chosen_by)  # its errors say what to do
    if not (JARS / "javagym-server.jar").exists():
        raise JavaNotFoundError(
            f"{JARS / 'javagym-server.jar'} does not exist: run `make setup` in the source tree, or"
            " install a javagym wheel"
        )
    release = jvm.java_release(home)
    known = ["--sun-misc-unsafe-memory-access=allow"]
    class_path = [*jvm.jars(), *sorted(str(path) for path in JARS.glob("*.jar"))]
    user_jars = [path for path in os.environ.get(CLASSPATH_VARIABLE, "").split(os.pathsep) if path]
    return [
        str(home / "bin" / ("java.exe" if sys.platform == "win32" else "java")),
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        *(known if release is not None and release >= _WARNS_OF_UNSAFE else []),
        *[f"-D{name}={value}" for name, value in jvm.system_properties().items()],
        *shlex.split(os.environ.get("JAVAGYM_JVM_ARGS", "")),
        "-cp",
        os.pathsep.join(class_path),
        MAIN_CLASS,
        "serve",
        *[argument for path in user_jars for argument in ("--classpath", path)],
        *arguments,
    ]


def replace_process(arguments: list[str]) -> NoReturn:
    """Become the server: signals, output and exit status are its own."""
    line = command(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(str(Path(line[0])), line)
