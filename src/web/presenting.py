"""The slides of the pack on a wall screen, without chrome and by the keyboard, and all of them as sheets to print."""

from dataclasses import dataclass
from pathlib import Path

import streamlit

from src.ingest.progress import ProgressCallback
from src.present.html import slides
from src.present.pack import Pack, pack
from src.present.theme import Look
from src.web import components, packing, page_shell
from src.web.extracts import jobs
from src.web.packing import Wanted
from src.web.page_context import PageContext

_STYLE = Path(__file__).with_name("presenting.css")
_SHOWING = "slides being shown"
_AT_ONCE_SECONDS = 0.6
_PACKS: dict[tuple[object, ...], Pack] = {}
"""Packs made on this server, by settings, edition, date and choice."""
_MOST_KEPT = 8


@dataclass
class _Showing:
    """The slides of this session, what they were made of, and the one that is shown."""

    of: tuple[object, ...]
    job: jobs.Job[Pack]
    at: int = 0

    def step(self, by: int) -> None:
        """Go on or back, no further than the ends."""
        if self.job.result:
            self.at = max(0, min(self.at + by, len(self.job.result.slides) - 1))


def show(context: PageContext, wanted: Wanted) -> None:
    """One slide that fills the window, or with print=yes in the address every slide as a sheet of paper."""
    streamlit.html(_STYLE)
    if context.edition.newest_date() is None or not wanted.choice.sections:
        _instead(components.empty(packing.sentence(context, wanted)))
        return
    showing = _showing(context, wanted)
    if not showing.job.is_over:
        with streamlit.container(key="presenting-wait"):
            _progress()
    elif showing.job.result is None:
        _instead(components.note("The slides could not be made. The server's log says what went wrong."))
    elif streamlit.query_params.get("print") == "yes":
        _paper(showing.job.result)
    else:
        _screen(context, showing, showing.job.result)


def _showing(context: PageContext, wanted: Wanted) -> _Showing:
    """The slides, made beside the page where they are not made yet. A new edition makes them anew, at the same place."""
    of = (context.settings, context.edition.number, context.as_at, wanted)
    showing: _Showing | None = streamlit.session_state.get(_SHOWING)
    if showing is None or showing.of != of:

        def work(report_progress: ProgressCallback) -> Pack:
            return _PACKS.get(of) or _cached_pack(of, _build(context, wanted, report_progress))

        asked = streamlit.query_params.get("slide", "")
        is_number = asked.isascii() and asked.isdigit() and len(asked) < 4
        showing = _Showing(of=of, job=jobs.Job(work), at=max(0, int(asked) - 1) if is_number else 0)
        streamlit.session_state[_SHOWING] = showing
        showing.job.wait(_AT_ONCE_SECONDS)
    showing.step(0)  # an address may ask for a slide beyond the last
    return showing


def _cached_pack(of: tuple[object, ...], created: Pack) -> Pack:
    """The pack, cached for the next reader of the same one; the oldest is dropped."""
    while len(_PACKS) >= _MOST_KEPT:
        _PACKS.pop(next(iter(_PACKS)), None)
    _PACKS[of] = created
    return created


def _build(context: PageContext, wanted: Wanted, report_progress: ProgressCallback) -> Pack:
    return pack(packing.gathered(context, wanted, report_progress), wanted.choice, report_progress)


@streamlit.fragment(run_every=0.4)
def _progress() -> None:
    """The stages of the making while it lasts."""
    showing: _Showing | None = streamlit.session_state.get(_SHOWING)
    if showing is None or showing.job.is_over:
        streamlit.rerun()
        return
    jobs.stages(showing.job)


def _screen(context: PageContext, showing: _Showing, created: Pack) -> None:
    at = showing.at
    streamlit.query_params["slide"] = str(at + 1)
    streamlit.html(slides.on_screen(created, at, context.look))
    text = f"Slide {at + 1} of {len(created.slides)}: {created.slides[at].title}"
    streamlit.html(components.paragraph(text, "pb-hidden", "status"))
    if context.look is Look.DARK:  # on paper the picture of a dark screen is turned round, hues kept
        streamlit.html("<style>@media print { img.pb-shown-picture { filter: invert(1) hue-rotate(180deg) } }</style>")
    to_the_end = len(created.slides)
    with streamlit.container(horizontal=True, key="presenting-keys"):
        for label, shortcut, by in (
            ("First", "Home", -to_the_end),
            ("Previous", "Left", -1),
            ("Next", "Right", 1),
            ("Last", "End", to_the_end),
        ):
            streamlit.button(label, shortcut=shortcut, on_click=showing.step, args=(by,), key=f"show-{label.lower()}")
        _way_back("Leave")
    # What a hand-held clicker sends. The buttons are for its keys alone, and are not seen.
    with streamlit.container(key="presenting-clicker"):
        streamlit.button("Back", shortcut="PageUp", on_click=showing.step, args=(-1,), key="show-clicked-back")
        streamlit.button("On", shortcut="PageDown", on_click=showing.step, args=(1,), key="show-clicked-on")


def _paper(created: Pack) -> None:
    with streamlit.container(horizontal=True, vertical_alignment="center", key="presenting-paper"):
        streamlit.html(
            components.heading(1, "The board pack on paper", "pb-paper-title")
            + components.paragraph(
                "Print with Ctrl and P, or Command and P: A4 on its side. Choose no headers and footers of the "
                "browser's own."
            )
        )
        _way_back("Back to Board pack and papers")
    streamlit.html(components.group("".join(slides.on_paper(created)), "pb-sheets"))


def _instead(text: str) -> None:
    """What stands where there is no slide to show, and the way back."""
    with streamlit.container(key="presenting-wait"):
        streamlit.html(components.heading(1, "Presenting", "pb-paper-title") + text)
        _way_back("Back to Board pack and papers")


def _way_back(label: str) -> None:
    if streamlit.button(label, shortcut="Escape", key="show-leave"):
        stored = {name: value for name, value in streamlit.query_params.items() if name not in ("slide", "print")}
        streamlit.switch_page(page_shell.page_file(packing.PAGE), query_params=stored)


def ways_to_show(context: PageContext, wanted: Wanted) -> None:
    """The same slides on a wall screen and on paper, by links that may be opened in another window."""
    if context.edition.newest_date() is None or not wanted.choice.sections:
        return
    query = dict(streamlit.query_params.items())
    page = page_shell.page_file("presenting")
    with streamlit.container(key="panel-show"):
        streamlit.html(
            components.panel_head("Show it", "The same slides on a wall screen, by the keyboard, or on paper")
        )
        with streamlit.container(horizontal=True, key="pack-shown"):
            streamlit.page_link(page, label="Present", query_params=query)
            streamlit.page_link(page, label="Print view", query_params={**query, "print": "yes"})
