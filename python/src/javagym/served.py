"""Python environments for Java and for other Pythons: `serve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import gymnasium as gym
from gymnasium import spaces

from javagym.extras import require_grpc

if TYPE_CHECKING:
    from javagym.serving import Server


def serve(
    env_fn: Callable[..., gym.Env[Any, Any]] | Mapping[str, Callable[..., gym.Env[Any, Any]]],
    *,
    id: str = "py/Env-v0",  # noqa: A002 - as gymnasium.register names it
    info_space: spaces.Dict | None = None,
    **settings: Any,
) -> Server:
    """Serve environments of your own, wrapped as you like, to Java and to other Pythons.

        def make(goal=1.0):
            return FlattenObservation(MyEnv(goal))

        with javagym.serve(make, id="py/MyEnv-v0") as server:
            server.wait()

    Java reaches it by ``Gym.make("grpc://127.0.0.1:PORT/py/MyEnv-v0")``, Python by
    ``javagym.connect(server.address).make("py/MyEnv-v0")``. What a client gives as arguments
    reaches the function by name.

    Args:
        env_fn: makes an environment, a new one each time; or such functions by id.
        id: by which clients name it, where it is one.
        info_space: the fields that infos hold. Left out, an environment's own ``info_space``; or
            else the server makes one environment more, plays it for an episode and looks. A field
            that turns up later crosses as JSON in the field ``undeclared_json``, with a warning.
        **settings: the arguments of `javagym.serving.Server`, such as host, port and token.

    Returns:
        The server, which listens already; it ends with ``stop()``, as a context, or with Python.

    Raises:
        ValueError: if it would let strangers in, or a value is out of its range.
        OSError: if the port is taken.
        gymnasium.error.DependencyNotInstalled: without the extra ``javagym[grpc]``.
    """
    require_grpc()
    from javagym.serving import Factory, Offer, Server

    factories = env_fn if isinstance(env_fn, Mapping) else {id: env_fn}
    offer = Offer([Factory(name, made, info_space) for name, made in factories.items()])
    return Server(offer, **settings)
