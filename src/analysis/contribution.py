"""Which parts a change of the whole comes from: ranked, with the share that each contributed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from src.analysis.figure_changes import named
from src.contracts.metric import Result
from src.wording import capital, day, in_words, listed, number, paragraph, part_of, verb

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
        return f"{capital(what)} are as many at both dates, {dates}: {moved}."
    way, other = ("fell", "rose") if of.change < 0 else ("rose", "fell")
    same = _most([part for part in of.parts if (part.change or 0) * of.change > 0])
    against = [part for part in of.parts if (part.change or 0) * of.change < 0]
    sentences = [f"{capital(what)} {way} by {number(abs(of.change))} {span}."]
    by = number(abs(same[0].change or 0)) if same else ""
    if len(same) == 1 and of.has_shares and abs(same[0].change or 0) <= abs(of.change) and len(of.parts) > 1:
        sentences.append(f"{same[0].name} accounts for {by} of that.")
    elif same and len(of.parts) > len(same):
        each = verb(len(same), "", " each")
        sentences.append(f"{listed(part.name for part in same)} {way} most, by {by}{each}.")
    if against:
        moves = listed(f"{part.name} by {number(abs(part.change or 0))}" for part in against)
        sentences.append(f"{capital(in_words(len(against)))} {other}: {moves}.")
    return paragraph(sentences)


def in_brief(parts: Sequence[Part], since: date, noun: str) -> list[str]:
    """How the parts of a whole moved since a date, the way that the whole went first; nothing where none moved.

    The other way comes first where a part of it went at least twice as far: no fall by one hides a rise fourfold.
    `noun` is one of the parts: area.
    """
    known = [part for part in parts if part.change is not None]
    fell, rose = (sorted(_of_way(known, way), key=lambda part: -abs(part.change or 0)) for way in (-1, 1))
    whole = sum(part.change or 0 for part in known)
    deepest, highest = (abs(found[0].change or 0) if found else 0 for found in (fell, rose))
    is_fall_first = highest < 2 * deepest if whole < 0 else deepest >= 2 * highest > 0 or not rose
    when = f" since {day(since)}"
    risen = f"{capital(part_of(len(rose), len(parts), noun))} rose{{}}: {listed(map(_from_to, rose))}." if rose else ""
    if not fell:
        return [risen.format(when), f"No {noun} fell."] if rose else []
    most = _most(fell)
    names, by = listed(part.name for part in most), number(deepest)
    # Where parts moved against each other by much more than the whole, no part of it is one part's.
    is_share = sum(abs(part.change or 0) for part in known) <= MOST_MOVED * abs(whole)
    if not is_fall_first:
        return [risen.format(when), f"{names} fell most, by {by}{verb(len(most), '', ' each')}."]
    if whole <= -deepest and len(most) == 1 and is_share:
        fallen = f"{names} accounts for {by} of the fall of {number(-whole)}{when}."
    else:
        fallen = f"{names} fell most{when}, by {by}{verb(len(most), '', ' each')}."
    return [fallen, risen.format("") or f"No {noun} rose."]


def _of_way(parts: Sequence[Part], way: int) -> list[Part]:
    return [part for part in parts if (part.change or 0) * way > 0]


def _most(parts: Sequence[Part]) -> list[Part]:
    """The parts that moved the most, all of them where several did."""
    most = max((abs(part.change or 0) for part in parts), default=0)
    return [part for part in parts if abs(part.change or 0) == most]


def _from_to(part: Part) -> str:
    return f"{part.name} {number(part.before)} to {number(part.after)}"
