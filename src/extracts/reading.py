"""A file becomes cells that remember their address. Nothing is guessed and nothing is dropped."""

import csv
import io
from dataclasses import dataclass

from src.extracts.problems import Problem, Refused


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The cells of one file: its headings and the rows under them, all still text."""

    file: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    """The row of the file that each row stands in, counted as a spreadsheet counts."""

    def address(self, column: int, row: int) -> str:
        """The cell's name in a spreadsheet: column 1 of the fourth row is B4."""
        return f"{letters(column)}{self.row_numbers[row]}"

    def address_of_heading(self, column: int) -> str:
        """The cell's name of a heading."""
        return f"{letters(column)}{self.heading_row}"


def letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_csv(file: str, content: bytes) -> Cells:
    """The cells of a comma-separated file in UTF-8, with or without a byte-order mark.

    Raises Refused where the bytes are not such a file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            [
                Problem(
                    file=file,
                    found=f"a byte that is not UTF-8 text (byte {error.start + 1:,})",
                    expected="a comma-separated file saved as CSV UTF-8",
                    todo='In Excel choose Save As, "CSV UTF-8 (comma delimited)".',
                )
            ]
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    headings: tuple[str, ...] = ()
    heading_row = 0
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = tuple(cell.strip() for cell in cells)
            if not any(stripped):
                continue
            if not headings:
                headings, heading_row = stripped, number
            elif len(stripped) != len(headings):
                problems.append(
                    Problem(
                        file=file,
                        cells=(f"A{number}",),
                        found=f"a row of {len(stripped)} cells",
                        expected=f"{len(headings)}, one for each heading",
                        todo="Look for a comma inside a cell that is not in quotation marks.",
                    )
                )
            else:
                rows.append(stripped)
                numbers.append(number)
    except csv.Error:
        problems.append(
            Problem(
                file=file,
                cells=(f"A{number + 1}",),
                found="a quotation mark that is never closed, or a broken line",
                expected="rows of cells set apart by commas",
                todo="Open the file in Excel and save it again as CSV UTF-8.",
            )
        )
    if not headings or not (rows or problems):
        problems.append(
            Problem(
                file=file,
                found="no rows",
                expected="a row of headings and the rows under it",
                todo="Check that the right file was chosen.",
            )
        )
    if problems:
        raise Refused(problems)
    return Cells(file=file, headings=headings, heading_row=heading_row, rows=tuple(rows), row_numbers=tuple(numbers))
