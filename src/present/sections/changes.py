"""The slide and the sheet of what changed."""

from collections.abc import Sequence
from datetime import date

from src import wording
from src.analysis.change_wording import board_first, value_text
from src.contracts.change import Attention, Change, Value
from src.contracts.metric import Result
from src.present.change_lines import care, held_back, sentence, tag
from src.present.model import Line, Words
from src.present.slide import Layout, Note, PackData, Place, Slide, notes_of, source_of
from src.present.tables import Cell, Heading, Table, plain
from src.present.views.overview import needs_board

FIRST = 7
"""How many changes have room on a slide."""


def slide(pack: PackData, section: str) -> Slide:
    """What changed, what needs the board first; the sheet lists every change with its figures."""
    changes = board_first(pack.changes)
    others = [change for change in changes if change.attention is not Attention.BOARD]
    board = needs_board(pack)
    messages = [
        *board,
        *(Line(tag=tag(change)[0], text=care(change), shade=tag(change)[1]) for change in others),
    ]
    metrics = dict.fromkeys([*(change.metric for change in changes), *(line.metric for line in board if line.metric)])
    results = tuple(pack.after[name] for name in metrics)
    every = f"The workbook lists all {len(changes):,} changes." if len(changes) > FIRST else ""
    return Slide(
        section=section,
        layout=Layout.TEXT,
        title=sentence(pack).rstrip("."),
        subtitle=f"What needs the board at {wording.day(pack.as_at)}, newly or still, then what else changed since "
        f"{pack.baseline.label}",
        body=Words(lines=tuple(messages[:FIRST])) if messages else None,
        remark=wording.paragraph([every, held_back(pack)]),
        results=results,
        notes=notes_without_checks(pack, results[:FIRST]),
        alternative="",
        source=source_of(pack, results),
        sheet="What changed",
        data=_table(pack),
        place=Place.BOARD,
    )


def notes_without_checks(pack: PackData, results: Sequence[Result]) -> tuple[Note, ...]:
    """Of many results at once the definitions and questions say enough."""
    return tuple(note for note in notes_of(pack, results) if note.heading != "Checks")


def _table(pack: PackData) -> Table:
    columns = [
        Heading(heading="Kind"),
        Heading(heading="What changed"),
        Heading(heading="Subject"),
        Heading(heading="From", is_number=True),
        Heading(heading="From date"),
        Heading(heading="To", is_number=True),
        Heading(heading="To date"),
    ]
    return plain(columns, [_row(pack, change) for change in pack.changes])


def _row(pack: PackData, change: Change) -> tuple[Value | Cell, ...]:
    return (
        tag(change)[0],
        care(change),
        change.subject,
        _figure(change.before),
        _dated(pack, change, change.before_on),
        _figure(change.after),
        _dated(pack, change, change.after_on),
    )


def _figure(value: Value) -> Cell:
    """A figure as a number, so that it can be worked with; a word or a date as it reads."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Cell(value=value if is_number else None if value is None else value_text(value), text=_shown(value))


def _shown(value: Value) -> str:
    return "" if value is None else value_text(value)


def _dated(pack: PackData, change: Change, day: date | None) -> Cell:
    """The date of a figure that changed, no more exact than the rows of its metric have it."""
    rows = pack.after[change.metric].rows if day else ()
    row = next((row for row in rows if row.get("as_at_on") == day), {})
    return Cell(value=day, text=wording.short_dated(day, row.get("as_at_precision")) if day else "")
