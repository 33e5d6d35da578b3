"""Measures, the Overview and What changed say the same of one series: no two of them contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pytest

from src.analysis.change_detection import changes
from src.analysis.figure_changes import named
from src.analysis.headlines import headlines
from src.analysis.spc import Mark
from src.analysis.trends import trends
from src.contracts.baseline import Baseline
from src.contracts.change import Change, ChangeKind
from src.contracts.headline import Headline, State
from src.contracts.metric import Engine, Result
from src.metrics import COMPARED
from src.metrics.calculate import calculate
from src.store.editions import Edition
from tests.metrics import portal, weekly
from tests.metrics.drawn import DrawnEngine
from tests.metrics.grammar import faults

Results = Mapping[str, Result]
OPPOSITE = {State.BETTER: ChangeKind.WORSE, State.WORSE: ChangeKind.BETTER}


def contradictions(before: Results, after: Results, since: date) -> Iterator[str]:
    """Every two sentences of one series, at two dates, that cannot both be true, and every sentence that does not agree."""
    found = changes(before, after)
    figures = headlines(after, before, Baseline(since=since))
    for sentence in [*(c.sentence for c in found), *(f.sentence for f in figures), *(f.note for f in figures)]:
        yield from (f"{fault} in {sentence!r}" for fault in faults(sentence))
    yield from _against_measures(found, after)
    closed = {
        "days to close": len(after["finding_days_to_close"].rows),
        "times to close": sum(row["is_closed"] for row in after["finding_times_to_close"].rows),
    }
    if len(set(closed.values())) > 1:
        yield f"two counts of what closed on a stated day: {closed}"
    for figure in figures:
        of_figure = [c for c in found if c.metric == figure.metric and not c.subject and c.kind is not ChangeKind.OTHER]
        for change in of_figure:
            if change.kind is OPPOSITE.get(figure.state):
                yield f"the Overview says {figure.state}: {figure.sentence} What changed says: {change.sentence}"
            if figure.newest and isinstance(change.after, int | float) and change.after_on == figure.newest.day:
                value = figure.newest.value
                if change.kind in (ChangeKind.WORSE, ChangeKind.BETTER) and value != change.after:
                    yield f"the Overview has {value}, What changed {change.after}: {change.sentence}"
    yield from _judged_too_soon(found, figures, after)
    overdue = [c for c in found if c.kind is ChangeKind.FINDING_OVERDUE]
    (late,) = [figure for figure in figures if figure.metric == "findings_overdue"]
    for change in overdue:
        if late.newest is None or change.after != late.newest.value:
            yield f"two counts past the deadline: {late.sentence} and {change.sentence}"


def _judged_too_soon(found: Sequence[Change], figures: Sequence[Headline], after: Results) -> Iterator[str]:
    """What is called better or worse, in any place, of a series of which fewer dates are held than limits take."""
    for figure in figures:
        if figure.state in OPPOSITE and figure.is_series and figure.dates < 13:
            yield f"{figure.dates} dates and {figure.state}: {figure.sentence}"
    for change in found:
        if change.kind not in (ChangeKind.WORSE, ChangeKind.BETTER):
            continue
        card, rows = after[change.metric].card, after[change.metric].rows
        of_subject = [name for name in card.one_row_per if name != "as_at_on"]
        days = {row["as_at_on"] for row in rows if named(row, of_subject, card.part_noun) == change.subject}
        if len(days) < 13:
            yield f"{len(days)} dates and {change.kind}: {change.sentence}"


def _against_measures(found: tuple[Change, ...], after: Results) -> Iterator[str]:
    events = after["events_in_period"].rows
    judged = {
        (result.card.name, trend.subject): trend
        for result in after.values()
        for trend in trends(result, (), events)
        if trend.variation.limits and trend.of.column == result.card.figure
    }
    for change in found:
        trend = judged.get((change.metric, change.subject))
        if trend is None:
            continue
        if change.kind in (ChangeKind.WORSE, ChangeKind.BETTER):
            yield f"Measures judges {trend.name} by its limits, What changed without: {change.sentence}"
        if change.kind is ChangeKind.SIGNAL and not trend.marked:
            yield f"What changed reports a signal where Measures draws none: {change.sentence}"
        is_concern = change.kind is ChangeKind.SIGNAL and "concern" in change.sentence
        if is_concern and change.after_on == trend.last_on and trend.last.mark is Mark.IMPROVEMENT:
            yield f"a concern on one page and an improvement on the other: {change.sentence}"


def results_at(engine: Engine, as_at: date) -> Results:
    """Every metric that is compared, at a date."""
    return {name: calculate(metric, engine, as_at) for name, metric in COMPARED.items()}


def test_a_row_is_named_once_and_by_words_where_it_has_any() -> None:
    row = {"finding_id": "f-1", "set_by": "Force", "title": "Plan", "tolerance_id": "t-1", "figure_name": "Packages"}
    assert named(row, ("finding_id", "set_by")) == "Plan, Force"
    assert named(row, ("finding_id", "tolerance_id")) == "Plan"
    assert named({"tolerance_id": "t-1", "figure_name": "Packages"}, ("tolerance_id",)) == "Packages"
    assert named({"entry_id": "e-1"}, ("entry_id",)) == "e-1"


def test_no_two_places_contradict_each_other_in_the_papers(edition: Edition) -> None:
    days = [date(2018, 12, 31), date(2023, 12, 31), date(2024, 2, 27), date(2024, 9, 18)]
    results = [results_at(edition, day) for day in days]
    pairs = [(0, 3), (1, 2), (2, 3)]
    assert [text for a, b in pairs for text in contradictions(results[a], results[b], days[a])] == []


@pytest.mark.parametrize(
    ("tables", "days"),
    [
        (weekly.TABLES, (date(2026, 1, 5), date(2026, 3, 2))),
        (portal.TABLES, (date(2026, 3, 2), date(2026, 4, 20))),
    ],
)
def test_no_two_places_contradict_each_other_in_drawn_extracts(
    tables: Mapping[str, str], days: tuple[date, date]
) -> None:
    before, after = (results_at(DrawnEngine(tables), day) for day in days)
    assert list(contradictions(before, after, days[0])) == []
