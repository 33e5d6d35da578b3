"""The texts of a column become values: each distinct text once, however many rows hold it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import pandas
import pyarrow
from numpy.typing import NDArray

from src.contracts.code_lists import CodeList, letters_of
from src.contracts.column import Column, Kind
from src.contracts.date_formats import as_date, as_period, shown
from src.ingest.cells import Texts

DIGITS = 15
"""How many digits a number may have. Excel keeps no more, and of a longer one the last would not be exact."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Typed:
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
            return pandas.array(pyarrow.repeat(value, height), dtype="str")
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


def typed(
    column_texts: Texts,
    column: Column,
    codes: Mapping[str, CodeList],
    *,
    is_month_first: bool = False,
    may_be_month: bool = False,
) -> Typed:
    """The values of a column, worked out once for each distinct word.

    `may_be_month` says of a column of dates that a month without a day stands for its last day.
    """
    if column.kind is Kind.TEXT:
        return _words(column_texts, column)
    words = [shown(word) for word in column_texts.words]
    texts = pandas.Series(words, dtype=str)
    filled = texts != ""
    if column.kind is Kind.DATE:
        days = [
            as_date(word, is_month_first=is_month_first) or (as_period(word) if may_be_month else None)
            for word in words
        ]
        values = pandas.Series(days, dtype="datetime64[s]")
        unfit = filled & values.isna()
    elif column.kind in (Kind.INTEGER, Kind.DECIMAL):
        if column.kind is Kind.DECIMAL:  # a share may be written with its sign, as a reader sees it
            texts = texts.str.replace(r"(?<=\d) ?%$", "", regex=True)
        plain = texts.str.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
        numbers = pandas.to_numeric(texts.where(plain, "").str.replace(",", ""), errors="coerce")
        unfit = filled & (numbers.isna() | (numbers.abs() >= 10**DIGITS))
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
        values = pandas.Series(_codes_of(words, codes[column.codes]), dtype="str")
        unfit = filled & values.isna()
    if column.required:
        unfit = unfit | ~filled
    return Typed(texts=column_texts, values=values, unfit=unfit.to_numpy(bool))


def _words(texts: Texts, column: Column) -> Typed:
    """A column of texts, which are what they are. Only the first word, the empty one, is no value."""
    words = pyarrow.concat_arrays([pyarrow.nulls(1, pyarrow.string()), texts.bank[1:]])
    unfit = numpy.zeros(len(words), bool)
    unfit[0] = column.required
    values = pandas.Series(pandas.array(words, dtype="str"))
    return Typed(texts=texts, values=values, unfit=unfit, is_text=True)


def _codes_of(words: Sequence[str], listed: CodeList) -> list[str | None]:
    """The code of each word: it is one, it is the name of one, or it is a known other spelling of one."""
    exact, same, near = set(listed.codes), listed.same(), listed.near()
    return [word if word in exact else same.get(word.lower()) or near.get(letters_of(word)) for word in words]
