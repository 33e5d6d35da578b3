"""The grid of PEEL grades: question threads by cycle, breaks drawn, each cell opening its source.

Never a line: scales and frameworks change at the breaks. What no source gives is a hatched blank.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.metric import Result, Row
from src.present import grade_charts
from src.present.model import Picture
from src.web.page_context import PageContext

BLANK = "Not found"


def grades(result: Result, cycles: CodeList, bases: CodeList, only: Sequence[str] = ()) -> str:
    """The grid of every thread, or of some cycles only, with its key and the reasons for its breaks."""
    existing = {row["cycle_code"] for row in result.rows}
    columns = [
        cycle for cycle in cycles.rows if cycle["cycle_code"] in (only or existing) and cycle["cycle_code"] in existing
    ]
    threads: dict[str, list[Row]] = {}
    for row in result.rows:
        if row["thread_code"]:
            threads.setdefault(str(row["thread_code"]), []).append(row)
    lines, group = [], ""
    for rows in threads.values():
        if not any(row["cycle_code"] == cycle["cycle_code"] for row in rows for cycle in columns):
            continue
        if rows[0]["group_name"] != group:
            group = str(rows[0]["group_name"])
            lines.append(
                f'<tr class="group"><th colspan="{2 * len(columns) + 1}" scope="rowgroup">{escape(group)}</th></tr>'
            )
        lines.append(_thread(rows, columns))
    head = "".join(
        _break(cycle, at, "th") + f'<th scope="col">{escape(str(cycle["cycle_name"]))}</th>'
        for at, cycle in enumerate(columns)
    )
    return (
        '<div class="pb-scroll" tabindex="0" role="region" aria-label="PEEL grades by question and cycle">'
        '<table class="pb-grid"><caption class="pb-hidden">PEEL grades by question and cycle. Grades may not be compared across a break.</caption>'
        f'<thead><tr><th scope="col">Question</th>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
        f"{_key(bases)}{_reasons(columns)}"
    )


def picture(context: PageContext, result: Result, only: Sequence[str] = ()) -> Picture:
    """The grid as a download draws it."""
    subtitle = "PEEL grades by question and cycle; a hatched strip is a break across which grades may not be compared"
    cycles = context.edition.code_list("peel_cycles").rows
    return grade_charts.picture(result, cycles, wording.first_sentence(result.sentence), subtitle, only)


def last_three(result: Result) -> tuple[str, ...]:
    """The three newest cycles with a grade."""
    cycles = {row["cycle_order"]: str(row["cycle_code"]) for row in result.rows if row["rank_order"] is not None}
    return tuple(cycles[order] for order in sorted(cycles)[-3:])


def _break(cycle: Row, at: int, cell: str) -> str:
    """The drawn gap before a cycle that may not be compared with the one before it."""
    if at == 0 or not cycle["is_break_before"]:
        return ""
    text = escape(str(cycle["break_reason"] or "Not comparable"))
    if cell == "th":
        return f'<th class="break" title="{text}"><span class="pb-hidden">Break: not comparable</span></th>'
    return '<td class="break"></td>'


def _thread(rows: Sequence[Row], columns: Sequence[Row]) -> str:
    cells = []
    for at, cycle in enumerate(columns):
        entries = [row for row in rows if row["cycle_code"] == cycle["cycle_code"]]
        graded = [row for row in entries if row["grade_code"]] or entries
        inside = (
            "".join(_entry(row) for row in graded)
            or '<span class="asked">–<span class="pb-hidden"> not a question in this cycle</span></span>'
        )
        cells.append(f'{_break(cycle, at, "td")}<td class="pb-cell">{inside}</td>')
    return f'<tr><th scope="row">{escape(str(rows[0]["thread_name"]))}</th>{"".join(cells)}</tr>'


def _entry(row: Row) -> str:
    """One grade as a cell that opens to its question, basis and source."""
    grade = row["grade_code"]
    shade = "blank" if grade is None else str(grade) if row["rank_order"] is not None else "plain"
    name = escape(str(row["grade_name"] or BLANK))
    mark = escape(str(row["basis_mark"] or ""))
    under = []
    if row["carried_over_from"]:
        shade += " carried"
        under.append(f"from {escape(str(row['carried_over_from']))}")
    if row["is_disputed"]:
        under.append("disputed !")
    if row["entry_level_code"] == "separate":
        under.append("outside PEEL")
    below = f'<span class="c">{", ".join(under)}</span>' if under else ""
    text = f'<span class="pb-hidden">, {escape(str(row["basis_name"]))}</span>' if row["basis_name"] and mark else ""
    return f'<details name="grade"><summary class="{shade}">{name} {mark}{text}{below}</summary><div class="pb-pop">{_card(row)}</div></details>'


def _card(row: Row) -> str:
    title = escape(str(row["source_title"] or "No source found"))
    address = row["source_address"]
    if address and str(address).startswith("http"):
        title = f'<a href="{escape(str(address))}" target="_blank" rel="noopener noreferrer">{title}</a>'
    lines: list[str] = [
        f'<p class="q">{escape(str(row["cycle_name"]))}: {escape(str(row["question"]))}</p>',
        f"<p><b>{escape(str(row['grade_name'] or 'No source held gives the grade'))}</b>"
        + (f", {escape(str(row['basis_name'])).lower()}" if row["basis_name"] else "")
        + (
            f", published {wording.dated(row['published_on'], row['published_precision'])}"
            if row["published_on"]
            else ""
        )
        + "</p>",
    ]
    if row["note"]:
        lines.append(f"<p>{escape(str(row['note']))}</p>")
    lines.append(f"<p><small>Source: {title}{', ' + escape(str(row['place'])) if row['place'] else ''}.")
    if row["second_source_title"]:
        lines.append(f" {'Against it' if row['is_disputed'] else 'Also'}: {escape(str(row['second_source_title']))}.")
    lines.append(" Choose the grade again to close.</small></p>")
    return "".join(lines)


def _key(bases: CodeList) -> str:
    shades: list[tuple[str, Any]] = [
        ("O", "Outstanding"), ("G", "Good"), ("A", "Adequate (from 2021)"), ("RI", "Requires improvement"),
        ("I", "Inadequate"), ("blank", "No grade found"),
    ]  # fmt: skip
    items = "".join(f'<li class="pb-cell"><i class="{shade}"></i>{name}</li>' for shade, name in shades)
    items += '<li class="pb-cell"><i class="plain carried"></i>Dashed: carried over</li>'
    items += "".join(
        f"<li><b>{escape(str(base['mark']))}</b> {escape(str(base['basis_name']))}</li>"
        for base in bases.rows
        if base["mark"]
    )
    return f'<ul class="pb-key">{items}<li><b>–</b> not a question then</li></ul>'


def _reasons(columns: Sequence[Row]) -> str:
    reasons = [cycle for at, cycle in enumerate(columns) if at and cycle["is_break_before"]]
    lines = "".join(
        f"<li><b>Break before {escape(str(c['cycle_name']))}.</b> {escape(str(c['break_reason']))}</li>"
        for c in reasons
    )
    return f'<ul class="pb-breaks">{lines}</ul>' if lines else ""


def threads(result: Result) -> str:
    """How each thread may be read: one sentence for the one that may be followed, the reason for the others."""
    first: dict[str, Row] = {}
    for row in result.rows:
        if row["thread_code"]:
            first.setdefault(str(row["thread_code"]), row)
    ordered = sorted(first.values(), key=lambda row: row["may_be_followed"] != "yes")
    lines = "".join(
        f"<li><b>{escape(str(row['thread_name']))}.</b> {escape(str(row['reading_note']))}</li>" for row in ordered
    )
    return f"<ul>{lines}</ul>"


def counts(result: Result) -> str:
    """Grades counted: a row a cycle, a column a grade, each count beside the published one where there is one."""
    names = {
        str(row["grade_code"]): str(row["grade_name"]) for row in sorted(result.rows, key=lambda row: row["rank_order"])
    }
    cycles: dict[str, dict[str, Row]] = {}
    for row in result.rows:
        cycles.setdefault(str(row["cycle_name"]), {})[str(row["grade_code"])] = row
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names.values())
    lines = "".join(
        f'<tr><th scope="row">{escape(cycle)}</th>{"".join(_count(rows.get(code)) for code in names)}</tr>'
        for cycle, rows in cycles.items()
    )
    return (
        '<div class="pb-scroll" tabindex="0" role="region" aria-label="Grades counted by cycle"><table class="pb-table pb-pivot">'
        f'<caption class="pb-hidden">Grades counted by cycle</caption><thead><tr><th scope="col">Cycle</th>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _count(row: Row | None) -> str:
    if row is None:
        return "<td>–<span class='pb-hidden'> not on the scale</span></td>"
    sentences = []
    if row["published_count"] is not None:
        agrees = row["published_count"] == row["held_count"]
        sentences.append(f"{'✓' if agrees else '≠'} published {row['published_count']}")
    if row["inferred_count"]:
        sentences.append(f"{row['inferred_count']} worked out")
    return f"<td><b>{row['held_count']}</b><small>{', '.join(sentences)}</small></td>"
