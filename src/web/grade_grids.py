"""The grids of grades that a view names, each drawn once for its page and its plain page."""

from collections.abc import Callable, Mapping

from src.contracts.metric import Result
from src.present.model import Picture
from src.present.views import grades
from src.present.views.view import GradeGrid, GridOf
from src.web import components, grid, panels, peer_table
from src.web.page_context import PageContext

_TABLES: Mapping[GradeGrid, Callable[[PageContext, Result], str]] = {
    GradeGrid.QUESTIONS: lambda context, result: grid.of_cycles(context, result),
    GradeGrid.LAST_CYCLES: lambda context, result: grid.of_cycles(context, *grid.last_cycles(result)),
    GradeGrid.COUNTS: lambda _, result: grid.counts(result),
    GradeGrid.FORCES: lambda context, result: peer_table.other_forces(result, context.edition.code_list("peel_cycles")),
    GradeGrid.AREAS: lambda context, result: peer_table.by_area(result, context.result(grades.GRADES)),
}
_PICTURES: Mapping[GradeGrid, Callable[[PageContext, Result], Picture]] = {
    GradeGrid.QUESTIONS: lambda context, result: grid.picture(context, result),
    GradeGrid.LAST_CYCLES: lambda context, result: grid.picture(context, *grid.last_cycles(result)),
}
"""What a download draws; the rows alone where there is none."""


def table(context: PageContext, item: GridOf) -> str:
    """The grid as a table, of a metric that has rows."""
    return _TABLES[item.grid](context, context.result(item.metric))


def draw(context: PageContext, item: GridOf) -> None:
    """The panel of a grid on its page."""
    result = context.result(item.metric)
    as_picture = _PICTURES.get(item.grid)
    panels.markup(
        context,
        result,
        item.title or result.sentence,
        item.subtitle,
        lambda: table(context, item),
        picture=as_picture(context, result) if as_picture and result.rows else None,
    )


def reading(result: Result) -> str:
    """How each question may be read over time; empty where no grade is known."""
    if not result.rows:
        return ""
    heading = components.section(
        "What may be followed",
        "One subject has been asked about in every cycle since 2015. The rest may be read only between two breaks.",
    )
    return heading + components.opened("How each question may be read", grid.threads(result))
