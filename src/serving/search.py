"""What the search box finds, asked for by the browser when a reader first searches: under that reader's own rights."""

from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from src.store.disk_check import CannotStore
from src.web import search
from src.web.session_auth import KnownSignIns

ADDRESS, WORDS = "/search.json", "/words.json"
NOT_YOURS = "Sign in to PEELboard and search from its pages."
_FRESH = {"Cache-Control": "private, no-store"}


def routes(sign_ins: KnownSignIns) -> list[BaseRoute]:
    """The routes: what is found, and the words that pages explain."""

    async def found(request: Request) -> Response:
        status, entries = await run_in_threadpool(_entries, sign_ins, request.cookies, request.query_params)
        if status != 200:
            return PlainTextResponse(f"{NOT_YOURS}\n", status, headers=_FRESH)
        return JSONResponse(entries, headers=_FRESH)

    async def words(request: Request) -> Response:
        if await run_in_threadpool(sign_ins.settings_for, request.cookies) is None:
            return PlainTextResponse(f"{NOT_YOURS}\n", 403, headers=_FRESH)
        return JSONResponse(search.strange_words(), headers={"Cache-Control": "private, max-age=3600"})

    return [Route(ADDRESS, found), Route(WORDS, words)]


def _entries(
    sign_ins: KnownSignIns, cookies: Mapping[str, str], asked: Mapping[str, str]
) -> tuple[int, list[search.Entry]]:
    settings = sign_ins.settings_for(cookies)
    if settings is None:
        return 403, []
    number = asked.get("edition", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    try:
        return 200, search.entries(settings, _day(asked.get("as_at", "")), int(number) if is_number else None)
    except CannotStore:  # who may see nothing is refused like who did not sign in
        return 403, []


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
