"""Writes the two bills of materials: ``python sbom.py VERSION java.json python.json DIST``.

The tools know what Maven and pip resolve. Added is what they cannot see: sources of others that are
compiled into two of the jars. Taken away is where the files lay on the machine that built them.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Bom = dict[str, Any]


def found(pattern: str, path: str) -> str:
    """Return the first group of the pattern in a file of the project."""
    match = re.search(pattern, (ROOT / path).read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"{path} has nothing like {pattern}")
    return match[1]


def contained() -> dict[str, Bom]:
    """Return what is inside of which jar: JBox2D, and the Arcade Learning Environment."""
    jbox2d = found(r"<jbox2d.version>(.*)</jbox2d.version>", "java-box2d/pom.xml")
    ale = found(r"ale-py==(\S+)", "native/ale-sources.txt")
    sha256 = found(r"sha256:(\w+)", "native/ale-sources.txt")
    return {
        "javagym-box2d": {
            "type": "library",
            "bom-ref": f"pkg:maven/org.jbox2d/jbox2d-library@{jbox2d}",
            "group": "org.jbox2d",
            "name": "jbox2d-library",
            "version": jbox2d,
            "description": "Its sources, as changed by java-box2d/src/edits, in another package",
            "licenses": [{"license": {"id": "BSD-2-Clause"}}],
            "purl": f"pkg:maven/org.jbox2d/jbox2d-library@{jbox2d}",
        },
        "javagym-atari": {
            "type": "library",
            "bom-ref": f"pkg:pypi/ale-py@{ale}",
            "name": "ale-py",
            "version": ale,
            "description": "The emulator, of ale-py's sources, linked into the library in the jar",
            "hashes": [{"alg": "SHA-256", "content": sha256}],
            "licenses": [{"license": {"id": "GPL-2.0-only"}}],
            "purl": f"pkg:pypi/ale-py@{ale}",
        },
    }


def java(bom: Bom) -> Bom:
    """Put what the jars contain into the components that contain it."""
    inside = contained()
    for component in bom["components"]:
        if component["name"] in inside:
            component["components"] = [inside[component["name"]]]
    return bom


def python(bom: Bom, version: str) -> Bom:
    """Say which version this is, and no path of this machine."""
    bom["metadata"]["component"]["version"] = version
    for component in bom["components"]:
        component["externalReferences"] = [
            reference
            for reference in component.get("externalReferences", [])
            if not reference["url"].startswith("file:")
        ]
    return bom


def main(version: str, java_bom: str, python_bom: str, dist: str) -> None:
    """Read both and write both."""
    for name, bom in (
        ("java", java(json.loads(Path(java_bom).read_text(encoding="utf-8")))),
        ("python", python(json.loads(Path(python_bom).read_text(encoding="utf-8")), version)),
    ):
        text = json.dumps(bom, indent=2, ensure_ascii=False) + "\n"
        Path(dist, f"javagym-{version}-{name}.cdx.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
