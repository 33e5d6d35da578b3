"""Whether figures vary as they ordinarily do: each series of a result, by the rules of variation.

A series is one column of a metric for one subject. It is drawn with limits only where the rules allow it,
and says in a sentence why not where they do not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from src import wording
from src.analysis.figure_changes import named
from src.analysis.limit_suggestions import proposal
from src.analysis.spc import Mark, Point, Side, Variation, periods, variation
from src.contracts.metric import TARGET, TOLERANCE, Better, Card, Kind, Result, Row, Threshold, Varying

HARM = ("marac", "sex_offenders", "online_child_abuse")
"""Topics of risk of harm: a point that is both better and worse is taken as worse, so that it never reassures."""
BACKLOG = "A backlog is drawn with its events: limits belong on what comes in and what goes out."
IRREGULAR = "The dates are irregular: limits need one figure every week, month, quarter or year."
MOST_GAPS = 2
"""How many periods there may be to a value before the dates are taken as irregular."""
LATELY = 12
"""Among how many of the newest points a signal is still reported once the newest point is none."""
LEAST_STEPS = 4
"""How many steps of the figures' own rounding limits must span; in fewer, rounding makes signals of nothing."""
_DATES = ("as_at_on", "month_on")
_SIDES = {Better.HIGHER: Side.HIGHER, Better.LOWER: Side.LOWER, Better.NEUTRAL: Side.NEUTRAL}


@dataclass(frozen=True, kw_only=True)
class Recalculation:
    """Limits that a named role decided to work out anew from a date on."""

    from_on: date
    event_id: str
    event: str
    """What happened, as the event register has it."""
    decided_on: date
    decided_by_role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One series of a metric and what it shows."""

    card: Card
    of: Varying
    key: tuple[str, ...]
    """The codes of its subject; empty for the whole force."""
    subject: str
    """What it is about, by name; empty for the whole force."""
    dates: tuple[date, ...]
    """A date a place. That of a missing period is worked out from its neighbours."""
    variation: Variation
    target: float | None = None
    tolerance: float | None = None
    recalculated: tuple[Recalculation, ...] = ()
    refusal: str = ""
    """Why limits are not drawn however many points there are; empty where they may be."""
    proposal: str = ""
    """Where new limits might be due; nothing is recalculated because of it."""

    @property
    def name(self) -> str:
        """Walsall: referrals received."""
        if self.subject and self.card.is_named_by_part:
            return self.subject
        return f"{self.subject}: {wording.inside(self.of.text)}" if self.subject else self.of.text

    @property
    def points_present(self) -> tuple[int, ...]:
        """The places that have a value."""
        return tuple(at for at, point in enumerate(self.variation.points) if point.value is not None)

    @property
    def last(self) -> Point:
        """The newest value."""
        return self.variation.points[self.points_present[-1]]

    @property
    def last_on(self) -> date:
        """The date of the newest value."""
        return self.dates[self.points_present[-1]]

    @property
    def lately(self) -> int | None:
        """The place of the last signal where the newest point is none and the signal is among the last few points."""
        existing, marked = self.points_present, self.marked
        return marked[-1] if marked and marked[-1] != existing[-1] and marked[-1] in existing[-LATELY:] else None

    @property
    def marked(self) -> tuple[int, ...]:
        """The places of the points that are signals."""
        return tuple(at for at, point in enumerate(self.variation.points) if point.mark not in (None, Mark.COMMON))


def trends(result: Result, recalculations: Sequence[Row] = (), events: Sequence[Row] = ()) -> tuple[Trend, ...]:
    """Every series of a result, in the order of its rows; none where its rows are not dated.

    `recalculations` are the rows of the list of that name. One is followed only if it is decided by the as-at
    date and its event is among `events`, which have event_id, title, topics and as_at_on.
    """
    card = result.card
    dated = next((name for name in _DATES if name in card.one_row_per), "")
    if not dated:
        return ()
    of_subject = [name for name in card.one_row_per if name != dated]
    rows: dict[tuple[str, ...], list[Row]] = {}
    for row in result.rows:
        rows.setdefault(tuple(str(row[name]) for name in of_subject), []).append(row)
    known = {str(row["event_id"]): row for row in events}
    found = []
    for of in card.series:
        for key, listed in rows.items():
            existing = sorted((row for row in listed if _exact(row, of.column) is not None), key=lambda row: row[dated])
            if not existing:
                continue
            decided = _decided(card.name, of.column, key, recalculations, known, result.as_at)
            subject = named(existing[-1], of_subject)
            aims = {kind: result.threshold(kind, of.column, key, subject) for kind in (TARGET, TOLERANCE)}
            found.append(_trend(card, of, key, subject, existing, dated, decided, events, aims))
    return tuple(found)


def refused(card: Card, of: Varying, rows: Sequence[Row]) -> str:
    """Why a series never has limits; empty where it may."""
    shares = card.shares_data
    if any(row.get("period_kind_code") == "year_to_date" for row in rows):
        shares = "year to date"
    if shares:
        return f"{shares[:1].upper()}{shares[1:]}: successive values share data, so limits would say nothing."
    return BACKLOG if of.kind is Kind.STOCK and not card.takes_limits else ""


def _exact(row: Row, column: str) -> float | None:
    """The figure of a row. A bound such as over 80 is none: nothing can be worked out from it."""
    if row.get("qualifier_code") not in (None, "exactly"):
        return None
    value = row.get(column)
    return float(value) if value is not None else None


def _trend(
    card: Card,
    of: Varying,
    key: tuple[str, ...],
    subject: str,
    rows: Sequence[Row],
    dated: str,
    decided: Sequence[Recalculation],
    events: Sequence[Row],
    aims: Mapping[str, Threshold | None],
) -> Trend:
    dates = [row[dated] for row in rows]
    places = periods(dates)
    if places and places[-1] >= MOST_GAPS * len(places):
        places = None  # One extract a day early makes a weekly series a daily one that is nearly all gaps.
    refusal = refused(card, of, rows) or (IRREGULAR if places is None else "")
    values: list[float | None] = [_exact(row, of.column) for row in rows]
    if places is not None:
        dates, values = _with_gaps(dates, values, places)
    after_gap = [at + 1 for at, value in enumerate(values[:-1]) if value is None and values[at + 1] is not None]
    stored = [item for item in decided if dates[0] < item.from_on <= dates[-1]]
    breaks = [next(at for at, day in enumerate(dates) if day >= item.from_on) for item in stored]
    stated = card.limit.value if card.limit and card.limit.is_target and of.column == card.figure else None
    target = aimed.value if (aimed := aims[TARGET]) else stated

    def shown_with(breaks: Sequence[int], refusal: str) -> Variation:
        return variation(
            values,
            _SIDES[of.better],
            breaks=breaks,
            ghosts=after_gap if of.is_since_last else (),
            target=target,
            clash=Mark.CONCERN if card.topic in HARM else Mark.IMPROVEMENT,
            refusal=refusal,
        )

    shown = shown_with(breaks, refusal)
    if coarse := _coarse(values, shown):
        refusal, shown = coarse, shown_with((), coarse)
    return Trend(
        card=card,
        of=of,
        key=key,
        subject=subject,
        dates=tuple(dates),
        variation=shown,
        target=target,
        tolerance=tolerated.value if (tolerated := aims[TOLERANCE]) else None,
        recalculated=tuple(stored),
        refusal=refusal,
        proposal=proposal(card.topic, dates, shown, breaks, events, lambda at: shown_with(sorted([*breaks, at]), "")),
    )


def _with_gaps(
    dates: Sequence[date], values: Sequence[float | None], places: Sequence[int]
) -> tuple[list[date], list[float | None]]:
    """The series with a place for each missing period, dated evenly between its neighbours."""
    all_dates, all_values = [dates[0]], [values[0]]
    for (at, later), (day, later_on), value in zip(pairwise(places), pairwise(dates), values[1:], strict=True):
        for missing in range(1, later - at):
            all_dates.append(day + timedelta(days=round((later_on - day).days * missing / (later - at))))
            all_values.append(None)
        all_dates.append(later_on)
        all_values.append(value)
    return all_dates, all_values


def _decided(
    metric: str,
    measure: str,
    key: tuple[str, ...],
    recalculations: Sequence[Row],
    events: dict[str, Row],
    as_at: date,
) -> list[Recalculation]:
    return [
        Recalculation(
            from_on=row["from_on"],
            event_id=str(row["event_id"]),
            event=str(events[str(row["event_id"])]["title"]),
            decided_on=row["decided_on"],
            decided_by_role=str(row["decided_by_role"]),
            reason=str(row["reason"]),
        )
        for row in sorted(recalculations, key=lambda row: row["from_on"])
        if (row["metric"], row["measure"], row["subject"] or "") == (metric, measure, ";".join(key))
        and row["decided_on"] <= as_at
        and str(row["event_id"]) in events
    ]


def _coarse(values: Sequence[float | None], shown: Variation) -> str:
    """Why figures are too rounded for limits; empty where they are fine enough, or never move at all."""
    known = [value for value in values if value is not None]
    step = next((10.0**-places for places in range(4) if all(value == round(value, places) for value in known)), 0.0)
    for limits in shown.limits:
        if 0 < limits.upper - limits.lower < LEAST_STEPS * step:
            return (
                f"The figures are rounded to {wording.number(step)}, too coarsely for limits: "
                f"fewer than {wording.in_words(LEAST_STEPS)} such steps would fit between them."
            )
    return ""


def every_trend(
    results: Sequence[Result], recalculations: Sequence[Row] = (), events: Sequence[Row] = ()
) -> Iterator[Trend]:
    """The series of several results, in order."""
    for result in results:
        yield from trends(result, recalculations, events)
