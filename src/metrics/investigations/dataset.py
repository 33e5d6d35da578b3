"""Investigation quality: QATT grades, standards met, and positive outcomes."""

from src.contracts.column import Column, Kind, derived_from
from src.contracts.dataset import Crossed, Dataset, Wide, no_more_than, of_newest
from src.contracts.shared_columns import (
    AS_AT,
    AS_AT_PRECISION,
    PERIOD_FROM,
    PERIOD_TO,
    QUALIFIER,
    code,
    count,
    day,
    decimal,
    identifier,
    percentage,
)


def _grade(name: str, heading: str, meaning: str, *, required: bool = False) -> Column:
    """A column of grades out of 5."""
    return Column(
        name=name,
        heading=heading,
        meaning=meaning,
        unit="grade out of 5",
        kind=Kind.INTEGER,
        least=1,
        most=5,
        required=required,
    )


QATT_REVIEWS = Dataset(
    name="qatt_reviews",
    title="QATT reviews",
    one_row_is="one review of one investigation",
    owner="Investigations Improvement Unit",
    system="Qlik",
    expected_every="month",
    key=("review_id",),
    dated_by="reviewed_on",
    columns=(
        identifier("review_id", "Review", "A number of the review itself, never of the investigation.", required=True),
        day("reviewed_on", "Reviewed on", "The day the review was finished.", required=True),
        code(
            "department_code",
            "Department",
            "departments",
            "The department whose investigation was reviewed.",
            required=True,
        ),
        _grade("victim_focus_grade", "Victim focus grade", "Care of the victim; empty where it does not apply."),
        _grade(
            "suspect_management_grade",
            "Suspect management grade",
            "How suspects were dealt with; empty where there is none.",
        ),
        _grade("investigation_standards_grade", "Investigation standards grade", "The standard of the investigation."),
        _grade("supervisor_review_grade", "Supervisor review grade", "The supervisor's reviews."),
        _grade("overall_grade", "Overall grade", "The whole investigation.", required=True),
    ),
)

QATT_AVERAGES = Dataset(
    name="qatt_averages",
    title="QATT average grades",
    one_row_is="one section of the tool over one period",
    owner="Investigations Improvement Unit",
    system="Qlik",
    expected_every="month",
    key=("period_to_on", "section_code"),
    dated_by="period_to_on",
    columns=(
        PERIOD_FROM,
        PERIOD_TO,
        code(
            "section_code",
            "Section",
            "qatt_sections",
            "Victim focus, suspect management, investigation standards, supervisor review, or overall.",
            required=True,
        ),
        decimal(
            "average_grade",
            "Average grade",
            "The mean of the grades given, out of 5.",
            "grade out of 5",
            0,
            5,
            disclosure=derived_from("reviews_count"),
        ),
        count("reviews_count", "Reviews", "How many reviews the average is of.", "reviews"),
    ),
    wide=Wide(
        down="section_code",
        across="period_to_on",
        each="section",
        met=("victim focus", "suspect management", "investigation standards", "supervisor review", "overall"),
        figure="average_grade",
    ),
    reconciliations=(
        of_newest(
            "qatt_averages",
            "Overall grade against the mean of the four sections",
            "The printed overall grade is the mean of the four sections, to one decimal place",
            ("qatt_average_grade_by_section",),
            subject="Mean of the four sections",
            found="round(avg(average_grade) filter (where section_code <> 'overall'), 1)",
            expected="max(average_grade) filter (where section_code = 'overall')",
            having="count(*) filter (where section_code <> 'overall') = 4",
            dated_by="period_to_on",
        ),
    ),
)

INVESTIGATION_STANDARDS = Dataset(
    name="investigation_standards",
    title="Investigation standards",
    one_row_is="one measure at one as-at date",
    owner="Investigations Improvement Unit",
    system="Qlik",
    expected_every="month",
    key=("as_at_on", "measure_code"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code(
            "measure_code",
            "Measure",
            "standard_measures",
            "Supervisor reviews, plans, masterclasses or QATT reviews.",
            required=True,
        ),
        percentage(
            "share_percent", "Share", "The share as printed.", derived_from("numerator_count", "denominator_count")
        ),
        count("numerator_count", "Met", "How many met the standard.", "count"),
        count("denominator_count", "Out of", "How many should have.", "count"),
        count("count", "Count", "A plain count, where the measure is one.", "count"),
        QUALIFIER,
    ),
    crossed=Crossed(
        over={
            "measure_code": ("Supervisor reviews completed", "Investigation plans completed", "Masterclasses attended")
        },
        figure="share_percent",
    ),
    rules=(no_more_than("numerator_count", "denominator_count", "No more can meet a standard than should have"),),
)

POSITIVE_OUTCOMES = Dataset(
    name="positive_outcomes",
    title="Positive outcomes",
    one_row_is="one group of crime at one as-at date",
    owner="Head of Criminal Justice",
    system="Qlik",
    expected_every="month",
    key=("as_at_on", "crime_group_code"),
    crossed=Crossed(over={"crime_group_code": ("All crime", "Victim-based crime", "Violence", "Sexual offences")}),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code(
            "crime_group_code",
            "Crime group",
            "crime_groups",
            "All crime, victim-based crime, or outcomes re-claimed on review.",
            required=True,
        ),
        percentage(
            "rate_percent",
            "Rate",
            "Positive outcomes as a share of crimes, as printed.",
            derived_from("numerator_count", "denominator_count"),
        ),
        count("numerator_count", "Positive outcomes", "Positive outcomes in the period.", "outcomes"),
        count("denominator_count", "Crimes", "Crimes in the period.", "crimes"),
        code("period_kind_code", "Period", "period_kinds", "Year to date or other."),
        decimal(
            "change_printed",
            "Change as printed",
            "The change the source prints; it may not say whether points or per cent.",
            "as printed",
            disclosure=derived_from("numerator_count", "denominator_count"),
        ),
        count(
            "additional_outcomes_count",
            "Additional outcomes",
            "More outcomes than in the period compared with.",
            "outcomes",
            qualifier="qualifier_code",
        ),
        QUALIFIER,
    ),
)
