"""How long findings take to close and how many will be closed by a date, level by level, never pooled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import comb

from src.analysis.forecast import (
    FUTURES,
    LEAST_CLOSED,
    LEAST_MONTHS,
    LEAST_OPEN,
    LEAST_OPEN_FOR_HALF,
    SEED,
    BackTest,
    Followed,
    Forecast,
    Range,
    back_test,
    date_refusal,
    forecast,
    open_at,
    refusal,
    too_short,
)
from src.analysis.survival import Survival, Watched, survival
from src.contracts.metric import Result, Row
from src.wording import capital, count_of, day, in_words, listed, number, paragraph, verb

NO_FORECAST = ("before_levels", "not_stated")
"""What closed before levels came under another rule, and what has no level comes under none that is known."""

SELDOM = 5
"""In how many cases of 100 a range that holds may have come true as seldom as it did: in fewer, it does not hold."""

HOW = (
    "Only findings in the newest whole register that are open count. The chance that one closes is fitted, level by "
    "level, to what closed between the first and the newest whole register; it may change with the calendar and with "
    f"the age of the finding. {number(FUTURES)} futures are drawn from it, with what is uncertain in the fit, starting "
    f"from the number {SEED} so that the answer is always the same. Findings raised meanwhile are not counted. Levels "
    "are never put together, because each is closed by another rule. No forecast is made with under "
    f"{LEAST_CLOSED} closures, {LEAST_MONTHS} months or {LEAST_OPEN} open, or further ahead than half as far as the "
    "registers reach back; where no whole numbers hold near 50 or 85 of 100 futures, no range is given. Past "
    "forecasts look as far ahead as this one, from each past register, at the findings open then."
)


@dataclass(frozen=True, kw_only=True)
class LevelCurve:
    """How long findings of one level stay open."""

    level_code: str
    level_name: str
    curve: Survival
    superseded: int = 0
    """How many of those watched another finding took the place of: watched to that day, and never closed."""

    @property
    def sentence(self) -> str:
        """When half are closed, or that fewer are, and out of how many."""
        curve = self.curve
        seen = self.seen("closed on a stated day", "not closed when last stated")
        if not curve.over:
            return f"{self.level_name}: {seen}."
        if curve.median is None:
            return (
                f"{self.level_name}: fewer than half are closed {number(curve.longest)} days after the report; {seen}."
            )
        if self.is_one_step:
            who = "All that closed" if curve.over > 1 else "The one that closed"
            return f"{self.level_name}: {seen}. {who} took {number(curve.steps[0].day)} days: one step is no curve."
        band = ""
        if curve.median_from is not None and curve.median_from != curve.median_to:
            low, high = number(curve.median_from), curve.median_to
            ends = f"{low} or later" if high is None else f"between {low} and {number(high)}"
            band = f"; that day is {ends}, 95% sure"
        return (
            f"{self.level_name}: half are closed {number(curve.median)} days after the report{band}. {capital(seen)}."
        )

    def seen(self, closed: str = "closed", not_closed: str = "not closed") -> str:
        """30 closed, 44 not closed and 3 superseded: of those watched, in the words given."""
        left = self.curve.watched - self.curve.over - self.superseded
        others = ((left, not_closed), (self.superseded, "superseded"))
        return listed([f"{self.curve.over or 'none'} {closed}", *(f"{count} {how}" for count, how in others if count)])

    @property
    def is_one_step(self) -> bool:
        """Whether all that closed took as long, so that they make no curve and have no median."""
        return len(self.curve.steps) == 1

    @property
    def median(self) -> int | None:
        """The day by which half are closed; None where fewer are, or where all that closed took as long."""
        return None if self.is_one_step else self.curve.median


@dataclass(frozen=True, kw_only=True)
class LevelForecast:
    """How many findings of one level will be closed by a date, or why that cannot be said."""

    level_code: str
    level_name: str
    still_open: int
    """How many of the newest whole register are open."""
    from_on: date
    """The day of the newest whole register: the forecast looks on from it."""
    by_on: date
    forecast: Forecast | None
    back_test: BackTest | None
    refusal: str

    @property
    def sentence(self) -> str:
        """The forecast, the pace it needs, and how past forecasts did."""
        text = f"{self.level_name}: {count_of(self.still_open, 'finding')} not closed at {day(self.from_on)}."
        if self.forecast is None:
            return f"{text} {self.refusal}"
        futures = self.forecast
        reaches = ((futures.likely, "as likely as not"), (futures.wide, "in 85 futures of 100"))
        clauses = [f"{span(reach)} of them {how}" for reach, how in reaches if reach]
        closing = f"By {day(self.by_on)}, closed: {listed(clauses)}."
        return paragraph(
            [
                text,
                closing if clauses else NO_RANGE,
                f"A range of 50% is given from {LEAST_OPEN_FOR_HALF} open findings on."
                if futures.open_now < LEAST_OPEN_FOR_HALF
                else "",
                f"All of them are closed by then in {round(100 * futures.all_closed)} futures of 100.",
                f"{_a_month(futures.pace)} closed a month; to close all by then takes {_a_month(futures.pace_needed)}.",
                self.past,
            ]
        )

    @property
    def has_range(self) -> bool:
        """Whether a range can be drawn."""
        return self.forecast is not None and bool(self.forecast.likely or self.forecast.wide)

    @property
    def past(self) -> str:
        """How past forecasts did, or that none can be looked back on; empty without a forecast."""
        return _past(self.back_test) if self.back_test and self.forecast else ""


NO_RANGE = "So few are open that no range of whole numbers holds 50 or 85 futures of 100."


def is_watched(row: Row) -> bool:
    """Whether a finding was seen from one day to a later one: that it had closed, or was stated once, tells no time."""
    return bool(max(0, row["entered_days"]) < row["watched_days"])


def left_out(times: Sequence[Row]) -> str:
    """Without 188 that closed before they were first listed and 2 stated on one day only; empty where none is left out."""
    rows = [row for row in times if not is_watched(row)]
    closed = sum(row["is_closed"] for row in rows)
    once = len(rows) - closed
    before = f"{closed:,} that closed before {verb(closed, 'it was', 'they were')} first listed"
    parts = [before if closed else "", f"{once:,} stated on one day only" if once else ""]
    return f"without {listed(part for part in parts if part)}" if rows else ""


def curves(times: Sequence[Row]) -> tuple[LevelCurve, ...]:
    """A curve for each level of which a finding was watched, in the order of the levels.

    A finding counts from the day it was first listed: one that closed before then, or was stated once only, is left
    out, because others that closed as early were never listed at all.
    """
    levels = {row["level_code"]: row["level_name"] for row in times}
    watched: dict[str, list[Watched]] = {}
    superseded = dict.fromkeys(levels, 0)
    for row in times:
        if is_watched(row):
            thing = Watched(days=row["watched_days"], since=max(0, row["entered_days"]), is_over=row["is_closed"])
            watched.setdefault(row["level_code"], []).append(thing)
            superseded[row["level_code"]] += row["is_superseded"]
    return tuple(
        LevelCurve(level_code=code, level_name=name, curve=survival(watched[code]), superseded=superseded[code])
        for code, name in levels.items()
        if code in watched
    )


def no_forecast(registers: Result, by_on: date | None = None) -> str:
    """Why no level can have a forecast, to a date where one is chosen, as a sentence; empty where one may."""
    if len(registers.rows) > 1:
        first_on, last_on = registers.rows[0]["as_at_on"], registers.rows[-1]["as_at_on"]
        return date_refusal(first_on, last_on, by_on) if by_on else too_short(first_on, last_on)
    existing = "Only one is held" if registers.rows else "None is held: the papers set out some findings only"
    return (
        "No forecast is made. It needs whole registers of different months, such as extracts of the monitoring "
        f"portal, to see what closed between them. {existing}."
    )


def forecasts(times: Result, registers: Result, by_on: date) -> tuple[LevelForecast, ...]:
    """A forecast for each level with findings that are open. Empty where `no_forecast` says why."""
    if no_forecast(registers, by_on):
        return ()
    dates = [row["as_at_on"] for row in registers.rows]
    created = []
    for code, name in {row["level_code"]: row["level_name"] for row in times.rows}.items():
        followed = [
            Followed(
                raised_on=row["raised_on"],
                listed_from=row["first_listed_on"],
                ended_on=row["ended_on"],
                is_closed=row["is_closed"],
            )
            for row in times.where(level_code=code)
        ]
        still = open_at(followed, dates[-1])
        if not still or code in NO_FORECAST:
            continue
        refused = refusal(followed, dates[0], dates[-1], by_on)
        back = None if refused else back_test(followed, dates, by_on)
        if back and came_true_too_seldom(back):
            refused = f"No forecast is given, as past ones came true too seldom. {_past(back)}"
        created.append(
            LevelForecast(
                level_code=code,
                level_name=name,
                still_open=len(still),
                from_on=dates[-1],
                by_on=by_on,
                forecast=None if refused else forecast(followed, dates[0], dates[-1], by_on),
                back_test=back,
                refusal=refused,
            )
        )
    return tuple(created)


def came_true_too_seldom(back: BackTest) -> bool:
    """Whether either range came true in fewer past forecasts than one that holds does, but for rare chance."""
    tried = ((back.in_likely, back.with_likely, 0.5), (back.in_wide, back.with_wide, 0.85))
    return any(
        100 * sum(comb(given, at) * share**at * (1 - share) ** (given - at) for at in range(came + 1)) < SELDOM
        for came, given, share in tried
    )


def _past(back: BackTest) -> str:
    """How past forecasts did, and in how many of them no range could be given."""
    if not back.forecasts:
        return "No past forecast as long as this can be looked back on yet."
    tried = f"Of {in_words(back.forecasts)} past {verb(back.forecasts, 'forecast', 'forecasts')} as long as this"
    parts = [
        f"{_of(came, given)} in the {share}% range"
        for came, given, share in ((back.in_likely, back.with_likely, 50), (back.in_wide, back.with_wide, 85))
        if given
    ]
    if not parts:
        return f"{tried}, none could be given a range."
    fewer = min(back.with_likely or back.forecasts, back.with_wide or back.forecasts) < back.forecasts
    return f"{tried}, these came true: {listed(parts)}{'; the others had no such range' if fewer else ''}."


UNLIKELY = (1 - 0.85) / 2
"""What lies above the range of 85% in so small a share of futures is not to be expected."""


def headline(created: Sequence[LevelForecast]) -> str:
    """What the forecasts come to, as the title of their picture."""
    messages = [(level, level.forecast) for level in created if level.forecast and level.has_range]
    if not messages:
        return "No forecast can be given to this date"
    by = day(messages[0][0].by_on)
    short = [level.level_name for level, found in messages if found.all_closed < UNLIKELY]
    unknown = [level.level_name for level in created if not level.forecast and level.back_test]
    without = f"; {listed(unknown)} {verb(len(unknown), 'has', 'have')} no forecast that holds" if unknown else ""
    if not short:
        return f"Every level with a forecast may have all its findings closed by {by}{without}"
    return f"At the present pace {listed(short)} will still have findings open on {by}{without}"


def span(reach: Range | None) -> str:
    """2 to 5, or 2 where both ends are; that there is none where it is refused."""
    if reach is None:
        return "no range"
    return number(reach.low) if reach.low == reach.high else f"{number(reach.low)} to {number(reach.high)}"


def _of(came: int, given: int) -> str:
    return f"{in_words(came) if came else 'none'} of {in_words(given) if given else 'none'}"


def _a_month(pace: float) -> str:
    return number(round(pace, 1))
