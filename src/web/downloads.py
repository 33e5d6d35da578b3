"""A file to download: made when it is asked for, for whoever may have it at that moment, and recorded."""

from collections.abc import Callable, Collection
from functools import partial

import streamlit

from src.settings import Action, Settings
from src.store import audit, authorization

CSV, SVG = "text/csv", "image/svg+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    settings: Settings,
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    *,
    mime: str,
    key: str,
    record: str = "",
    edition: int | None = None,
    is_main: bool = False,
    needs: Collection[Action] = (Action.SEE,),
) -> None:
    """A button that downloads what `make` gives. Where `record` says what it is, the download is recorded.

    `needs` has to be allowed to whoever presses it, at that moment.
    """
    streamlit.download_button(
        label,
        data=partial(fetch, settings, make, record, edition, needs),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        type="primary" if is_main else "secondary",
    )


def fetch(
    settings: Settings,
    make: Callable[[], bytes | str],
    record: str = "",
    edition: int | None = None,
    needs: Collection[Action] = (Action.SEE,),
) -> bytes | str:
    """The file, for whoever may have it now: a page that was drawn earlier keeps its buttons. Raises NotAllowed."""
    for action in sorted(needs):
        authorization.refuse_unless(settings, action)
    if record:
        audit.record(settings, event=audit.EXPORTED, about=record, edition=edition)
    return make()
