"""The whole way of an extract in a real browser: template, problem, preview, acceptance, and back."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from src.settings import Settings
from src.store.acceptance import accept
from tests import editions
from tests.browser.server import Server
from tests.browser.test_accessible import found_by_axe
from tests.browser.visit import PATIENCE, PHONE, Scheme, Visit, visit
from tests.ingest import hostile
from tests.store.files import marac

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARCH = {
    "Birmingham": 60,
    "Coventry": 15,
    "Dudley": 9,
    "Sandwell": 25,
    "Solihull": 3,
    "Walsall": 12,
    "Wolverhampton": 7,
}
"""131 in all, 13 fewer than the 144 of 1 February 2024."""


@pytest.fixture
def server(published: Settings, tmp_path: Path) -> Iterator[Server]:
    """A server with a store of its own, which the test may change."""
    with Server(tmp_path, store=published.store) as started:
        yield started


@pytest.fixture
def analyst(server: Server, chromium: Browser) -> Iterator[Visit]:
    """Somebody at the Extracts page."""
    with visit(chromium, server.address) as visited:
        visited.open("extracts")
        yield visited


@pytest.fixture
def looker(seen: Visit) -> Visit:
    """Somebody at the Extracts page of the server that all tests share, who may store nothing there."""
    seen.open("extracts")
    return seen


def table(areas: Mapping[str, object], name: str = "marac march.csv", day: str = "2024-03-01") -> FilePayload:
    """A CSV of MARAC cases awaiting."""
    lines = ["As at,Area,Cases awaiting", *(f"{day},{area},{cases}" for area, cases in areas.items())]
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def drop(page: Page, *files: FilePayload) -> None:
    """Drop files where they are supplied."""
    expect(page.locator("input[type=file]")).to_have_count(1)
    page.locator("input[type=file]").set_input_files(list(files))


def sign_and_accept(page: Page) -> None:
    """Fill in who and why, and accept."""
    page.get_by_label("Your name or role").fill("A performance analyst")
    page.get_by_label("Why it is accepted").fill("Extract of 1 March 2024")
    page.get_by_role("button", name="Accept", exact=True).click()


def panel(page: Page, name: str) -> Locator:
    """A panel of the page."""
    return page.locator(f".st-key-panel-{name}")


def filled(template: bytes, areas: Mapping[str, Any]) -> bytes:
    """A template with a row for each area typed over its example row."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    at: dict[Any, Any] = {cell.value: cell.column for cell in sheet[1]}
    sheet.delete_rows(2)
    for row, (area, cases) in enumerate(areas.items(), start=2):
        sheet.cell(row, at["As at"], date(2024, 3, 1)).number_format = "dd/mm/yyyy"
        sheet.cell(row, at["Area"], area)
        sheet.cell(row, at["Cases awaiting"], cases)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_from_template_to_chart_and_back(server: Server, analyst: Visit, chromium: Browser) -> None:
    page = analyst.page
    with visit(chromium, server.address) as executive:
        board = executive.open("marac")
        headline = board.locator(".pb-headline").first
        expect(headline).to_contain_text("144 cases await a MARAC at 1 February 2024")
        dots = board.locator(".st-key-figure-marac_cases_awaiting .scatterlayer .point")
        expect(dots).to_have_count(3)

        # The template, filled in with one mistake.
        page.get_by_role("combobox", name="Dataset").click()
        page.keyboard.type("MARAC cases awaiting")
        page.get_by_role("option", name="MARAC cases awaiting", exact=True).click()
        chosen = page.locator(".st-key-template-marac_backlog")  # the button before it gives another dataset's
        with page.expect_download() as downloading:
            chosen.get_by_role("button", name="Download the template").click()
        template = Path(downloading.value.path()).read_bytes()
        wrong: dict[str, object] = {**MARCH, "Dudley": "nine"}
        drop(page, {"name": "march.xlsx", "mimeType": XLSX, "buffer": filled(template, wrong)})
        problems = panel(page, "problems")
        expect(problems).to_contain_text("1 problem to mend: nothing was stored")
        expect(problems).to_contain_text('march.xlsx, sheet "marac_backlog", cell D4')
        expect(problems).to_contain_text('"nine"')

        # The same workbook with its cell marked, mended and dropped again.
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download march.xlsx with the cells marked").click()
        assert downloading.value.suggested_filename == "march marked.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(Path(downloading.value.path()).read_bytes()))
        cell = book["marac_backlog"]["D4"]
        assert cell.comment is not None
        assert "whole number" in cell.comment.text
        cell.value = 9
        mended = io.BytesIO()
        book.save(mended)
        page.get_by_role("button", name="Discard files").click()
        expect(problems).to_have_count(0)
        drop(page, {"name": "march.xlsx", "mimeType": XLSX, "buffer": mended.getvalue()})
        preview = panel(page, "preview")
        expect(preview).to_contain_text("Accepting this adds 7 rows.")
        expect(preview).to_contain_text(
            "131 cases await a MARAC at 1 March 2024, 637 fewer than on 6 October 2023 (768) and 13 fewer"
        )
        assert executive.page.locator(".pb-headline").first.inner_text().startswith("144 cases")

        # Accepted: everybody sees it, without doing anything.
        sign_and_accept(page)
        expect(
            page.get_by_text(f"Accepted as edition {editions.FIRST + 1}: MARAC cases awaiting. It adds 7 rows.")
        ).to_be_visible()
        expect(headline).to_contain_text("131 cases await a MARAC at 1 March 2024")
        expect(dots).to_have_count(4)
        history = panel(page, "history")
        expect(history).to_contain_text("A performance analyst")
        expect(history).to_contain_text("Extract of 1 March 2024")
        expect(history).to_contain_text("7 rows added")

        # Withdrawn from the history, after a look at what that changes: everybody sees it move back.
        page.get_by_role("button", name="Withdraw…").click()
        turning = panel(page, "turning")
        expect(turning).to_contain_text("Withdrawing this takes 7 rows away. Figures move on MARAC.")
        expect(turning.get_by_role("heading").first).to_be_in_viewport()
        turning.get_by_label("Why").fill("Sent a day too early")
        turning.get_by_role("button", name="Withdraw", exact=True).click()
        expect(page.get_by_text(f"This is edition {editions.FIRST + 2}.")).to_be_in_viewport()
        expect(headline).to_contain_text("144 cases await a MARAC at 1 February 2024")
        expect(dots).to_have_count(3)

        # And brought back.
        page.get_by_role("button", name="Restore…").click()
        turning.get_by_label("Why").fill("It was right after all")
        turning.get_by_role("button", name="Restore", exact=True).click()
        expect(page.get_by_text(f"This is edition {editions.FIRST + 3}.")).to_be_in_viewport()
        expect(headline).to_contain_text("131 cases")
        assert executive.complaints == []
        assert executive.foreign == []
    assert analyst.complaints == []
    assert analyst.foreign == []


def test_undo_takes_an_acceptance_back_at_once(analyst: Visit) -> None:
    page = analyst.page
    drop(page, table(MARCH))
    sign_and_accept(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"Acceptance undone (edition {editions.FIRST + 2})")).to_be_in_viewport()


def test_nothing_is_stored_without_a_name_and_a_reason(looker: Visit) -> None:
    page = looker.page
    drop(page, table(MARCH))
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("fill in your name or role and the reason")
    assert f"edition is {editions.FIRST}" in page.locator(".pb-headline").first.inner_text()


@pytest.mark.long
def test_the_site_as_the_board_saw_it_is_marked_on_every_page(server: Server, analyst: Visit) -> None:
    page = analyst.page
    settings = Settings(store=Path(server.environment["PEELBOARD_STORE"]))
    accept(settings, [marac("2024-03-01,Dudley,9")], by="a colleague", reason="by the command line")
    expect(
        page.get_by_text(f"Edition {editions.FIRST + 1} is now shown: MARAC cases awaiting accepted.")
    ).to_be_visible()
    analyst.settle("Extracts")  # the news comes before the page has been drawn again
    # In view first: a list that opens while the page scrolls closes again.
    page.get_by_role("combobox", name="Edition").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    page.get_by_role("combobox", name="Edition").click()
    page.get_by_role("option").filter(has_text=f"Edition {editions.FIRST}").click()
    page.get_by_role("button", name="Show the site as at this edition").click()
    marked = page.locator(".st-key-looking-back")
    expect(marked).to_contain_text(f"As the board saw it: edition {editions.FIRST}")
    expect(marked).to_contain_text("One later change is left out.")
    assert f"edition={editions.FIRST}" in page.url
    for address, section, title in (("marac", "Engage trends", "MARAC"), ("overview", "Board", "Overview")):
        page.get_by_role("navigation").get_by_role("button", name=section).click()
        page.get_by_role("menuitem", name=title, exact=True).click()
        analyst.settle(title)
        expect(marked, f"not marked on {address}").to_contain_text(f"edition {editions.FIRST}")
    analyst.open(f"marac?edition={editions.FIRST}")
    expect(page.locator(".pb-headline").first).to_contain_text("144 cases")
    page.get_by_role("button", name="Back to the newest").click()
    expect(marked).to_have_count(0)
    expect(page.locator(".pb-headline").first).to_contain_text("Only one area reported at 1 March 2024")


@pytest.mark.long
def test_whoever_looked_before_others_accepted_is_told_and_looks_again(server: Server, analyst: Visit) -> None:
    page = analyst.page
    drop(page, table(MARCH))
    expect(panel(page, "preview")).to_contain_text("Accepting this adds 7 rows")
    settings = Settings(store=Path(server.environment["PEELBOARD_STORE"]))
    accept(settings, [marac("2024-03-01,Dudley,8")], by="a colleague", reason="by the command line")
    expect(
        page.get_by_text("Others have changed the figures since you looked: a colleague has accepted")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Look at it again").click()
    expect(panel(page, "preview")).to_contain_text("Accepting this adds 6 rows and restates 1.")
    sign_and_accept(page)
    expect(page.get_by_text(f"Accepted as edition {editions.FIRST + 2}")).to_be_visible()


def test_a_heading_nobody_knows_is_asked_about_once(analyst: Visit) -> None:
    page = analyst.page
    renamed: FilePayload = {
        "name": "a.csv",
        "mimeType": "text/csv",
        "buffer": b"As at,LPA,Waiting now\n2024-03-01,Dudley,9\n",
    }
    drop(page, renamed)
    page.get_by_role("combobox", name='"Waiting now" in C1 is').click()
    page.get_by_role("option", name="Cases awaiting", exact=True).click()
    page.get_by_role("button", name="Use these answers").click()
    expect(panel(page, "preview")).to_contain_text("Accepting this adds 1 row.")
    sign_and_accept(page)
    expect(page.get_by_text(f"Accepted as edition {editions.FIRST + 1}")).to_be_visible()
    again: FilePayload = {**renamed, "buffer": b"As at,LPA,Waiting now\n2024-04-01,Dudley,10\n"}
    drop(page, again)
    expect(panel(page, "preview")).to_contain_text("Accepting this adds 1 row.")


def test_long_work_shows_its_stage_and_can_be_cancelled(looker: Visit, tmp_path: Path) -> None:
    page = looker.page
    rows = "".join(f'{2000 + at % 24}-01-{1 + at % 28:02},Dudley,{at},"a ""note"" {at}"\n' for at in range(600_000))
    (tmp_path / "long.csv").write_text("As at,Area,Cases awaiting,Note\n" + rows)
    page.locator("input[type=file]").set_input_files(tmp_path / "long.csv")
    expect(page.locator(".pb-stages")).to_contain_text("Reading long.csv")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Stopped. Nothing was stored.")).to_be_visible()
    assert f"edition is {editions.FIRST}" in page.locator(".pb-headline").first.inner_text()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_problems_preview_and_withdrawal_have_no_serious_fault(site: Server, chromium: Browser, scheme: Scheme) -> None:
    with visit(chromium, site.address, size=PHONE, scheme=scheme, is_kept=True) as phone:
        page = phone.open("extracts")
        drop(page, table({**MARCH, "Dudley": "nine"}))
        panel(page, "problems").wait_for()
        assert found_by_axe(page) == []
        page.get_by_role("button", name="Discard files").click()
        expect(panel(page, "problems")).to_have_count(0)
        drop(page, table({"Dudley": 90}))
        panel(page, "preview").wait_for()
        assert found_by_axe(page) == []
        page.get_by_role("button", name="Withdraw…").click()
        expect(panel(page, "turning")).to_contain_text("Withdrawing this")
        assert found_by_axe(page) == []


HOSTILE = {
    "far.xlsx": (hostile.far_cell, "a cell outside the part of a sheet that is read"),
    "bomb.xlsx": (hostile.zip_bomb, "times its size"),
    "page.xlsx": (lambda: b"<!doctype html><table><tr><td>1</td></tr></table>", "a web page"),
    "people.csv": (
        lambda: b"As at,Area,Victim name\n2024-03-01,Dudley,A\n",
        "people.csv, cell C1what looks like a person's name",
    ),
}


def test_a_hostile_file_gets_one_sentence_and_others_read_on(looker: Visit, site: Server, chromium: Browser) -> None:
    page = looker.page
    for name, (content, text) in HOSTILE.items():
        drop(page, {"name": name, "mimeType": "application/octet-stream", "buffer": content()})
        expect(panel(page, "problems")).to_contain_text(text, timeout=PATIENCE)
        assert list(Path(site.environment["PEELBOARD_STORE"], "files").glob("*.xlsx")) == []
        page.get_by_role("button", name="Discard files").click()
        expect(panel(page, "problems")).to_have_count(0)
    with visit(chromium, site.address, is_kept=True) as executive:
        expect(executive.open("marac").locator(".pb-headline").first).to_contain_text("144 cases")
