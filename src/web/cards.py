"""The cards of the causes of concern, each with the measure that shows whether the work on it has an effect."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings.wording import answerable, recommendations_of_cause

STATES = {"open": ("open", "● Open"), "closed": ("closed", "✓ Closed")}


def causes(result: Result, shown: Sequence[Row], measures: dict[str, str]) -> str:
    """One card a cause of concern: its state, its recommendations, and the measure that shows whether it works."""
    return f'<div class="pb-causes">{"".join(_cause(row, measures.get(str(row["measures_topic"]), "")) for row in shown)}</div>'


def _cause(row: Row, measure: str) -> str:
    shade, state = STATES.get(str(row["counts_as"]), ("other", str(row["status_name"])))
    if row["status_on"] and row["counts_as"] == "closed":
        state += f" {wording.day(row['status_on'])}"
    return (
        f'<article class="pb-cause {shade}"><span class="pb-state {shade}">{escape(state)}</span>'
        f"<h3>{escape(str(row['title']))}</h3><p>{escape(recommendations_of_cause(row) or 'No recommendation set out')}.</p>"
        f"<p>{escape(answerable(row))}.</p>"
        f"{f'<p>{escape(measure)}</p>' if measure else ''}</article>"
    )
