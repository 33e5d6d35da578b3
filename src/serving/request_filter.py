"""What is let through to Streamlit: who asks by our name, from our own pages, for what is meant for readers."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from src.serving import hosts, metrics

OTHER_NAME = (
    "This PEELboard does not answer to the name it was asked by. Its administrator lists its names in PEELBOARD_HOSTS."
)
OTHER_PAGE = "This was asked from a page of another site. Open PEELboard itself and try again."
CLOSED = "There is nothing at this address."
_METRICS, _AGENT = ("/_stcore/metrics", metrics.PATH), "/_stcore/agent"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_READS = ("GET", "HEAD", "OPTIONS")
_LONGEST_NAME = 255
"""Bytes. A disk asked for a longer name answers with an error, which would be ours."""


class Door:
    """Refuses what is not for Streamlit to answer, a web socket as any other request."""

    def __init__(self, app: ASGIApp, *, names: Collection[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status, sentence = self._refusal(scope)
        if not status:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(reason=sentence)(scope, receive, send)
        else:
            answer: Response = PlainTextResponse(f"{sentence}\n", status, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str]:
        """The status and the sentence of a refusal, or 0 and nothing."""
        headers = Headers(scope=scope)
        path = scope["path"].rstrip("/") or "/"
        host = headers.get("host", "")
        if path in hosts.HEALTH:
            return 0, ""
        if not hosts.is_named(host, self._names):
            return 400, OTHER_NAME
        origin = headers.get("origin")
        is_read = scope["type"] == "http" and scope["method"] in _READS
        if origin is not None and not is_read and not hosts.is_own_page(origin, host):
            return 403, OTHER_PAGE
        # A program's way in to the pages, which Streamlit offers beside them: nobody asked for it here.
        if f"{path}/".startswith(f"{_AGENT}/"):
            return 404, CLOSED
        if any(len(name.encode("utf-8", "replace")) > _LONGEST_NAME for name in path.split("/")):
            return 404, CLOSED
        if path in _METRICS and not _is_this_machine(scope, headers):
            return 404, CLOSED
        return 0, ""


def _is_this_machine(scope: Scope, headers: Headers) -> bool:
    """Whether the request comes from the machine itself, and not by way of a proxy on it."""
    client = scope.get("client")
    return (
        client is not None
        and client[0] in hosts.LOOPBACK
        and hosts.is_named(headers.get("host", ""), hosts.LOOPBACK)
        and not any(name in headers for name in _FORWARDED)
    )
