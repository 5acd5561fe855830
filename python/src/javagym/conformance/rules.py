"""All rules together."""

from __future__ import annotations

from javagym.conformance.contract import ContractRules
from javagym.conformance.leaks import LeakRules
from javagym.conformance.pictures import PictureRules
from javagym.conformance.reference import ReferenceRules
from javagym.conformance.refusals import RefusalRules
from javagym.conformance.rows import RowRules
from javagym.conformance.seeds import SeedRules
from javagym.conformance.snapshots import SnapshotRules
from javagym.conformance.space_rules import SpaceRules


class EnvConformance(
    ContractRules,
    SeedRules,
    RefusalRules,
    PictureRules,
    SpaceRules,
    RowRules,
    SnapshotRules,
    ReferenceRules,
    LeakRules,
):
    """What every environment must do. Set ``env_id`` or override `make`; see `Subject`.

    A rule that does not apply, such as that of snapshots where there are none, is skipped and says
    why. A failure tells the rule, the step, what was expected and what came.
    """
