"""The cards of the PEEL metrics."""

from datetime import date
from pathlib import Path

from src.metrics.contract import Better, Card, Kind, Metric
from src.metrics.peel import sentences

_OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
_BREAKS = "Grades may not be compared across the drawn breaks: scales, frameworks and what is inspected changed there."

METRICS = (
    Metric(
        folder=Path(__file__).parent,
        sentence=sentences.grades,
        card=Card(
            name="peel_grades_by_question",
            title="PEEL grades by question",
            definition="The grade of every pillar, question and area in each inspection, with how the grade is known.",
            why="It is the inspectorate's judgment of the force, and the record that every later inspection starts from.",
            unit="grades",
            better=Better.NEUTRAL,
            kind=Kind.GRADE,
            one_row_per=("grading_id",),
            reads=("peel_gradings", "peel_cycles", "peel_threads", "peel_grades", "grade_bases", "sources"),
            owner=_OWNER,
            review_by=date(2027, 6, 30),
            caveats=(
                _BREAKS,
                "A blank means that no source held gives the grade; it is not a grade.",
                "A grade marked as worked out rests on published counts, not on a page that names it.",
            ),
        ),
    ),
    Metric(
        folder=Path(__file__).parent,
        sentence=sentences.counts,
        card=Card(
            name="peel_grade_counts_by_cycle",
            title="PEEL grades counted by cycle",
            definition="The number of areas or questions holding each grade in a cycle, beside the number the inspectorate published.",
            why="The published counts are the check on the grades held one by one.",
            unit="areas or questions",
            better=Better.NEUTRAL,
            kind=Kind.GRADE,
            one_row_per=("cycle_code", "grade_code"),
            reads=("peel_gradings", "peel_cycles", "peel_grades", "peel_published_counts"),
            owner=_OWNER,
            review_by=date(2027, 6, 30),
            caveats=(_BREAKS, "Before 2021/22 questions are counted, from then on areas."),
        ),
    ),
)
