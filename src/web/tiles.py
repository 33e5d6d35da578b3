"""A map of tiles: the newest figure of each area in a tile, where the area lies, with its change since the baseline."""

from collections.abc import Sequence
from datetime import date

import streamlit

from src import wording
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.metrics.common_wording import newest_rows
from src.present.html.markup import markup
from src.present.views.view import TilesOf
from src.web import components
from src.web.page_context import PageContext

AREA = "area_name"


def draw(context: PageContext, result: Result, item: TilesOf) -> None:
    """The panel of a map; nothing where no area is held, or none of them has a position."""
    places = {str(row["area_code"]): row for row in context.edition.code_list("area_positions").rows}
    if not result.rows:
        return
    newest = [row for row in newest_rows(result.rows) if row["area_code"] in places]
    then_on, then = _before(result.rows, context, item)
    tiles = [
        (
            places[row["area_code"]],
            row[AREA],
            _figure(row, item.column),
            *_change(row, then.get(row["area_code"]), item),
        )
        for row in newest
    ]
    if not tiles:
        return
    since = f", and the change since {wording.day(then_on)}: ▲ more, ▼ fewer" if then_on else ""
    subtitle = f"Each area roughly where it lies{since}"
    with streamlit.container(key=f"panel-{result.card.name}-tiles"):
        title = f"{item.what} by area at {wording.day(newest[0]['as_at_on'])}"
        streamlit.html(
            components.panel_head(title, subtitle)
            + markup("components", "tiles", sorted(tiles, key=_place), title)
            + components.footer(result)
        )


def _place(tile: tuple[Row, str, str, str, bool]) -> tuple[int, int]:
    return int(tile[0]["tile_row"]), int(tile[0]["tile_column"])


def _before(rows: Sequence[Row], context: PageContext, item: TilesOf) -> tuple[date | None, dict[str, float]]:
    """The newest date on or before the baseline that is not the newest of all, and its figures by area."""
    newest_on = rows[-1]["as_at_on"]
    dates = [
        row["as_at_on"] for row in rows if row["as_at_on"] <= context.baseline.since and row["as_at_on"] < newest_on
    ]
    if not dates:
        return None, {}
    then_on = max(dates)
    return then_on, {row["area_code"]: row[item.column] for row in rows if row["as_at_on"] == then_on}


def _figure(row: Row, column: str) -> str:
    return str(row.get(NOT_SHOWN, {}).get(column) or wording.number(row[column]))


def _change(row: Row, before: float | None, item: TilesOf) -> tuple[str, bool]:
    """The change in words, and whether it rose."""
    now = row[item.column]
    if now is None or before is None:
        return "", False
    if now == before:
        return "no change", False
    return f"{'▲' if now > before else '▼'} {wording.number(abs(now - before))}", now > before
