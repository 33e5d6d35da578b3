"""The summary matrix on a page: every series by what it is doing and whether its target will be met."""

from collections.abc import Sequence

from src import wording
from src.analysis.spc import Mark
from src.analysis.summary_matrix import COLUMNS, NO_TARGET, TOO_FEW, Matrix, cell, matrix
from src.analysis.thresholds import by_name, suffix
from src.analysis.trend_wording import MARKS, figure_of, signal
from src.analysis.trends import Trend
from src.contracts.metric import Result, Row
from src.metrics import METRICS, PAGE_OF
from src.present.html import images
from src.present.html.markup import markup
from src.present.tables import of_records
from src.web import closed, components, links, trends
from src.web.page_context import Cached, PageContext

_NAMED = 3
"""How many subjects of one measure a cell names before it counts them."""
_HEADINGS = {
    "passes": ("Target met", "whatever ordinary variation does"),
    "hit or miss": ("Hit or miss", "by ordinary variation alone"),
    "fails": ("Target missed", "whatever ordinary variation does"),
    NO_TARGET: ("No target set", "so only the variation is shown"),
}


def results(context: PageContext) -> tuple[Result, ...]:
    """The results of every measure that has a series."""
    return context.results([name for name, metric in METRICS.items() if metric.card.series])


def matrix_of(context: PageContext) -> Matrix:
    """Every series in its cell."""
    return context.cached(
        Cached.MATRIX,
        lambda: matrix([trend for result in results(context) for trend in trends.trends_of(context, result)]),
    )


def headline(context: PageContext, text: str) -> str:
    """What the matrix says; that nothing is held, with the date, where nothing is."""
    existing = any(result.rows for result in results(context))
    return text if existing else f"No figure is held of any measure at {wording.day(context.as_at)} or before."


def shown(of: Matrix) -> Sequence[Mark]:
    """The marks that series in the matrix end in."""
    return [mark for mark in Mark if of.of_row(mark.value)]


def table(context: PageContext, of: Matrix) -> str:
    """The matrix as a table: a row a kind of variation, a column a kind of assurance."""
    every = [trend for row in of.rows for trend in of.of_row(row)]
    used = [column for column in COLUMNS if column == NO_TARGET or any(of.cells.get((row, column)) for row in of.rows)]
    rows = []
    for row in of.rows:
        mark = next((mark for mark in Mark if mark.value == row), None)
        icon = images.icon(mark, context.look) if mark else ""
        text = wording.capital(MARKS[mark] if mark else TOO_FEW)
        cells = [_groups(context, of.cells.get((row, column), ()), every) for column in used]
        rows.append((icon, text, len(of.of_row(row)), cells))
    caption = "Measures by what they are doing and by whether their target will be met"
    return markup("matrix", "table", caption, [_HEADINGS[column] for column in used], rows)


def _groups(context: PageContext, existing: Sequence[Trend], every: Sequence[Trend]) -> list[dict[str, str]]:
    """Each measure of a cell, as the way to its page, with the subjects that stand there."""
    groups: dict[tuple[str, str], list[Trend]] = {}
    for trend in existing:
        groups.setdefault((trend.card.name, trend.of.column), []).append(trend)
    return [_group(context, group, every) for group in groups.values()]


def _group(context: PageContext, group: Sequence[Trend], every: Sequence[Trend]) -> dict[str, str]:
    first = group[0]
    alike = [item for item in every if (item.card.name, item.of.column) == (first.card.name, first.of.column)]
    subjects = [trend.subject for trend in group if trend.subject]
    link = links.link(context, PAGE_OF[first.card.name], first.of.text)
    if not subjects:
        return {"link": link, "whole": "whole force"}
    if len(subjects) > _NAMED:
        parts = f"{first.card.one_row_per[-1].removesuffix('_code')}s" if len(first.key) == 1 else "series"
        whole = f"all {len(alike)} {parts}" if len(alike) == len(group) else f"{len(group)} of {len(alike)} {parts}"
        return {"link": link, "whole": whole, "subjects": wording.listed(subjects)}
    is_long = any("," in subject for subject in subjects)
    return {"link": link, "subjects": "; ".join(subjects) if is_long else wording.listed(subjects)}


def listing(context: PageContext) -> str:
    """The same as a plain table: a row a series."""
    return closed.opened(context, "The same as a list", "matrix", "every series")


@closed.part("matrix")
def _listing(context: PageContext, _: str, __: str) -> str:
    of = matrix_of(context)
    rows: list[Row] = []
    for row in of.rows:
        for trend in of.of_row(row):
            state, assured = cell(trend)
            at = trend.points_present[-1]
            rows.append(
                {
                    "Series": trend.name,
                    "Variation": wording.capital(next((MARKS[m] for m in Mark if m.value == state), state)),
                    "Why": signal(trend, at) or trend.variation.reason or None,
                    "Target": wording.capital(assured),
                    "Newest": figure_of(trend, trend.last.value),
                    "On": trend.last_on,
                    "Points": len(trend.points_present),
                }
            )
    return components.table(of_records(rows), "Every series")


def targets_and_tolerances(context: PageContext) -> str:
    """Every target and tolerance in force, with the newest figure and whether it is met, missed, kept or crossed."""
    listed = context.result("targets_and_tolerances")
    figures = by_name({result.card.name: result for result in results(context)})
    records = []
    for row in listed.rows:
        found = figures.get(str(row["tolerance_id"]))
        card = METRICS[row["figure_code"]].card
        unit = suffix(card, card.column_of(row["measure"] or ""))
        records.append(
            {
                "Kind": row["threshold_kind_name"],
                "Figure": row["figure_name"],
                "Subject": row["subject"] or "Whole force",
                "Value": f"{row['direction_name']} {wording.number(row['threshold_value'])}{unit}",
                "Newest": found.figure if found else None,
                "On": found.on_date if found else None,
                "Stands": wording.capital(found.verdict) if found else "No figure",
                "Plan": row["plan"],
                "Set by": row["set_by_role"],
            }
        )
    if not records:
        return ""
    return components.section(listed.card.title, listed.sentence) + components.table(
        of_records(records), listed.card.title
    )


def refused(context: PageContext, of: Matrix) -> str:
    """The series that never have limits, by the reason."""
    if not of.refused:
        return ""
    reasons: dict[str, list[Trend]] = {}
    for trend in of.refused:
        reasons.setdefault(trend.refusal, []).append(trend)
    return markup(
        "matrix",
        "refused",
        [(reason, _groups(context, existing, existing)) for reason, existing in reasons.items()],
    )
