"""Two addresses for whoever watches over the server: that it answers, and that the figures can be read."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from src.settings import Settings, version
from src.store import audit, editions, published
from src.store.disk_check import CannotStore

NOT_STORED = "Not ready: the store cannot be written to, and no figure is in it yet."
NOT_READ = "Not ready: the store cannot be read."
_LOG = logging.getLogger("peelboard.health")
_FRESH = {"Cache-Control": "no-store"}


def routes(settings: Settings) -> list[BaseRoute]:
    """The routes of the two addresses."""

    async def alive(_: Request) -> PlainTextResponse:
        return PlainTextResponse("The server answers.\n", headers=_FRESH)

    async def ready(_: Request) -> PlainTextResponse:
        status, sentence = await run_in_threadpool(readiness, settings)
        return PlainTextResponse(f"{sentence}\n", status, headers=_FRESH)

    return [Route("/healthz", alive), Route("/readyz", ready)]


def readiness(settings: Settings) -> tuple[int, str]:
    """200 with the newest edition once it is open, or 503 with a sentence that names no path and no figure.

    The first time this takes in the published figures, so that a server that is ready has figures to show.
    """
    try:
        published.accept_published(settings)
        audit.follow(settings)
        return 200, f"Ready: edition {editions.open_edition(settings).number}, PEELboard {version()}."
    except CannotStore:
        _LOG.exception(NOT_STORED)
        return 503, NOT_STORED
    except Exception:  # a store can be ruined in many ways, and monitoring reports each
        _LOG.exception(NOT_READ)
        return 503, NOT_READ
