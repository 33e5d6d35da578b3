"""Cards and tiles: a figure with its words, a cause of concern with its measure, a line of care."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from src import wording
from src.contracts.metric import Result, Row

STATES = {"open": ("open", "● Open"), "closed": ("closed", "✓ Closed")}


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure: what it is, its value, and what stood before."""

    what: str
    figure: str
    then: str
    after: str = ""


def tiles(listed: Sequence[Tile]) -> str:
    """Figures side by side."""
    return (
        '<div class="pb-tiles">'
        + "".join(
            f'<div class="pb-tile"><div class="what">{escape(tile.what)}</div><div class="figure">{escape(tile.figure)}'
            f'{f" <small>{escape(tile.after)}</small>" if tile.after else ""}</div><div class="then">{escape(tile.then)}</div></div>'
            for tile in listed
        )
        + "</div>"
    )


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


def care(lines: Sequence[tuple[str, str, str]]) -> str:
    """Lines of a shade (worse, better, care), a tag and a sentence."""
    items = "".join(
        f'<li><span class="tag {shade}">{escape(tag)}</span>{escape(text)}</li>' for shade, tag, text in lines
    )
    return f'<ul class="pb-care">{items}</ul>'
