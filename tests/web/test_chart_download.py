"""What stands under a picture: the names of its files, its drawing, its rows, and who took them."""

import csv
import io
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import as_csv, calculate
from src.present import theme
from src.present.model import Picture
from src.present.theme import PALETTES, Look
from src.present.views import marac
from src.settings import Actor, Settings
from src.store import audit
from src.store.editions import Edition
from src.web import chart_download, downloads
from src.web.page_context import PageContext


@pytest.fixture
def context(published: Settings, edition: Edition, tmp_path: Path) -> PageContext:
    """A page whose audit record is written to a folder of the test's own."""
    settings = replace(published, store=tmp_path / "store", actor=Actor(name="an analyst"))
    return PageContext(settings=settings, edition=edition, as_at=date(2024, 2, 27), look=Look.DARK, page="MARAC")


@pytest.fixture
def cases(edition: Edition) -> Result:
    """Cases awaiting a MARAC at 27 February 2024."""
    return calculate(METRICS["marac_cases_awaiting"], edition, date(2024, 2, 27))


@pytest.fixture
def picture(context: PageContext) -> Picture:
    found = marac.cases_awaiting(context)
    assert found
    return found


def test_a_file_is_called_by_what_it_shows_its_date_and_its_edition(cases: Result) -> None:
    assert (
        chart_download.file_name(cases, "marac_cases_awaiting")
        == f"marac cases awaiting 2024-02-01 edition {cases.edition}"
    )


def test_where_rows_are_not_dated_a_file_bears_the_date_that_was_asked_for(cases: Result) -> None:
    undated = replace(cases, rows=({"level_name": "Level 2", "open": 3},))
    assert chart_download.file_name(undated, "time-to-close") == f"time to close 2024-02-27 edition {cases.edition}"


def test_each_control_bears_the_title_and_no_word_of_data_becomes_markup(
    context: PageContext, cases: Result, picture: Picture
) -> None:
    text = chart_download.ways(context, cases, 'cases-"North" & <South>', picture, '"North" & <South>: cases heard')
    assert "<South>" not in text
    # The summary and the three buttons.
    assert text.count(" of &#34;North&#34; &amp; &lt;South&gt;: cases heard</span>") == 4
    # The panel as Streamlit makes a class of its key, and a name that every computer can keep.
    assert 'data-panel="cases--North-----South-"' in text
    assert f'data-file="cases north south 2024-02-01 edition {cases.edition}.png"' in text


def test_a_table_offers_its_rows_alone(context: PageContext, cases: Result) -> None:
    text = chart_download.ways(context, cases, "counts", None)
    assert "Download data" in text
    assert text.count("<button") == 1


def test_a_picture_is_known_to_its_page_by_its_panel(context: PageContext, cases: Result, picture: Picture) -> None:
    chart_download.ways(context, cases, "marac_cases_awaiting", picture)
    assert context.pictures == {"marac_cases_awaiting": (cases, picture)}


def test_the_drawing_is_on_white_with_its_words_figures_source_and_marking_and_leads_nowhere(
    context: PageContext, cases: Result, picture: Picture
) -> None:
    svg = chart_download.drawing(context, cases, picture, "West Midlands Police")
    root = ElementTree.fromstring(svg)
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("OFFICIAL") == 2
    assert {"768", "178", "144"} <= set(texts)
    whole = " ".join(texts)
    assert picture.title in whole
    assert (
        "Source: Strategic Policing and Crime Board: HMICFRS Engage, para 33a, table. As at 1 February 2024." in whole
    )
    assert f"West Midlands Police. Shown as at 27 February 2024, edition {cases.edition}." in whole
    assert "Moved to Engage, 24 Nov 2023" in whole
    assert PALETTES[Look.LIGHT].blue in svg
    assert PALETTES[Look.DARK].blue not in svg
    assert "href" not in svg
    assert svg.count("url(data:font/woff2;base64,") == 1


def test_the_rows_are_all_there_and_no_cell_is_taken_for_a_formula(cases: Result) -> None:
    hostile = replace(cases, rows=(*cases.rows, {**cases.rows[-1], "as_at_precision": "=1+1"}))
    rows = list(csv.DictReader(io.StringIO(as_csv(hostile))))
    assert [row["cases_awaiting_count"] for row in rows] == ["768", "178", "144", "144"]
    assert rows[-1]["as_at_precision"] == "'=1+1"


def test_who_took_a_file_is_recorded_with_the_edition(context: PageContext, cases: Result, picture: Picture) -> None:
    assert recorded(context) == []
    edition = context.edition.number
    assert downloads.fetch(context.settings, partial(as_csv, cases), "cases.csv", edition) == as_csv(cases)
    assert recorded(context) == [("an analyst", "exported", "cases.csv", edition)]
    make = partial(chart_download.drawing, context, cases, picture, "West Midlands Police")
    downloads.fetch(replace(context.settings, actor=Actor()), make, "cases.svg", edition)
    assert recorded(context)[0] == ("nobody signed in", "exported", "cases.svg", edition)


def recorded(context: PageContext) -> list[tuple[str, str, str, int | None]]:
    """What the audit record holds, newest first."""
    return [(item.who, item.event, item.about, item.edition) for item in audit.read(context.settings)]


def test_every_colour_of_a_dark_screen_has_one_on_white_for_paper() -> None:
    light = theme.light_of_dark()
    dark, white = asdict(PALETTES[Look.DARK]), asdict(PALETTES[Look.LIGHT])
    assert {name: light[colour] for name, colour in dark.items()} == white  # no dark colour stands for two of paper
    assert light["#7fb8e8"] == "#12436d"  # blue
    assert light["#c9a3ff"] == "#490092"  # a signal that is neither better nor worse
