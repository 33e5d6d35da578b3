"""The tiles of the Overview: the findings, then the measures of the causes of concern that are open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from src import wording
from src.analysis.backlog import YEAR, position, since_first
from src.analysis.headlines import points
from src.analysis.matters import worst_against_limit
from src.analysis.thresholds import in_short
from src.contracts.headline import Headline, Point
from src.contracts.metric import Kind
from src.metrics import METRICS
from src.metrics.findings import cause_wording, headline_wording
from src.metrics.sex_offenders.wording import assessments_in_short
from src.present.model import Lines, Series, Stroke
from src.present.theme import OPEN
from src.present.views import investigations, marac, online_child_abuse, sex_offenders
from src.present.views.data import BoardData

SUBJECTS = (marac.VIEW, sex_offenders.VIEW, investigations.VIEW, online_child_abuse.VIEW)
MEASURES = 3
"""How many measures have a tile at the least: those of the open causes first."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A headline figure with what a reader asks next, and where it has dates the way it went."""

    figure: Headline
    facts: tuple[str, ...] = ()
    trend: Lines | None = None
    alternative: str = ""
    """The trend in words."""


def tiles(data: BoardData) -> tuple[Tile, ...]:
    """Findings open, overdue and causes of concern, then measures: of the open causes first, the oldest first."""
    figures = {figure.name: figure for figure in data.headlines}
    causes = data.result("causes_of_concern_by_status").rows
    opened = [row for row in cause_wording.causes_shown(causes) if row["counts_as"] == "open"] if causes else []
    topics = [row["measures_topic"] for row in sorted(opened, key=lambda row: row["opened_on"] or data.as_at)]
    of_topic = {figure.topic: figure for figure in reversed(data.headlines) if figure.topic}
    measures = [of_topic[topic] for topic in dict.fromkeys(topics) if topic in of_topic]
    others = [figure for figure in of_topic.values() if figure not in measures]
    first = [figures[name] for name in _FACTS if name in figures]
    shown = [*measures, *sorted(others, key=data.headlines.index)[: max(0, MEASURES - len(measures))]]
    return tuple(_tile(data, figure) for figure in (*first, *shown))


def _tile(data: BoardData, figure: Headline) -> Tile:
    if figure.newest is None or figure.newest.hidden:
        return Tile(figure=figure)
    if figure.name in _FACTS:
        return Tile(figure=figure, facts=tuple(fact for fact in _FACTS[figure.name](data, figure) if fact))
    known = _points(data, figure)
    facts = [_level(known, figure), _limit(data, figure)]
    if figure.name in _ALSO:
        facts.insert(1, _ALSO[figure.name](data))
    trend = _trend(known)
    alternative = f"Trend of {wording.inside(figure.title)}: {_trend_text(known)}" if trend else ""
    return Tile(figure=figure, facts=tuple(fact for fact in facts if fact), trend=trend, alternative=alternative)


def _points(data: BoardData, figure: Headline) -> tuple[Point, ...]:
    result = data.result(figure.metric)
    rule = next(rule for rule in result.card.headlines if rule.name == figure.name)
    return points(result, rule) if figure.is_series else ()


def _level(known: Sequence[Point], figure: Headline, *, has_year: bool = True) -> str:
    """Against a year before, a move that lasts, and the range of the weeks between."""
    exact = [(point.day, point.precision, point.value) for point in known if point.is_exact and point.value is not None]
    if not exact or figure.newest is None or exact[-1][0] != figure.newest.day:
        return ""
    stands = position([(on_date, value) for on_date, _, value in exact])
    is_counted = METRICS[figure.metric].card.kind in (Kind.STOCK, Kind.FLOW)
    first = since_first(exact, is_counted=is_counted)
    parts = []
    if has_year and stands.year_ago is not None:
        parts.append(f"{wording.compared(stands.value, stands.year_ago, is_counted=is_counted)} a year before")
    elif has_year and first:
        parts.append(first)
    if stands.step:
        parts.append(stands.step.text)
    if stands.usual:
        low, high = map(wording.number, stands.usual)
        parts.append(f"{stands.weeks_before.removesuffix(' before')}: {low} to {high}")
    return wording.capital("; ".join(parts))


def _limit(data: BoardData, figure: Headline) -> str:
    """The figure that stands worst against a limit, and those with a target or tolerance, of all measures of the topic.

    That there is none where none of them has one.
    """
    if figure.limit is not None:
        return f"Target {wording.number(figure.limit)}"
    of_topic = [result for result in data.results.values() if result.card.topic == figure.topic]
    limited = (worst_against_limit(result) for result in of_topic if result.card.column_limits)
    texts = [*(worst.text for worst in limited if worst), in_short(*of_topic)]
    return ". ".join(text for text in texts if text) or "No limit or target is set"


def _trend(known: Sequence[Point]) -> Lines | None:
    """The figures of a year, of all dates where they are fewer; None where there are not two."""
    if not known:
        return None
    since = known[-1].day - YEAR - timedelta(days=7)
    recent = [point for point in known if point.day >= since]
    recent = recent if len(recent) > 2 else list(known)
    values = tuple(point.value for point in recent)
    if len([value for value in values if value is not None]) < 2:
        return None
    series = Series(name="Figure", values=values, shade=OPEN, stroke=Stroke.LINE)
    return Lines(dates=tuple(point.day for point in recent), series=(series,))


def _trend_text(known: Sequence[Point]) -> str:
    shown = [point for point in known if point.value is not None]
    first, last = shown[0], shown[-1]
    low, high = (pick(shown, key=lambda point: point.value or 0) for pick in (min, max))
    return (
        f"{first.text} {first.when}, lowest {low.text} {low.when}, highest {high.text} {high.when}, "
        f"{last.text} {last.when}."
    )


def _open(data: BoardData, figure: Headline) -> tuple[str, ...]:
    result = data.result(figure.metric)
    months = data.result("findings_raised_and_closed_by_month").rows
    # One span a tile: where a register of a year before is held it says all that moved, else the months do.
    year = headline_wording.against_year_before(result.rows) if figure.is_series else ""
    flows = year or headline_wording.raised_and_closed(months, data.as_at)
    lately = (flows, _level(_points(data, figure), figure, has_year=not year))
    if not figure.is_series or figure.newest is None:
        return (headline_wording.open_by_level(result.rows), *lately)
    # Of the day of the register, as the figure is: what was stated of one finding since is counted apart.
    levels = data.result("findings_by_level_over_time").where(as_at_on=figure.newest.day, origin_code="whole_register")
    return (
        headline_wording.open_by_level(levels),
        headline_wording.on_the_way_in_short(result.rows),
        headline_wording.stated_since(result.rows),
        *lately,
    )


def _overdue(data: BoardData, figure: Headline) -> tuple[str, ...]:
    rows = data.result(figure.metric).rows
    return headline_wording.longest_overdue(rows), headline_wording.overdue_by_standing(rows)


def _causes(data: BoardData, figure: Headline) -> tuple[str, ...]:
    return headline_wording.open_causes(data.result(figure.metric).rows, data.as_at, _TOPICS)


def _assessments(data: BoardData) -> str:
    return assessments_in_short(data.result("sex_offender_tasks_outstanding").rows)


_TOPICS = {METRICS[view.headline[0]].card.topic: view.title for view in SUBJECTS}
"""The name of the page of each topic, by its code."""
_FACTS: Mapping[str, Callable[[BoardData, Headline], tuple[str, ...]]] = {
    "findings_open": _open,
    "findings_overdue": _overdue,
    "causes_of_concern_open": _causes,
}
"""What stands on the tiles of findings, in order."""
_ALSO: Mapping[str, Callable[[BoardData], str]] = {"sex_offender_tasks_outstanding": _assessments}
"""What else the tile of a measure says."""
