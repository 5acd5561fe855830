"""What a server asks of those who would reach it: the rule of addresses, tokens and arguments."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Any

from javagym.serving.refusal import invalid

LEAST_TOKEN_CHARACTERS = 16

_PLACE = re.compile(
    r"(?:.*[_.-])?(?:path|paths|dir|dirs|directory|file|files|filename|folder|url|uri|classpath)"
)
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SCHEME = "Bearer "


def is_loopback(host: str) -> bool:
    """Return whether a host, by name or number, is this machine alone.

    Raises:
        ValueError: if there is no such host.
    """
    try:
        address = socket.getaddrinfo(host, None)[0][4][0]
    except OSError as e:
        raise ValueError(f"unknown host {host!r}") from e
    return ipaddress.ip_address(str(address).partition("%")[0]).is_loopback


def require_guarded(host: str, *, tls: bool, token: bool) -> None:
    """Refuse an address that others can reach, unless TLS and a token keep strangers out."""
    if is_loopback(host) or (tls and token):
        return
    needed = [
        *([] if tls else ["TLS (--tls-cert and --tls-key)"]),
        *([] if token else ["a token (--token-file)"]),
    ]
    raise ValueError(
        f"{host} is not a loopback address, and whoever reaches the server can run environments: it"
        f" needs {' and '.join(needed)}"
    )


class TokenRule:
    """Knows a token when it sees it. It keeps a digest, and compares in a time that tells nothing.

    Args:
        token: at least 16 characters of printable ASCII.
    """

    def __init__(self, token: str) -> None:
        if len(token) < LEAST_TOKEN_CHARACTERS or not all(" " < c < "\x7f" for c in token):
            raise ValueError(
                f"the token has {len(token)} characters; expected at least"
                f" {LEAST_TOKEN_CHARACTERS}, of printable ASCII, without spaces"
            )
        self._digest = _digest(token)

    def complaint(self, authorization: str | None) -> str | None:
        """Return what is wrong with a call's metadata; None if nothing is."""
        if authorization is None:
            return (
                "the server asks for a token, and none was sent: expected the metadata"
                " 'authorization: Bearer TOKEN' with the call itself"
            )
        if not authorization.startswith(_SCHEME):
            return "expected the metadata 'authorization: Bearer TOKEN', got another scheme"
        given = _digest(authorization.removeprefix(_SCHEME))
        return None if hmac.compare_digest(self._digest, given) else "the token is not the server's"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


class KwargsRule:
    """Which arguments a client may not give: those whose names say that they are places.

    Java's server has the same rule (``io.javagym.server.KwargsRule``).

    Args:
        allowed: names that are let through although they look like places.
        denied: names that are refused although they don't.
    """

    def __init__(self, allowed: Iterable[str] = (), denied: Iterable[str] = ()) -> None:
        self._allowed = frozenset(allowed)
        self._denied = frozenset(denied)

    def check(self, values: dict[str, Any]) -> None:
        """Look at arguments or options, and at those inside of them."""
        for name, value in values.items():
            if self._is_denied(name):
                raise invalid(
                    f"argument '{name}' names a place on the server's machine, which a client may"
                    f" not choose; the server can allow it by --allow-kwarg {name}"
                )
            self._check_inside(value)

    def _check_inside(self, value: Any) -> None:
        if isinstance(value, dict):
            self.check(value)
        elif isinstance(value, list):
            for element in value:
                self._check_inside(element)

    def _is_denied(self, name: str) -> bool:
        if name in self._denied:
            return True
        words = _CAPITAL.sub("_", name).lower()
        return _PLACE.fullmatch(words) is not None and name not in self._allowed
