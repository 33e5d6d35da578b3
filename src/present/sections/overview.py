"""Overview: what changed, the headline figures, what comes next, and what to be careful with."""

from collections.abc import Iterator, Sequence
from datetime import date

from src import wording
from src.analysis.cautions import Caution
from src.analysis.coming_up import Coming, coming_up, deadlines
from src.contracts.headline import Headline, Point
from src.contracts.metric import Row
from src.contracts.shared_columns import AS_AT
from src.metrics import METRICS
from src.present.model import Line, Words
from src.present.sections import changes
from src.present.sections.changes import FIRST, notes_without_checks
from src.present.slide import Layout, PackData, Place, Slide, source_of
from src.present.tables import Cell, Heading, Table, cell, plain
from src.present.theme import Shade

TITLE = "Overview"
_LEAST_CAUTIONS = 4
"""With fewer cautions a slide of them would be nearly empty."""
MOST_AHEAD = 9
"""How many things that lie ahead have room on a slide."""
ASKS = (*(name for name, metric in METRICS.items() if metric.card.headlines), "events_in_period")


def slides(pack: PackData) -> Iterator[Slide]:
    """What changed, where the force stands, what comes next, what to be careful with.

    A few cautions are said under the figures: they are no slide of their own.
    """
    found = pack.cautions
    is_own = len(found) >= _LEAST_CAUTIONS
    yield changes.slide(pack, TITLE)
    yield _figures(pack, () if is_own else found)
    if coming := _coming(pack):
        yield coming
    if is_own:
        yield _careful(pack, found)


def _figures(pack: PackData, care: Sequence[Caution]) -> Slide:
    """Where the force stands: each headline figure with its date and the newest on or before the baseline."""
    figures = pack.headlines
    results = tuple(pack.after[figure.metric] for figure in figures)
    events = pack.after["events_in_period"]
    return Slide(
        section=TITLE,
        layout=Layout.TABLE,
        title=wording.first_sentence(events.sentence).rstrip(".") if events.rows else "Headline figures",
        subtitle=f"Headline figures as at {wording.day(pack.as_at)}, each with its own date. {pack.baseline.explanation}",
        body=figures_table(pack, figures),
        remark=wording.paragraph([f"{caution.kind}: {caution.sentence}" for caution in care]),
        results=(*results, events),
        notes=notes_without_checks(pack, results),
        alternative="Table of headline figures. "
        + " ".join(f"{figure.title}: {figure.figure}, {figure.note}." for figure in figures),
        source=source_of(pack, results),
        sheet="Headline figures",
        data=_all_of(figures),
        place=Place.BOARD,
    )


def figures_table(pack: PackData, figures: Sequence[Headline]) -> Table:
    """Each headline figure with its date and what it moved by since the baseline."""
    return plain(
        [
            Heading(heading="Measure"),
            Heading(heading="Figure", is_number=True),
            Heading(heading="As at"),
            Heading(heading=f"Since {pack.baseline.label}"),
        ],
        [(_title(figure), _cell(figure.newest), _day(figure.newest), figure.movement) for figure in figures],
    )


def _all_of(figures: Sequence[Headline]) -> Table:
    """Everything that is known of the headline figures, for the workbook."""
    numbers = ("Figure", "Before", "Limit")
    headings = ("Measure", "Figure", "Unit", "As at", "Before", "Before as at", "Limit", "State", "In words")
    return plain(
        [Heading(heading=heading, is_number=heading in numbers) for heading in headings],
        [
            (
                figure.title,
                _cell(figure.newest),
                figure.unit,
                _day(figure.newest),
                _cell(figure.before),
                _day(figure.before),
                figure.limit,
                figure.state.replace("_", " "),
                figure.sentence,
            )
            for figure in figures
        ],
    )


def _title(figure: Headline) -> str:
    return f"{figure.title}, {figure.scale}" if figure.scale else figure.title


def _cell(point: Point | None) -> Cell:
    return Cell(value=point.value, text=point.text) if point else Cell(value=None, text=wording.NO_FIGURE)


def _day(point: Point | None) -> Cell:
    return (
        cell({"as_at_on": point.day, "as_at_precision": point.precision}, AS_AT)
        if point
        else Cell(value=None, text="–")
    )


def _coming(pack: PackData) -> Slide | None:
    """What comes next."""
    ahead = pack.result("dates_ahead")
    coming = coming_up(ahead)
    if not coming:
        return None
    nearest = [_deadline(row) for row in deadlines(ahead)]
    body = coming_table([*coming, *nearest[: MOST_AHEAD - len(coming)]], pack.as_at)
    return Slide(
        section=TITLE,
        layout=Layout.TABLE,
        title=f"Next: {coming[0].name}, {coming[0].in_days(pack.as_at)}",
        subtitle=f"The next inspection, data return and board after {wording.day(pack.as_at)}, and the nearest deadlines "
        "that HMICFRS set",
        body=body,
        results=(ahead,),
        notes=notes_without_checks(pack, [ahead]),
        alternative="Table of what comes next. " + " ".join(f"{row[1].text}: {row[2].text}." for row in body.rows),
        source=source_of(pack, [ahead]),
        sheet="What comes next",
        data=body,
        place=Place.BOARD,
    )


def coming_table(coming: Sequence[Coming], as_at: date) -> Table:
    """What lies ahead, with its date and how far ahead it is."""
    return plain(
        [
            Heading(heading="Kind"),
            Heading(heading="What"),
            Heading(heading="Date"),
            Heading(heading="When"),
        ],
        [
            (
                item.kind,
                item.title,
                cell({"as_at_on": item.day, "as_at_precision": item.precision}, AS_AT),
                item.in_days(as_at),
            )
            for item in coming
        ],
    )


def _deadline(row: Row) -> Coming:
    owner = f" ({row['owner_role']})" if row["owner_role"] else ""
    return Coming(
        kind="Deadline",
        day=row["ahead_on"],
        precision=row["ahead_precision"],
        title=f"{row['title']}{owner}",
    )


def _careful(pack: PackData, found: Sequence[Caution]) -> Slide:
    """What to be careful with."""
    lines = [Line(tag=caution.kind, text=caution.sentence, shade=Shade.ORANGE) for caution in found]
    about = tuple(pack.after[name] for name in dict.fromkeys(name for caution in found for name in caution.metrics))
    return Slide(
        section=TITLE,
        layout=Layout.TEXT,
        title=wording.capital(f"{wording.count_in_words(len(found), 'thing')} to be careful with"),
        subtitle="Every figure is shown as it came",
        body=Words(lines=tuple(lines[:FIRST])),
        remark=f"The workbook lists all {len(lines)}." if len(lines) > FIRST else "",
        results=about,
        notes=notes_without_checks(pack, about),
        source=source_of(pack, about),
        sheet="To be careful with",
        data=_listed(lines),
        place=Place.BOARD,
    )


def _listed(lines: Sequence[Line]) -> Table:
    return plain([Heading(heading="Kind"), Heading(heading="What")], [(line.tag, line.text) for line in lines])
