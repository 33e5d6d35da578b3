"""What a trend shows, in words: by rule, every number the trend's own."""

from src.analysis.spc import AFTER_BREAK, METHOD, Assurance, Drawn, Mark, Rule
from src.analysis.trends import Trend
from src.wording import capital, count_in_words, count_of, day, listed, number, paragraph, short_day

RULES = f"Limits and signals are by the rules of {METHOD}."
"""Whose rules they are, as shown to a reader."""

MARKS = {
    Mark.IMPROVEMENT: "improvement",
    Mark.CONCERN: "concern",
    Mark.NEITHER: "a signal, neither better nor worse",
    Mark.COMMON: "ordinary variation",
}
"""What a point is, in words; a key says so."""
SAID = {**MARKS, Mark.NEITHER: "unusual"}
"""The same in a sentence."""

ASSURED = {
    Assurance.PASSES: "the target is met whatever ordinary variation does",
    Assurance.HIT_OR_MISS: "the target is met or missed by ordinary variation alone",
    Assurance.FAILS: "the target is missed whatever ordinary variation does",
}
_NAMED = 6
"""How many signals a text alternative tells one by one before it counts the rest."""


def rounded(value: float) -> str:
    """A mean or a limit, to one decimal place."""
    return number(round(value, 1) + 0.0)


def signal(trend: Trend, at: int) -> str:
    """Why a point is a signal: 26 in a row above the mean."""
    point = trend.variation.points[at]
    if not point.rules:
        return ""
    rule = point.rules[0]
    side, limit, way = ("above", "upper", "rising") if point.is_high else ("below", "lower", "falling")
    run = len(run_to(trend, at))
    return {
        Rule.TREND: f"{run} in a row {way}",
        Rule.SHIFT: f"{run} in a row {side} the mean",
        Rule.TWO_SIGMA: f"two of three near the {limit} limit",
        Rule.SINGLE: f"{side} the {limit} limit",
    }[rule]


def run_to(trend: Trend, at: int) -> tuple[int, ...]:
    """The places up to and with this one that are signals by the same rule and the same way, without a gap."""
    points = trend.variation.points
    first = at
    while (
        first > 0
        and points[first - 1].rules
        and points[at].rules[0] in points[first - 1].rules
        and points[first - 1].is_high == points[at].is_high
    ):
        first -= 1
    return tuple(range(first, at + 1))


def finding(trend: Trend) -> str:
    """The title of a picture: what the newest point is."""
    last = trend.last
    if last.mark is None:
        return f"{trend.name}: {figure_of(trend, last.value)} on {day(trend.last_on)}"
    if last.mark is Mark.COMMON:
        last_signal = f" now; last signal {short_day(trend.dates[trend.marked[-1]])}" if trend.marked else ""
        return f"{trend.name}: ordinary variation{last_signal}"
    return f"{trend.name}: {SAID[last.mark]}, {signal(trend, trend.points_present[-1])}"


def explained(trend: Trend) -> str:
    """What may be said of the series and what may not, in two or three sentences."""
    shown = trend.variation
    if not shown.limits:
        return shown.reason
    limits = shown.limits[-1]
    sentences = [
        f"Between {rounded(expected_low(trend))} and {rounded(limits.upper)} is to be expected, around a mean of "
        f"{rounded(limits.mean)}; a move within that range is ordinary."
    ]
    if (at := trend.points_present[-1]) in trend.marked:
        places = run_to(trend, at)
        when = f"on {day(trend.dates[at])}" if len(places) == 1 else f"since {day(trend.dates[places[0]])}"
        sentences.append(f"The newest point is a signal: {signal(trend, at)} {when}.")
    elif trend.marked:
        sentences.append(
            f"The newest point is no signal; the last one was on {day(trend.dates[trend.marked[-1]])}: "
            f"{signal(trend, trend.marked[-1])}."
        )
    else:
        sentences.append("No point is a signal.")
    if shown.assurance:
        sentences.append(f"{capital(ASSURED[shown.assurance])} ({number(trend.target)}).")
    sentences += [_recalculated(trend), shown.reason, _left_out(trend)]
    return paragraph(sentences)


def expected_low(trend: Trend) -> float:
    """The lower limit as it is drawn: no count or share is below zero."""
    return max(0.0, trend.variation.limits[-1].lower)


def alternative(trend: Trend) -> str:
    """A picture in words, for who cannot see it: what is drawn, the mean and limits, the signals and why."""
    shown = trend.variation
    existing = trend.points_present
    kind = "Line" if shown.limits else "Run chart"
    first, last = trend.dates[existing[0]], trend.last_on
    sentences = [
        f"{kind} of {trend.name}, {count_of(len(existing), 'point')} from {day(first)} to {day(last)}, "
        f"the newest {figure_of(trend, trend.last.value)}."
    ]
    if not shown.limits:
        middle = f"The median is {rounded(shown.median)}." if shown.drawn is Drawn.RUN and shown.median else ""
        return paragraph([*sentences, middle, shown.reason])
    limits = shown.limits[-1]
    sentences.append(
        f"Mean {rounded(limits.mean)}, upper limit {rounded(limits.upper)}, lower limit {rounded(expected_low(trend))}"
        f"{', drawn at zero' if limits.lower < 0 else ''}."
    )
    ends = [at for at in trend.marked if at + 1 not in trend.marked or signal_of(trend, at) != signal_of(trend, at + 1)]
    lines = [f"{short_day(trend.dates[at])}, {signal(trend, at)}" for at in ends[-_NAMED:]]
    if lines:
        more = f" and {count_in_words(len(ends) - len(lines), 'earlier one')}" if len(ends) > len(lines) else ""
        sentences.append(f"Signals: {'; '.join(lines)}{more}.")
    else:
        sentences.append("No point is a signal.")
    gaps = sum(point.value is None for point in shown.points)
    if gaps:
        verb = "is" if gaps == 1 else "are"
        sentences.append(f"{capital(count_in_words(gaps, 'period'))} {verb} missing.")
    return paragraph([*sentences, _left_out(trend)])


def signal_of(trend: Trend, at: int) -> tuple[object, object]:
    """By which rule, and which way, a point is a signal."""
    point = trend.variation.points[at]
    return (point.rules[0] if point.rules else None, point.is_high)


def _recalculated(trend: Trend) -> str:
    sentences = []
    for item in trend.recalculated:
        trial = (
            f" Fewer than {AFTER_BREAK} points follow, so they are trial limits."
            if trend.variation.limits[-1].is_trial and item is trend.recalculated[-1]
            else ""
        )
        sentences.append(
            f"The limits are worked out anew from {day(item.from_on)}, for {item.event}: {item.reason.rstrip('.')} "
            f"({item.decided_by_role}, {day(item.decided_on)}).{trial}"
        )
    return paragraph(sentences)


def _left_out(trend: Trend) -> str:
    """Counts since the last extract that, an extract being missed, are of more than one period."""
    dates = [day(trend.dates[at]) for at, point in enumerate(trend.variation.points) if point.is_ghost]
    if not dates:
        return ""
    verb, each = ("is", "it counts") if len(dates) == 1 else ("are", "each counts")
    return (
        f"The {'figure' if len(dates) == 1 else 'figures'} of {listed(dates)} {verb} left out of the limits: "
        f"{each} more than one period."
    )


def figure_of(trend: Trend, value: float | None) -> str:
    """A figure of the series with its sign, as tables write it: 45.32% or 99."""
    column = trend.card.column(trend.of.column)
    text = number(value, column.decimals) if column else number(value)
    return text + ("%" if trend.of.unit == "per cent" and value is not None else "")
