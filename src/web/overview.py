"""What the Overview says besides its figures: its headline, what comes next, and what to be careful with."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.analysis.cautions import Caution, cautions, known_names
from src.analysis.coming_up import Coming
from src.analysis.headlines import most_pressing
from src.contracts.baseline import Baseline
from src.contracts.change import Attention, Change
from src.contracts.headline import Headline
from src.metrics import PAGE_OF
from src.web import links, page_shell
from src.web.page_context import Cached, PageContext

FIRST = 7
"""How many lines of a list the Overview has room for."""


def headline(context: PageContext, figures: Sequence[Headline], changes: Sequence[Change]) -> tuple[str, str]:
    """How HMICFRS monitors the force, then what matters most: what needs the board, or the most pressing figure."""
    events, most = context.result("events_in_period"), most_pressing(figures)
    if not events.rows and most is None:
        nothing = f"No figure is held at {wording.day(context.as_at)} or before."
        return nothing, "Choose a later date, or accept an extract."
    pressing = [change.sentence for change in changes if change.attention is Attention.BOARD]
    pressing += [most.sentence] if most else []
    sentences = [events.sentence if events.rows else "", *pressing[:1]]
    first, *others = [sentence for sentence in sentences if sentence]
    return first, wording.paragraph(others)


def careful(context: PageContext, figures: Sequence[Headline], baseline: Baseline) -> tuple[Caution, ...]:
    """What to be careful with at this date."""

    def work() -> tuple[Caution, ...]:
        known = context.edition.ask_shared("select title, discrepancy_id from discrepancies", ("discrepancies",))
        return cautions(context.every_result(), figures, context.as_at, known_names(known))

    return context.cached(Cached.CAUTIONS, work, baseline)


def caution_lines(context: PageContext, listed: Sequence[Caution]) -> str:
    """Cautions as a list: a tag, the sentence and the way to the page of its figure."""
    items = "".join(
        f'<li><span class="tag care">{escape(caution.kind)}</span><div>{escape(caution.sentence)} '
        f"<small>{_page_link(context, caution.metrics[0])}</small></div></li>"
        for caution in listed[:FIRST]
    )
    more = len(listed) - FIRST
    rest = (
        f'<p class="pb-rest">{wording.capital(wording.in_words(more))} more in the board pack.</p>' if more > 0 else ""
    )
    return f'<ul class="pb-care">{items}</ul>{rest}'


def coming_lines(context: PageContext, listed: Sequence[Coming]) -> str:
    """What comes next as a list: its kind, what and when, and the way to its page."""
    items = "".join(
        f'<li><span class="tag care">{escape(coming.kind)}</span><div>{escape(coming.title)}: '
        f"{wording.dated(coming.day, coming.precision)}, {coming.in_days(context.as_at)} "
        f"<small>{_page_link(context, coming.metric)}</small></div></li>"
        for coming in listed
    )
    return f'<ul class="pb-care">{items}</ul>'


def _page_link(context: PageContext, metric: str) -> str:
    page = PAGE_OF[metric]
    return "" if page == "overview" else links.link(context, page, page_shell.TITLES[page], metric)
