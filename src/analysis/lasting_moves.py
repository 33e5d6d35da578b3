"""The moves of measures and their parts to another level for good, for every place that reports them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from src import wording
from src.analysis.backlog import YEAR, Step, series_of
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import NOT_SHOWN, Better, Card, Kind, Result

LASTING = 1000.0
"""The size of what lasts: it comes before every signal, whose size is how many points in a row it is of."""


def figure_of(card: Card, subject: str) -> str:
    """What a figure is of: Walsall, MARAC cases awaiting."""
    what = card.title.split(" by ")[0]
    return f"{subject}, {wording.inside(what)}" if subject else what


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """One of them."""

    card: Card
    subject: str
    step: Step

    @property
    def is_worse(self) -> bool:
        """Whether the level moved the wrong way."""
        return self.step.is_up is (self.card.better is Better.LOWER)

    @property
    def size(self) -> float:
        """How far it moved for where it was, before every signal."""
        before, after = self.step.before, self.step.after
        return LASTING + abs(after - before) / max(after, before)

    @property
    def sentence(self) -> str:
        """Walsall, MARAC cases awaiting: about 62, a lasting rise from about 21 that began on 6 April 2026, after: an event."""
        about = figure_of(self.card, self.subject)
        event = self.step.event
        if event is None:
            return f"{about}: {self.step.text}."
        when = wording.dated(event["as_at_on"], event["precision_code"])
        return f"{about}: {self.step.text}, after: {event['title']} ({when})."


def lasting_moves(results: Mapping[str, Result], since: date) -> Iterator[Lasting]:
    """Those that began on or after a date, of what is counted and better one way; none of what is not released."""
    events = results["events_in_period"].rows if "events_in_period" in results else ()
    for result in results.values():
        card = result.card
        if not card.figure or "as_at_on" not in card.one_row_per or card.better is Better.NEUTRAL:
            continue
        if card.kind is not Kind.STOCK or card.shares_data or any(NOT_SHOWN in row for row in result.rows):
            continue
        for subject, stands in series_of(result, events):
            if stands.step and stands.step.from_on >= since:
                yield Lasting(card=card, subject=subject, step=stands.step)


def newly_lasting(before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[Lasting]:
    """Those that are known at the later moment and were not at the earlier, whenever they began.

    A move is known only once it has lasted, so that it mostly began before the span in which it became known. The
    moves of the last year count, and of a longer span all.
    """
    if not before or not after:
        return
    since, as_at = (max(result.as_at for result in side.values()) for side in (before, after))
    known = {(found.card.name, found.subject, found.step.is_up) for found in lasting_moves(before, date.min)}
    for found in lasting_moves(after, min(since, as_at - YEAR)):
        if found.step.from_on > since or (found.card.name, found.subject, found.step.is_up) not in known:
            yield found


def lasting_changes(before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[Change]:
    """Those newly known, as changes in the words in which they stay a matter for the board."""
    for found in newly_lasting(before, after):
        yield Change(
            kind=ChangeKind.SIGNAL,
            attention=Attention.BOARD if found.is_worse else Attention.BETTER,
            sentence=found.sentence,
            metric=found.card.name,
            dataset=found.card.reads[0],
            subject=found.subject,
            before=round(found.step.before),
            after=round(found.step.after),
            after_on=after[found.card.name].newest_on,
            size=found.size,
        )
