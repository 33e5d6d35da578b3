"""Single pictures: what is downloaded holds its title, source, marking, dates and every figure, and nothing foreign."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, expect

from src.settings import Settings
from src.store.acceptance import accept
from src.store.upload import Supplied
from src.wording import sentences
from tests.browser.conftest import Kept, MetricOf
from tests.browser.server import Server
from tests.browser.visit import PAGES, PHONE, WIDE, Visit, visit
from tests.present.conftest import EDITION

pytestmark = pytest.mark.browser

AS_AT = "2024-02-27"
SHOWN = f"Shown as at 27 February 2024, edition {EDITION}."
SVG = "{http://www.w3.org/2000/svg}"

PICTURES = {
    # Title, subtitle, source, the date of the figures and every figure in the picture, as the papers have them.
    "marac_cases_awaiting": (
        "marac",
        [
            "144 cases await a MARAC at 1 February 2024, 624 fewer",
            "Cases awaiting a multi-agency risk assessment conference (MARAC)",
            "Source: Strategic Policing and Crime Board: HMICFRS Engage",
            "As at 1 February 2024.",
            "Moved to Engage, 24 Nov 2023",
        ],
        ["768", "178", "144"],
    ),
    "marac_cases_awaiting_by_area": (
        "marac",
        [
            "Two of seven areas rose: Walsall 6 to 13 and Dudley 4 to 8",
            "Cases awaiting a MARAC by area on one scale",
            "Source: Strategic Policing and Crime Board: HMICFRS Engage",
            "As at 1 February 2024.",
            "Birmingham 65",
            "up 7 since 4 Jan 2024",
        ],
        # Each area at 6 October, 4 January and 1 February, the largest now first.
        ["285", "95", "65", "90", "33", "30", "132", "20", "17", "28", "6", "13", "91", "4", "8", "116", "11", "8", "26", "9", "3"],
    ),
    "peel_grades_by_question": (
        "peel_grades",
        [
            "PEEL grades by question and cycle",
            "a hatched strip is a break",
            "Source:",
            "Break before PEEL 2021/22:",
            "Protecting vulnerable people",
            "carried over from an earlier inspection",
        ],
        ["2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25"],
    ),
}  # fmt: skip


def taken(page: Page, panel: str, kind: str) -> tuple[str, bytes]:
    """What a press on a button under a picture downloads: its name and its bytes."""
    under = page.locator(f".st-key-panel-{panel} details.pb-take")
    if under.get_attribute("open") is None:
        under.locator("summary").click()
    with page.expect_download() as coming:
        under.locator(f"button[data-take={kind}]").click()
    expect(under.get_by_role("status")).to_contain_text(coming.value.suggested_filename)
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def drawn(content: bytes) -> ElementTree.Element:
    """The root of an SVG that leads nowhere outside itself."""
    assert not re.search(rb"href|@import|<script|<image|<foreignObject|url\(['\"]?(?!#|data:font)", content)
    # The two names of XML itself stand in every SVG and are never asked for.
    addresses = set(re.findall(rb"https?://[^\"' <)]+", content))
    assert addresses <= {b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink"}
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    return root


def texts(root: ElementTree.Element) -> list[str]:
    """Each text of a drawing as one line."""
    return [" ".join("".join(text.itertext()).split()) for text in root.iter(f"{SVG}text")]


def painted(content: bytes) -> Image.Image:
    """A PNG as it is, opened."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    assert picture.format == "PNG"
    return picture.convert("RGBA")


@pytest.mark.parametrize(("panel", "expected"), PICTURES.items())
def test_a_drawing_holds_its_title_source_marking_dates_and_every_figure_and_its_numbers_are_the_metrics(
    panel: str, expected: tuple[str, list[str], list[str]], stored: Kept, metric: MetricOf
) -> None:
    name, text, figures = expected
    seen = stored(WIDE, "light", AS_AT)
    page = seen.turn(name)
    file, content = taken(page, panel, "svg")
    assert re.fullmatch(rf"{panel.replace('_', ' ')} 2024-02-\d\d edition {EDITION}\.svg", file)
    root = drawn(content)
    lines = texts(root)
    whole = " ".join(lines)
    for words in (*text, SHOWN, "West Midlands Police", "Management information, not official statistics."):
        assert words in whole
    assert [lines[0], lines[-1]] == ["OFFICIAL", "OFFICIAL"]
    left = list(lines)
    for figure in figures:
        left.remove(figure)  # a figure drawn twice stands there twice
    if name == "marac":  # the grid is headed by what a reader can do with it on screen; a page says a sentence once
        above = " ".join(page.locator(".stMain").first.inner_text().split())
        title = root.findtext(f"{SVG}title") or ""
        assert title
        assert all(sentence.rstrip(".") in above for sentence in sentences(title))
    file, content = taken(page, panel, "csv")
    assert file.endswith(f" edition {EDITION}.csv")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    answer = metric(panel, AS_AT)["rows"]
    assert [list(row) for row in rows] == [list(row) for row in answer]
    for row, values in zip(rows, answer, strict=True):
        for column, value in values.items():
            # A text that a spreadsheet would take for a formula has a sign put before it.
            assert row[column].removeprefix("'") == ("" if value is None else str(value)), column
    if panel == "marac_cases_awaiting":
        assert [row["cases_awaiting_count"] for row in rows] == ["768", "178", "144"]
    assert seen.complaints == []


def test_the_grid_of_a_drawing_has_every_grade_of_the_page_and_its_breaks(seen: Visit) -> None:
    page = seen.open(f"peel_grades?as_at={AS_AT}")
    root = drawn(taken(page, "peel_grades_by_question", "svg")[1])
    lines = " ".join(texts(root))
    cells = page.locator("table.pb-grid:not(.pb-forces) td.pb-cell").evaluate_all(
        "cells => cells.map(cell => cell.innerText)"
    )
    for grade in ("Good", "Requires improvement", "Inadequate", "Outstanding", "Adequate", "Not found"):
        on_page = sum(grade in cell for cell in cells)
        assert on_page > 0
        assert lines.count(grade) >= on_page, f"{grade} is missing from the drawing"
    assert len(list(root.iter(f"{SVG}pattern"))) == 2  # what is not held, and breaks


@pytest.mark.parametrize("panel", PICTURES)
def test_a_picture_is_large_on_white_and_not_blank_though_the_screen_is_dark(panel: str, stored: Kept) -> None:
    seen = stored(WIDE, "dark", AS_AT)
    page = seen.turn(PICTURES[panel][0])
    file, content = taken(page, panel, "png")
    assert file.endswith(".png")
    picture = painted(content)
    assert picture.width >= 1600
    corners = [(0, 0), (picture.width - 1, 0), (0, picture.height - 1), (picture.width - 1, picture.height - 1)]
    assert {picture.getpixel(corner) for corner in corners} == {(255, 255, 255, 255)}
    grey = picture.convert("L")
    dark, light = grey.histogram()[:110], grey.histogram()[250:]
    assert sum(dark) > 2_000, "hardly any ink"
    assert sum(light) > 0.4 * picture.width * picture.height, "not on white"
    assert ImageStat.Stat(grey).stddev[0] > 10
    assert seen.complaints == []


@pytest.mark.long
def test_a_drawing_taken_on_a_dark_screen_has_the_colours_of_one_taken_on_a_light_screen(
    site: Server, chromium: Browser
) -> None:
    inks = []
    for scheme in ("light", "dark"):
        with visit(chromium, site.address, scheme=scheme) as seen:
            page = seen.open(f"marac?as_at={AS_AT}")
            content = (
                taken(page, "marac_cases_awaiting", "svg")[1] + taken(page, "marac_cases_awaiting_by_area", "svg")[1]
            )
            inks.append(set(re.findall(r"#[0-9a-fA-F]{6}\b|rgb\(\d+, \d+, \d+\)", content.decode())))
    light, dark = inks
    assert "#12436d" in dark  # the blue of the lines on white
    assert not {"#7fb8e8", "rgb(127, 184, 232)", "#e9eef4", "rgb(233, 238, 244)"} & dark
    as_written = {f"rgb{tuple(bytes.fromhex(item[1:]))}" if item.startswith("#") else item for item in dark}
    assert as_written <= {f"rgb{tuple(bytes.fromhex(item[1:]))}" if item.startswith("#") else item for item in light}


@pytest.mark.long
def test_a_picture_taken_on_a_phone_is_as_large_and_says_the_same(site: Server, chromium: Browser) -> None:
    with visit(chromium, site.address, size=PHONE) as seen:
        page = seen.open(f"marac?as_at={AS_AT}")
        assert painted(taken(page, "marac_cases_awaiting", "png")[1]).width >= 1600
        lines = texts(drawn(taken(page, "marac_cases_awaiting", "svg")[1]))
    assert {"768", "178", "144"} <= set(lines)
    assert "34 fewer than on 4 January" in " ".join(lines)


def test_taking_numbers_is_recorded(site: Server, seen: Visit) -> None:
    page = seen.open(f"marac?as_at={AS_AT}")
    file, _ = taken(page, "marac_longest_wait_by_area", "csv")
    records = [
        path.read_text(encoding="utf-8") for path in Path(site.environment["PEELBOARD_STORE"], "audit").glob("*.json")
    ]
    assert any(file in record and "exported" in record for record in records)


SIZE = """() => [document.querySelector('[data-testid=stMain]').scrollHeight, document.querySelectorAll('*').length]"""
SCREENS, NODES = 4, 3_000


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_short_and_light_and_under_each_picture_is_a_way_to_take_it(name: str, stored: Kept) -> None:
    page = stored(WIDE, "light", AS_AT).turn(name)
    tall, nodes = page.evaluate(SIZE)
    assert tall <= SCREENS * WIDE[1]
    assert nodes <= NODES
    pictures = page.locator('[data-testid="stPlotlyChart"], .pb-multiples, .pb-grid:not(.pb-forces)').all()
    for picture in pictures:
        panel = picture.locator('xpath=ancestor::*[contains(@class, "st-key-panel-")][1]')
        ways = panel.locator("details.pb-take")
        expect(ways).to_have_count(1)
        title = ways.locator("summary").inner_text()
        assert re.fullmatch(r"Download (chart|data) of .{8,}", " ".join(title.split()))
        expect(ways.locator("button")).to_have_count(3)
    names = [" ".join(text.split()) for text in page.locator("details.pb-take summary").all_inner_texts()]
    assert len(set(names)) == len(names), "two controls of a page are called the same"
    pages_with_pictures = {
        "overview", "findings", "peel_grades", "causes_of_concern", "marac", "sex_offender_management",
        "investigation_quality", "online_child_abuse",
    }  # fmt: skip
    assert bool(pictures) == (name in pages_with_pictures)


def test_a_picture_is_taken_with_the_keyboard_alone(seen: Visit) -> None:
    page = seen.open(f"marac?as_at={AS_AT}")
    page.locator(".st-key-panel-marac_cases_awaiting details.pb-take summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.take") == "png"
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == f"marac cases awaiting 2024-02-01 edition {EDITION}.png"


AREAS = ("Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton")
MARKING = "OFFICIAL-SENSITIVE"


@pytest.fixture(scope="module")
def flowing(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose store also holds three weeks of referrals: in all 14, 21 and 35."""
    folder = tmp_path_factory.mktemp("flowing")
    settings = replace(published, store=folder / "more")
    shutil.copytree(published.store, settings.store)
    weeks = (("2024-03-04", 2), ("2024-03-11", 3), ("2024-03-18", 5))
    rows = [f"{day},{area},9,{each},1" for day, each in weeks for area in AREAS]
    content = "\n".join(["As at,Area,Cases awaiting,Referrals received,Cases heard", *rows]).encode()
    accept(
        settings, [Supplied(name="weeks.csv", content=content, dataset="marac_backlog")], by="A test", reason="Weeks"
    )
    with Server(folder, store=settings.store, PEELBOARD_MARKING=MARKING) as server:
        yield server


def test_a_trend_is_taken_with_its_figures_and_the_marking_of_the_deployment(
    flowing: Server, chromium: Browser
) -> None:
    panel = "marac_referrals_and_cases_heard-referrals_received_count"
    with visit(chromium, flowing.address, scheme="dark") as seen:
        page = seen.open("marac")
        file, content = taken(page, panel, "svg")
        assert file == f"marac referrals and cases heard referrals received count 2024-03-18 edition {EDITION + 1}.svg"
        lines = texts(drawn(content))
        assert [lines[0], lines[-1]] == [MARKING, MARKING]
        whole = " ".join(lines)
        for words in (
            "MARAC referrals received: 35 on 18 March 2024",
            "Median 21",
            "4 Mar 2024 to 18 Mar 2024",
            "As at 18 March 2024.",
            f"edition {EDITION + 1}",
        ):
            assert words in whole
        assert painted(taken(page, panel, "png")[1]).width >= 1600
        rows = list(csv.DictReader(io.StringIO(taken(page, panel, "csv")[1].decode())))
        assert [row["referrals_received_count"] for row in rows][-3:] == ["14", "21", "35"]
        page = seen.open("marac?panel=marac_referrals_and_cases_heard_by_area")  # which stands in a tab
        small = texts(
            drawn(taken(page, "marac_referrals_and_cases_heard_by_area-referrals_received_count-many", "svg")[1])
        )
        assert {f"{area} 5" for area in AREAS} <= set(small)
        assert seen.complaints == []
