"""The one page of HTML that Streamlit's pages are drawn into: its name, its marking and what is shown until they are.

Streamlit's own says "Streamlit" until the first script has run, and nothing at all where scripts or web sockets are
blocked.
"""

import re
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from src.present.html.markup import markup
from src.present.theme import FONT_FACE
from src.serving.plain_pages import as_asked
from src.settings import Settings
from src.web import plain_pages, scripts
from src.web.page_shell import PRESENTING, SITE_NAME, TITLES

ADDRESSES = {"": "overview", "start": "overview", "presenting": "presenting", **{name: name for name in TITLES}}
"""The page at each address of the site."""
TITLE, NO_SCRIPT, BODY = "<title>Streamlit</title>", ("<noscript>", "</noscript>"), "<body>"
FONT = re.compile(r'(rel="preload"\s+href=")[^"]*SourceSans[^"]*(")')
"""What is replaced in Streamlit's page."""
_HEADERS = {"Cache-Control": "no-cache"}


def routes(settings: Settings, index: Path) -> list[BaseRoute]:
    """A route for each page of the site. `index` is Streamlit's own HTML."""
    text = index.read_text(encoding="utf-8")

    async def answer(page: str, request: Request) -> Response:
        return as_asked(request, page, _HEADERS)

    return [Route(f"/{at}", partial(answer, written(text, name, settings.marking))) for at, name in ADDRESSES.items()]


def written(index: str, name: str, marking: str) -> str:
    """Streamlit's HTML with the title of a page, and what its reader sees until it is drawn."""
    title = TITLES.get(name, PRESENTING)
    is_own = name in plain_pages.VIEWS
    plain = plain_pages.file(name if is_own else "overview")
    shown = markup(
        "first", "page", FONT_FACE, SITE_NAME, title, marking, plain, is_own, scripts.tag(scripts.FIRST, scripts.BACK)
    )
    before, _, rest = index.partition(NO_SCRIPT[0])
    _, _, after = rest.partition(NO_SCRIPT[1])
    whole = FONT.sub(r"\1app/static/inter.woff2\2", before + after)  # the typeface of the site, in place of Streamlit's
    return whole.replace(TITLE, f"<title>{title} · {SITE_NAME}</title>").replace(BODY, BODY + shown)
