"""Which sheet of a file holds a dataset, in which row its headings stand, and which rows are its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from src.extracts.cells import Cells, Handling, Read, Sheet, letters
from src.extracts.contract import Dataset, Kind
from src.extracts.delimited import SEPARATORS
from src.extracts.problems import Problem, Refused
from src.wording import listed

LOOKED_THROUGH = 50
"""How many rows of a sheet are looked through for its headings."""
_TOTAL = re.compile(r"(grand |force |overall |sub-?)?totals?:?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}")


@dataclass(frozen=True, kw_only=True)
class _Fit:
    """How well a row of a sheet serves as the headings of a dataset."""

    sheet: Sheet
    row: int
    matched: int
    whole: bool
    """Whether every column is there that may not be left out."""


def find(read: Read, dataset: Dataset) -> Cells:
    """The headings of a dataset and the rows under them. Raises Refused where no sheet, or more than one, fits."""
    filled = [sheet for sheet in read.sheets if any(any(row) for row in sheet.rows)]
    fits = [_best_row(sheet, dataset) for sheet in filled]
    if not fits:
        raise Refused([no_rows(read.file)])
    best = max(fits, key=lambda fit: (fit.whole, fit.matched))
    rivals = [fit for fit in fits if fit.whole] if best.whole else [fit for fit in fits if fit.matched == best.matched]
    if len(rivals) > 1:
        names = listed(f'"{fit.sheet.name}"' for fit in rivals)
        raise Refused(
            [
                Problem(
                    file=read.file,
                    found=f'{len(rivals)} sheets that could each be "{dataset.title}": {names}',
                    expected="one",
                    todo="Take the others out of the workbook and supply them as files of their own.",
                )
            ]
        )
    handlings = list(read.handlings)
    others = [f'"{sheet.name}"' for sheet in filled if sheet is not best.sheet]
    if others:
        handlings.append(
            Handling(
                file=read.file,
                met=f"the {'sheets' if len(others) > 1 else 'sheet'} {listed(others)} as well",
                done=f'only "{best.sheet.name}" was read as "{dataset.title}"',
            )
        )
    return table(read.file, best.sheet, best.row, dataset, handlings)


def table(file: str, sheet: Sheet, row: int, dataset: Dataset | None, handlings: Sequence[Handling] = ()) -> Cells:
    """The table whose headings stand in a row of a sheet. Raises Refused where its rows cannot be told."""
    said = list(handlings)
    top, raised = _headings(sheet, row)
    if raised:
        said.append(
            Handling(
                file=file, sheet=sheet.name, cells=raised, met="merged headings", done="each was read in the row below"
            )
        )
    above = [number + 1 for number in range(row) if any(sheet.rows[number]) and not (raised and number == row - 1)]
    if above:
        met = f"words above the headings, in {_rows_named(above)}"
        said.append(Handling(file=file, sheet=sheet.name, met=met, done=f"row {row + 1} was read as the headings"))
    body = [(number, sheet.rows[number]) for number in range(row + 1, len(sheet.rows)) if any(sheet.rows[number])]
    width = len(top)
    if not sheet.separator:
        _refuse_merged(file, sheet, row)
        # A workbook's rows are as wide as the sheet: columns that nobody headed and nobody filled are no columns.
        wanted = [c for c in range(width) if top[c] or any(cells[c] for _, cells in body)]
        columns = tuple(wanted)
        top = tuple(top[c] for c in wanted)
        body = [(number, tuple([cells[c] for c in wanted])) for number, cells in body]
    else:
        columns = ()
        body = _even(file, sheet, body, width)
    if dataset and body:
        body, dropped = _without_totals(body, top, dataset)
        if dropped:
            met = f"a total under the rows, in {_rows_named(dropped)}"
            said.append(Handling(file=file, sheet=sheet.name, met=met, done="it was left out: totals are worked out"))
        if sheet.is_1904 is not None:
            body, serials = _days(body, top, columns, sheet, dataset)
            if serials:
                first = "1 January 1904" if sheet.is_1904 else "1 January 1900"
                met = f"days counted from {first} in place of dates"
                said.append(
                    Handling(
                        file=file, sheet=sheet.name, cells=tuple(serials), met=met, done="each was read as its date"
                    )
                )
    if not any(top) or not body:
        raise Refused([no_rows(file, sheet.name)])
    return Cells(
        file=file,
        sheet=sheet.name,
        headings=top,
        heading_row=row + 1,
        rows=tuple(cells for _, cells in body),
        row_numbers=tuple(number + 1 for number, _ in body),
        handlings=tuple(said),
        columns=columns,
    )


def first_filled(sheet: Sheet) -> int:
    """The first row that is not blank; 0 where all are."""
    return next((at for at, row in enumerate(sheet.rows) if any(row)), 0)


def no_rows(file: str, sheet: str = "") -> Problem:
    """A file or a sheet without a table."""
    return Problem(
        file=file,
        sheet=sheet,
        found="no rows",
        expected="a row of headings and the rows under it",
        todo="Check that the right file was chosen.",
    )


def plain(heading: str) -> str:
    """A heading as it is compared: small letters and digits, one space between words."""
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


def _names(dataset: Dataset) -> dict[str, str]:
    return {plain(s): c.name for c in dataset.all_columns for s in (c.name, c.heading, *c.also)}


def _best_row(sheet: Sheet, dataset: Dataset) -> _Fit:
    """The row with the most headings of the dataset; the first that is not blank where none has any."""
    names = _names(dataset)
    required = {column.name for column in dataset.all_columns if column.required}
    best = _Fit(sheet=sheet, row=first_filled(sheet), matched=0, whole=False)
    for row in range(min(LOOKED_THROUGH, len(sheet.rows))):
        found = {names[word] for cell in _headings(sheet, row)[0] if (word := plain(cell)) in names}
        if len(found) > best.matched:
            best = _Fit(sheet=sheet, row=row, matched=len(found), whole=required <= found)
    return best


def _headings(sheet: Sheet, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a row, with those of ranges merged down into it, and the cells of these ranges."""
    cells = list(sheet.rows[row])
    raised = []
    for first, left, last, right in sheet.merged:
        if first < row <= last and left == right and left < len(cells) and not cells[left]:
            cells[left] = sheet.rows[first][left]
            raised.append(f"{letters(left)}{first + 1}")
    return tuple(cells), tuple(raised)


def _refuse_merged(file: str, sheet: Sheet, row: int) -> None:
    """A value merged over several rows belongs to the first of them only, so the others would read as empty."""
    merged = tuple(
        f"{letters(left)}{first + 1}"
        for first, left, _, _ in sheet.merged
        if first > row and first < len(sheet.rows) and left < len(sheet.rows[first]) and sheet.rows[first][left]
    )
    if merged:
        raise Refused(
            [
                Problem(
                    file=file,
                    sheet=sheet.name,
                    cells=merged,
                    found="merged cells among the rows",
                    expected="a value in each cell",
                    todo="Unmerge them and fill each cell in.",
                )
            ]
        )


_Body = list[tuple[int, tuple[str, ...]]]


def _even(file: str, sheet: Sheet, body: _Body, width: int) -> _Body:
    """Rows of a text file, each as wide as the headings. Empty cells past the last heading are let go."""
    even: _Body = []
    problems = []
    for number, cells in body:
        kept = cells[:width] if len(cells) > width and not any(cells[width:]) else cells
        if len(kept) != width:
            problems.append(
                Problem(
                    file=file,
                    cells=(f"A{number + 1}",),
                    found=f"a row of {len(cells)} cells",
                    expected=f"{width}, one for each heading",
                    todo=f"Look for a {SEPARATORS[sheet.separator][:-1]} inside a cell that is not in quotation marks.",
                )
            )
        even.append((number, kept))
    if problems:
        raise Refused(problems)
    return even


def _without_totals(body: _Body, top: Sequence[str], dataset: Dataset) -> tuple[_Body, list[int]]:
    """The rows without the totals at their end, and where those stood.

    A row is a total where its first word says so and it could be no row of the dataset: a column
    that may not be empty is, or the word stands where a date or a number belongs.
    """
    names = _names(dataset)
    columns = [dataset.column(names[word]) if (word := plain(heading)) in names else None for heading in top]
    dropped: list[int] = []
    while body:
        number, cells = body[-1]
        first = next(at for at, cell in enumerate(cells) if cell)
        column = columns[first]
        misplaced = column is not None and column.kind in (Kind.DATE, Kind.INTEGER, Kind.DECIMAL)
        lacking = any(c is not None and c.required and not cell for c, cell in zip(columns, cells, strict=True))
        if not (_TOTAL.fullmatch(cells[first]) and (misplaced or lacking)):
            break
        dropped.insert(0, number + 1)
        body = body[:-1]
    return body, dropped


def _days(
    body: _Body, top: Sequence[str], columns: Sequence[int], sheet: Sheet, dataset: Dataset
) -> tuple[_Body, list[str]]:
    """Rows in which a bare day number under a heading of dates has become its date, and the cells that had one."""
    names = _names(dataset)
    dated = [at for at, word in enumerate(map(plain, top)) if word in names]
    dated = [at for at in dated if dataset.column(names[plain(top[at])]).kind is Kind.DATE]
    # Excel takes 1900 for a leap year: from March 1900 on its count is right from 30 December 1899.
    start = date(1904, 1, 1) if sheet.is_1904 else date(1899, 12, 30)
    changed: _Body = []
    serials = []
    for number, cells in body:
        days = [at for at in dated if _SERIAL.fullmatch(cells[at])]
        if days:
            new = list(cells)
            for at in days:
                new[at] = (start + timedelta(days=int(cells[at]))).isoformat()
                serials.append(f"{letters(columns[at])}{number + 1}")
            cells = tuple(new)
        changed.append((number, cells))
    return changed, serials


def _rows_named(numbers: Sequence[int]) -> str:
    shown = listed(str(number) for number in numbers[:5])
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}" + (" and more" if len(numbers) > 5 else "")
