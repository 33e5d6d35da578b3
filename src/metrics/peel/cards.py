"""The cards of the PEEL metrics."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts.column import SAFE
from src.contracts.metric import Better, Kind
from src.contracts.shared_columns import text
from src.metrics import common
from src.metrics.columns import columns, count, flag, unlisted
from src.metrics.common import LATE_REVIEW, LIAISON, figures
from src.metrics.peel import wording
from src.metrics.peel.dataset import PEEL_GRADINGS, PEER_GRADINGS

_metric = partial(common.metric, Path(__file__).parent, owner=LIAISON, review_by=LATE_REVIEW)
_BREAKS = "Grades may not be compared across the drawn breaks: scales, frameworks and what is inspected changed there."
_OTHERS = (
    "Forces were inspected at different dates, and not always on the same areas or on as many.",
    "The frameworks of 2021/22 and 2023-25 are not comparable: each cycle is read on its own.",
    "A grade whose date no source states counts from the first publication of its cycle held here.",
)

FORCE = text("force_name", "Force", "The name of the force.")

PAGE = "peel_grades"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.grades,
        name="peel_grades_by_question",
        is_published=True,
        title="PEEL grades by question",
        definition="The grade of every pillar, question and area in each inspection, with how the grade is known.",
        why="It is the inspectorate's judgment of the force, and the record that every later inspection starts from.",
        **figures("grades", Better.NEUTRAL, Kind.GRADE),
        one_row_per=("grading_id",),
        columns=columns(
            PEEL_GRADINGS,
            "grading_id cycle_code cycle_name cycle_order pillar_code entry_level_code thread_code thread_name",
            text("group_name", "Group", "The pillar of the thread."),
            unlisted(count("thread_order", "Order of thread", "The place of the thread in the grid.", "", SAFE)),
            unlisted(text("may_be_followed", "May be followed", "Whether the thread may be read across every break.")),
            unlisted(text("reading_note", "How to read it", "What may be compared in the thread, and why.")),
            "question grade_code grade_name",
            unlisted(text("short_name", "Grade in short", "The grade as it is abbreviated.")),
            "rank_order carried_over_from",
            unlisted(PEEL_GRADINGS.column("inspected_text")),
            "published_on published_precision basis_code basis_name",
            unlisted(text("basis_mark", "Mark of basis", "The sign that stands for the basis.")),
            unlisted(PEEL_GRADINGS.column("is_disputed")),
            "second_source_id source_id source_title source_address",
            unlisted(text("second_source_title", "Second source", "The title of the source that says otherwise.")),
            "place note",
        ),
        table="cycle_name thread_name question grade_name carried_over_from basis_name published_on source_title",
        reads=("peel_gradings", "peel_cycles", "peel_threads", "peel_grades", "grade_bases", "sources"),
        caveats=(
            _BREAKS,
            "A blank means that no source held gives the grade; it is not a grade.",
            "A grade marked as worked out rests on published counts, not on a page that names it.",
        ),
    ),
    _metric(
        wording.counts,
        name="peel_grade_counts_by_cycle",
        is_published=True,
        title="PEEL grades counted by cycle",
        definition="The number of areas or questions holding each grade in a cycle, beside the number the inspectorate published.",
        why="The published counts are the check on the grades held one by one.",
        **figures("areas or questions", Better.NEUTRAL, Kind.GRADE),
        one_row_per=("cycle_code", "grade_code"),
        columns=columns(
            PEEL_GRADINGS,
            "cycle_code cycle_name grade_code grade_name rank_order",
            count(
                "held_count",
                "Held here",
                "Areas or questions held here with the grade.",
                "areas or questions",
                SAFE,
            ),
            count(
                "inferred_count",
                "Of them worked out",
                "Of those, how many rest on published counts.",
                "areas or questions",
                SAFE,
            ),
            count("published_count", "Published", "How many the inspectorate published.", "areas or questions", SAFE),
            count(
                "published_graded_count",
                "Of areas graded",
                "How many were graded in all, as published.",
                "areas or questions",
                SAFE,
            ),
        ),
        reads=("peel_gradings", "peel_cycles", "peel_grades", "peel_published_counts"),
        caveats=(_BREAKS, "Before 2021/22 questions are counted, from then on areas."),
    ),
    _metric(
        wording.peer_counts,
        name="peer_grade_counts_by_cycle",
        is_published=True,
        title="PEEL grades of other forces, counted by cycle",
        definition="The number of areas holding each grade in a cycle, for each other force held and for the force itself as published.",
        why="Grades are read beside those of other forces under the same framework.",
        **figures("areas", Better.NEUTRAL, Kind.GRADE),
        one_row_per=("cycle_code", "force_code", "grade_code"),
        columns=columns(
            PEER_GRADINGS,
            "cycle_code cycle_name cycle_order",
            unlisted(text("force_code", "Force", "The force.")),
            FORCE,
            unlisted(
                flag("is_peer", "Another force", "Whether it is another force than the one the store belongs to.")
            ),
            "row_kind_code grade_code grade_name rank_order",
            replace(PEER_GRADINGS.column("areas_count"), disclosure=SAFE),
            replace(PEER_GRADINGS.column("areas_graded_count"), disclosure=SAFE),
            "published_on published_precision source_id source_title place note",
        ),
        table="cycle_name force_name grade_name areas_count areas_graded_count published_on source_title place note",
        reads=(
            "peer_gradings",
            "peer_forces",
            "peel_published_counts",
            "forces",
            "peel_cycles",
            "peel_grades",
            "sources",
        ),
        caveats=(*_OTHERS, "Where no count is published for another force, the areas named are counted."),
    ),
    _metric(
        wording.peer_areas,
        name="peer_grades_by_area",
        is_published=True,
        title="PEEL grades of other forces by area",
        definition="The grade of each area of policing that a source names for another force, with how the grade is known.",
        why="The counts say how many areas hold a grade; this says which, as far as a source names them.",
        **figures("grades", Better.NEUTRAL, Kind.GRADE),
        one_row_per=("grading_id",),
        columns=columns(
            PEER_GRADINGS,
            "grading_id cycle_code cycle_name cycle_order peer_force_code",
            FORCE,
            "area grade_code grade_name rank_order published_on published_precision basis_code basis_name source_id",
            "source_title place note",
        ),
        table="cycle_name force_name area grade_name basis_name published_on source_title note",
        reads=("peer_gradings", "peer_forces", "peel_cycles", "peel_grades", "grade_bases", "sources"),
        caveats=(*_OTHERS, "Only the areas that a source names are held; an area not named is not a blank grade."),
    ),
)
