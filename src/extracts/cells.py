"""What reading gives: sheets of text, then the headings and rows of one of them, each with its address."""

from dataclasses import dataclass

from src.extracts.problems import where


@dataclass(frozen=True, kw_only=True)
class Handling:
    """Something in a file that was not plain, and what was done about it. It keeps nothing from being accepted."""

    file: str
    sheet: str = ""
    cells: tuple[str, ...] = ()
    met: str
    done: str

    def sentence(self) -> str:
        """The handling as a person reads it."""
        return f"{where(self.file, self.sheet, self.cells)}: found {self.met}; {self.done}."


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of a file, all of it, every cell text. A text file is one sheet without a name."""

    name: str = ""
    rows: tuple[tuple[str, ...], ...]
    """From the first row of the sheet and its column A on, so that places are addresses."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each merged range, counted from 0."""
    separator: str = ""
    """What sets the cells of a text file apart; empty for a workbook."""
    is_1904: bool | None = None
    """Whether the workbook counts its days from 1904 (or from 1900); None where that is not known."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A file that was read: its sheets, and what was decided on the way."""

    file: str
    sheets: tuple[Sheet, ...]
    handlings: tuple[Handling, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The cells of one table: its headings and the rows under them, all still text."""

    file: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    """The row of the sheet that each row stands in, counted as a spreadsheet counts."""
    sheet: str = ""
    handlings: tuple[Handling, ...] = ()
    columns: tuple[int, ...] = ()
    """The column of the sheet that each column stands in, from 0. Left out where they are the same."""

    def address(self, column: int, row: int) -> str:
        """The cell's name in a spreadsheet: column 1 of the fourth row is B4."""
        return f"{self._letters(column)}{self.row_numbers[row]}"

    def address_of_heading(self, column: int) -> str:
        """The cell's name of a heading."""
        return f"{self._letters(column)}{self.heading_row}"

    def _letters(self, column: int) -> str:
        return letters(self.columns[column] if self.columns else column)


def letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """0 for A, 25 for Z, 26 for AA: the other way round of letters."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
