"""The way of one finding in a browser, by three people: update, action, slip, tolerance, alert, steps, letter, paper, undo."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from demo import building
from tests.browser.provider import Provider
from tests.browser.server import PROJECT, Server
from tests.browser.test_charts import FITTED, TOUCHING, WIDTHS
from tests.browser.test_pictures import NODES, SCREENS, SIZE
from tests.browser.test_sign_in import person, protected, sign_in
from tests.browser.visit import PAGES, WIDE, visit

pytestmark = pytest.mark.browser
FINDING, TITLE = "SYN-252", "Have supervisors review investigation plans"
"""A recommendation at Level 3 that is in progress, under a cause of concern that is open."""
AS_AT = "2026-09-28"
RULES = '[rule."Tolerances"]\nkinds = ["tolerance_crossed"]\n'


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, chromium: Browser, server: Server, provider: Provider, role: str) -> None:
        self.address = server.address
        self.context = chromium.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, accept_downloads=True)
        self.page: Page = self.context.new_page()
        sign_in(self.page, f"{server.address}/closure", provider, person(role))

    def open(self, path: str, **asked: str) -> Page:
        """Go to a page at the date of the demonstration."""
        self.page.goto(f"{self.address}/{path}?{urlencode({'as_at': AS_AT, **asked})}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the page is whole."""
        self.page.locator(".pb-bottom").wait_for()
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        return self.page

    def finding(self) -> Page:
        """Go to the page of the finding."""
        return self.open("register", finding=FINDING)

    def follow(self, name: str) -> None:
        """Follow a link on the page of the finding."""
        self.finding().get_by_role("link", name=name, exact=True).click()
        self.settle()

    def fill(self, **cells: str) -> None:
        """Fill fields of the form by their headings."""
        for label, value in cells.items():
            heading = label.replace("_", " ")
            field = self.page.locator(
                f'input[aria-label="{heading}"], input[aria-label="{heading} (optional)"],'
                f'textarea[aria-label="{heading}"], textarea[aria-label="{heading} (optional)"]'
            )
            if field.get_attribute("role") == "combobox":
                field.click()
                field.fill("")
                field.press_sequentially(value)
                self.page.get_by_role("option", name=value, exact=True).click()
            else:
                field.fill(value)
                field.press("Tab")

    def check(self, button: str = "Check the record") -> Page:
        """Hand in what is filled."""
        self.page.get_by_role("button", name=button).click()
        return self.page

    def accept(self, why: str) -> int:
        """Accept what was checked. Returns the edition."""
        self.page.get_by_role("textbox", name="Why it is accepted").fill(why)
        self.page.get_by_role("button", name="Accept", exact=True).click()
        done = self.page.get_by_text("Accepted as edition")
        done.wait_for()
        self.settle()
        return int(done.inner_text().split("edition ")[1].split(":")[0])


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as here:
        yield here


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the whole demonstration in it."""
    store = tmp_path_factory.mktemp("whole") / "store"
    building.build(store)
    return store


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("work")
    (folder / "alerts.toml").write_text(RULES, encoding="utf-8")
    with protected(folder, built, provider, PEELBOARD_ALERTS=str(folder / "alerts.toml")) as running:
        yield running


def look_for_alerts(server: Server) -> None:
    subprocess.run(
        [sys.executable, "-m", "src", "alerts", "--send"], cwd=PROJECT, env=server.environment, check=True,
        capture_output=True,
    )  # fmt: skip


def test_a_finding_goes_the_whole_way_from_an_update_to_a_letter_a_paper_and_back(
    server: Server, provider: Provider, chromium: Browser
) -> None:
    look_for_alerts(server)

    owner = Person(chromium, server, provider, "owner")
    owner.follow("Add an update")
    owner.fill(Update="All 60 plans were audited. Eight supervisors take a second course.")
    owner.check()
    owner.accept("Update for the board")
    owner.page.get_by_role("link", name=f"Back to: {TITLE}").click()
    expect(owner.settle().locator("body")).to_contain_text("All 60 plans were audited.")
    owner.follow("Add an action")
    owner.fill(
        What_is_to_be_done="Run the second course", Owner="Head of Learning and Development", First_due="1 October 2026"
    )
    owner.check()
    owner.accept("Agreed with the board")
    owner.follow("Run the second course")
    owner.fill(Revised_due="1 December 2026")
    expect(owner.check().locator("body")).to_contain_text(
        "date that was moved has a reason and a role that agreed to it"
    )
    owner.fill(Why_moved="The trainer is ill until November.", Move_agreed_by="Deputy Chief Constable")
    owner.check()
    owner.accept("The course slips")
    text = owner.finding().locator("body")
    expect(text).to_contain_text("All 60 plans were audited.")
    expect(text).to_contain_text("The trainer is ill until November.")
    expect(text).to_contain_text("It waits for the work to be done (Assistant Chief Constable (Crime)).")

    analyst = Person(chromium, server, provider, "analyst")
    analyst.open("extracts", record="tolerances")
    analyst.fill(
        Name="development", Kind="Tolerance", Figure="Online child abuse packages by stage", Subject="In development",
        Value="50", Direction="At most", From="1 September 2026", Plan="the second desk",
    )  # fmt: skip
    analyst.check()
    analyst.accept("Set by the board")
    look_for_alerts(server)
    analyst.open("extracts", record="ocset_packages")
    analyst.fill(As_at="28 September 2026", Stage="In development", Risk="All risk bands", Packages="61")
    analyst.check()
    analyst.accept("A late count")
    look_for_alerts(server)
    page = analyst.open("what_changed")
    expect(page.locator(".st-key-panel-alerts")).to_contain_text("Tolerances: fired once")
    page.get_by_text("The newest 1").click()
    expect(page.locator(".st-key-panel-alerts")).to_contain_text(
        "38 to 61, past the tolerance of 50, which starts the second desk"
    )

    approver = Person(chromium, server, provider, "approver")
    approver.open(
        "extracts", record="closure_steps", finding_id=FINDING, taken_on=AS_AT, step_code="dcc_signed", by_role="DCC"
    )
    expect(approver.check().locator("body")).to_contain_text(
        "Deputy Chief Constable signs only what the governance board has agreed"
    )
    for step in ("Work done", "Evidence audited", "Board agreed"):
        approver.follow(f'Record "{step}"')
        approver.check()
        if step != "Board agreed":
            # Actions are left under the finding: each such step is asked about.
            approver.page.get_by_text("It was taken without them").click()
            approver.check("Use these answers")
        approver.accept(step)
    approver.open("closure")
    waits = approver.page.get_by_role("combobox", name="Findings that took it")
    waits.click()
    waits.press_sequentially(TITLE)
    approver.page.get_by_role("option", name=TITLE).click()
    approver.page.keyboard.press("Escape")
    approver.check("Check the steps")
    approver.accept("Signed at the board")
    # Nobody looks for the finding again; others share its title, which says its level then.
    approver.page.get_by_role("link", name=re.compile(rf"^{TITLE}( \(Level 3\))?$")).click()
    expect(approver.settle().locator(".st-key-panel-finding-closure_steps_in_full")).to_contain_text("DCC signed")
    for step in ("Letter signed", "Sent to the portal"):
        approver.follow(f'Record "{step}"')
        approver.check()
        approver.accept(step)
    expect(approver.finding().locator("body")).to_contain_text("Six steps taken")
    expect(approver.page.locator(".st-key-panel-finding-closure_steps_in_full")).to_contain_text("not complete")

    expect(analyst.finding().locator("body")).to_contain_text(
        '"Sent to the portal" was on 28 September 2026, and the register still says "In progress".'
    )
    ways = analyst.page.locator(".st-key-panel-finding-closure_steps_in_full")
    ways.get_by_role("link", name="Record how it stands now").click()
    analyst.settle()
    analyst.check()  # status, its date and the letter are filled from the steps
    edition = analyst.accept("The letter went to the portal")
    standing = analyst.finding().locator(".pb-headline")
    expect(standing).to_contain_text("Self-certified on 28 September 2026")

    page = analyst.open("board_pack")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the paper (.docx)").click()
    paper = docx.Document(BytesIO(Path(waiting.value.path()).read_bytes()))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    start = next(
        at
        for at, text in enumerate(texts)
        if re.match(rf"{TITLE}( \(Level 3\))?\. Self-certified on 28 September 2026", text)
    )
    under = " ".join(texts[start + 1 : start + 6])
    assert "All 60 plans were audited. Eight supervisors take a second course." in under
    assert (
        "Run the second course: Head of Learning and Development; not started; 0% done; due 1 December 2026. Moved from "
        "1 October 2026, agreed by Deputy Chief Constable: the trainer is ill until November." in under
    )

    page = approver.open("extracts")
    page.get_by_role("button", name="Withdraw…").click()
    approver.settle()
    page.get_by_role("textbox", name="Why", exact=True).fill("The letter was not sent")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_text(f"This is edition {edition + 1}").wait_for()
    expect(approver.finding().locator(".pb-headline")).to_contain_text("In progress since")
    page = approver.open("extracts")
    page.get_by_role("button", name="Restore…").click()
    approver.settle()
    page.get_by_role("textbox", name="Why", exact=True).fill("It was sent after all")
    page.get_by_role("button", name="Restore", exact=True).click()
    page.get_by_text(f"This is edition {edition + 2}").wait_for()
    expect(approver.finding().locator(".pb-headline")).to_contain_text("Self-certified on 28 September 2026")

    # What is of a later day than the one shown moves every page to its day: said before, and seen after.
    owner.follow("Add an update")
    owner.fill(Updated="5 October 2026", Update="The second course is booked.")
    expect(owner.check().locator("body")).to_contain_text("Every page would open as at 5 October 2026")
    owner.accept("A late update")
    owner.page.get_by_role("link", name=f"Back to: {TITLE}").click()
    expect(owner.settle().locator("body")).to_contain_text("The second course is booked.")


SIDEWAYS = """() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth }"""


@pytest.mark.long
def test_no_page_of_the_demonstration_is_long_heavy_moved_sideways_or_has_labels_on_top_of_each_other(
    built: Path, tmp_path: Path, chromium: Browser
) -> None:
    shutil.copytree(built, tmp_path / "store")
    found = []
    with Server(tmp_path) as server, visit(chromium, server.address) as seen:
        for name in PAGES:
            page = seen.open(f"{name}?as_at={AS_AT}")
            page.wait_for_timeout(1000)  # what is drawn after the page is whole
            tall, nodes = page.evaluate(SIZE)
            found += [f"{name}: {tall / WIDE[1]:.1f} screens"] if tall > SCREENS * WIDE[1] else []
            found += [f"{name}: {nodes} elements"] if nodes > NODES else []
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": WIDE[1]})
                page.wait_for_function(FITTED)
                page.wait_for_timeout(300)  # labels follow their chart
                found += [f"{name}, {width} px: {label}" for label in page.evaluate(TOUCHING)]
                found += [f"{name}, {width} px: {over} px sideways"] if (over := page.evaluate(SIDEWAYS)) > 0 else []
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        found += seen.complaints
    assert found == []
