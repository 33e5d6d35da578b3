"""Pieces of a page as HTML that needs no script: headline, strip, tables, badges and the working.

Everything that comes from data is escaped here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from src import wording
from src.contracts.metric import CANNOT, DIFFERS, RECONCILES, Check, Result, Row, Source

BADGE_CLASS = {RECONCILES: "reconciles", DIFFERS: "differs", CANNOT: "cannot"}
BADGE_SIGN = {RECONCILES: "✓", DIFFERS: "≠", CANNOT: "?"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of a table on screen."""

    name: str
    heading: str
    is_number: bool = False
    qualifier: str = ""
    """The column that says whether the figure is a bound."""
    precision: str = ""
    """The column that says how exactly the date is known."""
    suffix: str = ""
    address: str = ""
    """The column that says where on the site a click leads."""


def shown(row: Row, field: Field) -> str:
    """A cell as a reader sees it. A figure that is not held is said not to be held."""
    value = row.get(field.name)
    if isinstance(value, date):
        return wording.dated(value, row.get(field.precision) if field.precision else None)
    if value is None:
        return "–" if not field.is_number else wording.NO_FIGURE
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        text = wording.bounded(value, row.get(field.qualifier)) if field.qualifier else wording.number(value)
        return text + field.suffix
    return str(value)


def table(
    rows: Iterable[Row], fields: Sequence[Field], caption: str, *, flagged: str = "", is_counted: bool = False
) -> str:
    """A table. Rows where the `flagged` column holds something are marked. The caption is seen only where it counts."""
    head = "".join(f'<th scope="col"{_number(field)}>{escape(field.heading)}</th>' for field in fields)
    body = []
    for row in rows:
        mark = ' class="flag"' if flagged and row.get(flagged) else ""
        cells = "".join(f"<td{_kind(row, field)}>{_inside(row, field)}</td>" for field in fields)
        body.append(f"<tr{mark}>{cells}</tr>")
    seen = "" if is_counted else ' class="pb-hidden"'
    return (
        f'<div class="pb-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="pb-table">'
        f"<caption{seen}>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _inside(row: Row, field: Field) -> str:
    text = escape(shown(row, field))
    to = row.get(field.address) if field.address else None
    return f'<a href="{escape(str(to))}" target="_self">{text}</a>' if to else text


def _kind(row: Row, field: Field) -> str:
    return ' class="d"' if isinstance(row.get(field.name), date) else _number(field)


def _number(field: Field) -> str:
    return ' class="n"' if field.is_number else ""


ON_PAPER = 12
"""The longest table that is printed where it stays closed on the page."""


def opened(summary: str, inside: str, *, is_open: bool = False, on_paper: bool = False) -> str:
    """Something that opens at a click or with Enter. On paper it is left out while closed, unless it is made for paper."""
    paper = " pb-onpaper" if on_paper else ""
    return f'<details class="pb-more{paper}"{" open" if is_open else ""}><summary>{escape(summary)}</summary><div class="pb-working">{inside}</div></details>'


def badge(status: str, text: str) -> str:
    """Reconciles, differs or cannot be checked: by sign and word as well as by colour."""
    return f'<span class="pb-badge {BADGE_CLASS[status]}">{BADGE_SIGN[status]} {escape(text)}</span>'


def checks_badge(checks: Sequence[Check]) -> str:
    """The worst of a result's checks in a few words; the working tells them all."""
    if not checks:
        return badge(CANNOT, "nothing to check against")
    differing = [check for check in checks if check.status == DIFFERS]
    if differing:
        return badge(DIFFERS, wording.count_of(len(differing), "known difference"))
    if any(check.status == RECONCILES for check in checks):
        return badge(RECONCILES, "reconciles")
    return badge(CANNOT, "cannot be checked")


def source_line(source: Source) -> str:
    """A source by title, publisher, date and place, linked where it stands on the web."""
    title = escape(source.title)
    if source.url and source.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    when = wording.dated(source.published_on, source.published_precision)
    return f"{title}, {escape(source.publisher)}, {when}" + (f": {escape(source.place)}" if source.place else "")


def footer(result: Result) -> str:
    """Source, as-at date and badge under a picture."""
    if not result.sources:
        return ""
    first = result.sources[0]
    # One source may have come in many extracts: it is still one.
    others = len({source.source_id for source in result.sources}) - 1
    more = f" and {wording.count_of(others, 'more source')}" if others else ""
    places = first.place.split("; ")
    place = f", {places[0]}" if first.place else ""
    place += f" and {wording.count_of(len(places) - 1, 'more place')}" if len(places) > 1 else ""
    when = (
        f" As at {wording.dated(result.newest_on, result.newest[0].get('as_at_precision'))}."
        if result.newest_on
        else ""
    )
    return f'<p class="pb-foot">Source: {escape(first.title)}{escape(place)}{more}.{when} {checks_badge(result.checks)}</p>'


LONGEST = 200
"""How many rows stand under a picture; of more, the last, which in a series are the newest."""


def numbers(result: Result, fields: Sequence[Field], *, flagged: str = "") -> str:
    """The same figures as a table, to be opened."""
    rows = result.rows[-LONGEST:]
    title = "The same figures as a table"
    if len(rows) < len(result.rows):
        title += f" (the last {len(rows)} of {len(result.rows):,} rows)"
    return opened(title, table(rows, fields, result.card.title, flagged=flagged), on_paper=len(rows) <= ON_PAPER)


def working(result: Result) -> str:
    """How a figure was worked out: definition, checks, sources with their place, and the SQL."""
    card = result.card
    pieces = [f"<p>{escape(card.definition)} {escape(card.why)}</p>"]
    if card.limit:
        pieces.append(
            f"<p>Limit: {wording.number(card.limit.value)} {escape(card.limit.unit)} ({escape(card.limit.source)}).</p>"
        )
    pieces.append("<h4>Checks</h4>")
    if result.checks:
        checks = "".join(
            f"<li>{badge(check.status, check.status)} <b>{escape(check.name)}.</b> {escape(check.detail)}</li>"
            for check in result.checks
        )
        pieces.append(f"<ul>{checks}</ul>")
    else:
        pieces.append("<p>Nothing is held to check this against.</p>")
    if result.caveats:
        pieces.append(
            "<h4>What to keep in mind</h4><ul>" + "".join(f"<li>{escape(c)}</li>" for c in result.caveats) + "</ul>"
        )
    if result.sources:
        pieces.append(
            '<h4 class="pb-places">Where it stands</h4><ul>'
            + "".join(
                f"<li>{source_line(s)} <small>(extract {escape(s.extract_id)})</small></li>" for s in result.sources
            )
            + "</ul>"
        )
    pieces.append(
        f"<h4>The SQL, as it runs</h4><pre tabindex='0' role='region' aria-label='SQL of {escape(card.name)}'>{escape(result.sql)}</pre>"
        f"<p><small>Metric {escape(card.name)}, {wording.count_of(len(result.rows), 'row')}, edition {result.edition}, "
        f"owned by {escape(card.owner)}.</small></p>"
    )
    return opened("How was this worked out?", "".join(pieces))


def headline(sentence: str, more: str = "") -> str:
    """The one computed sentence of a page, and what follows from it."""
    following = f'<p class="pb-headline-more">{escape(more)}</p>' if more else ""
    return f'<p class="pb-headline">{escape(sentence)}</p>{following}'


def strip(facts: Sequence[tuple[str, str]]) -> str:
    """The line of facts about dates and edition under a headline."""
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return f'<dl class="pb-strip">{pairs}</dl>'


def event_key(events: Sequence[str]) -> str:
    """The events marked A, B, C .. on a picture."""
    marks = "".join(f"<li><b>{chr(65 + at)}</b>{escape(event)}</li>" for at, event in enumerate(events))
    return f'<ul class="pb-eventkey">{marks}</ul>'


def note(text: str, *, calm: bool = False) -> str:
    """A note that belongs beside a figure."""
    return f'<p class="pb-note{" calm" if calm else ""}">{escape(text)}</p>'


def empty(text: str) -> str:
    """What stands where a picture would, when no figure is held."""
    return f'<p class="pb-empty">{escape(text)}</p>'


def section(title: str, lead: str = "") -> str:
    """A heading inside a page."""
    return f'<h2 class="pb-section">{escape(title)}</h2>' + (f'<p class="pb-lead">{escape(lead)}</p>' if lead else "")


def panel_head(title: str, subtitle: str) -> str:
    """The finding that a picture shows, and what is measured."""
    return f'<h3 class="pb-panel-title">{escape(title)}</h3><p class="pb-subtitle">{escape(subtitle)}</p>'
