"""Small charts as SVG pictures: they flow on a phone, print sharp and carry their own words.

Each is an image with its text alternative, because a page shows no markup of a drawing that comes
from outside Streamlit.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import quote

from src import wording
from src.contracts.metric import Result, Row
from src.present.plotly.theme import PALETTES, Look

WIDTH, HEIGHT = 210, 104
LEFT, RIGHT, TOP, BOTTOM = 6, 34, 20, 22
MOST_LABELLED = 6
"""How many points may each have their figure beside them; of more, the newest alone has."""


def multiples(result: Result, look: Look) -> str:
    """One small chart an area, all on one scale and at true spacing, the largest now first."""
    rows = result.rows
    dates = sorted({row["as_at_on"] for row in rows})
    most = max((row["cases_awaiting_count"] for row in rows if row["cases_awaiting_count"] is not None), default=1)
    newest = sorted(
        result.newest, key=lambda row: (row["cases_awaiting_count"] is None, -(row["cases_awaiting_count"] or 0))
    )
    drawn = "".join(_area(result.where(area_code=row["area_code"]), dates, most, look) for row in newest)
    return f'<div class="pb-multiples">{drawn}</div>'


def _area(rows: Sequence[Row], dates: Sequence[date], most: int, look: Look) -> str:
    newest = rows[-1]
    name = newest["area_name"]
    if newest["cases_awaiting_count"] is None:
        caption = f"{escape(name)}<span>no figure at {wording.short_day(newest['as_at_on'])}</span>"
    elif newest["change_count"] is None:
        caption = f"{escape(name)} {newest['cases_awaiting_count']}<span>nothing earlier to compare</span>"
    else:
        caption = f"{escape(name)} {newest['cases_awaiting_count']}<span{_rose(newest)}>{_change(newest)}</span>"
    lines = rows if len(rows) <= MOST_LABELLED else (rows[0], rows[-1])
    sentences = wording.listed(
        f"{wording.number(row['cases_awaiting_count'])} on {wording.day(row['as_at_on'])}" for row in lines
    )
    points = [(row["as_at_on"], row["cases_awaiting_count"]) for row in rows]
    is_rising = bool(newest["change_count"] and newest["change_count"] > 0)
    picture = line(points, dates, most, f"{name}: {sentences}.", look, is_rising=is_rising)
    return f'<figure class="pb-multiple"><figcaption>{caption}</figcaption>{picture}</figure>'


def _rose(row: Row) -> str:
    return ' class="rose"' if row["change_count"] > 0 else ""


def _change(row: Row) -> str:
    since = f"since {wording.short_day(row['previous_on'])}"
    if row["change_count"] == 0:
        return f"no change {since}"
    return f"{'▲ up' if row['change_count'] > 0 else '▼ down'} {abs(row['change_count'])} {since}"


def line(
    points: Sequence[tuple[date, int | None]],
    dates: Sequence[date],
    most: int,
    alternative: str,
    look: Look,
    *,
    is_rising: bool = False,
) -> str:
    """Points joined by a line at true spacing, each with its figure. A missing figure breaks the line."""
    colours = PALETTES[look]
    colour = colours.orange if is_rising else colours.blue
    first, last = dates[0], dates[-1]
    days = max((last - first).days, 1)

    def across(day: date) -> float:
        if first == last:
            return WIDTH / 2
        return LEFT + 12 + (WIDTH - LEFT - RIGHT - 12) * (day - first).days / days

    def up(count: int) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / max(most, 1)

    pieces: list[str] = []
    run: list[str] = []
    for day, count in [*points, (last, None)]:
        if count is not None:
            run.append(f"{across(day):.1f},{up(count):.1f}")
        elif run:
            if len(run) > 1:
                pieces.append(f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="2"/>')
            run = []
    is_sparse = len(points) <= MOST_LABELLED
    for at, (day, count) in enumerate(points):
        if count is None or not (is_sparse or at == len(points) - 1):
            continue
        x, y = across(day), up(count)
        pieces.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
        anchor, dx, dy = ("start", 8, 4) if at == len(points) - 1 else ("middle", 0, -9)
        pieces.append(
            f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}" font-weight="700" fill="{colours.ink}">{count}</text>'
        )
    ends = [(first, "start", LEFT), (last, "end", WIDTH - 4)] if first != last else [(first, "middle", WIDTH // 2)]
    base = HEIGHT - BOTTOM
    axis = f'<path d="M{LEFT} {base}H{WIDTH - 4}" stroke="{colours.line}"/>' + "".join(
        f'<text x="{x}" y="{HEIGHT - 5}" text-anchor="{anchor}" fill="{colours.soft}">{wording.short_day(day)}</text>'
        for day, anchor, x in ends
    )
    return image(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Inter, Arial, sans-serif" font-size="13">{axis}{"".join(pieces)}</svg>',
        alternative,
    )


def image(drawing: str, alternative: str) -> str:
    """An SVG drawing as an image with its text alternative."""
    return f'<img class="pb-drawing" src="data:image/svg+xml,{quote(drawing)}" alt="{escape(alternative)}">'
