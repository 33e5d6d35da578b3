"""Other forces' grades beside the force's own: a row a force, a column a grade, one table a cycle.

Each cycle is a table of its own, and what breaks it from the one before stands between them.
"""

from collections.abc import Sequence
from html import escape

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.metric import Result, Row


def other_forces(result: Result, cycles: CodeList) -> str:
    """The tables of every cycle held, oldest first."""
    by_cycle: dict[str, list[Row]] = {}
    for row in result.rows:
        by_cycle.setdefault(str(row["cycle_code"]), []).append(row)
    reasons = {str(cycle["cycle_code"]): str(cycle["break_reason"] or "") for cycle in cycles.rows}
    pieces: list[str] = []
    for code, rows in by_cycle.items():
        name = escape(str(rows[0]["cycle_name"]))
        if pieces and reasons.get(code):
            pieces.append(f'<ul class="pb-breaks"><li><b>Break before {name}.</b> {escape(reasons[code])}</li></ul>')
        pieces.append(_table(name, rows))
    return "".join(pieces)


def _table(cycle: str, rows: Sequence[Row]) -> str:
    grades = dict.fromkeys(str(row["grade_name"]) for row in rows)
    forces: dict[str, list[Row]] = {}
    for row in rows:
        forces.setdefault(str(row["force_name"]), []).append(row)
    head = "".join(f'<th scope="col">{escape(grade)}</th>' for grade in grades)
    lines = "".join(_force(name, existing) for name, existing in forces.items())
    return (
        f'<div class="pb-scroll" tabindex="0" role="region" aria-label="Grades of forces in {cycle}">'
        f'<table class="pb-table pb-pivot"><caption><b>{cycle}</b></caption><thead><tr><th scope="col">Force</th>{head}'
        f'<th scope="col">Areas graded</th><th scope="col">Published</th></tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _force(name: str, rows: Sequence[Row]) -> str:
    first = rows[0]
    under = "<small>counted from the areas named</small>" if first["row_kind_code"] == "area" else ""
    cells = "".join(_number(row["areas_count"], "areas with this grade not known") for row in rows)
    graded = _number(first["areas_graded_count"], "areas graded not known")
    published = wording.dated(first["published_on"], first["published_precision"])
    return f'<tr><th scope="row">{escape(name)}{under}</th>{cells}{graded}<td>{escape(published)}</td></tr>'


def _number(value: int | None, unknown: str) -> str:
    if value is None:
        return f'<td>–<span class="pb-hidden"> {unknown}</span></td>'
    return f"<td><b>{value}</b></td>"
