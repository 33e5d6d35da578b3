"""Measures: every series by what it is doing, and the ones whose limits say most, drawn with them."""

from collections.abc import Iterator, Sequence

from src import wording
from src.analysis import summary_matrix as summary
from src.analysis.spc import Mark
from src.analysis.trend_wording import explained
from src.analysis.trends import Trend
from src.present import tables, trend_charts
from src.present.slide import PackData, Slide, metric_slide, picture_slide
from src.present.tables import Cell, Heading, Value, plain
from src.present.trend_charts import CALLED, LEFT_OUT, MISSING

TITLE = "Measures"
ASKS: tuple[str, ...] = ()
DRAWN = 5
"""How many series are drawn on slides of their own."""
URGENT = (Mark.CONCERN, Mark.NEITHER, Mark.IMPROVEMENT, Mark.COMMON)
_NAMED = 3


def slides(pack: PackData) -> Iterator[Slide]:
    """The summary, then the series with limits: of concern first, the whole force before its parts."""
    if not pack.trends:
        return
    whole = summary.matrix(pack.trends)
    yield _summary(pack, whole)
    limited = [trend for trend in pack.trends if trend.variation.limits]
    limited.sort(key=lambda trend: (URGENT.index(trend.last.mark or Mark.COMMON), bool(trend.key)))
    for trend in limited[:DRAWN]:
        yield _trend_slide(pack, trend)


def _summary(pack: PackData, whole: summary.Matrix) -> Slide:
    text = summary.sentence(whole).replace("for the reasons below", "for the reasons in the workbook")
    columns = [item for item in summary.COLUMNS if any(whole.cells.get((row, item)) for row in whole.rows)] or [
        summary.NO_TARGET
    ]
    used = [row for row in whole.rows if whole.of_row(row)]
    results = [pack.after[name] for name in dict.fromkeys(trend.card.name for trend in pack.trends)]
    rows: list[Sequence[Value | Cell]] = [
        (wording.capital(row), *(_cell(whole.cells.get((row, column), ())) for column in columns)) for row in used
    ]
    if whole.refused:
        rows.append(("Never with limits", *("–" for _ in columns[1:]), _cell(whole.refused)))
    heads = [Heading(heading="Now"), *(Heading(heading=wording.capital(item)) for item in columns)]
    body = plain(heads, rows)
    return metric_slide(
        pack,
        TITLE,
        results,
        body,
        title=wording.first_sentence(text),
        subtitle="Every series by what its newest point is, and by whether its target will be met",
        remark=text[len(wording.first_sentence(text)) :].strip(),
        alternative=f"Table of measures by variation and target. {text}",
        sheet="Measures",
        data=_every(pack.trends),
    )


def _cell(trends: Sequence[Trend]) -> Cell:
    """How many series, and the first of them by name."""
    if not trends:
        return Cell(value=None, text="–")
    return Cell(value=len(trends), text=f"{len(trends)}: {wording.first_of((trend.name for trend in trends), _NAMED)}")


def _every(trends: Sequence[Trend]) -> tables.Table:
    """Each series with its newest value and limits."""
    heads = ["Series", "Unit", "Newest on", "Newest", "State", "Mean", "Lower limit", "Upper limit", "Reason"]
    numbers = ("Newest", "Mean", "Lower limit", "Upper limit")
    rows: list[Sequence[Value | Cell]] = []
    for trend in trends:
        limits = trend.variation.limits[-1] if trend.variation.limits else None
        state = CALLED[trend.last.mark] if trend.last.mark else wording.capital(str(trend.variation.drawn.value))
        rows.append(
            (
                trend.name,
                trend.of.unit,
                trend.last_on,
                trend.last.value,
                state,
                limits.mean if limits else None,
                limits.lower if limits else None,
                limits.upper if limits else None,
                trend.variation.reason,
            )
        )
    return plain([Heading(heading=name, is_number=name in numbers) for name in heads], rows)


def _trend_slide(pack: PackData, trend: Trend) -> Slide:
    result = pack.after[trend.card.name]
    moments = pack.moments(trend.card.topic, trend.dates[0], trend.dates[-1]) if trend.card.topic else ()
    picture = trend_charts.picture(trend, moments)
    return picture_slide(pack, TITLE, result, picture, remark=explained(trend), sheet=trend.name, data=_points(trend))


def _points(trend: Trend) -> tables.Table:
    """A row a date: the figure, what it is, and the mean and limits that hold there."""
    heads = ["Date", trend.of.text, "State", "Mean", "Lower limit", "Upper limit"]
    rows: list[Sequence[Value | Cell]] = []
    for place, (day, point) in enumerate(zip(trend.dates, trend.variation.points, strict=True)):
        state = CALLED[point.mark] if point.mark else MISSING if point.value is None else LEFT_OUT
        section = next((limits for limits in trend.variation.limits if limits.first <= place <= limits.last), None)
        levels = (section.mean, max(0.0, section.lower), section.upper) if section else (None, None, None)
        rows.append((day, point.value, state, *levels))
    return plain([Heading(heading=name, is_number=name not in ("Date", "State")) for name in heads], rows)
