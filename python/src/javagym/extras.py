"""What javagym needs only for some of its ways."""

from __future__ import annotations

import os
from importlib import import_module

from gymnasium import error


def require_grpc() -> None:
    """Look for gRPC and the wire contract, before anything imports them.

    Raises:
        gymnasium.error.DependencyNotInstalled: if one is missing.
    """
    # A forked child makes no use of gRPC here (javagym.forks). What gRPC itself does at a
    # fork writes to stderr, and has ended a child now and then.
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
    try:
        import_module("grpc")
        import_module("google.protobuf")
    except ImportError as e:
        raise error.DependencyNotInstalled(
            f"servers speak gRPC, and the package {e.name} is not installed: run"
            " `pip install 'javagym[grpc]'`"
        ) from e
    try:
        import_module("javagym.v1.environment_service_pb2")
    except ImportError as e:
        raise error.DependencyNotInstalled(
            f"javagym.v1 can't be imported ({e}): run `make setup` in the source tree, or install a"
            " javagym wheel; protobuf must be 6.31.1 or later"
        ) from e


def require_websockets() -> None:
    """Look for what serves the viewer's page, before anything imports it.

    Raises:
        gymnasium.error.DependencyNotInstalled: if it is missing or too old.
    """
    try:
        import_module("websockets.asyncio.server")
    except ImportError as e:
        raise error.DependencyNotInstalled(
            "the viewer's page is served by the package websockets, which is not installed or older"
            " than 14: run `pip install 'javagym[watch]'`"
        ) from e
