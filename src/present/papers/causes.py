"""Parts of a paper on causes of concern: what was asked for, what shows whether it works, and each recommendation."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from src import wording
from src.contracts.metric import Result, Row
from src.metrics import METRICS
from src.metrics.findings.cause_wording import answerable, cause_status, causes_shown, is_open
from src.metrics.findings.wording import is_long_ago
from src.present import tables
from src.present.chart_table import newest_of_each
from src.present.model import Bars, Lines, Multiples
from src.present.papers.paper import Block, Blocks, Drawing, Figures, Paragraph, Subheading
from src.present.papers.work import last_reported, other_updates, thresholds, updates_due, work_on
from src.present.sections.causes import causes_table
from src.present.slide import PackData, source_line
from src.present.views import investigations, marac, online_child_abuse, sex_offenders
from src.present.views.view import View

CAUSES, RECOMMENDATIONS = "causes_of_concern_by_status", "cause_recommendations"
VIEWS: dict[str, View] = {
    METRICS[view.headline[0]].card.topic: view
    for view in (investigations.VIEW, marac.VIEW, sex_offenders.VIEW, online_child_abuse.VIEW)
}
"""What each topic shows, by the name that causes and events use."""


def summary(data: PackData) -> Blocks:
    """The causes in a sentence and a table with owner, board and deadline. The headline figures have the measures."""
    causes = data.result(CAUSES)
    if not causes.rows:
        yield Paragraph(text=causes.sentence)
        return
    yield Paragraph(text=causes.sentence)
    without_measures = causes_table(data, causes).without_last_column()
    yield Figures(caption="Causes of concern", table=without_measures)


def recommendations(data: PackData) -> Blocks:
    """Every recommendation of the causes that are open, with the work on it; then the updates on all other findings."""
    yield from updates_due(data)
    shown = _open(data.result(CAUSES))
    for row in shown:
        yield Subheading(text=str(row["title"]))
        yield from _each(data, row)
    causes = {row["cause_id"] for row in shown}
    yield from other_updates(
        data, {row["finding_id"] for row in data.result(RECOMMENDATIONS).rows if row["cause_id"] in causes}
    )


def one_by_one(data: PackData) -> Blocks:
    """A cause after the other: how it stands, the figures that show whether the work has an effect, the work.

    A cause that nobody has reported on for a year is only named.
    """
    causes = data.result(CAUSES)
    yield Paragraph(text=causes.sentence)
    for row in _open(causes):
        if is_long_ago(row, data.as_at):
            continue
        yield Subheading(text=str(row["title"]))
        yield Paragraph(text=_stands(row, data.as_at))
        yield from _measured(data, str(row["measures_topic"] or ""))
        yield from _each(data, row)


def _open(causes: Result) -> list[Row]:
    """The causes a paper goes through: those of the newest inspection and any still open, but none closed before."""
    return [row for row in causes_shown(causes.rows) if is_open(row)]


def _stands(row: Row, as_at: date) -> str:
    opened = wording.on_day(row["opened_on"], row.get("opened_precision")) if row["opened_on"] else "on no stated day"
    text = (
        f"HMICFRS raised this cause of concern {opened}, from {row['cycle_name']}. Status: {cause_status(row, as_at)}."
    )
    return f"{text} {answerable(row)}."


def _measured(data: PackData, topic: str) -> Iterator[Block]:
    """The headline figures of a topic, then what its page draws."""
    for figure in data.headlines:
        if topic and figure.topic == topic:
            yield Paragraph(text=figure.sentence)
    yield from thresholds(data, topic)
    view = VIEWS.get(topic)
    for item in view.pictures if view else ():
        result = data.result(item.metric)
        picture = item.draw(data) if result.rows else None
        if picture and isinstance(picture.chart, Lines | Bars):
            yield Drawing(picture=picture, source=source_line([result]))
        elif picture and isinstance(picture.chart, Multiples):
            yield Figures(caption=f"{result.card.title}: {picture.title}", table=newest_of_each(picture.chart))
        elif picture:
            yield Figures(caption=picture.title, table=tables.of_result(result, rows=result.newest))


def _each(data: PackData, cause: Row) -> Iterator[Block]:
    """The recommendations of a cause in order."""
    rows = data.result(RECOMMENDATIONS).where(cause_id=cause["cause_id"])
    if not rows:
        yield Paragraph(text="No recommendation of this cause of concern is set out in a source.")
        return
    count = wording.count_in_words(len(rows), "recommendation")
    days = Counter(row["as_at_on"] for row in rows)
    (reported_on, _), *others = days.most_common()
    verb = wording.verb(len(rows), "belongs", "belong")
    which = ", where no other day is said" if others else ""
    yield Paragraph(text=f"{wording.capital(count)} {verb} to it, {last_reported(reported_on)}{which}.")
    for row in rows:
        yield from work_on(data, row, reported_on)
