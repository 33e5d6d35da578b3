"""The plain pages, each at an address of its own, under the rights of whoever asks at that moment."""

from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from src.present.html.markup import markup
from src.store.disk_check import CannotStore
from src.web import page_context, page_shell, plain_pages
from src.web.session_auth import KnownSignIns

NOT_YOURS = "Sign in to PEELboard to see its pages. To sign in, the browser needs scripts and a web socket."
_HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
"""A browser keeps a page, and asks each time whether it still stands and whether its reader may still see it."""
_FRESH = {"Cache-Control": "private, no-store"}


def routes(sign_ins: KnownSignIns) -> list[BaseRoute]:
    """The route of each plain page."""

    async def answer(name: str, request: Request) -> Response:
        page = await run_in_threadpool(_page, sign_ins, name, request.cookies, request.query_params)
        if page is not None:
            return as_asked(request, page, _HEADERS)
        if request.headers.get("sec-fetch-dest") == "empty":  # a script that shows the page where there is one
            return Response(status_code=204, headers=_FRESH)
        return HTMLResponse(
            markup("plain", "refused", plain_pages.style(), page_shell.marking(sign_ins.server), NOT_YOURS),
            403,
            headers=_FRESH,
        )

    return [Route(f"/{plain_pages.file(name)}", partial(answer, name)) for name in plain_pages.VIEWS]


def as_asked(request: Request, page: str, headers: Mapping[str, str]) -> Response:
    """A page, or only that it is unchanged where the browser has it."""
    tag = f'"{sha256(page.encode()).hexdigest()[:32]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**headers, "ETag": tag})
    return HTMLResponse(page, headers={**headers, "ETag": tag})


def _page(sign_ins: KnownSignIns, name: str, cookies: Mapping[str, str], asked: Mapping[str, str]) -> str | None:
    """None where who asks did not sign in, or may see nothing."""
    settings = sign_ins.settings_for(cookies)
    if settings is None:
        return None
    page_context.started()
    try:
        return plain_pages.page(settings, name, asked)
    except CannotStore:
        return None
