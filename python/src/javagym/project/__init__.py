"""``javagym new``: a Maven project with an environment of your own, ready to train on."""

from javagym.project.create import create
from javagym.project.names import Names

__all__ = ["Names", "create"]
