"""The slides of a subject: one for each picture of its view, headed and worded as on its page."""

from collections.abc import Iterator

from src.present import tables
from src.present.slide import PackData, Slide, metric_slide, picture_slide
from src.present.views.view import PictureOf, View


def slides(view: View, pack: PackData) -> Iterator[Slide]:
    """The slides in the order of the page."""
    for item in view.pictures:
        yield from _slides(view.title, item, pack)


def _slides(section: str, item: PictureOf, pack: PackData) -> Iterator[Slide]:
    result = pack.result(item.metric)
    picture = item.draw(pack)
    if picture:
        beside = tables.of_result(result, item.beside, rows=result.newest) if item.beside else None
        remark = item.remark(result) if item.remark else None
        yield picture_slide(pack, section, result, picture, beside=beside, remark=remark)
    elif item.instead and result.rows:
        table = tables.of_result(result, item.instead)
        yield metric_slide(
            pack, section, [result], table, subtitle=result.card.title, alternative=f"Table. {result.sentence}"
        )
