"""Tables, words and the grid of grades as HTML, in the largest type that has room."""

from collections.abc import Sequence

from src import wording
from src.present.html.layout import LEADING, Frame, count_fitting, fitted, largest, sizes, widths
from src.present.html.markup import markup
from src.present.model import Graded, Grid, Line, Words
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
    return markup("slides", "more", text, f"{size:g}")


def words(of: Words, room: float, height: float, frame: Frame) -> str:
    """Lines of words behind their tags, as many as have room, the others counted."""

    def tall(size: float) -> list[float]:
        tag = _tag(of.lines, size)
        return [len(broken(line.text, room - tag, size)) * size * LEADING + size * 0.62 for line in of.lines]

    size = largest(sizes(frame), lambda size: sum(tall(size)) <= height)
    count = len(of.lines) if sum(tall(size)) <= height else max(1, count_fitting(tall(size), height - size * 1.6))
    shown = markup("slides", "words", of.lines[:count], f"{size:g}", f"{_tag(of.lines, size):.0f}")
    return shown + _more(len(of.lines) - count, "line", size)


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
    widths_of = [f"{question(size):.0f}"]
    for at in range(len(of.cycles)):
        widths_of += [f"{gap:.0f}", ""] if at in of.breaks else [""]
    rows = [(name, [(item, _grade_lines(item)) for item in grades]) for name, grades in of.rows[:count]]
    more = _more(len(of.rows) - count, "question", size)
    return markup("slides", "grid", of, rows, f"{size:g}", caption, widths_of, more, notes, frame.note)


def _cell_lines(of: Graded) -> int:
    """A cell with two grades has a line for each."""
    return of.text.count(_OR) + 1


def _grade_lines(of: Graded) -> list[tuple[str, str]]:
    """Each grade of a cell by its name, and the marks of its basis, which are raised behind it."""
    lines = []
    for text in of.text.split(_OR):
        name = text.rstrip(_MARKS) or text
        lines.append((name, text[len(name) :].strip()))
    return lines
