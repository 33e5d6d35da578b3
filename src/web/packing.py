"""The board pack on screen: what goes into it, kept in the address; its making, beside the page; its files."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal
from urllib.parse import urlencode

import streamlit

from src import wording
from src.contracts.baseline import Baseline
from src.present.export import DECK, TYPES, WORKBOOK, ProgressCallback, written
from src.present.html.markup import markup
from src.present.pack import SECTIONS, TITLE, Choice
from src.present.slide import PackData
from src.services import build_pack
from src.settings import Action
from src.store import views
from src.store.disk_check import CannotStore
from src.web import baselines, components, downloads, url_state
from src.web.extracts import jobs
from src.web.page_context import PageContext

PAGE = "board_pack"
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
MOST_UNDER = 20
_ASKED = "pack asked for"
_CHOSEN = "pack as chosen"
_JOB = "pack being made"
_BY = "who decides"
_SAVED = "what became of a view"
_KEPT = ("sections", "title", "appendix", "under", "marking", "since", "since_edition", "paper")
"""What a view keeps, with the parts of papers. The as-at date is not of them, nor a paper's period: a view is opened again
at the next board."""
PARTS = "parts_"
"""What the address calls the parts of a paper, before the paper's name."""
_AT_ONCE_SECONDS = 0.4
_FILES = {DECK: "Download the slides (.pptx)", WORKBOOK: "Download the workbook (.xlsx)"}
_OTHERS = "Download what changed (.txt)"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader chose."""

    baseline: Baseline
    choice: Choice
    under: int
    marking: str


@dataclass
class _Making:
    """A pack being made, and what it was made of."""

    of: tuple[object, ...]
    job: jobs.Job[dict[str, bytes]]


def choose(context: PageContext) -> Wanted:
    """What goes into the pack: comparison, title, sections in order, marking, and whether small counts are held back."""
    asked = _requested(context)
    baseline = baselines.choose(context)
    with streamlit.container(key="pack-choice"):
        left, right = streamlit.columns([3, 1])
        with left:
            title = streamlit.text_input("Title", value=asked.choice.title, max_chars=80) or TITLE
        with right:
            options = list(dict.fromkeys((context.settings.marking, *MARKINGS, asked.marking)))
            marking = streamlit.selectbox("Marking", options, index=options.index(asked.marking))
        chosen = streamlit.multiselect(
            "Sections, in the order they are chosen",
            list(SECTIONS),
            default=list(asked.choice.sections),
            format_func=lambda name: SECTIONS[name].title,
            help="Sources and known discrepancies always come last.",
        )
        has_appendix = streamlit.checkbox(
            "Appendix",
            value=asked.choice.has_appendix,
            help="Every section together makes about twelve slides, and with the appendix every other one after them. "
            "The workbook has the figures of all. Sections that are chosen one by one are always whole.",
        )
        under = streamlit.number_input(
            "Hold back counts under",
            min_value=0,
            max_value=MOST_UNDER,
            value=asked.under,
            width=220,
            help="For a release outside the force. Zero shows everything. Counts that would give a small one away "
            "are held back too, and every slide and sheet says so.",
        )
    wanted = Wanted(
        baseline=baseline,
        choice=Choice(title=title.strip() or TITLE, sections=tuple(chosen), has_appendix=has_appendix),
        under=int(under),
        marking=marking,
    )
    _keep(context, wanted)
    streamlit.session_state[_CHOSEN] = wanted
    return wanted


def follow(context: PageContext) -> Wanted:
    """What was chosen on the page of the pack, or what the address asks for, where it is shown and not chosen."""
    state = streamlit.session_state
    if _CHOSEN in state:  # the page of the pack begins with it again, when the reader comes back to it
        state[_ASKED] = state[_CHOSEN]
    wanted = replace(_requested(context), baseline=baselines.chosen(context))
    _keep(context, wanted)
    return wanted


def _requested(context: PageContext) -> Wanted:
    """What this session or the address asks for. What is not known there is left out, and said."""
    state = streamlit.session_state
    if _ASKED not in state:
        query = streamlit.query_params
        named = [name for name in query.get("sections", "").split(",") if name]
        known = tuple(dict.fromkeys(name for name in named if name in SECTIONS))
        if len(known) < len(set(named)):
            wrong = next(name for name in named if name not in SECTIONS)
            text = f'The address asks for a section "{wrong[:30]}", which there is not. The others are shown.'
            streamlit.html(components.note(text, calm=True))
        under = query.get("under", "")
        marking = query.get("marking", "")
        state[_ASKED] = Wanted(
            baseline=Baseline(since=context.as_at),
            choice=Choice(
                title=query.get("title", "")[:80] or TITLE,
                sections=known or tuple(SECTIONS),
                has_appendix=query.get("appendix") == "yes",
            ),
            under=min(int(under), MOST_UNDER) if under.isascii() and under.isdigit() and len(under) < 4 else 0,
            marking=marking if marking in MARKINGS else context.settings.marking,
        )
    stored: Wanted = state[_ASKED]
    return stored


def _keep(context: PageContext, wanted: Wanted) -> None:
    usual = tuple(SECTIONS)
    for name, value in (
        ("sections", "" if wanted.choice.sections == usual else ",".join(wanted.choice.sections)),
        ("title", "" if wanted.choice.title == TITLE else wanted.choice.title),
        ("appendix", "yes" if wanted.choice.has_appendix else ""),
        ("under", str(wanted.under or "")),
        ("marking", "" if wanted.marking == context.settings.marking else wanted.marking),
    ):
        url_state.keep(name, value)


def sentence(context: PageContext, wanted: Wanted) -> str:
    """What the pack will hold, in a sentence."""
    when = wording.day(context.as_at)
    if context.edition.newest_date() is None:
        return f"No figure is held at {when} or before, so there is nothing to put into a pack."
    if not wanted.choice.sections:
        return "No section is chosen, so there is nothing to put into a pack."
    count = wording.capital(wording.count_in_words(len(wanted.choice.sections), "section"))
    verb = "goes" if len(wanted.choice.sections) == 1 else "go"
    small = f" Counts under {wanted.under} are held back." if wanted.under > 1 else ""
    return f"{count} {verb} into the pack, as at {when} and compared with {wanted.baseline.label}.{small}"


def make(context: PageContext, wanted: Wanted) -> None:
    """The press that makes the pack, its progress, and its files."""
    if context.edition.newest_date() is None or not wanted.choice.sections:
        return
    of = (context.edition.number, context.as_at, wanted)
    making: _Making | None = streamlit.session_state.get(_JOB)
    is_stale = making is not None and making.of != of
    with streamlit.container(key="panel-pack"):
        streamlit.html(
            components.panel_head("The pack", "Slides with native charts to edit, and a workbook behind them")
        )
        if making is None or is_stale or making.job.is_over:
            label = "Make the pack" if making is None else "Make it again"
            kind: Literal["primary", "secondary"] = "primary" if making is None or is_stale else "secondary"
            if streamlit.button(label, type=kind, key="make-pack"):
                _begin(context, wanted, of)
                streamlit.rerun()
        if making is None:
            return
        if is_stale:
            streamlit.html(components.note("The choices have changed since the pack was made.", calm=True))
        elif not making.job.is_over:
            _progress()
        else:
            _outcome(context, making.job)


def _begin(context: PageContext, wanted: Wanted, of: tuple[object, ...]) -> None:
    earlier: _Making | None = streamlit.session_state.get(_JOB)
    if earlier:
        earlier.job.cancel()

    def work(report_progress: ProgressCallback) -> dict[str, bytes]:
        return dict(written(gathered(context, wanted, report_progress), wanted.choice, report_progress))

    making = _Making(of=of, job=jobs.Job(work))
    streamlit.session_state[_JOB] = making
    making.job.wait(_AT_ONCE_SECONDS)


def gathered(context: PageContext, wanted: Wanted, report_progress: ProgressCallback) -> PackData:
    """Everything that the pack wanted is made from. The figures that the pages have are not worked out again."""
    return build_pack.pack_data(
        context.settings,
        context.edition,
        context.as_at,
        wanted.baseline,
        under=wanted.under,
        marking=wanted.marking,
        results=lambda edition, as_at: context.at(edition, as_at).every_result(),
        report_progress=report_progress,
    )


@streamlit.fragment(run_every=0.4)
def _progress() -> None:
    """The stages of the making while it lasts, and the way to stop it."""
    making: _Making | None = streamlit.session_state.get(_JOB)
    if making is None or making.job.is_over:
        streamlit.rerun()
        return
    jobs.stages(making.job)
    streamlit.button("Cancel", on_click=_cancel)


def _cancel() -> None:
    # Found when it is pressed: a button that held the work would keep its files in memory for as long as the session.
    if making := streamlit.session_state.get(_JOB):
        making.job.cancel()


def _outcome(context: PageContext, job: jobs.Job[dict[str, bytes]]) -> None:
    if job.is_cancelled:
        streamlit.html(components.note("Stopped. There is no pack.", calm=True))
        return
    if job.went_wrong or job.result is None:
        streamlit.html(
            components.note(job.damage or "The pack could not be made. The server's log says what went wrong.")
        )
        return
    seconds = sum(stage.seconds for stage in job.stages)
    streamlit.html(components.paragraph(f"The pack is ready. It took {seconds:.1f} seconds.", role="status"))
    with streamlit.container(horizontal=True, key="pack-files"):
        for name, content in job.result.items():
            downloads.offer(
                context.settings,
                _FILES.get(name, _OTHERS),
                partial(bytes, content),
                f"board pack {context.as_at.isoformat()} edition {context.edition.number}.{name.rpartition('.')[2]}",
                mime=TYPES[name],
                key=f"pack-{name}",
                record=f"the board pack, {name}, as at {wording.day(context.as_at)}",
                edition=context.edition.number,
                is_main=name == DECK,
            )


def saved_views(context: PageContext) -> None:
    """The named views of the pack, each a link to its choice, and the form that saves this one."""
    stored = views.saved(context.settings.store, PAGE)
    with streamlit.container(key="panel-views"):
        streamlit.html(components.panel_head("Views", "A choice kept under a name, for the next board"))
        now = {name: streamlit.query_params[name] for name in ("as_at", "edition") if name in streamlit.query_params}
        links = [(f"{PAGE}?{query}&{urlencode(now)}".rstrip("&?"), name) for name, query in stored.items()]
        streamlit.html(markup("components", "links", links) if links else components.empty("No view is saved yet."))
        if text := streamlit.session_state.pop(_SAVED, ""):
            streamlit.html(components.group(components.note(text, calm=True), role="status"))
        if not context.may(Action.VIEWS):
            return
        with streamlit.form("save-view"):
            name = streamlit.text_input("Name of the view", max_chars=views.LONGEST_NAME)
            by = context.settings.actor.name or streamlit.text_input(
                "Your name or role", value=streamlit.session_state.get(_BY, "")
            )
            with streamlit.container(horizontal=True):
                is_saved = streamlit.form_submit_button("Save this choice")
                is_let_go = streamlit.form_submit_button("Remove the view of that name")
    if is_saved or is_let_go:
        _save(context, " ".join(name.split()), by.strip(), is_let_go=is_let_go, known=tuple(stored))


def _save(context: PageContext, name: str, by: str, *, is_let_go: bool, known: tuple[str, ...]) -> None:
    state = streamlit.session_state
    if not name or not by:
        state[_SAVED] = "Give the view a name, and say who you are."
    elif is_let_go and name not in known:
        state[_SAVED] = f'There is no view "{name}".'
    else:
        state[_BY] = by
        asked = streamlit.query_params
        query = urlencode({key: asked[key] for key in asked if key in _KEPT or key.startswith(PARTS)})
        try:
            if is_let_go:
                views.let_go(context.settings, PAGE, name, by)
                state[_SAVED] = f'The view "{name}" is removed.'
            else:
                views.save(context.settings, PAGE, name, query or "title=" + TITLE, by)
                state[_SAVED] = f'The view "{name}" is saved.'
        except CannotStore as cannot:
            state[_SAVED] = str(cannot)
    streamlit.rerun()
