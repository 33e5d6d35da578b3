"""What needs the board, in matters: what changed of one thing is one, and what stays wrong stays a matter.

A measure past its limit or tolerance or short of its target, one that moved for good to a worse level, and findings past
HMICFRS's deadline need the board for as long as they stand so, and not only at the meeting after it happened.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from src import wording
from src.analysis import limits
from src.analysis.backlog import YEAR
from src.analysis.figure_changes import date_column, named
from src.analysis.lasting_moves import LASTING, figure_of, lasting_moves
from src.analysis.move_changes import THRESHOLDS, beyond_thresholds
from src.contracts.change import RANK, Attention, Change, ChangeKind
from src.contracts.metric import ColumnLimit, Result, Row

Results = Mapping[str, Result]
OVERDUE = "findings_overdue"
NAMED = 3
"""How many figures a matter names after its two sentences before it counts the rest."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that needs the board."""

    kind: ChangeKind
    """The first kind of change of it, or what it would be if it were new."""
    sentence: str
    metric: str
    """The metric whose rows stand behind its first sentence."""


@dataclass(frozen=True, kw_only=True)
class _Point:
    """One sentence of a matter."""

    about: str
    kind: ChangeKind
    sentence: str
    metric: str
    figure: str
    """What it is of: Walsall, MARAC cases awaiting."""
    moved: str = ""
    """Which way and how far, for where its sentence has no room: up from 21 to 62. Empty where it is no such move."""
    size: float = 0.0

    @property
    def order(self) -> tuple[int, float]:
        return RANK[self.kind], -self.size


@dataclass(frozen=True, kw_only=True)
class PastLimit:
    """The row that is furthest past a limit, or nearest to it."""

    limited: ColumnLimit
    against: str
    """How its row stands against the limit: past the limit of 7 days."""
    subject: str
    row: Row
    is_past: bool
    others_past: int

    @property
    def text(self) -> str:
        """Oldest package awaiting enforcement: 12 days (High risk), past the limit of 7 days."""
        value = limits.value(self.limited, self.row)
        where = f" ({self.subject})" if self.subject else ""
        more = f"; {wording.in_words(self.others_past)} more past theirs" if self.others_past else ""
        return f"{wording.capital(self.limited.text)}: {value}{where}, {self.against}{more}"


def _point_of(change: Change, results: Results) -> _Point:
    of = results.get(change.metric)
    return _Point(
        about=change.matter,
        kind=change.kind,
        sentence=change.brief or change.sentence,
        metric=change.metric,
        figure=figure_of(of.card, change.subject) if of else change.subject,
        moved=_moved(change),
        size=change.size,
    )


def _moved(change: Change) -> str:
    """Up from 10% to 12%; 46, past the tolerance. Empty of what is no number, or of a bound."""
    before, after = change.before, change.after
    if not isinstance(after, int | float):
        return ""
    # The unit is that of its own sentence.
    unit = "%" if f"{wording.number(after)}%" in change.sentence else ""
    past = _PAST.get(change.kind, "")
    if isinstance(before, int | float) and before != after:
        way = "up" if after > before else "down"
        return f"{way} from {wording.number(before)}{unit} to {wording.number(after)}{unit}{past}"
    return f"{wording.number(after)}{unit}{past}" if past else ""


_PAST = {
    ChangeKind.LIMIT_CROSSED: ", past the limit",
    ChangeKind.TOLERANCE_CROSSED: ", past the tolerance",
    ChangeKind.TARGET_CROSSED: ", which misses the target",
}


def matters(changes: Sequence[Change], results: Results, as_at: date) -> tuple[Matter, ...]:
    """What needs the board, what matters most first. `results` are those at the as-at date, by name of the metric."""
    points = [_point_of(change, results) for change in changes if change.attention is Attention.BOARD]
    points += _standing(changes, results, as_at)
    return _grouped(points)


def standing(changes: Sequence[Change], results: Results, as_at: date) -> tuple[Matter, ...]:
    """What needs the board though it is no change: past a limit, a target or a tolerance, or moved for good within a year."""
    return _grouped(_standing(changes, results, as_at))


def _standing(changes: Sequence[Change], results: Results, as_at: date) -> list[_Point]:
    crossed = {
        (c.metric, c.subject) for c in changes if c.kind is ChangeKind.LIMIT_CROSSED and c.attention is Attention.BOARD
    }
    beyond = {
        (c.kind, c.metric, c.subject)
        for c in changes
        if c.kind in THRESHOLDS.values() and c.attention is Attention.BOARD
    }
    lasts = {(c.metric, c.subject) for c in changes if c.kind is ChangeKind.SIGNAL and c.size >= LASTING}
    return [
        *_past_limits(results, crossed),
        *_past_thresholds(results, beyond),
        *([] if any(change.kind is ChangeKind.FINDING_OVERDUE for change in changes) else _overdue(results)),
        *(
            _Point(
                about=found.card.topic,
                kind=ChangeKind.SIGNAL,
                sentence=found.sentence,
                metric=found.card.name,
                figure=figure_of(found.card, found.subject),
                moved=f"{'up' if found.step.is_up else 'down'} from about {wording.number(round(found.step.before))} to "
                f"about {wording.number(round(found.step.after))}",
                size=found.size,
            )
            for found in lasting_moves(results, as_at - YEAR)
            if found.is_worse and (found.card.name, found.subject) not in lasts
        ),
    ]


def _grouped(points: Sequence[_Point]) -> tuple[Matter, ...]:
    about: dict[str, list[_Point]] = {}
    for point in sorted(points, key=lambda point: point.order):
        about.setdefault(point.about, []).append(point)
    return tuple(_matter(of_one) for of_one in about.values())


def _matter(points: Sequence[_Point]) -> Matter:
    """The first two sentences, and which figures the others are of, with which way each moved."""
    first, *others = {point.sentence: point for point in points}.values()
    named = ("", first.figure, *(point.figure for point in others[:1]))
    figures: dict[str, str] = {}
    for point in others[1:]:
        if point.figure not in named and point.moved:
            figures.setdefault(point.figure, f"{point.figure} ({point.moved})")
    more = f"Also: {wording.first_of(figures.values(), NAMED)}." if figures else ""
    sentence = wording.paragraph([first.sentence, *(point.sentence for point in others[:1]), more])
    return Matter(kind=first.kind, sentence=sentence, metric=first.metric)


def worst_against_limit(result: Result) -> PastLimit | None:
    """The newest row of a metric that is furthest past the limit beside it; the nearest to it where none is past."""
    found: list[tuple[bool, float, ColumnLimit, Row]] = []
    rows = _newest(result)
    for limited in result.card.column_limits:
        for row in rows:
            value, limit = row[limited.column], row[limited.limit]
            if value is not None and limit and row[limited.within] is not None:
                found.append((row[limited.within] is False, value / limit, limited, row))
    if not found:
        return None
    is_past, _, limited, row = max(found, key=lambda item: item[:2])
    dated = date_column(result.card)
    key = [name for name in result.card.one_row_per if name != dated]
    others = {id(other) for past, _, _, other in found if past} - {id(row)}
    subject = named(row, key, result.card.part_noun)
    against = limits.against(result.card.column_limits, row)
    return PastLimit(
        limited=limited, against=against, subject=subject, row=row, is_past=is_past, others_past=len(others)
    )


def _newest(result: Result) -> list[Row]:
    newest = result.newest_on
    return [row for row in result.rows if row.get("as_at_on") == newest]


def _past_limits(results: Results, crossed: Collection[tuple[str, str]]) -> Iterator[_Point]:
    """What stands past a limit, but for a figure that is reported to have crossed it."""
    for result in results.values():
        worst = worst_against_limit(result) if result.card.column_limits else None
        is_reported = worst and not worst.others_past and (result.card.name, worst.subject) in crossed
        if worst and worst.is_past and not is_reported:
            card = result.card
            yield _Point(
                about=card.topic,
                kind=ChangeKind.LIMIT_CROSSED,
                sentence=f"{worst.text}.",
                metric=card.name,
                figure=figure_of(card, worst.subject),
                moved=f"{limits.value(worst.limited, worst.row)}, {worst.against}",
                size=1,
            )


def _past_thresholds(results: Results, reported: Collection[tuple[str, str, str]]) -> Iterator[_Point]:
    """What misses a target or is past a tolerance, but for a figure that is reported to have crossed it."""
    for result in results.values():
        for change in beyond_thresholds(result):
            if (change.kind, change.metric, change.subject) not in reported:
                yield _point_of(change, results)


def _overdue(results: Results) -> Iterator[_Point]:
    """The findings past HMICFRS's deadline."""
    kind = ChangeKind.FINDING_OVERDUE
    if OVERDUE in results and results[OVERDUE].rows:
        found = results[OVERDUE]
        yield _Point(about=kind, kind=kind, sentence=found.sentence, metric=OVERDUE, figure=found.card.title)
