"""Investigation quality: grades of the work, how even they are, the steps done, and what victims see at the end."""

from collections.abc import Sequence
from dataclasses import replace

from src import wording
from src.contracts.metric import Result, Row
from src.present import chart_builders
from src.present.model import Bars, Picture, Rule, Series
from src.present.theme import NOW, OUT_OF_FIVE
from src.present.views.data import Data
from src.present.views.view import EverySeriesOf, Heading, PictureOf, SideBySide, TableOf, Tabs, View

_LEAST_WRITTEN = 7.0
"""The share, in per cent, under which a part of a bar is too narrow for its number."""


def grades_by_section(data: Data) -> Picture | None:
    """Average grades by section on a scale from zero to five, the overall grade as a line."""
    grades = data.result("qatt_average_grade_by_section")
    newest = [row for row in grades.newest if row["average_grade"] is not None]
    sections = [row for row in newest if row["section_code"] != "overall"]
    sections.sort(key=lambda row: -row["average_grade"])
    if not sections:
        return None
    weakest = sections[-1]["section_code"]
    bars = chart_builders.bars(
        sections,
        "section_name",
        [("average_grade", "Average grade", NOW)],
        marked=lambda row: row["section_code"] == weakest,
        high=5,
        sources=grades.sources,
    )
    rules = tuple(
        Rule(at=row["average_grade"], text=f"overall {wording.number(row['average_grade'])}", is_limit=False)
        for row in newest
        if row["section_code"] == "overall"
    )
    first = sections[0]
    begins = wording.short_day(first["period_from_on"]) + " to " if first["period_from_on"] else ""
    return chart_builders.picture(
        grades,
        replace(bars, rules=rules),
        "Quality Assurance Thematic Tool (QATT), average grade out of 5, the weakest in orange, "
        f"{begins}{wording.short_day(first['as_at_on'])}",
        "average grades out of 5",
    )


def standards_met(data: Data) -> Picture | None:
    """The newest share of each standard."""
    standards = data.result("investigation_standards_met")
    rows = _newest_of_each(standards, "measure_code")
    if not rows:
        return None
    bars = chart_builders.bars(
        rows, "measure_name", [("share_percent", "Share", NOW)], suffix="%", high=100, sources=standards.sources
    )
    subtitle = f"Share meeting each standard, newest figure of each, {chart_builders.span(standards)}"
    return chart_builders.picture(standards, bars, subtitle, "the share meeting each standard")


def positive_outcomes(data: Data) -> Picture | None:
    """The newest rate of each group of crimes."""
    outcomes = data.result("positive_outcome_rate")
    rows = _newest_of_each(outcomes, "crime_group_code")
    if not rows:
        return None
    bars = chart_builders.bars(
        rows, "crime_group_name", [("share_percent", "Rate", NOW)], suffix="%", sources=outcomes.sources
    )
    subtitle = f"Positive outcomes as a share of crimes, year to date, {chart_builders.span(outcomes)}"
    return chart_builders.picture(outcomes, bars, subtitle, "positive outcomes as a share of crimes")


def _newest_of_each(result: Result, key: str) -> Sequence[Row]:
    """The newest row of each kind that has a share."""
    return list({row[key]: row for row in result.rows if row["share_percent"] is not None}.values())


def grade_distribution(data: Data) -> Picture | None:
    """The share of reviews that gave each grade in the newest month, so that a mean cannot hide how uneven they are."""
    monthly = data.result("qatt_grade_distribution_by_month_and_section")
    counts = [f"grade_{grade}_count" for grade in range(1, len(OUT_OF_FIVE) + 1)]
    rows = [row for row in monthly.newest if row["reviews_count"] and None not in [row[name] for name in counts]]
    if not rows:
        return None
    series = []
    for grade, fill in enumerate(OUT_OF_FIVE, start=1):
        shares = [100.0 * row[f"grade_{grade}_count"] / row["reviews_count"] for row in rows]
        series.append(
            Series(
                name=f"Graded {grade}",
                values=tuple(shares),
                labels=tuple(f"{share:.0f}" if share >= _LEAST_WRITTEN else "" for share in shares),
                details=tuple(
                    chart_builders.detail(
                        row,
                        f"{wording.count_of(row[f'grade_{grade}_count'], 'review')} graded {grade}",
                        monthly.sources,
                        name=row["section_name"],
                    )
                    for row in rows
                ),
                hue=fill,
            )
        )
    means = (wording.number(round(row["average_grade"], 1)) for row in rows)
    bars = Bars(
        names=tuple(str(row["section_name"]) for row in rows),
        series=tuple(series),
        is_stacked=True,
        high=100,
        ends=tuple(
            f"{wording.count_of(row['reviews_count'], 'review')}, mean {mean}"
            for row, mean in zip(rows, means, strict=True)
        ),
    )
    sections = "; ".join(
        f"{row['section_name']}, "
        + wording.listed(f"{item.values[place]:.0f}% {wording.inside(item.name)}" for item in series)
        + f", of {bars.ends[place]}"
        for place, row in enumerate(rows)
    )
    return chart_builders.picture(
        monthly,
        bars,
        "Share of reviews giving each grade, 1 (lowest) to 5 (highest), in "
        f"{wording.month(rows[0]['as_at_on'])}; per cent in the bars",
        "grades",
        alternative=f"Stacked bars of grades from 1 to 5: {sections}.",
    )


def _reviews(data: Data) -> str:
    return data.result("qatt_reviews_completed").sentence


def _notes(outcomes: Result) -> str:
    """What the sources say about the newest rates, each note once."""
    rows = _newest_of_each(outcomes, "crime_group_code")
    notes = (f"{part.rstrip('.')}." for row in rows if row.get("note") for part in str(row["note"]).split(". "))
    return wording.paragraph(list(dict.fromkeys(notes)))


MONTHLY, DEPARTMENTS = "qatt_grade_distribution_by_month_and_section", "qatt_grade_by_department"

VIEW = View(
    title="Investigation quality",
    headline=(
        "qatt_average_grade_by_section",
        "qatt_reviews_completed",
        "investigation_standards_met",
        "positive_outcome_rate",
    ),
    more=_reviews,
    items=(
        Heading(
            title="Quality and compliance", text="A step done is not a step done well. Read the two pictures together."
        ),
        SideBySide(
            left=(PictureOf(metric="qatt_average_grade_by_section", draw=grades_by_section),),
            right=(PictureOf(metric="investigation_standards_met", draw=standards_met),),
        ),
        EverySeriesOf(metric="investigation_standards_met", column="share_percent", what="Standards met"),
        Heading(
            title="Every grade, not only the mean",
            text="A mean hides whether quality is even or whether good work makes up for bad. A department that "
            "drifts from the rest may differ in its work, or in how it is graded.",
            metric=MONTHLY,
            comes_with="an extract of QATT reviews, one row a review",
        ),
        Tabs(
            name="grades",
            tabs=(
                (
                    "By section",
                    (
                        PictureOf(metric=MONTHLY, draw=grade_distribution, is_on_slides=False, is_optional=True),
                        EverySeriesOf(metric=MONTHLY, column="share_percent", what="Graded good or better, by section"),
                    ),
                ),
                (
                    "By department",
                    (
                        EverySeriesOf(
                            metric=DEPARTMENTS, column="share_percent", what="Graded good or better, by department"
                        ),
                        TableOf(
                            metric=DEPARTMENTS,
                            subtitle="The newest month, each department's mean next to the force's",
                            is_newest_only=True,
                            is_optional=True,
                        ),
                    ),
                ),
            ),
            metric=MONTHLY,
        ),
        Heading(title="What victims see at the end"),
        PictureOf(
            metric="positive_outcome_rate",
            draw=positive_outcomes,
            beside=("crime_group_name", "share_percent", "as_at_on"),
            remark=_notes,
        ),
    ),
)
