"""What a sign-in keeps open: a web socket for as long as it holds, and files for whose session they belong to."""

import asyncio
from collections import Counter
from collections.abc import Mapping, MutableMapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from src.access.session_store import Key
from src.settings import Limits
from src.web.session_auth import KnownSignIns

NOT_SIGNED_IN = "Sign in to PEELboard and download the file from its page."
NOT_YOURS = "This file belongs to another session. Download it from your own page."
MAY_NOT_UPLOAD = "You may not upload this file: your role does not supply extracts, or the page it is for is not yours."
NO_LENGTH = "An upload has to say its length."
TOO_MUCH = "Too many files are waiting on the server. Accept or discard yours, or try again in a minute."
MEDIA, UPLOADS = "/media/", "/_stcore/upload_file/"
LOOK_EVERY_SECONDS = 1.0
GRACE_SECONDS = 0.9
"""How long a page has at most to be drawn without its figures, or sent on to the provider, before its socket closes."""
_ENDED = 4401
"""The code with which a socket is closed whose sign-in has ended."""


class SignInGuard:
    """Passes on what the sign-in of the browser that asks keeps open, and refuses the rest."""

    def __init__(self, app: ASGIApp, *, sign_ins: KnownSignIns, limits: Limits) -> None:
        self._app = app
        self._sign_ins = sign_ins
        self._limits = limits
        self._under_way: Counter[Key | None] = Counter()
        """Bytes of uploads that have begun and are not in memory as a whole yet."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(MEDIA):
            status, sentence = await run_in_threadpool(self._refused_download, scope)
            await self._pass_or_refuse(status, sentence, scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(UPLOADS) and scope["method"] != "OPTIONS":
            await self._upload(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _pass_or_refuse(self, status: int, sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
        if status:
            answer = PlainTextResponse(f"{sentence}\n", status, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refused_download(self, scope: Scope) -> tuple[int, str]:
        if not self._sign_ins.is_required():
            return 0, ""
        key = self._sign_ins.key_that_holds(HTTPConnection(scope).cookies)
        if key is None:
            return 403, NOT_SIGNED_IN
        is_own = self._sign_ins.may_download(key, scope["path"].removeprefix(MEDIA))
        return (0, "") if is_own else (403, NOT_YOURS)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        key, size, status, sentence = await run_in_threadpool(self._asked_upload, scope)
        if not status and size:
            # On the event loop, where nobody else counts meanwhile.
            waiting = self._sign_ins.uploaded_bytes()
            own = waiting.get(key, 0) + self._under_way[key] + size
            everybodys = sum(waiting.values()) + self._under_way.total() + size
            if own > self._limits.uploads_megabytes << 20 or everybodys > self._limits.all_uploads_megabytes << 20:
                status, sentence = 413, TOO_MUCH
        if status:
            await self._pass_or_refuse(status, sentence, scope, receive, send)
            return
        self._under_way[key] += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[key] -= size

    def _asked_upload(self, scope: Scope) -> tuple[Key | None, int, int, str]:
        """Whose upload it is and how large, with the status and the sentence of a refusal."""
        key: Key | None = None
        if self._sign_ins.is_required():
            key = self._sign_ins.key_that_holds(HTTPConnection(scope).cookies)
            session = scope["path"].removeprefix(UPLOADS).partition("/")[0]
            if key is None or not self._sign_ins.may_upload(key, session):
                return key, 0, 403, MAY_NOT_UPLOAD
        if scope["method"] != "PUT":
            return key, 0, 0, ""
        length = Headers(scope=scope).get("content-length", "")
        return (key, int(length), 0, "") if length.isdecimal() else (key, 0, 411, NO_LENGTH)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A web socket. Nothing that comes through it is acted on once the sign-in it was opened with has ended."""
        cookies = HTTPConnection(scope).cookies
        if not self._sign_ins.is_required():
            await self._app(scope, receive, send)
        elif (key := self._sign_ins.key_that_holds(cookies)) is None:
            # Here the browser is asked to sign in, in a session of its own: an earlier one is not gone on with.
            await self._app(_without_earlier_session(scope), receive, send)
        else:
            await _Held(self._app, self._sign_ins, cookies, key).serve(scope, receive, send)


class _Held:
    """A web socket that a sign-in keeps open."""

    def __init__(self, app: ASGIApp, sign_ins: KnownSignIns, cookies: Mapping[str, str], key: Key) -> None:
        self._app = app
        self._sign_ins = sign_ins
        self._cookies = cookies
        self._key = key
        self._is_over = False

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass messages on, both ways, until the sign-in has ended."""
        coming: asyncio.Future[Message] | None = None

        async def receive_while_it_holds() -> Message:
            nonlocal coming
            while not self._is_over:
                coming = coming or asyncio.ensure_future(receive())
                await asyncio.wait({coming}, timeout=LOOK_EVERY_SECONDS)
                if self._sign_ins.key_that_holds(self._cookies) != self._key:
                    # Of itself a browser that comes back keeps what it showed: the page is drawn without figures first.
                    await self._sign_ins.draw_end(self._key, GRACE_SECONDS)
                    self._is_over = True
                    self._sign_ins.end_sessions(self._key)
                    await send({"type": "websocket.close", "code": _ENDED, "reason": "The sign-in has ended."})
                elif coming.done():
                    message, coming = coming.result(), None
                    return message
            return {"type": "websocket.disconnect", "code": _ENDED}

        async def send_while_it_holds(message: Message) -> None:
            if not self._is_over:
                await send(message)

        try:
            await self._app(scope, receive_while_it_holds, send_while_it_holds)
        finally:
            if coming:
                coming.cancel()


def _without_earlier_session(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The request without the number of the session that the browser asks to go on with: the third of its protocols."""
    fresh = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=fresh)
    if protocols := headers.get("sec-websocket-protocol"):
        headers["sec-websocket-protocol"] = ",".join(protocols.split(",")[:2])
    return fresh
