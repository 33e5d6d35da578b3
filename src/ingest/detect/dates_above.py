"""The date of a table that has no column of dates: beside its label, in a title, in the name of its sheet or file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import WHOLE_MONTHS, as_date, as_period, date_in
from src.contracts.problem import Notice, Settled
from src.ingest.cells import Sheet, letters
from src.ingest.detect.header_matching import column_key, names, plain
from src.ingest.detect.row_filter import STAMPS

TITLE, UNDER = "the date in the title", "the date under the table"
SHEET_NAME, FILE_NAME = "the date in the sheet's name", "the date in the file's name"
NAME_OF_SHEET = "the name of the sheet"
_NO_NAME = re.compile(r"(sheet|table|export|query|page|data)[ \d()]*", re.IGNORECASE)
_LAST_ROWS = 20
"""How many rows from the end of a sheet are looked through for a date under its table."""
_LABELS = frozenset(("position at", "position as at", "data as at", "snapshot", "date of position", "correct at"))
_LABELLED = re.compile(
    r"\b(as (at|of)|position (at|on)|correct (at|as at)|snapshot( date)?( of)?)[:\s]*$", re.IGNORECASE
)
"""What stands before a date that dates the figures."""
_SHORT_YEAR = re.compile(rf"\b({WHOLE_MONTHS}) (\d{{2}})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Near:
    """A date near a table: its text, and the cell it stands in as column and row from 0, if any."""

    text: str
    place: str
    """Empty where it is next to its label."""
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """What every row holds of columns that are not there, and the answers there are for those that nobody gave."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By the name of the column."""
    at: Mapping[str, int] = field(default_factory=dict)
    """The column of the sheet that each was taken from."""
    handlings: tuple[Notice, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def given(
    file: str, sheet: Sheet, row: int, dataset: Dataset, present: Sequence[str | None], settled: Settled
) -> Given:
    """What stands for the columns that a table with its headings in `row` has not."""
    texts: dict[str, str] = {}
    at: dict[str, int] = {}
    handlings: list[Notice] = []
    answers: dict[str, tuple[str, ...]] = {}
    for column in dataset.all_columns:
        if column.name in present:
            continue
        answer = settled.get(column_key(column), "")
        is_date = column.name == dataset.dated_by and column.kind is Kind.DATE
        near = list(_near(file, sheet, row, dataset, column)) if is_date else []
        chosen = next((found for found in near if found.place in ("", answer)), None)
        if len({found.text for found in near if not found.place}) > 1:
            chosen = None  # two labels, two dates
        if chosen:
            texts[column.name] = chosen.text
            at[column.name] = chosen.cell[0] if chosen.cell else 0
            handlings.append(_notice(file, sheet, column, chosen))
        elif answer == NAME_OF_SHEET and column.kind is Kind.CODE:
            texts[column.name] = sheet.name
            met, done = f'no column "{column.heading}"', f'"{sheet.name}", the name of the sheet, stands for every row'
            handlings.append(Notice(file=file, sheet=sheet.name, met=met, done=f"{done}, as answered"))
        elif answer and not (is_date and answer in (TITLE, UNDER, SHEET_NAME, FILE_NAME)):
            texts[column.name] = answer
            met, done = f'no column "{column.heading}"', f'"{answer}" stands for every row, as answered'
            handlings.append(Notice(file=file, sheet=sheet.name, met=met, done=done))
        elif is_date:
            answers[column.name] = tuple(dict.fromkeys(found.place for found in near if found.place))
        elif column.kind is Kind.CODE and column.required and sheet.name and not _NO_NAME.fullmatch(sheet.name):
            answers[column.name] = (NAME_OF_SHEET,)
    return Given(texts=texts, at=at, handlings=tuple(handlings), answers=answers)


def _notice(file: str, sheet: Sheet, column: Column, found: Near) -> Notice:
    cells = (f"{letters(found.cell[0])}{found.cell[1] + 1}",) if found.cell else ()
    met = f'"{found.text}" beside "{column.heading}", above the table' if not found.place else f'"{found.text}"'
    how = "" if not found.place else f", {found.place}, as answered"
    return Notice(file=file, sheet=sheet.name, cells=cells, met=met, done=f"it was taken for every row{how}")


def _near(file: str, sheet: Sheet, row: int, dataset: Dataset, column: Column) -> Iterator[Near]:
    """The dates above a table and in its names. A date that says when a file was made dates nothing."""
    labels = {word for word, name in names(dataset).items() if name == column.name} | _LABELS
    for above in range(row):
        cells = sheet.row(above)
        for at, cell in enumerate(cells):
            text, rest = date_in(cell)
            if plain(rest or cell) in labels:
                if text:
                    yield Near(text=text, place="", cell=(at, above))
                    continue
                after = next(((to, other) for to, other in enumerate(cells[at + 1 :], at + 1) if other), None)
                if after and _is_day(after[1]):
                    yield Near(text=after[1], place="", cell=(after[0], above))
            elif text and not any(STAMPS.search(other) or plain(other) in labels for other in cells[: at + 1]):
                is_labelled = bool(_LABELLED.search(cell[: cell.rfind(text)]))
                yield Near(text=text, place="" if is_labelled else TITLE, cell=(at, above))
    for below in range(max(row + 1, sheet.height - _LAST_ROWS), sheet.height):
        (text, at), *others = [*((cell, at) for at, cell in enumerate(sheet.row(below)) if cell), ("", 0)]
        day = date_in(text)[0]
        if len(others) == 1 and day and _LABELLED.search(text[: text.rfind(day)]):
            yield Near(text=day, place=UNDER, cell=(at, below))
    for place, name in ((SHEET_NAME, sheet.name), (FILE_NAME, file.rpartition(".")[0])):
        text = date_in(_SHORT_YEAR.sub(r"\1-\2", name.replace("_", " ")))[0]
        if text:
            yield Near(text=text, place=place)


def _is_day(text: str) -> bool:
    return bool(as_date(text) or as_period(text))
