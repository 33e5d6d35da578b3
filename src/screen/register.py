"""The findings register on screen: filters kept in the address, and the rule of who may close."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit

from src import wording
from src.metrics.contract import Result, Row
from src.metrics.findings.living_sentences import none_listed
from src.screen import parts
from src.screen.board import Board
from src.screen.parts import Field

ALL = "All"
LONG = 12
"""More rows than this are looked through in a window of their own."""
FILTERS = {
    "Type": "finding_type_name",
    "Level": "level_name",
    "Theme": "theme_name",
    "Status": "status_name",
    "Report": "source_report",
    "Owner": "owner_role",
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


def dated(on: Board, result: Result, listed: Result, subtitle: str, fields: Sequence[Field]) -> None:
    """A list of findings by a date. Where it has no rows, what that means is said."""
    if not result.rows:
        result = replace(result, sentence=none_listed(result.card.name, listed.rows, on.as_at))
    with streamlit.container(key=f"panel-{result.card.name}"):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        said = on.kept(
            f"{on.page} {result.card.name}",
            lambda: (
                parts.panel_head(result.sentence, subtitle)
                + f'<div class="{"pb-tall" if len(result.rows) > LONG else ""}">'
                + parts.table(result.rows, fields, result.card.title)
                + "</div>"
                + parts.footer(result)
                + parts.working(result)
            ),
        )
        streamlit.html(said)


def extracts(on: Board, whole: Result, left_register: Result) -> None:
    """The whole registers held and what has left them, or that none is held and what that means."""
    if not whole.rows:
        said = (
            "No whole register is held, so these counts are of what the papers set out by name. An extract of the "
            'monitoring portal with "Whole register" in its column Coverage makes them complete.'
        )
        streamlit.html(parts.note(said, calm=True))
        return
    dated(
        on,
        whole,
        whole,
        "What each whole register held on its day",
        [
            Field(name="as_at_on", heading="As at"),
            Field(name="open_count", heading="Open", is_number=True),
            Field(name="awaiting_count", heading="Awaiting HMICFRS", is_number=True),
            Field(name="closed_count", heading="Closed", is_number=True),
            Field(name="not_stated_count", heading="Not stated", is_number=True),
            Field(name="findings_count", heading="All", is_number=True),
        ],
    )
    if left_register.rows:
        dated(
            on,
            left_register,
            whole,
            "Listed before, and missing from the newest whole register",
            [
                Field(name="title", heading="Finding, in our words"),
                Field(name="level_name", heading="Level"),
                Field(name="status_name", heading="Last status"),
                Field(name="last_stated_on", heading="Last stated"),
                Field(name="missing_from_on", heading="Missing from"),
            ],
        )


def browse(on: Board, result: Result) -> None:
    """The register with its filters and search. The choices stand in the address."""
    with streamlit.container(key="panel-register"):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        streamlit.html(
            parts.panel_head(
                result.sentence, "Filter by type, level, theme, status, report or owner, or search the titles"
            )
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
            Field(name="level_name", heading="Level"),
            Field(name="deadline_on", heading="Deadline", precision="deadline_precision"),
            Field(name="deadline_as_set", heading="Deadline as set"),
            Field(name="force_target_on", heading="Force's own date"),
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
