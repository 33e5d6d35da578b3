"""PEEL grades: every question in every cycle with its breaks, and the grades counted by cycle."""

from collections.abc import Iterator, Sequence

from src import wording
from src.contracts.metric import Result, Row
from src.present import tables
from src.present.model import Graded, Grid
from src.present.slide import Layout, PackData, Slide, metric_slide
from src.present.tables import Cell, Column, plain

TITLE = "PEEL grades"
ASKS = ("peel_grades_by_question", "peel_grade_counts_by_cycle")
A_PAGE = 10
"""How many questions have room on a slide."""


def slides(pack: PackData) -> Iterator[Slide]:
    """The grid, in as many slides as it needs, then the grades counted."""
    grades, counts = (pack.after[name] for name in ASKS)
    if grades.rows:
        yield from _grids(pack, grades)
    if counts.rows:
        yield _counts(pack, counts)


def _grids(pack: PackData, result: Result) -> Iterator[Slide]:
    """First the questions that the newest cycle asks, then the ones it does not."""
    known = {row["cycle_code"] for row in result.rows}
    cycles = [cycle for cycle in pack.cycles if cycle["cycle_code"] in known]
    if not cycles:
        return
    threads: dict[str, list[Row]] = {}
    for row in result.rows:
        if row["thread_code"]:
            threads.setdefault(str(row["thread_code"]), []).append(row)
    newest = cycles[-1]
    now = [rows for rows in threads.values() if any(row["cycle_code"] == newest["cycle_code"] for row in rows)]
    past = [rows for rows in threads.values() if rows not in now]
    count = wording.capital(wording.count_in_words(len(past), "question"))
    verb = "has" if len(past) == 1 else "have"
    titles = (
        wording.first_sentence(result.sentence),
        f"{count} {'or pillar' if len(past) == 1 else 'and pillars'} graded before {verb} no grade in "
        f"{newest['cycle_name']}",
    )
    pages = [
        (title, rows[at : at + A_PAGE])
        for title, rows in zip(titles, (now, past), strict=True)
        for at in range(0, len(rows), A_PAGE)
    ]
    for at, (title, rows) in enumerate(pages):
        page = f" ({at + 1} of {len(pages)})" if len(pages) > 1 else ""
        yield _grid(
            pack, result, title, [(str(item[0]["thread_name"]), _line(item, cycles)) for item in rows], cycles, page
        )


def _grid(
    pack: PackData,
    result: Result,
    title: str,
    rows: Sequence[tuple[str, tuple[Graded, ...]]],
    cycles: Sequence[Row],
    page: str,
) -> Slide:
    breaks = [at for at, cycle in enumerate(cycles) if at and cycle["is_break_before"]]
    grid = Grid(
        cycles=tuple(str(cycle["cycle_name"]).removeprefix("PEEL ") for cycle in cycles),
        breaks=tuple(breaks),
        rows=tuple(rows),
        reasons=tuple(f"Break before {cycles[at]['cycle_name']}: {cycles[at]['break_reason']}" for at in breaks),
        key=_key(result.rows),
    )
    return metric_slide(
        pack,
        TITLE,
        [result],
        grid,
        layout=Layout.TABLE,
        title=title,
        subtitle=f"Grades by question and cycle{page}; across a hatched gap grades may not be compared",
        remark="",
        alternative=f"Table of PEEL grades by question and cycle{page}. {result.sentence} "
        + "; ".join(f"{name}: {_newest(graded, grid.cycles)}" for name, graded in rows)
        + ".",
        sheet=f"PEEL grades{page}",
        data=plain(
            [Column(heading="Question", width=3), *(Column(heading=name) for name in grid.cycles)],
            [(name, *(item.text for item in graded)) for name, graded in rows],
        ),
    )


def _line(rows: Sequence[Row], cycles: Sequence[Row]) -> tuple[Graded, ...]:
    return tuple(_graded([row for row in rows if row["cycle_code"] == cycle["cycle_code"]]) for cycle in cycles)


def _graded(entries: Sequence[Row]) -> Graded:
    """What a cell says: each grade held with the mark of its basis, no grade found, or no question then."""
    if not entries:
        return Graded(grade="", text="–")
    existing = [row for row in entries if row["grade_code"]]
    if not existing:
        return Graded(grade="blank", text="Not found")
    first = existing[0]
    text = " / ".join(dict.fromkeys(_grade_text(row) for row in existing))
    is_one = first["rank_order"] is not None and len({row["grade_code"] for row in existing}) == 1
    shade = str(first["grade_code"]) if is_one else ""
    return Graded(grade=shade or "plain", text=text, is_carried=any(row["carried_over_from"] for row in existing))


def _grade_text(row: Row) -> str:
    marks = "".join(
        (str(row["basis_mark"] or ""), "!" if row["is_disputed"] else "", "*" if row["carried_over_from"] else "")
    )
    return f"{row['short_name']}{f' {marks}' if marks else ''}"


def _newest(graded: Sequence[Graded], cycles: Sequence[str]) -> str:
    lines = [(name, item) for name, item in zip(cycles, graded, strict=True) if item.grade not in ("", "blank")]
    return f"{lines[-1][1].text} in {lines[-1][0]}" if lines else "no grade"


def _key(rows: Sequence[Row]) -> str:
    bases = dict.fromkeys((str(row["basis_mark"]), str(row["basis_name"])) for row in rows if row["basis_mark"])
    lines = [f"{mark} {name.lower()}" for mark, name in bases]
    if any(row["carried_over_from"] for row in rows):
        lines.append("* carried over from an earlier inspection")
    if any(row["is_disputed"] for row in rows):
        lines.append("! sources disagree")
    if any(row["short_name"] != row["grade_name"] for row in rows):
        lines.append("; ".join(dict.fromkeys(_short(row) for row in rows if row["short_name"] != row["grade_name"])))
    return "; ".join(["– not a question then", *lines]) + "."


def _short(row: Row) -> str:
    return f"{row['short_name']} {str(row['grade_name']).lower()}"


def _counts(pack: PackData, result: Result) -> Slide:
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
    return metric_slide(
        pack,
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
        return Cell(value=None, text="–")
    published = f" ({row['published_count']})" if row["published_count"] is not None else ""
    return Cell(value=row["held_count"], text=f"{wording.number(row['held_count'])}{published}")
