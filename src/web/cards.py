"""The cards of the causes of concern, each with the measure that shows whether the work on it has an effect."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.contracts.metric import Result, Row

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
        f"<h3>{escape(str(row['title']))}</h3><p>{escape(recommendations(row))}</p>"
        f"{f'<p>{escape(measure)}</p>' if measure else ''}</article>"
    )


def recommendations(row: Row) -> str:
    """How many recommendations are stated, set out and closed."""
    stated, set_out = row["recommendations_stated_count"], row["recommendations_set_out_count"]
    if stated is None:
        text = f"{wording.count_of(set_out, 'recommendation')} set out" if set_out else "No recommendation set out"
    elif stated == set_out:
        text = wording.count_of(stated, "recommendation")
    else:
        text = f"{wording.count_of(stated, 'recommendation')} stated, {set_out} set out"
    if row["recommendations_closed_count"]:
        text += f", {row['recommendations_closed_count']} closed"
    return f"{text}."
