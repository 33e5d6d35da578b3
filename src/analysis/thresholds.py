"""How figures stand against the targets and tolerances that the force set, in words: the same in every place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from src.analysis.figure_changes import date_column, named
from src.contracts.metric import TARGET, TOLERANCE, Card, Result, Row, Threshold
from src.wording import capital, first_of, in_words, listed, number, on_day, verb

_NAMED = 3
"""How many targets and tolerances of one measure stand in one line; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class AgainstThreshold:
    """A newest figure that is known and has a target or a tolerance."""

    threshold: Threshold
    card: Card
    key: tuple[Any, ...]
    row: Row
    subject: str
    """What the row is about; empty for the whole force."""

    @property
    def value(self) -> float:
        """The figure."""
        return float(self.row[self.threshold.column])

    @property
    def is_beyond(self) -> bool:
        """Whether the tolerance is crossed, or the target missed."""
        return self.threshold.is_beyond(self.value)

    @property
    def on_date(self) -> date | None:
        """The day of the figure, where it has one."""
        return self.row.get(date_column(self.card))

    @property
    def suffix(self) -> str:
        """What stands behind the number: the sign of a percentage."""
        return suffix(self.card, self.threshold.column)

    @property
    def figure(self) -> str:
        """The figure with its unit: 96%."""
        return f"{number(self.value)}{self.suffix}"

    @property
    def verdict(self) -> str:
        """Crossed or kept, of a tolerance; missed or met, of a target."""
        words = ("crossed", "kept") if self.threshold.kind == TOLERANCE else ("missed", "met")
        return words[0] if self.is_beyond else words[1]

    @property
    def sentence(self) -> str:
        """It is crossed: 46 on 28 September 2026."""
        when = f" {on_day(self.on_date, self.row.get('as_at_precision'))}" if self.on_date else ""
        return f"It is {self.verdict}: {self.figure}{when}."


def suffix(card: Card, column: str) -> str:
    """What stands behind a number of a column: the sign of a percentage."""
    found = card.column(column)
    return found.suffix if found else ""


def key_of(card: Card, row: Row) -> tuple[Any, ...]:
    """What a row is about, apart from its date."""
    dated = date_column(card)
    return tuple(row[name] for name in card.one_row_per if name != dated)


def newest_by_subject(result: Result) -> dict[tuple[Any, ...], Row]:
    """The newest row of each subject."""
    dated = date_column(result.card)
    rows = sorted(result.rows, key=lambda row: row[dated]) if dated else result.rows
    return {key_of(result.card, row): row for row in rows}


def against_thresholds(result: Result) -> Iterator[AgainstThreshold]:
    """Each newest figure that is known and has a target or a tolerance, the first set first."""
    card = result.card
    of_subject = [name for name in card.one_row_per if name != date_column(card)]
    for threshold in result.thresholds:
        for key, row in newest_by_subject(result).items():
            subject = named(row, of_subject)
            is_own = threshold.is_of(threshold.column, list(map(str, key)), subject)
            if is_own and row.get(threshold.column) is not None:
                yield AgainstThreshold(threshold=threshold, card=card, key=key, row=row, subject=subject)


def by_name(results: Mapping[str, Result]) -> dict[str, AgainstThreshold]:
    """How the newest figure stands against each target and tolerance, by the name of that; the unknown left out."""
    return {each.threshold.name: each for result in results.values() for each in against_thresholds(result)}


def against(threshold: Threshold, value: float, unit: str = "") -> str:
    """Past the tolerance of 43, within it; under the target of at least 98%, or meeting it."""
    is_beyond, of = threshold.is_beyond(value), f"{number(threshold.value)}{unit}"
    if threshold.kind == TOLERANCE:
        return f"{'past' if is_beyond else 'within'} the tolerance of {of}"
    way, bound = ("over", "at most") if threshold.is_most else ("under", "at least")
    return f"{way if is_beyond else 'meeting'} the target of {bound} {of}"


def clause(result: Result, column: str, value: float, key: Sequence[str] = ()) -> str:
    """How the figure of a series stands against its tolerances and its targets; empty where it has none."""
    found = [each for kind in (TOLERANCE, TARGET) for each in result.thresholds if each.kind == kind]
    return listed(against(each, value, suffix(result.card, column)) for each in found if each.is_of(column, key))


def summary(result: Result) -> str:
    """How each newest figure stands, the ones beyond first: Awaiting enforcement: 46, past the tolerance of 43."""
    found = _beyond_first(result)
    return f"{capital(first_of([_line(each) for each in found], _NAMED))}." if found else ""


def in_short(*results: Result) -> str:
    """The first of them, and how the others stand: Plans: 93%, under the target of at least 98%; one more keeps to its own."""
    found = _beyond_first(*results)
    if not found:
        return ""
    beyond = sum(each.is_beyond for each in found[1:])
    counts = (
        (beyond, "does not keep to its own", "do not keep to theirs"),
        (len(found) - 1 - beyond, "keeps to its own", "keep to theirs"),
    )
    more = "".join(
        f"; {in_words(count)} more {verb(count, singular, plural)}" for count, singular, plural in counts if count
    )
    return f"{capital(_line(found[0]))}{more}"


def _beyond_first(*results: Result) -> list[AgainstThreshold]:
    return sorted(
        (each for result in results for each in against_thresholds(result)), key=lambda each: not each.is_beyond
    )


def _line(each: AgainstThreshold) -> str:
    stands = against(each.threshold, each.value, each.suffix)
    return f"{f'{each.subject}: ' if each.subject else ''}{each.figure}, {stands}"
