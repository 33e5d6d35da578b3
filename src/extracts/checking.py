"""Cells become typed rows, or problems: every problem at once, and no row if there is one."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import pandas
import pyarrow
from numpy.typing import NDArray

from src.extracts import matching
from src.extracts.cells import Cells, Handling, Texts
from src.extracts.codes import CodeList, letters_of
from src.extracts.contract import Column, Dataset, Kind
from src.extracts.dates import as_date
from src.extracts.problems import Problem, Refused, gathered
from src.wording import times

_LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Rows that keep the contract of their dataset, typed, with the row of the file each stood in."""

    dataset: Dataset
    file: str
    rows: pandas.DataFrame
    """The dataset's columns in order, then row_number."""
    sheet: str = ""
    """The sheet they stood on; nothing for a text file."""
    handlings: tuple[Handling, ...] = ()
    """What was met in the file that was not plain, and what was done about it."""


def check(
    cells: Cells,
    dataset: Dataset,
    codes: Mapping[str, CodeList],
    force_code: str,
    headings: Mapping[str, str] | None = None,
) -> Checked:
    """The rows of a file as the dataset has them. Raises Refused with every problem found.

    `headings` says what headings mean that are not the dataset's own: by the plain heading the name of
    a column, or nothing for a column to leave out.
    """
    matched = matching.match(cells, dataset, headings or {})
    columns, problems = matched.columns, matched.problems
    handlings = [*cells.handlings, *matched.handlings]
    typed: dict[str, _Typed] = {}
    for column in dataset.all_columns:
        if column.name not in columns:
            default = force_code if column.name == "force_code" else ""
            typed[column.name] = _typed(Texts.same(default, cells.height), column, codes)
            continue
        at = columns[column.name]
        texts = cells.columns[at]
        if column.name == "force_code":
            texts = texts.changed(lambda text: text or force_code)
        typed[column.name] = _typed(texts, column, codes)
        problems += _cell_problems(cells, at, typed[column.name], column, codes)
        handlings += _respelt(cells, at, typed[column.name], column, codes)
    rows = pandas.DataFrame({name: values.rows() for name, values in typed.items()}, copy=False)
    if not problems:
        problems += _key_problems(cells, columns, typed, dataset)
        problems += _rule_problems(cells, columns, rows, dataset)
    if problems:
        raise Refused(gathered(problems))
    rows["row_number"] = cells.row_numbers
    return Checked(dataset=dataset, file=cells.file, rows=rows, sheet=cells.sheet, handlings=tuple(handlings))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Typed:
    """A column whose distinct words were typed, each once."""

    texts: Texts
    values: pandas.Series
    """The value of each word."""
    unfit: NDArray[numpy.bool_]
    """True for each word that can be no value."""
    is_text: bool = False
    """Whether each word is its own value, so that no two values are the same."""

    def rows(self) -> Any:
        """The value of each row."""
        values, places = self.values.array, self.texts.places
        height = len(places)
        if values.dtype == "str" and height and (places == places[0]).all():  # a column that was left out, above all
            value = pyarrow.scalar(values[places[0]], pyarrow.large_string(), from_pandas=True)
            return values.dtype.__from_arrow__(pyarrow.repeat(value, height))
        if len(values) > height and (numpy.diff(places) == 1).all():  # each row has a word of its own, in order
            return values[int(places[0]) : int(places[0]) + height]
        return values.take(places)

    def numbers(self) -> tuple[NDArray[numpy.int64], int]:
        """A number for each row, equal where the values are, and a number above them all."""
        if self.is_text:
            return self.texts.places.astype(numpy.int64), len(self.values)
        numbers, known = pandas.factorize(self.values)
        return (numbers + 1)[self.texts.places], len(known) + 1


def _dtype(column: Column) -> str:
    return {
        Kind.INTEGER: "Int64",
        Kind.DECIMAL: "Float64",
        Kind.DATE: "datetime64[s]",
        Kind.YES_NO: "boolean",
    }.get(column.kind, "str")


def _typed(column_texts: Texts, column: Column, codes: Mapping[str, CodeList]) -> _Typed:
    """The values of a column, worked out once for each distinct word."""
    if column.kind is Kind.TEXT:
        return _words(column_texts, column)
    texts = pandas.Series(column_texts.words, dtype=str)
    filled = texts != ""
    if column.kind is Kind.DATE:
        values = pandas.Series([as_date(word) for word in column_texts.words], dtype="datetime64[s]")
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
    else:
        values = pandas.Series(_codes_of(column_texts.words, codes[column.codes]), dtype="str")
        unfit = filled & values.isna()
    if column.required:
        unfit = unfit | ~filled
    return _Typed(texts=column_texts, values=values, unfit=unfit.to_numpy(bool))


def _words(texts: Texts, column: Column) -> _Typed:
    """A column of texts, which are what they are. Only the first word, the empty one, is no value."""
    words = pyarrow.concat_arrays([pyarrow.nulls(1, pyarrow.string()), texts.bank[1:]])
    unfit = numpy.zeros(len(words), bool)
    unfit[0] = column.required
    values = pandas.Series(pandas.StringDtype(na_value=numpy.nan).__from_arrow__(words))
    return _Typed(texts=texts, values=values, unfit=unfit, is_text=True)


def _codes_of(words: Sequence[str], listed: CodeList) -> list[str | None]:
    """The code of each word: it is one, it is the name of one, or it is a known other spelling of one."""
    exact, same, near = set(listed.codes), listed.same(), listed.near()
    return [word if word in exact else same.get(word.lower()) or near.get(letters_of(word)) for word in words]


def _respelt(cells: Cells, at: int, typed: _Typed, column: Column, codes: Mapping[str, CodeList]) -> Iterator[Handling]:
    """What is to be said of texts that were read as a value though they are neither its code nor its name."""
    if column.kind is not Kind.CODE:
        return
    listed = codes[column.codes]
    exact, same, shown = set(listed.codes), listed.same(), listed.names()
    respelt = [bool(word) and word not in exact and word.lower() not in same for word in typed.texts.words]
    rows = numpy.flatnonzero((numpy.array(respelt) & ~typed.unfit)[typed.texts.places])
    for text, where in _alike(typed.texts, rows):
        code = str(typed.values[typed.texts.words.index(text)])
        yield Handling(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            met=f'"{text[:60]}" {times(len(where))}',
            done=f'it was read as "{shown[code]}"',
        )


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
    cells: Cells, at: int, typed: _Typed, column: Column, codes: Mapping[str, CodeList]
) -> list[Problem]:
    if not typed.unfit.any():
        return []
    rows = numpy.flatnonzero(typed.unfit[typed.texts.places])
    problems = []
    for text, where in _alike(typed.texts, rows):
        expected, todo = _expected(column, text, codes)
        problems.append(
            Problem(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, where),
                found=f'"{text[:60]}"' if text else "an empty cell",
                expected=expected,
                todo=todo,
            )
        )
    return problems


def _alike(texts: Texts, rows: NDArray[numpy.int64]) -> Iterator[tuple[str, NDArray[numpy.int64]]]:
    """Rows by the text they hold, in the order each text is first met."""
    numbers, places = pandas.factorize(texts.places[rows])
    order = numpy.argsort(numbers, kind="stable")
    ends = numpy.cumsum(numpy.bincount(numbers, minlength=len(places)))
    for place, where in zip(places, numpy.split(rows[order], ends), strict=False):
        yield texts.words[place], where


def _key_problems(
    cells: Cells, columns: Mapping[str, int], typed: Mapping[str, _Typed], dataset: Dataset
) -> list[Problem]:
    together, above = typed["force_code"].numbers()
    for name in dataset.key:
        numbers, several = typed[name].numbers()
        if several > cells.height and numpy.bincount(numbers).max() == 1:
            return []
        if above * several > _LARGEST:
            together, known = pandas.factorize(together)
            above = len(known)
        together, above = together * several + numbers, above * several
    again = numpy.flatnonzero(pandas.Series(together).duplicated(keep="first"))
    if not len(again):
        return []
    headings = " and ".join(dataset.column(name).heading for name in dataset.key)
    return [
        Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(columns.get(dataset.key[0], 0), again),
            found="a second row with the same " + headings,
            expected=f"one row for each: {dataset.one_row_is}",
            todo="Keep the row that is right and take the other out.",
        )
    ]


def _rule_problems(cells: Cells, columns: Mapping[str, int], rows: pandas.DataFrame, dataset: Dataset) -> list[Problem]:
    problems = []
    for rule in dataset.rules:
        broken = numpy.flatnonzero(rule.broken_by(rows).fillna(False).astype(bool))
        at = columns.get(rule.at, 0)
        problems += [
            Problem(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, where),
                found=f'"{text}" in "{dataset.column(rule.at).heading}"',
                expected=f"rows that keep this rule: {rule.sentence[:1].lower()}{rule.sentence[1:]}",
                todo=rule.todo,
            )
            for text, where in _alike(cells.columns[at], broken)
        ]
    return problems
