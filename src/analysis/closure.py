"""How long findings take to close and how many will be closed by a date, level by level, never pooled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from src.analysis.forecast import (
    AHEAD,
    FUTURES,
    LEAST_DONE,
    LEAST_MONTHS,
    SEED,
    BackTest,
    Forecast,
    Range,
    back_test,
    forecast,
    months_after,
    months_between,
)
from src.analysis.forecast import refusal as too_thin
from src.analysis.survival import Survival, Watched, survival
from src.contracts.metric import Result, Row
from src.wording import count_of, day, in_words, listed, month, number, paragraph, short_dated

NO_FORECAST = ("before_levels", "not_stated")
"""What closed before levels came under another rule, and what has no level comes under none that is known."""

HOW = (
    "The months to come are drawn at random from the whole months between the first and the newest whole register, "
    f"{number(FUTURES)} times over, each past month as likely as another; the draws start from the number {SEED}, so "
    "that the answer is always the same. It holds while the months to come are like those that went. Findings raised "
    "meanwhile are not counted. Levels are never put together, because each is closed by another rule, and what "
    f"closed before levels is left out. Under {LEAST_DONE} closures or {LEAST_MONTHS} months no forecast is made. "
    f"Past forecasts are those that could have been made at each past month for the {AHEAD} months after it."
)


@dataclass(frozen=True, kw_only=True)
class LevelCurve:
    """How long findings of one level stay open."""

    level_code: str
    level_name: str
    curve: Survival

    @property
    def sentence(self) -> str:
        """When half are closed, or that fewer are, and out of how many."""
        curve, open_still = self.curve, self.curve.watched - self.curve.over
        seen = f"{curve.over} closed on a stated day, {open_still} not closed when last stated"
        if curve.over > 1 and len(curve.steps) == 1:
            seen += f". All that closed took {number(curve.steps[0].day)} days: one step is no curve"
        if not curve.over:
            return f"{self.level_name}: none closed on a stated day; {open_still} not closed when last stated."
        if curve.median is None:
            return (
                f"{self.level_name}: fewer than half are closed {number(curve.longest)} days after the report; {seen}."
            )
        band = ""
        if curve.median_from is not None:
            to = "or later" if curve.median_to is None else f"to {number(curve.median_to)}"
            band = f" (95% range {number(curve.median_from)} {to})"
        return f"{self.level_name}: half are closed {number(curve.median)} days after the report{band}; {seen}."


@dataclass(frozen=True, kw_only=True)
class LevelForecast:
    """How many findings of one level will be closed by a date, or why that cannot be said."""

    level_code: str
    level_name: str
    still_open: int
    from_on: date
    """The day of the newest whole register: the forecast looks on from it."""
    by_on: date
    counts: tuple[int, ...]
    """Closures in each whole month between the first and the newest whole register."""
    forecast: Forecast | None
    back_test: BackTest | None
    refusal: str

    @property
    def sentence(self) -> str:
        """The forecast, the pace it needs, and how past forecasts did."""
        text = f"{self.level_name}: {count_of(self.still_open, 'finding')} not closed at {day(self.from_on)}."
        if self.forecast is None:
            return f"{text} {self.refusal}"
        created = self.forecast
        more = (
            f"By {day(self.by_on)}, {span(created.likely)} of them will be closed as likely as not, "
            f"and {span(created.wide)} in 85 futures of 100."
        )
        needed = ""
        if created.pace_needed is not None:
            needed = (
                f"{_a_month(created.pace)} closed a month; to close all by then takes {_a_month(created.pace_needed)}."
            )
        return paragraph([text, more, f"In 85 futures of 100 all are closed {self.all_closed}.", needed, self.past])

    @property
    def all_closed(self) -> str:
        """When all are closed in 85 futures of 100, in months of the calendar; empty without a forecast."""
        if self.forecast is None:
            return ""
        wide = self.forecast.all_done_wide
        if wide.low is None:
            return "not within ten years"
        first = month(months_after(self.from_on, wide.low))
        if wide.high is None:
            return f"in {first} at the earliest, perhaps not within ten years"
        last = month(months_after(self.from_on, wide.high))
        return f"by {first}" if first == last else f"between {first} and {last}"

    @property
    def all_closed_briefly(self) -> str:
        """The same for a table: Jan 2029 to Apr 2030."""
        if self.forecast is None:
            return ""
        low, high = (
            None if ahead is None else short_dated(months_after(self.from_on, ahead), "month")
            for ahead in (self.forecast.all_done_wide.low, self.forecast.all_done_wide.high)
        )
        if low is None:
            return "over ten years"
        return f"{low} or later" if high is None else low if low == high else f"{low} to {high}"

    @property
    def past(self) -> str:
        """How past forecasts did, or that none can be looked back on; empty without a forecast."""
        back = self.back_test
        if back is None:
            return ""
        if not back.forecasts:
            return "No past forecast can be looked back on yet."
        created = f"Of {in_words(back.forecasts)} past {'forecast' if back.forecasts == 1 else 'forecasts'}"
        return f"{created}, {in_words(back.in_likely)} held in the 50% range and {in_words(back.in_wide)} in the 85% range."


def curves(times: Sequence[Row]) -> tuple[LevelCurve, ...]:
    """A curve for each level of which a finding was watched, in the order of the levels."""
    levels = {row["level_code"]: row["level_name"] for row in times}
    return tuple(
        LevelCurve(
            level_code=code,
            level_name=name,
            curve=survival(
                [
                    Watched(days=row["watched_days"], is_over=row["is_closed"])
                    for row in times
                    if row["level_code"] == code
                ]
            ),
        )
        for code, name in levels.items()
    )


def no_forecast(registers: Result) -> str:
    """Why no level can have a forecast, as a sentence; empty where at least two whole registers are held."""
    if len(registers.rows) > 1:
        return ""
    existing = "Only one is held" if registers.rows else "None is held: the papers set out some findings only"
    return (
        "No forecast is made. It needs whole registers of different months, such as extracts of the monitoring "
        f"portal, to count what closed in each month. {existing}."
    )


def forecasts(times: Result, registers: Result, standing: Result, by_on: date) -> tuple[LevelForecast, ...]:
    """A forecast for each level with findings that are not closed. Empty where `no_forecast` says why."""
    if no_forecast(registers):
        return ()
    first_on, last_on = registers.rows[0]["as_at_on"], registers.rows[-1]["as_at_on"]
    months = whole_months(first_on, last_on)
    still_open: Counter[str] = Counter()
    for row in standing.rows:
        still_open[row["level_code"]] += row["open_count"] + row["done_not_sent_count"] + row["with_hmicfrs_count"]
    names = {row["level_code"]: row["level_name"] for row in standing.rows}
    created = []
    for code, open_count in still_open.items():
        if not open_count or code in NO_FORECAST:
            continue
        closed = Counter(row["ended_on"].replace(day=1) for row in times.where(level_code=code, is_closed=True))
        counts = tuple(closed[month] for month in months)
        refused = too_thin(counts) or _past_date(last_on, by_on)
        created.append(
            LevelForecast(
                level_code=code,
                level_name=names[code],
                still_open=open_count,
                from_on=last_on,
                by_on=by_on,
                counts=counts,
                forecast=None if refused else forecast(counts, open_count, months_between(last_on, by_on)),
                back_test=None if refused else back_test(counts),
                refusal=refused,
            )
        )
    return tuple(created)


def whole_months(first_on: date, last_on: date) -> list[date]:
    """The first days of the calendar months that lie wholly between two days, both days included."""
    months = []
    begins = first_on if first_on.day == 1 else months_after(first_on, 1)
    while (ends := months_after(begins, 1)).toordinal() - 1 <= last_on.toordinal():
        months.append(begins)
        begins = ends
    return months


def headline(created: Sequence[LevelForecast]) -> str:
    """What the forecasts come to, as the title of their picture."""
    lines = [item for item in created if item.forecast]
    short = [item for item in lines if item.forecast and not item.forecast.wide.holds(item.still_open)]
    if not lines:
        return "No level has closed enough for a forecast"
    by = day(lines[0].by_on)
    if not short:
        return f"Every level with a forecast may have all its findings closed by {by}"
    return f"At the present pace {listed(item.level_name for item in short)} will still have findings open on {by}"


def _past_date(last_on: date, by_on: date) -> str:
    if by_on > last_on:
        return ""
    return f"The date chosen is not after the newest whole register, of {day(last_on)}: choose a later one."


def span(range_: Range) -> str:
    """2 to 5, or 2 where both ends are."""
    return number(range_.low) if range_.low == range_.high else f"{number(range_.low)} to {number(range_.high)}"


def _a_month(pace: float) -> str:
    return number(round(pace, 1))
