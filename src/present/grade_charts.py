"""The grid of grades: every question in every cycle, with its breaks, its carried grades and its blanks.

Never a line: scales and frameworks change at the breaks.
"""

from collections.abc import Collection, Sequence

from src.contracts.metric import Result, Row
from src.present.model import Graded, Grid, Picture

NOT_ASKED = "–"
"""What stands where a cycle did not ask the question."""


def picture(result: Result, cycles: Sequence[Row], title: str, subtitle: str, only: Collection[str] = ()) -> Picture:
    """The grid under a title, with every cycle known or only some of them."""
    chart = grid(result, cycles, only, name="grade_name")
    return Picture(title=title.rstrip("."), subtitle=subtitle, chart=chart, alternative=text_alternative(chart, result))


def grid(result: Result, cycles: Sequence[Row], only: Collection[str] = (), name: str = "short_name") -> Grid:
    """The grid of the questions that were graded in any of the cycles, in the order of the list of cycles.

    `name` is the column that a grade is called by.
    """
    known = {row["cycle_code"] for row in result.rows}
    shown = [cycle for cycle in cycles if cycle["cycle_code"] in known and (not only or cycle["cycle_code"] in only)]
    codes = {cycle["cycle_code"] for cycle in shown}
    breaks = [place for place, cycle in enumerate(shown) if place and cycle["is_break_before"]]
    return Grid(
        cycles=tuple(str(cycle["cycle_name"]).removeprefix("PEEL ") for cycle in shown),
        breaks=tuple(breaks),
        rows=tuple(
            (name_of(rows[0]), _line(rows, shown, name))
            for rows in lines(result.rows)
            if any(row["cycle_code"] in codes for row in rows)
        ),
        reasons=tuple(f"Break before {shown[place]['cycle_name']}: {shown[place]['break_reason']}" for place in breaks),
        key=_key(result.rows, name),
    )


def lines(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each line of the grid: those of a thread, or a grade that belongs to none, under its own question."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["thread_code"] or row["rank_order"] is not None:
            found.setdefault(asked(row), []).append(row)
    return list(found.values())


def asked(row: Row) -> str:
    """What tells one line of the grid from another: the thread, or the question where a row belongs to none."""
    return str(row["thread_code"] or row["question"])


def name_of(row: Row) -> str:
    """What a line of the grid is called."""
    return str(row["thread_name"] or row["question"])


def text_alternative(chart: Grid, result: Result, page: str = "") -> str:
    """The grid in words: the newest grade of each question."""
    newest = "; ".join(f"{name}: {_newest(graded, chart.cycles)}" for name, graded in chart.rows)
    return f"Table of PEEL grades by question and cycle{page}. {result.sentence} {newest}."


def _line(rows: Sequence[Row], cycles: Sequence[Row], name: str) -> tuple[Graded, ...]:
    return tuple(_graded([row for row in rows if row["cycle_code"] == cycle["cycle_code"]], name) for cycle in cycles)


def _graded(entries: Sequence[Row], name: str) -> Graded:
    """What a cell says: each grade held with the mark of its basis, no grade found, or no question then."""
    if not entries:
        return Graded(grade="", text=NOT_ASKED)
    existing = [row for row in entries if row["grade_code"]]
    if not existing:
        return Graded(grade="blank", text="Not found")
    first = existing[0]
    text = " / ".join(dict.fromkeys(_grade_text(row, name) for row in existing))
    is_one = first["rank_order"] is not None and len({row["grade_code"] for row in existing}) == 1
    shade = str(first["grade_code"]) if is_one else ""
    return Graded(grade=shade or "plain", text=text, is_carried=any(row["carried_over_from"] for row in existing))


def _grade_text(row: Row, name: str) -> str:
    marks = "".join(
        (str(row["basis_mark"] or ""), "!" if row["is_disputed"] else "", "*" if row["carried_over_from"] else "")
    )
    return f"{row[name]}{f' {marks}' if marks else ''}"


def _newest(graded: Sequence[Graded], cycles: Sequence[str]) -> str:
    lines = [(name, item) for name, item in zip(cycles, graded, strict=True) if item.grade not in ("", "blank")]
    return f"{lines[-1][1].text} in {lines[-1][0]}" if lines else "no grade"


def _key(rows: Sequence[Row], name: str) -> str:
    bases = dict.fromkeys((str(row["basis_mark"]), str(row["basis_name"])) for row in rows if row["basis_mark"])
    lines = [f"{mark} {name.lower()}" for mark, name in bases]
    if any(row["carried_over_from"] for row in rows):
        lines.append("* carried over from an earlier inspection")
    if any(row["is_disputed"] for row in rows):
        lines.append("! sources disagree")
    if any(row[name] != row["grade_name"] for row in rows):
        lines.append("; ".join(dict.fromkeys(_short(row) for row in rows if row["short_name"] != row["grade_name"])))
    return "; ".join(["– not a question then", *lines]) + "."


def _short(row: Row) -> str:
    return f"{row['short_name']} {str(row['grade_name']).lower()}"
