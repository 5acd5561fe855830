"""The command line of the Java agents, as a process: ``javagym train``, ``evaluate``, ``play``."""

from __future__ import annotations

import os
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from javagym import jvm
from javagym.errors import JavaNotFoundError
from javagym.registration import CLASSPATH_VARIABLE

MAIN_CLASS = "io.javagym.agents.cli.Main"

# Has the environments in it, so that theirs is not on the class path beside it.
JAR = jvm.JARS / "agents" / "javagym-agents.jar"

_ENVIRONMENTS = jvm.JARS.resolve()

# Training on a table is over before HotSpot's second compiler and G1's threads pay for themselves.
_SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_ON_TABLES = re.compile(r"--agent=(qlearning|sarsa|ps)|--config=x(3|5|6|7|8|10|11|12|17)(-.*)?")


def command(arguments: list[str]) -> list[str]:
    """Return the command that runs the agents' command line, with the Java that the package uses.

    Args:
        arguments: a subcommand and what it takes, such as ``["train", "--config", "x9", ...]``.

    Raises:
        javagym.JavaNotFoundError: if there is no usable Java, or the jar of agents is missing.
    """
    home, chosen_by = jvm.java_home()
    jvm.jvm_library(home, chosen_by)  # its errors say what to do
    if not JAR.exists():
        raise JavaNotFoundError(
            f"{JAR} does not exist: run `make setup` in the source tree, or install a javagym wheel"
        )
    others = [jar for jar in jvm.jars() if Path(jar).resolve().parent != _ENVIRONMENTS]
    user_jars = [path for path in os.environ.get(CLASSPATH_VARIABLE, "").split(os.pathsep) if path]
    return [
        str(home / "bin" / ("java.exe" if sys.platform == "win32" else "java")),
        "--enable-native-access=ALL-UNNAMED",
        *[f"-D{name}={value}" for name, value in jvm.system_properties().items()],
        *(_SHORT if _is_on_tables(arguments) else ()),
        *shlex.split(os.environ.get("JAVAGYM_JVM_ARGS", "")),
        "-cp",
        os.pathsep.join([str(JAR), *others, *user_jars]),
        MAIN_CLASS,
        *arguments,
    ]


def _is_on_tables(arguments: list[str]) -> bool:
    """Whether what is trained learns a table."""
    pairs = ("=".join(pair) for pair in pairwise(arguments))
    return any(_ON_TABLES.fullmatch(text) for text in (*arguments, *pairs))


def replace_process(arguments: list[str]) -> NoReturn:
    """Become the Java command line: signals, output and exit status are its own."""
    line = command(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(str(Path(line[0])), line)
