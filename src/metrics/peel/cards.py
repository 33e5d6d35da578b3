"""The cards of the PEEL metrics."""

from datetime import date
from pathlib import Path

from src.contracts.metric import Better, Card, Kind, Metric
from src.metrics.peel import wording

_OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
_BREAKS = "Grades may not be compared across the drawn breaks: scales, frameworks and what is inspected changed there."
_OTHERS = (
    "Forces were inspected at different dates, and not always on the same areas or on as many.",
    "The frameworks of 2021/22 and 2023-25 are not comparable: each cycle is read on its own.",
    "A grade whose date no source states counts from the first publication of its cycle held here.",
)

METRICS = (
    Metric(
        folder=Path(__file__).parent,
        sentence=wording.grades,
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
        sentence=wording.counts,
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
    Metric(
        folder=Path(__file__).parent,
        sentence=wording.peer_counts,
        card=Card(
            name="peer_grade_counts_by_cycle",
            title="PEEL grades of other forces, counted by cycle",
            definition="The number of areas holding each grade in a cycle, for each other force held and for the force itself as published.",
            why="Grades are read beside those of other forces under the same framework.",
            unit="areas",
            better=Better.NEUTRAL,
            kind=Kind.GRADE,
            one_row_per=("cycle_code", "force_code", "grade_code"),
            reads=(
                "peer_gradings",
                "peer_forces",
                "peel_published_counts",
                "forces",
                "peel_cycles",
                "peel_grades",
                "sources",
            ),
            owner=_OWNER,
            review_by=date(2027, 6, 30),
            caveats=(*_OTHERS, "Where no count is published for another force, the areas named are counted."),
        ),
    ),
    Metric(
        folder=Path(__file__).parent,
        sentence=wording.peer_areas,
        card=Card(
            name="peer_grades_by_area",
            title="PEEL grades of other forces by area",
            definition="The grade of each area of policing that a source names for another force, with how the grade is known.",
            why="The counts say how many areas hold a grade; this says which, as far as a source names them.",
            unit="grades",
            better=Better.NEUTRAL,
            kind=Kind.GRADE,
            one_row_per=("grading_id",),
            reads=("peer_gradings", "peer_forces", "peel_cycles", "peel_grades", "grade_bases", "sources"),
            owner=_OWNER,
            review_by=date(2027, 6, 30),
            caveats=(*_OTHERS, "Only the areas that a source names are held; an area not named is not a blank grade."),
        ),
    ),
)
