"""The slides of a subject: one for each picture and list of its view, headed and worded as on its page."""

from collections.abc import Iterator
from dataclasses import replace

from src import wording
from src.contracts.metric import NOT_SHOWN, Row
from src.metrics import METRICS
from src.metrics.findings.cause_wording import answerable, cause_status, is_open
from src.metrics.improvement.wording import last_heard
from src.present import tables
from src.present.slide import PackData, Place, Slide, metric_slide, picture_slide
from src.present.views.view import ListOf, PictureOf, View

CAUSES, RECOMMENDATIONS = "causes_of_concern_by_status", "cause_recommendations"
UPDATES, COMMENTARY = "finding_latest_updates", "board_commentary"
_LISTED = 8
"""How many rows of a list a slide has room for."""


def slides(view: View, pack: PackData) -> Iterator[Slide]:
    """The slides in the order of the page. Of a subject with an open cause of concern the first is for the board."""
    topic = METRICS[view.headline[0]].card.topic
    causes = [row for row in pack.after[CAUSES].rows if topic and row["measures_topic"] == topic and is_open(row)]
    for item in view.slides:
        for slide in _list(view.title, item, pack) if isinstance(item, ListOf) else _picture(view.title, item, pack):
            if causes:
                cause = causes.pop()
                about = f"{cause['title']}: {cause_status(cause, pack.as_at)}. {answerable(cause)}."
                remark = wording.paragraph([about, *_work(pack, cause), slide.remark])
                yield replace(slide, remark=remark, place=Place.BOARD)
            else:
                yield replace(slide, place=Place.BOARD if item.is_for_board(pack) else Place.APPENDIX)


def _work(pack: PackData, cause: Row) -> Iterator[str]:
    """What was done last about a cause or since when nothing is said of it, and what the next board is asked.

    Not in a release: their words may give a count away.
    """
    if pack.under:
        return
    about = {row["finding_id"] for row in pack.result(RECOMMENDATIONS).where(cause_id=cause["cause_id"])}
    about.add(cause["cause_id"])
    updates = [row for row in pack.result(UPDATES).rows if row["finding_id"] in about]
    if heard := last_heard(updates, pack.as_at, cause["cause_id"]):
        yield heard
    for row in pack.result(COMMENTARY).rows:
        is_about = row["finding_id"] in about or (row["topic_code"] and row["topic_code"] == cause["measures_topic"])
        if is_about and row["ask_text"] and not row["decision_text"] and row["meeting_on"] >= pack.as_at:
            yield f"Asked of the board of {wording.day(row['meeting_on'])}: {row['ask_text']}"


def _picture(section: str, item: PictureOf, pack: PackData) -> Iterator[Slide]:
    result = pack.result(item.metric)
    picture = item.draw(pack)
    if picture:
        rows = [row for row in result.newest if NOT_SHOWN in row or not item.filled or row[item.filled]]
        beside = tables.of_result(result, item.beside, rows=rows) if item.beside else None
        if beside and item.row_name:
            beside = beside.named("Type and level", [item.row_name(row) for row in rows])
        remark = item.remark(result) if item.remark else None
        yield picture_slide(pack, section, result, picture, beside=beside, remark=remark)
    elif item.instead and result.rows:
        table = tables.of_result(result, item.instead)
        yield metric_slide(
            pack, section, [result], table, subtitle=result.card.title, alternative=f"Table. {result.sentence}"
        )


def _list(section: str, item: ListOf, pack: PackData) -> Iterator[Slide]:
    result = pack.result(item.metric)
    if not result.rows:
        return
    every = tables.of_result(result, item.columns)
    shown = every.first(_LISTED)
    count = f"{len(shown.rows)} of {len(every.rows):,}"
    yield metric_slide(
        pack,
        section,
        [result],
        shown,
        subtitle=item.subtitle,
        remark=f"{count} are shown; the workbook lists them all." if shown.more else "",
        alternative=f"Table: {item.subtitle[:1].lower()}{item.subtitle[1:]}. {count} rows.",
        data=every,
    )
