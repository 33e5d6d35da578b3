"""Pictures of how findings live: their age, how long they stay open, and how many will be closed by a date."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from src import wording
from src.analysis.closure import LevelCurve, LevelForecast, headline, span
from src.contracts.metric import Result
from src.metrics.findings.lifecycle_wording import OLD_BANDS, older_than_two_years
from src.metrics.findings.wording import OUTSTANDING, STANDS, total
from src.present.plotly.sparklines import image
from src.present.plotly.theme import PALETTES, Look, Picture, figure, label

BAR = 34
WIDTH, HEIGHT = 300, 170
LEFT, RIGHT, TOP, BOTTOM = 38, 12, 12, 24


def open_by_age(result: Result, look: Look) -> Picture:
    """Findings not closed by age; what is done but not sent, and what is with HMICFRS, next to what is open."""
    colours = PALETTES[look]
    codes = {row["age_band_name"]: row["age_band_code"] for row in result.rows}
    counts = {
        name: {part: total(result.where(age_band_name=name), f"{part}_count") for part in (*OUTSTANDING, "outstanding")}
        for name in codes
    }
    names = [name for name in codes if codes[name] != "not_dated" or counts[name]["outstanding"]]
    names.reverse()
    old_or_new = [colours.orange if codes[name] in OLD_BANDS else colours.blue for name in names]
    looks: dict[str, dict[str, Any]] = {
        "open": {"color": old_or_new},
        "done_not_sent": {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colours.grey, "size": 6}},
        "with_hmicfrs": {"color": colours.pale},
    }
    standing = {
        name: wording.listed(f"{counts[name][part]} {STANDS[part]}" for part in OUTSTANDING if counts[name][part])
        or "none"
        for name in names
    }
    drawn = figure(
        look,
        56 + BAR * len(names),
        *(
            go.Bar(
                y=names,
                x=[counts[name][part] for name in names],
                orientation="h",
                marker={**looks[part], "line": {"color": colours.grey, "width": 0 if part == "open" else 1}},
                hovertemplate=f"%{{y}}: %{{x}} {STANDS[part]}<extra></extra>",
            )
            for part in OUTSTANDING
            if part == "open" or any(counts[name][part] for name in names)
        ),
        barmode="stack",
        xaxis={"visible": False, "range": [0, max(counts[name]["outstanding"] for name in names) * 2]},
        annotations=[
            label(counts[name]["outstanding"], name, standing[name], colours.ink, xanchor="left", xshift=8)
            for name in names
        ],
    )
    return Picture(
        figure=drawn,
        title=older_than_two_years(result.rows),
        subtitle=f"Findings not closed by time since their report, at {wording.day(result.as_at)}; older than two years in orange, done but not sent hatched, with HMICFRS pale",
        alternative="Bar chart of findings not closed by age: "
        + wording.listed(f"{wording.inside(name)}, {standing[name]}" for name in reversed(names))
        + ".",
    )


def survival_panels(curves: Sequence[LevelCurve], look: Look) -> str:
    """A curve a level, all on one scale: the share still open by days since the report, with its band of 95%."""
    longest = max(level.curve.longest for level in curves)
    columns = f"repeat(auto-fill, minmax(min({WIDTH}px, 100%), 1fr))"
    drawn = "".join(_panel(level, longest, look) for level in curves)
    return f'<div class="pb-multiples" style="grid-template-columns: {columns}">{drawn}</div>'


def _panel(level: LevelCurve, longest: int, look: Look) -> str:
    curve = level.curve
    half = f"half closed in {curve.median:,} days" if curve.median is not None else "half not reached"
    caption = f"{escape(level.level_name)}<span>{half}; {curve.over} closed, {curve.watched - curve.over} not</span>"
    return f'<figure class="pb-multiple"><figcaption>{caption}</figcaption>{_curve(level, longest, look)}</figure>'


def _curve(level: LevelCurve, longest: int, look: Look) -> str:
    """The steps of one curve. The line ends where nothing was watched any longer."""
    colours, curve = PALETTES[look], level.curve
    base = HEIGHT - BOTTOM

    def across(days: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * days / max(longest, 1)

    def up(share: float) -> float:
        return base - (base - TOP) * share

    path, last = f"M{across(0):.1f} {up(1):.1f}", 1.0
    bands = []
    for at, step in enumerate(curve.steps):
        until = curve.steps[at + 1].day if at + 1 < len(curve.steps) else curve.longest
        path += f"H{across(step.day):.1f}V{up(step.lasting):.1f}"
        last = step.lasting
        if step.lower is not None and step.upper is not None:
            bands.append(
                f'<rect x="{across(step.day):.1f}" y="{up(step.upper):.1f}" width="{across(until) - across(step.day):.1f}" '
                f'height="{up(step.lower) - up(step.upper):.1f}" fill="{colours.pale}" fill-opacity="0.55"/>'
            )
    path += f"H{across(curve.longest):.1f}"
    rules = "".join(
        f'<path d="M{LEFT} {up(share):.1f}H{WIDTH - RIGHT}" stroke="{colour}" stroke-dasharray="{dash}"/>'
        f'<text x="{LEFT - 5}" y="{up(share) + 4:.1f}" text-anchor="end" fill="{colours.soft}">{share:.0%}</text>'
        for share, colour, dash in ((0.0, colours.grey, "1 0"), (0.5, colours.grey, "4 3"), (1.0, colours.hair, "1 0"))
    )
    years = "".join(
        f'<text x="{across(days):.1f}" y="{HEIGHT - 6}" text-anchor="middle" fill="{colours.soft}">{text}</text>'
        for days, text in _ticks(longest)
    )
    mark = ""
    if curve.median is not None:
        mark = f'<circle cx="{across(curve.median):.1f}" cy="{up(0.5):.1f}" r="4" fill="{colours.orange}"/>'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Inter, Arial, sans-serif" font-size="12">{rules}{"".join(bands)}'
        f'<path d="{path}" fill="none" stroke="{colours.blue}" stroke-width="2.5"/>{mark}{years}</svg>'
    )
    shares = wording.listed(f"{last:.0%} after {curve.longest:,} days" for _ in (0,))
    return image(
        drawing, f"Share of findings still open by days since the report. {level.sentence} Still open: {shares}."
    )


def _ticks(longest: int) -> list[tuple[int, str]]:
    """Whole years across, no more of them than fit."""
    years = max(1, longest // 365)
    step = max(1, -(-years // 5))
    return [(0, "0"), *((year * 365, wording.count_of(year, "year")) for year in range(step, years + 1, step))]


def closed_by(created: Sequence[LevelForecast], look: Look) -> Picture:
    """How many will be closed by a date, level by level: the even range thick, the wide one thin, all of them a mark."""
    colours = PALETTES[look]
    messages = [item for item in reversed(created) if item.forecast]
    names = [item.level_name for item in messages]
    most = max(item.still_open for item in messages)
    lines = []
    for item in messages:
        for reach, width in ((item.forecast.wide, 4), (item.forecast.likely, 14)):  # type: ignore[union-attr]
            low, high = reach.low or 0, reach.high or 0
            lines.append(
                go.Scatter(
                    x=[low, max(high, low + most * 0.004)],
                    y=[item.level_name] * 2,
                    mode="lines",
                    line={"color": colours.blue, "width": width},
                    hoverinfo="skip",
                )
            )
    marks = go.Scatter(
        x=[item.still_open for item in messages],
        y=names,
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 18, "color": colours.orange, "line": {"width": 3}},
        hovertemplate="%{y}: %{x} not closed now<extra></extra>",
    )
    drawn = figure(
        look,
        70 + 52 * len(messages),
        *lines,
        marks,
        xaxis={"range": [0, most * 1.28], "showgrid": True, "gridcolor": colours.hair, "nticks": 6},
        yaxis={"range": [-0.6, len(messages) - 0.4]},
        annotations=[
            label(
                item.still_open,
                item.level_name,
                f"<b>{item.still_open}</b> open",
                colours.ink,
                xanchor="left",
                xshift=8,
            )
            for item in messages
        ]
        + [
            label(
                item.forecast.likely.low or 0,  # type: ignore[union-attr]
                item.level_name,
                f"{span(item.forecast.likely)} closed",  # type: ignore[union-attr]
                colours.ink,
                xanchor="left",
                yshift=18,
                font={"size": 12, "color": colours.ink},
            )
            for item in messages
        ],
    )
    return Picture(
        figure=drawn,
        title=headline(created),
        subtitle=f"Findings closed from {wording.day(messages[0].from_on)} to {wording.day(messages[0].by_on)}: half of all futures in the thick line, 85 of 100 in the thin one; the mark is all that are not closed now",
        alternative="Range chart of findings closed by the date chosen. "
        + " ".join(item.sentence for item in reversed(messages)),
    )
