"""The audit record on screen: who did what and when, newest first, and whether the record is whole."""

import streamlit

from src import wording
from src.present.tables import of_records
from src.store import audit
from src.web import components
from src.web.page_context import PageContext

SHOWN = 15
CHECKED = 1_000
"""How many of the newest records are held against each other as the page is drawn: a tenth of a second."""
MOST_TOLD = 20
_EVERY = "Every event"
_MORE, _WHOLE = "records shown", "check the whole record"


def sentence(context: PageContext, wrong: tuple[str, ...]) -> str:
    """Where the record stands, in a sentence."""
    newest = next(iter(audit.read(context.settings, most=1)), None)
    if wrong:
        count = wording.count_in_words(len(wrong), "thing")
        return f"The audit record is not as it was written: {count} {'is' if len(wrong) == 1 else 'are'} wrong."
    if newest is None:
        return "Nothing is recorded yet."
    checked = "every record" if newest.number <= CHECKED or _checks_all() else f"each of the newest {CHECKED:,}"
    return (
        f"{wording.count_of(newest.number, 'record')}: {checked} is as it was written, and none is missing in between."
    )


def wrong(context: PageContext) -> tuple[str, ...]:
    """What is wrong with the record, a sentence each: of its newest part, or of all of it where that was asked for."""
    return audit.verify(context.settings, most=None if _checks_all() else CHECKED)


def _checks_all() -> bool:
    return bool(streamlit.session_state.get(_WHOLE))


def draw(context: PageContext, wrong: tuple[str, ...]) -> None:
    """What is wrong, first; then the records."""
    if wrong:
        streamlit.html(components.group("".join(map(components.note, wrong[:MOST_TOLD])), role="alert"))
    with streamlit.container(key="panel-audit"):
        streamlit.html(
            components.panel_head("Record", "A line is only ever added; none can be changed without being seen")
        )
        with streamlit.container(horizontal=True, vertical_alignment="bottom"):
            event = streamlit.selectbox("Show", [_EVERY, *map(wording.capital, audit.EVENTS)], width=260)
            streamlit.toggle("Check the whole record", key=_WHOLE, help="Takes a second for ten thousand records.")
        wanted = "" if event == _EVERY else event.lower()
        most = streamlit.session_state.setdefault(_MORE, SHOWN)
        found = audit.read(context.settings, most=most + 1, event=wanted)
        if not found:
            streamlit.html(components.empty("Nothing of that kind is recorded."))
            return
        rows = [
            {
                "Record": f"{line.number:,}",
                "When": wording.moment(line.moment),
                "What": wording.capital(line.event),
                "Who": line.who,
                "About": line.about or None,
                "Edition": None if line.edition is None else str(line.edition),
            }
            for line in found[:most]
        ]
        caption = f"{wording.count_of(len(rows), 'record')}, newest first"
        streamlit.html(components.table(of_records(rows), caption, is_caption_seen=True))
        if len(found) > most and streamlit.button(f"Show {SHOWN} older records"):
            streamlit.session_state[_MORE] = most + SHOWN
            streamlit.rerun()
