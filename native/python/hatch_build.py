"""Gives the wheel its platform: any Python, but the library in the jar is for this system only."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlatformTag(BuildHookInterface[Any]):
    """Names the wheel ``py3-none-linux_x86_64``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Set the tag of a wheel; an editable one keeps that of pure Python."""
        if version == "standard":
            build_data["tag"] = "py3-none-linux_x86_64"
