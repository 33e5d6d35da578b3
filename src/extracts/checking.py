"""Cells become typed rows, or problems: every problem at once, and no row if there is one."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas

from src.extracts import privacy
from src.extracts.cells import Cells, Handling
from src.extracts.codes import CodeList
from src.extracts.contract import Column, Dataset, Kind
from src.extracts.problems import Problem, Refused, gathered

DATE_FORMATS = {
    r"\d{4}-\d{2}-\d{2}": "%Y-%m-%d",
    r"\d{1,2}/\d{1,2}/\d{4}": "%d/%m/%Y",
    r"\d{1,2}/\d{1,2}/\d{2}": "%d/%m/%y",
}
"""Day before month, always: 06/10/23 is 6 October 2023."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Rows that keep the contract of their dataset, typed, with the row of the file each stood in."""

    dataset: Dataset
    file: str
    rows: pandas.DataFrame
    """The dataset's columns in order, then row_number."""
    handlings: tuple[Handling, ...] = ()
    """What was met in the file that was not plain, and what was done about it."""


def check(cells: Cells, dataset: Dataset, codes: Mapping[str, CodeList], force_code: str) -> Checked:
    """The rows of a file as the dataset has them. Raises Refused with every problem found."""
    columns, problems = _match(cells, dataset)
    typed: dict[str, pandas.Series] = {}
    index = pandas.RangeIndex(len(cells.rows))
    for column in dataset.all_columns:
        if column.name not in columns:
            default = force_code if column.name == "force_code" else None
            typed[column.name] = pandas.Series([default] * len(index), index=index, dtype=_dtype(column))
            continue
        at = columns[column.name]
        texts = pandas.Series([row[at] for row in cells.rows], index=index, dtype=str)
        if column.name == "force_code":
            texts = texts.mask(texts == "", force_code)
        values, unfit = _typed(texts, column, codes)
        typed[column.name] = values
        problems += _cell_problems(cells, at, texts, column, unfit, codes)
    rows = pandas.DataFrame(typed, index=index)
    if not problems:
        problems += _key_problems(cells, columns, rows, dataset)
        problems += _rule_problems(cells, columns, rows, dataset)
    if problems:
        raise Refused(gathered(problems))
    rows["row_number"] = list(cells.row_numbers)
    return Checked(dataset=dataset, file=cells.file, rows=rows, handlings=cells.handlings)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


def _match(cells: Cells, dataset: Dataset) -> tuple[dict[str, int], list[Problem]]:
    """Which column of the file holds which column of the dataset."""
    known = {
        _plain(spelling): column.name
        for column in dataset.all_columns
        for spelling in (column.name, column.heading, *column.also)
    }
    found: dict[str, int] = {}
    problems = []
    for at, heading in enumerate(cells.headings):
        name = known.get(_plain(heading))
        where = (cells.address_of_heading(at),)
        if name is None:
            personal = privacy.looks_like(heading)
            nearest = difflib.get_close_matches(_plain(heading), known, n=1, cutoff=0.6)
            if personal:
                expected = "no columns about persons: PEELboard holds counts, grades and findings"
                todo = "Take the column out of the file. Nothing was stored."
            elif nearest:
                expected = f'one of the headings of "{dataset.title}"'
                todo = f'Did you mean "{dataset.column(known[nearest[0]]).heading}"?'
            else:
                expected = f'one of the headings of "{dataset.title}"'
                todo = "Take the column out, or use the heading the template gives it."
            seen = f'the heading "{heading}"' + (f", which looks like {personal}" if personal else "")
            problems.append(
                Problem(file=cells.file, sheet=cells.sheet, cells=where, found=seen, expected=expected, todo=todo)
            )
        elif name in found:
            problems.append(
                Problem(
                    file=cells.file,
                    sheet=cells.sheet,
                    cells=where,
                    found=f'the heading "{heading}" a second time',
                    expected="each heading once",
                    todo="Take one of the two columns out.",
                )
            )
        else:
            found[name] = at
    for column in dataset.all_columns:
        if column.required and column.name not in found:
            problems.append(
                Problem(
                    file=cells.file,
                    sheet=cells.sheet,
                    found=f'no column "{column.heading}"',
                    expected=f"one: {column.meaning[:1].lower()}{column.meaning[1:].rstrip('.')}",
                    todo="Add the column.",
                )
            )
    return found, problems


def _dtype(column: Column) -> str:
    return {
        Kind.INTEGER: "Int64",
        Kind.DECIMAL: "Float64",
        Kind.DATE: "datetime64[s]",
        Kind.YES_NO: "boolean",
    }.get(column.kind, "str")


def _typed(texts: pandas.Series, column: Column, codes: Mapping[str, CodeList]) -> tuple[pandas.Series, pandas.Series]:
    """The values of a column, and True for each cell that cannot be one."""
    filled = texts != ""
    if column.kind is Kind.DATE:
        values = pandas.Series(pandas.NaT, index=texts.index, dtype="datetime64[s]")
        for pattern, form in DATE_FORMATS.items():
            fits = texts.str.fullmatch(pattern)
            parsed = pandas.to_datetime(texts[fits], format=form, errors="coerce")
            values[fits] = parsed.astype("datetime64[s]")
        unfit = filled & values.isna()
    elif column.kind in (Kind.INTEGER, Kind.DECIMAL):
        plain = texts.str.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
        numbers = pandas.to_numeric(texts.where(plain, "").str.replace(",", ""), errors="coerce")
        unfit = filled & numbers.isna()
        if column.kind is Kind.INTEGER:
            unfit |= numbers.notna() & (numbers % 1 != 0)
        if column.least is not None:
            unfit |= numbers.notna() & (numbers < column.least)
        if column.most is not None:
            unfit |= numbers.notna() & (numbers > column.most)
        values = pandas.Series(numbers.mask(unfit), dtype=_dtype(column))
    elif column.kind is Kind.YES_NO:
        lowered = texts.str.lower()
        unfit = filled & ~lowered.isin(["yes", "no"])
        values = (lowered == "yes").astype("boolean").mask(~filled | unfit)
    elif column.kind is Kind.CODE:
        allowed = codes[column.codes].codes
        by_name = {name.lower(): code for code, name in codes[column.codes].names().items()}
        by_name |= {code.lower().replace("_", " "): code for code in allowed}
        values = texts.where(texts.isin(allowed), texts.str.lower().map(by_name))
        unfit = filled & values.isna()
    else:
        values, unfit = texts.mask(~filled), pandas.Series(False, index=texts.index)
    if column.required:
        unfit = unfit | ~filled
    return values, unfit


def _expected(column: Column, text: str, codes: Mapping[str, CodeList]) -> tuple[str, str]:
    """What a cell of the column should hold, and what to do about one that does not."""
    heading = f'"{column.heading}"'
    if text == "":
        return f"a value in {heading}, which may not be empty", "Fill the cell in."
    if column.kind is Kind.DATE:
        return f"a date in {heading} such as 2024-02-01 or 01/02/2024", "Write the day, the month and the year."
    if column.kind is Kind.YES_NO:
        return f"yes or no in {heading}", "Write yes or no."
    if column.kind is Kind.CODE:
        names = codes[column.codes].names()
        choices = [*names.values(), *names]
        nearest = difflib.get_close_matches(text.lower(), [c.lower() for c in choices], n=1, cutoff=0.5)
        nearest_name = next((c for c in choices if nearest and c.lower() == nearest[0]), None)
        todo = f'Did you mean "{nearest_name}"?' if nearest_name else "Use one of: " + ", ".join(names) + "."
        return f"a value of the list for {heading}", todo
    bounds = "" if column.least is None else f" of {column.least:g} or more"
    bounds += "" if column.most is None else f" up to {column.most:g}"
    return f"a {column.kind.value}{bounds} in {heading}", "Write the number alone, without words or signs."


def _cell_problems(
    cells: Cells,
    at: int,
    texts: pandas.Series,
    column: Column,
    unfit: pandas.Series,
    codes: Mapping[str, CodeList],
) -> list[Problem]:
    problems = []
    for row in unfit[unfit].index:
        text = str(texts[row])
        expected, todo = _expected(column, text, codes)
        problems.append(
            Problem(
                file=cells.file,
                sheet=cells.sheet,
                cells=(cells.address(at, int(row)),),
                found=f'"{text[:60]}"' if text else "an empty cell",
                expected=expected,
                todo=todo,
            )
        )
    return problems


def _key_problems(cells: Cells, columns: Mapping[str, int], rows: pandas.DataFrame, dataset: Dataset) -> list[Problem]:
    again = rows.duplicated(["force_code", *dataset.key], keep="first")
    headings = " and ".join(dataset.column(name).heading for name in dataset.key)
    first = columns.get(dataset.key[0], 0)
    return [
        Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=(cells.address(first, int(row)),),
            found="a second row with the same " + headings,
            expected=f"one row for each: {dataset.one_row_is}",
            todo="Keep the row that is right and take the other out.",
        )
        for row in again[again].index
    ]


def _rule_problems(cells: Cells, columns: Mapping[str, int], rows: pandas.DataFrame, dataset: Dataset) -> list[Problem]:
    problems = []
    for rule in dataset.rules:
        broken = rule.broken_by(rows).fillna(False).astype(bool)
        for row in broken[broken].index:
            at = columns.get(rule.at, 0)
            problems.append(
                Problem(
                    file=cells.file,
                    sheet=cells.sheet,
                    cells=(cells.address(at, int(row)),),
                    found=f'"{cells.rows[int(row)][at]}" in "{dataset.column(rule.at).heading}"',
                    expected=f"rows that keep this rule: {rule.sentence[:1].lower()}{rule.sentence[1:]}",
                    todo=rule.todo,
                )
            )
    return problems
