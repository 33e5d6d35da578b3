"""The site as one application, and its start: Streamlit, with the door, the headers and the log before it."""

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.starlette import App

from src.access.sign_in_config import Misconfigured
from src.serving import closed_parts, first_page, headers, health, hosts, logs, metrics, no_such_page, search, warm_up
from src.serving import plain_pages as plain_routes
from src.serving.headers import Headers
from src.serving.request_filter import Door
from src.serving.requests import Requests
from src.serving.sign_in_guard import SignInGuard
from src.serving.static_files import StaticFiles
from src.settings import PROJECT, Settings
from src.web import plain_pages, session_auth
from src.web.streamlit_compat import send_at_once

_LOG = logging.getLogger("peelboard")
SCRIPT = PROJECT / "app.py"
WENT_WRONG = "This could not be answered. No figure is lost. Try again; the server's log says what went wrong.\n"


def site(settings: Settings) -> App:
    """The application, for any server of ASGI applications."""
    sign_ins = session_auth.KnownSignIns(settings)
    kind = settings.log or (logs.TEXT if sys.stderr.isatty() else logs.JSON)
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    policy = headers.policy(index)
    known = [*filter(None, first_page.ADDRESSES), *map(plain_pages.file, plain_pages.VIEWS)]

    @asynccontextmanager
    async def lifespan(_: App) -> AsyncIterator[None]:
        logs.set_up(kind)  # once what serves the application has set up its own
        _LOG.info("started")
        yield
        _LOG.info("stopped")

    async def went_wrong(_: Request, __: Exception) -> PlainTextResponse:
        return PlainTextResponse(WENT_WRONG, 500, headers={"Content-Security-Policy": policy, **headers.FIXED})

    return App(
        SCRIPT,
        lifespan=lifespan,
        routes=[
            *health.routes(settings),
            *metrics.routes(settings),
            *search.routes(sign_ins),
            *plain_routes.routes(sign_ins),
            *closed_parts.routes(sign_ins),
            *first_page.routes(settings, index),
            *no_such_page.routes(settings, known),
        ],
        middleware=[
            Middleware(Requests, pages=known),
            Middleware(
                Headers,
                policy=policy,
                is_behind_tls=settings.tls == "on",
                sign_in_lasts_seconds=session_auth.lasts_seconds(),
            ),
            Middleware(Door, names=hosts.listed(settings.hosts)),
            Middleware(StaticFiles),
            Middleware(SignInGuard, sign_ins=sign_ins, limits=settings.limits),
        ],
        exception_handlers={Exception: went_wrong},
    )


def serve(settings: Settings, address: str, port: int) -> None:
    """Serve until stopped. What stands in .streamlit/config.toml holds for all that is not said here.

    Raises Misconfigured where nobody could sign in though it is required: that is no server to start.
    """
    send_at_once()
    sys.argv = [str(SCRIPT)]  # Streamlit finds its settings and the static files beside what was started
    app = site(settings)
    if text := session_auth.standing_of_server():
        raise Misconfigured(text)
    warm_up.begin()
    app.run(
        config={
            "server.address": address,
            "server.port": port,
            "server.maxUploadSize": settings.limits.file_megabytes,
            "server.enableXsrfProtection": True,
            "server.enableCORS": True,
            "server.enableAgentApi": False,
            "client.showErrorDetails": "none",
            "client.allowedOrigins": [],
        }
    )
