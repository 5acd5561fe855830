"""Servers of environments on a Ray cluster, as actors, which env runners reach by gRPC.

    from javagym.ray import start_servers

    servers = start_servers(4)                                   # on the nodes with most room
    envs = gym.make_vec("java/CartPole-v1", num_envs=1024, door=servers, resume=True)

A server that dies is started again, with its actor or its node if need be. ``resume=True`` brings
back what ran in it, on another server if the first takes too long; docs/scale.md tells of both.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from gymnasium import error

from javagym import doors, remote, server
from javagym.errors import ConnectionLostError

try:
    import ray
    import ray.exceptions
    import ray.util
except ImportError as e:
    raise error.DependencyNotInstalled(
        f"the package {e.name} is not installed: run `pip install 'ray[rllib]'`"
    ) from e

__all__ = ["Server", "Servers", "start_servers"]

_START_SECONDS = 60.0
_END_SECONDS = 10.0
_PATIENCE_SECONDS = 5.0

# Starts a server that lives no longer than the other end of standard input, which is its actor,
# whatever ends that.
_WATCHED = """
exec 3<&0
"$@" </dev/null 3<&- & server=$!
echo "$server"
{ read -r _ <&3; kill "$server"; } >/dev/null 2>&1 &
exec 3<&-
wait "$server"
"""


class Server:
    """One ``javagym serve`` on this node: the class of the actors.

    Without ``--tls-cert`` it listens on loopback: the environments are for this machine only.

    Args:
        arguments: what ``javagym serve`` takes, but for ``--host`` and ``--port``.
    """

    def __init__(self, arguments: Sequence[str] = ()) -> None:
        self._node = ray.util.get_node_ip_address()
        self._is_tls = "--tls-cert" in arguments
        host = self._node if self._is_tls else "127.0.0.1"
        # When its actor is gone nobody finds it any more, and its cores count as free.
        drains = any(argument.startswith("--drain-timeout") for argument in arguments)
        end = [] if drains else ["--drain-timeout", "1"]
        self._command = server.command(["--host", host, "--port", "0", *end, *arguments])
        self._process: subprocess.Popen[str] | None = None
        self._pid = 0
        self._url = ""
        self._turn = 0

    def where(self) -> tuple[str, str, int]:
        """Return the server's address, its node's and its process, which is started if need be.

        Raises:
            RuntimeError: if it does not start; the log is the actor's.
        """
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        return self._url, self._node, self._pid

    def turn(self) -> int:
        """Return 0, then 1, and so on."""
        turn, self._turn = self._turn, self._turn + 1
        return turn

    def _start(self) -> None:
        self._process = subprocess.Popen(
            ["sh", "-c", _WATCHED, "javagym-serve", *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        lines: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_pass_on, args=(self._process, lines.put), daemon=True)
        reader.start()
        try:
            self._pid = int(lines.get(timeout=_START_SECONDS))
            said = lines.get(timeout=_START_SECONDS)
        except (queue.Empty, ValueError):
            said = ""
        prefix = "listening on "
        if not said.startswith(prefix):
            self.close()
            raise RuntimeError(
                f"`javagym serve` on node {self._node} did not start within {_START_SECONDS:g} s;"
                " its log, which is this actor's, says why"
            )
        self._url = f"{'grpcs' if self._is_tls else 'grpc'}://{said.removeprefix(prefix).strip()}"

    def close(self) -> None:
        """End the server."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _pass_on(process: subprocess.Popen[str], put: Callable[[str], None]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            put(line)
    put("")


def start_servers(count: int, arguments: Sequence[str] = (), **options: Any) -> Servers:
    """Start servers as actors, spread over the nodes.

    Args:
        count: how many.
        arguments: what ``javagym serve`` takes, but for ``--host`` and ``--port``. On a cluster of
            several machines they name ``--tls-cert``, ``--tls-key`` and ``--token-file``, files
            that are on every node; the runners' environment then has ``JAVAGYM_TOKEN`` and
            ``JAVAGYM_TLS_CA``.
        **options: of Ray's actors, such as ``num_cpus``, the cores that a server is counted for
            (1), or ``resources``.

    Returns:
        A door to them, once they are there. The actors live as long as it or a copy of it, and no
        longer than the process that called this.

    Raises:
        ValueError: if count is not at least 1.
        javagym.ConnectionLostError: if one is not there in time, for want of room for one.
        RuntimeError: if one does not start; its actor's log says why.
    """
    if count < 1:
        raise ValueError(f"count is {count}, expected at least 1")
    chosen = {
        "num_cpus": 1,
        "max_restarts": -1,
        "max_task_retries": -1,  # a call waits while Ray makes its actor anew
        "scheduling_strategy": "SPREAD",
        **options,
    }
    actor = ray.remote(Server).options(**chosen)
    servers = Servers([actor.remote(list(arguments)) for _ in range(count)])
    servers.where()
    return servers


class Servers:
    """A door to servers of a cluster: ``gym.make("java/CartPole-v1", door=servers)``.

    Each environment is made in the server whose turn it is, or in the next one that answers. The
    door can be sent to other processes of the cluster.

    Args:
        actors: of class `Server`.
        timeout: seconds for a server to be found, which includes its start.
    """

    def __init__(self, actors: Sequence[Any], *, timeout: float = 60.0) -> None:
        self._actors = list(actors)
        self._timeout = timeout

    def where(self) -> list[tuple[str, str, int]]:
        """Return each server's address, its node's and its process.

        Raises:
            javagym.ConnectionLostError: if an actor does not answer.
        """
        return [self._where(actor, self._timeout) for actor in self._actors]

    def close(self) -> None:
        """End the servers, with all environments in them."""
        for actor in self._actors:
            with suppress(ray.exceptions.RayError):  # killing it ends its server as well
                ray.get(actor.close.remote(), timeout=2 * _END_SECONDS)
            ray.kill(actor)

    def open_single(self, env_id: str, kwargs: dict[str, Any]) -> doors.Session:
        """Open a single environment."""
        return self._open(lambda client: client.open_single(env_id, kwargs))

    def open_vector(
        self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]
    ) -> doors.Session:
        """Open a vector environment."""
        return self._open(lambda client: client.open_vector(env_id, settings, kwargs))

    def open_async(
        self, env_id: str, settings: dict[str, Any], kwargs: dict[str, Any]
    ) -> doors.Session:
        """Raise NotImplementedError: a server's rows wait for each other."""
        return self._open(lambda client: client.open_async(env_id, settings, kwargs))

    def _open(self, open_in: Callable[[remote.Client], doors.Session]) -> doors.Session:
        lost: ConnectionLostError | None = None
        first = self._turn()
        turned = self._actors[first:] + self._actors[:first]
        patience = min(_PATIENCE_SECONDS, self._timeout)
        # Those that don't answer soon are passed over, and if none does the first is waited for.
        for actor, seconds in [
            *((actor, patience) for actor in turned),
            (turned[0], self._timeout),
        ]:
            try:
                url, node, _ = self._where(actor, seconds)
                _check_reach(url, node)
                return open_in(remote.client(url))
            except ConnectionLostError as e:
                lost = e
        assert lost is not None
        raise lost

    def _turn(self) -> int:
        """Return the index of the server whose turn it is, which the first one's actor knows."""
        try:
            turn: int = ray.get(self._actors[0].turn.remote(), timeout=_PATIENCE_SECONDS)
        except (ray.exceptions.RayActorError, ray.exceptions.GetTimeoutError):
            turn = os.getpid()  # as good as chance
        return turn % len(self._actors)

    def _where(self, actor: Any, seconds: float) -> tuple[str, str, int]:
        try:
            found: tuple[str, str, int] = ray.get(actor.where.remote(), timeout=seconds)
        except (ray.exceptions.RayActorError, ray.exceptions.GetTimeoutError) as e:
            raise ConnectionLostError(
                f"the actor of a server does not answer within {seconds:g} s: {e}"
            ) from e
        return found

    def __deepcopy__(self, _: Any) -> Servers:
        """Return this one: copies of an environment's arguments share the servers."""
        return self


def _check_reach(url: str, node: str) -> None:
    here = ray.util.get_node_ip_address()
    if remote.Address(url).is_loopback and node != here:
        raise ValueError(
            f"the server at {url} is on node {node} and listens on loopback, and this is node"
            f" {here}: give start_servers --tls-cert, --tls-key and --token-file"
        )
