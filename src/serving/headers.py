"""What every answer tells the browser: to load nothing from elsewhere, and to be shown in no other site's frame."""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from src.web.streamlit_compat import SIGN_IN_COOKIE, TOKENS_COOKIE

_MAX_AGE, _REMOVES = re.compile(r"Max-Age=\d+", re.IGNORECASE), re.compile(r"Max-Age=0(;|$)", re.IGNORECASE)
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), "
    "geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
TRANSPORT = "max-age=31536000"
"""For a year this name is asked over TLS alone. Said only where TLS stands before the server."""


def policy(index: Path) -> str:
    """The Content-Security-Policy for the page that Streamlit serves.

    Scripts are files of this server, and the scripts that stand in its one page, each by its hash. Styles may stand
    in a page, since Streamlit writes its own there and the charts theirs.
    """
    inline = [_hash(script) for script in _INLINE.findall(index.read_bytes())]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *inline]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


class Headers:
    """Puts the headers on every answer, and keeps files of figures out of the browser's store."""

    def __init__(self, app: ASGIApp, *, policy: str, is_behind_tls: bool, sign_in_lasts_seconds: int) -> None:
        self._app = app
        self._lasts = f"Max-Age={sign_in_lasts_seconds}"
        self._headers = {"Content-Security-Policy": policy, **FIXED}
        if is_behind_tls:
            self._headers["Strict-Transport-Security"] = TRANSPORT
        self._is_behind_tls = is_behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                del headers["access-control-allow-origin"]  # Streamlit lets every site read its static files
                if "content-disposition" in headers:
                    headers["Cache-Control"] = "private, no-store"
                cookies = list(filter(None, map(self._cookie, headers.getlist("set-cookie"))))
                del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with)

    def _cookie(self, cookie: str) -> str:
        """A cookie as it is sent; empty where it is not to be sent.

        That of a sign-in lasts no longer than the sign-in. The provider's tokens are not kept in the browser: nobody
        here asks for them again. Behind TLS a cookie goes no other way: Streamlit knows of TLS only where it has the
        key.
        """
        is_removal = _REMOVES.search(cookie)
        if cookie.startswith(TOKENS_COOKIE) and not is_removal:
            return ""
        if cookie.startswith(SIGN_IN_COOKIE) and not is_removal:
            cookie = _MAX_AGE.sub(self._lasts, cookie)
        return cookie if not self._is_behind_tls or "; secure" in cookie.lower() else f"{cookie}; Secure"
