"""Figures over time, at true spacing, with the events that fall among them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from src import wording
from src.contracts.metric import Result, Row
from src.present.plotly.theme import PALETTES, Look, Palette, Picture, figure, label

MOST_EVENTS = 6
MOST_LABELLED = 10
"""How many points may each have their figure beside them."""


def force_total(result: Result, events: Result, look: Look, topic: str) -> Picture:
    """The force's figure on each date as a line, events behind it. A missing total breaks the line."""
    colours = PALETTES[look]
    rows = result.rows
    dates = [row["as_at_on"] for row in rows]
    counts = [row["cases_awaiting_count"] for row in rows]
    first, last = _span(dates)

    def is_low(count: int) -> bool:
        """Whether a figure of many stands below its point, so that it does not lie on the line."""
        return not is_sparse and count == min(each for _, each in known)

    top = max((count for count in counts if count is not None), default=1) * 1.18
    is_sparse = len(rows) <= MOST_LABELLED
    known = [(on_date, count) for on_date, count in zip(dates, counts, strict=True) if count is not None]
    line = go.Scatter(
        x=dates,
        y=counts,
        mode="lines+markers",
        connectgaps=False,
        line={"color": colours.blue, "width": 3},
        marker={
            "size": 11 if is_sparse else 4,
            "color": colours.blue,
            "line": {"color": colours.card, "width": 2 if is_sparse else 0},
        },
        hovertemplate="%{x|%-d %B %Y}: %{y:,} cases<extra></extra>",
    )
    labels = [
        label(on_date, count, f"<b>{wording.number(count)}</b>", colours.ink, yshift=-18 if is_low(count) else 20)
        for on_date, count in (known if is_sparse else _telling(known))
    ]
    shapes, words = event_marks(events, topic, first, last, colours)
    room = room_above(words)
    drawn = figure(
        look,
        330 + room,
        line,
        xaxis={
            "range": [first.isoformat(), last.isoformat()],
            **_ticks(dates, is_sparse),
            "tickangle": 0,
            "showline": True,
            "linecolor": colours.line,
            "ticks": "outside",
            "tickcolor": colours.line,
        },
        yaxis={"range": [0, top * 1.08], "showgrid": True, "gridcolor": colours.hair, "nticks": 5, "tickformat": ","},
        shapes=shapes,
        annotations=labels + words,
        margin={"l": 8, "r": 24, "t": 30 + room, "b": 8, "pad": 4},
    )
    newest = rows[-1]
    if newest["cases_awaiting_count"] is None:
        title = f"Not every area reported on {wording.day(dates[-1])}, so the total stops before"
    elif newest["change_count"] is None:
        title = f"{wording.number(newest['cases_awaiting_count'])} cases await a MARAC"
    else:
        way = "fell" if newest["change_count"] < 0 else "rose" if newest["change_count"] > 0 else "stayed the same"
        by = f" by {wording.number(abs(newest['change_count']))}" if newest["change_count"] else ""
        title = f"The total {way}{by} to {wording.number(newest['cases_awaiting_count'])}"
    return Picture(
        figure=drawn,
        title=title,
        subtitle=f"Cases awaiting a multi-agency risk assessment conference (MARAC), all areas together, {wording.short_day(dates[0])} to {wording.short_day(dates[-1])}",
        alternative="Line chart of cases awaiting a MARAC in the force: "
        + wording.listed(
            f"{wording.number(count)} on {wording.day(on_date)}"
            for on_date, count in (known if is_sparse else _telling(known))
        )
        + (f", the first, lowest, highest and newest of {len(known)}" if not is_sparse else "")
        + "."
        + _events_said(events_between(events, [topic], first, last)),
        events=tuple(
            f"{row['title']}, {wording.short_dated(row['as_at_on'], row['precision_code'])}"
            for row in events_between(events, [topic], first, last)[-MOST_EVENTS:]
        ),
    )


def _ticks(dates: Sequence[date], is_sparse: bool) -> dict[str, Any]:
    """A tick a date where there are few; else as many as fit."""
    if not is_sparse:
        return {"nticks": 8, "tickformat": "%-d %b<br>%Y"}
    return {
        "tickvals": [day.isoformat() for day in dates],
        "ticktext": [f"{wording.short_day(day)[:-5]}<br>{day.year}" for day in dates],
    }


def _telling(known: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """The first, lowest, highest and newest of many points."""
    lowest, highest = min(known, key=lambda item: item[1]), max(known, key=lambda item: item[1])
    return sorted({known[0], lowest, highest, known[-1]})


def events_line(events: Result, look: Look, topics: Collection[str], first: date, last: date) -> Picture:
    """Events alone along a line, each named, at true spacing."""
    colours = PALETTES[look]
    existing = events_between(events, topics, first, last)
    heights = _lanes(existing, first, last)
    # As tall as its names need: few events keep the line in the middle of a low picture.
    reach = max(1.5, *(abs(height) for height in heights))
    stems = [
        {
            "type": "line",
            "x0": row["as_at_on"],
            "x1": row["as_at_on"],
            "y0": 0,
            "y1": height * 0.9,
            "line": {"color": colours.line, "width": 1.5},
        }
        for row, height in zip(existing, heights, strict=True)
    ]
    words = [
        label(
            row["as_at_on"],
            height,
            f"<b>{row['title']}</b><br>{wording.short_dated(row['as_at_on'], row['precision_code'])}",
            colours.ink,
            font={"size": 12, "color": colours.ink},
            yanchor="bottom" if height > 0 else "top",
            xanchor=_anchor(row["as_at_on"], first, last),
        )
        for row, height in zip(existing, heights, strict=True)
    ]
    dots = go.Scatter(
        x=[row["as_at_on"] for row in existing],
        y=[0] * len(existing),
        mode="markers",
        marker={"size": 12, "color": colours.blue, "line": {"color": colours.card, "width": 2}},
        hovertext=[f"{row['title']}, {wording.dated(row['as_at_on'], row['precision_code'])}" for row in existing],
        hoverinfo="text",
    )
    drawn = figure(
        look,
        round(90 * reach + 190),
        dots,
        xaxis={
            "range": [first.isoformat(), last.isoformat()],
            "dtick": "M3",
            "tickformat": "%b %Y",
            "showline": False,
            "ticks": "",
        },
        yaxis={"visible": False, "range": [-reach - 0.6, reach + 0.6]},
        shapes=[
            {"type": "line", "x0": first, "x1": last, "y0": 0, "y1": 0, "line": {"color": colours.grey, "width": 2}},
            *stems,
        ],
        annotations=words,
    )
    return Picture(
        figure=drawn,
        title="",
        subtitle="",
        alternative="Line of events: "
        + wording.listed(f"{row['title']}, {wording.dated(row['as_at_on'], row['precision_code'])}" for row in existing)
        + ".",
    )


def events_between(events: Result, topics: Collection[str], first: date, last: date) -> Sequence[Row]:
    """The events of some topics, or of all, that began in a span."""
    return [
        row
        for row in events.rows
        if first <= row["as_at_on"] <= last and {*topics, "all"} & set((row["topics"] or "").split(";"))
    ]


def event_marks(
    events: Result, topic: str, first: date, last: date, colours: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A dotted line and a letter for each event in a span; the names stand under the picture, where they fit a phone."""
    existing = events_between(events, [topic], first, last)[-MOST_EVENTS:]
    shapes = [
        {
            "type": "line",
            "layer": "below",
            "x0": row["as_at_on"],
            "x1": row["as_at_on"],
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": colours.grey, "width": 1, "dash": "dot"},
        }
        for row in existing
    ]
    words = [
        label(
            row["as_at_on"],
            1.0,
            f"<b>{chr(65 + at)}</b>",
            colours.ink,
            yref="paper",
            yanchor="bottom",
            yshift=level * LETTER_HEIGHT,
            bordercolor=colours.grey,
            borderpad=2,
            bgcolor=colours.card,
            font={"size": 11, "color": colours.ink},
        )
        for at, (row, level) in enumerate(zip(existing, _levels(existing, first, last), strict=True))
    ]
    return shapes, words


def room_above(letters: Sequence[dict[str, Any]]) -> int:
    """How many dots more a picture needs above it where letters stand one over the other."""
    return max((int(letter.get("yshift", 0)) for letter in letters), default=0)


def _levels(existing: Sequence[Row], first: date, last: date) -> list[int]:
    """How many steps up each letter stands, so that those of events close together do not cover each other."""
    levels: list[int] = []
    for at, row in enumerate(existing):
        near = {
            levels[before]
            for before in range(at)
            if (row["as_at_on"] - existing[before]["as_at_on"]) / (last - first) < LETTER_WIDTH
        }
        levels.append(min(set(range(len(existing))) - near))
    return levels


LETTER_WIDTH, LETTER_HEIGHT = 0.08, 17
"""The share of a narrow picture's width that a letter takes, and its height in dots."""
LANES = (0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0, 2.5, -2.5)
LETTER_SHARE = 0.0066
"""How much of a wide picture's width one letter of a name takes."""


def _lanes(existing: Sequence[Row], first: date, last: date) -> list[float]:
    """A height for each name, the nearest to the line at which it meets no other."""
    taken = dict.fromkeys(LANES, -1.0)
    heights = []
    for row in existing:
        at = (row["as_at_on"] - first) / (last - first)
        half = len(row["title"]) * LETTER_SHARE / 2
        begins, ends = {"left": (at, at + 2 * half), "right": (at - 2 * half, at)}.get(
            _anchor(row["as_at_on"], first, last), (at - half, at + half)
        )
        lane = next((lane for lane in LANES if taken[lane] <= begins), min(LANES, key=lambda lane: taken[lane]))
        taken[lane] = ends + 0.01
        heights.append(lane)
    return heights


def _anchor(day: date, first: date, last: date) -> str:
    share = (day - first) / (last - first)
    return "left" if share < 0.12 else "right" if share > 0.88 else "center"


def _span(dates: Sequence[date]) -> tuple[date, date]:
    """The dates with a margin either side."""
    margin = max((dates[-1] - dates[0]) * 0.07, timedelta(days=10))
    return dates[0] - margin, dates[-1] + margin


def _events_said(existing: Sequence[Row]) -> str:
    if not existing:
        return ""
    sentences = wording.listed(
        f"{row['title']}, {wording.dated(row['as_at_on'], row['precision_code'])}" for row in existing[-MOST_EVENTS:]
    )
    return f" Events marked: {sentences}."
