"""What to be careful with: old figures, sums that do not come out, too few dates, figures that are bounds.

Read by the Overview and the deck alike. The same rules give the questions that a figure raises.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from src import wording
from src.analysis.spc import LEAST_POINTS
from src.contracts.change import Change, ChangeKind
from src.contracts.headline import Headline
from src.contracts.metric import DIFFERS, Check, Result

OLD_AFTER_DAYS = 100
"""A figure older than a quarter of a year, with a little grace, is old."""


CAUSES, EVENTS, LETTER = "causes_of_concern_by_status", "events_in_period", "letter"
MOST_NAMED = 3
"""How many feeds or figures a caution names."""


@dataclass(frozen=True, kw_only=True)
class Caution:
    """One reason not to take a figure at its face."""

    kind: str
    sentence: str
    metrics: tuple[str, ...]


def is_old(newest: date, as_at: date) -> bool:
    """Whether a figure of one date is old at another."""
    return (as_at - newest).days > OLD_AFTER_DAYS


def known_in_sources(count: int) -> str:
    """How many discrepancies are known in the sources: one name for them wherever they are counted."""
    return f"{wording.count_of(count, 'known discrepancy', 'known discrepancies')} in the sources"


def sums_that_fail(checks: Iterable[Check]) -> list[Check]:
    """The sums that do not come out; a discrepancy known in the sources is none of them and has a list of its own."""
    return [check for check in checks if check.status == DIFFERS and not check.discrepancy]


def cautions(
    results: Mapping[str, Result],
    figures: Sequence[Headline],
    as_at: date,
    changes: Sequence[Change] = (),
) -> tuple[Caution, ...]:
    """Every caution: silent feeds, what a newer letter is about, old figures, then sums."""
    return (
        *_silent(changes),
        *_letters(results),
        *_old(figures, as_at),
        *_sums(results),
        *_bounds(figures),
        *_few(figures),
    )


def _named(items: Iterable[str]) -> str:
    """The first few by name, the others counted."""
    every = list(items)
    more = len(every) - MOST_NAMED
    counted = [wording.count_in_words(more, "other")] if more > 0 else []
    return wording.listed([*every[:MOST_NAMED], *counted])


def _silent(changes: Sequence[Change]) -> Iterator[Caution]:
    """The feeds that should have come and did not, in one sentence: the longest silent by name."""
    silent = [
        (change.after, change)
        for change in changes
        if change.kind is ChangeKind.FEED_SILENT and isinstance(change.after, date)
    ]
    if not silent:
        return
    silent.sort(key=lambda dated: dated[0])
    listed = _named(f"{wording.inside(change.subject)} (newest {wording.day(day)})" for day, change in silent)
    feeds = f"{wording.count_in_words(len(silent), 'feed')} {wording.verb(len(silent), 'is', 'are')} silent"
    yield Caution(
        kind="Silent",
        sentence=f"{wording.capital(feeds)}: {listed}.",
        metrics=tuple(change.metric for _, change in silent),
    )


def _letters(results: Mapping[str, Result]) -> Iterator[Caution]:
    """The causes of concern not closed of whose topic a letter is recorded that is newer than what is stated of them."""
    if CAUSES not in results or EVENTS not in results:
        return
    letters = [row for row in results[EVENTS].rows if row["kind_code"] == LETTER]
    for cause in results[CAUSES].rows:
        newer = [
            row
            for row in letters
            if cause["counts_as"] not in ("closed", "superseded")
            and row["as_at_on"] > cause["as_at_on"]
            and cause["measures_topic"] in str(row["topics"] or "").split(";")
        ]
        if newer:
            stated = f"{wording.inside(cause['status_name'])} on {wording.day(cause['as_at_on'])}"
            letter = f"{newer[-1]['title']} ({wording.dated(newer[-1]['as_at_on'], newer[-1]['precision_code'])})"
            yield Caution(
                kind="Newer letter",
                sentence=f"{cause['title']}: last stated {stated}. A letter is recorded since, and no statement of the "
                f"cause: {letter}.",
                metrics=(CAUSES,),
            )


def _sums(results: Mapping[str, Result]) -> Iterator[Caution]:
    """Each sum that does not come out, once, with every metric that it is part of."""
    found: dict[str, list[str]] = {}
    for name, result in results.items():
        for check in sums_that_fail(result.checks):
            found.setdefault(f"{check.name}. {_in_short(check.detail)}", []).append(name)
    for sentence, names in found.items():
        yield Caution(kind="Does not add up", sentence=sentence, metrics=tuple(names))


def _in_short(detail: str) -> str:
    """The first difference of a check, and how many there are besides."""
    first, *others = detail.rstrip(".").split(". ")
    more = f"; {wording.count_in_words(len(others), 'more difference')}" if others else ""
    return f"{first}{more}."


def _old(figures: Sequence[Headline], as_at: date) -> Iterator[Caution]:
    """The old figures in one sentence, the oldest first."""
    ages = [(figure.newest.day, figure) for figure in figures if figure.newest and is_old(figure.newest.day, as_at)]
    if not ages:
        return
    ages.sort(key=lambda age: age[0])
    listed = _named(f"{wording.inside(figure.title)} ({wording.days_between(day, as_at)})" for day, figure in ages)
    verb = "headline figure is" if len(ages) == 1 else "headline figures are"
    yield Caution(
        kind="Old",
        sentence=f"{wording.capital(wording.in_words(len(ages)))} {verb} more than {OLD_AFTER_DAYS} days older than "
        f"{wording.day(as_at)}: {listed}.",
        metrics=tuple(figure.metric for _, figure in ages),
    )


def _bounds(figures: Sequence[Headline]) -> Iterator[Caution]:
    for figure in figures:
        if figure.newest and figure.newest.value is not None and not figure.newest.is_exact:
            yield Caution(
                kind="Not exact",
                sentence=f"{figure.title}: the source gives {figure.newest.text}, not an exact figure.",
                metrics=(figure.metric,),
            )


def _few(figures: Sequence[Headline]) -> Iterator[Caution]:
    """The figures that come with dates, but with too few of them to tell a trend."""
    short = [figure for figure in figures if figure.is_series and 0 < figure.dates < LEAST_POINTS]
    if not short:
        return
    listed = wording.listed(
        f"{wording.inside(figure.title)} ({wording.count_of(figure.dates, 'date')})" for figure in short
    )
    yield Caution(
        kind="Too few dates",
        sentence=f"It takes {LEAST_POINTS} dates to tell a trend from ordinary variation: "
        f"there are fewer for {listed}.",
        metrics=tuple(figure.metric for figure in short),
    )
