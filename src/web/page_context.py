"""What a page asks for: results at the chosen as-at date, kept by edition.

Results and figures are frozen and shared by every session. Figures are kept under the edition's number and results
under the extracts they rest on, so an acceptance anywhere is seen at the next page without anything being cleared,
and works out anew only what it can have changed.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from src import settings, wording
from src.analysis.baselines import MEETINGS, usual
from src.contracts.baseline import Baseline
from src.contracts.metric import Result
from src.metrics import COMPARED, METRICS
from src.metrics.calculate import calculate
from src.present import chart_builders
from src.present.model import Moment, Picture
from src.present.theme import Look
from src.settings import Action
from src.store import audit, editions, published
from src.web.cache import Shared

T = TypeVar("T")
_ROWS_OF_ONE = 50


def _weight(thing: object) -> int:
    """A result weighs by its rows: a few of a hundred thousand take as much memory as thousands of small ones."""
    return 1 + (len(thing.rows) // _ROWS_OF_ONE if isinstance(thing, Result) else 0)


_KEPT = Shared(4_000, _weight)
_STARTING = threading.Lock()


@lru_cache(maxsize=1)
def started() -> settings.Settings:
    """The settings, with the published figures accepted: once, at the first page of a server."""
    chosen = settings.from_environment()
    with _STARTING:  # of several first readers one does the work, and the others then find it done
        published.accept_published(chosen)
        audit.follow(chosen)  # what a stop kept out of the record
    return chosen


class Cached(StrEnum):
    """What a page caches. Two kinds of thing about one metric never get each other's place."""

    PICTURE = "the description of a picture"
    FIGURE = "its Plotly figure"
    MULTIPLES = "its small charts as markup"
    BELOW = "what stands under a picture"
    TABLE = "a panel that is a table"
    GRID = "a panel that is a grid of grades"
    TRENDS = "every series of a metric"
    TREND_BELOW = "what stands under the picture of one series"
    MATRIX = "every series by its state"
    CHANGES = "what changed"
    HEADLINES = "the headline figures"
    CAUTIONS = "what to be careful with"
    CURVES = "time to close by level"
    CURVES_BELOW = "what stands under the curves"
    FORECASTS = "forecasts by level"
    PREVIEW = "the preview of a change of limits"
    REGISTER = "the list of findings"
    DICTIONARY = "a part of the definitions"
    PLAIN = "a page as plain HTML"


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """One edition at one as-at date, as one reader looks at it."""

    settings: settings.Settings
    edition: editions.Edition
    as_at: date
    look: Look
    page: str
    """The title of the page that asks."""
    event_kinds: frozenset[str] | None = None
    """The kinds of event that pictures draw; None for all."""
    since: Baseline | None = None
    """What figures are compared with; None for the last board."""
    carried: Mapping[str, str] | None = field(default=None, hash=False)
    """What links carry on besides the date; None for what the address of the session holds."""
    opening: tuple[str, ...] = ()
    """The sentences at the head of the page."""
    asked: set[str] = field(default_factory=set, compare=False)
    """The metrics that the page has asked for so far."""
    pictures: dict[str, tuple[Result, Picture | None]] = field(default_factory=dict, compare=False)
    panels: set[str] = field(default_factory=set, compare=False)
    """The metrics that have a panel on the page so far."""
    """Each picture drawn so far and the result behind it, by its panel; a page offers them as files at its end."""

    def may(self, action: Action) -> bool:
        """Whether who looks may do this. What may not be done is left out here and refused by the store."""
        return action in self.settings.actor.may

    @property
    def baseline(self) -> Baseline:
        """What figures are compared with: what was chosen, or the last board."""
        return self.since or usual(self.result(MEETINGS), self.as_at)

    @property
    def events(self) -> Result:
        """The events that pictures draw. What is said of them is said of all."""
        every = self.result("events_in_period")
        if self.event_kinds is None:
            return every
        return replace(every, rows=tuple(row for row in every.rows if row["kind_code"] in self.event_kinds))

    def unsaid(self, title: str, otherwise: str) -> str:
        """What of a title the head of the page has not said; where that is nothing, what stands instead."""
        left = [sentence for sentence in wording.sentences(title) if sentence not in self.opening]
        return (title if len(left) == len(wording.sentences(title)) else wording.paragraph(left)) or otherwise

    def result(self, name: str, **of: str) -> Result:
        """The result of a metric at the chosen date, or of it the rows that hold some values.

        An extract of what it does not rest on leaves it as it is kept.
        """
        self.asked.add(name)
        metric = METRICS[name]
        rests_on = self.edition.standing(name, metric.card.reads)
        found = self._cached((name, rests_on, *of.items()), lambda: calculate(metric, self.edition, self.as_at, **of))
        return found if found.edition == self.edition.number else replace(found, edition=self.edition.number)

    def panel_key(self, name: str) -> str:
        """The key of the next panel of a metric: of the second on a page, which is its table, another."""
        key = f"panel-{name}-table" if name in self.panels else f"panel-{name}"
        self.panels.add(name)
        return key

    def moments(self, topic: str, first: date, last: date) -> tuple[Moment, ...]:
        """The events of a topic in a span, lettered."""
        return chart_builders.moments(self.events, [topic], first, last)

    def cached(self, kind: Cached, make: Callable[[], T], *parts: object) -> T:
        """What `make` gives, worked out once for an edition, a date and a choice of events and shared after that.

        What is cached under one kind and the same parts must always be the same thing. What `make` asks for does not
        count as asked by the page: only the first reader's page would ask it.
        """
        before = set(self.asked)
        try:
            return self._cached((kind, self.event_kinds, self.since, self.edition.number, *parts), make)
        finally:
            self.asked.intersection_update(before)

    def _cached(self, of: tuple[object, ...], make: Callable[[], T]) -> T:
        key = (str(self.settings.store), self.settings.scope, self.as_at, *of)
        return _KEPT.get(key, make)

    def at(self, edition: editions.Edition, as_at: date) -> "PageContext":
        """The same reader's look at another edition or date."""
        return replace(self, edition=edition, as_at=as_at)

    def every_result(self) -> Mapping[str, Result]:
        """The result of every metric that is compared, by name."""
        return {name: self.result(name) for name in COMPARED}

    def results(self, names: Sequence[str]) -> tuple[Result, ...]:
        """Several results, in order."""
        return tuple(self.result(name) for name in names)
