"""A line of the log for each request: which kind of address, how it was answered and how long that took.

Never the query, and of the method and the address only what is known beforehand: any word may be sent as a method, and
what follows in an address may be the name of a file or the number of somebody's session. Requests for the site's own
files are logged only when they fail.
"""

import logging
import time
from collections.abc import Collection
from http import HTTPMethod

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("peelboard.requests")
_FAMILIES = ("/media", "/_stcore/upload_file", "/_stcore/bidi-components", "/_stcore/agent", "/component")
_FILES = ("/static", "/app/static")
_KNOWN = (
    *(
        "/healthz",
        "/readyz",
        "/metrics",
        "/search.json",
        "/words.json",
        "/closed.html",
        "/favicon.png",
        "/manifest.json",
        "/oauth2callback",
        "/auth/login",
        "/auth/logout",
    ),
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/stream"),
)
OTHER, OTHER_METHOD = "another address", "another method"


def shown(path: str, pages: Collection[str]) -> str:
    """An address as it stands in the log."""
    plain = path.rstrip("/") or "/"
    if plain == "/" or plain in _KNOWN or plain[1:] in pages:
        return plain
    return next((f"{family}/.." for family in (*_FAMILIES, *_FILES) if plain.startswith(f"{family}/")), OTHER)


class Requests:
    """Writes the line of each request, and one as a web socket opens and as it closes."""

    def __init__(self, app: ASGIApp, *, pages: Collection[str]) -> None:
        self._app = app
        self._pages = frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and tell of it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        address = shown(scope["path"], self._pages)
        status = 500 if scope["type"] == "http" else 403  # what becomes of it where nothing is answered

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
                _LOG.info("session opened", extra={"details": {"path": address}})
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._tell(scope, address, status, time.perf_counter() - began)

    def _tell(self, scope: Scope, address: str, status: int, seconds: float) -> None:
        if status < 400 and any(address.startswith(f"{files}/") for files in _FILES):
            return
        if status == 101:
            _LOG.info("session closed", extra={"details": {"path": address, "seconds": round(seconds)}})
            return
        method = scope.get("method", "GET")
        lines = {"method": method if method in set(HTTPMethod) else OTHER_METHOD, "path": address, "status": status}
        level = logging.WARNING if status >= 500 else logging.INFO
        _LOG.log(level, "request", extra={"details": {**lines, "ms": round(1000 * seconds, 1)}})
