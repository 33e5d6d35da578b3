"""Under every picture: the chart as a file, with title, source and marking in it, and the rows behind it.

The file is drawn from the chart's description when it is asked for, and not before.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial

import streamlit

from src import wording
from src.contracts.metric import Result
from src.metrics.calculate import as_csv
from src.present.html.markup import markup
from src.present.model import Picture
from src.present.slide import source_line
from src.present.svg.picture import Stamp, picture_file
from src.settings import PROJECT
from src.web import downloads, scripts
from src.web.page_context import PageContext

_NO_NAME = re.compile(r"[^a-zA-Z0-9_-]")


def ways(context: PageContext, result: Result, panel: str, picture: Picture | None, title: str = "") -> str:
    """What opens under the picture of a panel: as PNG, as SVG, and the rows behind it as CSV; no more where it is a table.

    `panel` is the key of the panel's container without "panel-". The title, by default the metric's, is part
    of each control's name, heard and not seen, as a page has many of them.
    """
    context.pictures[panel] = (result, picture)
    endings = (("png", "Picture"), ("svg", "Drawing"), ("csv", "Data"))
    what, how = ("chart", "On white, with its title, source and marking.") if picture else ("data", "")
    return markup(
        "components",
        "download",
        what,
        how,
        wording.inside(title or result.card.title),
        endings if picture else endings[-1:],
        _NO_NAME.sub("-", panel),
        file_name(result, panel),
    )


def file_name(result: Result, panel: str) -> str:
    """What a file of this picture is called: marac cases awaiting 2024-02-01 edition 21."""
    text = re.sub(r"[^a-z0-9]+", " ", panel.lower()).strip()
    return f"{text} {result.newest_on or result.as_at} edition {result.edition}"


def ready(context: PageContext, force: str) -> None:
    """The buttons that make the files, and the script that presses them: once a page, after its last picture.

    Only Streamlit's own buttons can make a file when it is asked for. They are out of sight: those under the pictures
    are markup and cost a page next to nothing.
    """
    if not context.pictures:
        return
    with streamlit.container(key="take"):
        streamlit.html(scripts.tag(scripts.DOWNLOAD), unsafe_allow_javascript=True)
        for panel, (result, picture) in context.pictures.items():
            name = file_name(result, panel)
            if picture:
                make = partial(drawing, context, result, picture, force)
                _offer(context, make, f"{name}.svg", downloads.SVG, f"chart-{panel}")
            offer_numbers(context, result, f"{name}.csv", f"{name}.csv", f"numbers-{panel}")


def offer_numbers(context: PageContext, result: Result, label: str, name: str, key: str) -> None:
    """The rows of a result as a file for their reader."""
    _offer(context, partial(as_csv, result), name, downloads.CSV, key, label)


def _offer(context: PageContext, make: Callable[[], str], name: str, mime: str, key: str, label: str = "") -> None:
    edition = context.edition.number
    downloads.offer(context.settings, label or name, make, name, mime=mime, key=key, record=name, edition=edition)


def drawing(context: PageContext, result: Result, picture: Picture, force: str) -> str:
    """A picture as SVG, with what it has to carry when it leaves the site."""
    return picture_file(
        picture,
        Stamp(
            marking=context.settings.marking,
            notice=context.settings.notice,
            source=f"{source_line([result])}{_dated(result)}",
            facts=f"{force}. Shown as at {wording.day(context.as_at)}, edition {context.edition.number}. "
            "Management information, not official statistics.",
            font=_font(),
        ),
    )


def _dated(result: Result) -> str:
    newest = result.newest
    return f" As at {wording.dated(result.newest_on, newest[0].get('as_at_precision'))}." if newest else ""


@cache
def _font() -> str:
    """The typeface as a data address."""
    return f"data:font/woff2;base64,{b64encode((PROJECT / 'static' / 'inter.woff2').read_bytes()).decode()}"
