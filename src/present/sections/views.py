"""The slides of a subject: one for each picture and list of its view, headed and worded as on its page."""

from collections.abc import Iterator

from src.contracts.metric import NOT_SHOWN
from src.present import tables
from src.present.slide import PackData, Slide, metric_slide, picture_slide
from src.present.views.view import ListOf, PictureOf, View

_LISTED = 8
"""How many rows of a list a slide has room for."""


def slides(view: View, pack: PackData) -> Iterator[Slide]:
    """The slides in the order of the page."""
    for item in view.slides:
        yield from _list(view.title, item, pack) if isinstance(item, ListOf) else _picture(view.title, item, pack)


def _picture(section: str, item: PictureOf, pack: PackData) -> Iterator[Slide]:
    result = pack.result(item.metric)
    picture = item.draw(pack)
    if picture:
        rows = [row for row in result.newest if NOT_SHOWN in row or not item.filled or row[item.filled]]
        beside = tables.of_result(result, item.beside, rows=rows) if item.beside else None
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
