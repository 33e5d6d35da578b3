"""The figures on screen are the metric's, and the papers'."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Kept, MetricOf
from tests.browser.visit import WIDE, Visit

pytestmark = pytest.mark.browser

AS_AT = "2024-02-27"

HEADLINES = {
    "findings": "published_findings_by_level",
    "peel_grades": "peel_grades_by_question",
    "causes_of_concern": "causes_of_concern_by_status",
    "marac": "marac_cases_awaiting",
    "sex_offender_management": "sex_offender_tasks_outstanding",
    "investigation_quality": "qatt_average_grade_by_section",
    "online_child_abuse": "ocset_packages_by_stage",
}


@pytest.fixture
def seen(stored: Kept) -> Visit:
    """A visit at the date of the figures that the tests share."""
    return stored(WIDE, "light", AS_AT)


def opened(page: Page, panel: str) -> Locator:
    """The table behind a picture, opened."""
    more = page.locator(f".st-key-panel-{panel} details").filter(has_text="The same figures as a table")
    if more.get_attribute("open") is None:
        more.get_by_text("The same figures as a table").click()
    table = page.locator(f".st-key-panel-{panel} details[open] table")
    expect(table).to_be_visible()
    return table


def cells(table: Locator) -> list[list[str]]:
    """The rows of a table as a reader sees them."""
    return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]


@pytest.mark.long
@pytest.mark.parametrize(("name", "metric_name"), HEADLINES.items())
def test_the_headline_of_a_page_is_the_sentence_of_its_metric_or_begins_it(
    name: str, metric_name: str, seen: Visit, metric: MetricOf
) -> None:
    page = seen.turn(name)
    shown = page.locator(".pb-headline").inner_text()
    assert metric(metric_name, AS_AT)["sentence"].startswith(shown)
    assert shown.endswith(".")


def test_the_findings_are_85_open_311_closed_and_414_in_total_as_printed(seen: Visit, metric: MetricOf) -> None:
    page = seen.turn("findings")
    text = page.locator(".pb-headline").inner_text()
    assert [figure in text for figure in ("85 findings", "311 closed", "414")] == [True, True, True]
    shown = [[int(cell) for cell in row[2:]] for row in cells(opened(page, "published_findings_by_level"))]
    assert [sum(column) for column in zip(*shown, strict=True)] == [85, 311, 414, 18]
    lines = metric("published_findings_by_level", AS_AT)["rows"]
    names = ("open_count", "closed_count", "total_count", "unexplained_count")
    assert shown == [[row[name] for name in names] for row in lines]


def test_144_cases_await_a_marac_and_each_area_shows_its_own_number(seen: Visit, metric: MetricOf) -> None:
    page = seen.turn("marac")
    assert page.locator(".pb-headline").inner_text().startswith("144 cases await a MARAC at 1 February 2024")
    captions = page.locator(".pb-multiple figcaption").all_inner_texts()
    shown = dict(re.findall(r"^(\D+) (\d+)", caption)[0] for caption in captions)
    papers = {
        "Birmingham": "65", "Coventry": "17", "Dudley": "8", "Sandwell": "30", "Solihull": "3", "Walsall": "13",
        "Wolverhampton": "8",
    }  # fmt: skip
    assert shown == papers
    rows = [row for row in metric("marac_cases_awaiting_by_area", AS_AT)["rows"] if row["as_at_on"] == "2024-02-01"]
    assert shown == {row["area_name"]: str(row["cases_awaiting_count"]) for row in rows}
    totals = [row[1] for row in cells(opened(page, "marac_cases_awaiting"))]
    assert totals == ["768", "178", "144"]


def test_every_grade_of_the_grid_is_the_metrics_grade(seen: Visit, metric: MetricOf) -> None:
    page = seen.turn("peel_grades")
    shown = []
    for row in page.locator("table.pb-grid tbody tr:not(.group)").all():
        for summary in row.locator("summary").all():
            shown.append((row.locator("th").inner_text(), summary.inner_text()))
    rows = [row for row in metric("peel_grades_by_question", AS_AT)["rows"] if row["thread_code"]]
    # Where a cell of the grid has a graded entry, its ungraded ones are left out.
    graded = {(row["thread_code"], row["cycle_code"]) for row in rows if row["grade_code"]}
    lines = [
        (row["thread_name"], row["grade_name"] or "Not found")
        for row in rows
        if row["grade_code"] or (row["thread_code"], row["cycle_code"]) not in graded
    ]
    assert len(shown) > 60
    left = list(lines)
    for thread, text in shown:
        match = [pair for pair in left if pair[0] == thread and text.startswith(pair[1])]
        assert match, f"The grid shows {text!r} for {thread}, which the metric does not hold"
        left.remove(match[0])
    assert left == []


def test_the_grid_shows_the_grades_of_2021_and_2023_that_the_inspectorate_counted(seen: Visit) -> None:
    page = seen.turn("peel_grades")
    counts = page.locator("table.pb-pivot").first  # those of other forces follow
    lines = {row[0]: row[1:] for row in cells(counts)}
    heads = counts.locator("thead th").all_inner_texts()[1:]
    shown = {cycle: {name: line[heads.index(name)][:1] for name in heads} for cycle, line in lines.items()}
    assert {name: shown["PEEL 2021/22"][name] for name in ("Good", "Adequate", "Requires improvement")} == {
        "Good": "5", "Adequate": "3", "Requires improvement": "3",
    }  # fmt: skip
    assert {name: shown["PEEL 2023-25"][name] for name in ("Adequate", "Requires improvement", "Inadequate")} == {
        "Adequate": "2", "Requires improvement": "3", "Inadequate": "3",
    }  # fmt: skip


def test_bounds_are_shown_as_bounds(seen: Visit) -> None:
    page = seen.turn("online_child_abuse")
    shown = [row[2] for row in cells(opened(page, "ocset_packages_by_stage"))]
    assert sorted(shown) == ["13", "32", ">100", ">80"]


def test_the_tasks_of_both_dates_are_in_the_table(seen: Visit) -> None:
    page = seen.turn("sex_offender_management")
    shown = [row[2] for row in cells(opened(page, "sex_offender_tasks_outstanding"))]
    assert sorted(shown, key=int) == ["4", "33", "36", "52", "65", "178", "219", "236"]
