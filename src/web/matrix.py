"""The summary matrix on a page: every series by what it is doing and whether its target will be met."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.analysis.spc import Mark
from src.analysis.summary_matrix import COLUMNS, NO_TARGET, TOO_FEW, Matrix, cell, matrix, moved
from src.analysis.trend_wording import MARKS, figure_of, signal
from src.analysis.trends import BACKLOG, Trend
from src.contracts.metric import Result, Row
from src.metrics import METRICS, PAGE_OF
from src.present.html import images
from src.present.tables import of_records
from src.web import components, links, trends
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
    head = "".join(
        f'<th scope="col">{escape(_HEADINGS[column][0])}<small>{escape(_HEADINGS[column][1])}</small></th>'
        for column in COLUMNS
    )
    every = [*(trend for row in of.rows for trend in of.of_row(row))]
    body = "".join(
        f'<tr><th scope="row">{_row_head(context, row, len(of.of_row(row)))}</th>'
        + "".join(_cell(context, column, of.cells.get((row, column), ()), every) for column in COLUMNS)
        + "</tr>"
        for row in of.rows
    )
    caption = "Measures by what they are doing and by whether their target will be met"
    return (
        f'<div class="pb-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="pb-table pb-matrix">'
        f'<caption class="pb-hidden">{caption}</caption><thead><tr><th scope="col">Variation</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row_head(context: PageContext, row: str, count: int) -> str:
    mark = next((mark for mark in Mark if mark.value == row), None)
    icon = images.icon(mark, context.look) + " " if mark else ""
    text = wording.capital(MARKS[mark] if mark else TOO_FEW)
    return f"{icon}{escape(text)}<small>{count} series</small>"


def _cell(context: PageContext, column: str, existing: Sequence[Trend], every: Sequence[Trend]) -> str:
    if not existing:
        return '<td tabindex="0" class="none"><span class="pb-hidden">No measure</span><span aria-hidden="true">–</span></td>'
    groups: dict[tuple[str, str], list[Trend]] = {}
    for trend in existing:
        groups.setdefault((trend.card.name, trend.of.column), []).append(trend)
    items = "".join(f"<li>{_link(context, group, every)}</li>" for group in groups.values())
    return f'<td><span class="pb-phone" aria-hidden="true">{escape(_HEADINGS[column][0])}</span><ul>{items}</ul></td>'


def _link(context: PageContext, group: Sequence[Trend], every: Sequence[Trend]) -> str:
    """One measure, as the way to its page, with the subjects that stand in the cell."""
    first = group[0]
    alike = [item for item in every if (item.card.name, item.of.column) == (first.card.name, first.of.column)]
    subjects = [trend.subject for trend in group if trend.subject]
    link = links.link(context, PAGE_OF[first.card.name], first.of.text)
    if not subjects:
        return f"{link}: whole force"
    if len(subjects) > _NAMED:
        parts_of = f"{first.card.one_row_per[-1].removesuffix('_code')}s" if len(first.key) == 1 else "series"
        whole = (
            f"all {len(alike)} {parts_of}" if len(alike) == len(group) else f"{len(group)} of {len(alike)} {parts_of}"
        )
        return f'{link}: {whole} <span class="pb-hidden">({escape(wording.listed(subjects))})</span>'
    is_long = any("," in subject for subject in subjects)
    return f"{link}: {escape('; '.join(subjects) if is_long else wording.listed(subjects))}"


def listing(of: Matrix) -> str:
    """The same as a plain table: a row a series."""
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
    return components.opened("The same as a list", components.table(of_records(rows), "Every series"))


def refused(context: PageContext, of: Matrix) -> str:
    """The series that never have limits, by the reason."""
    if not of.refused:
        return ""
    reasons: dict[str, list[Trend]] = {}
    for trend in of.refused:
        reasons.setdefault(trend.refusal, []).append(trend)
    blocks = []
    for reason, existing in reasons.items():
        groups: dict[tuple[str, str], list[Trend]] = {}
        for trend in existing:
            groups.setdefault((trend.card.name, trend.of.column), []).append(trend)
        items = "".join(f"<li>{_link(context, group, existing)}</li>" for group in groups.values())
        moves = f"<p>{escape(moved(of))}</p>" if reason == BACKLOG else ""
        blocks.append(f"<h3>{escape(reason)}</h3>{moves}<ul>{items}</ul>")
    return f'<div class="pb-refused">{"".join(blocks)}</div>'
