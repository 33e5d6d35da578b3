"""Pieces of a page: headline, strip, tables, badges and the working. Their markup stands in the templates."""

from collections.abc import Callable, Sequence

from src import wording
from src.analysis.cautions import known_in_sources, sums_that_fail
from src.analysis.figure_changes import runs_in_date_order
from src.analysis.thresholds import summary
from src.contracts.metric import CANNOT, DIFFERS, RECONCILES, Check, Result, Row
from src.contracts.source import Source, in_brief
from src.present.html.markup import markup
from src.present.tables import Table, of_result

ON_PAPER = 12
"""The longest table that is printed where it stays closed on the page."""
TWO_LINES = 210
"""How many characters of a headline stand in two lines of a wide screen."""
LONGEST = 60
"""How many rows stand under a picture; of more, the newest of a series and the first of any other list."""


def table(of: Table, caption: str, *, kind: str = "", is_caption_seen: bool = False) -> str:
    """A table. The caption is seen only where it counts. `kind` is a class of the style sheet."""
    return markup("table", "table", of, caption, kind, is_caption_seen)


def rows_of(
    result: Result,
    names: Sequence[str] = (),
    *,
    rows: Sequence[Row] | None = None,
    caption: str = "",
    flagged: str = "",
    is_caption_seen: bool = False,
    link: Callable[[Row], str] | None = None,
    linked: str = "title",
) -> str:
    """Rows of a result as a table, in the columns of its card or in those named. `linked` is the column of the link."""
    listed = of_result(result, names, rows=rows, is_long=True, flagged=flagged, link=link, linked=linked)
    return table(listed, caption or result.card.title, is_caption_seen=is_caption_seen)


def opened(summary: str, inside: str, *, is_open: bool = False, on_paper: bool = False) -> str:
    """Something that opens at a click or with Enter. On paper it is left out while closed, unless it is made for paper."""
    return markup("components", "opened", summary, inside, is_open, on_paper)


def _verdict(checks: Sequence[Check]) -> tuple[str, str]:
    """The worst of a result's checks, as a status and in a few words; the working lists them all.

    Sums that do not come out are worked out here and discrepancies of the sources are read there: each has its count.
    """
    states = [check.status for check in checks]
    sums = [check.status for check in checks if not check.discrepancy]
    off = len(sums_that_fail(checks))
    words = []
    if off:
        words.append(f"{wording.count_of(off, 'sum')} {wording.verb(off, 'does', 'do')} not come out")
    elif sums:
        words.append("reconciles" if RECONCILES in sums else "cannot be checked")
    if len(checks) > len(sums):
        words.append(known_in_sources(len(checks) - len(sums)))
    worst = next((status for status in (DIFFERS, RECONCILES) if status in states), CANNOT)
    return worst, ", ".join(words) or "nothing to check against"


def sources(listed: Sequence[Source]) -> str:
    """Sources by title, publisher, date and place, each linked where it stands on the web."""
    return markup("components", "sources", listed)


def footer(result: Result) -> str:
    """Source, as-at date and badge under a picture."""
    if not result.sources:
        return ""
    when = (
        f" As at {wording.dated(result.newest_on, result.newest[0].get('as_at_precision'))}."
        if result.newest_on
        else ""
    )
    return markup(
        "components",
        "footer",
        wording.paragraph([f"{in_brief(result.sources)}.{when}", summary(result)]),
        *_verdict(result.checks),
    )


def telling_rows(result: Result, columns: Sequence[str] = (), flagged: str = "") -> str:
    """The rows under a picture as a table: the newest of a series, and of any other list the first."""
    rows = result.rows[-LONGEST:] if runs_in_date_order(result) else result.rows[:LONGEST]
    return rows_of(result, columns, rows=rows, flagged=flagged)


def numbers_title(result: Result) -> str:
    """What that table is called, with how many rows it leaves out."""
    count = len(result.rows)
    end = "last" if runs_in_date_order(result) else "first"
    more = f" (the {end} {LONGEST} of {count:,} rows)" if count > LONGEST else ""
    return f"The same figures as a table{more}"


def numbers(result: Result) -> str:
    """The same figures as a table, to be opened where nothing can be fetched."""
    return opened(numbers_title(result), telling_rows(result), on_paper=len(result.rows) <= ON_PAPER)


def working(result: Result) -> str:
    """How a figure was worked out: definition, checks, sources with their place, and the SQL."""
    limit = result.card.limit
    return markup(
        "components",
        "working",
        result,
        f"{wording.number(limit.value)} {limit.unit} ({limit.source})" if limit else "",
        result.sources,
        wording.count_of(len(result.rows), "row"),
    )


def headline(sentence: str, more: str = "") -> str:
    """What a page says first, in the two lines that a wide screen has for it, and in smaller type what follows."""
    first = wording.beginning(sentence, TWO_LINES)
    return markup("components", "headline", first, wording.paragraph([sentence[len(first) :].strip(), more]))


def strip(facts: Sequence[tuple[str, str]], on_paper: str = "") -> str:
    """The line of facts about dates and edition under a headline, with the way to the sheet that has them in brief."""
    return markup("components", "strip", facts, on_paper)


def event_key(events: Sequence[str]) -> str:
    """The events marked A, B, C .. on a picture."""
    return markup("components", "event_key", events)


def search_box() -> str:
    """The search box of every page; its script fetches what it finds."""
    return markup("components", "search_box")


def note(text: str, *, calm: bool = False) -> str:
    """A note that belongs next to a figure."""
    return markup("components", "note", text, calm)


def paragraph(text: str, kind: str = "", role: str = "", *, inside: str = "") -> str:
    """A paragraph of text, and of markup after it. `kind` is a class of the style sheet, `role` what a reader hears."""
    return markup("components", "paragraph", text, kind, role, inside)


def heading(level: int, text: str, kind: str = "") -> str:
    """A heading inside a panel."""
    return markup("components", "heading", level, text, kind)


def group(inside: str, kind: str = "", role: str = "") -> str:
    """Markup that belongs together."""
    return markup("components", "group", inside, kind, role)


def tall(inside: str) -> str:
    """A long table that scrolls in a frame of its own."""
    return group(inside, "pb-tall")


def link(address: str, text: str) -> str:
    """A link inside the site."""
    return markup("components", "link", address, text)


def empty(text: str) -> str:
    """What stands where a picture would, when no figure is held."""
    return markup("components", "empty", text)


def section(title: str, lead: str = "") -> str:
    """A heading inside a page."""
    return markup("components", "section", title, lead)


def panel_head(title: str, subtitle: str = "") -> str:
    """The finding that a picture shows, and what is measured."""
    return markup("components", "panel_head", title, subtitle)


def bullets(sentences: Sequence[str], kind: str = "") -> str:
    """Sentences as a list."""
    return markup("components", "bullets", sentences, kind)
