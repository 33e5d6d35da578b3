"""PEEL grades: every question in every cycle, with its breaks, its basis and its blanks; peers; what stands around."""

from src.present.views.view import GradeGrid, GridOf, Heading, ReadingOf, TableOf, Tabs, View

GRADES, COUNTS = "peel_grades_by_question", "peel_grade_counts_by_cycle"

LAST_CYCLES = GridOf(
    metric=GRADES,
    grid=GradeGrid.LAST_CYCLES,
    subtitle="Grades of the last three cycles to what the newest asks; a hatched strip is a break across which grades may "
    "not be compared",
)

VIEW = View(
    title="PEEL grades",
    headline=(GRADES, COUNTS),
    draws_events=False,
    items=(
        Tabs(
            name="part",
            tabs=(
                (
                    "Grades by question",
                    (
                        GridOf(
                            metric=GRADES,
                            grid=GradeGrid.QUESTIONS,
                            title="Grades by question and cycle",
                            subtitle="A hatched strip is a break: no grade is compared across it. On screen, open a cell "
                            "for its question and source.",
                        ),
                        ReadingOf(metric=GRADES),
                        GridOf(
                            metric=COUNTS,
                            grid=GradeGrid.COUNTS,
                            subtitle="Areas or questions holding each grade, beside the count the inspectorate published "
                            "where it did",
                        ),
                    ),
                ),
                (
                    "Beside other forces",
                    (
                        Heading(
                            title="Beside other forces",
                            text="Forces were inspected at different dates, and not always on the same areas or on as "
                            "many. The frameworks of 2021/22 and 2023-25 are not comparable, so each cycle is read on its "
                            "own.",
                        ),
                        GridOf(
                            metric="peer_grade_counts_by_cycle",
                            grid=GradeGrid.FORCES,
                            title="Areas holding each grade, force by force",
                            subtitle="Each cycle on its own; a dash where a count is not known",
                        ),
                        GridOf(
                            metric="peer_grades_by_area",
                            grid=GradeGrid.AREAS,
                            subtitle="A grid a cycle, this force on top; only the areas that a source names, the others "
                            "are known as counts alone",
                        ),
                    ),
                ),
                (
                    "Around the grades",
                    (
                        Heading(
                            title="Around the grades",
                            text="What else the inspectorate has measured, and what it has inspected.",
                        ),
                        TableOf(
                            metric="recording_accuracy_by_crime_group",
                            subtitle="Share of reported crime that was recorded, as each source gives it",
                        ),
                        TableOf(
                            metric="force_and_national_comparison",
                            subtitle="Each with its own note on comparing; the inspectorate did not judge forces on crime "
                            "rates alone",
                        ),
                        TableOf(metric="inspections_by_state", subtitle="Dates and state as the papers give them"),
                    ),
                ),
            ),
        ),
    ),
)
