"""A plugin of pytest that writes down what was reached in the JVM inside of its process.

javagym lets that JVM end with the process, without the hooks by which JaCoCo would write.
"""

from __future__ import annotations

import sys


def pytest_unconfigure() -> None:
    """Have JaCoCo's agent write, if there is a JVM."""
    jpype = sys.modules.get("jpype")
    if jpype is not None and jpype.isJVMStarted():
        jpype.JClass("org.jacoco.agent.rt.RT").getAgent().dump(False)
