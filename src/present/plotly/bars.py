"""Bars from zero: findings open and closed, waits against a limit, shares, and grades out of five."""

import plotly.graph_objects as go

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings.wording import who_can_close
from src.present.plotly.theme import PALETTES, Look, Picture, figure, label

BAR = 34


def open_and_closed(result: Result, look: Look) -> Picture:
    """Published findings by type and level, open beside closed. A row that does not add up shows its total hollow."""
    colours = PALETTES[look]
    rows = [row for row in reversed(result.rows) if row["total_count"]]
    names = [_level_name(row) for row in rows]
    # A long name takes two lines, so that the bars keep their room on a phone.
    ticks = [name.replace(", closed before", ",<br>closed before") for name in names]
    drawn = figure(
        look,
        60 + BAR * len(rows),
        go.Bar(
            y=names,
            x=[row["open_count"] for row in rows],
            orientation="h",
            marker={"color": colours.orange, "line": {"width": 0}},
            name="Open",
            hovertemplate="%{y}: %{x} open<extra></extra>",
        ),
        go.Bar(
            y=names,
            x=[row["closed_count"] for row in rows],
            orientation="h",
            marker={"color": colours.blue, "line": {"width": 0}},
            name="Closed",
            hovertemplate="%{y}: %{x} closed<extra></extra>",
        ),
        go.Bar(
            y=names,
            x=[row["unexplained_count"] or 0 for row in rows],
            orientation="h",
            marker={
                "color": "rgba(0,0,0,0)",
                "line": {"color": colours.grey, "width": [1.5 if row["unexplained_count"] else 0 for row in rows]},
                "pattern": {"shape": "/", "fgcolor": colours.grey, "size": 6},
            },
            hovertemplate="%{y}: %{x} in the printed total, neither open nor closed<extra></extra>",
        ),
        barmode="stack",
        yaxis={"tickvals": names, "ticktext": ticks},
        xaxis={"visible": False, "range": [0, max(row["total_count"] for row in rows) * 2.1]},
        annotations=[
            label(
                row["open_count"] + row["closed_count"] + (row["unexplained_count"] or 0),
                name,
                _label(row),
                colours.ink,
                xanchor="left",
                xshift=8,
            )
            for row, name in zip(rows, names, strict=True)
        ],
    )
    flagged = [row for row in rows if row["unexplained_count"]]
    nothing = [row for row in result.rows if not row["total_count"]]
    return Picture(
        figure=drawn,
        title=who_can_close(result.rows),
        subtitle=f"Findings open (orange) and closed (blue) by level, as printed {wording.day(rows[0]['as_at_on'])}; AFI: area for improvement",
        alternative="Bar chart of findings: "
        + wording.listed(
            f"{name}, {row['open_count']} open and {row['closed_count']} closed"
            for row, name in zip(reversed(rows), reversed(names), strict=True)
        )
        + "."
        + "".join(
            f" {_level_name(row)} prints a total of {row['total_count']} that its open and closed do not explain."
            for row in flagged
        )
        + (f" None at all: {wording.listed(_level_name(row) for row in nothing)}." if nothing else ""),
    )


def _level_name(row: Row) -> str:
    if row["level_code"] == "none":
        return str(row["finding_type_name"])
    kind = "AFIs" if row["finding_type_code"] == "area_for_improvement" else str(row["finding_type_name"])
    return f"{kind}, {wording.inside(str(row['level_name']))}"


def _label(row: Row) -> str:
    if row["unexplained_count"]:
        return f"total {row['total_count']}, not explained"
    words = [f"{row['open_count']} open"] if row["open_count"] else []
    words += [f"{row['closed_count']} closed"] if row["closed_count"] else []
    return ", ".join(words)


def waits(result: Result, look: Look) -> Picture:
    """Longest waits in working days, with the limit drawn in both readings."""
    colours = PALETTES[look]
    rows = list(reversed(result.rows))
    limit = rows[0]["limit_days"]
    names = [row["area_name"] for row in rows]
    marks = []
    words = [
        label(
            row["longest_wait_working_days"],
            row["area_name"],
            f"<b>{row['longest_wait_working_days']}</b> ({row['longest_wait_calendar_days']})",
            colours.ink,
            xanchor="left",
            xshift=6,
            bgcolor=colours.card,
        )
        for row in rows
    ]
    if limit:
        for at, text, dash in (
            (rows[0]["limit_if_calendar_in_working_days"], f"{limit} calendar days", "dash"),
            (limit, f"{limit} working days", "dot"),
        ):
            marks.append(
                {
                    "type": "line",
                    "x0": at,
                    "x1": at,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 0.96,
                    "line": {"color": colours.orange, "width": 2, "dash": dash},
                }
            )
            words.append(
                label(
                    at,
                    1.0,
                    text,
                    colours.ink,
                    yref="paper",
                    yanchor="bottom",
                    xanchor="right" if dash == "dash" else "left",
                    font={"size": 11, "color": colours.ink},
                )
            )
    drawn = figure(
        look,
        80 + BAR * len(rows),
        go.Bar(
            y=names,
            x=[row["longest_wait_working_days"] for row in rows],
            orientation="h",
            marker={"color": colours.blue},
            hovertemplate="%{y}: %{x} working days<extra></extra>",
        ),
        xaxis={"visible": False, "range": [0, (limit or 30) * 1.3]},
        shapes=marks,
        annotations=words,
        margin={"l": 8, "r": 16, "t": 34, "b": 8, "pad": 4},
    )
    longest = result.rows[0]
    return Picture(
        figure=drawn,
        title=f"{longest['area_name']} waits longest: {longest['longest_wait_working_days']} working days",
        subtitle=f"Most working days to a MARAC by area, {wording.day(longest['as_at_on'])}; calendar days in brackets; the {limit}-day limit drawn for each reading",
        alternative="Bar chart of the longest wait for a MARAC: "
        + wording.listed(
            f"{row['area_name']} {row['longest_wait_working_days']} working days, {row['longest_wait_calendar_days']} calendar days"
            for row in result.rows
        )
        + f". The limit is {limit} days and does not say which.",
    )


def grades_out_of_five(result: Result, look: Look) -> Picture:
    """Average grades by section on a scale of nought to five, the overall grade as a line."""
    colours = PALETTES[look]
    newest = [row for row in result.newest if row["average_grade"] is not None]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = sorted((row for row in newest if row["section_code"] != "overall"), key=lambda row: row["average_grade"])
    names = [row["section_name"] for row in sections]
    weakest = sections[0]["section_code"]
    words = [
        label(
            row["average_grade"],
            row["section_name"],
            f"<b>{wording.number(row['average_grade'])}</b>",
            colours.ink,
            xanchor="left",
            xshift=8,
        )
        for row in sections
    ]
    marks = []
    if overall:
        at = overall["average_grade"]
        marks.append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 0.97,
                "line": {"color": colours.grey, "width": 2, "dash": "dash"},
            }
        )
        words.append(
            label(
                at,
                1.0,
                f"overall {wording.number(at)}",
                colours.ink,
                yref="paper",
                yanchor="bottom",
                font={"size": 12, "color": colours.ink},
            )
        )
    drawn = figure(
        look,
        90 + BAR * len(sections),
        go.Bar(
            y=names,
            x=[row["average_grade"] for row in sections],
            orientation="h",
            marker={"color": [colours.orange if row["section_code"] == weakest else colours.blue for row in sections]},
            hovertemplate="%{y}: %{x} out of 5<extra></extra>",
        ),
        xaxis={"range": [0, 5], "tickvals": [0, 1, 2, 3, 4, 5], "showgrid": True, "gridcolor": colours.hair},
        shapes=marks,
        annotations=words,
        margin={"l": 8, "r": 16, "t": 34, "b": 8, "pad": 4},
    )
    return Picture(
        figure=drawn,
        title=f"{sections[0]['section_name']} is the weakest part of an investigation",
        subtitle=f"Quality Assurance Thematic Tool (QATT), average grade out of 5, {wording.short_day(newest[0]['period_from_on'])} to {wording.short_day(newest[0]['as_at_on'])}"
        if newest[0]["period_from_on"]
        else "Quality Assurance Thematic Tool (QATT), average grade out of 5",
        alternative="Bar chart of average grades out of 5: "
        + wording.listed(f"{row['section_name']} {wording.number(row['average_grade'])}" for row in reversed(sections))
        + (f"; overall {wording.number(overall['average_grade'])}." if overall else "."),
    )


def shares(result: Result, look: Look, title: str, subtitle: str, name: str) -> Picture:
    """The newest share of each measure, on a scale of nought to a hundred per cent."""
    colours = PALETTES[look]
    newest = {row[name]: row for row in result.rows if row["share_percent"] is not None}
    rows = list(reversed(newest.values()))
    most = max(row["share_percent"] for row in rows)
    scale = 100 if most > 30 else most * 1.5
    drawn = figure(
        look,
        50 + BAR * len(rows),
        go.Bar(
            y=[row[name] for row in rows],
            x=[scale if scale == 100 else 0 for _ in rows],
            orientation="h",
            marker={"color": colours.hair},
            hoverinfo="skip",
        ),
        go.Bar(
            y=[row[name] for row in rows],
            x=[row["share_percent"] for row in rows],
            orientation="h",
            marker={"color": colours.blue},
            hovertemplate="%{y}: %{x}%<extra></extra>",
        ),
        barmode="overlay",
        xaxis={"visible": False, "range": [0, scale * 1.3]},
        annotations=[
            label(
                row["share_percent"] if scale != 100 else 100,
                row[name],
                f"<b>{wording.percent(row['share_percent'])}</b>",
                colours.ink,
                xanchor="left",
                xshift=8,
            )
            for row in rows
        ],
    )
    return Picture(
        figure=drawn,
        title=title,
        subtitle=subtitle,
        alternative="Bar chart: "
        + wording.listed(f"{row[name]} {wording.percent(row['share_percent'])}" for row in newest.values())
        + ".",
    )
