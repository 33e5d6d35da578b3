"""Which figures of a metric move between two results, and how: old and new, subject by subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from src import wording
from src.contracts.metric import Card, Kind, Result, Row

_DATES = ("as_at_on", "month_on")
_FIGURES = ("_count", "_percent", "_days", "_points", "_grade", "_value", "grade_name", "status_name", "level_name")
_NOT_FIGURES = ("previous_", "limit_", "change_")
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

    @property
    def change(self) -> float | None:
        """After less before; None where either is no number."""
        values = (self.before, self.after)
        if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
            return None
        return float(self.after - self.before)


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
    moves = _moves(before, after)
    is_nothing_held = not before.rows and not after.rows
    if not moves and (is_nothing_held or before.sentence == after.sentence):
        return None
    moves.sort(key=lambda move: (not move.is_restated, -_size(move)))
    return Moved(
        card=after.card,
        sentence_before=before.sentence,
        sentence_after=after.sentence,
        moves=tuple(moves[:MOST]),
        more=max(0, len(moves) - MOST),
    )


def counted_only(card: Card, before: int, after: int) -> Moved | None:
    """What moves of a result too long to be compared row by row: how many rows it has."""
    if before == after:
        return None
    move = _move("", f"{card.unit} listed", _Figure(value=before), _Figure(value=after), False)
    return Moved(card=card, sentence_before="", sentence_after="", moves=(move,), more=0)


def _moves(before: Result, after: Result) -> list[Move]:
    card = after.card
    if card.kind is Kind.LIST:
        existing = (len(before.rows), len(after.rows))
        return (
            []
            if existing[0] == existing[1]
            else [_move("", f"{card.unit} listed", _Figure(value=existing[0]), _Figure(value=existing[1]), False)]
        )
    dated = next((name for name in _DATES if name in card.one_row_per), "")
    subject_of = [name for name in card.one_row_per if name != dated]
    was, now = _by_subject(before.rows, subject_of, dated), _by_subject(after.rows, subject_of, dated)
    moves = []
    for subject in dict.fromkeys([*was, *now]):
        old, new = was.get(subject, {}), now.get(subject, {})
        shown = named(next(iter((new or old).values())), subject_of)
        names = [card.figure] if card.figure else _figures((*old.values(), *new.values()))
        newest_old, newest_new = max(old, default=None), max(new, default=None)
        for name in names:
            figure = wording.inside(wording.spoken(name))
            values = _figure_at(old, newest_old, name), _figure_at(new, newest_new, name)
            if values[0].value != values[1].value:
                moves.append(_move(shown, figure, *values, newest_old == newest_new and newest_old is not None))
            for day in sorted(set(old) & set(new)):
                if (day, day) != (newest_old, newest_new) and old[day].get(name) != new[day].get(name):
                    moves.append(_move(shown, figure, _figure_at(old, day, name), _figure_at(new, day, name), True))
    return moves


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """A figure as a result holds it."""

    value: Any
    day: date | None = None
    bound: str = ""


def _move(subject: str, figure: str, before: _Figure, after: _Figure, is_restated: bool) -> Move:
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
    )


def _figure_at(rows: dict[date, Row], day: date | None, name: str) -> _Figure:
    if day is None:
        return _Figure(value=None)
    bound = rows[day].get("qualifier_code")
    return _Figure(
        value=rows[day].get(name),
        day=None if day == date.min else day,
        bound=bound if bound and bound != "exactly" else "",
    )


def _by_subject(rows: Sequence[Row], subject_of: Sequence[str], dated: str) -> dict[tuple[Any, ...], dict[date, Row]]:
    """Rows by what they are about, and in each by date: an undated metric has one row a subject."""
    found: dict[tuple[Any, ...], dict[date, Row]] = {}
    for row in rows:
        # Where the grain has no date a row may still say its own: then it moved on, and was not restated.
        day = row.get(dated or "as_at_on") or date.min
        found.setdefault(tuple(row[name] for name in subject_of), {})[day] = row
    return found


def _figures(rows: Sequence[Row]) -> list[str]:
    """The columns of a result that are figures of its own."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [name for name in names if name.endswith(_FIGURES) and not name.startswith(_NOT_FIGURES)]


def named(row: Row, subject_of: Sequence[str]) -> str:
    """What a row is about, by the names of its codes where it has them."""
    sentences = []
    for name in subject_of:
        label = name.removesuffix("_code") + "_name" if name.endswith("_code") else name.removesuffix("_id") + "_title"
        sentences.append(str(row.get(label) or row.get("title") or row.get("question") or row[name]))
    return ", ".join(sentences)


def _size(move: Move) -> float:
    if move.change is not None:
        return abs(move.change)
    return max((float(abs(v)) for v in (move.before, move.after) if isinstance(v, (int, float))), default=0.0)
