"""Findings that share a title: wherever one is named, what distinguishes it stands in brackets behind its title."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from src.contracts.metric import Card, Distinguished, Engine, Row, with_views
from src.metrics.findings.shared import FOLDER, STATED

_ALIKE = with_views(
    FOLDER,
    """with

numbered as (

    select
        finding_id,
        title,
        level_name,
        source_report,
        reference,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_first
    from stated_findings

),

newest as (

    select * from numbered where newest_first = 1

)

select *
from newest
where title in (select title from newest group by title having count(*) > 1)
order by title, finding_id
""",
)
"""Also what the newest whole register leaves out: it may be named beside what it shares a title with."""
_DISTINGUISHES = ("level_name", "source_report", "reference", "finding_id")
"""What distinguishes findings of one title, the nearest to a reader first."""
_NAMES = ("title", "about_name")
"""The columns that name a finding by its title."""


def distinguished(card: Card, engine: Engine, as_at: date, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a metric with the titles of findings as they are to be read: two of one title by what they differ in."""
    named = [name for name in _NAMES if card.column(name)]
    if not rows or not named or not card.column("finding_id"):
        return rows
    alike = engine.ask_shared(_ALIKE, STATED, {"as_at": as_at})
    titles = marked(alike)
    return [_named(row, named, titles[row["finding_id"]]) if row["finding_id"] in titles else row for row in rows]


def marked(alike: Sequence[Row]) -> dict[Any, Distinguished]:
    """The title of each of some findings with what distinguishes it from the others of that title."""
    groups: dict[str, list[Row]] = {}
    for row in alike:
        groups.setdefault(row["title"], []).append(row)
    found: dict[Any, Distinguished] = {}
    for title, group in groups.items():
        values = {name: [row[name] for row in group] for name in _DISTINGUISHES}
        name = next(name for name, of in values.items() if None not in of and len(set(of)) == len(of))
        found |= {row["finding_id"]: Distinguished.by(title, _mark(name, row[name]), name) for row in group}
    return found


def _mark(name: str, value: str) -> str:
    if name == "reference":
        return f"number {value}" if value.isdigit() else value
    return {"Not stated": "level not stated", "No level (cause of concern)": "cause of concern"}.get(value, value)


def _named(row: Row, columns: Sequence[str], title: Distinguished) -> Mapping[str, Any]:
    return {**row, **{name: title for name in columns if row[name] == title.plain}}
