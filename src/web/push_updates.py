"""What is accepted anywhere is seen in every open session at once, without anybody pressing anything.

One thread of the server looks at the ledger twice a second, whoever wrote to it: this server, another
one on the same store, or the command line. Asking every reader's browser to look instead would cost a
rerun a session each time.
"""

import logging
import threading
import time
from functools import lru_cache, partial

from src.settings import Settings
from src.store import editions
from src.web import streamlit_compat

EVERY_SECONDS = 0.5
_ABANDONED_AFTER_SECONDS = 8.0
"""How long the uploads of a browser that has gone wait for it to come back."""
_LOG = logging.getLogger("peelboard")


_PUSHED: set[str] = set()
"""The sessions whose page is about to be drawn again without anybody having asked."""

_DUE: set[str] = set()
"""The sessions whose page is still to be drawn again."""


def was_pushed() -> bool:
    """Whether the page of this session is drawn because of an acceptance, and not because of its reader."""
    session = streamlit_compat.session_id()
    if session not in _PUSHED:
        return False
    _PUSHED.discard(session)
    return True


@lru_cache(maxsize=1)
def watch(settings: Settings) -> None:
    """Begin to look, once in the life of a server. Does nothing where no server runs, as in a test of a page."""
    if streamlit_compat.is_served():
        threading.Thread(target=_look, args=(settings,), name="editions", daemon=True).start()


def _look(settings: Settings) -> None:
    seen: int | None = None
    failed = ""
    while True:
        try:
            newest = editions.newest(settings)
            if newest != seen and seen is not None:
                _show_again()
            seen, failed = newest, ""
            if _DUE:
                _draw_due()
            streamlit_compat.close_abandoned(_ABANDONED_AFTER_SECONDS)
        except Exception as error:  # a store out of reach for a moment must not end the looking
            if str(error) != failed:  # and one that stays so must not fill the log
                _LOG.exception("The ledger could not be looked at")
            failed = str(error)
        time.sleep(EVERY_SECONDS)


def _show_again() -> None:
    """Have the page of every open session drawn again, as Streamlit does when a source file has changed."""
    _DUE.update(streamlit_compat.sessions())


def _draw_due() -> None:
    """Draw what is due, of the sessions that are still open.

    A page that is just being drawn is left alone, and its turn comes at a later look: its reader may have
    asked for another page, and would go back to the one before.
    """
    sessions = streamlit_compat.sessions()
    _DUE.intersection_update(sessions)
    for due in tuple(_DUE):
        streamlit_compat.draw_again(sessions[due], partial(_is_due, due))


def _is_due(session: str) -> bool:
    """Whether a session's page is still to be drawn again, which it now is."""
    if session not in _DUE:
        return False
    _DUE.discard(session)
    _PUSHED.add(session)
    return True
