"""The two choices of the whole site, kept in the address and from page to page: as-at date and edition."""

from datetime import date

import streamlit

from src import settings, wording
from src.present.html.markup import markup
from src.store import editions
from src.web import components

_DATE = "as-at date chosen"
_EDITION = "edition chosen"
_EVENTS = "kinds of event chosen"
_EVENTS_CHOICE = "kinds of event, as chosen on"
_SEEN = "newest edition seen"


def edition(chosen: settings.Settings) -> editions.Edition:
    """The edition to show: the newest, or the earlier one that the address or the history asked for."""
    state = streamlit.session_state
    newest = editions.newest(chosen)
    if _EDITION not in state:
        state[_EDITION] = _asked_edition(newest)
    number = state[_EDITION]
    if number is None or number > newest:
        _tell_news(chosen, newest)
        return editions.open_edition(chosen)
    streamlit.query_params["edition"] = str(number)
    return editions.open_edition(chosen, number)


def look_back(number: int | None) -> None:
    """Show the whole site as at an earlier edition from now on; None for the newest again."""
    streamlit.session_state[_EDITION] = number
    streamlit.session_state[_DATE] = None
    for name in ("edition", "as_at"):
        streamlit.query_params.pop(name, None)


def follow_newest() -> None:
    """Show the newest date from now on, whatever was chosen before."""
    streamlit.session_state[_DATE] = None
    streamlit.query_params.pop("as_at", None)


def is_looking_back() -> bool:
    """Whether the site is shown as at an earlier edition."""
    return streamlit.session_state.get(_EDITION) is not None


def mark_looking_back(edition: editions.Edition, newest: int) -> None:
    """Say on every page that it is not the newest edition that is shown, and offer the way back."""
    if not is_looking_back():
        return
    written = edition.written_at
    when = f", of {wording.moment(written)}" if written else ""
    later = newest - edition.number
    left_out = (
        f"{wording.capital(wording.in_words(later))} later {'change is' if later == 1 else 'changes are'} left out."
    )
    with streamlit.container(horizontal=True, vertical_alignment="center", key="looking-back"):
        streamlit.html(
            markup("components", "looking_back", f"edition {edition.number}{when}", left_out if later else "")
        )
        streamlit.button("Back to the newest", on_click=look_back, args=(None,), key="newest-again")


def know_newest(chosen: settings.Settings) -> None:
    """Take the newest edition as seen: whoever made it needs no news of it."""
    streamlit.session_state[_SEEN] = editions.newest(chosen)


def _asked_edition(newest: int) -> int | None:
    asked = streamlit.query_params.get("edition")
    if asked is None:
        return None
    if asked.isascii() and asked.isdigit() and len(asked) < 10 and 1 <= int(asked) <= newest:
        return int(asked)
    text = f'The address asks for edition "{asked[:20]}"; expected a number from 1 to {newest}. The newest is shown.'
    streamlit.html(components.note(text, calm=True))
    return None


def _tell_news(chosen: settings.Settings, newest: int) -> None:
    """Say what came in since this session last drew a page."""
    state = streamlit.session_state
    seen = state.get(_SEEN)
    state[_SEEN] = newest
    if seen is None or seen == newest:
        return
    events = [event for event in editions.history(chosen) if event.sequence > seen]
    text = dict.fromkeys(f"{editions.title_of(event)} {event.event}" for event in events)
    streamlit.toast(f"Edition {newest} is now shown: {wording.listed(text)}.", duration="long")


def event_kinds(edition: editions.Edition, page: str) -> frozenset[str] | None:
    """The kinds of event that pictures draw, kept in the address and from page to page; None for all."""
    names = edition.code_list("event_kinds").names()
    state = streamlit.session_state
    if _EVENTS not in state:
        asked = streamlit.query_params.get("events", "")
        known = [kind for kind in asked.split(",") if kind in names]
        state[_EVENTS] = known if known or asked == "none" else list(names)
    # A key of its own for each page: under one key the next page's widget begins empty, and draws no event.
    key = f"{_EVENTS_CHOICE} {page}"
    if key not in state:
        state[key] = state[_EVENTS]
    with streamlit.container(key="choice-events", width="content"), streamlit.popover("Events drawn"):
        chosen = streamlit.pills(
            "Kinds of event drawn on pictures",
            list(names),
            selection_mode="multi",
            key=key,
            format_func=lambda kind: names[kind],
        )
    state[_EVENTS] = list(chosen)
    if set(chosen) == set(names):
        streamlit.query_params.pop("events", None)
        return None
    streamlit.query_params["events"] = ",".join(chosen) or "none"
    return frozenset(chosen)


def as_at(edition: editions.Edition, newest: date) -> date:
    """The one as-at choice of the whole site."""
    chosen = _date_chosen()
    oldest = min(edition.oldest_date() or newest, chosen or newest)
    with streamlit.container(key="choice", width=250):
        picked = streamlit.date_input(
            "As at",
            value=chosen or newest,
            min_value=oldest,
            max_value=max(newest, chosen or newest, date.today()),
            format="DD/MM/YYYY",
            help="Shows what was known for this date. The newest date any figure is held for is the start.",
        )
    shown = picked if isinstance(picked, date) else newest
    if chosen is not None or shown != newest:
        streamlit.session_state[_DATE] = shown
        streamlit.query_params["as_at"] = shown.isoformat()
    return shown


def as_at_chosen(newest: date) -> date:
    """The same choice on a page that does not offer it: what another page or the address asked for, or the newest."""
    chosen = _date_chosen()
    if chosen is not None:
        streamlit.query_params["as_at"] = chosen.isoformat()
    return chosen or newest


def _date_chosen() -> date | None:
    """The date that this session or the address asks for; None for the newest."""
    state = streamlit.session_state
    asked = streamlit.query_params.get("as_at")
    if _DATE not in state:
        state[_DATE] = None
        if asked:
            state[_DATE] = date_asked(asked, "The newest date is shown.")
    chosen: date | None = state[_DATE]
    return chosen


def date_asked(text: str, otherwise: str) -> date | None:
    """A date that the address asks for; of what is no date it is said, with what is shown otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        problem = f'The address asks for "{text[:20]}", which is not a date such as 2024-02-01. {otherwise}'
        streamlit.html(components.note(problem, calm=True))
        return None


def keep(name: str, value: str) -> None:
    """Have the address hold a choice, or leave it out where it is the usual one and has no value."""
    if value:
        streamlit.query_params[name] = value
    else:
        streamlit.query_params.pop(name, None)
