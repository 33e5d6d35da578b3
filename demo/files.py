"""A file of the demonstration, and how rows are written into one: as CSV, or as a workbook."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from src.contracts import code_lists
from src.contracts.column import Kind
from src.contracts.dataset import Dataset
from src.metrics.datasets import DATASETS
from src.settings import SYNTHETIC_FORCE, Settings

Row = Mapping[str, Any]
_MADE = "2024-10-07T00:00:00Z"
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class File:
    """One extract as it is supplied."""

    name: str
    content: bytes
    dataset: str
    supplied_on: date
    """The Monday it is supplied on."""
    note: str
    """What it is, in a few words."""
    is_refused: bool = False
    """Whether it breaks a rule, so that nothing of it may come in."""


def csv_file(dataset: str, rows: Sequence[Row], day: date, note: str, part: str = "", is_refused: bool = False) -> File:
    """Rows as a CSV file, under the dataset's own headings and with names in place of codes."""
    table = _table(DATASETS[dataset], rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell_text(cell) for cell in line] for line in table)
    return File(
        name=_name(dataset, day, part, "csv"),
        content=text.getvalue().encode("utf-8-sig"),
        dataset=dataset,
        supplied_on=day,
        note=note,
        is_refused=is_refused,
    )


def workbook(dataset: str, rows: Sequence[Row], day: date, note: str) -> File:
    """Rows as a workbook. The same rows give the same bytes."""
    from openpyxl import Workbook  # here, as it takes a quarter of a second

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(DATASETS[dataset].title[:31])
    for line in _table(DATASETS[dataset], rows):
        sheet.append(line)
    packed = io.BytesIO()
    book.save(packed)
    return File(
        name=_name(dataset, day, "", "xlsx"),
        content=_without_moment(packed.getvalue()),
        dataset=dataset,
        supplied_on=day,
        note=note,
    )


def _name(dataset: str, day: date, part: str, ending: str) -> str:
    words = "-".join(["synthetic", dataset.replace("_", "-"), day.isoformat(), *([part] if part else [])])
    return f"{words}.{ending}"


def _table(dataset: Dataset, rows: Sequence[Row]) -> list[list[Any]]:
    """The headings, then the rows, of the columns that any row fills."""
    full = [{**row, "force_code": SYNTHETIC_FORCE} for row in rows]
    columns = [column for column in dataset.all_columns if any(row.get(column.name) is not None for row in full)]
    unknown = {name for row in full for name in row} - {column.name for column in dataset.all_columns}
    if unknown:
        raise KeyError(f"{dataset.name} has no column {', '.join(sorted(unknown))}")
    lists = code_lists.read_all(Settings().reference)
    names = {column.name: lists[column.codes].names() for column in columns if column.kind is Kind.CODE}
    return [
        [column.heading for column in columns],
        *(
            [
                names[column.name][row[column.name]]
                if column.name in names and row.get(column.name)
                else row.get(column.name)
                for column in columns
            ]
            for row in full
        ),
    ]


def _cell_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    return str(cell)


def _without_moment(packed: bytes) -> bytes:
    """A workbook without the moment it was written at, which would make its bytes differ each time."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _MADE.encode(), content)
            new.writestr(zipfile.ZipInfo(part, _STAMP), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()
