"""Tables, words and the grid of grades as HTML, in the largest type that has room."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.present.chart_table import chart_table
from src.present.html.layout import LEADING, Frame, count_fitting, fitted, largest, sizes, widths
from src.present.html.markup import markup
from src.present.model import Chart, Graded, Grid, Line, Words
from src.present.tables import Table
from src.present.text_metrics import broken, width

_OR = " / "
FEW_CYCLES = 4
"""Of so many cycles the names of the questions may take more room."""
_MARKS = "~†‡*! "
"""What may stand behind a grade: the marks of its basis."""


def table(of: Table, room: float, height: float, frame: Frame, caption: str) -> str:
    """A table, as many of its rows as have room, the others counted."""
    shown, size = fitted(of, room, height, sizes(frame))
    wide = widths(of, room, size)
    inside = markup("table", "fitted", shown, caption, f"{size:g}", [int(width) for width in wide])
    return inside + (_more(shown.more, "row", size) if shown != of else "")


def _more(count: int, item: str, size: float) -> str:
    """How many are left out of what is shown."""
    if not count:
        return ""
    text = wording.capital(
        f"{wording.count_in_words(count, f'more {item}')} {'is' if count == 1 else 'are'} in the pack."
    )
    return f'<p class="pb-shown-more" style="--size:{size:g}">{text}</p>'


def words(of: Words, room: float, height: float, frame: Frame) -> str:
    """Lines of words behind their tags, as many as have room, the others counted."""

    def tall(size: float) -> list[float]:
        tag = _tag(of.lines, size)
        return [len(broken(line.text, room - tag, size)) * size * LEADING + size * 0.62 for line in of.lines]

    size = largest(sizes(frame), lambda size: sum(tall(size)) <= height)
    count = len(of.lines) if sum(tall(size)) <= height else max(1, count_fitting(tall(size), height - size * 1.6))
    items = "".join(
        f'<li><b class="{line.shade.value}">{escape(line.tag)}</b><span>{escape(line.text)}</span></li>'
        for line in of.lines[:count]
    )
    return f'<ul class="pb-shown-words" style="--size:{size:g};--tag:{_tag(of.lines, size):.0f}">{items}</ul>' + _more(
        len(of.lines) - count, "line", size
    )


def _tag(lines: Sequence[Line], size: float) -> float:
    return max((width(line.tag, size, is_bold=True) for line in lines), default=0.0) + size


def grid(of: Grid, room: float, height: float, frame: Frame, caption: str) -> str:
    """The grid of grades: a grade by its name in every cell, breaks drawn, their reasons and the key under it."""
    notes = [text for text in (*of.reasons, of.key) if text]
    under = sum(len(broken(text, room, frame.note)) for text in notes) * frame.note * LEADING + frame.note * 0.6
    gap = frame.label * 0.55
    most = room * (0.225 if len(of.cycles) > FEW_CYCLES else 0.3)
    text = [part for _, row in of.rows for item in row for part in item.text.split(_OR)]

    def question(size: float) -> float:
        return min(most, max((width(name, size) for name, _ in of.rows), default=0.0) + size * 0.6)

    def tall(size: float) -> list[float]:
        return [
            max(len(broken(name, question(size) - 4, size)), *(_cell_lines(item) for item in grades)) * size * 1.15
            + size * 0.24
            + 3
            for name, grades in of.rows
        ]

    def has_room(size: float) -> bool:
        cell = (room - question(size) - gap * len(of.breaks)) / max(len(of.cycles), 1)
        widest = max((width(part, size, is_bold=True) for part in text), default=0.0)
        is_whole = all(len(broken(name, question(size) - 4, size)) == 1 for name, _ in of.rows)
        return is_whole and widest <= cell and sum(tall(size)) <= height - under - size * 1.7

    size = largest([frame.label + more for more in (4.0, 3.0, 2.0, 1.0, 0.0, -1.0)], has_room)
    room_for_rows = height - under - size * 1.7
    rows_fit = sum(tall(size)) <= room_for_rows
    count = len(of.rows) if rows_fit else max(1, count_fitting(tall(size), room_for_rows - size * 1.6))
    columns = f'<col style="width:calc({question(size):.0f} * var(--u))"/>' + "".join(
        (f'<col style="width:calc({gap:.0f} * var(--u))"/>' if at in of.breaks else "") + "<col/>"
        for at in range(len(of.cycles))
    )
    head = "".join(_break(of, at, "th") + f'<th scope="col">{escape(cycle)}</th>' for at, cycle in enumerate(of.cycles))
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(_break(of, at, "td") + _cell(item) for at, item in enumerate(grades))
        + "</tr>"
        for name, grades in of.rows[:count]
    )
    reasons = "".join(f"<p>{escape(text)}</p>" for text in notes)
    return (
        f'<table class="pb-shown-grid" style="--size:{size:g}"><caption class="pb-hidden">{escape(caption)}</caption>'
        f'<colgroup>{columns}</colgroup><thead><tr><th scope="col">Question</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_more(len(of.rows) - count, 'question', size)}"
        f'<div class="pb-shown-notes" style="--size:{frame.note}">{reasons}</div>'
    )


def _break(of: Grid, at: int, cell: str) -> str:
    """The drawn gap before a cycle that may not be compared with the one before it."""
    if at not in of.breaks:
        return ""
    lines = '<span class="pb-hidden">Break: not comparable</span>' if cell == "th" else ""
    scope = ' scope="col"' if cell == "th" else ""
    return f'<{cell} class="break"{scope}>{lines}</{cell}>'


def _cell_lines(of: Graded) -> int:
    """A cell with two grades has a line for each."""
    return of.text.count(_OR) + 1


def _cell(of: Graded) -> str:
    """A grade by its name, the marks of its basis raised behind it."""
    lines = []
    for text in of.text.split(_OR):
        name = text.rstrip(_MARKS) or text
        marks = text[len(name) :].strip()
        lines.append(escape(name) + (f" <sup>{escape(marks)}</sup>" if marks else ""))
    kind = f"{of.grade or 'none'}{' carried' if of.is_carried else ''}"
    return f'<td class="{kind}">{" /<br/>".join(lines)}</td>'


def figures(chart: Chart, caption: str) -> str:
    """The figures of a picture as a table for who cannot see it."""
    of = chart_table(chart)
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in of.columns)
    inside = "".join(f"<tr>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row)}</tr>" for row in of.rows)
    return (
        f'<div class="pb-shown-numbers"><table><caption>The figures: {escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{inside}</tbody></table></div>"
    )
