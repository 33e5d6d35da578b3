"""What is closed on a page: not sent with it, but fetched by the browser once it is opened or printed.

The address says what to make and holds the hash of what the page would have shown: it is answered for whoever may see
exactly that at the moment of asking, and by any server of the store, which keeps nothing between.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from src.contracts.metric import Result
from src.metrics import METRICS
from src.present.html.markup import markup
from src.present.theme import Look
from src.settings import Action, Settings
from src.store import authorization, editions
from src.web import components
from src.web.page_context import PageContext

ADDRESS = "closed.html"
_DIGITS = 20
_NONE = "-"

Maker = Callable[[PageContext, str, str], str]
"""Makes the markup of a part from what it is of, such as a metric's name, and a choice."""
_PARTS: dict[str, Maker] = {}


def part(name: str) -> Callable[[Maker], Maker]:
    """Makes of a function a part that pages can leave closed."""

    def known(maker: Maker) -> Maker:
        _PARTS[name] = maker
        return maker

    return known


def opened(context: PageContext, summary: str, name: str, of: str, choice: str = "", *, on_paper: bool = False) -> str:
    """Something that opens at a click or with Enter, and is fetched then. `on_paper` as in components.opened."""
    asked = {
        "part": name,
        "of": of,
        "choice": choice,
        "as_at": context.as_at.isoformat(),
        "shown": context.edition.number,
        "content": _hash(_PARTS[name](context, of, choice)),
    }
    return markup("components", "fetched", summary, f"{ADDRESS}?{urlencode(asked)}", on_paper)


def fetch(settings: Settings, asked: Mapping[str, str]) -> str:
    """The markup behind an address.

    Raises NotAllowed for who may see no figures, and LookupError where the address is none, or what it names is
    another by now or for this reader.
    """
    authorization.refuse_unless(settings, Action.SEE)
    try:
        number, as_at = int(asked["shown"]), date.fromisoformat(asked["as_at"])
    except ValueError as wrong:
        raise LookupError(f"no date or no edition: {wrong}") from None
    edition = editions.open_edition(settings, number)
    context = PageContext(settings=settings, edition=edition, as_at=as_at, look=Look.LIGHT, page="")
    text = _PARTS[asked["part"]](context, asked["of"], asked["choice"])
    if _hash(text) != asked["content"]:
        raise LookupError("what is shown there is another by now, or for this reader")
    return text


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def working(context: PageContext, result: Result) -> str:
    """How a figure was worked out, closed."""
    return opened(context, "How was this worked out?", "working", result.card.name)


@part("working")
def _working(context: PageContext, metric: str, _: str) -> str:
    return components.working(context.result(metric))


def numbers(context: PageContext, result: Result, columns: Sequence[str] = (), flagged: str = "") -> str:
    """The figures of a picture as a table, closed."""
    choice = " ".join([flagged or _NONE, *columns])
    is_short = len(result.rows) <= components.ON_PAPER
    return opened(context, components.numbers_title(result), "numbers", result.card.name, choice, on_paper=is_short)


@part("numbers")
def _numbers(context: PageContext, metric: str, choice: str) -> str:
    flagged, *columns = choice.split()
    return components.telling_rows(context.result(metric), columns, "" if flagged == _NONE else flagged)


@part("metric")
def _metric(context: PageContext, metric: str, _: str) -> str:
    result = context.result(metric)
    return markup("components", "metric_entry", result.sentence, components.working(result))


def metric(context: PageContext, name: str) -> str:
    """A metric in the dictionary: its sentence, definition, checks and SQL, closed under its title."""
    return opened(context, METRICS[name].card.title, "metric", name, on_paper=False)
