"""Which figures of a metric move between two results, and how: old and new, subject by subject."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from src import wording
from src.contracts.column import Column
from src.contracts.metric import Card, Kind, Result, Row, as_stored

_DATES = ("as_at_on", "month_on")
_FIGURES = ("_count", "_percent", "_days", "_points", "_grade", "_value", "grade_name", "status_name", "level_name")
_NOT_FIGURES = ("previous_", "change_", "limit_")
_UNSEEN = ("change_count", "source_id", "source_address", "place", "note", "qualifier_code", "as_at_precision")
"""Columns that repeat another row, or say where a row came from and how exact it is."""
_GROWING = ("previous_", "days_", "within_days", "is_past")
"""How the names of columns begin that repeat an earlier row, or that follow from the as-at date by themselves."""
MOST = 60
"""How many moves of one metric are listed, the largest first; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One figure before and after."""

    subject: str
    """What it is about: Birmingham; empty for the whole force."""
    figure: str
    """What is counted: cases awaiting."""
    before: Any
    """None where no figure was held."""
    before_on: date | None
    after: Any
    """None where no figure is held any more."""
    after_on: date | None
    before_bound: str = ""
    """over, under or about where the figure is a bound; empty where it is exact."""
    after_bound: str = ""
    is_restated: bool
    """Whether a figure already held for the same date changes."""
    key: tuple[Any, ...] = ()
    """The codes of its subject."""
    column: str = ""
    first: str = ""
    """The first figure since and its date, where none was held before and it is not this one: 110 in December 2023."""

    @property
    def change(self) -> float | None:
        """After less before; None where either is no number."""
        values = (self.before, self.after)
        if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
            return None
        return float(self.after - self.before)

    @property
    def size(self) -> float:
        """The change beside the larger of the two figures: from 4 to 8 is a half; 1 where either is no number."""
        larger = max(abs(self.before), abs(self.after)) if self.change is not None else 0
        return abs(self.change or 0) / larger if larger else 1.0


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What moves of one metric."""

    card: Card
    sentence_before: str
    sentence_after: str
    moves: tuple[Move, ...]
    more: int
    """How many moves are not listed."""


def moved(before: Result, after: Result) -> Moved | None:
    """What moves of a metric, restated figures first and then the largest; None where nothing does."""
    card = after.card
    found = (
        list_length(card, len(before.rows), len(after.rows))
        if card.kind is Kind.LIST
        else moves(before, after, [card.figure] if card.figure else _figures((*before.rows, *after.rows)))
    )
    is_nothing_held = not before.rows and not after.rows
    if not found and (is_nothing_held or before.sentence == after.sentence):
        return None
    found.sort(key=lambda move: (not move.is_restated, -_largest(move)))
    return Moved(
        card=card,
        sentence_before=before.sentence,
        sentence_after=after.sentence,
        moves=tuple(found[:MOST]),
        more=max(0, len(found) - MOST),
    )


def counted_only(card: Card, before: int, after: int) -> Moved | None:
    """What moves of a result too long to be compared row by row: how many rows it has."""
    found = list_length(card, before, after)
    return Moved(card=card, sentence_before="", sentence_after="", moves=tuple(found), more=0) if found else None


def list_length(card: Card, before: int, after: int) -> list[Move]:
    """That a list is longer or shorter; nothing where it is not."""
    figure = f"{card.unit} listed"
    return [] if before == after else [_move("", (), figure, "", _Cell(before), _Cell(after), is_restated=False)]


def moves(before: Result, after: Result, columns: Sequence[str]) -> list[Move]:
    """How some columns differ between the newest rows of each subject, and where a date that both have was restated."""
    card = after.card
    dated = date_column(card)
    names = [name for name in card.one_row_per if name != dated]
    old_rows, new_rows = _by_subject(before.rows, names, dated), _by_subject(after.rows, names, dated)
    series = {of.column for of in card.series}
    found = []
    for key in dict.fromkeys([*old_rows, *new_rows]):
        old, new = old_rows.get(key, {}), new_rows.get(key, {})
        newest_old, newest_new = max(old, default=None), max(new, default=None)
        pairs = [(newest_old, newest_new)]
        both = sorted(old.keys() & new.keys())
        pairs += [(day, day) for day in both if (day, day) != pairs[0] and old[day] != new[day]]
        subject = named(next(iter((new or old).values())), names, card.part_noun)
        for old_on, new_on in pairs:
            for name in columns:
                column = card.column(name)
                bound = (column.qualifier if column else "") or ("qualifier_code" if name in series else "")
                decimals = column.decimals if column else None
                was, now = (_cell(rows, day, name, bound, decimals) for rows, day in ((old, old_on), (new, new_on)))
                if was.value is None and now.value is not None and old_on != new_on:
                    # A date that gives another figure of the row only hides none: the one before it stands.
                    earlier = max((day for day in old if old[day].get(name) is not None), default=None)
                    was = _cell(old, earlier, name, bound, decimals)
                if (was.value, was.bound) != (now.value, now.bound):
                    figure = wording.inside(column.heading if column else wording.spoken(name))
                    is_restated = old_on == new_on and old_on is not None
                    move = _move(subject, key, figure, name, was, now, is_restated=is_restated)
                    found.append(replace(move, first=_first(new, name, bound, column)) if was.value is None else move)
    return found


def _first(rows: dict[date, Row], name: str, bound: str, column: Column | None) -> str:
    """The first figure and its date; empty where it is the newest, or no number."""
    days = sorted(day for day in rows if rows[day].get(name) is not None)
    if len(days) < 2 or not isinstance(rows[days[0]][name], int | float):
        return ""
    row = rows[days[0]]
    text = wording.bounded(row[name], row.get(bound) or "") + (column.suffix if column else "")
    return f"{text} {wording.when(days[0], row.get('as_at_precision'))}"


def date_column(card: Card) -> str:
    """The column of its key that dates a metric's rows; empty where none does."""
    return next((name for name in _DATES if name in card.one_row_per), "")


def runs_in_date_order(result: Result) -> bool:
    """Whether its rows are a series that begins with the oldest date. A list begins with what its sentence speaks of."""
    dated = date_column(result.card)
    dates = [row[dated] for row in result.rows] if dated and result.card.kind is not Kind.LIST else []
    return bool(dates) and dates[0] < dates[-1] and dates == sorted(dates)


def visible(card: Card, rows: Sequence[Row]) -> list[str]:
    """The columns that a reader sees of some rows, each once: not their key, nor where they come from.

    Days counted up to the as-at date grow by themselves and are left out.
    """
    names = dict.fromkeys(name for row in rows[:1] for name in row)
    return [
        name
        for name in names
        if name not in (*card.one_row_per, *_DATES, *_UNSEEN)
        and not name.startswith(_GROWING)
        and not name.endswith("_order")
        and not (name.endswith("_code") and f"{name.removesuffix('_code')}_name" in names)
    ]


@dataclass(frozen=True)
class _Cell:
    """A figure as a result has it."""

    value: Any
    day: date | None = field(default=None)
    bound: str = field(default="")


def _move(
    subject: str, key: tuple[Any, ...], figure: str, column: str, before: _Cell, after: _Cell, *, is_restated: bool
) -> Move:
    return Move(
        subject=subject,
        figure=figure,
        before=before.value,
        before_on=before.day,
        before_bound=before.bound,
        after=after.value,
        after_on=after.day,
        after_bound=after.bound,
        is_restated=is_restated,
        key=key,
        column=column,
    )


def _cell(rows: dict[date, Row], day: date | None, name: str, bound: str, decimals: int | None) -> _Cell:
    """The figure as a reader sees it: what is the same to so many decimal places has not moved."""
    if day is None:
        return _Cell(None)
    qualifier, value = rows[day].get(bound) or "exactly", rows[day].get(name)
    shown = round(value, decimals) if isinstance(value, float) and decimals is not None else value
    return _Cell(as_stored(shown), None if day == date.min else day, "" if qualifier == "exactly" else qualifier)


def _by_subject(rows: Sequence[Row], names: Sequence[str], dated: str) -> dict[tuple[Any, ...], dict[date, Row]]:
    """Rows by what they are about, and in each by date: an undated metric has one row a subject."""
    found: dict[tuple[Any, ...], dict[date, Row]] = {}
    for row in rows:
        # Where the grain has no date a row may still say its own: then it moved on, and was not restated.
        day = row.get(dated or "as_at_on") or date.min
        found.setdefault(tuple(row[name] for name in names), {})[day] = row
    return found


def _figures(rows: Sequence[Row]) -> list[str]:
    """The columns of a result that are figures of its own."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [name for name in names if name.endswith(_FIGURES) and not name.startswith(_NOT_FIGURES)]


NAMING = ("title", "question", "area", "about_name", "figure_name")
"""Columns that name a row whose code or id has no name of its own."""


def named(row: Row, columns: Sequence[str], noun: str = "") -> str:
    """What a row is about, by the names of its codes where it has them, with the noun that a part's name needs."""
    names = []
    for name in columns:
        found = row[name]
        if name.endswith(("_code", "_id")):
            label = (
                f"{name.removesuffix('_code')}_name" if name.endswith("_code") else f"{name.removesuffix('_id')}_title"
            )
            found = next((row[column] for column in (label, *NAMING) if row.get(column)), found)
        names.append(wording.day(found) if isinstance(found, date) else str(found))
    return ", ".join(dict.fromkeys(names)) + (f" {noun}" if noun and names else "")


def _largest(move: Move) -> float:
    if move.change is not None:
        return abs(move.change)
    return max((float(abs(v)) for v in (move.before, move.after) if isinstance(v, (int, float))), default=0.0)
