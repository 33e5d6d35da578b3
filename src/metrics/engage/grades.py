"""The cards of the grades that single reviews of investigations gave."""

from src.metrics.contract import Better, Kind, Varying
from src.metrics.engage import grade_sentences
from src.metrics.engage.shared import OWNED_BY, metric

_GOOD = (
    "Good or better is a grade of 4 or 5 out of 5: our reading, as the tool's own words for its grades "
    "are not published."
)
_WHOLE_MONTHS = "A month is counted once it has ended at the as-at date; the month that runs is left out."
_SHARE = Varying(
    column="share_percent",
    said="QATT reviews graded good or better",
    unit="per cent",
    better=Better.HIGHER,
    kind=Kind.SHARE,
)

METRICS = (
    metric(
        grade_sentences.distribution,
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
    metric(
        grade_sentences.departments,
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
