"""What is closed on a page, as the browser asks for it: under the rights that its reader has at that moment.

A browser keeps what it was sent and asks before it shows it again: the answer is then that nothing changed, or none.
"""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from src.store.disk_check import CannotStore
from src.web import closed
from src.web.session_auth import KnownSignIns

NOT_YOURS = "Sign in to PEELboard and open this on its page."
CHANGED = "There is nothing at this address, or the figures have changed. Reload the page."


def routes(sign_ins: KnownSignIns) -> list[BaseRoute]:
    """The route of the one address."""

    async def answered(request: Request) -> Response:
        asked = request.query_params
        status, text = await run_in_threadpool(_text, sign_ins, request.cookies, asked)
        if status != 200:
            return PlainTextResponse(f"{text}\n", status, headers={"Cache-Control": "private, no-store"})
        lasting = {"Cache-Control": "private, no-cache", "ETag": f'"{asked["content"]}"'}
        if request.headers.get("if-none-match") == lasting["ETag"]:
            return Response(status_code=304, headers=lasting)
        return HTMLResponse(text, headers=lasting)

    return [Route(f"/{closed.ADDRESS}", answered)]


def _text(sign_ins: KnownSignIns, cookies: Mapping[str, str], asked: Mapping[str, str]) -> tuple[int, str]:
    from src.web import view  # noqa: F401  here: with it every part is known, and no start waits for it

    settings = sign_ins.settings_for(cookies)
    if settings is None:
        return 403, NOT_YOURS
    try:
        return 200, closed.fetch(settings, asked)
    except CannotStore:  # who may see nothing is refused like who did not sign in
        return 403, NOT_YOURS
    except LookupError:
        return 404, CHANGED
