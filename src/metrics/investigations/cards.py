"""The cards of investigation quality."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts import column
from src.contracts.column import COUNT, derived_from, earlier, total_of
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, Kind, Varying
from src.contracts.shared_columns import text
from src.metrics import common
from src.metrics.columns import SHARED, columns, count, measure, share, unlisted
from src.metrics.common import figures
from src.metrics.investigations import wording
from src.metrics.investigations.dataset import INVESTIGATION_STANDARDS, POSITIVE_OUTCOMES, QATT_AVERAGES, QATT_REVIEWS

_metric = partial(common.metric, Path(__file__).parent, topic="investigations", owner="Investigations Improvement Unit")

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

_GRADES = tuple(f"grade_{grade}_count" for grade in range(1, 6))
_MEAN = derived_from("reviews_count", "good_count")

PAGE = "investigation_quality"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.qatt_grades,
        name="qatt_average_grade_by_section",
        title="QATT average grade by section",
        definition="The mean grade out of 5 that inspectors gave investigations with the Quality Assurance Thematic Tool (QATT), overall and by section.",
        why="It shows the quality of investigations, where the other measures show only that steps were done.",
        **figures("grade out of 5", Better.HIGHER, Kind.GRADE),
        figure="average_grade",
        headlines=(
            HeadlineRule(
                name="investigation_quality",
                title="Investigation quality (QATT)",
                singular="The average QATT grade of investigations is {figure} out of 5",
                plural="The average QATT grade of investigations is {figure} out of 5",
                column="average_grade",
                where={"section_code": "overall"},
                scale="of 5",
            ),
        ),
        one_row_per=("as_at_on", "section_code"),
        columns=columns(
            QATT_AVERAGES,
            "period_from_on as_at_on section_code section_name average_grade reviews_count source_id place note",
        ),
        table="section_name average_grade period_from_on as_at_on reviews_count",
        reads=("qatt_averages", "qatt_sections"),
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
        **figures("reviews", Better.HIGHER, Kind.STOCK),
        figure="reviews_count",
        one_row_per=("as_at_on",),
        columns=columns(
            INVESTIGATION_STANDARDS,
            "as_at_on as_at_precision",
            count(
                "reviews_count", "Reviews", "Reviews completed so far.", "reviews", COUNT, qualifier="qualifier_code"
            ),
            "qualifier_code source_id place note",
        ),
        reads=("investigation_standards",),
        shares_data="cumulative",
        caveats=('"Over 3,700" is a lower bound and is shown as one.',),
    ),
    _metric(
        wording.standards,
        name="investigation_standards_met",
        title="Investigation standards met",
        definition="The share of investigations, or of eligible staff, that meet each standard: supervisor reviews, investigation plans and masterclasses.",
        why="Almost half of the files sampled in 2023 had no supervisor review, and these steps are the answer.",
        **figures("per cent", Better.HIGHER, Kind.SHARE),
        figure="share_percent",
        is_named_by_part=True,
        one_row_per=("as_at_on", "measure_code"),
        columns=columns(
            INVESTIGATION_STANDARDS,
            "as_at_on as_at_precision measure_code",
            replace(
                INVESTIGATION_STANDARDS.column("measure_code"),
                name="measure_name",
                kind=column.Kind.TEXT,
                is_listed=True,
            ),
            unlisted(text("meaning", "Meaning", "What the standard asks for.")),
            "share_percent numerator_count denominator_count qualifier_code source_id place note",
        ),
        table="measure_name as_at_on share_percent note",
        reads=("investigation_standards", "standard_measures"),
        share_of=("numerator_count", "denominator_count"),
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
        **figures("per cent", Better.HIGHER, Kind.SHARE),
        figure="share_percent",
        one_row_per=("as_at_on", "crime_group_code"),
        columns=columns(
            POSITIVE_OUTCOMES,
            "as_at_on as_at_precision crime_group_code crime_group_name",
            share(
                "Rate", "Positive outcomes as a share of crimes.", "numerator_count", "denominator_count", decimals=2
            ),
            "numerator_count denominator_count period_kind_code change_printed additional_outcomes_count",
            "qualifier_code source_id place note",
        ),
        table="crime_group_name as_at_on share_percent change_printed additional_outcomes_count note",
        reads=("positive_outcomes", "crime_groups"),
        share_of=("numerator_count", "denominator_count"),
        shares_data="year to date",
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
        **figures("reviews", Better.HIGHER, Kind.SHARE),
        one_row_per=("as_at_on", "section_code"),
        columns=columns(
            QATT_AVERAGES,
            "as_at_on as_at_precision",
            unlisted(SHARED["month_on"]),
            "section_code section_name",
            *(
                count(name, f"Graded {name[6]}", "Reviews that gave this grade out of 5.", "reviews", COUNT)
                for name in _GRADES
            ),
            count("good_count", "Good or better", "Reviews that gave 4 or 5.", "reviews", total_of(*_GRADES[3:])),
            count("reviews_count", "Reviews", "Reviews that gave a grade.", "reviews", total_of(*_GRADES)),
            measure(
                "average_grade",
                "Average grade",
                "The mean of the grades given.",
                "grade out of 5",
                derived_from(*_GRADES),
            ),
            share("Share good or better", "The share of reviews that gave 4 or 5.", "good_count", "reviews_count"),
        ),
        table="section_name as_at_on grade_1_count grade_2_count grade_3_count grade_4_count grade_5_count reviews_count share_percent average_grade",
        reads=("qatt_reviews", "qatt_sections"),
        share_of=("good_count", "reviews_count"),
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
        **figures("reviews", Better.HIGHER, Kind.SHARE),
        one_row_per=("as_at_on", "department_code"),
        columns=columns(
            QATT_REVIEWS,
            "as_at_on as_at_precision",
            unlisted(SHARED["month_on"]),
            "department_code department_name",
            count("reviews_count", "Reviews", "Reviews of the department's investigations.", "reviews", COUNT),
            count("good_count", "Good or better", "Of them, graded 4 or 5 overall.", "reviews", COUNT),
            measure("average_grade", "Average grade", "The mean overall grade.", "grade out of 5", _MEAN),
            unlisted(
                measure(
                    "force_average_grade",
                    "Force's average grade",
                    "The mean over all departments.",
                    "grade out of 5",
                    _MEAN,
                )
            ),
            measure("difference_grade", "Against the force", "The department's mean less the force's.", "grade", _MEAN),
            measure(
                "previous_average_grade",
                "Average the month before",
                "The mean of the month before.",
                "grade out of 5",
                earlier("average_grade"),
            ),
            share("Share good or better", "The share graded 4 or 5 overall.", "good_count", "reviews_count"),
        ),
        table="department_name as_at_on reviews_count share_percent average_grade difference_grade previous_average_grade",
        reads=("qatt_reviews", "departments"),
        share_of=("good_count", "reviews_count"),
        varying=(_SHARE,),
        caveats=(_GOOD, _WHOLE_MONTHS, "A department with few reviews in a month moves much by chance alone."),
    ),
)
