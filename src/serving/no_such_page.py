"""The answer at an address that no page has: one sentence, and the way to the pages there are."""

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from src.present.html.markup import markup
from src.serving.requests import OTHER, shown
from src.settings import Settings
from src.web import page_shell, plain_pages

NO_PAGE = "There is no page at this address. Go to the Overview, from which every page is reached, or search there."
_HEADERS = {"Cache-Control": "no-store"}


def routes(settings: Settings, pages: Collection[str]) -> list[BaseRoute]:
    """The route of every address that is none of the `pages` and of nothing else that is served. It goes last."""

    async def answer(request: Request) -> HTMLResponse:
        overview = f"{request.scope.get('root_path', '')}/"
        text = markup("plain", "no_such_page", plain_pages.style(), page_shell.marking(settings), NO_PAGE, overview)
        return HTMLResponse(text, 404, headers=_HEADERS)

    return [_Elsewhere("/{address:path}", answer, pages)]


class _Elsewhere(Route):
    """A route that leaves alone what the server knows: Streamlit answers it."""

    def __init__(self, path: str, endpoint: object, pages: Collection[str]) -> None:
        super().__init__(path, endpoint)  # type: ignore[arg-type]
        self._pages = frozenset(pages)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        is_known = scope["type"] != "http" or shown(scope["path"], self._pages) != OTHER
        return (Match.NONE, {}) if is_known else super().matches(scope)
