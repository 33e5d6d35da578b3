"""Pages as plain HTML, without script and socket: for who has neither, for paper, and while a page connects.

Each is made from the view that the page itself is made from, once for an edition, a date, a comparison and a scope.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from src import settings, wording
from src.analysis import baselines, contribution
from src.contracts.baseline import Baseline
from src.contracts.metric import Result
from src.contracts.source import each_once
from src.present.html import images
from src.present.html.markup import markup
from src.present.model import Multiples
from src.present.svg.picture import drawing
from src.present.theme import FONT_FACE, Look
from src.present.views import (
    causes,
    findings,
    grades,
    investigations,
    marac,
    online_child_abuse,
    overview,
    sex_offenders,
)
from src.present.views.view import (
    CauseCards,
    Codes,
    ContributionsTo,
    GridOf,
    Heading,
    HeadlineTiles,
    Item,
    Lines,
    PictureOf,
    ReadingOf,
    Remark,
    SideBySide,
    Tabs,
    TilesOf,
    View,
    Ways,
)
from src.settings import Action, Settings
from src.store import authorization, editions
from src.web import cards, components, grade_grids, headlines, links, page_shell, panels
from src.web.board import BoardData
from src.web.page_context import Cached, PageContext

BRIEF = "brief"
VIEWS: Mapping[str, View] = {
    "overview": overview.VIEW,
    BRIEF: overview.BRIEF,
    "findings": findings.VIEW,
    "peel_grades": grades.VIEW,
    "causes_of_concern": causes.VIEW,
    "marac": marac.VIEW,
    "sex_offender_management": sex_offenders.VIEW,
    "investigation_quality": investigations.VIEW,
    "online_child_abuse": online_child_abuse.VIEW,
}
"""What has a plain page, by the name in its address."""
_LOOKS = Path(__file__).with_name("plain.css")
_WIDE, _HIGH, _LETTERS = 920.0, 330.0, 14.0
"""The size of a picture, and of its letters."""


def file(name: str) -> str:
    """The address of a plain page: beside the page itself, so that links in it lead where they do there."""
    return f"{name}.html"


def style() -> str:
    """The style sheet of every plain page."""
    return page_shell.style() + FONT_FACE + _LOOKS.read_text(encoding="utf-8")


def page(chosen: Settings, name: str, asked: Mapping[str, str]) -> str:
    """A plain page by its name, for who may see figures, at the date, edition and comparison that its address asks for.

    What an address asks for and is not there is left out. Raises NotAllowed for who may see no figures.
    """
    authorization.refuse_unless(chosen, Action.SEE)
    context = _context(chosen, VIEWS[name], asked)
    return context.cached(Cached.PLAIN, lambda: _drawn(context, name), name, str(context.carried))


def _context(chosen: Settings, view: View, asked: Mapping[str, str]) -> PageContext:
    newest = editions.newest(chosen)
    number = _number(asked.get("edition", ""), newest)
    edition = editions.open_edition(chosen, number)
    as_at = _day(asked.get("as_at", "")) or edition.newest_date() or date.today()
    since, since_edition = _day(asked.get("since", "")), _number(asked.get("since_edition", ""), edition.number - 1)
    carried = {
        "edition": str(number or ""),
        "since": since.isoformat() if since else "",
        "since_edition": str(since_edition or ""),
    }
    context = PageContext(
        settings=chosen,
        edition=edition,
        as_at=as_at,
        look=Look.AUTO,
        page=view.title,
        carried={name: value for name, value in carried.items() if value},
    )
    if since_edition:
        return replace(context, since=Baseline(since=as_at, edition=since_edition))
    return replace(context, since=baselines.chosen(context.result(baselines.MEETINGS), as_at, since))


def _number(asked: str, most: int) -> int | None:
    """The number of an edition; None where that is none."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    return int(asked) if is_number and 1 <= int(asked) <= most else None


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _drawn(context: PageContext, name: str) -> str:
    view, data = VIEWS[name], BoardData(context)
    results = context.results(view.headline)
    inside = "".join(
        (
            components.headline(view.lead(data) if view.lead else results[0].sentence, view.under(data)),
            components.strip(page_shell.facts(context, context.results(view.metrics), view.facts(data))),
            _items(context, view.items),
        )
    )
    sources = each_once(source for result in context.results(view.metrics) for source in result.sources)
    return markup(
        "plain",
        "page",
        name=name,
        title=view.title,
        tab=f"{view.title}, {wording.day(context.as_at)} · {page_shell.SITE_NAME}",
        force=page_shell.force_name(context.settings, context.edition),
        marking=page_shell.marking(context.settings),
        style=style(),
        itself=links.address(context, "overview" if name == BRIEF else name),
        others=[(links.address(context, file(other)), of.title) for other, of in VIEWS.items() if other != name],
        inside=inside,
        sources=components.opened(f"Sources of this page ({len(sources)})", components.sources(sources)),
        what_this_is=page_shell.WHAT_THIS_IS,
        foot=f"As at {wording.day(context.as_at)}, edition {context.edition.number}. PEELboard {settings.version()}.",
    )


def _items(context: PageContext, items: Sequence[Item]) -> str:
    return "".join(_item(context, item) for item in items)


def _item(context: PageContext, item: Item) -> str:
    """What stands on a plain page for an item of a view; of what a reader chooses on the page itself, the rows."""
    if isinstance(item, SideBySide):
        left, right = _items(context, item.left), _items(context, item.right)
        return markup("plain", "columns", left, right, item.widths) if left and right else left + right
    if isinstance(item, Tabs):
        return "".join(_tab(context, label, inside) for label, inside in item.tabs)
    if isinstance(item, HeadlineTiles):
        return headlines.tiles(context, BoardData(context))
    if isinstance(item, Lines):
        return components.section(item.title) + cards.lines(context, item.lines(BoardData(context)), item)
    if isinstance(item, CauseCards):
        return cards.of_item(context, item)
    if isinstance(item, ReadingOf):
        return grade_grids.reading(context.result(item.metric))
    if isinstance(item, GridOf):
        return _grid(context, item)
    if isinstance(item, Heading):
        is_empty = item.metric and not context.result(item.metric).rows
        return "" if is_empty else components.section(item.title, item.text)
    if isinstance(item, Remark):
        text = item.text(context)
        return components.note(text, calm=item.is_calm) if text else ""
    if isinstance(item, Codes):
        return panels.list_table(context, item.name, item.title, item.columns)
    if isinstance(item, Ways):
        return ""
    if isinstance(item, PictureOf):
        return _picture(context, item)
    if isinstance(item, TilesOf | ContributionsTo):
        return _panel(context, item.metric, _parts(context, item))
    return _panel(context, item.metric)


def _parts(context: PageContext, item: TilesOf | ContributionsTo) -> str:
    """How the parts of a whole moved since the baseline, as everything on a page does; empty where that is not known."""
    found = contribution.breakdown(context.result(item.metric), item.column, context.baseline.since)
    return contribution.sentence(found, wording.inside(item.what)) if found else ""


def _tab(context: PageContext, label: str, inside: Sequence[Item]) -> str:
    """What a tab shows, under its name unless it begins with a heading of that name; nothing where it is empty."""
    drawn = _items(context, inside)
    is_headed = isinstance(inside[0], Heading) and inside[0].title == label
    return drawn if is_headed or not drawn else components.section(label) + drawn


def _picture(context: PageContext, item: PictureOf) -> str:
    """A picture with its figures; another, or the rows alone, where there is too little to draw."""
    picture = item.draw(context)
    if not picture:
        return _picture(context, item.otherwise) if item.otherwise else _panel(context, item.metric)
    result = context.result(item.metric)
    if isinstance(picture.chart, Multiples):
        drawn = images.multiples(picture.chart, context.look)
    else:
        svg = drawing(picture.chart, _WIDE, _HIGH, _LETTERS, context.look)
        drawn = markup("plain", "wide", images.image(svg, picture.alternative, look=context.look), picture.title)
    context.panels.add(item.metric)
    return _framed(result, components.panel_head(picture.title, picture.subtitle) + drawn, components.numbers(result))


def _grid(context: PageContext, item: GridOf) -> str:
    result = context.result(item.metric)
    if not result.rows:
        return ""
    context.panels.add(item.metric)
    head = components.panel_head(item.title or result.sentence, item.subtitle)
    return _framed(result, head, grade_grids.table(context, item))


def _panel(context: PageContext, metric: str, text: str = "") -> str:
    """The rows of a metric under its sentence or another, once on a page; nothing where none are held."""
    result = context.result(metric)
    if metric in context.panels or not result.rows:
        return ""
    context.panels.add(metric)
    head = components.panel_head(text or result.sentence, result.card.title)
    few = len(result.rows) <= components.ON_PAPER
    rows = components.rows_of(result, rows=result.rows) if few else components.numbers(result)
    return _framed(result, head, rows)


def _framed(result: Result, *pieces: str) -> str:
    return markup("plain", "panel", result.card.name, "".join(pieces) + components.footer(result))
