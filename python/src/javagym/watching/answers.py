"""Who may have the page, and the files that it is made of.

A page in a browser can reach any port of its machine. So the viewer listens on loopback alone, asks
for a random token, answers only under a name of loopback (a foreign name that was made to point
here is refused), and lets only its own page open the socket.
"""

from __future__ import annotations

import hmac
import re
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Request, Response

SOCKET = "/socket"

_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/viewer.js": ("viewer.js", "text/javascript; charset=utf-8"),
    "/card.js": ("card.js", "text/javascript; charset=utf-8"),
    "/keyboard.js": ("keyboard.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
_WITH_TOKEN = ("/", SOCKET)
_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def answer(request: Request, token: str) -> Response | None:
    """Return the answer to a request; None if it may open the socket."""
    host = _only(request, "Host")
    if host is None or _LOOPBACK.fullmatch(host) is None:
        return _text(HTTPStatus.FORBIDDEN, "the viewer answers to localhost and 127.0.0.1 alone")
    try:
        url = urlsplit(request.path)
        given = parse_qs(url.query, max_num_fields=8).get("token", [])
    except ValueError:
        return _text(HTTPStatus.BAD_REQUEST, "this address has another form than the viewer's")
    if url.path in _WITH_TOKEN and not _is_token(given, token):
        return _text(
            HTTPStatus.FORBIDDEN,
            "the viewer needs its token: open the whole address that javagym printed, with ?token=",
        )
    if url.path == SOCKET:
        if _only(request, "Origin") != f"http://{host}":
            return _text(HTTPStatus.FORBIDDEN, "the viewer's socket is for its own page alone")
        return None
    if url.path not in _FILES:
        return _text(HTTPStatus.NOT_FOUND, f"the viewer has {', '.join(sorted(_FILES))}")
    name, media_type = _FILES[url.path]
    return _response(HTTPStatus.OK, _file(name), media_type)


def _only(request: Request, header: str) -> str | None:
    """Return a header that is there exactly once."""
    values = request.headers.get_all(header)
    return values[0] if len(values) == 1 else None


def _is_token(given: list[str], token: str) -> bool:
    return len(given) == 1 and hmac.compare_digest(given[0].encode(), token.encode())


@cache
def _file(name: str) -> bytes:
    return resources.files("javagym.watching").joinpath("page", name).read_bytes()


def _text(status: HTTPStatus, text: str) -> Response:
    return _response(status, f"{text}\n".encode(), "text/plain; charset=utf-8")


def _response(status: HTTPStatus, body: bytes, media_type: str) -> Response:
    headers: dict[str, Any] = {
        "Connection": "close",
        "Content-Length": str(len(body)),
        "Content-Type": media_type,
        **_HEADERS,
    }
    return Response(status.value, status.phrase, Headers(headers), body)


def busy(pages: int) -> Response:
    """Return the answer for one page too many."""
    return _text(
        HTTPStatus.SERVICE_UNAVAILABLE, f"{pages} pages are open, which is the most: close one"
    )
