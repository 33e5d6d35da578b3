"""What stands in a cell in place of a value: a dash, a bound, a suppressed figure, a word of the force's own."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy

from src.contracts.code_lists import CodeList, letters_of
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import shown
from src.contracts.problem import Notice, Problem, Question, Refused, Settled
from src.ingest.cells import Cells, Texts
from src.ingest.doubts import NUMBER_MEANT, brackets_key
from src.wording import listed

LEAVE_ROWS_OUT, LEAVE_EMPTY, IT_IS_0 = "leave these rows out", "leave it empty", "it is 0"
_DASHES = frozenset(("-", "\u2013", "\u2014", "\u2012", "\u2212", "..", "\u2026", "--"))
_NOTHING = frozenset(("nil", "none", "zero", "no"))
"""Words that may say that there were none, or that there is no figure."""
_SUPPRESSED = frozenset(("*", "**", "c", "[c]", "suppressed", "redacted", "withheld"))
_QUALIFIERS = {
    "under": ("<", "under", "less than", "fewer than"),
    "over": (">", "over", "more than"),
    "at_most": ("<=", "≤", "at most", "up to"),
    "at_least": (">=", "≥", "at least"),
    "about": ("~", "about", "around", "approx.", "approx", "approximately", "c.", "ca.", "circa"),
}
"""The signs and words before a bound, by the code of the qualifier that they mean."""
_SIGNS = {sign: code for code, signs in _QUALIFIERS.items() for sign in signs}
_BOUND = re.compile(
    rf"({'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))}) ?(\d[\d,]*(?:\.\d+)?)", re.IGNORECASE
)
_ALIKE = 0.5
"""How alike a text and a value are, from 0 to 1, for the one to be the other written wrongly. They begin alike too."""
_BOUND_BEFORE_ITS_WORDS = re.compile(
    r"(\d[\d,]*(?:\.\d+)?) ?(?:(\+|(?:or|and) (?:more|over|above))|(?:or|and) (?:fewer|less|under|below))",
    re.IGNORECASE,
)
"""100+ or 100 or more; 5 or fewer."""
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand)\b",
    re.IGNORECASE,
)
"""What a number is written with: eight is no word for nothing."""
_MOST_ASKED = 20
"""A column with more different words than this in the place of numbers or dates is another column."""
_PARTS = re.compile(r"\s*(?:/|&|,|\+|;|\band\b|\bor\b)\s*", re.IGNORECASE)


@dataclass(kw_only=True)
class Unusual:
    """The columns of a table with what is unusual in them put right, what is to be said of it and what is in doubt."""

    columns: dict[int, Texts] = field(default_factory=dict)
    """By their place in the table, those that changed."""
    qualifiers: dict[str, dict[int, str]] = field(default_factory=dict)
    """By the name of a column of qualifiers, what stands in which row."""
    notes: dict[int, list[str]] = field(default_factory=dict)
    """By row, what is to be noted with it."""
    handlings: list[Notice] = field(default_factory=list)
    questions: list[Problem] = field(default_factory=list)


def value_key(column: Column, text: str) -> str:
    """The key of the answer that says what a word in a column means."""
    return f"{column.heading}: {text}"


def without_rows_left_out(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Cells:
    """The table without the rows whose words were answered to be left out."""
    is_left = numpy.zeros(cells.height, bool)
    for name, at in columns.items():
        column, texts = dataset.column(name), cells.columns[at]
        if column.kind is not Kind.CODE:
            continue
        words = enumerate(texts.words)
        out = [place for place, word in words if settled.get(value_key(column, shown(word))) == LEAVE_ROWS_OUT]
        is_left |= numpy.isin(texts.places, out)
    if not is_left.any():
        return cells
    where = cells.addresses(0, is_left)
    if is_left.all():
        raise Refused([_nothing_left(cells, where)])
    notice = Notice(
        file=cells.file, sheet=cells.sheet, cells=where, met="rows answered to be left out", done="they were"
    )
    return replace(cells.take(~is_left), handlings=(*cells.handlings, notice))


def _nothing_left(cells: Cells, where: tuple[str, ...]) -> Problem:
    return Problem(
        file=cells.file,
        sheet=cells.sheet,
        cells=where,
        found="no row but those answered to be left out",
        expected="rows to store",
        todo="Pass the file over, or answer otherwise.",
    )


def read(
    cells: Cells, columns: Mapping[str, int], dataset: Dataset, codes: Mapping[str, CodeList], settled: Settled
) -> Unusual:
    """Put right what is unusual in the columns of a table, as far as it is beyond doubt or was answered."""
    found = Unusual()
    for name, at in columns.items():
        column = dataset.column(name)
        if column.kind is Kind.CODE:
            _answered(found, cells, at, column, settled)
        elif column.is_number or (column.kind is Kind.DATE and not column.required):
            _no_values(found, cells, at, column, settled)
            if column.is_number:
                _units(found, cells, at, column)
                _brackets(found, cells, at, column, settled)
                _bounds(found, cells, at, column, columns)
    return found


def _words(cells: Cells, at: int) -> dict[str, list[int]]:
    """The places of the words of a column that some row holds, by how they are seen."""
    texts = cells.columns[at]
    met = numpy.flatnonzero(numpy.bincount(texts.places, minlength=len(texts.bank)))
    found: dict[str, list[int]] = {}
    if texts.bank.nbytes < _LARGEST_LOOKED_THROUGH:
        for place in met.tolist():
            found.setdefault(shown(texts.bank[place].as_py()), []).append(place)
    return found


_LARGEST_LOOKED_THROUGH = 8_000_000


def _replace(found: Unusual, cells: Cells, at: int, column: Column, by: Mapping[str, str], met: str, done: str) -> None:
    """Put other texts in the place of some of a column, and say so."""
    texts = found.columns.get(at, cells.columns[at])
    where = numpy.isin(cells.columns[at].places, [place for word in by for place in _words(cells, at)[word]])
    found.columns[at] = texts.changed(lambda text: by.get(shown(text), text))
    notice = Notice(file=cells.file, sheet=cells.sheet, cells=cells.addresses(at, where), met=met, done=done)
    found.handlings.append(notice)


def _answered(found: Unusual, cells: Cells, at: int, column: Column, settled: Settled) -> None:
    for word in _words(cells, at):
        answer = settled.get(value_key(column, word))
        if word and answer and answer != LEAVE_ROWS_OUT:
            _replace(
                found, cells, at, column, {word: answer}, f'"{word[:60]}"', f'it was read as "{answer}", as answered'
            )


def _no_values(found: Unusual, cells: Cells, at: int, column: Column, settled: Settled) -> None:
    """A dash is an empty cell. Any other words that are no number are asked about: n/a, nil, or to be confirmed."""
    words = _words(cells, at)
    if dashes := {word: "" for word in words if word in _DASHES}:
        _replace(found, cells, at, column, dashes, "a dash", "it was read as an empty cell")
    asked = [word for word in words if word and not _NUMBER.search(word) and word not in _DASHES]
    asked = [word for word in asked if not (column.is_number and word.lower() in _SUPPRESSED)]
    if column.required or len(asked) > _MOST_ASKED:
        return
    left: list[str] = []
    for word in asked:
        answer = settled.get(
            value_key(column, word), LEAVE_EMPTY if word in _answered_together(column, settled) else ""
        )
        if answer in (LEAVE_EMPTY, IT_IS_0):
            text, done = ("0", "it was read as 0") if answer == IT_IS_0 else ("", "it was left empty")
            _replace(found, cells, at, column, {word: text}, f'"{word[:60]}"', f"{done}, as answered")
        elif column.is_number and word.lower() in _NOTHING:
            _ask(found, cells, at, column, [word], (IT_IS_0, LEAVE_EMPTY))
        else:
            left.append(word)
    if left:
        _ask(found, cells, at, column, left, (LEAVE_EMPTY,))


_TOGETHER = "; "
"""What stands between words that one question is about."""


def _answered_together(column: Column, settled: Settled) -> set[str]:
    """The words of a column that were answered to be left empty, each by itself or several in one question."""
    begins = value_key(column, "")
    keys = [key for key, answer in settled.items() if key.startswith(begins) and answer == LEAVE_EMPTY]
    return {word for key in keys for word in key.removeprefix(begins).split(_TOGETHER)}


def _ask(found: Unusual, cells: Cells, at: int, column: Column, asked: Sequence[str], options: tuple[str, ...]) -> None:
    """One question about words in the place of values, which stand for no value until it is answered."""
    words = _words(cells, at)
    places = [place for word in asked for place in words[word]]
    found.columns[at] = found.columns.get(at, cells.columns[at]).changed(
        lambda text: "" if shown(text) in asked else text
    )
    found.questions.append(
        Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, numpy.isin(cells.columns[at].places, places)),
            found=listed(f'"{word[:60]}"' for word in asked),
            expected=_a_value(column),
            todo="Write the value, or say that there is none.",
            key=value_key(column, _TOGETHER.join(asked)),
            options=options,
        )
    )


def _units(found: Unusual, cells: Cells, at: int, column: Column) -> None:
    """1 024 is 1024, and 44 cases under cases awaiting is 44. Of another unit, such as 44 days, nothing is known."""
    if spaced := {word: word.replace(" ", "") for word in _words(cells, at) if _SPACED.fullmatch(word)}:
        _replace(found, cells, at, column, spaced, "spaces between thousands", "each was read as one number")
    if not column.unit:
        return
    form = re.compile(rf"(-?\d[\d,]*(?:\.\d+)?) ?{re.escape(column.unit.removesuffix('s'))}s?", re.IGNORECASE)
    numbers = {word: fit[1] for word in _words(cells, at) if (fit := form.fullmatch(word))}
    if numbers:
        met = f"the unit, {column.unit}, behind numbers"
        _replace(found, cells, at, column, numbers, met, "each was read as its number")


def _brackets(found: Unusual, cells: Cells, at: int, column: Column, settled: Settled) -> None:
    numbers = {word: word[1:-1] for word in _words(cells, at) if re.fullmatch(r"\(\d[\d,.]*\)", word)}
    if numbers and settled.get(brackets_key(column)) == NUMBER_MEANT:
        _replace(found, cells, at, column, numbers, "numbers in brackets", "each was read as its number, as answered")


def _bounds(found: Unusual, cells: Cells, at: int, column: Column, columns: Mapping[str, int]) -> None:
    """A bound keeps its number and says what it is, where the dataset has a place for that; else there is no figure."""
    for word, places in _words(cells, at).items():
        number, qualifier = _bound(word)
        if not number and word.lower() not in _SUPPRESSED:
            continue
        rows = numpy.flatnonzero(numpy.isin(cells.columns[at].places, places)).tolist()
        if qualifier and column.qualifier:
            done = f"it was read as {number} with its qualifier"
            _replace(found, cells, at, column, {word: number}, f'"{word}"', done)
            given = cells.columns[columns[column.qualifier]] if column.qualifier in columns else None
            qualified = found.qualifiers.setdefault(column.qualifier, {})
            qualified |= {row: qualifier for row in rows if given is None or not given[row]}
            continue
        what = "a bound" if number else "a suppressed figure"
        done = "no figure is held, and it stands in the note"
        _replace(found, cells, at, column, {word: ""}, f'{what}, "{word}"', done)
        for row in rows:
            found.notes.setdefault(row, []).append(f'{column.heading} is "{word}" in the source')


def _bound(word: str) -> tuple[str, str]:
    """The number of a bound and the code of its qualifier; nothing where a word is none."""
    if before := _BOUND.fullmatch(word):
        return before[2], _SIGNS[before[1].lower()]
    behind = _BOUND_BEFORE_ITS_WORDS.fullmatch(word)
    return (behind[1], "at_least" if behind[2] else "at_most") if behind else ("", "")


def with_texts(texts: Texts, by: Mapping[int, str], joined_by: str = "") -> Texts:
    """A column with texts put into some rows: in the place of what is there, or behind it where that is to be joined."""
    if not by:
        return texts
    rows = texts.texts()
    for row, text in by.items():
        rows[row] = f"{rows[row]}{joined_by}{text}" if joined_by and rows[row] else text
    return Texts.of(rows)


def _a_value(column: Column) -> str:
    what = "a date" if column.kind is Kind.DATE else f"a {column.kind.value}"
    return f'{what} in "{column.heading}", or an empty cell'


def suggestion(column: Column, text: str, listed_values: CodeList) -> str:
    """What to do about a text that is no value of a list: never one of two values that it names."""
    names = listed_values.names()
    named = _named(text, listed_values)
    if len(named) > 1:
        both = listed(f'"{names[code]}"' for code in named)
        return f"It names {both}: write one of them, or a row for each."
    choices = [choice for choice in (*names.values(), *names) if choice[:1].lower() == text[:1].lower()]
    nearest = difflib.get_close_matches(text.lower(), [choice.lower() for choice in choices], n=1, cutoff=_ALIKE)
    near = next((choice for choice in choices if nearest and choice.lower() == nearest[0]), "")
    return f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(names.values())}."


def _named(text: str, values: CodeList) -> Sequence[str]:
    """The codes that the parts of a text name, such as L2/L3."""
    same, near = values.same(), values.near()
    codes = [same.get(part.lower()) or near.get(letters_of(part)) for part in _PARTS.split(text) if part]
    return list(dict.fromkeys(code for code in codes if code))
