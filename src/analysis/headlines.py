"""Headline figures: the figure that stands for each subject, worked out once for page, pack, workbook and command.

Level before movement: how large it is, its limit, the year before it, then the newest figure on or before the baseline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from src import wording
from src.analysis.spc import LEAST_POINTS
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline, HeadlineRule, Point, State
from src.contracts.metric import NOT_SHOWN, Better, Card, Kind, Result, Row

YEAR = timedelta(days=365)
MONTH = timedelta(days=31)
WEEKS_52 = timedelta(weeks=52)
Results = Mapping[str, Result]


def metrics_needed(cards: Sequence[Card]) -> tuple[str, ...]:
    """The names of the metrics that headline figures are read from."""
    names: dict[str, None] = {}
    for card in cards:
        for rule in card.headlines:
            others = [rule.only_with, rule.history[0] if rule.history else ""]
            names |= dict.fromkeys([card.name, *(name for name in others if name)])
    return tuple(names)


def headlines(after: Results, before: Results, baseline: Baseline) -> tuple[Headline, ...]:
    """The headline figure of each subject, in the order of the register of metrics.

    `after` are the results at the as-at date and `before` those at the baseline, both by metric name.
    """
    rules: dict[str, list[tuple[Result, HeadlineRule]]] = {}
    for result in after.values():
        for rule in result.card.headlines:
            rules.setdefault(rule.name, []).append((result, rule))
    return tuple(_headline(declared, after, before, baseline) for declared in rules.values())


def most_pressing(figures: Sequence[Headline]) -> Headline | None:
    """The figure that matters most: past its limit, or else worse, or else whatever moved, the first of each."""
    known = [figure for figure in figures if figure.newest]
    order = list(State)
    return min(known, key=lambda figure: order.index(figure.state), default=None)


def _headline(
    declared: Sequence[tuple[Result, HeadlineRule]], after: Results, before: Results, baseline: Baseline
) -> Headline:
    """The headline of one name: of its declarations the one with the newest figure, the fuller source first."""
    read = [(points(result, rule, after), result, rule) for result, rule in declared]
    known, result, rule = max(read, key=lambda one: (one[0][-1].day if one[0] else date.min, one[2].is_fuller))
    card = result.card
    newest = known[-1] if known else None
    earlier = points(before[card.name], rule, before) if card.name in before else ()
    base = earlier[-1] if earlier else None
    history = _history(known, rule, after)
    limit = card.limit.value if card.limit and card.limit.is_target else None
    state = _state(newest, base, baseline, limit, card.better)
    movement = _movement(newest, base, baseline, result.as_at)
    return Headline(
        name=rule.name,
        title=rule.title,
        metric=card.name,
        unit=card.unit,
        topic=card.topic,
        scale=rule.scale,
        newest=newest,
        before=base if newest else None,
        limit=limit,
        state=state,
        movement=movement,
        sentence=_sentence(rule, result, newest, base, baseline, history, limit),
        dates=len(history),
        is_series=rule.history is not None or rule.dated_by in card.one_row_per,
    )


def points(result: Result, rule: HeadlineRule, results: Results) -> tuple[Point, ...]:
    """The figures of a rule, oldest first. A date on which the figure is not known is left out, unless it is hidden."""
    if rule.only_with and not (rule.only_with in results and results[rule.only_with].rows):
        return ()
    rows = [row for row in result.rows if all(row[name] == value for name, value in rule.where.items())]
    if rule.dated_by in result.card.one_row_per:
        dated = groupby(rows, lambda row: row[rule.dated_by])
        found = [_point(list(of_day), day, rule) for day, of_day in dated]
    elif not result.rows and not _is_known_to_be_none(result):
        found = []
    else:
        days = [row[rule.dated_by] for row in result.rows if rule.dated_by and row.get(rule.dated_by)]
        day = max(days, default=result.as_at)
        if not rule.column:
            return (Point(day=day, value=len(rows)),)
        found = [_point(rows, day, rule)] if rows else []
    return tuple(point for point in found if point.value is not None or point.hidden)


def _is_known_to_be_none(result: Result) -> bool:
    """Whether a list without rows says that there is nothing to list, and not that nothing is known."""
    none = result.card.nothing
    return none is not None and result.sentence == none.text.format(day=wording.day(result.as_at))


def _point(rows: Sequence[Row], day: date, rule: HeadlineRule) -> Point:
    """The figure of the rows of one date. A sum of which one part is hidden or missing is hidden or missing too."""
    counted = rows if rule.is_summed else rows[:1]
    hidden = [text for row in counted if (text := row.get(NOT_SHOWN, {}).get(rule.column))]
    values = [row[rule.column] for row in counted]
    bounds = [row["qualifier_code"] for row in rows if row.get("qualifier_code") not in (None, "exactly")]
    return Point(
        day=day,
        value=None if hidden or None in values else sum(values),
        precision=rows[0].get("as_at_precision"),
        qualifier=bounds[0] if bounds else None,
        hidden=hidden[0] if hidden else "",
    )


def _history(known: Sequence[Point], rule: HeadlineRule, results: Results) -> Sequence[Point]:
    """The figures at all dates, the newest last."""
    if rule.history is None or rule.history[0] not in results:
        return known
    name, column = rule.history
    of_history = replace(rule, column=column, where={}, only_with="", history=None)
    return points(results[name], of_history, results)


def _state(newest: Point | None, base: Point | None, baseline: Baseline, limit: float | None, better: Better) -> State:
    if newest is None:
        return State.NO_FIGURE
    if newest.hidden:
        return State.NOT_SHOWN
    if limit is not None and newest.value is not None and _is_past(newest.value, limit, better):
        return State.PAST_LIMIT
    if base is None:
        return State.NO_EARLIER_FIGURE
    if baseline.edition is None and base.day == newest.day:
        return State.NO_NEWER_FIGURE
    if newest.is_exact and base.is_exact and newest.value == base.value:
        return State.UNCHANGED
    (low, high), (base_low, base_high) = newest.interval, base.interval
    is_lower, is_higher = high < base_low, low > base_high
    if better is Better.NEUTRAL or not (is_lower or is_higher):
        return State.CHANGED
    return State.BETTER if is_lower == (better is Better.LOWER) else State.WORSE


def _is_past(value: float, limit: float, better: Better) -> bool:
    return value < limit if better is Better.HIGHER else value > limit


def _movement(newest: Point | None, base: Point | None, baseline: Baseline, as_at: date) -> str:
    """What stands next to the figure in a few words."""
    if newest is None:
        return f"no figure at {wording.day(as_at)} or before"
    if base is None:
        return f"no figure of {baseline.label} or before"
    if baseline.edition is not None:
        return f"was {base.text} in {baseline.label}"
    if base.day == newest.day:
        return f"no newer figure since {baseline.label}"
    return f"was {base.text} {base.when}"


def _sentence(
    rule: HeadlineRule,
    result: Result,
    newest: Point | None,
    base: Point | None,
    baseline: Baseline,
    history: Sequence[Point],
    limit: float | None,
) -> str:
    """Level, limit, usual range and the year before; then what the rows add, then the baseline."""
    if newest is None:
        return result.sentence
    template = rule.one if newest.value == 1 else rule.many
    if newest.hidden:
        return f"{rule.title}: {newest.hidden} {newest.when}."
    level = [
        _against_limit(newest, limit),
        _against_range(newest, history),
        _against_year(newest, history, result.card.kind),
    ]
    clauses = wording.listed(clause for clause in level if clause)
    lead = f"{template.format(figure=newest.text)} {wording.when(newest.day, newest.precision)}"
    detail = rule.detail(result.rows, result.as_at) if rule.detail else ""
    gap = (
        f"No whole figure is recorded at {wording.day(last)}."
        if (last := result.newest_on) and last > newest.day
        else ""
    )
    return wording.paragraph(
        [
            wording.capital(f"{lead}: {clauses}." if clauses else f"{lead}."),
            detail,
            _against_baseline(newest, base, baseline, result.card.kind),
            gap,
        ]
    )


def _against_limit(newest: Point, limit: float | None) -> str:
    if limit is None or newest.value is None:
        return ""
    if newest.value == limit:
        return f"at its limit of {wording.number(limit)}"
    side = "over" if newest.value > limit else "under"
    return f"{wording.number(abs(newest.value - limit))} {side} its limit of {wording.number(limit)}"


def _against_range(newest: Point, history: Sequence[Point]) -> str:
    """Where it stands in the range of the 52 weeks before it, where these have enough exact figures."""
    past = [p.value for p in history if newest.day - WEEKS_52 <= p.day < newest.day and p.is_exact]
    values = [value for value in past if value is not None]
    if len(values) < LEAST_POINTS or newest.value is None or not newest.is_exact:
        return ""
    low, high = min(values), max(values)
    where = "below" if newest.value < low else "above" if newest.value > high else "inside"
    return f"{where} the range of the 52 weeks before ({wording.number(low)} to {wording.number(high)})"


def _against_year(newest: Point, history: Sequence[Point], kind: Kind) -> str:
    """How far from the figure of a year before, where one is recorded in the month up to that day."""
    last = newest.day - YEAR
    then = [point for point in history if last - MONTH < point.day <= last]
    if not then or not (then[-1].is_exact and newest.is_exact):
        return ""
    return f"{_compared(newest, then[-1], kind)} {then[-1].when}, a year before"


def _against_baseline(newest: Point, base: Point | None, baseline: Baseline, kind: Kind) -> str:
    if base is None:
        return f"No figure of {baseline.label} or before is recorded to compare it with."
    if baseline.edition is not None:
        return f"It was {base.text} in {baseline.label}."
    if base.day == newest.day:
        return f"No newer figure has come since {baseline.label}."
    if not (newest.is_exact and base.is_exact):
        return f"It was {base.text} {base.when}."
    if newest.value == base.value:
        return f"It was the same {base.when}."
    return f"That is {_compared(newest, base, kind)} {base.when}."


def _compared(newest: Point, then: Point, kind: Kind) -> str:
    """How far one exact figure is from another: 62 more than the 141, 0.2 lower than the 3.5."""
    difference = round((newest.value or 0) - (then.value or 0), 2)
    if not difference:
        return f"the same as {then.text}"
    more, fewer = ("more", "fewer") if kind in (Kind.STOCK, Kind.FLOW) else ("higher", "lower")
    return f"{wording.number(abs(difference))} {more if difference > 0 else fewer} than the {then.text}"
