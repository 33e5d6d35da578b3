"""Cells merged among the rows of a table: a value belongs to each of its rows; a number that nobody can tell is refused."""

import re
from dataclasses import replace

from src.contracts.date_formats import as_date
from src.contracts.problem import Problem, Refused
from src.ingest.cells import Notice, Sheet, Texts, letters


def unmerged(file: str, sheet: Sheet, row: int) -> tuple[Sheet, list[Notice]]:
    """The sheet with each value that is merged down over rows under the headings put into every one of them.

    A value merged across is one of the first column, as a note is. Raises Refused where a number is merged: nobody
    can tell whether it belongs to each row or to all of them.
    """
    merged = [
        (first, left, last, right)
        for first, left, last, right in sheet.merged
        if row < first < sheet.height and left < len(sheet.columns) and sheet.columns[left][first]
    ]
    numbers = tuple(
        f"{letters(left)}{first + 1}" for first, left, *_ in merged if _is_number(sheet.columns[left][first])
    )
    if numbers:
        problem = Problem(
            file=file,
            sheet=sheet.name,
            cells=numbers,
            found="a number merged over several cells",
            expected="a number in each cell",
            todo="Unmerge them and fill each cell in.",
        )
        raise Refused([problem])
    down = [(first, left, min(last, sheet.height - 1)) for first, left, last, right in merged if left == right]
    if not down:
        return sheet, []
    columns = list(sheet.columns)
    for first, left, last in down:
        places = columns[left].places.copy()
        places[first : last + 1] = places[first]
        columns[left] = Texts(columns[left].bank, places)
    cells = tuple(f"{letters(left)}{first + 1}" for first, left, _ in down)
    met, done = "values merged over several rows", "each was read in every one of them"
    return replace(sheet, columns=tuple(columns)), [
        Notice(file=file, sheet=sheet.name, cells=cells, met=met, done=done)
    ]


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-(<>~]?\d[\d,.]*\)?%?", text)) and not as_date(text)
