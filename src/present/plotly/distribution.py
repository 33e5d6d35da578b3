"""How many reviews gave each grade, side by side, so that a mean cannot hide how uneven they are."""

import plotly.graph_objects as go

from src import wording
from src.contracts.metric import Result, Row
from src.present.plotly.theme import PALETTES, Look, Picture, figure, label

BAR = 46
GRADES = (1, 2, 3, 4, 5)
COLOURS = {1: "#9c3a06", 2: "#f6c493", 3: "#d3e0ea", 4: "#3b78a8", 5: "#0b3a5e"}
"""Five steps in order from poor to good, which stay apart without colour sight."""
INK = {1: "#ffffff", 2: "#14202b", 3: "#14202b", 4: "#ffffff", 5: "#ffffff"}
LEAST_SHOWN = 7.0
"""The share, in per cent, under which a part is too narrow for its number."""


def grades(result: Result, look: Look) -> Picture:
    """The share of reviews that gave each grade in the newest month, a bar a section, with the number of reviews."""
    colours = PALETTES[look]
    rows = [row for row in reversed(result.newest) if row["reviews_count"]]
    names = [row["section_name"] for row in rows]
    bars = [
        go.Bar(
            y=names,
            x=[_share(row, grade) for row in rows],
            orientation="h",
            marker={"color": COLOURS[grade], "line": {"color": colours.card, "width": 1}},
            text=[_text(row, grade) for row in rows],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": INK[grade], "size": 12},
            textangle=0,
            hovertext=[
                f"{row['section_name']}: {wording.count_of(row[f'grade_{grade}_count'], 'review')} graded {grade}"
                for row in rows
            ],
            hoverinfo="text",
        )
        for grade in GRADES
    ]
    drawn = figure(
        look,
        70 + BAR * len(rows),
        *bars,
        barmode="stack",
        xaxis={"visible": False, "range": [0, 132]},
        annotations=[
            label(
                101,
                row["section_name"],
                f"{wording.count_of(row['reviews_count'], 'review')}<br>mean {wording.number(round(row['average_grade'], 1))}",
                colours.ink,
                xanchor="left",
                align="left",
                font={"size": 12, "color": colours.ink},
            )
            for row in rows
        ],
    )
    return Picture(
        figure=drawn,
        title=wording.first_sentence(result.sentence),
        subtitle=f"Share of reviews giving each grade, 1 (lowest, dark orange) to 5 (highest, dark blue), in {wording.month(rows[0]['as_at_on'])}; per cent in the bars",
        alternative="Stacked bars of grades from 1 to 5: "
        + "; ".join(
            f"{row['section_name']}, "
            + wording.listed(f"{_share(row, grade):.0f}% graded {grade}" for grade in GRADES)
            + f", of {wording.count_of(row['reviews_count'], 'review')}"
            for row in reversed(rows)
        )
        + ".",
    )


def _share(row: Row, grade: int) -> float:
    return 100.0 * int(row[f"grade_{grade}_count"]) / int(row["reviews_count"])


def _text(row: Row, grade: int) -> str:
    share = _share(row, grade)
    return f"{share:.0f}" if share >= LEAST_SHOWN else ""
