"""What stands under a picture: the names of its files, its numbers, and the colours it has on white."""

import csv
import io
import re
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import as_csv, calculate
from src.present.plotly.theme import PALETTES, Look
from src.settings import Actor, Settings
from src.store import audit
from src.store.editions import Edition
from src.web import chart_download, downloads
from src.web.page_context import PageContext


@pytest.fixture
def context(published: Settings, edition: Edition, tmp_path: Path) -> PageContext:
    """A board whose audit record is written to a folder of the test's own."""
    settings = replace(published, store=tmp_path / "store", actor=Actor(name="an analyst"))
    return PageContext(settings=settings, edition=edition, as_at=date(2024, 2, 27), look=Look.LIGHT, page="MARAC")


@pytest.fixture
def cases(edition: Edition) -> Result:
    """Cases awaiting a MARAC at 27 February 2024."""
    return calculate(METRICS["marac_cases_awaiting"], edition, date(2024, 2, 27))


def test_a_file_is_called_by_what_it_shows_its_date_and_its_edition(cases: Result) -> None:
    assert chart_download.file_name(cases, "marac_cases_awaiting") == "marac cases awaiting 2024-02-01 edition 22"


def test_where_rows_are_not_dated_a_file_bears_the_date_that_was_asked_for(cases: Result) -> None:
    undated = replace(cases, rows=({"level_name": "Level 2", "open": 3},))
    assert chart_download.file_name(undated, "time-to-close") == "time to close 2024-02-27 edition 22"


def test_each_control_bears_the_title_and_no_word_of_data_becomes_markup(context: PageContext, cases: Result) -> None:
    text = chart_download.ways(context, cases, 'cases-"North" & <South>', '"North" & <South>: cases heard')
    assert "<South>" not in text
    assert (
        text.count(" of &quot;North&quot; &amp; &lt;South&gt;: cases heard</span>") == 4
    )  # the summary, three buttons
    # The panel as Streamlit makes a class of its key, and a name that every computer can keep.
    assert 'data-panel="cases--North-----South-"' in text
    assert 'data-file="cases north south 2024-02-01 edition 22.png"' in text


def test_a_picture_is_known_to_its_page_by_its_panel(context: PageContext, cases: Result) -> None:
    chart_download.ways(context, cases, "marac_cases_awaiting")
    assert context.pictures == {"marac_cases_awaiting": cases}


def test_the_numbers_hold_every_row_and_no_cell_is_taken_for_a_formula(context: PageContext, cases: Result) -> None:
    hostile = replace(cases, rows=(*cases.rows, {**cases.rows[-1], "as_at_precision": "=1+1"}))
    rows = list(csv.DictReader(io.StringIO(as_csv(hostile))))
    assert [row["cases_awaiting_count"] for row in rows] == ["768", "178", "144", "144"]
    assert rows[-1]["as_at_precision"] == "'=1+1"


def test_who_took_the_numbers_is_recorded_with_the_edition(context: PageContext, cases: Result) -> None:
    assert recorded(context) == []
    name, edition = "marac cases awaiting 2024-02-01 edition 22.csv", context.edition.number
    assert downloads.fetch(context.settings, partial(as_csv, cases), name, edition) == as_csv(cases)
    assert recorded(context) == [("an analyst", "exported", name, 22)]
    downloads.fetch(replace(context.settings, actor=Actor()), partial(as_csv, cases), name, edition)
    assert recorded(context)[0][0] == "nobody signed in"


def recorded(context: PageContext) -> list[tuple[str, str, str, int | None]]:
    """What the audit record holds, newest first."""
    return [(item.who, item.event, item.about, item.edition) for item in audit.read(context.settings)]


def test_every_colour_of_a_dark_screen_has_one_on_white() -> None:
    light = chart_download.light_of_dark()
    assert set(asdict(PALETTES[Look.DARK]).values()) <= set(light)
    assert set(light.values()) >= {"#12436D", "#28A197", "#801650", "#F46A25"}
    assert light["#7fb8e8"] == "#12436D"  # blue
    assert light["#ff9f66"] == "#F46A25"  # orange
    assert light["#c9a3ff"] == "#490092"  # a signal that is neither better nor worse


@pytest.mark.parametrize("colour", sorted(set(chart_download.light_of_dark()) & {"#e9eef4", "#a9b8c8"}))
def test_what_is_written_in_a_colour_can_be_read_on_white(colour: str) -> None:
    assert contrast_on_white(chart_download.light_of_dark()[colour]) >= 4.5


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour with white, as WCAG 2 has it."""
    assert re.fullmatch("#[0-9a-fA-F]{6}", colour)
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
