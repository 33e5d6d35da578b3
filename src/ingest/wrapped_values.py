"""What programs write around a value is taken off: ="44" of a CSV that Excel should not change, 3;#Dudley of SharePoint."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy
import pyarrow.compute

from src.contracts.problem import Notice
from src.ingest.cells import Read, Sheet, letters

_WRAPPINGS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ('="', re.compile(r'="(.*)"', re.DOTALL), '="…" around a value'),
    (
        ";#",
        re.compile(r"(?:\d+|string|float|number|datetime|boolean);#([^;#]*)", re.DOTALL),
        "what SharePoint puts before a value",
    ),
)
"""A part that each has, its whole form with the value as the group, and what it is called."""


def taken_off(read: Read) -> Read:
    """The file with the values alone."""
    notices: list[Notice] = []
    sheets = tuple(_sheet(read.file, sheet, notices) for sheet in read.sheets)
    return replace(read, sheets=sheets, handlings=(*read.handlings, *notices)) if notices else read


def _sheet(file: str, sheet: Sheet, notices: list[Notice]) -> Sheet:
    columns = list(sheet.columns)
    for part, form, name in _WRAPPINGS:
        cells: list[str] = []
        for at, column in enumerate(columns):
            has_part = pyarrow.compute.match_substring(column.bank, part).to_numpy(zero_copy_only=False)
            wrapped = [place for place in numpy.flatnonzero(has_part).tolist() if form.fullmatch(column.words[place])]
            if wrapped:
                rows = numpy.flatnonzero(numpy.isin(column.places, wrapped)).tolist()
                cells += [f"{letters(at)}{row + 1}" for row in rows]
                columns[at] = column.changed(_bare(form))
        if cells:
            done = "each was read as the value alone"
            notices.append(Notice(file=file, sheet=sheet.name, cells=tuple(cells), met=name, done=done))
    return replace(sheet, columns=tuple(columns)) if columns != list(sheet.columns) else sheet


def _bare(form: re.Pattern[str]) -> Callable[[str], str]:
    def bare(text: str) -> str:
        found = form.fullmatch(text)
        return str(found[1]).strip() if found else text

    return bare
