"""The headline figures on screen: worked out once for a date and a baseline, and laid out as tiles."""

from html import escape

from src.contracts.baseline import Baseline
from src.contracts.headline import Headline
from src.present.html import images
from src.present.svg.sparkline import sparkline
from src.present.views.data import BoardData
from src.present.views.tiles import Tile
from src.present.views.tiles import tiles as tile_list
from src.services.headlines import headline_figures
from src.web import baselines, links
from src.web.page_context import Cached, PageContext


def figures(context: PageContext, baseline: Baseline) -> tuple[Headline, ...]:
    """The headline figure of each subject."""

    def work() -> tuple[Headline, ...]:
        return headline_figures(context.result, baselines.before(context, baseline).result, baseline)

    return context.cached(Cached.HEADLINES, work, baseline)


def by_name(context: PageContext, baseline: Baseline) -> dict[str, str]:
    """The sentence of each headline figure, by its name."""
    return {figure.name: figure.sentence for figure in figures(context, baseline)}


def by_topic(context: PageContext, baseline: Baseline) -> dict[str, str]:
    """The sentence of the first headline figure of each topic, such as show whether the work on a cause has an effect."""
    return {figure.topic: figure.sentence for figure in reversed(figures(context, baseline)) if figure.topic}


def tiles(context: PageContext, data: BoardData) -> str:
    """Figures next to one another, each leading to its rows."""
    inside = "".join(tile(context, each) for each in tile_list(data))
    return f'<div class="pb-tiles">{inside}</div>'


def tile(context: PageContext, shown: Tile) -> str:
    """A figure with its date, the way it went and what a reader asks next."""
    figure = shown.figure
    scale = f" <small>{escape(figure.scale)}</small>" if figure.scale and figure.newest else ""
    trend = (
        images.image(sparkline(shown.trend, context.look), shown.alternative, "pb-trend", context.look)
        if shown.trend
        else ""
    )
    facts = "".join(f"<span>{escape(fact)}.</span>" for fact in shown.facts)
    return (
        f'<a class="pb-tile {figure.state}" href="{escape(links.rows(context, figure.metric))}" '
        f'target="_self"><span class="what">{escape(figure.title)}</span>'
        f'<span class="figure">{escape(figure.figure)}{scale}{trend}</span><span class="then">{escape(figure.note)}</span>'
        f'{f"""<span class="pb-facts">{facts}</span>""" if facts else ""}</a>'
    )
