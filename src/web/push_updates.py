"""What is accepted anywhere is seen in every open session at once, without anybody pressing anything.

One thread of the server looks at the ledger twice a second, whoever wrote to it: this server, another
one on the same store, or the command line. Asking every reader's browser to look instead would cost a
rerun a session each time.
"""

import logging
import threading
import time
from functools import lru_cache, partial

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from src.settings import Settings
from src.store import editions

EVERY_SECONDS = 0.5
_LOG = logging.getLogger("peelboard")


_PUSHED: set[str] = set()
"""The sessions whose page is about to be drawn again without anybody having asked."""

_DUE: set[str] = set()
"""The sessions whose page is still to be drawn again."""


def was_pushed() -> bool:
    """Whether the page of this session is drawn because of an acceptance, and not because of its reader."""
    context = get_script_run_ctx()
    if context is None or context.session_id not in _PUSHED:
        return False
    _PUSHED.discard(context.session_id)
    return True


@lru_cache(maxsize=1)
def watch(settings: Settings) -> None:
    """Begin to look, once in the life of a server. Does nothing where no server runs, as in a test of a page."""
    if runtime.exists():
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
        except Exception as error:  # a store out of reach for a moment must not end the looking
            if str(error) != failed:  # and one that stays so must not fill the log
                _LOG.exception("The ledger could not be looked at")
            failed = str(error)
        time.sleep(EVERY_SECONDS)


def _show_again() -> None:
    """Have the page of every open session drawn again, as Streamlit does when a source file has changed."""
    _DUE.update(_open_sessions())


def _draw_due() -> None:
    """Draw what is due, of the sessions that are still open."""
    sessions = _open_sessions()
    for gone in _DUE - set(sessions):
        _DUE.discard(gone)
    for due in tuple(_DUE):
        session = sessions[due]
        session._call_soon_on_event_loop(partial(_draw_again, session))


def _open_sessions() -> dict[str, AppSession]:
    # Streamlit has no public way to ask anything of other sessions. A browser test holds that this one works.
    return {item.session.id: item.session for item in runtime.get_instance()._session_mgr.list_active_sessions()}


def _draw_again(session: AppSession) -> None:
    """Draw one page again, on the thread that sessions belong to.

    A page that is just being drawn is left alone, and its turn comes at a later look: its reader may have
    asked for another page, and would be taken back to the one before.
    """
    if session.id in _DUE and session._scriptrunner is None:
        _DUE.discard(session.id)
        _PUSHED.add(session.id)
        session.request_rerun(session._client_state)
