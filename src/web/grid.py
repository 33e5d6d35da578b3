"""The grid of PEEL grades: question threads by cycle, breaks drawn, each cell opening its source.

Never a line: scales and frameworks change at the breaks. What no source gives is a hatched blank.
"""

from collections.abc import Sequence
from dataclasses import replace

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.metric import Result, Row
from src.present import grade_charts
from src.present.html.markup import markup
from src.present.model import Picture
from src.present.tables import Cell, Value, of_records
from src.web import components
from src.web.page_context import PageContext


def grades(result: Result, cycles: CodeList, bases: CodeList, only: Sequence[str] = ()) -> str:
    """The grid of every thread, or of some cycles only, with its key and the reasons for its breaks."""
    existing = {row["cycle_code"] for row in result.rows}
    columns = [cycle for cycle in cycles.rows if cycle["cycle_code"] in existing & set(only or existing)]
    groups: dict[str, list[tuple[str, list[list[Row]]]]] = {}
    for rows in grade_charts.lines(result.rows):
        cells = [_graded(rows, cycle) for cycle in columns]
        if any(cells):
            group = str(rows[0]["group_name"] or "Other questions")
            groups.setdefault(group, []).append((grade_charts.name_of(rows[0]), cells))
    return markup("grades", "grid", groups, columns, bases.rows, wording.dated)


def _graded(rows: Sequence[Row], cycle: Row) -> list[Row]:
    """The rows of a thread in a cycle: those with a grade, where any has one."""
    entries = [row for row in rows if row["cycle_code"] == cycle["cycle_code"]]
    return [row for row in entries if row["grade_code"]] or entries


def picture(context: PageContext, result: Result, only: Sequence[str] = ()) -> Picture:
    """The grid as a download draws it."""
    subtitle = "PEEL grades by question and cycle; a hatched strip is a break across which grades may not be compared"
    cycles = context.edition.code_list("peel_cycles").rows
    return grade_charts.picture(result, cycles, wording.first_sentence(result.sentence), subtitle, only)


def of_cycles(context: PageContext, result: Result, only: Sequence[str] = ()) -> str:
    """The grid of some cycles, or of all."""
    cycles, bases = (context.edition.code_list(name) for name in ("peel_cycles", "grade_bases"))
    return grades(result, cycles, bases, only)


def last_cycles(result: Result) -> tuple[Result, tuple[str, ...]]:
    """The grades to what the newest cycle with a grade asks, and the three newest cycles with one."""
    cycles = {row["cycle_order"]: str(row["cycle_code"]) for row in result.rows if row["rank_order"] is not None}
    newest = tuple(cycles[order] for order in sorted(cycles)[-3:])
    lines = {grade_charts.asked(row) for row in result.rows if row["cycle_code"] in newest[-1:]}
    return replace(result, rows=tuple(row for row in result.rows if grade_charts.asked(row) in lines)), newest


def threads(result: Result) -> str:
    """How each thread may be read: first the one that may be followed, then the others with the reason."""
    first = [rows[0] for rows in grade_charts.lines(result.rows) if rows[0]["thread_code"]]
    return markup("grades", "threads", sorted(first, key=lambda row: row["may_be_followed"] != "yes"))


def counts(result: Result) -> str:
    """Grades counted: a row a cycle, a column a grade, each count with the published one under it where there is one."""
    ranked = sorted(result.rows, key=lambda row: row["rank_order"])
    names = dict.fromkeys((str(row["grade_code"]), str(row["grade_name"])) for row in ranked)
    cycles: dict[str, dict[str, Row]] = {}
    for row in result.rows:
        cycles.setdefault(str(row["cycle_name"]), {})[str(row["grade_code"])] = row
    records: list[dict[str, Value | Cell]] = [
        {"Cycle": cycle, **{name: _count(rows.get(code)) for code, name in names}} for cycle, rows in cycles.items()
    ]
    return components.table(of_records(records, has_row_heads=True), "Grades counted by cycle", kind="pb-pivot")


def _count(row: Row | None) -> Cell:
    if row is None:
        return Cell(value=None, text="–", spoken="not on the scale")
    under = []
    if row["published_count"] is not None:
        agrees = row["published_count"] == row["held_count"]
        under.append(f"{'✓' if agrees else '≠'} published {row['published_count']}")
    if row["inferred_count"]:
        under.append(f"{row['inferred_count']} worked out")
    return Cell(value=row["held_count"], text=str(row["held_count"]), is_strong=True, note=", ".join(under))
