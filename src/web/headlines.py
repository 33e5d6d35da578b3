"""The headline figures on screen: worked out once for a date and a baseline, and laid out as tiles."""

from collections.abc import Sequence

from src import wording
from src.analysis.thresholds import summary
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline
from src.metrics import METRICS
from src.present.html import images
from src.present.html.markup import markup
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


def standards(context: PageContext, topic: str) -> str:
    """How the figures of a topic keep to targets and tolerances, but for the headline figures, which say it themselves."""
    tell_themselves = {figure.metric for figure in figures(context, context.baseline)}
    of_topic = [name for name, metric in METRICS.items() if metric.card.topic == topic and metric.card.series]
    results = context.results([name for name in of_topic if name not in tell_themselves] if topic else [])
    return wording.paragraph([f"{result.card.title}: {text}" for result in results if (text := summary(result))])


def tiles(context: PageContext, data: BoardData) -> str:
    """The headline figures, next to one another."""
    return side_by_side(context, tile_list(data))


def side_by_side(context: PageContext, listed: Sequence[Tile]) -> str:
    """Figures that each lead to their rows, with the date, the way it went and what is asked next."""
    return markup("components", "headline_tiles", [(tile, *_way_and_drawing(context, tile)) for tile in listed])


def _way_and_drawing(context: PageContext, tile: Tile) -> tuple[str, str]:
    """The address of the rows of a tile, and the drawing of its newest figures."""
    trend = sparkline(tile.trend, context.look) if tile.trend else ""
    drawing = images.image(trend, tile.alternative, "pb-trend", context.look) if trend else ""
    return links.rows(context, tile.figure.metric), drawing
