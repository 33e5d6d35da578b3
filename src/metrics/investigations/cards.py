"""The cards of investigation quality."""

from functools import partial
from pathlib import Path

from src.contracts.metric import Better, Kind, Varying
from src.metrics import common
from src.metrics.common import OWNED_BY
from src.metrics.investigations import wording

_metric = partial(common.metric, Path(__file__).parent)

_GOOD = (
    "Good or better is a grade of 4 or 5 out of 5: our reading, as the tool's own words for its grades "
    "are not published."
)
_WHOLE_MONTHS = "A month is counted once it has ended at the as-at date; the month that runs is left out."
_SHARE = Varying(
    column="share_percent",
    text="QATT reviews graded good or better",
    unit="per cent",
    better=Better.HIGHER,
    kind=Kind.SHARE,
)

METRICS = (
    _metric(
        wording.qatt_grades,
        name="qatt_average_grade_by_section",
        title="QATT average grade by section",
        definition="The mean grade out of 5 that inspectors gave investigations with the Quality Assurance Thematic Tool (QATT), overall and by section.",
        why="It shows the quality of investigations, where the other measures show only that steps were done.",
        unit="grade out of 5",
        better=Better.HIGHER,
        kind=Kind.GRADE,
        figure="average_grade",
        topic="investigations",
        one_row_per=("as_at_on", "section_code"),
        reads=("qatt_averages", "qatt_sections"),
        owner=OWNED_BY.investigations,
        caveats=(
            "One pooled baseline for three months, gathered while inspectors learned the tool.",
            "The paper says inspectors and does not say whose.",
            "The number of reviews behind the averages is not stated.",
        ),
    ),
    _metric(
        wording.qatt_reviews,
        name="qatt_reviews_completed",
        title="QATT reviews completed",
        definition="The number of investigations graded so far with the Quality Assurance Thematic Tool (QATT).",
        why="It shows how much the average grades rest on.",
        unit="reviews",
        better=Better.HIGHER,
        kind=Kind.STOCK,
        figure="reviews_count",
        topic="investigations",
        one_row_per=("as_at_on",),
        reads=("investigation_standards",),
        shares_data="cumulative",
        owner=OWNED_BY.investigations,
        caveats=('"Over 3,700" is a lower bound and is shown as one.',),
    ),
    _metric(
        wording.standards,
        name="investigation_standards_met",
        title="Investigation standards met",
        definition="The share of investigations, or of eligible staff, that meet each standard: supervisor reviews, investigation plans and masterclasses.",
        why="Almost half of the files sampled in 2023 had no supervisor review, and these steps are the answer.",
        unit="per cent",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        figure="share_percent",
        topic="investigations",
        one_row_per=("as_at_on", "measure_code"),
        reads=("investigation_standards", "standard_measures"),
        share_of=("numerator_count", "denominator_count"),
        owner=OWNED_BY.investigations,
        caveats=(
            "A step done is not a step done well: read these beside the QATT grades.",
            "The supervisor reviews of 2024 are of investigations open more than 28 days; those of 2023 are of a sample of 100 files.",
        ),
    ),
    _metric(
        wording.outcomes,
        name="positive_outcome_rate",
        title="Positive outcome rate",
        definition="Positive outcomes as a share of recorded crimes, year to date.",
        why="It is what victims see at the end of an investigation.",
        unit="per cent",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        figure="share_percent",
        topic="investigations",
        one_row_per=("as_at_on", "crime_group_code"),
        reads=("positive_outcomes", "crime_groups"),
        share_of=("numerator_count", "denominator_count"),
        shares_data="year to date",
        owner=OWNED_BY.investigations,
        caveats=(
            "Year to date: successive figures share data, so no limits may be drawn on them.",
            "The last day counted is not stated.",
        ),
    ),
    _metric(
        wording.distribution,
        name="qatt_grade_distribution_by_month_and_section",
        title="QATT grades by month and section",
        definition=(
            "The number of reviews with the Quality Assurance Thematic Tool (QATT) that gave each grade from 1 to "
            "5 in a month, for each section, with the share of them graded good or better."
        ),
        why="A mean hides whether quality is even or whether good work makes up for bad.",
        unit="reviews",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        topic="investigations",
        one_row_per=("as_at_on", "section_code"),
        reads=("qatt_reviews", "qatt_sections"),
        share_of=("good_count", "reviews_count"),
        owner=OWNED_BY.investigations,
        varying=(_SHARE,),
        caveats=(
            _GOOD,
            _WHOLE_MONTHS,
            "A section that does not apply to an investigation has no grade and is not counted.",
        ),
    ),
    _metric(
        wording.departments,
        name="qatt_grade_by_department",
        title="QATT overall grade by department",
        definition=(
            "The number of reviews of each department's investigations in a month, the share graded good or "
            "better overall, and the mean grade beside the force's."
        ),
        why="Departments that drift apart may differ in their work, or in how it is graded.",
        unit="reviews",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        topic="investigations",
        one_row_per=("as_at_on", "department_code"),
        reads=("qatt_reviews", "departments"),
        share_of=("good_count", "reviews_count"),
        owner=OWNED_BY.investigations,
        varying=(_SHARE,),
        caveats=(_GOOD, _WHOLE_MONTHS, "A department with few reviews in a month moves much by chance alone."),
    ),
)
