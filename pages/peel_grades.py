"""PEEL grades: every question in every cycle, with its breaks, its basis and its blanks; peers; what stands around."""

import streamlit

from src.web import components, grid, page_shell, panels, peer_table, tabs

context = page_shell.open_page("PEEL grades")
grades = context.result("peel_grades_by_question")
counts = context.result("peel_grade_counts_by_cycle")
other_counts = context.result("peer_grade_counts_by_cycle")
other_areas = context.result("peer_grades_by_area")
recording = context.result("recording_accuracy_by_crime_group")
comparison = context.result("force_and_national_comparison")
inspections = context.result("inspections_by_state")


def by_question() -> None:
    """The grid, how it may be read, and the grades counted."""
    panels.markup(
        context,
        grades,
        "Grades by question and cycle",
        "A hatched strip is a break: no grade is compared across it. On screen, open a cell for its question and source.",
        lambda: grid.grades(grades, context.edition.code_list("peel_cycles"), context.edition.code_list("grade_bases")),
        picture=grid.picture(context, grades),
    )
    if grades.rows:
        streamlit.html(
            components.section(
                "What may be followed",
                "One subject has been asked about in every cycle since 2015. The rest may be read only between two breaks.",
            )
            + components.opened("How each question may be read", grid.threads(grades))
        )
    panels.markup(
        context,
        counts,
        counts.sentence,
        "Areas or questions holding each grade, beside the count the inspectorate published where it did",
        lambda: grid.counts(counts),
    )


def other_forces() -> None:
    """The counts and the grades of other forces."""
    streamlit.html(
        components.section(
            "Beside other forces",
            "Forces were inspected at different dates, and not always on the same areas or on as many. "
            "The frameworks of 2021/22 and 2023-25 are not comparable, so each cycle is read on its own.",
        )
    )
    panels.markup(
        context,
        other_counts,
        "Areas holding each grade, force by force",
        "Each cycle on its own; a dash where a count is not known",
        lambda: peer_table.other_forces(other_counts, context.edition.code_list("peel_cycles")),
    )
    panels.markup(
        context,
        other_areas,
        other_areas.sentence,
        "A grid a cycle, this force on top; only the areas that a source names, the others are known as counts alone",
        lambda: peer_table.by_area(other_areas, grades),
    )


def around() -> None:
    """What else was measured and inspected."""
    streamlit.html(
        components.section("Around the grades", "What else the inspectorate has measured, and what it has inspected.")
    )
    panels.listing(
        context,
        recording,
        recording.sentence,
        "Share of reported crime that was recorded, as each source gives it",
    )
    panels.listing(
        context,
        comparison,
        comparison.sentence,
        "Each with its own note on comparing; the inspectorate did not judge forces on crime rates alone",
    )
    panels.listing(
        context,
        inspections,
        inspections.sentence,
        "Dates and state as the papers give them",
    )


page_shell.headline(context, grades.sentence, [grades, counts])
tabs.draw(
    "part",
    [
        ("Grades by question", ("peel_grades_by_question", "peel_grade_counts_by_cycle"), by_question),
        ("Beside other forces", ("peer_grade_counts_by_cycle", "peer_grades_by_area"), other_forces),
        (
            "Around the grades",
            ("recording_accuracy_by_crime_group", "force_and_national_comparison", "inspections_by_state"),
            around,
        ),
    ],
)
page_shell.close_page(context, [grades, counts, other_counts, other_areas, recording, comparison, inspections])
