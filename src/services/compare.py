"""What changed between two moments of a store: the same for the page and for the board pack."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from src import wording
from src.analysis.change_detection import changes
from src.analysis.signal_changes import Feed
from src.contracts.baseline import Baseline
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Result, Row
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.store.editions import Edition
from src.store.restatements import restated

_FEEDS = tuple(
    Feed(dataset=dataset.name, title=dataset.title, expected_every=dataset.expected_every)
    for dataset in DATASETS.values()
)
_RESTATED = "Read with care: figures of this measure were restated."


def between(after: Mapping[str, Result], since: date, as_at: date) -> Sequence[Row]:
    """The events after the earlier date, up to the later."""
    return [row for row in after["events_in_period"].rows if since < row["as_at_on"] <= as_at]


def changes_between(
    edition: Edition,
    before: Mapping[str, Result],
    after: Mapping[str, Result],
    *,
    baseline: Baseline,
    as_at: date,
) -> tuple[Change, ...]:
    """Every change, in the order of the kinds of change. `before` are the results of every metric to compare with.

    Compared with an earlier edition, a restatement shows in the results themselves; compared with an earlier
    date of one edition, it is found in the extracts.
    """
    decided = edition.code_list("recalculations").rows
    moved = changes(
        before,
        after,
        between(after, baseline.since, as_at),
        recalculations=decided,
        feeds=_FEEDS,
    )
    again = _restated(edition, baseline.since, as_at) if baseline.edition is None else []
    return tuple(sorted((*_with_caution(moved, again), *again), key=lambda change: change.order))


def _with_caution(moved: Sequence[Change], again: Sequence[Change]) -> list[Change]:
    """An improvement of a measure that was restated in the span is to be read with care."""
    # A restated row goes into every measure that counts the dataset it stands in, which its card reads first.
    restated_of = [(METRICS[change.metric].card.reads[0], change.subject) for change in again]

    def is_restated(change: Change) -> bool:
        """Whether a figure that it rests on was: a whole rests on every part, a part on its own figures alone."""
        reads, about = METRICS[change.metric].card.reads, set(change.subject.split(", "))
        return any(
            dataset in reads and (not change.subject or not subject or about & set(subject.split(", ")))
            for dataset, subject in restated_of
        )

    return [
        replace(change, caution=change.caution or _RESTATED)
        if change.kind is ChangeKind.BETTER and is_restated(change)
        else change
        for change in moved
    ]


def _restated(edition: Edition, since: date, as_at: date) -> list[Change]:
    """Figures of the span, or taken in during it, that an extract gave otherwise than the one before."""
    lines = []
    for item in restated(edition):
        is_taken_in = since < item.by.at.date() <= as_at
        metric = _measure(item.dataset.name, item.column.name)
        if metric and item.day <= as_at and (since < item.day or is_taken_in):
            about = ", ".join([*item.about, wording.inside(item.column.heading)])
            lines.append(
                Change(
                    kind=ChangeKind.RESTATED,
                    attention=Attention.CARE,
                    sentence=f"{wording.capital(about)}: the figure of {wording.day(item.day)}, "
                    f"{wording.number(item.before)} became {wording.number(item.after)} "
                    f"({item.by.by_whom}: {item.by.reason}).",
                    metric=metric,
                    dataset=item.dataset.name,
                    subject=", ".join(item.about),
                    before=item.before,
                    before_on=item.day,
                    after=item.after,
                    after_on=item.day,
                    size=abs(item.after - item.before) / (max(abs(item.after), abs(item.before)) or 1),
                    figures=(item.before, item.after),
                )
            )
    return lines


def _measure(dataset: str, column: str) -> str:
    """The metric that tells a column of a dataset in the finest grain; any that reads the dataset where none does."""
    cards = [metric.card for metric in METRICS.values() if dataset in metric.card.reads]
    cards.sort(key=lambda card: (card.figure == column, len(card.one_row_per)), reverse=True)
    return cards[0].name if cards else ""
