"""Overview: where the force stands, the six figures that matter, what moved, and what to be careful with."""

import streamlit

from src.present.plotly import bars
from src.web import cards, changed, components, engage_timeline, grid, overview, page_shell, panels
from src.web.components import Field

context = page_shell.open_page("Overview")
first, more = overview.headline(context)
six = context.results(overview.SIX)
page_shell.headline(context, first, six, more)

streamlit.html(cards.tiles(overview.six_figures(context)))

careful = overview.careful(context)
basis = changed.Basis(since=changed.usual(context))
found = changed.changes_of(context, basis)
left, right = streamlit.columns(2)
with left:
    streamlit.html(
        components.section("What changed", changed.sentence(context, found, basis))
        + (
            changed.lines(context, changed.first(found))
            if changed.first(found)
            else components.empty("Nothing has two dates to compare.")
        )
        + changed.rest(context, found)
    )
with right:
    streamlit.html(
        components.section(
            "What to be careful with", "Every figure below stands as printed; these are the ones to read twice."
        )
        + (cards.care(careful) if careful else components.empty("Nothing to warn of at this date."))
    )

causes = context.result("causes_of_concern_by_status")
if causes.rows:
    newest = causes.where(cycle_code=causes.rows[0]["cycle_code"])
    streamlit.html(
        components.section(
            "Causes of concern",
            f"From {newest[0]['cycle_name']}, each with the measure that shows whether the work is having an effect.",
        )
        + cards.causes(causes, newest, engage_timeline.measures(context))
    )

streamlit.html(components.section("Findings and grades"))
published = context.result("published_findings_by_level")
panels.picture(
    context,
    published,
    lambda: bars.open_and_closed(published, context.look),
    [
        Field(name="finding_type_name", heading="Type"),
        Field(name="level_name", heading="Level"),
        Field(name="open_count", heading="Open", is_number=True),
        Field(name="closed_count", heading="Closed", is_number=True),
        Field(name="total_count", heading="Total as printed", is_number=True),
    ],
    flagged="unexplained_count",
)
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
    [
        Field(name="cycle_name", heading="Cycle"),
        Field(name="thread_name", heading="Thread"),
        Field(name="grade_name", heading="Grade"),
        Field(name="basis_name", heading="Basis"),
    ],
)
with streamlit.container(horizontal=True, key="choice-onward"):
    for name, title in page_shell.onward(context):
        streamlit.page_link(page_shell.page_file(name), label=title, query_params={"as_at": context.as_at.isoformat()})
page_shell.close_page(context, [*six, published, grades])
