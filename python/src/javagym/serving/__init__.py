"""Serves Gymnasium's environments over gRPC: to Java, to other Pythons, to other machines.

docs/protocol.md tells of the contract, which ``javagym serve`` keeps in Java.
"""

from javagym.extras import require_grpc

require_grpc()

from javagym.serving.offer import Factory, Offer  # noqa: E402 - they import gRPC
from javagym.serving.server import Server  # noqa: E402

__all__ = ["Factory", "Offer", "Server"]
