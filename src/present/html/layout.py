"""The room of a slide and the sizes on it, and what fits. Both the drawing and its style take them from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from src.present.column_widths import column_widths
from src.present.tables import Table
from src.present.text_metrics import broken, width

T = TypeVar("T")
BETWEEN = 1.1
"""Between two columns, as a share of the size of the letters."""
SHORT = 18
"""How many letters a cell may have to stay on one line."""
LEADING, HEADING_LEADING = 1.3, 1.16
"""From one line to the next, as shares of the size of the letters."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A slide's room, in units of which its width holds 1280, and the sizes of the letters on it."""

    height: int
    title: int
    body: int
    """Of tables and words, at the least."""
    largest: int
    """Of tables and words, where there is room."""
    label: int
    """Of pictures, and of the cells of the grid."""
    note: int
    small: int
    width: int = 1280
    edge: int = 38
    top: int = 42
    foot: int = 46

    @property
    def room(self) -> float:
        """The width between the edges."""
        return float(self.width - 2 * self.edge)

    def words_height(self, text: str, size: float, *, is_bold: bool = False) -> float:
        """The height that words take, none for none, with the space under them."""
        if not text:
            return 0.0
        lines = len(broken(text, self.room, size, is_bold=is_bold))
        return lines * size * (HEADING_LEADING if is_bold else LEADING) + 6

    def body_height(self, title: str, subtitle: str, remark: str, source: str) -> float:
        """What is left for the body of a slide."""
        return (
            self.height
            - self.top
            - self.words_height(title, self.title, is_bold=True)
            - self.words_height(subtitle, self.body)
            - self.words_height(remark, self.body)
            - self.words_height(source, self.small)
            - self.foot
            - 14
        )


SCREEN = Frame(height=720, title=38, body=22, largest=28, label=19, note=14, small=15)
"""A wall screen: read from the back of a room."""
SHEET = Frame(height=878, title=32, body=17, largest=20, label=16, note=14, small=13)
"""A sheet of A4 on its side, 277 mm between its margins: 17 is 10.4 points."""


def widths(of: Table, room: float, size: float) -> list[float]:
    """Widths of columns in pixels: what they need where all fits a line, else what there is to share."""
    between = size * BETWEEN
    sentence = _cell_texts(of)
    whole = [max(width(text, size, is_bold=bold) for text, bold in column) + between for column in sentence]
    if sum(whole) <= room:
        return whole
    short = SHORT if _has_whole_cells(of, room, size) else 0
    least = [max(_least(text, size, bold, short) for text, bold in column) + between for column in sentence]
    return column_widths(least, whole, room)


def _cell_texts(of: Table) -> list[list[tuple[str, bool]]]:
    """Every text of each column, and whether it is bold."""
    return [
        [(column.heading, True), *((row[at].text, False) for row in of.rows)] for at, column in enumerate(of.columns)
    ]


def _has_whole_cells(of: Table, room: float, size: float) -> bool:
    """Whether there is room for every column with no word, date or short cell broken."""
    least = [
        max(_least(text, size, bold, SHORT) for text, bold in column) + size * BETWEEN for column in _cell_texts(of)
    ]
    return sum(least) <= room


def _least(text: str, size: float, is_bold: bool, short: int) -> float:
    """The narrowest a cell may be: its longest word, or the whole of it where it is short, such as a date."""
    if not is_bold and len(text) <= short:
        return width(text, size)
    return max(width(word, size, is_bold=is_bold) for word in text.split(" "))


def heights(of: Table, wide: Sequence[float], size: float) -> list[float]:
    """The height of the headings, then of every row."""
    rows = [[column.heading for column in of.columns], *([cell.text for cell in row] for row in of.rows)]
    return [
        max(
            len(broken(text, item - size * BETWEEN, size, is_bold=at == 0))
            for text, item in zip(row, wide, strict=True)
        )
        * size
        * LEADING
        + size * 0.5
        for at, row in enumerate(rows)
    ]


def fitted(of: Table, room: float, height: float, sizes: Sequence[float]) -> tuple[Table, float]:
    """A table in the largest size in which all of it fits; in the smallest, as many of its rows as fit."""
    for size in sizes:
        if fits(of, room, height, size):
            return of, size
    size = sizes[-1]
    tall = heights(of, widths(of, room, size), size)
    count = count_fitting(tall[1:], height - tall[0] - size * 1.6)
    return of.first(max(1, count)), size


def fits(of: Table, room: float, height: float, size: float) -> bool:
    """Whether all of a table has room."""
    wide = widths(of, room, size)
    return _has_whole_cells(of, room, size) and sum(heights(of, wide, size)) <= height


def count_fitting(tall: Sequence[float], height: float) -> int:
    """How many of some heights fit under one another."""
    total, count = 0.0, 0
    for item in tall:
        total += item
        if total > height:
            break
        count += 1
    return count


def in_sheets(of: Table, room: float, height: float, size: float) -> tuple[Table, ...]:
    """A table in parts that each fit, the headings with each."""
    tall = heights(of, widths(of, room, size), size)
    parts, rows = [], list(of.rows)
    at = 0
    while at < len(rows):
        count = max(1, count_fitting(tall[at + 1 :], height - tall[0] - size * 1.6))
        parts.append(replace(of, rows=tuple(rows[at : at + count]), more=0))
        at += count
    if parts:
        parts[-1] = replace(parts[-1], more=of.more)
    return tuple(parts) or (of,)


def sizes(frame: Frame) -> list[float]:
    """The sizes of tables and words, the largest first."""
    return [float(size) for size in range(frame.largest, frame.body - 1, -1)]


def largest(sizes: Sequence[T], fits: Callable[[T], bool]) -> T:
    """The first of some sizes that fits; the last where none does."""
    return next((size for size in sizes if fits(size)), sizes[-1])
