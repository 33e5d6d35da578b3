"""Charts are drawn: marks with a size, as many as there are figures, and words for who cannot see them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Kept
from tests.browser.visit import WIDE, Visit

pytestmark = pytest.mark.browser

AS_AT = "2024-02-27"
MARKS = """chart => [...chart.querySelectorAll('.barlayer .point path, .scatterlayer .points path.point')]
    .map(mark => mark.getBoundingClientRect()).filter(box => box.width + box.height > 1).length"""

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
def test_every_picture_says_in_words_what_it_shows(name: str, stored: Kept) -> None:
    page = stored(WIDE, "light", AS_AT).turn(name)
    charts = page.locator('[data-testid="stPlotlyChart"]').all()
    assert charts
    for drawn in charts:
        words = drawn.get_attribute("aria-label") or ""
        assert len(words.split()) >= 8, f"A chart of {name} is described only as: {words}"
    for picture in page.locator("figure img, .pb-cause img").all():
        assert picture.get_attribute("alt")


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
