"""Under every picture: the picture as a file, with title, source and marking in it, and its numbers.

The browser makes the file of what it has drawn (static/pictured.js), so that it is what the reader saw.
The numbers are the metric's own. Nothing is made before it is asked for.
"""

import json
import re
from dataclasses import asdict
from functools import partial
from html import escape

import streamlit

from src import wording
from src.analysis.spc import Mark
from src.contracts.metric import Result
from src.metrics.calculate import as_csv
from src.present.plotly.theme import PALETTES, Look
from src.present.plotly.variation import HUES, NEITHER_ON_DARK
from src.web import downloads, scripts
from src.web.page_context import PageContext

_NO_NAME = re.compile(r"[^a-zA-Z0-9_-]")


def ways(context: PageContext, result: Result, panel: str, title: str = "") -> str:
    """What opens under the picture of a panel: as PNG, as SVG, and the rows behind it as CSV.

    `panel` is the key of the panel's container without "panel-". The title, by default the metric's, is part
    of each control's name, heard and not seen, as a page has many of them.
    """
    context.pictures[panel] = result
    heard = f'<span class="pb-hidden"> of {escape(wording.inside(title or result.card.title))}</span>'
    name = escape(file_name(result, panel))
    buttons = "".join(
        f'<button type="button" data-take="{ending}" data-panel="{_NO_NAME.sub("-", panel)}" '
        f'data-file="{name}.{ending}">{text} ({ending.upper()}){heard}</button>'
        for ending, text in (("png", "Picture"), ("svg", "Drawing"), ("csv", "Its numbers"))
    )
    return (
        f'<details class="pb-more pb-take"><summary>Take this picture{heard}</summary><div class="pb-working">'
        f'<p>On white, with its title, source and marking in it.</p><p class="pb-ways">{buttons}</p>'
        '<p class="pb-taken-said" role="status"></p></div></details>'
    )


def file_name(result: Result, panel: str) -> str:
    """What a file of this picture is called: marac cases awaiting 2024-02-01 edition 21."""
    text = re.sub(r"[^a-z0-9]+", " ", panel.lower()).strip()
    return f"{text} {result.newest_on or result.as_at} edition {result.edition}"


def ready(context: PageContext, force: str) -> None:
    """What the script needs to know of a page, and the script itself: once a page, after its last picture.

    Streamlit's buttons, which alone can make a file when it is asked for, are out of sight: the script presses them
    for those under the pictures, which are markup and cost a page next to nothing.
    """
    if not context.pictures:
        return
    facts = {
        "marking": context.settings.marking,
        "notice": context.settings.notice,
        "standing": f"{force}. Shown as at {wording.day(context.as_at)}, edition {context.edition.number}. "
        "Management information, not official statistics.",
        "light": light_of_dark() if context.look is Look.DARK else {},
    }
    with streamlit.container(key="take"):
        streamlit.html(
            f'<div class="pb-pictured" data-facts="{escape(json.dumps(facts))}"></div>{scripts.tag(scripts.PICTURED)}',
            unsafe_allow_javascript=True,
        )
        for panel, result in context.pictures.items():
            name = f"{file_name(result, panel)}.csv"
            offer_numbers(context, result, name, name, f"numbers-{panel}")


def offer_numbers(context: PageContext, result: Result, label: str, name: str, key: str) -> None:
    """The rows of a result as a file for their reader."""
    make, edition = partial(as_csv, result), context.edition.number
    downloads.offer(context.settings, label, make, name, mime=downloads.CSV, key=key, record=name, edition=edition)


def light_of_dark() -> dict[str, str]:
    """The colour on white of each colour that a picture has on a dark screen."""
    light, dark = (asdict(PALETTES[look]) for look in (Look.LIGHT, Look.DARK))
    return {dark[name].lower(): light[name] for name in light} | {NEITHER_ON_DARK: HUES[Mark.NEITHER]}
