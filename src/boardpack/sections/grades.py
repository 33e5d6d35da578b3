"""PEEL grades: every question in every cycle with its breaks, and the grades counted by cycle."""

from collections.abc import Iterator, Sequence

from src import wording
from src.boardpack import tables
from src.boardpack.bodies import Graded, Grid
from src.boardpack.slide import Held, Layout, Slide, made
from src.boardpack.tables import Cell, Column, plain
from src.metrics.contract import Result, Row

TITLE = "PEEL grades"
ASKS = ("peel_grades_by_question", "peel_grade_counts_by_cycle")
A_PAGE = 10
"""How many questions have room on a slide."""


def slides(held: Held) -> Iterator[Slide]:
    """The grid, in as many slides as it needs, then the grades counted."""
    grades, counts = (held.after[name] for name in ASKS)
    if grades.rows:
        yield from _grids(held, grades)
    if counts.rows:
        yield _counts(held, counts)


def _grids(held: Held, result: Result) -> Iterator[Slide]:
    known = {row["cycle_code"] for row in result.rows}
    cycles = [cycle for cycle in held.cycles if cycle["cycle_code"] in known]
    threads: dict[str, list[Row]] = {}
    for row in result.rows:
        if row["thread_code"]:
            threads.setdefault(str(row["thread_code"]), []).append(row)
    # What is still asked comes first: it is what the board is graded on.
    newest = cycles[-1]["cycle_code"] if cycles else ""
    ordered = sorted(threads.values(), key=lambda rows: not any(row["cycle_code"] == newest for row in rows))
    lines = [(str(rows[0]["thread_name"]), _line(rows, cycles)) for rows in ordered]
    pages = -(-len(lines) // A_PAGE)
    size = -(-len(lines) // max(pages, 1))
    sentences = [f"{said.rstrip('.')}." for said in result.sentence.split(". ")]
    for at in range(pages):
        rows = tuple(lines[at * size : (at + 1) * size])
        grid = Grid(
            cycles=tuple(str(cycle["cycle_name"]).removeprefix("PEEL ") for cycle in cycles),
            breaks=tuple(place for place, cycle in enumerate(cycles) if place and cycle["is_break_before"]),
            rows=rows,
            reasons=tuple(
                f"Break before {cycle['cycle_name']}: {cycle['break_reason']}"
                for place, cycle in enumerate(cycles)
                if place and cycle["is_break_before"]
            ),
            key=_key(result.rows),
        )
        page = f" ({at + 1} of {pages})" if pages > 1 else ""
        yield made(
            held,
            TITLE,
            [result],
            grid,
            layout=Layout.TABLE,
            title=sentences[at] if at < len(sentences) else sentences[-1],
            subtitle=f"Grades by question and cycle{page}; a hatched gap is a break across which grades may not be compared",
            alternative=f"Table of PEEL grades by question and cycle{page}. {result.sentence} "
            + "; ".join(f"{name}: {_newest(graded, grid.cycles)}" for name, graded in rows)
            + ".",
            sheet=f"PEEL grades{page}",
            data=plain(
                [Column(heading="Question", width=3), *(Column(heading=name) for name in grid.cycles)],
                [(name, *(one.said for one in graded)) for name, graded in rows],
            ),
        )


def _line(rows: Sequence[Row], cycles: Sequence[Row]) -> tuple[Graded, ...]:
    return tuple(_graded([row for row in rows if row["cycle_code"] == cycle["cycle_code"]]) for cycle in cycles)


def _graded(entries: Sequence[Row]) -> Graded:
    """What a cell says: each grade held with the mark of its basis, no grade found, or no question then."""
    if not entries:
        return Graded(grade="", said="–")
    held = [row for row in entries if row["grade_code"]]
    if not held:
        return Graded(grade="blank", said="Not found")
    first = held[0]
    said = " / ".join(dict.fromkeys(_said(row) for row in held))
    shade = (
        str(first["grade_code"])
        if first["rank_order"] is not None and len({r["grade_code"] for r in held}) == 1
        else ""
    )
    return Graded(grade=shade or "plain", said=said, is_carried=any(row["carried_over_from"] for row in held))


def _said(row: Row) -> str:
    marks = "".join(
        (str(row["basis_mark"] or ""), "!" if row["is_disputed"] else "", "*" if row["carried_over_from"] else "")
    )
    return f"{row['grade_name']}{f' {marks}' if marks else ''}"


def _newest(graded: Sequence[Graded], cycles: Sequence[str]) -> str:
    told = [(name, one) for name, one in zip(cycles, graded, strict=True) if one.grade not in ("", "blank")]
    return f"{told[-1][1].said} in {told[-1][0]}" if told else "no grade"


def _key(rows: Sequence[Row]) -> str:
    bases = dict.fromkeys((str(row["basis_mark"]), str(row["basis_name"])) for row in rows if row["basis_mark"])
    told = [f"{mark} {name.lower()}" for mark, name in bases]
    if any(row["carried_over_from"] for row in rows):
        told.append("* carried over from an earlier inspection")
    if any(row["is_disputed"] for row in rows):
        told.append("! sources disagree")
    return "; ".join(["– not a question then", *told]) + "."


def _counts(held: Held, result: Result) -> Slide:
    names = {
        str(row["grade_code"]): str(row["grade_name"]) for row in sorted(result.rows, key=lambda row: row["rank_order"])
    }
    cycles: dict[str, dict[str, Row]] = {}
    for row in result.rows:
        cycles.setdefault(str(row["cycle_name"]), {})[str(row["grade_code"])] = row
    body = plain(
        [Column(heading="Cycle", width=1.4), *(Column(heading=name, is_number=True) for name in names.values())],
        [(cycle, *(_count(rows.get(code)) for code in names)) for cycle, rows in cycles.items()],
    )
    return made(
        held,
        TITLE,
        [result],
        body,
        subtitle="Areas or questions that hold each grade, beside the count the inspectorate published where it did",
        remark="A count in brackets is the one that the inspectorate published. A dash: not on the scale then.",
        alternative=f"Table of grades counted by cycle. {result.sentence}",
        data=tables.whole(result),
    )


def _count(row: Row | None) -> Cell:
    if row is None:
        return Cell(value=None, said="–")
    published = f" ({row['published_count']})" if row["published_count"] is not None else ""
    return Cell(value=row["held_count"], said=f"{wording.number(row['held_count'])}{published}")
