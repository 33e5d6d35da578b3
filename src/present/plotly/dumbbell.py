"""Then and now: two dates side by side, where there are too few points for a line."""

from typing import Any

import plotly.graph_objects as go

from src import wording
from src.contracts.metric import Result, Row
from src.present.plotly.theme import PALETTES, Look, Picture, figure, label

ROW = 46


def then_and_now(
    result: Result, look: Look, *, name: str, count: str, qualifier: str, title: str, measure: str
) -> Picture:
    """Each row's figure at the first and the newest date, joined. A bound is a hollow mark with its sign."""
    colours = PALETTES[look]
    dates = sorted({row["as_at_on"] for row in result.rows})
    first, last = dates[0], dates[-1]
    names = [row[name] for row in result.where(as_at_on=last)]
    then = {row[name]: row for row in result.where(as_at_on=first)} if first != last else {}
    now = {row[name]: row for row in result.where(as_at_on=last)}
    most = max((row[count] for row in result.rows if row[count] is not None), default=1)
    order = list(reversed(names))
    joins = [
        {
            "type": "line",
            "layer": "below",
            "x0": then[each][count],
            "x1": now[each][count],
            "y0": each,
            "y1": each,
            "line": {"color": colours.pale, "width": 5},
        }
        for each in order
        if each in then and then[each][count] is not None and now[each][count] is not None
    ]
    traces = [_dots(then, order, count, qualifier, colours.grey, colours.card)] if then else []
    traces.append(_dots(now, order, count, qualifier, colours.blue, colours.card))
    words: list[dict[str, Any]] = []
    for each in order:
        if now[each][count] is not None:
            left = each in then and then[each][count] is not None and then[each][count] > now[each][count]
            words.append(
                label(
                    now[each][count],
                    each,
                    f"<b>{wording.bounded(now[each][count], now[each].get(qualifier))}</b>",
                    colours.ink,
                    xanchor="right" if left else "left",
                    xshift=-12 if left else 12,
                )
            )
            if each in then and then[each][count] is not None:
                words.append(
                    label(
                        then[each][count],
                        each,
                        wording.bounded(then[each][count], then[each].get(qualifier)),
                        colours.soft,
                        xanchor="left" if left else "right",
                        xshift=12 if left else -12,
                    )
                )
    drawn = figure(
        look,
        50 + ROW * len(order),
        *traces,
        xaxis={"visible": False, "range": [-most * 0.12, most * 1.4]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": order, "range": [-0.6, len(order) - 0.4]},
        shapes=joins,
        annotations=words,
    )
    before = _when(then, order) if then else ""
    after = _when(now, order)
    return Picture(
        figure=drawn,
        title=title,
        subtitle=f"{measure}, {after} (blue)" + (f" against {before} (grey)" if before else ""),
        alternative=f"{measure}. "
        + " ".join(
            f"{each}: "
            + (f"{wording.bounded(then[each][count], then[each].get(qualifier))} in {before}, " if each in then else "")
            + f"{wording.bounded(now[each][count], now[each].get(qualifier))} at {after}."
            for each in names
        ),
    )


def ages(result: Result, look: Look) -> Picture:
    """The age of the oldest package in each band against its national timescale."""
    colours = PALETTES[look]
    rows = [row for row in reversed(result.rows) if row["oldest_days"] is not None and row["limit_hours"]]
    names = [f"{row['risk_name']} risk" for row in rows]
    limits = [row["limit_days"] for row in rows]
    drawn = figure(
        look,
        60 + ROW * len(rows),
        go.Bar(
            y=names,
            x=limits,
            orientation="h",
            marker={"color": colours.hair, "line": {"color": colours.grey, "width": 1}},
            hovertemplate="%{y}: timescale %{x} days<extra></extra>",
            width=0.55,
        ),
        go.Bar(
            y=names,
            x=[row["oldest_days"] for row in rows],
            orientation="h",
            marker={"color": [colours.blue if row["is_within_limit"] else colours.orange for row in rows]},
            hovertemplate="%{y}: oldest %{x} days<extra></extra>",
            width=0.28,
        ),
        barmode="overlay",
        xaxis={"range": [0, max(limits) * 1.6], "showgrid": False, "visible": False},
        annotations=[
            label(
                limit,
                each,
                f"<b>{row['oldest_days']}</b> of {wording.number(limit)} days",
                colours.ink,
                xanchor="left",
                xshift=8,
            )
            for row, each, limit in zip(rows, names, limits, strict=True)
        ],
    )
    inside = all(row["is_within_limit"] for row in rows)
    return Picture(
        figure=drawn,
        title="The oldest package in each band is inside its timescale"
        if inside
        else "The oldest package in a band is beyond its timescale",
        subtitle=f"Age of the oldest package awaiting enforcement against the national timescale, {wording.dated(rows[0]['as_at_on'], rows[0]['as_at_precision'])}",
        alternative="Bar chart: "
        + wording.listed(
            f"{each}, oldest {row['oldest_days']} of {wording.number(limit)} days"
            for row, each, limit in zip(reversed(rows), reversed(names), reversed(limits), strict=True)
        )
        + ".",
    )


def _dots(rows: dict[str, Row], order: list[str], count: str, qualifier: str, colour: str, card: str) -> go.Scatter:
    bounds = [rows[each].get(qualifier) not in (None, "exactly") if each in rows else False for each in order]
    return go.Scatter(
        x=[rows[each][count] if each in rows else None for each in order],
        y=order,
        mode="markers",
        marker={
            "size": 15,
            "color": [card if bound else colour for bound in bounds],
            "line": {"color": colour, "width": 3},
        },
        hoverinfo="skip",
    )


def _when(rows: dict[str, Row], order: list[str]) -> str:
    row = rows[order[0]]
    return wording.dated(row["as_at_on"], row.get("as_at_precision"))
