"""A record typed in: what of people is in it, and what of the record held under its key stays as it is there."""

from collections.abc import Mapping
from typing import Any

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date
from src.ingest import privacy
from src.ingest.doubts import names_in, words_of_places
from src.settings import Settings
from src.store import editions


def with_what_stands(
    settings: Settings, dataset: Dataset, typed: Mapping[str, str], lists: Mapping[str, CodeList]
) -> dict[str, str]:
    """The texts of a record by column, what was left empty filled from the record of that key in the newest edition.

    How exactly a date or a figure is known stays only with one that stays, and where a record is from never does.
    """
    given = {name: text for name, text in typed.items() if text}
    key = {name: _value(dataset.column(name), given.get(name, ""), lists) for name in dataset.key}
    if None in key.values():
        return given
    edition = editions.open_edition(settings)
    is_key = " and ".join(f"{name} = ${name}" for name in key)
    rows = edition.ask(f"select * from {dataset.name} where {is_key}", (dataset.name,), key)
    gone = {
        beside for column in dataset.columns if column.name in given for beside in (column.precision, column.qualifier)
    }
    stands = {
        column.name: _text(rows[0][column.name])
        for column in dataset.columns
        if rows and column.name not in gone and rows[0][column.name] is not None
    }
    return {**stands, **given}


def about_people(dataset: Dataset, typed: Mapping[str, str], lists: Mapping[str, CodeList]) -> list[str]:
    """What of people the texts of a record hold, a sentence each field; nothing where at most a name is in doubt.

    That alone is a question that can be answered, as it is of a file.
    """
    places, found = words_of_places(lists), dict[str, tuple[str, ...]]()
    for name, text in typed.items():
        column = dataset.column(name)
        kinds = privacy.find(text)
        if column.kind is Kind.TEXT and name not in dataset.key and names_in(column, text, places):
            kinds = tuple(dict.fromkeys((*kinds, privacy.A_NAME)))
        found |= {column.heading: kinds} if kinds else {}
    if all(kinds == (privacy.A_NAME,) for kinds in found.values()):
        return []
    return [f'"{heading}" holds what looks like {wording.listed(kinds)}.' for heading, kinds in found.items()]


def _value(column: Column, text: str, lists: Mapping[str, CodeList]) -> Any:
    """What a text of a key is as a value; None where it is none."""
    if column.kind is Kind.CODE:
        names = lists[column.codes].names()
        return next((code for code, name in names.items() if text in (code, name)), None)
    return as_date(text) if column.kind is Kind.DATE else text or None


def _text(value: Any) -> str:
    """A value as a file has it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
