"""What every environment must do, as tests: of your own environments too, behind any door.

With pytest, a class of yours has them all:

    class TestWarehouse(javagym.conformance.EnvConformance):
        env_id = "java/Warehouse-v0"

and so has one that makes any `gymnasium.Env`:

    class TestMyEnv(javagym.conformance.EnvConformance):
        def make(self, **kwargs):
            return MyEnv(**kwargs)

Without it, `check` does the same in one call, and ``javagym conformance ID`` on the command line.
"""

from __future__ import annotations

from javagym.conformance.breach import ConformanceError
from javagym.conformance.report import Outcome, Report, check
from javagym.conformance.rules import EnvConformance

__all__ = ["ConformanceError", "EnvConformance", "Outcome", "Report", "check"]
