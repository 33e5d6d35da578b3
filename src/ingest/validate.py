"""Cells become typed rows, or problems: every problem at once, and no row if there is one."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy
import pandas
import pyarrow.compute
from numpy.typing import NDArray

from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import PROVENANCE, Dataset, HistoryRule, Rule
from src.contracts.date_formats import MONTHS, is_slashed, precision_of, shown
from src.contracts.problem import Problem, Question, Refused, Settled, gathered
from src.ingest import convert, date_doubts, doubts, table_copy, unusual_values
from src.ingest.cells import Cells, Notice, Texts
from src.ingest.convert import DIGITS, Typed
from src.ingest.detect import header_matching
from src.wording import in_words, inside, times

_LARGEST = 2**63 - 1
_NEAR_NOTHING = "-"
_MONTH_OR_NUMBER = re.compile(rf"\d+|\b{MONTHS}", re.IGNORECASE)
_FIGURE = r"^-?\d[\d ,.]*%?$"
_SPELT_OUT = 100
"""How many different texts of a column are each a problem of their own; the others are one together."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Rows that keep the contract of their dataset, typed, with the row of the file each stood in."""

    dataset: Dataset
    file: str
    rows: pandas.DataFrame
    """The dataset's columns in order, then row_number."""
    sheet: str = ""
    """The sheet they stood on; nothing for a text file."""
    handlings: tuple[Notice, ...] = ()
    """What was met in the file that was not plain, and what was done about it."""
    cells: Cells | None = None
    """The table as it was read, left-out columns among it."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Those of its columns that are the dataset's, by name."""

    absent: tuple[str, ...] = ()
    """The columns that the file has not: of these it says nothing."""
    settled: Settled = field(default_factory=dict)
    """What was answered about the table."""
    part: str = ""
    """"part" where the rows leave the other rows of their dates as they are; empty where they stand for whole dates."""

    @cached_property
    def copy(self) -> bytes:
        """The table as CSV, to be saved in place of the file it came in."""
        return table_copy.as_csv(self.cells, tuple(self.columns.values())) if self.cells else b""

    def breaking(self, rule: Rule | HistoryRule, sentence: str, broken: NDArray[numpy.int64]) -> list[Problem]:
        """The problems of the rows, by their places, that break a rule of the dataset, said in this sentence.

        Of a rule that leaves doubt they are questions, and what was answered is none.
        """
        found = _breaking(self.cells, self.columns, self.dataset, rule, sentence, broken) if self.cells else []
        return [problem for problem in found if not isinstance(problem, Question) or problem.key not in self.settled]


def check(
    cells: Cells,
    dataset: Dataset,
    codes: Mapping[str, CodeList],
    force_code: str,
    headings: Mapping[str, str] | None = None,
    settled: Settled | None = None,
) -> Checked:
    """The rows of a file as the dataset has them. Raises Refused with every problem and every question found.

    `headings` says what headings mean that are not the dataset's own: by the plain heading the name of
    a column, or nothing for a column to leave out. `settled` says what was answered of this table.
    """
    settled = settled or {}
    matched = header_matching.match(cells, dataset, headings or {})
    columns = matched.columns
    cells = doubts.without_names(cells, columns, dataset, settled)
    cells = unusual_values.without_rows_left_out(cells, columns, dataset, settled)
    cells, gaps = doubts.values_above(cells, columns, dataset, settled)
    unusual = unusual_values.read(cells, columns, dataset, codes, settled)
    problems = [*cells.questions, *matched.problems, *gaps.values(), *unusual.questions]
    problems += doubts.of_another_force(cells, dataset, codes["forces"], force_code, settled)
    problems += doubts.names_in_filters(cells, settled)
    problems += doubts.names_in_names(cells, settled)
    handlings = [*cells.handlings, *matched.handlings, *unusual.handlings]
    is_month_first, order_asked = date_doubts.order_of_dates(cells, columns, dataset, settled)
    problems += order_asked
    problems += doubts.ids(cells, columns, dataset, settled)
    problems += doubts.spoilt(cells, columns, dataset, settled)
    problems += doubts.names_of_people(cells, columns, dataset, codes, settled)
    typed: dict[str, Typed] = {}
    dates: dict[str, Texts] = {}
    in_doubt = numpy.zeros(cells.height, bool)
    for column in dataset.all_columns:
        added = unusual.qualifiers.get(column.name, {})
        if column.name == "note":
            added = {row: "; ".join(notes) for row, notes in unusual.notes.items()}
        if column.name not in columns:
            texts = _left_out(column, dataset, cells, dates, force_code)
            texts = unusual_values.with_texts(texts, added)
            typed[column.name] = convert.typed(texts, column, codes)
            continue
        at = columns[column.name]
        texts = unusual_values.with_texts(unusual.columns.get(at, cells.columns[at]), added, "; ")
        if column.name == "force_code":
            texts = texts.changed(lambda text: text or force_code)
        as_percent, asked = doubts.shares(cells, at, column, settled)
        problems += asked
        texts = texts.changed(as_percent) if as_percent else texts
        about: Collection[str] = ()
        if column.kind is Kind.DATE:
            if is_month_first:
                texts = date_doubts.with_months_first(cells, at, texts, dataset)
            texts, asked, about = date_doubts.dates_meant(cells, at, texts, column, dataset, settled)
            problems += asked
            dates[column.name] = texts
        may_be_month = bool(column.precision) or column.name == "period_to_on"  # a period ends with its month
        found = convert.typed(texts, column, codes, is_month_first=is_month_first, may_be_month=may_be_month)
        typed[column.name] = found
        asked = list(doubts.numbers_in_brackets(cells, at, column, settled))
        about = {*about, ""} if column.name in gaps else about
        if asked or order_asked:
            is_of_order = bool(order_asked) and column.kind is Kind.DATE
            about = {*about, *(w for w in texts.words if (is_of_order and is_slashed(w)) or (asked and w[:1] == "("))}
        problems += [*asked, *_cell_problems(cells, at, found, column, codes, about, in_doubt)]
        if column.kind is Kind.CODE:
            in_doubt |= (found.unfit & (found.texts.bank.to_numpy(zero_copy_only=False) != ""))[found.texts.places]
        handlings += _respelt(cells, at, found, column, codes)
        if column.name == dataset.dated_by:
            problems += date_doubts.out_of_time(cells, at, texts, dataset, _days(found))
        elif column.kind is Kind.DATE:
            problems += date_doubts.far_from_now(cells, at, texts, column, _days(found), settled)
    rows = pandas.DataFrame({name: existing.rows() for name, existing in typed.items()}, copy=False)
    problems += _key_problems(cells, columns, typed, dataset)
    problems += _rule_problems(cells, columns, typed, rows, dataset)
    if problems:
        raise Refused(gathered(problems))
    rows["row_number"] = cells.row_numbers
    return Checked(
        dataset=dataset,
        file=cells.file,
        rows=rows,
        sheet=cells.sheet,
        handlings=tuple(handlings),
        cells=cells,
        columns=columns,
        absent=_absent(dataset, columns),
        settled=settled,
    )


def _absent(dataset: Dataset, columns: Collection[str]) -> tuple[str, ...]:
    """The columns that a file has not, so that it says nothing of them. A bound or precision goes with its figure."""
    of: dict[str, list[str]] = {}
    for column in dataset.columns:
        for other in filter(None, (column.qualifier, column.precision)):
            of.setdefault(other, []).append(column.name)
    missing = {column.name for column in dataset.columns if column.name not in (*columns, *dataset.key)}
    return tuple(
        name for name in sorted(missing) if (missing.issuperset(of[name]) if name in of else not _goes_with(name))
    )


def _goes_with(name: str) -> bool:
    """Whether a column says only how another is to be taken."""
    return name == "qualifier_code" or name.endswith("_precision") or name in {column.name for column in PROVENANCE}


def _left_out(column: Column, dataset: Dataset, cells: Cells, dates: Mapping[str, Texts], force_code: str) -> Texts:
    """What stands for a column that a file has not: the supplier's force, how exactly a date is known, or nothing.

    `dates` are the columns of dates read before it, by name.
    """
    dated = next((other for other in dataset.all_columns if other.precision == column.name), None)
    if dated and dated.name in dates:
        return dates[dated.name].changed(lambda text: precision_of(shown(text)))
    return Texts.same(force_code if column.name == "force_code" else "", cells.height)


def _days(typed: Typed) -> dict[int, date]:
    """The dates of a column, by the numbers of their words."""
    return {place: day.date() for place, day in enumerate(typed.values) if not pandas.isna(day)}


def _respelt(cells: Cells, at: int, typed: Typed, column: Column, codes: Mapping[str, CodeList]) -> Iterator[Notice]:
    """What is to be said of texts that were read as a value though they are neither its code nor its name."""
    if column.kind is not Kind.CODE:
        return
    listed = codes[column.codes]
    exact, same, shown = set(listed.codes), listed.same(), listed.names()
    respelt = [bool(word) and word not in exact and word.lower() not in same for word in typed.texts.words]
    rows = numpy.flatnonzero((numpy.array(respelt) & ~typed.unfit)[typed.texts.places])
    for text, where in _alike(typed.texts, rows):
        code = str(typed.values[typed.texts.words.index(text)])
        yield Notice(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            met=f'"{text[:60]}" {times(len(where))}',
            done=f'it was read as "{shown[code]}"',
        )


def _expected(column: Column, text: str, codes: Mapping[str, CodeList]) -> tuple[str, str]:
    """What a cell of the column should hold, and what to do about one that holds something else."""
    heading = f'"{column.heading}"'
    if text == "":
        return f"a value in {heading}, which may not be empty", "Fill the cell in."
    if column.kind is Kind.DATE:
        return f"a date in {heading} such as 2024-02-01 or 01/02/2024", "Write the day, the month and the year."
    if column.kind is Kind.YES_NO:
        return f"yes or no in {heading}", "Write yes or no."
    if column.kind is Kind.CODE:
        return f"a value of the list for {heading}", unusual_values.suggestion(column, text, codes[column.codes])
    bounds = "" if column.least is None else f" of {column.least:g} or more"
    bounds += "" if column.most is None else f" up to {column.most:g}"
    bounds += "" if sum(map(str.isdigit, text)) <= DIGITS else f" with at most {DIGITS} digits"
    return f"a {column.kind.value}{bounds} in {heading}", "Write the number alone, without words or signs."


def _cell_problems(
    cells: Cells,
    at: int,
    typed: Typed,
    column: Column,
    codes: Mapping[str, CodeList],
    asked_about: Collection[str],
    in_doubt: NDArray[numpy.bool_],
) -> list[Problem]:
    """A problem for each text that can be no value and is not asked about already.

    For one of a list it is a question, as it may be a word of the force's own. Of a row whose word of a list is asked
    about, such as Average, a figure of another form is none yet: the row may be left out.
    """
    if not typed.unfit.any():
        return []
    rows = numpy.flatnonzero(typed.unfit[typed.texts.places])
    if column.is_number:
        is_figure = pyarrow.compute.match_substring_regex(typed.texts.bank, _FIGURE).to_numpy(zero_copy_only=False)
        rows = rows[~(in_doubt & is_figure[typed.texts.places])[rows]]
    problems: list[Problem] = []
    others = []
    for text, more, where in _of_one_form(typed.texts, rows, column, asked_about):
        if text and len(problems) >= _SPELT_OUT:
            others.append(where)
            continue
        expected, todo = _expected(column, text, codes)
        problem = Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=(f'"{text[:60]}"' if text else "an empty cell")
            + (f" and {in_words(more)} more like it" if more else ""),
            expected=expected,
            todo=todo,
        )
        if text and column.kind is Kind.CODE:
            values = (*codes[column.codes].names().values(), unusual_values.LEAVE_ROWS_OUT)
            key = unusual_values.value_key(column, shown(text))
            problem = Question(**vars(problem), key=key, values=values)
        problems.append(problem)
    if others:
        expected, todo = _expected(column, _NEAR_NOTHING, codes)
        problems.append(
            Problem(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, numpy.sort(numpy.concatenate(others))),
                found=f"{len(others):,} other texts",
                expected=expected,
                todo=todo,
            )
        )
    return problems


def _of_one_form(
    texts: Texts, rows: NDArray[numpy.int64], column: Column, asked_about: Collection[str]
) -> Iterator[tuple[str, int, NDArray[numpy.int64]]]:
    """The first text of each form, how many more of that form there are, and their rows.

    12 ▲ and 7 ▲ are of one form. Words of a list are each their own.
    """
    forms: dict[str, list[tuple[str, NDArray[numpy.int64]]]] = {}
    for text, where in _alike(texts, rows):
        if text not in asked_about:
            form = text if column.kind is Kind.CODE else _MONTH_OR_NUMBER.sub("0", text)
            forms.setdefault(form, []).append((text, where))
    for of_form in forms.values():
        yield of_form[0][0], len(of_form) - 1, numpy.sort(numpy.concatenate([where for _, where in of_form]))


def _alike(texts: Texts, rows: NDArray[numpy.int64]) -> Iterator[tuple[str, NDArray[numpy.int64]]]:
    """Rows by the text they hold, in the order each text is first met."""
    numbers, places = pandas.factorize(texts.places[rows])
    order = numpy.argsort(numbers, kind="stable")
    ends = numpy.cumsum(numpy.bincount(numbers, minlength=len(places)))
    for place, where in zip(places, numpy.split(rows[order], ends), strict=False):
        yield texts.words[place], where


def _key_problems(
    cells: Cells, columns: Mapping[str, int], typed: Mapping[str, Typed], dataset: Dataset
) -> list[Problem]:
    if any(dataset.column(name).required and name not in columns for name in dataset.key):
        return []
    together, above = typed["force_code"].numbers()
    is_known = ~numpy.logical_or.reduce(
        [*(_unfit_rows(typed[name]) for name in dataset.key), doubts.asked_about(cells)]
    )
    for name in dataset.key:
        numbers, several = typed[name].numbers()
        if several > cells.height and numpy.bincount(numbers).max() == 1:
            return []
        if above * several > _LARGEST:
            together, known = pandas.factorize(together)
            above = len(known)
        together, above = together * several + numbers, above * several
    known_rows = numpy.flatnonzero(is_known)
    again = known_rows[pandas.Series(together[known_rows]).duplicated(keep="first").to_numpy()]
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


def _unfit_rows(typed: Typed) -> NDArray[numpy.bool_]:
    """For each row, whether its cell can be no value."""
    return typed.unfit[typed.texts.places]


def _rule_problems(
    cells: Cells, columns: Mapping[str, int], typed: Mapping[str, Typed], rows: pandas.DataFrame, dataset: Dataset
) -> list[Problem]:
    """Rows that break a rule, those left aside whose cell is a problem of its own."""
    problems = []
    for rule in dataset.rules:
        if rule.at not in columns and dataset.column(rule.at).required:
            continue
        is_broken = rule.broken_by(rows).fillna(False).to_numpy(bool)
        broken = numpy.flatnonzero(is_broken & ~_unfit_rows(typed[rule.at]))
        problems += _breaking(cells, columns, dataset, rule, rule.sentence, broken)
    return problems


def _breaking(
    cells: Cells,
    columns: Mapping[str, int],
    dataset: Dataset,
    rule: Rule | HistoryRule,
    sentence: str,
    broken: NDArray[numpy.int64],
) -> list[Problem]:
    """The problems of rows that break a rule: one for each text that stands in the rule's column."""
    at, heading = columns.get(rule.at, 0), dataset.column(rule.at).heading
    problems: list[Problem] = []
    for text, where in _alike(cells.columns[at], broken):
        problem = Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{text}" in "{heading}"' if rule.at in columns else f'no column "{heading}"',
            expected=f"rows that keep this rule: {inside(sentence)}",
            todo=rule.todo,
        )
        if isinstance(rule, HistoryRule) and rule.asks:
            problem = Question(**vars(problem), key=f"{rule.asks} {text}", options=(rule.answer,))
        problems.append(problem)
    return problems
