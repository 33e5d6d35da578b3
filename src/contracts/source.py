"""Where figures stand: a source, its places, and a few sources in one line."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from src import wording

_NO_PUBLICATION = "other"
"""The kind of what no inspectorate, force or newspaper published on one day."""
PLACES_LISTED = 8
"""How many places of a source are listed before the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where figures of a result stand: a paper or an extract, and the places in it."""

    source_id: str
    title: str
    publisher: str
    places: tuple[str, ...]
    published_on: date | None
    published_precision: str | None
    kind: str
    url: str | None
    licence: str | None
    extract_id: str
    newest_on: date | None = None
    """The newest day that its rows are of."""

    @property
    def place(self) -> str:
        """The places as a reader sees them, the first of very many; empty where none is stated."""
        return wording.first_of(self.places, PLACES_LISTED)

    @property
    def when(self) -> str:
        """When it was published, or up to when its figures go; empty for what the force supplied: its title has its day."""
        if not self.publisher:
            return ""
        if self.newest_on and self.goes_on:
            return f"figures to {wording.day(self.newest_on)}"
        return wording.dated(self.published_on, self.published_precision)

    @property
    def goes_on(self) -> bool:
        """Whether it is no publication and its figures are newer than the day it is dated by: a feed that is supplied on."""
        is_newer = self.newest_on is not None and (self.published_on is None or self.newest_on > self.published_on)
        return is_newer and self.kind == _NO_PUBLICATION

    @property
    def dated_on(self) -> date:
        """The day that it stands at in a list, the newest first."""
        return (self.newest_on if self.goes_on else self.published_on) or date.min

    @property
    def about(self) -> str:
        """Its publisher, when it was published, and the places in it: what stands after its title."""
        facts = ", ".join(part for part in (self.publisher, self.when) if part)
        return f"{f', {facts}' if facts else ''}{f': {self.place}' if self.place else ''}"


def _by_id(source: Source) -> Hashable:
    return source.source_id


def each_once(sources: Iterable[Source], by: Callable[[Source], Hashable] = _by_id) -> list[Source]:
    """Each source once, in the order of first meeting, with every place that is given in it and its newest day."""
    found: dict[Hashable, Source] = {}
    for source in sources:
        first = found.setdefault(by(source), source)
        newest = max((day for day in (first.newest_on, source.newest_on) if day), default=None)
        places = tuple(dict.fromkeys(first.places + source.places))
        found[by(source)] = replace(first, places=places, newest_on=newest)
    return list(found.values())


def in_brief(sources: Sequence[Source], has_place: bool = True) -> str:
    """The first source with its first place, the rest counted: Board paper, para 2 and two more places, and one more source."""
    first, *others = each_once(sources)
    named = first.title
    if has_place and first.places:
        counted = [wording.count_in_words(len(first.places) - 1, "more place")] if len(first.places) > 1 else []
        named += f", {wording.listed([first.places[0], *counted])}"
    return named + (f", and {wording.count_in_words(len(others), 'more source')}" if others else "")
