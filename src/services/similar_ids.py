"""Ids that differ only by capitals, spaces or dashes from one stored or one of the file: a person says what is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow
import pyarrow.compute

from src import wording
from src.contracts.column import Kind
from src.contracts.problem import Problem, Question, Settled
from src.ingest.privacy import plain_letters
from src.ingest.validate import Checked
from src.settings import Settings
from src.store import editions

SAME, NEW = "the same", "new ones"
_SAY_NOTHING = " _-"
_MOST = 100_000
"""More ids than this are not compared: nobody wrote them by hand."""


def settle(settings: Settings, checked: Checked, settled: Settled) -> tuple[Checked, tuple[Problem, ...]]:
    """The rows with such ids made those stored, where that was answered, and the questions where nothing was."""
    dataset, rows, asked = checked.dataset, checked.rows, list[Problem]()
    for column in dataset.columns:
        if column.kind is not Kind.TEXT or column.name not in dataset.key:
            continue
        if len(rows) > _MOST and dataset.key == (column.name,):  # each row has an id of its own
            continue
        given = rows[column.name].dropna().unique().tolist()
        if len(given) > _MOST:
            continue
        if (alike := twins(given)) and settled.get(f"ids in {column.heading} that are alike") != NEW:
            asked.append(_asked_of_twins(checked, column.heading, alike))
        edition = editions.open_edition(settings)
        if not any(event.dataset == dataset.name for event in edition.extracts):
            continue
        known = edition.ask(f"select distinct {column.name} as id from {dataset.name} limit {_MOST}", (dataset.name,))
        stored = {row["id"] for row in known}
        by_letters = {letters: name for name, letters in _with_letters(list(stored))}
        similar = {
            name: by_letters[letters]
            for name, letters in _with_letters(given)
            if name not in stored and letters in by_letters
        }
        key = f"ids in {column.heading} like those stored"
        if similar and settled.get(key) == SAME:
            rows = rows.assign(**{column.name: rows[column.name].replace(similar)})
        elif similar and key not in settled:
            pairs = [f'"{name}" where "{other}" is stored' for name, other in similar.items()]
            asked.append(
                Question(
                    file=checked.file,
                    sheet=checked.sheet,
                    found=f"{wording.count_of(len(similar), 'id')} like one stored: {wording.first_of(pairs, 3, ', ')}",
                    expected="ids as they were written before",
                    todo="Say whether they are the same or new ones.",
                    key=key,
                    options=(SAME, NEW),
                )
            )
    return replace(checked, rows=rows), tuple(asked)


def twins(names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of ids of one file that differ only so."""
    if pyarrow.compute.count_distinct(_letters_of(names)).as_py() == len(names):
        return []
    first: dict[str, str] = {}
    return [(name, first[letters]) for name, letters in _with_letters(names) if first.setdefault(letters, name) != name]


def _asked_of_twins(checked: Checked, heading: str, alike: list[tuple[str, str]]) -> Question:
    pairs = [f'"{other}" and "{name}"' for name, other in alike]
    return Question(
        file=checked.file,
        sheet=checked.sheet,
        found=f'ids in "{heading}" that differ only by capitals, spaces or dashes: {wording.first_of(pairs, 3, ", ")}',
        expected="one way of writing each id",
        todo="Write each id in one way, or say that they are different ones.",
        key=f"ids in {heading} that are alike",
        options=(NEW,),
    )


def _with_letters(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each id with what of it counts."""
    return zip(names, _letters_of(names).to_pylist(), strict=True)


def _letters_of(names: Sequence[str]) -> pyarrow.StringArray:
    """What counts of each id: its letters and digits, small. Plain ones are worked out all at once."""
    given = pyarrow.array(names, pyarrow.string())
    small = pyarrow.compute.ascii_lower(given)
    for sign in _SAY_NOTHING:
        small = pyarrow.compute.replace_substring(small, sign, "")
    if pyarrow.compute.all(pyarrow.compute.string_is_ascii(given)).as_py():
        return small
    written = (re.sub(rf"[\s{_SAY_NOTHING}]+", "", plain_letters(name).casefold()) for name in names)
    return pyarrow.array(written, pyarrow.string())
