"""What is accepted anywhere is seen in every open session at once, without anybody pressing anything.

One thread of the server looks at the ledger twice a second, whoever wrote to it: this server, another
one on the same store, or the command line. Asking every reader's browser to look instead would cost a
rerun a session each time.
"""

import logging
import threading
import time
from functools import lru_cache

from streamlit import runtime

from src.settings import Settings
from src.store import editions

EVERY_SECONDS = 0.5
_LOG = logging.getLogger("peelboard")


@lru_cache(maxsize=1)
def watch(settings: Settings) -> None:
    """Begin to look, once in the life of a server. Does nothing where no server runs, as in a test of a page."""
    if runtime.exists():
        threading.Thread(target=_look, args=(settings,), name="editions", daemon=True).start()


def _look(settings: Settings) -> None:
    seen = editions.newest(settings)
    while True:
        time.sleep(EVERY_SECONDS)
        try:
            newest = editions.newest(settings)
            if newest != seen:
                seen = newest
                _show_again()
        except Exception:  # a store out of reach for a moment must not end the looking
            _LOG.exception("The ledger could not be looked at")


def _show_again() -> None:
    """Draw the page of every open session again, as Streamlit does when a source file has changed."""
    # Streamlit has no public way to ask this of other sessions. A browser test holds that this one works.
    for open_one in runtime.get_instance()._session_mgr.list_active_sessions():
        session = open_one.session
        session.request_rerun(session._client_state)
