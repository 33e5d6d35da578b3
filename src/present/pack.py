"""What a pack is, once, for the deck, the workbook, presenting and print: sections in order, each a list of slides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from src import wording
from src.contracts.metric import Result
from src.present.model import Line, Words
from src.present.sections import appendix, causes, grades, measures, overview, views
from src.present.slide import Layout, Note, PackData, Place, Slide, metric_slide, nothing
from src.present.theme import Shade
from src.present.views import findings, improvement, investigations, marac, online_child_abuse, sex_offenders
from src.present.views.view import View

TITLE = "Performance board"
"""What a pack is called where nobody named it."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a pack that may be chosen."""

    name: str
    """Its short name, for addresses and the command line."""
    title: str
    group: str
    asks: tuple[str, ...]
    """The metrics it is about. Where none of them holds a figure, one slide says so."""
    slides: Callable[[PackData], Iterator[Slide]] | None = None
    sheets: tuple[str, ...] = ()
    """The metrics whose rows have a sheet in the workbook and no slide."""
    is_internal: bool = False
    """Whether it is left out of a release: its words may give a count away."""


BOARD, INSPECTION, IMPROVEMENT, ENGAGE, BEHIND = (
    "Board", "Inspection", "Improvement", "Engage trends", "Behind the figures",
)  # fmt: skip


def _of_view(name: str, view: View, group: str = ENGAGE, sheets: tuple[str, ...] = ()) -> Section:
    """The section of a subject: a slide for each picture and list of its view."""
    asks = tuple(dict.fromkeys(item.metric for item in view.slides))
    return Section(
        name=name, title=view.title, group=group, asks=asks, slides=partial(views.slides, view), sheets=sheets,
        is_internal=group == IMPROVEMENT,
    )  # fmt: skip


SECTIONS = {
    section.name: section
    for section in (
        Section(name="overview", title=overview.TITLE, group=BOARD, asks=overview.ASKS, slides=overview.slides),
        _of_view("findings", findings.VIEW, INSPECTION, sheets=("findings_register",)),
        Section(name="peel_grades", title=grades.TITLE, group=INSPECTION, asks=grades.ASKS, slides=grades.slides),
        Section(name="causes_of_concern", title=causes.TITLE, group=INSPECTION, asks=causes.ASKS, slides=causes.slides),
        _of_view("actions_and_updates", improvement.ACTIONS_AND_UPDATES, IMPROVEMENT),
        _of_view("closure", improvement.CLOSURE, IMPROVEMENT),
        _of_view("marac", marac.VIEW),
        _of_view("sex_offender_management", sex_offenders.VIEW),
        _of_view("investigation_quality", investigations.VIEW),
        _of_view("online_child_abuse", online_child_abuse.VIEW),
        Section(name="measures", title=measures.TITLE, group=ENGAGE, asks=measures.ASKS, slides=measures.slides),
        Section(name="sources", title=appendix.SOURCES, group=BEHIND, asks=()),
        Section(name="known_discrepancies", title=appendix.KNOWN, group=BEHIND, asks=(), slides=appendix.discrepancies),
    )
}
"""Every section, in the usual order."""
ALWAYS_LAST = ("sources", "known_discrepancies")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody wants in a pack."""

    title: str = TITLE
    sections: tuple[str, ...] = tuple(SECTIONS)
    """Names of sections, in order. Sources and known discrepancies come last wherever they are named."""
    has_appendix: bool = False
    """Whether the slides that a board does not need follow those that it does, where every section is in the pack."""

    @property
    def ordered(self) -> tuple[Section, ...]:
        """The sections in the order they come."""
        names = [name for name in self.sections if name not in ALWAYS_LAST]
        names += [name for name in ALWAYS_LAST if name in self.sections]
        return tuple(SECTIONS[name] for name in dict.fromkeys(names))

    @property
    def is_usual(self) -> bool:
        """Whether every section is in the pack: then it is a dozen slides. Sections that are named come whole."""
        return set(self.sections) == set(SECTIONS)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A pack, whole."""

    title: str
    data: PackData
    slides: tuple[Slide, ...]
    """What is shown, in order."""
    only_sheets: tuple[Slide, ...] = ()
    """What has a sheet in the workbook and is not shown."""


def pack(contents: PackData, choice: Choice, report_progress: Callable[[str], None] = lambda text: None) -> Pack:
    """The slides of a pack: a title, those a board needs, then by choice the others in groups. Sheets are of all."""
    created: list[tuple[Section, list[Slide]]] = []
    internal = [section for section in choice.ordered if section.is_internal and contents.under]
    for section in choice.ordered:
        if section in internal:
            continue
        report_progress(f"Putting together {wording.inside(section.title)}")
        created.append(
            (section, list(_slides_of(section, contents, [slide for _, slides in created for slide in slides])))
        )
    every = [slide for _, own in created for slide in own]
    first = [slide for slide in every if slide.place is Place.BOARD] if choice.is_usual else []
    missing = [
        section.title
        for section, own in created
        if first and own and own[0].place is Place.EMPTY and not section.is_internal
    ]
    others = _grouped(contents, created, first) if choice.has_appendix or not choice.is_usual else []
    shown = (_title(contents, choice, missing, internal), *first, *(others or ([] if first else every)))
    return Pack(
        title=choice.title,
        data=contents,
        slides=shown,
        only_sheets=tuple(slide for slide in every if not any(slide is other for other in shown)),
    )


def _grouped(
    contents: PackData, created: Sequence[tuple[Section, list[Slide]]], left_out: Sequence[Slide]
) -> Iterator[Slide]:
    """The slides that are not left out, with a slide before each group of sections but the first."""
    own_of = [
        (section, [s for s in own if s.place is not Place.WORKBOOK and not any(s is other for other in left_out)])
        for section, own in created
    ]
    group = BOARD
    for at, (section, own) in enumerate(own_of):
        if section.group != group and own:
            yield _divider(contents, section.group, _run(own_of[at:]))
            group = section.group
        yield from own


def _slides_of(section: Section, pack: PackData, before: Sequence[Slide]) -> Iterator[Slide]:
    if section.slides is None:
        yield from appendix.sources(pack, [result for slide in before for result in slide.results])
        return
    results = [pack.after[name] for name in section.asks]
    if results and not any(result.rows for result in results):
        yield nothing(pack, section.title, results)
        return
    empty = tuple(result.sentence for result in results if not result.rows)
    for at, slide in enumerate(section.slides(pack)):
        yield slide if at or not empty else _with_note(slide, Note(heading="Left out", lines=empty))
    for name in section.sheets if not pack.under else ():  # who counts the rows has the counts that are held back
        whole = metric_slide(pack, section.title, [pack.after[name]], None, layout=Layout.TEXT)
        yield replace(whole, place=Place.WORKBOOK)


def _with_note(slide: Slide, note: Note) -> Slide:
    return replace(slide, notes=(*slide.notes, note))


def _run(created: Sequence[tuple[Section, list[Slide]]]) -> list[tuple[Section, list[Slide]]]:
    """The sections from here on that are of the same group."""
    run = []
    for section, slides in created:
        if section.group != created[0][0].group:
            break
        run.append((section, slides))
    return run


def _divider(pack: PackData, group: str, sections: Sequence[tuple[Section, list[Slide]]]) -> Slide:
    """A slide that begins a group of sections, with what each of them has to say."""
    results: list[Result] = []
    lines = []
    for section, slides in sections:
        if slides:
            lines.append(Line(tag=section.title, text=f"{slides[0].title.rstrip('.')}.", shade=Shade.BLUE))
            results += slides[0].results[:1]
    return Slide(
        section=group,
        layout=Layout.SECTION,
        title=group,
        body=Words(lines=tuple(lines)),
        notes=(Note(heading="In this part", lines=tuple(f"{line.tag}. {line.text}" for line in lines)),),
        source=wording.paragraph(["Sources: on the slides that follow.", pack.rule_of_release]),
    )


def _title(pack: PackData, choice: Choice, missing: Sequence[str], internal: Sequence[Section]) -> Slide:
    facts = [
        f"As at {wording.day(pack.as_at)}. {pack.baseline.explanation}",
        f"Edition {pack.edition}",
        "Management information from supplied extracts and published papers, not official statistics",
        f"No figure is held for: {wording.listed(missing)}" if missing else "",
        pack.notice,
        pack.rule_of_release,
        f"Left out of a release: {wording.listed(section.title for section in internal)}" if internal else "",
    ]
    return Slide(
        section="",
        layout=Layout.TITLE,
        title=choice.title,
        subtitle=f"{pack.force} and HMICFRS",
        remark="\n".join(fact for fact in facts if fact),
        notes=(
            Note(
                heading="About this pack",
                lines=(
                    "Every number in it is a metric's, the same as on screen at this date and edition. Charts and "
                    "tables are native: choose Edit Data to see or reuse their numbers.",
                    *([pack.rule_of_release] if pack.rule_of_release else []),
                ),
            ),
        ),
        source=wording.paragraph(["Sources: on each slide, and together at the end.", pack.rule_of_release]),
    )
