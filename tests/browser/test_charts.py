"""Charts are drawn: marks with a size, as many as there are figures, and words for who cannot see them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Kept
from tests.browser.visit import PHONE, WIDE, Visit

pytestmark = pytest.mark.browser

AS_AT = "2024-02-27"
MARKS = """chart => [...chart.querySelectorAll('.barlayer .point path, .scatterlayer .points path.point')]
    .map(mark => mark.getBoundingClientRect()).filter(box => box.width + box.height > 1).length"""

TOUCHING = """() => {
    const found = [];
    const look = (name, frame, texts) => {
        const boxes = texts.filter(text => text.textContent.trim() && text.getBoundingClientRect().width)
            .flatMap(text => text.querySelector('tspan')
                ? [...text.querySelectorAll('tspan')].filter(part => !part.querySelector('tspan')) : [text])
            .map(text => ({ words: text.textContent, box: text.getBoundingClientRect() }));
        for (const { words, box } of boxes)
            if (box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
                found.push(`${name}: "${words}" is cut`);
        boxes.forEach((one, at) => boxes.slice(at + 1).forEach(other => {
            const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
            const tall = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
            const least = Math.min(one.box.height, other.box.height);
            if (wide > 1 && tall > least * .35) found.push(`${name}: "${one.words}" and "${other.words}" touch`);
        }));
    };
    for (const chart of document.querySelectorAll('.js-plotly-plot'))
        look(chart.closest('[class*="st-key-figure-"]').className.match(/st-key-(figure-\\S+)/)[1],
            chart.getBoundingClientRect(), [...chart.querySelectorAll('.main-svg text')]);
    for (const image of document.querySelectorAll('img.pb-drawing')) {
        const at = image.getBoundingClientRect();
        if (!at.width) continue;
        const drawn = document.createElement('div');
        drawn.style.cssText = `position:absolute;left:0;top:0;width:${at.width}px`;
        const src = image.src;
        drawn.innerHTML = src.includes('base64,')
            ? atob(src.split('base64,')[1]) : decodeURIComponent(src.slice(src.indexOf(',') + 1));
        document.body.append(drawn);
        const svg = drawn.querySelector('svg');
        svg.style.width = '100%'; svg.style.height = 'auto';
        look(`drawing ${image.alt.slice(0, 40)}`, svg.getBoundingClientRect(), [...svg.querySelectorAll('text')]);
        drawn.remove();
    }
    return found;
}"""
"""Gives each word of a chart that is cut at its edge, and each two that touch, drawings in images included."""
FITTED = """() => [...document.querySelectorAll('.js-plotly-plot')].every(chart => {
    const [wide, room] = [chart.querySelector('.main-svg'), chart.parentElement].map(box => box.getBoundingClientRect().width);
    return !room || Math.abs(wide - room) < 2;
})"""
"""Whether every chart has taken the width that there is."""
WIDTHS = (320, 390, 720, 1440)

CHARTS = {
    # Each chart by its panel, with the fewest marks its figures need.
    "overview": {"published_findings_by_level": 10},  # two bars or more of causes, eight of levels that hold something
    "findings": {
        "published_findings_by_level": 10,
        "findings_open_by_age": 3,  # 25 under six months, 13 in the next, 22 over three years
    },
    "causes_of_concern": {"engage-events": 7},
    "marac": {"marac_cases_awaiting": 3, "marac_longest_wait_by_area": 7},
    "sex_offender_management": {"sex_offender_tasks_outstanding": 8},  # four tasks, then and now
    "investigation_quality": {
        "qatt_average_grade_by_section": 4,  # the overall grade is a line
        "investigation_standards_met": 3,
        "positive_outcome_rate": 2,
    },
    "online_child_abuse": {"ocset_packages_by_stage": 4},  # two stages, then and now
}


def chart(page: Page, name: str) -> str:
    return f'.st-key-figure-{name} [data-testid="stPlotlyChart"]'


@pytest.mark.parametrize(("name", "charts"), CHARTS.items())
def test_every_chart_of_a_page_has_its_marks(name: str, charts: dict[str, int], stored: Kept) -> None:
    page = stored(WIDE, "light", AS_AT).turn(name)
    for panel, fewest in charts.items():
        drawn = page.locator(chart(page, panel))
        expect(drawn).to_have_count(1)
        assert drawn.evaluate(MARKS) >= fewest, f"{panel} shows too few marks"


@pytest.mark.parametrize("name", CHARTS)
def test_no_label_of_a_chart_is_cut_or_touches_another_at_any_width(name: str, stored: Kept) -> None:
    page = stored(WIDE, "light", AS_AT).turn(name)
    found = []
    try:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": WIDE[1]})
            page.wait_for_function(FITTED)
            page.wait_for_timeout(150)  # labels follow their chart
            found += [f"{width} px: {label}" for label in page.evaluate(TOUCHING)]
    finally:
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert found == []


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_says_in_words_what_it_shows(name: str, stored: Kept) -> None:
    page = stored(WIDE, "light", AS_AT).turn(name)
    charts = page.locator('[data-testid="stPlotlyChart"]').all()
    assert charts
    for drawn in charts:
        words = drawn.get_attribute("aria-label") or ""
        assert len(words.split()) >= 8, f"A chart of {name} is described only as: {words}"
    for picture in page.locator("figure img, .pb-cause img").all():
        assert picture.get_attribute("alt")


def test_a_click_on_a_mark_opens_its_rows_a_strange_word_is_explained_and_the_parts_are_listed(seen: Visit) -> None:
    page = seen.open(f"marac?as_at={AS_AT}")
    mark = page.locator(".st-key-figure-marac_cases_awaiting .point").nth(2)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    expect(page.locator(".js-plotly-plot.pb-over")).to_have_count(1)
    page.mouse.click(*middle)
    marked = page.locator("tr.pb-marked")
    expect(marked).to_have_count(1)
    assert marked.locator("td").all_inner_texts()[:2] == ["1 February 2024", "144"]
    expect(marked).to_be_focused()
    page.locator("figure.pb-multiple", has_text="Walsall").click()
    expect(page.locator("tr.pb-marked", has_text="Walsall")).to_have_count(3)

    term = page.locator(".pb-term", has_text="MARAC")
    expect(term).to_have_count(1)
    term.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pb-meaning")).to_contain_text("multi-agency risk assessment conference")
    page.keyboard.press("Escape")
    expect(page.locator(".pb-meaning")).to_have_count(0)

    page.locator(".pb-parts summary").click()
    page.locator(".pb-parts").get_by_text("How long a case waits").click()
    expect(page.locator("h2", has_text="How long a case waits")).to_be_in_viewport()
    assert seen.complaints == []


def test_the_areas_are_seven_small_charts_that_are_really_drawn(seen: Visit) -> None:
    page = seen.open(f"marac?as_at={AS_AT}")
    pictures = page.locator(".pb-multiples img")
    expect(pictures).to_have_count(7)
    for picture in pictures.all():
        assert picture.evaluate("image => image.complete && image.naturalWidth > 50")


def test_the_grades_are_a_grid_with_its_breaks_drawn_and_never_a_line(seen: Visit) -> None:
    page = seen.open(f"peel_grades?as_at={AS_AT}")
    columns = page.locator("table.pb-grid thead th").all()
    heads = [column.inner_text() for column in columns]
    for cycle in ("PEEL 2021/22", "PEEL 2023-25"):
        before = columns[heads.index(cycle) - 1]
        assert before.get_attribute("class") == "break"
        box = before.bounding_box()
        assert box is not None
        assert box["width"] >= 8, "A break must be wide enough to be seen"
    expect(page.locator('[data-testid="stPlotlyChart"] .js-line')).to_have_count(0)


NAMES_OUT_OF_SIGHT = """() => [...document.querySelectorAll('.pb-grid')].flatMap(grid => {
    let box = grid.parentElement;
    while (box.scrollWidth <= box.clientWidth + 1 && box.parentElement) box = box.parentElement;
    const { left, right } = box.getBoundingClientRect();
    return [...grid.querySelectorAll('tbody th:not(.break)')]
        .map(name => ({ text: name.innerText, box: (name.querySelector('span') ?? name).getBoundingClientRect() }))
        .filter(name => name.box.width && (name.box.left < left - 1 || name.box.right > right + 1))
        .map(name => name.text);
})"""
"""The names of rows and groups of rows of a grid that has been moved sideways to its newest cycles."""


@pytest.mark.parametrize("name", ["overview", "peel_grades"])
def test_the_rows_of_a_grid_of_grades_and_their_groups_are_named_in_sight_on_a_phone(name: str, stored: Kept) -> None:
    page = stored(PHONE, "light").turn(name)
    expect(page.locator(".pb-grid tr.group").first).to_be_visible()
    assert page.evaluate(NAMES_OUT_OF_SIGHT) == []
