"""A Maven repository in a folder, with those of javagym's jars that a project asks for.

They are not on Maven Central, so a project brings them along, as they are in this package.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from javagym import jvm
from javagym.errors import JavaNotFoundError
from javagym.version import __version__

_GROUP = Path("io", "javagym")

# Where each artifact's jar is, under the package's folder of jars.
_JARS = {
    "javagym-box2d": f"javagym-box2d-{__version__}.jar",
    "javagym-envs": "javagym-envs.jar",
    "javagym-conformance": "maven/javagym-conformance.jar",
}


def fill(folder: Path) -> None:
    """Write the repository, in Maven's layout, with a checksum beside each file.

    Raises:
        JavaNotFoundError: if this package has no jars, as in a source tree that was not built.
    """
    for artifact, jar in _JARS.items():
        place = folder / _GROUP / artifact / __version__
        place.mkdir(parents=True)
        _add(jvm.JARS / jar, place / f"{artifact}-{__version__}.jar")
        _add(jvm.JARS / "maven" / f"{artifact}.pom", place / f"{artifact}-{__version__}.pom")


def _add(source: Path, target: Path) -> None:
    if not source.exists():
        raise JavaNotFoundError(
            f"{source} does not exist: run `make setup` in the source tree, or install a javagym"
            " wheel"
        )
    shutil.copyfile(source, target)
    # Maven asks for this digest; it tells a damaged file, not a malicious one.
    digest = hashlib.sha1(target.read_bytes(), usedforsecurity=False).hexdigest()
    target.with_name(f"{target.name}.sha1").write_text(digest, encoding="ascii")
