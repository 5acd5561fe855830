"""Environments in a server: `connect`, and the client that it returns."""

from __future__ import annotations

import ipaddress
import json
import os
import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gymnasium as gym
from gymnasium import error
from gymnasium.envs.registration import EnvSpec

from javagym import doors
from javagym.arguments import to_json
from javagym.errors import ForkedProcessError
from javagym.extras import require_grpc
from javagym.forks import keep_in_child
from javagym.version import __version__

if TYPE_CHECKING:
    from javagym.doors.grpc import Session

TOKEN_VARIABLE = "JAVAGYM_TOKEN"
TLS_CA_VARIABLE = "JAVAGYM_TLS_CA"

_SERVICE = "/javagym.v1.EnvironmentService/"
_CONNECT_SECONDS = 10.0

# A server that is stopped, or a network that swallows all, is found out in 15 s.
_KEEP_ALIVE_MS, _KEEP_ALIVE_TIMEOUT_MS = 10_000, 5_000
_WINDOW_BYTES = 4 << 20
_FRAME_BYTES = 1 << 20

_channel_in_pid: int | None = None


@dataclass(frozen=True)
class Address:
    """Where a server is and how it is spoken to.

    Attributes:
        url: as in ``grpc://host:port``; ``grpcs`` is TLS.
        token: the server's token; None for none.
        tls_ca: a PEM file of the certificate authority that vouches for the server.
        timeout: seconds that any answer may take.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    tls_ca: str | None = None
    timeout: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        try:
            port = parts.port
        except ValueError:
            port = None
        if parts.scheme not in ("grpc", "grpcs") or not parts.hostname or port is None:
            raise ValueError(
                f"the address is {self.url!r}, expected grpc://host:port, or grpcs://host:port for"
                " TLS"
            )
        if parts.path.strip("/") or parts.query or parts.username:
            raise ValueError(f"the address is {self.url!r}, expected nothing after host and port")
        if not self.timeout > 0:
            raise ValueError(f"timeout is {self.timeout!r}, expected more than 0 seconds")

    @property
    def target(self) -> str:
        """Return host and port."""
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        return f"[{host}]:{parts.port}" if ":" in host else f"{host}:{parts.port}"

    @property
    def is_tls(self) -> bool:
        """Return whether the connection is encrypted."""
        return self.tls_ca is not None or self.url.startswith("grpcs://")

    @property
    def is_loopback(self) -> bool:
        """Return whether the server is on this machine."""
        host = urlsplit(self.url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def connect(
    url: str,
    *,
    token: str | None = None,
    tls_ca: str | os.PathLike[str] | None = None,
    timeout: float = 60.0,
) -> Client:
    """Connect to a server of environments, such as ``javagym serve`` starts.

    Args:
        url: ``grpc://host:port``, or ``grpcs://host:port`` for TLS.
        token: the server's token; left out, the environment variable ``JAVAGYM_TOKEN``.
        tls_ca: a PEM file of the certificate authority that vouches for the server, which means
            TLS; left out, the environment variable ``JAVAGYM_TLS_CA``, or for ``grpcs`` the
            system's authorities.
        timeout: seconds that the server may take for any answer.

    Returns:
        A client, which lists and makes the server's environments.

    Raises:
        javagym.ConnectionLostError: if the server can't be reached.
        javagym.RefusedError: if the token is not the server's.
        gymnasium.error.DependencyNotInstalled: without the extra ``javagym[grpc]``.
    """
    made = Client(_address(url, token, tls_ca, timeout))
    try:
        made.list()
    except BaseException:
        made.close()
        raise
    return made


def _address(url: str, token: str | None, tls_ca: Any, timeout: float) -> Address:
    token = token if token is not None else os.environ.get(TOKEN_VARIABLE) or None
    tls_ca = tls_ca if tls_ca is not None else os.environ.get(TLS_CA_VARIABLE) or None
    return Address(url, token, None if tls_ca is None else os.fspath(tls_ca), timeout)


_clients: dict[Address, Client] = {}
_lock = threading.Lock()


def client(url: str) -> Client:
    """Return this process's client for an address that is given as a door."""
    address = _address(url, None, None, 60.0)
    with _lock:
        known = _clients.get(address)
        if known is None:
            known = _clients[address] = Client(address)
        return known


class Client:
    """A connection to a server. It is a door: ``gym.make("java/CartPole-v1", door=client)``.

    All environments made through it share one connection. Pickled, it connects anew where it is
    unpickled; the pickle holds the token.

    Args:
        address: of the server.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        require_grpc()
        self._channel = _open_channel(address)
        keep_in_child(self._channel)
        self._pid = os.getpid()
        self._default_before: tuple[doors.Choice] | None = None
        from javagym.v1 import environment_service_pb2 as pb

        self._pb = pb
        self._open_session: Callable[..., Any] = self._channel.stream_stream(
            _SERVICE + "Session",
            response_deserializer=pb.SessionResponse.FromString,
        )
        self._list: Callable[..., Any] = self._channel.unary_unary(
            _SERVICE + "ListEnvironments",
            request_serializer=pb.ListEnvironmentsRequest.SerializeToString,
            response_deserializer=pb.ListEnvironmentsResponse.FromString,
        )

    # --- environments ----------------------------------------------------------------------------

    def list(self) -> dict[str, dict[str, Any]]:
        """Return the specs of what the server offers, by id."""
        import grpc

        from javagym.doors.stream import from_status

        self._check_not_forked()
        try:
            response = self._list(
                self._pb.ListEnvironmentsRequest(),
                timeout=min(_CONNECT_SECONDS, self.address.timeout),
                metadata=self._metadata(),
            )
        except grpc.RpcError as e:
            status: Any = e
            raise from_status(
                status.code(), status.details(), self.address.url, "list of environments"
            ) from None
        return {spec.id: _spec(spec) for spec in response.environments}

    def make(self, env_id: str, **kwargs: Any) -> gym.Env[Any, Any]:
        """Make an environment of the server's, whether or not it is known here.

        Args:
            env_id: as `list` gives it.
            **kwargs: what `gymnasium.make` takes, and the environment's arguments.
        """
        from javagym.registration import environment_class, python_id

        spec = self._find(env_id)
        return gym.make(
            EnvSpec(
                id=python_id(spec["id"]),
                entry_point=environment_class(spec, vector=False),
                reward_threshold=spec["reward_threshold"],
                nondeterministic=spec["nondeterministic"],
                max_episode_steps=spec["max_episode_steps"],
                kwargs={**spec["kwargs"], "door": self},
            ),
            **kwargs,
        )

    def make_vec(
        self, env_id: str, num_envs: int = 1, **kwargs: Any
    ) -> gym.vector.VectorEnv[Any, Any, Any]:
        """Make a vector environment of the server's.

        Args:
            env_id: as `list` gives it.
            num_envs: how many environments.
            **kwargs: the arguments of `javagym.vector.JavaVectorEnv`, and the environment's.
        """
        from javagym.registration import environment_class

        spec = self._find(env_id)
        kwargs.setdefault("max_episode_steps", spec["max_episode_steps"])
        made: gym.vector.VectorEnv[Any, Any, Any] = environment_class(spec, vector=True)(
            num_envs=num_envs, door=self, **{**spec["kwargs"], **kwargs}
        )
        return made

    def _find(self, env_id: str) -> dict[str, Any]:
        offered = self.list()
        spec = offered.get(env_id) or offered.get(env_id.removeprefix("java/"))
        if spec is None:
            raise error.NameNotFound(
                f"the server at {self.address.url} does not offer {env_id!r}; it offers"
                f" {', '.join(sorted(offered))}"
            )
        return spec

    # --- the door --------------------------------------------------------------------------------

    def open_single(self, env_id: str, kwargs: dict[str, Any]) -> Session:
        """Open a single environment."""
        return self._open(self._pb.MakeRequest(id=env_id, kwargs_json=to_json(kwargs)))

    def open_vector(self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
        """Open a vector environment."""
        num_envs = settings["num_envs"]
        if not 0 <= num_envs < 1 << 31:
            raise ValueError(f"num_envs is {num_envs}, expected at least 1")
        modes = {
            "NextStep": self._pb.AUTORESET_MODE_NEXT_STEP,
            "SameStep": self._pb.AUTORESET_MODE_SAME_STEP,
            "Disabled": self._pb.AUTORESET_MODE_DISABLED,
        }
        vector = self._pb.VectorSettings(
            num_envs=num_envs,
            max_episode_steps=settings["max_episode_steps"],
            autoreset_mode=modes[settings["autoreset_mode"]],
            num_threads=settings["num_threads"],
            step_timeout_seconds=settings["step_timeout"],
        )
        return self._open(
            self._pb.MakeRequest(id=env_id, kwargs_json=to_json(kwargs), vector=vector)
        )

    def open_async(self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]) -> Session:
        """Raise NotImplementedError: a server's rows wait for each other."""
        raise NotImplementedError(
            "batch_size: the rows of a server wait for each other so far; leave it out, and take"
            " steps that are known beforehand by step_many"
        )

    def _open(self, make: Any) -> Session:
        from javagym.doors.grpc import PROTOCOL_VERSION, Session
        from javagym.doors.stream import Stream

        self._check_not_forked()
        stream = Stream(
            partial(self._open_session, metadata=self._metadata()),
            self.address.url,
            min(_CONNECT_SECONDS, self.address.timeout),
        )
        hello = self._pb.HelloRequest(
            protocol_version=PROTOCOL_VERSION,
            client=f"javagym {__version__}, Python {platform.python_version()}",
        )
        seconds = self.address.timeout
        return Session(stream, hello, make, min(_CONNECT_SECONDS, seconds), seconds)

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        token = self.address.token
        return () if token is None else (("authorization", f"Bearer {token}"),)

    def _check_not_forked(self) -> None:
        if self._pid != os.getpid():
            raise _forked(self._pid)

    # --- its life --------------------------------------------------------------------------------

    def set_default(self) -> None:
        """Have environments that are made without a door come through this one, until `close`."""
        before = doors.set_default(self)
        if self._default_before is None:
            self._default_before = (before,)

    def close(self) -> None:
        """Close the connection, and with it all environments made through it."""
        if self._default_before is not None:
            doors.set_default(self._default_before[0])
            self._default_before = None
        with _lock:
            if _clients.get(self.address) is self:
                del _clients[self.address]
        if self._pid == os.getpid():
            self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __deepcopy__(self, _: Any) -> Client:
        """Return this one: copies of an environment's arguments share the connection."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by connecting anew."""
        return Client, (self.address,)

    def __repr__(self) -> str:
        return f"javagym.connect({self.address.url!r})"


def _spec(proto: Any) -> dict[str, Any]:
    return {
        "id": proto.id,
        "max_episode_steps": proto.max_episode_steps
        if proto.HasField("max_episode_steps")
        else None,
        "reward_threshold": proto.reward_threshold if proto.HasField("reward_threshold") else None,
        "nondeterministic": proto.nondeterministic,
        "kwargs": json.loads(proto.kwargs_json or "{}"),
        "render_modes": list(proto.render_modes),
        "render_fps": proto.render_fps,
    }


def _open_channel(address: Address) -> Any:
    import grpc

    global _channel_in_pid
    if _channel_in_pid is not None and _channel_in_pid != os.getpid():
        raise _forked(_channel_in_pid)
    options: list[tuple[str, int]] = [
        # The server is trusted with as much as it sends; it says itself what it takes.
        ("grpc.max_receive_message_length", -1),
        ("grpc.max_send_message_length", -1),
        ("grpc.keepalive_time_ms", _KEEP_ALIVE_MS),
        ("grpc.keepalive_timeout_ms", _KEEP_ALIVE_TIMEOUT_MS),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.http2.lookahead_bytes", _WINDOW_BYTES),
        ("grpc.http2.max_frame_size", _FRAME_BYTES),
        # A server that comes back is found soon.
        ("grpc.initial_reconnect_backoff_ms", 100),
        ("grpc.min_reconnect_backoff_ms", 8000),  # is how long a handshake may take
        ("grpc.max_reconnect_backoff_ms", 1000),
        ("grpc.use_local_subchannel_pool", 1),
        ("grpc.enable_http_proxy", 0 if address.is_loopback else 1),
    ]
    if address.is_tls:
        authority = None if address.tls_ca is None else Path(address.tls_ca).read_bytes()
        channel = grpc.secure_channel(
            address.target, grpc.ssl_channel_credentials(authority), options
        )
    elif address.token is not None and not address.is_loopback:
        raise ValueError(
            f"a token would cross the network to {address.url} for all to read: give tls_ca, or an"
            " address of grpcs://"
        )
    else:
        channel = grpc.insecure_channel(address.target, options)
    _channel_in_pid = os.getpid()
    return channel


def _forked(parent: int) -> ForkedProcessError:
    return ForkedProcessError(
        f"this process ({os.getpid()}) was forked from one that uses gRPC ({parent}), and gRPC does"
        ' not survive a fork. Start workers with multiprocessing\'s "spawn" or "forkserver" instead'
    )
