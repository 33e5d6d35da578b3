"""What an acceptance or a withdrawal would change, before anybody makes it: rows, figures, sums and gaps."""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from src import wording
from src.analysis.figure_changes import Moved, counted_only, moved
from src.contracts.metric import DIFFERS, Check, Metric, Result
from src.ingest.progress import ProgressCallback, quiet
from src.metrics import METRICS
from src.metrics.calculate import calculate_few
from src.settings import Settings
from src.store import history_rules
from src.store.editions import Edition, open_edition
from src.store.gap_checks import continuity
from src.store.ledger import StillNeeded
from src.store.preview_edition import Pending, RowChanges, Trial

MOST_AT_A_TIME = 4
"""Questions asked at a time at most, however many cores there are: each takes memory."""
MOST_LISTED = 2_000
"""Of a result with more rows than this only their number is compared: nobody reads them one by one."""


@dataclass(frozen=True, kw_only=True)
class Failing:
    """A sum that would not come out."""

    metric: str
    """The title of the metric it speaks of."""
    check: Check
    held_before: bool
    """Whether it comes out now."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What becomes of the figures: those that move, and the sums that would not come out."""

    moved: tuple[Moved, ...]
    failing: tuple[Failing, ...]


class Preview:
    """What would change, compared with one edition. The rows are known at once, the figures when they are asked for."""

    def __init__(self, trial: Trial, now: Edition, rows: tuple[RowChanges, ...], refused: str = "") -> None:
        self.compared_with = trial.compared_with
        """The edition."""
        self.as_at_before, self.as_at_after = now.newest_date(), trial.newest_date()
        """The newest date held now, at which figures are compared, and the newest that would be held."""
        self.rows = rows
        self.refused = refused
        """Why it may not be done, in sentences: what others stand on is not withdrawn. Empty where it may."""
        self.continuity = tuple(text for changes in rows for text in continuity(trial, changes.dataset))
        self._compared: tuple[Trial, Edition] | None = (trial, now)
        self._working = threading.Lock()

    @property
    def figures(self) -> Figures:
        """What becomes of the figures: worked out once, by whoever asks first, as it can take long for a large extract."""
        with self._working:
            if self._compared:
                self._figures = _figures(*self._compared)
                self._compared = None  # the rows that wait are held no longer for this
            return self._figures

    @property
    def as_at_moves(self) -> str:
        """That the site would open at another date, and what that does; nothing where it would not."""
        before, after = self.as_at_before, self.as_at_after
        if not before or not after or before == after:
            return ""
        return (
            f"Every page would open as at {wording.day(after)}, the newest day of anything recorded, and no longer as at "
            f"{wording.day(before)}. Days overdue and waiting are counted to that day; each figure keeps its own date."
        )

    def sentences(self) -> Iterator[str]:
        """The preview in plain lines, as the command line prints it: what a person must look at first comes first."""
        yield from self.continuity
        for changes in self.rows:
            yield f"{changes.dataset.title}: {counted(changes)}."
        for about in self.figures.moved:
            if about.sentence_before != about.sentence_after:
                yield f"{about.card.title}. Before: {about.sentence_before} After: {about.sentence_after}"
        for failing in self.figures.failing:
            news = "no longer comes out" if failing.held_before else "does not come out"
            yield f"{failing.metric}: {failing.check.name} {news}. {failing.check.detail}"
        if self.as_at_moves:
            yield self.as_at_moves


def counted(changes: RowChanges) -> str:
    """3 rows added, 4 restated, none gone."""
    sentences = [
        f"{wording.count_of(changes.added, 'row')} added",
        f"{changes.restated:,} restated",
        f"{changes.gone:,} gone",
    ]
    sentences += [f"{wording.count_of(changes.emptied, 'value')} emptied"] if changes.emptied else []
    sentences += [f"{changes.same:,} as before"] if changes.same else []
    sentences += [f"{changes.elsewhere:,} of another force"] if changes.elsewhere else []
    return ", ".join(sentences)


def preview(
    settings: Settings,
    *,
    adding: Sequence[Pending] = (),
    leaving_out: Sequence[str] = (),
    bringing_back: Sequence[str] = (),
    report_progress: ProgressCallback = quiet,
) -> Preview:
    """What would change if these rows were accepted, or these extracts withdrawn or restored. Writes nothing."""
    report_progress("Comparing with the store")
    trial = Trial(settings, adding=adding, leaving_out=leaving_out, bringing_back=bringing_back)
    rows = trial.changes()
    report_progress("Looking for gaps and leaps")
    refused = ""
    try:
        history_rules.refuse_turn(settings, leaving_out=leaving_out, bringing_back=bringing_back)
    except StillNeeded as needed:
        refused = str(needed)
    return Preview(trial, open_edition(settings, trial.compared_with), rows, refused)


def _figures(trial: Trial, now: Edition) -> Figures:
    as_at_before, as_at_after = now.newest_date() or date.today(), trial.newest_date() or date.today()
    touched = [metric for metric in METRICS.values() if set(metric.card.reads) & set(trial.touched)]

    def compared(metric: Metric) -> _Compared:
        return _Compared(
            metric,
            calculate_few(metric, now, as_at_before, MOST_LISTED),
            calculate_few(metric, trial, as_at_after, MOST_LISTED),
        )

    # A question to the engine takes one core, so as many are asked at a time.
    with ThreadPoolExecutor(min(MOST_AT_A_TIME, os.cpu_count() or 1)) as threads:
        found = list(threads.map(compared, touched))
    return Figures(
        moved=tuple(about for metric in found for about in metric.moved),
        failing=tuple(about for metric in found for about in metric.failing),
    )


@dataclass(frozen=True)
class _Compared:
    """One metric now and on trial: its result, None where that is long, and how many rows it has."""

    metric: Metric
    before: tuple[Result | None, int]
    after: tuple[Result | None, int]

    @property
    def moved(self) -> list[Moved]:
        """What moves of it, if anything does."""
        (before, listed_before), (after, listed_after) = self.before, self.after
        found = (
            moved(before, after) if before and after else counted_only(self.metric.card, listed_before, listed_after)
        )
        return [found] if found else []

    @property
    def failing(self) -> list[Failing]:
        """The sums that would not come out."""
        before, after = self.before[0], self.after[0]
        return _failing(before, after) if before and after else []


def _failing(before: Result, after: Result) -> list[Failing]:
    """The sums that would not come out and are not the same contradiction as now."""
    known = {(check.name, check.detail): check.status for check in before.checks}
    came_out = {check.name for check in before.checks if check.status != DIFFERS}
    return [
        Failing(metric=after.card.title, check=check, held_before=check.name in came_out)
        for check in after.checks
        if check.status == DIFFERS and known.get((check.name, check.detail)) != DIFFERS
    ]
