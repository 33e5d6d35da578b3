"""Which parts a change of the whole comes from: ranked, with the share that each contributed."""

from dataclasses import dataclass
from datetime import date

from src.analysis.figure_changes import named
from src.contracts.metric import Result
from src.wording import day, in_words, listed, number, paragraph

MOST_MOVED = 2
"""How many times the whole's change its parts may have moved by, up and down, for shares of it to mean anything."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a whole at two dates."""

    name: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """After less before; None where either is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """The parts, the largest change first."""

    before_on: date
    after_on: date
    parts: tuple[Part, ...]

    @property
    def change(self) -> float | None:
        """The change of the whole; None where a part of it is not known."""
        changes = [part.change for part in self.parts]
        return None if any(change is None for change in changes) else sum(change or 0 for change in changes)

    @property
    def has_shares(self) -> bool:
        """Whether shares of the change mean anything: not where the parts moved against each other by much more."""
        moved = sum(abs(part.change or 0) for part in self.parts)
        return bool(self.change) and moved <= MOST_MOVED * abs(self.change or 0)

    def share(self, part: Part) -> float | None:
        """The per cent of the whole's change that came from a part: below zero where it went the other way."""
        return 100 * part.change / self.change if part.change is not None and self.change else None


def breakdown(result: Result, column: str, since: date) -> Breakdown | None:
    """The parts of a result at its newest date and at the newest date not after `since`; None without two dates."""
    dates = sorted({row["as_at_on"] for row in result.rows if row[column] is not None})
    earlier = [on_date for on_date in dates if on_date <= since]
    if not earlier or dates[-1] == earlier[-1]:
        return None
    before_on, after_on = earlier[-1], dates[-1]
    columns = [name for name in result.card.one_row_per if name != "as_at_on"]
    before, after = (
        {named(row, columns): row[column] for row in result.where(as_at_on=on_date)}
        for on_date in (before_on, after_on)
    )
    parts = [Part(name=name, before=before.get(name), after=value) for name, value in after.items()]
    parts.sort(key=lambda part: (part.change is None, -abs(part.change or 0), -(part.after or 0)))
    return Breakdown(before_on=before_on, after_on=after_on, parts=tuple(parts))


def why_none(result: Result, column: str, since: date) -> str:
    """Why nothing can be said of where a change came from: a sentence, for a result that gives no breakdown."""
    newest = max((row["as_at_on"] for row in result.rows if row[column] is not None), default=None)
    if newest is None:
        return result.sentence
    if newest <= since:
        return f"Nothing newer than {day(newest)} has been supplied since {day(since)}, so no change can be worked out."
    return f"No figure of {day(since)} or before is held to compare {day(newest)} with."


def sentence(of: Breakdown, what: str) -> str:
    """How the whole changed, where most of it came from, and what went the other way."""
    if of.change is None:
        missing = listed(part.name for part in of.parts if part.change is None)
        return (
            f"No change of {what} can be worked out between {day(of.before_on)} and {day(of.after_on)}: no figure "
            f"from {missing}."
        )
    span = f"between {day(of.before_on)} and {day(of.after_on)}"
    if of.change == 0:
        rose = [part.name for part in of.parts if (part.change or 0) > 0]
        moved = f"what fell elsewhere rose in {listed(rose)}" if rose else "no part of them moved"
        dates = f"{day(of.before_on)} and {day(of.after_on)}"
        return f"{what[:1].upper()}{what[1:]} are as many at both dates, {dates}: {moved}."
    way = "fell" if of.change < 0 else "rose"
    first = of.parts[0]
    same = [part for part in of.parts if (part.change or 0) * of.change > 0]
    against = [part for part in of.parts if (part.change or 0) * of.change < 0]
    sentences = [f"{what[:1].upper()}{what[1:]} {way} by {number(abs(of.change))} {span}."]
    if of.has_shares and same and abs(same[0].change or 0) <= abs(of.change) and len(of.parts) > 1:
        sentences.append(f"{same[0].name} accounts for {number(abs(same[0].change or 0))} of that.")
    elif first.change and len(of.parts) > 1:
        sentences.append(f"{first.name} {'rose' if first.change > 0 else 'fell'} most, by {number(abs(first.change))}.")
    if against:
        other = "rose" if way == "fell" else "fell"
        sentences.append(f"{in_words(len(against)).capitalize()} {other}: {listed(part.name for part in against)}.")
    return paragraph(sentences)
