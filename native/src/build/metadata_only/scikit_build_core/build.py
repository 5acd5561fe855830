"""Stands in for the build backend of ale-py while pip downloads its source distribution.

pip asks a source distribution for its metadata before it keeps it. The real backend would first
need several hundred megabytes of build requirements, and none of that is used here.
"""

from __future__ import annotations

from pathlib import Path


def get_requires_for_build_wheel(config_settings: object = None) -> list[str]:
    """Return nothing: nothing is built."""
    return []


def prepare_metadata_for_build_wheel(
    metadata_directory: str, config_settings: object = None
) -> str:
    """Write name and version, all that pip compares with what it was asked for."""
    version = Path("version.txt").read_text(encoding="utf-8").strip()
    folder = Path(metadata_directory) / f"ale_py-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: ale-py\nVersion: {version}\n", encoding="utf-8"
    )
    return folder.name
