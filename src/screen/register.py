"""The findings register on screen: filters kept in the address, and the rule of who may close."""

from collections.abc import Sequence

import streamlit

from src import wording
from src.metrics.contract import Result, Row
from src.screen import parts
from src.screen.board import Board
from src.screen.parts import Field

ALL = "All"
FILTERS = {
    "Type": "finding_type_name",
    "Theme": "theme_name",
    "Status": "status_name",
    "Report": "source_report",
}


def who_may_close(on: Board) -> None:
    """The levels and who may close a finding at each."""
    levels = on.edition.code_list("finding_levels").rows
    fields = [
        Field(name="level_name", heading="Level"),
        Field(name="who_may_close", heading="Who may close"),
        Field(name="how_closed", heading="How"),
    ]
    with streamlit.container(key="panel-levels"):
        streamlit.html(
            parts.panel_head(
                "Who may close a finding depends on its level",
                "The inspectorate's scheme, as the force's paper of June 2023 gives it (para 2.5)",
            )
            + parts.table(levels, fields, "Levels")
        )


def browse(on: Board, result: Result) -> None:
    """The register with its filters and search. The choices stand in the address."""
    with streamlit.container(key="panel-register"):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        streamlit.html(
            parts.panel_head(result.sentence, "Filter by type, theme, status or report, or search the titles")
        )
        kept: Sequence[Row] = result.rows
        with streamlit.container(horizontal=True, key="choice-register"):
            for heading, name in FILTERS.items():
                choices = [ALL, *sorted({str(row[name]) for row in result.rows if row[name]})]
                picked = streamlit.selectbox(heading, choices, key=heading.lower(), bind="query-params", width=210)
                if picked != ALL:
                    kept = [row for row in kept if row[name] == picked]
            words = streamlit.text_input("Search titles", key="search", bind="query-params", width=230)
        if words:
            kept = [row for row in kept if words.lower() in str(row["title"]).lower()]
        shown = wording.count_of(len(kept), "finding")
        fields = [
            Field(name="title", heading="Finding, in our words"),
            Field(name="finding_type_name", heading="Type"),
            Field(name="source_report", heading="Report"),
            Field(name="reference", heading="Reference"),
            Field(name="deadline_as_set", heading="Deadline as set"),
            Field(name="status_name", heading="Status"),
            Field(name="as_at_on", heading="Last stated", precision="as_at_precision"),
            Field(name="owner_role", heading="Owner"),
            Field(name="place", heading="Place in source"),
            Field(name="note", heading="Note"),
        ]
        if kept:
            streamlit.html(
                '<div class="pb-tall">'
                + parts.table(kept, fields, f"{shown} of {len(result.rows)}", is_counted=True)
                + "</div>"
            )
        else:
            streamlit.html(parts.empty("No finding fits these choices. Take one away to see more."))
        streamlit.html(parts.footer(result) + parts.working(result))
