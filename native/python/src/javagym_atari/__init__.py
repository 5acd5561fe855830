"""Atari 2600 games for javagym: ``java/SpaceInvaders-v5`` and over a hundred others.

There is nothing to import here: ``import javagym`` finds this package by its entry point, and
registers its environments. The games' ROMs are those of ale-py.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path


def system_properties() -> dict[str, str]:
    """Return what the JVM is told when it starts: where the ROMs of ale-py are, if it is there."""
    found = importlib.util.find_spec("ale_py")
    if found is None or found.origin is None:
        return {}
    return {"javagym.roms": str(Path(found.origin).parent / "roms")}
