"""Presenting in a real browser: by the keyboard alone, nothing cut at two sizes, light and dark, and on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests import editions
from tests.browser.server import Server
from tests.browser.test_accessible import SCHEMES, found_by_axe
from tests.browser.visit import PHONE, PRESENTING, Scheme, Visit, visit

pytestmark = pytest.mark.browser

SMALL, LARGE = (1280, 720), (1920, 1080)
BOARD = "as_at=2024-02-27&since=2024-01-04&appendix=yes"
LAST = 32
"""Slides of the published figures at the board of 27 February 2024."""
LABELS = ("First", "Previous", "Next", "Last", "Leave", "Back to Board pack and papers")

CUT = """() => {
    const slide = document.querySelector('.pb-slide'), cut = [];
    const seen = [...slide.querySelectorAll('*')].filter(one => !one.closest('.pb-hidden, .pb-shown-numbers'));
    const body = slide.querySelector('.pb-slide-body').getBoundingClientRect();
    for (const one of seen) {
        const box = one.getBoundingClientRect(), inside = one.closest('.pb-slide-body > *');
        if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)
            cut.push(`off the screen: ${one.className || one.tagName}`);
        if (inside && (box.bottom > body.bottom + 1 || box.right > body.right + 1))
            cut.push(`out of its place: ${one.className || one.tagName} ${one.textContent.slice(0, 30)}`);
        if (!['inline', 'contents'].includes(getComputedStyle(one).display) && one.clientWidth
            && one.scrollWidth > one.clientWidth + 1)
            cut.push(`too wide: ${one.className || one.tagName} ${one.textContent.slice(0, 30)}`);
    }
    const keys = document.querySelector('.st-key-presenting-keys').getBoundingClientRect();
    const foot = slide.querySelector('.pb-slide-foot .pb-slide-marking').getBoundingClientRect();
    if (foot.right > keys.left + 1) cut.push('the marking runs into the keys');
    for (const place of [document.documentElement, document.querySelector('[data-testid="stMain"]')])
        if (place.scrollHeight > place.clientHeight || place.scrollWidth > place.clientWidth) cut.push('the page scrolls');
    return cut;
}"""

SMALLEST = """() => {
    const size = where => Math.min(...[...document.querySelectorAll(where)].map(
        one => parseFloat(getComputedStyle(one).fontSize)));
    const picture = document.querySelector('img.pb-shown-picture');
    let letters = Infinity;
    if (picture) {
        const drawn = new DOMParser().parseFromString(
            decodeURIComponent(picture.src.slice('data:image/svg+xml,'.length)), 'image/svg+xml');
        const [wide, high] = ['width', 'height'].map(name => parseFloat(drawn.documentElement.getAttribute(name)));
        const scale = Math.min(picture.clientWidth / wide, picture.clientHeight / high);
        letters = scale * Math.min(...[...drawn.querySelectorAll('text')]
            .filter(one => !/^[A-Z]$/.test(one.textContent)).map(one => parseFloat(one.getAttribute('font-size'))));
    }
    return {
        title: size('.pb-slide-title'), letters,
        body: size('.pb-slide-sub, .pb-slide-remark p, .pb-shown-table td, .pb-shown-words li'),
        grid: size('.pb-shown-grid td'), source: size('.pb-slide-source'),
    };
}"""


def press(page: Page, key: str) -> None:
    """Press a key once it is heard: the buttons are there, and the script of the page is done."""
    page.get_by_role("button", name="Leave").wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.keyboard.press(key)


def place(page: Page) -> Locator:
    """Where the slide says which it is."""
    return page.locator(".pb-slide-top > :last-child")


def shows(page: Page, number: int, of: int = LAST) -> None:
    expect(place(page)).to_have_text(f"Slide {number} of {of}")


@contextmanager
def presented(
    site: Server, chromium: Browser, query: str, size: tuple[int, int] = SMALL, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """A visit that shows slides."""
    with visit(chromium, site.address, size=size, scheme=scheme) as seen:
        seen.page.goto(f"{site.address}/{PRESENTING}?{query}")
        seen.page.locator(".pb-slide, .pb-sheets").first.wait_for()
        seen.page.evaluate("() => document.fonts.ready")
        yield seen


def test_the_slides_are_worked_by_the_keyboard_alone_and_the_address_says_where(
    site: Server, chromium: Browser
) -> None:
    with presented(site, chromium, f"{BOARD}&sections=marac,findings&title=Audit") as seen:
        page = seen.page
        count = int(place(page).inner_text().rpartition(" ")[2])
        shows(page, 1, count)
        expect(page.locator("h1")).to_have_text("Audit")
        for key, number in (
            ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageDown", 3), ("PageUp", 2), ("End", count),
            ("ArrowRight", count), ("Home", 1), ("ArrowLeft", 1), ("ArrowRight", 2), ("ArrowRight", 3),
        ):  # fmt: skip
            press(page, key)
            shows(page, number, count)
            expect(page).to_have_url(re.compile(rf"[?&]slide={number}(&|$)"))
        title = page.locator("h1").inner_text()
        expect(page.get_by_role("status").filter(has_text=f"Slide 3 of {count}: {title}")).to_have_count(1)
        page.reload()
        shows(page, 3, count)
        expect(page.locator("h1")).to_have_text(title)
        press(page, "Escape")
        seen.settle("Board pack and papers")
        asked = parse_qs(urlsplit(page.url).query)
        assert asked == {
            "as_at": ["2024-02-27"], "since": ["2024-01-04"], "appendix": ["yes"],
            "sections": ["marac,findings"], "title": ["Audit"],
        }  # fmt: skip
        expect(page.get_by_label("Title", exact=True)).to_have_value("Audit")
        expect(page.locator(".pb-headline")).to_contain_text("Two sections go into the pack, as at 27 February 2024")
        assert seen.complaints == []
        assert seen.foreign == []


def test_the_page_of_the_pack_leads_to_presenting_and_print_with_its_choices(seen: Visit) -> None:
    page = seen.open(f"board_pack?{BOARD}&sections=marac&marking=OFFICIAL-SENSITIVE")
    page.get_by_role("link", name="Present", exact=True).click()
    page.locator(".pb-slide").wait_for()
    expect(page.locator(".pb-slide-marking").first).to_have_text("OFFICIAL-SENSITIVE")
    press(page, "End")
    expect(page).to_have_url(re.compile("sections=marac"))
    expect(page.locator(".pb-slide-top > :first-child")).to_have_text("MARAC")
    press(page, "Escape")
    seen.settle("Board pack and papers")
    page.get_by_role("link", name="Print view", exact=True).click()
    page.locator(".pb-sheets").wait_for()
    expect(page.locator(".pb-sheets .pb-slide-marking").first).to_have_text("OFFICIAL-SENSITIVE")


def test_a_choice_made_on_the_page_is_presented_and_still_stands_on_the_way_back(seen: Visit) -> None:
    page = seen.open(f"board_pack?{BOARD}&sections=marac")
    page.get_by_label("Title", exact=True).fill("Gold group")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("title=Gold"))
    page.get_by_role("link", name="Present", exact=True).click()
    expect(page.locator("h1.pb-slide-title")).to_have_text("Gold group")
    press(page, "Escape")
    seen.settle("Board pack and papers")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Gold group")


@pytest.mark.parametrize(("size", "scheme"), [(SMALL, "light"), (LARGE, "dark")], ids=["small", "large"])
def test_every_slide_fits_the_screen_in_type_that_reads_from_the_back_of_a_room(
    size: tuple[int, int], scheme: Scheme, site: Server, chromium: Browser
) -> None:
    scale = size[0] / SMALL[0]
    least = {"title": 36, "body": 22, "letters": 18, "grid": 18, "source": 15}
    with presented(site, chromium, BOARD, size, scheme) as seen:
        page = seen.page
        wrong: list[tuple[object, ...]] = []
        for number in range(1, LAST + 1):
            shows(page, number)
            wrong += [(number, text) for text in page.evaluate(CUT)]
            found = page.evaluate(SMALLEST)
            wrong += [
                (number, part, found[part])
                for part, points in least.items()
                if found[part] is not None and found[part] < points * scale - 0.1
            ]
            press(page, "ArrowRight")
        assert wrong == []
        assert seen.complaints == []
        assert seen.foreign == []


def test_what_looks_for_cut_slides_would_find_one(site: Server, chromium: Browser) -> None:
    with presented(site, chromium, f"{BOARD}&slide=3") as seen:
        seen.page.add_style_tag(content=".pb-shown-table td { font-size: 60px !important }")
        assert any("out of its place" in text for text in seen.page.evaluate(CUT))


@pytest.mark.parametrize(
    ("size", "scheme"), [(SMALL, "light"), (SMALL, "dark"), (PHONE, "dark")], ids=["wall", "wall-dark", "phone"]
)
def test_axe_finds_nothing_serious_on_any_kind_of_slide(
    size: tuple[int, int], scheme: Scheme, site: Server, chromium: Browser
) -> None:
    with presented(site, chromium, BOARD, size, scheme) as seen:
        page, kinds = seen.page, set[str]()
        for number in range(1, LAST + 1):
            shows(page, number)
            kind = page.evaluate(
                """() => document.querySelector('.pb-slide').className + ' ' + [...document.querySelectorAll(
                    '.pb-slide-body > * > *, .pb-slide-body > *')].map(one => one.className || one.tagName).join(' ')"""
            )
            if kind not in kinds:
                kinds.add(kind)
                assert found_by_axe(page) == [], f"slide {number}"
                assert page.evaluate("() => document.documentElement.scrollWidth") == size[0]
            press(page, "ArrowRight")
        assert len(kinds) >= 6


def test_a_dark_wall_is_dark_and_the_chrome_is_gone(site: Server, chromium: Browser) -> None:
    grounds = []
    for scheme in SCHEMES:
        with presented(site, chromium, f"{BOARD}&slide=4", scheme=scheme) as seen:
            expect(seen.page.get_by_test_id("stHeader")).to_be_hidden()
            expect(seen.page.get_by_role("navigation")).to_have_count(0)
            grounds.append(seen.page.locator(".pb-slide").evaluate("slide => getComputedStyle(slide).backgroundColor"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(21, 32, 45)"]


def test_a_fresh_server_asked_for_a_slide_first_shows_it(tmp_path: Path, chromium: Browser) -> None:
    with Server(tmp_path) as server, presented(server, chromium, f"{BOARD}&slide=4") as seen:
        shows(seen.page, 4)


def test_an_address_beyond_the_last_slide_shows_the_last_and_nonsense_the_first(
    site: Server, chromium: Browser
) -> None:
    for asked, number in (("900", LAST), ("0", 1), ("minus", 1)):
        with presented(site, chromium, f"{BOARD}&slide={asked}") as seen:
            shows(seen.page, number)


def test_where_nothing_is_held_a_sentence_says_so_and_escape_leads_back(site: Server, chromium: Browser) -> None:
    with visit(chromium, site.address, size=SMALL) as seen:
        page = seen.page
        page.goto(f"{site.address}/{PRESENTING}?as_at=2024-02-27&sections=marac&slide=2")
        shows(page, 2, 5)  # the title, the divider and three slides of MARAC
        page.goto(f"{site.address}/{PRESENTING}?as_at=2001-01-01&sections=marac&slide=3")
        expect(page.locator("h1")).to_have_text("MARAC: no figure is held at 1 January 2001 or before")
        press(page, "Escape")
        seen.settle("Board pack and papers")


def test_the_pack_prints_a_slide_a_sheet_with_marking_source_and_no_control(site: Server, chromium: Browser) -> None:
    with presented(site, chromium, f"{BOARD}&print=yes", scheme="dark") as seen:
        page = seen.page
        titles = [" ".join(title.split()) for title in page.locator(".pb-slide-title").all_inner_texts()]
        sources = [" ".join(source.split()) for source in page.locator(".pb-slide-source").all_inner_texts()]
        assert len(titles) >= LAST
        assert found_by_axe(page) == []
        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == len(titles)
        for at, (sheet, title, source) in enumerate(zip(printed.pages, titles, sources, strict=True)):
            wide, high = (round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:])
            assert (wide, high) == (297, 210)
            text = close(sheet.extract_text())
            assert close(title) in text
            assert close(source) in text
            assert text.count("OFFICIAL") == 2
            assert close(f"As at 27 February 2024 · edition {editions.FIRST}") in text
            assert close(f"Sheet {at + 1} of {len(titles)}") in text
            assert "Escape" not in text
            assert not any(re.search(rf"(?m)^{label}$", sheet.extract_text()) for label in LABELS)
        assert close("768") in close(printed.pages[titles.index(marac(titles))].extract_text())


def marac(titles: list[str]) -> str:
    return next(title for title in titles if title.startswith("144 cases await a MARAC"))


def close(text: str) -> str:
    """A text without its spaces: where a line is broken differs from screen to paper."""
    return re.sub(r"\s+", "", text)
