"""The first page is made ready while the first reader's browser is still loading its own part.

What a page needs of Python is loaded and the newest figures are worked out, on a thread of their own, as soon as the
server starts. A reader who is quicker meets an ordinary first page: what is half made is waited for, not made twice.
"""

import importlib
import logging
import pkgutil
import threading
from datetime import date

from src import web
from src.present.theme import Look
from src.store import editions
from src.web import baselines, changed, page_context

LATER = "extracts"
"""What checks supplied files. It loads half as much again, when asked; so does what writes a pack or a paper."""
_LOG = logging.getLogger("peelboard")


def begin() -> threading.Thread:
    """Begin to make ready."""
    created = threading.Thread(target=_make_ready, name="first page", daemon=True)
    created.start()
    return created


def _make_ready() -> None:
    try:
        chosen = page_context.started()
        edition = editions.open_edition(chosen)
        as_at = edition.newest_date() or date.today()
        context = page_context.PageContext(settings=chosen, edition=edition, as_at=as_at, look=Look.LIGHT, page="")
        changed.changes_of(context, baselines.usual(context))
        for module in pkgutil.iter_modules(web.__path__):
            if module.name != LATER:
                importlib.import_module(f"{web.__name__}.{module.name}")
    except Exception as error:  # whatever it is, the page says it, in its place and in a sentence
        _LOG.info("The first page was not made ready: %s", type(error).__name__)
