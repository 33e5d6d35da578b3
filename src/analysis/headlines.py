"""Headline figures: the figure that stands for each subject, worked out once for page, pack, workbook and command.

Level before movement: how large it is, its limit, the year before it, then the newest figure on or before the baseline.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from src import wording
from src.analysis.backlog import position, records, since_first, standing, steps, unlike_others
from src.analysis.thresholds import clause
from src.analysis.usual_moves import chance, is_more_than_usual, too_few
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline, HeadlineRule, Point, State
from src.contracts.metric import NOT_SHOWN, Better, Card, Kind, Result, Row

COUNTED = (Kind.STOCK, Kind.FLOW)
EVENTS = "events_in_period"
_SUMS_OF_BOUNDS = (
    ({"at_least"}, "at_least"),
    ({"at_most"}, "at_most"),
    ({"at_least", "over"}, "over"),
    ({"at_most", "under"}, "under"),
    ({"about"}, "about"),
)
"""What a sum is of which some parts are bounds: of at least 5 and over 80 it is over 85."""
Results = Mapping[str, Result]


def metrics_needed(cards: Sequence[Card]) -> tuple[str, ...]:
    """The names of the metrics that headline figures are read from."""
    wholes = {card.name: card for card in cards if card.headlines}
    parts = {card.name for card in cards if any(_is_part(card, whole) for whole in wholes.values())}
    every = {rule.every for card in cards for rule in card.headlines}
    return tuple(card.name for card in cards if card.name in {EVENTS} | wholes.keys() | parts | every)


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
    read = [(points(result, rule), result, rule) for result, rule in declared]
    known, result, rule = max(read, key=lambda found: (found[0][-1].day if found[0] else date.min, found[2].is_fuller))
    card = result.card
    newest = known[-1] if known else None
    earlier = points(before[card.name], rule) if card.name in before else ()
    base = earlier[-1] if earlier else None
    limit = card.limit.value if card.limit and card.limit.is_target else None
    every = after[rule.every].rows if rule.every in after else ()
    is_compared = rule.lost and base and newest and not newest.hidden
    lost, how = rule.lost(result.rows, before[card.name].rows, every) if rule.lost and is_compared else (0, "")
    is_series = rule.dated_by in card.one_row_per
    is_too_short = is_series and bool(too_few(len(known)))
    state = _state(newest, base, baseline, limit, card, rule.column, known, lost, is_too_short=is_too_short)
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
        sentence=(
            rule.sentence(
                result.rows,
                before[card.name].rows if base else None,
                baseline,
                every,
            )
            if rule.sentence and newest and not newest.hidden
            else _sentence(rule, result, newest, base, baseline, known, limit, how, _lasting(card, after))
        ),
        dates=len(known),
        is_series=is_series,
    )


def points(result: Result, rule: HeadlineRule) -> tuple[Point, ...]:
    """The figures of a rule, oldest first. A date on which the figure is not known is left out, unless it is hidden."""
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
    """The figure of the rows of one date.

    A sum of which one part is hidden or missing is hidden or missing too, as is one of bounds that lie opposite ways.
    """
    counted = rows if rule.is_summed else rows[:1]
    hidden = [text for row in counted if (text := row.get(NOT_SHOWN, {}).get(rule.column))]
    values = [row[rule.column] for row in counted]
    bounds = {row.get("qualifier_code") for row in rows} - {None, "exactly"}
    qualifier = next((code for codes, code in _SUMS_OF_BOUNDS if bounds <= codes), None)
    is_known = None not in values and (not bounds or qualifier is not None)
    return Point(
        day=day,
        value=sum(values) if is_known and not hidden else None,
        precision=rows[0].get("as_at_precision"),
        qualifier=qualifier if bounds else None,
        hidden=hidden[0] if hidden else "",
    )


def _state(
    newest: Point | None,
    base: Point | None,
    baseline: Baseline,
    limit: float | None,
    card: Card,
    column: str,
    known: Sequence[Point],
    lost: int,
    *,
    is_too_short: bool,
) -> State:
    """Better or worse only where What changed reports the move as that; a figure restated for its date is neither.

    Nor is one of a series of too few dates. A fall is better only where it is more than what was lost without an end.
    """
    if newest is None:
        return State.NO_FIGURE
    if newest.hidden:
        return State.NOT_SHOWN
    if limit is not None and _is_past(newest, limit, card.better):
        return State.PAST_LIMIT
    if base is None:
        return State.NO_EARLIER_FIGURE
    if baseline.edition is None and base.day == newest.day:
        return State.NO_NEWER_FIGURE
    if newest.is_exact and base.is_exact and newest.value == base.value:
        return State.UNCHANGED
    if base.day == newest.day:
        return State.CHANGED
    (low, high), (base_low, base_high) = newest.interval, base.interval
    is_lower, is_higher = high + lost < base_low, low > base_high
    if (
        is_too_short
        or card.better is Better.NEUTRAL
        or not (is_lower or is_higher)
        or not _is_news(newest, base, card, column, known)
    ):
        return State.CHANGED
    return State.BETTER if is_lower == (card.better is Better.LOWER) else State.WORSE


def _is_news(newest: Point, base: Point, card: Card, column: str, known: Sequence[Point]) -> bool:
    """Whether a figure moved by more than it usually does. Rows that are counted can be named: no chance moves them."""
    if not column:
        return True
    if newest.value is None or base.value is None:
        return False
    exact = [(point.day, point.value) for point in known if point.is_exact and point.value is not None]
    return is_more_than_usual(
        newest.value - base.value,
        [point for point in exact if point[0] <= base.day],
        (newest.day - base.day).days,
        chance(card, column, (base.value, None), (newest.value, None)),
        since=[point for point in exact if point[0] > base.day],
    )


def _is_past(point: Point, limit: float, better: Better) -> bool:
    """Whether a figure is past its limit whatever a bound leaves open."""
    low, high = point.interval
    return high < limit if better is Better.HIGHER else low > limit


def _movement(newest: Point | None, base: Point | None, baseline: Baseline, as_at: date) -> str:
    """What stands next to the figure in a few words."""
    if newest is None:
        return f"no figure at {wording.day(as_at)} or before"
    if base is None:
        return f"no figure of {baseline.label} or before"
    if baseline.edition is not None:
        return f"was {base.text} in {baseline.label}"
    if base.day == newest.day:
        return "nothing newer since"
    return f"was {base.text} {base.when}"


def _sentence(
    rule: HeadlineRule,
    result: Result,
    newest: Point | None,
    base: Point | None,
    baseline: Baseline,
    known: Sequence[Point],
    limit: float | None,
    lost: str,
    lasting: str,
) -> str:
    """Level, limit, usual range and the year before; then what the rows add, then the baseline."""
    if newest is None:
        return result.sentence
    template = rule.singular if newest.value == 1 else rule.plural
    if newest.hidden:
        return f"{rule.title}: {newest.hidden} {newest.when}."
    is_small = newest.is_exact and newest.value in range(10) and template.startswith("{figure}")
    figure = wording.in_words(int(newest.value or 0)) if is_small else newest.text
    lead = f"{template.format(figure=figure)} {wording.when(newest.day, newest.precision)}"
    lines = f"{_against_limit(newest, limit)}{_against_thresholds(result, rule, newest)}"
    detail = rule.detail(result.rows, result.as_at) if rule.detail else ""
    gap = (
        f"No whole figure is recorded at {wording.day(last)}."
        if (last := result.newest_on) and last > newest.day
        else ""
    )
    return wording.paragraph(
        [
            wording.capital(f"{lead}{lines}{_level(known, newest, base, result.card.kind)}."),
            _against_baseline(newest, base, baseline, result.card.kind, known),
            lost,
            lasting,
            detail,
            gap,
        ]
    )


def _against_limit(newest: Point, limit: float | None) -> str:
    if limit is None or newest.value is None or not newest.is_exact:
        return ""
    if newest.value == limit:
        return f", at its limit of {wording.number(limit)}"
    side = "over" if newest.value > limit else "under"
    return f", {wording.number(abs(newest.value - limit))} {side} its limit of {wording.number(limit)}"


def _against_thresholds(result: Result, rule: HeadlineRule, newest: Point) -> str:
    if newest.value is None or not newest.is_exact or not rule.column:
        return ""
    key = [str(rule.where[name]) for name in result.card.one_row_per if name in rule.where]
    text = clause(result, rule.column, newest.value, key)
    return f", {text}" if text else ""


def _level(known: Sequence[Point], newest: Point, base: Point | None, kind: Kind) -> str:
    """Where an exact figure stands against a year before and the 52 weeks between.

    Where there is no year, against the first figure, unless that is the baseline, with which it is compared anyway.
    """
    series = [
        (point.day, point.precision, point.value) for point in known if point.is_exact and point.value is not None
    ]
    if not series or not newest.is_exact or series[-1][0] != newest.day:
        return ""
    is_counted = kind in COUNTED
    stands = position([(on_date, value) for on_date, _, value in series])
    first = "" if base and base.day == series[0][0] else since_first(series, is_counted=is_counted)
    return standing(stands, is_counted=is_counted) or (f", {first}" if first else "")


def _is_part(card: Card, whole: Card) -> bool:
    """Whether a metric counts the parts of a headline figure: those of its whole, or of the same stock another way."""
    is_same_stock = bool(card.topic) and card.topic == whole.topic and card.kind is whole.kind is Kind.STOCK
    is_dated = bool(card.figure) and "as_at_on" in card.one_row_per and len(card.one_row_per) > 1
    return card.part_of == whole.name or (is_same_stock and is_dated)


def _lasting(card: Card, results: Results) -> str:
    """The move of the figure to another level, and the largest among its parts, with the event nearest before.

    Then the parts that are worse than in any week of a year. Nothing is said of a measure of which a figure is not
    released.
    """
    events = results[EVENTS].rows if EVENTS in results else ()

    def moved(of: Result, events: Sequence[Row]) -> Sequence[str]:
        is_known = of.card.figure and "as_at_on" in of.card.one_row_per
        return steps(of, events)[:1] if is_known and not any(NOT_SHOWN in row for row in of.rows) else ()

    of_parts = [
        text for result in results.values() if result.card.part_of == card.name for text in moved(result, events)
    ]
    own = moved(results[card.name], () if of_parts else events)
    parts = [result for result in results.values() if _is_part(result.card, card)] if card.kind is Kind.STOCK else []
    return wording.paragraph([*own, *of_parts[:1], records(*parts)])


def _against_baseline(newest: Point, base: Point | None, baseline: Baseline, kind: Kind, known: Sequence[Point]) -> str:
    if base is None:
        return f"No figure of {baseline.label} or before is recorded to compare it with."
    if baseline.edition is not None:
        return f"It was {base.text} in {baseline.label}."
    if base.day == newest.day:
        return "Nothing newer has been supplied since then."
    if not (newest.is_exact and base.is_exact):
        return f"It was {base.text} {base.when}."
    if newest.value == base.value:
        return f"It was the same {base.when}."
    moved = wording.compared(newest.value or 0, base.value or 0, is_counted=kind in COUNTED)
    exact = [(point.day, point.value) for point in known if point.is_exact and point.value is not None]
    around = unlike_others(exact, base.day)
    if around is None:
        return f"That is {moved} the {base.text} {base.when}."
    low, high = (wording.number(value) for value in around)
    side = "below" if (base.value or 0) < around[0] else "above"
    span = low if low == high else f"{low} to {high}"
    return f"That is {moved} the {base.text} {base.when}, which was far {side} the figures around it ({span})."
