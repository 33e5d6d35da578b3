"""Every page on paper: A4 landscape, marked and dated on every sheet, charts whole, tables under their headings, no controls."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from tests.browser.conftest import Kept, MetricOf
from tests.browser.server import Server
from tests.browser.visit import PAGES, PHONE, WIDE, Scheme, visit

pytestmark = pytest.mark.browser

A4 = (842, 595)
"""A4 landscape in points: 297 by 210 mm at 72 to the inch."""
NEWEST = "As at 18 September 2024"
"""The newest date of the published papers."""
SOURCES = {
    "overview": "Strategic Policing and Crime Board: HMICFRS Engage",
    "findings": "Joint Audit Committee, agenda item 6: HMICFRS Update",
    "marac": "Strategic Policing and Crime Board: HMICFRS Engage",
    "sex_offender_management": "Strategic Policing and Crime Board: HMICFRS Engage",
    "investigation_quality": "Strategic Policing and Crime Board: HMICFRS Engage",
    "online_child_abuse": "Strategic Policing and Crime Board: HMICFRS Engage",
}
ENGAGE = ("marac", "sex_offender_management", "investigation_quality", "online_child_abuse")
CLICKED = [
    "How was this worked out?", "The same figures as a table", "The same events as a table", "Download chart",
    "Events drawn", "Search the findings", "More filters", "Withdraw…", "Back to the newest", "Make the pack", "Choose files", "Browse files",
    "as CSV", "Type a few letters",
]  # fmt: skip
"""Words of things to click on, none of which may be on paper."""

CONTROLS = """() => [...document.querySelectorAll(
        'button, input, select, textarea, label, nav a, [role=combobox], [role=slider], [data-testid=stWidgetLabel],'
        + '[data-testid=stPageLink] a, details:not(.pb-onpaper, .pb-cell details) > summary')]
    .filter(control => control.getClientRects().length && control.checkVisibility())
    .map(control => control.innerText || control.getAttribute('aria-label') || control.outerHTML.slice(0, 80))"""
OUTSIDE = """() => [...document.querySelectorAll('.main-svg, table, .pb-multiples img')]
    .filter(drawn => drawn.getClientRects().length && !drawn.closest('.pb-hidden'))
    .filter(drawn => {
        const around = (drawn.closest('[class*="st-key-panel"]') ?? drawn.closest('.stMainBlockContainer'))
            .getBoundingClientRect();
        const box = drawn.getBoundingClientRect();
        return box.right > around.right + 1 || box.left < around.left - 1;
    }).map(drawn => drawn.outerHTML.slice(0, 120))"""
MARGINS = "() => [...document.querySelectorAll('style')].map(style => style.textContent).find(said => said.includes('@bottom-left'))"
CITED = """() => [...document.querySelectorAll('.pb-places + ul > li')].map(source =>
    source.textContent.replace(source.querySelector('small').textContent, '').trim())"""
LABELS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(chart =>
    [...chart.querySelectorAll('.main-svg text')].filter(text => text.getBoundingClientRect().width)
        .flatMap(text => text.querySelector('tspan') ? [...text.querySelectorAll('tspan')] : [text])
        .map(text => text.textContent))"""
COLOURS = """() => {
    const found = {};
    for (const drawn of document.querySelectorAll('.stMainBlockContainer *')) {
        if (!drawn.getClientRects().length && !drawn.closest('pattern')) continue;
        const style = getComputedStyle(drawn);
        const [lines, paint] = [style.backgroundColor, drawn.closest('.main-svg') ? [style.fill, style.stroke] : [style.color]];
        for (const colour of [lines, ...paint]) found[colour] = drawn.outerHTML.slice(0, 90);
    }
    return found;
}"""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A page as it was printed, and what the browser had on it just before."""

    sheets: tuple[str, ...]
    """The text of each sheet, without the spaces, which a PDF need not keep."""
    sizes: tuple[tuple[int, int], ...]
    reaches: tuple[float, ...]
    """How far down each sheet what is printed on it goes, as a share of its height, without its margins."""
    margins: int
    """How many letters stand in the margins of a sheet."""
    headline: str
    charts: list[list[str]]
    """The labels of each chart."""
    controls: list[str]
    """What can be clicked on and is not hidden in print."""
    outside: list[str]
    """What is wider than its panel or the sheet."""
    colours: dict[str, str]
    """Every colour in print, with something that has it."""
    headings: list[str]
    """The headings of the findings register, where the page has it."""
    rows: list[list[str]]
    """Its cells."""
    sources: list[str]
    """The sources of the page as they are listed at its end."""
    cited: set[str]
    """Every source that the working of a figure on the page gives, with its places."""


Print = Callable[..., Paper]


LISTED = "Sources of this page"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _reach(sheet: PageObject) -> float:
    """How far down a sheet its own text goes: that of its margins stands in the first and last 20 mm."""
    heights = [0.0]

    def place(text: str, ground: Sequence[float], placed: Sequence[float], *_: object) -> None:
        height = ground[1] * placed[4] + ground[3] * placed[5] + ground[5]
        if text.strip() and 60 < height < A4[1] - 45:
            heights.append(1 - height / A4[1])

    sheet.extract_text(visitor_text=place)
    return max(heights)


def _cited(page: Page) -> set[str]:
    """Every source in the workings of a page, which are fetched once they are opened."""
    page.evaluate("() => document.querySelectorAll('[data-closed]').forEach(more => { more.open = true })")
    page.wait_for_function("() => !document.querySelector('[data-closed]')")
    return set(page.evaluate(CITED))


@pytest.fixture(scope="module")
def paper(stored: Kept) -> Print:
    """Prints a page as the browser's own command does; each once."""
    printed: dict[tuple[str, tuple[int, int], Scheme], Paper] = {}

    def taken(page: Page) -> Paper:
        headline = page.locator(".pb-headline").first.inner_text()
        created = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
        page.emulate_media(media="print")
        margins = re.findall(r'content: "([^"]*)"', page.evaluate(MARGINS))
        rows = page.locator(".st-key-panel-register tbody tr").all()
        answer = Paper(
            sheets=tuple(squeezed(sheet.extract_text()) for sheet in created.pages),
            sizes=tuple((round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in created.pages),
            reaches=tuple(map(_reach, created.pages)),
            margins=sum(len(squeezed(re.sub(r"\\[0-9a-f]+ ", "x", text))) for text in margins),
            headline=headline,
            charts=page.evaluate(LABELS),
            controls=page.evaluate(CONTROLS),
            outside=page.evaluate(OUTSIDE),
            colours=page.evaluate(COLOURS),
            headings=page.locator(".st-key-panel-register thead th").evaluate_all(
                "heads => heads.map(head => head.textContent.trim())"
            ),
            rows=[row.locator("td").all_inner_texts() for row in rows],
            sources=page.locator(".pb-onpaper", has_text=LISTED).locator("li").all_inner_texts(),
            cited=_cited(page),
        )
        page.emulate_media(media="null")  # what is forced to the screen prints as it is there
        return answer

    def ask(name: str, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light") -> Paper:
        key = (name, size, scheme)
        if key not in printed:
            visited = stored(size, scheme)
            printed[key] = taken(visited.open(name) if "?" in name else visited.turn(name))
        return printed[key]

    return ask


each_page = pytest.mark.parametrize("name", PAGES)


@each_page
def test_every_sheet_is_marked_dated_and_numbered(name: str, paper: Print) -> None:
    created = paper(name)
    assert set(created.sizes) == {A4}
    for number, sheet in enumerate(created.sheets, 1):
        assert sheet.count("OFFICIAL") >= 2, f"sheet {number} is not marked top and bottom"
        assert squeezed(f"{NEWEST}, edition") in sheet
        assert squeezed(f"Sheet {number} of {len(created.sheets)}") in sheet
        assert squeezed(PAGES[name]) in sheet


@each_page
def test_the_first_sheet_says_the_headline_and_the_dates(name: str, paper: Print) -> None:
    first = paper(name).sheets[0]
    assert squeezed(paper(name).headline) in first
    assert squeezed("As at") in first


@each_page
def test_a_page_takes_six_sheets_at_most(name: str, paper: Print) -> None:
    assert len(paper(name).sheets) <= 6


@each_page
def test_no_sheet_is_empty(name: str, paper: Print) -> None:
    created = paper(name)
    for number, sheet in enumerate(created.sheets, 1):
        assert len(sheet) > created.margins + 60, (
            f"sheet {number} of {len(created.sheets)} holds little but its margins"
        )


@each_page
def test_the_first_of_several_sheets_holds_more_than_the_title_of_the_page(name: str, paper: Print) -> None:
    first, *others = paper(name).reaches
    assert not others or first > 0.5, f"nothing stands below {first:.0%} of the first sheet"


@pytest.mark.parametrize(("name", "source"), SOURCES.items())
def test_every_sheet_names_its_first_source(name: str, source: str, paper: Print) -> None:
    for number, sheet in enumerate(paper(name).sheets, 1):
        assert squeezed(f"Source: {source}") in sheet, f"sheet {number}"


@each_page
def test_nothing_to_click_on_is_printed(name: str, paper: Print) -> None:
    created = paper(name)
    assert created.controls == []
    text = "".join(created.sheets)
    assert [words for words in CLICKED if squeezed(words) in text] == []


@each_page
def test_nothing_is_cut_at_the_edge_of_its_panel_or_sheet(name: str, paper: Print) -> None:
    assert paper(name).outside == []


@pytest.mark.parametrize(("name", "size"), [("overview", PHONE), ("marac", (1024, 768)), ("online_child_abuse", PHONE)])
def test_a_narrow_window_prints_on_the_same_sheets_and_cuts_nothing(
    name: str, size: tuple[int, int], paper: Print
) -> None:
    created = paper(name, size=size)
    assert set(created.sizes) == {A4}
    assert created.outside == []
    assert created.controls == []


@each_page
def test_each_chart_is_whole_on_one_sheet(name: str, paper: Print) -> None:
    created = paper(name)
    for labels in created.charts:
        assert labels, "a chart without a word cannot be told from one that was not drawn"
        missing = [{label for label in labels if squeezed(label) not in sheet} for sheet in created.sheets]
        assert set() in missing, f"no sheet has all of {labels}; the nearest lacks {min(missing, key=len)}"


def test_there_are_charts_to_hold_whole(paper: Print) -> None:
    assert len(paper("marac").charts) == 2
    assert "144" in paper("marac").charts[0]
    assert "280 closed" in " ".join(paper("overview").charts[0])  # a long label stands in two lines


def test_short_tables_of_figures_are_printed_and_the_sql_is_not(paper: Print) -> None:
    text = "".join(paper("sex_offender_management").sheets)
    assert (
        squeezed("RMP reviews 27 February 2024 33 138 para 40d(iii) Visits 27 February 2024 65 138 para 40d(iv)")
        in text
    )
    assert "select" not in text.lower()


@pytest.mark.parametrize("name", ENGAGE)
def test_the_sources_of_figures_and_events_are_printed_at_the_end_with_places_or_how_many_more_there_are(
    name: str, paper: Print, metric: MetricOf
) -> None:
    created = paper(name)
    text = "".join(created.sheets)
    end = text[text.rindex(squeezed(LISTED)) :]
    assert end.startswith(squeezed(f"{LISTED} ({len(created.sources)})"))
    assert [source for source in created.sources if squeezed(source) not in end] == []
    assert len(set(created.sources)) == len(created.sources)
    titles = {source["title"] for source in metric("events_in_period", "2024-09-18")["sources"]}
    assert created.cited
    for cited in created.cited:
        title, places = cited.rsplit(": ", 1)
        titles.add(title)
        listed = [source for source in created.sources if source.startswith(title)]
        assert any(
            all(place in source for place in places.split("; ")) or re.search(r"; and [\w-]+ more$", source)
            for source in listed
        ), cited
    assert [title for title in titles if not any(source.startswith(title) for source in created.sources)] == []
    assert [source for source in created.sources if not source.startswith(tuple(titles))] == []


def test_both_papers_of_the_marac_page_are_among_its_printed_sources(paper: Print) -> None:
    end = "".join(paper("marac").sheets).rpartition(squeezed(LISTED))[2]
    assert squeezed("MARAC Referrals (411A/21), West Midlands Police") in end
    assert squeezed("Strategic Policing and Crime Board: HMICFRS Engage") in end


def test_the_register_is_printed_whole_only_when_asked_for_and_under_its_headings_on_every_sheet(paper: Print) -> None:
    assert len(paper("register").rows) == 25
    assert len(paper("register").sheets) <= 3
    created = paper("register?rows=All")
    assert len(created.rows) > 50
    named = ["Finding", "Level", "Status", "Deadline", "Days past", "Executive owner"]
    assert [heading for heading in created.headings if heading in named] == named
    heads = squeezed("".join(created.headings))
    begins = next(number for number, sheet in enumerate(created.sheets) if heads in sheet)
    titles = [squeezed(row[0]) for row in created.rows]
    ends = max(number for number, sheet in enumerate(created.sheets) if heads in sheet)
    assert ends - begins > 3
    for number in range(begins, ends + 1):
        assert heads in created.sheets[number], f"sheet {number + 1} runs on without its headings"
    text = "".join(created.sheets[begins : ends + 1])
    assert [title for title in titles if title not in text] == []


@pytest.mark.parametrize(
    ("name", "heading", "under"),
    [
        ("overview", "each with the measure that shows whether", "Investigations do not reliably get good results"),
        ("findings", "What is late, slips or falls due", "Past a deadline that HMICFRS set as a date"),
        ("findings", "How they are raised and closed", "By month of publication"),
    ],
)
def test_a_heading_is_on_the_sheet_of_what_stands_under_it(name: str, heading: str, under: str, paper: Print) -> None:
    (sheet,) = [sheet for sheet in paper(name).sheets if squeezed(heading) in sheet]
    assert squeezed(under) in sheet


@pytest.mark.parametrize("name", ["overview", "marac", "online_child_abuse"])
def test_a_dark_screen_prints_the_same_light_sheets(name: str, paper: Print) -> None:
    light, dark = paper(name), paper(name, scheme="dark")
    assert len(dark.sheets) == len(light.sheets)
    for text, expected in zip(dark.sheets, light.sheets, strict=True):
        # The words in a small drawing, which is turned light as a picture, are no text of a dark page's PDF.
        letters = iter(expected)
        assert all(letter in letters for letter in text)
        assert len(text) > 0.6 * len(expected)
    others = {colour for colour in dark.colours.keys() - light.colours.keys() if not colour.startswith("url")}
    assert {colour: dark.colours[colour] for colour in others} == {}


def test_the_ground_of_a_dark_page_is_white_in_print_and_its_small_drawings_are_turned_light(
    site: Server, chromium: Browser
) -> None:
    with visit(chromium, site.address, scheme="dark") as visited:
        page = visited.open("marac")
        page.emulate_media(media="print", color_scheme="dark")
        for ground in ("html", "body", ".stApp"):
            colour = page.locator(ground).evaluate("ground => getComputedStyle(ground).backgroundColor")
            assert colour == "rgb(255, 255, 255)", ground
        drawing = page.locator("img.pb-drawing").first
        assert "invert(1)" in drawing.evaluate("drawing => getComputedStyle(drawing).filter")
        page.emulate_media(media="screen", color_scheme="dark")
        assert drawing.evaluate("drawing => getComputedStyle(drawing).filter") == "none"


def test_an_earlier_date_and_a_filter_are_printed_as_they_stand(site: Server, chromium: Browser) -> None:
    with visit(chromium, site.address) as visited:
        page = visited.open("register?as_at=2024-01-04&type=Cause%20of%20concern")
        created = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [squeezed(sheet.extract_text()) for sheet in created.pages]
    assert all(squeezed("As at 4 January 2024, edition") in sheet for sheet in sheets)
    assert not any(squeezed("18 September 2024") in sheet for sheet in sheets)
