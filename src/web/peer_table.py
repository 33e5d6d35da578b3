"""Other forces' grades next to the force's own: a row a force, a column a grade, one table a cycle.

Each cycle is a table of its own, and what breaks it from the one before stands between them.
"""

from collections.abc import Sequence

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.metric import Result, Row
from src.present.html.markup import markup
from src.present.tables import Cell, Value, of_records
from src.web import components


def other_forces(result: Result, cycles: CodeList) -> str:
    """The tables of every cycle held, oldest first."""
    by_cycle: dict[str, list[Row]] = {}
    for row in result.rows:
        by_cycle.setdefault(str(row["cycle_code"]), []).append(row)
    listed = {str(cycle["cycle_code"]): cycle for cycle in cycles.rows}
    pieces: list[str] = []
    for code, rows in by_cycle.items():
        if pieces and code in listed and listed[code]["break_reason"]:
            pieces.append(markup("grades", "breaks", [listed[code]]))
        pieces.append(_table(rows))
    return "".join(pieces)


def by_area(other: Result, own: Result) -> str:
    """A grid a cycle: a row a force, our own on top, a column an area of policing; hatched where no source names it."""
    pieces = []
    for code, name in dict.fromkeys((str(row["cycle_code"]), str(row["cycle_name"])) for row in other.rows):
        rows = [row for row in other.rows if row["cycle_code"] == code]
        ours = {
            _area(row["question"]): row
            for row in own.rows
            if row["cycle_code"] == code and row["rank_order"] is not None
        }
        theirs: dict[str, dict[str, Row]] = {}
        for row in rows:
            theirs.setdefault(str(row["force_name"]), {})[_area(row["area"])] = row
        areas = {_area(row["area"]): str(row["area"]) for row in rows}
        areas |= {key: str(row["question"]) for key, row in ours.items() if key not in areas}
        listed = [("This force", ours), *theirs.items()]
        grid = [(force, [found.get(key) for key in areas]) for force, found in listed]
        pieces.append(markup("grades", "forces", name, list(areas.values()), grid))
    return "".join(pieces)


def _area(text: str) -> str:
    """An area of policing by its words alone, so that two spellings of one meet."""
    return " ".join(word for word in text.casefold().replace("the ", "").split())


def _table(rows: Sequence[Row]) -> str:
    grades = dict.fromkeys(str(row["grade_name"]) for row in rows)
    forces: dict[str, list[Row]] = {}
    for row in rows:
        forces.setdefault(str(row["force_name"]), []).append(row)
    table = of_records([_force(name, rows, grades) for name, rows in forces.items()], has_row_heads=True)
    return components.table(
        table, f"Grades of forces in {rows[0]['cycle_name']}", kind="pb-pivot", is_caption_seen=True
    )


def _force(name: str, rows: Sequence[Row], grades: Sequence[str] | dict[str, None]) -> dict[str, Value | Cell]:
    first = rows[0]
    note = "counted from the areas named" if first["row_kind_code"] == "area" else ""
    areas = {str(row["grade_name"]): row["areas_count"] for row in rows}
    return {
        "Force": Cell(value=name, text=name, note=note),
        **{grade: _number(areas.get(grade), "areas with this grade not known") for grade in grades},
        "Areas graded": _number(first["areas_graded_count"], "areas graded not known"),
        "Published": wording.dated(first["published_on"], first["published_precision"]),
    }


def _number(value: int | None, unknown: str) -> Cell:
    if value is None:
        return Cell(value=None, text="–", spoken=unknown)
    return Cell(value=value, text=str(value), is_strong=True)
