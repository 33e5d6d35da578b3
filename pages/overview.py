"""Overview: where the force stands, the headline figures, what changed, what comes next, what to be careful with."""

import streamlit

from src.analysis import coming_up
from src.present import finding_charts
from src.web import (
    baselines,
    cards,
    changed,
    components,
    grid,
    headlines,
    overview,
    page_shell,
    panels,
)

context = page_shell.open_page("Overview")
baseline = baselines.chosen(context)
figures = headlines.figures(context, baseline)
changes = changed.changes_of(context, baseline)
first, more = overview.headline(context, figures, changes)
behind = context.results([figure.metric for figure in figures])
page_shell.headline(context, first, behind, more)

streamlit.html(headlines.tiles(context, figures, baseline))
coming = coming_up.coming_up(
    context.result("inspections_by_state"), context.result("board_meetings_by_date"), context.result("findings_due")
)
careful = overview.careful(context, figures, baseline)
left, right = streamlit.columns(2)
with left:
    streamlit.html(
        components.section("What changed", changed.sentence(context, changes, baseline))
        + (
            changed.lines(context, changed.first(changes))
            if changed.first(changes)
            else components.empty("Nothing has two dates to compare.")
        )
        + changed.rest(context, changes)
    )
with right:
    streamlit.html(
        components.section("What comes next")
        + (
            overview.coming_lines(context, coming)
            if coming
            else components.empty("No inspection, board or deadline ahead is recorded.")
        )
        + components.section("What to be careful with", "Every figure is shown as it came.")
        + (overview.caution_lines(context, careful) if careful else components.empty("No warnings at this date."))
    )

causes = context.result("causes_of_concern_by_status")
if causes.rows:
    newest = causes.where(cycle_code=causes.rows[0]["cycle_code"])
    streamlit.html(
        components.section(
            "Causes of concern",
            f"From {newest[0]['cycle_name']}, each with the measure that shows whether the work is having an effect.",
        )
        + cards.causes(context, newest, headlines.by_topic(context, baseline))
    )

streamlit.html(components.section("Findings and grades"))
published, registers = context.result("published_findings_by_level"), context.result("findings_by_level_over_time")
if finding_charts.by_level_over_time(context):
    panels.picture(context, registers, finding_charts.by_level_over_time)
else:  # the printed table leads only where no two whole registers are recorded
    panels.picture(context, published, finding_charts.by_level, flagged="unexplained_count")
grades = context.result("peel_grades_by_question")
panels.markup(
    context,
    grades,
    grades.sentence,
    "PEEL grades of the last three cycles; a hatched strip is a break across which grades may not be compared",
    lambda: grid.grades(
        grades,
        context.edition.code_list("peel_cycles"),
        context.edition.code_list("grade_bases"),
        grid.last_three(grades),
    ),
    picture=grid.picture(context, grades, grid.last_three(grades)),
)
with streamlit.container(horizontal=True, key="choice-onward"):
    for name, title in page_shell.onward(context):
        streamlit.page_link(page_shell.page_file(name), label=title, query_params={"as_at": context.as_at.isoformat()})
page_shell.close_page(context, [*behind, published, registers, grades])
