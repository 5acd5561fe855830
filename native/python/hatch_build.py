"""What is found out while the package is built: what it needs, and the systems it runs on."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

JAR = "src/javagym_atari/jars/javagym-atari.jar"
LIBRARY = "io/javagym/atari/libjavagym_ale.so"


class Dependencies(MetadataHookInterface):
    """Asks for javagym of the same version: the jar calls into javagym's own."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the dependencies."""
        metadata["dependencies"] = [
            "ale-py>=0.12.1",  # for its ROMs
            f"javagym=={metadata['version']}",
        ]


class PlatformTag(BuildHookInterface[Any]):
    """Names the wheel for any Python, and for the systems that the library in the jar runs on."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Set the tag of a wheel; an editable one keeps that of pure Python."""
        if version == "standard" and self.target_name == "wheel":
            build_data["tag"] = f"py3-none-manylinux_2_{self._glibc()}_x86_64"

    def _glibc(self) -> int:
        """Return the minor version of the oldest glibc 2 that has all that the library asks for."""
        with zipfile.ZipFile(Path(self.root, JAR)) as jar:
            library = jar.read(LIBRARY)
        return max(int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", library))
