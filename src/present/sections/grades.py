"""PEEL grades: every question in every cycle with its breaks, and the grades counted by cycle."""

from collections.abc import Iterator
from dataclasses import replace

from src import wording
from src.contracts.metric import Result, Row
from src.present import grade_charts, tables
from src.present.chart_table import chart_table
from src.present.grade_charts import NOT_ASKED
from src.present.model import Grid
from src.present.slide import Layout, PackData, Place, Slide, metric_slide
from src.present.tables import Cell, Heading, plain
from src.present.views.grades import VIEW

TITLE, ASKS = VIEW.title, VIEW.headline
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
    whole = grade_charts.grid(result, pack.cycles)
    if not whole.cycles:
        return
    now = [row for row in whole.rows if row[1][-1].grade or row[1][-1].text != NOT_ASKED]
    past = [row for row in whole.rows if row not in now]
    count = wording.capital(wording.count_in_words(len(past), "question"))
    verb = "has" if len(past) == 1 else "have"
    titles = (
        wording.first_sentence(result.sentence),
        f"{count} {'or pillar' if len(past) == 1 else 'and pillars'} graded before {verb} no grade in "
        f"PEEL {whole.cycles[-1]}",
    )
    pages = [
        (title, rows[start : start + A_PAGE])
        for title, rows in zip(titles, (now, past), strict=True)
        for start in range(0, len(rows), A_PAGE)
    ]
    for number, (title, rows) in enumerate(pages, start=1):
        page = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
        drawn = _grid(pack, result, title, replace(whole, rows=tuple(rows)), page)
        yield replace(drawn, place=Place.BOARD) if number == 1 else drawn


def _grid(pack: PackData, result: Result, title: str, grid: Grid, page: str) -> Slide:
    return metric_slide(
        pack,
        TITLE,
        [result],
        grid,
        layout=Layout.TABLE,
        title=title,
        subtitle=f"Grades by question and cycle{page}; across a hatched gap grades may not be compared",
        remark="",
        alternative=grade_charts.text_alternative(grid, result, page),
        sheet=f"PEEL grades{page}",
        data=chart_table(grid),
    )


def _counts(pack: PackData, result: Result) -> Slide:
    names = {
        str(row["grade_code"]): str(row["grade_name"]) for row in sorted(result.rows, key=lambda row: row["rank_order"])
    }
    cycles: dict[str, dict[str, Row]] = {}
    for row in result.rows:
        cycles.setdefault(str(row["cycle_name"]), {})[str(row["grade_code"])] = row
    body = plain(
        [Heading(heading="Cycle"), *(Heading(heading=name, is_number=True) for name in names.values())],
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
        data=tables.of_result(result),
    )


def _count(row: Row | None) -> Cell:
    if row is None:
        return Cell(value=None, text="–")
    published = f" ({row['published_count']})" if row["published_count"] is not None else ""
    return Cell(value=row["held_count"], text=f"{wording.number(row['held_count'])}{published}")
