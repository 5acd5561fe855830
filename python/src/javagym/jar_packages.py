"""Jars that other Python distributions bring.

A distribution that ships Java environments names a package of its own in the entry point group
``javagym.jars``:

    [project.entry-points."javagym.jars"]
    warehouse = "warehouse_jars"

The folder ``jars`` of that package holds the jars, and ``specs.json``, which
``io.javagym.doors.WriteSpecs`` writes when the jars are built, so that ``import javagym`` registers
their environments without a JVM. Such a package may have a function ``system_properties`` that
returns a dict of str: it is called when the JVM starts, and what it returns are Java's system
properties.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NamedTuple

GROUP = "javagym.jars"


class JarPackage(NamedTuple):
    """A Python package with jars.

    Attributes:
        name: what Python imports it by.
        folder: where its jars are.
    """

    name: str
    folder: Path

    def jars(self) -> list[str]:
        """Return the paths of its jars."""
        return sorted(str(path) for path in self.folder.glob("*.jar"))

    def specs(self) -> list[dict[str, Any]]:
        """Return the specs of its environments; none in a source tree that was not built."""
        listed = self.folder / "specs.json"
        if not listed.exists():
            return []
        specs: list[dict[str, Any]] = json.loads(listed.read_text(encoding="utf-8"))
        return specs

    def system_properties(self) -> dict[str, str]:
        """Return what it wants the JVM to be told."""
        ask = getattr(importlib.import_module(self.name), "system_properties", None)
        return {} if ask is None else dict(ask())


@cache
def jar_packages() -> tuple[JarPackage, ...]:
    """Return the packages that are installed in this Python; none of them is imported."""
    found = []
    for name in sorted({point.value for point in entry_points(group=GROUP)}):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found.append(JarPackage(name, Path(spec.origin).parent / "jars"))
    return tuple(found)
