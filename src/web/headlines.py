"""The headline figures on screen: worked out once for a date and a baseline, and laid out as tiles."""

from collections.abc import Sequence
from html import escape

from src.contracts.baseline import Baseline
from src.contracts.headline import Headline
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


def tiles(context: PageContext, listed: Sequence[Headline], baseline: Baseline) -> str:
    """Figures next to one another, each leading to its page, and what they are compared with."""
    inside = "".join(_tile(context, figure) for figure in listed)
    return f'<div class="pb-tiles">{inside}</div><p class="pb-rest">{escape(baseline.explanation)}</p>'


def _tile(context: PageContext, figure: Headline) -> str:
    scale = f" <small>{escape(figure.scale)}</small>" if figure.scale and figure.newest else ""
    return (
        f'<a class="pb-tile {figure.state}" href="{escape(links.rows(context, figure.metric))}" '
        f'target="_self"><span class="what">{escape(figure.title)}</span>'
        f'<span class="figure">{escape(figure.figure)}{scale}</span><span class="then">{escape(figure.note)}</span></a>'
    )
