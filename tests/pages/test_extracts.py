"""The Extracts page: one record typed in, and the import profiles looked at and retired."""

import re
import time
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from src import wording
from src.settings import Settings
from src.store import profiles
from src.store.acceptance import accept
from src.store.ledger import Ledger
from src.store.upload import Supplied, supplied
from tests.pages.conftest import OpenPage, words
from tests.pages.test_history import two_editions  # noqa: F401
from tests.store.files import ANSWERS, cases


def test_one_record_takes_the_way_of_a_file_and_leaves_the_other_rows_of_its_date(
    open_page: OpenPage,
    two_editions: Settings,  # noqa: F811
) -> None:
    before = cases(two_editions)
    app = open_page(two_editions, "extracts")
    app.selectbox(key="record-dataset").set_value("marac_backlog").run()
    app.text_input(key="record of marac_backlog as_at_on").set_value("1 February 2024")
    app.selectbox(key="record of marac_backlog area_code").set_value("Dudley")
    app.text_input(key="record of marac_backlog cases_awaiting_count").set_value("99")
    next(button for button in app.button if button.label == "Check the record").click()
    app.run()
    for _ in range(40):
        if any(button.label == "Accept" for button in app.button):
            break
        time.sleep(0.25)
        app.run()
    next(field for field in app.text_input if field.label == "Your name or role").set_value("an analyst")
    next(field for field in app.text_input if field.label == "Why it is accepted").set_value("a late correction")
    next(button for button in app.button if button.label == "Accept").click()
    app.run()
    assert "Accepted as edition 3: MARAC cases awaiting." in words(app)
    assert cases(two_editions) == {**before, ("2024-02-01", "dudley"): 99}
    app.button(key="undo").click().run()
    assert cases(two_editions) == before


def test_a_profile_is_looked_at_and_retired_with_a_name_and_a_reason(
    open_page: OpenPage,
    two_editions: Settings,  # noqa: F811
) -> None:
    profiles.keep(two_editions, ANSWERS, by="an analyst", reason="answered")
    app = open_page(two_editions, "extracts")
    app.selectbox(key="profile-shown").set_value("answers").run()
    assert "&quot;Waiting&quot; = &quot;Cases awaiting&quot;" in words(app)
    app.button(key="retire-profile").click().run()
    next(field for field in app.text_input if field.label == "Your name or role").set_value("an analyst")
    next(field for field in app.text_input if field.label == "Why it is used no longer").set_value("renamed")
    next(button for button in app.button if button.label == "Retire the profile").click()
    app.run()
    assert "Retired: answers, version 2" in words(app)
    assert "answers" not in profiles.live(two_editions.store)


def at_page(app: AppTest, name: str, **asked: str) -> AppTest:
    """A page as an address opens it."""
    app.query_params.update(asked)
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception
    return app


def typed(app: AppTest, dataset: str, **cells: str) -> AppTest:
    """The form with these cells filled, pressed, and what the check came to."""
    for name, value in cells.items():
        key = f"record of {dataset} {name}"
        fields = [*app.text_input, *app.text_area, *app.selectbox]
        next(field for field in fields if field.key == key).set_value(value)
    next(button for button in app.button if button.label == "Check the record").click()
    return until_checked(app.run())


def until_checked(app: AppTest) -> AppTest:
    """The page once what was handed in is checked."""
    for _ in range(160):
        if any(button.label == "Accept" for button in app.button) or "nothing was stored" in words(app):
            break
        time.sleep(0.25)
        app.run()
    return app


def test_an_update_is_added_from_the_page_of_its_finding_and_a_step_out_of_turn_is_refused(
    published_copy: Settings, open_page: OpenPage
) -> None:
    finding = at_page(open_page(published_copy, "marac", "2024-09-18"), "register", finding="engage-inv-1")
    before = profiles.live(published_copy.store).keys()
    (way,) = re.findall(r'href="extracts\?([^"]*record=finding_updates[^"]*)"', words(finding))
    asked = dict(parse_qsl(unescape(way)))
    assert asked["finding_id"] == "engage-inv-1"
    app = at_page(open_page(published_copy, "marac"), "extracts", **asked)
    assert (
        'Updates: add one dated paragraph on what was done about one finding. It is about "Give staff the skills to '
        'investigate well".' in unescape(words(app))
    )
    next(button for button in app.button if button.label == "Check the record").click()
    assert "Nothing was stored yet: fill in Update, then press again." in words(app.run())
    app = typed(app, "finding_updates", update_text="All are trained.")
    assert "one record.csv" not in words(app), "who fills in a form has no file"
    next(field for field in app.text_input if field.label == "Your name or role").set_value("an owner")
    next(field for field in app.text_input if field.label == "Why it is accepted").set_value("for the board")
    next(button for button in app.button if button.label == "Accept").click()
    app.run()
    assert ": Updates." in words(app)
    assert "Back to: Give staff the skills to investigate well" in words(app)
    assert not any(button.label == "Check the record" for button in app.button), (
        "a second press would correct the first"
    )
    assert profiles.live(published_copy.store).keys() == before, "a record typed in is no kind of file"
    later = at_page(open_page(published_copy, "marac", asked["updated_on"]), "register", finding="engage-inv-1")
    assert "All are trained." in words(later)
    step = {"record": "closure_steps", "finding_id": "engage-inv-1", "taken_on": asked["updated_on"]}
    app = typed(
        at_page(open_page(published_copy, "marac"), "extracts", **step),
        "closure_steps",
        step_code="DCC signed",
        by_role="DCC",
    )
    assert "the Deputy Chief Constable signs only what the governance board has agreed" in unescape(words(app))
    assert not any(button.label == "Accept" for button in app.button)


ACTION = (
    "Action,As at,Finding,What is to be done,Owner,Governance board,First due,Status,Milestones,Milestones done\n"
    "a-1,2024-03-05,engage-inv-1,Train the last ten,Head of Crime,Crime Board,2024-04-01,In progress,4,3\n"
)
STEPS = (
    "Finding,Day of step,Step,By,Reference\nengage-inv-1,2024-03-01,Work done,,\n"
    "engage-inv-1,2024-03-04,Evidence audited,Internal audit,IA 7\nengage-inv-1,2024-03-20,Board agreed,Crime Board,\n"
)


def test_an_action_is_stated_again_from_its_finding_and_a_step_is_signed_on_the_page_closure(
    published_copy: Settings, open_page: OpenPage, tmp_path: Path
) -> None:
    files = []
    for name, content in (("actions", ACTION), ("closure_steps", STEPS)):
        path = tmp_path / f"{name}.csv"
        path.write_text(content, encoding="utf-8")
        files.append(supplied(path, name))
    accept(published_copy, files, by="A test", reason="Work on a finding")
    found = at_page(open_page(published_copy, "marac", "2024-09-18"), "register", finding="engage-inv-1")
    html = words(found)
    assert "It waits for the Deputy Chief Constable's signature, for 182 days now." in unescape(html)
    assert "Of its actions one is not complete." in unescape(html)
    (way,) = re.findall(r'href="extracts\?([^"]*record=actions[^"]*)"[^>]*>Train the last ten', html)
    asked = dict(parse_qsl(unescape(way)))
    app = at_page(open_page(published_copy, "marac"), "extracts", **asked)
    filled = {
        field.key.rpartition(" ")[2]: field.value
        for field in [*app.text_input, *app.text_area, *app.selectbox]
        if field.key and field.key.startswith("record of actions ") and field.value
    }
    today = wording.day(date.today())
    assert filled == {
        "action_id": "a-1", "as_at_on": today, "finding_id": "engage-inv-1", "action_title": "Train the last ten",
        "action_owner_role": "Head of Crime", "governance_board": "Crime Board", "first_due_on": "1 April 2024",
        "action_status_code": "In progress", "milestones_count": "4", "milestones_done_count": "3",
    }  # fmt: skip
    app = typed(app, "actions", revised_due_on="1 May 2024")
    assert "a date that was moved has a reason and a role that agreed to it" in unescape(words(app)).lower()
    read = " ".join(re.sub("<[^>]+>", " ", unescape(words(app))).split())
    assert 'What to do Revised due "1 May 2024" in "Revised due" rows that keep this rule' in read
    app = typed(app, "actions", revised_reason="Courses were full", revised_by_role="Deputy Chief Constable")
    assert any(button.label == "Accept" for button in app.button)
    app = at_page(open_page(published_copy, "marac", "2024-09-18"), "closure")
    next(box for box in app.multiselect if box.label.startswith("Findings that took it")).set_value(["engage-inv-1"])
    next(button for button in app.button if button.label == "Check the steps").click()
    app = until_checked(at_page(app.run(), "extracts"))  # the tester stays on its page where a browser is led on
    assert "Accepting this adds 1 row." in words(app)


def test_an_extract_that_others_stand_on_has_no_way_to_withdraw_it_but_a_sentence_that_says_why(
    empty: Settings, open_page: OpenPage
) -> None:
    register = (
        "Finding,As at,Type,Level,Title,Report,Report published,Status\n"
        "engage-inv-1,2024-01-05,recommendation,2,One,A report,2023-01-01,open\n"
    )
    heading, *rows = STEPS.splitlines()
    for dataset, text in (("findings", register), *(("closure_steps", f"{heading}\n{row}\n") for row in rows)):
        accept(
            empty, [Supplied(name=f"{dataset}.csv", content=text.encode(), dataset=dataset)], by="A test", reason="x"
        )
    app = open_page(empty, "extracts")
    events = Ledger(empty.store).events()
    for event, is_free in ((events[-2], False), (events[-1], True)):
        app.selectbox(key=f"extract-to-turn-{len(events)}").set_value(event.extract_id).run()
        app.button(key="turn").click().run()
        said = unescape(words(app))
        assert (
            "The governance board decides only on evidence that was audited: this would no longer" in said
        ) is not is_free
        assert (f"edition {events[-1].sequence} (Steps to closure, {events[-1].extract_id})." in said) is not is_free
        assert any(button.label == "Withdraw" for button in app.button) is is_free


def test_the_page_of_a_finding_does_not_grow_with_its_updates_and_all_of_them_can_be_had(
    published_copy: Settings, open_page: OpenPage, tmp_path: Path
) -> None:
    def page(first: int, last: int) -> tuple[int, list[str]]:
        rows = [f"u-{at},engage-inv-1,2024-03-05,Audit {at:06} is done.\n" for at in range(first, last)]
        path = tmp_path / f"{last}.csv"
        path.write_text("Update id,Finding,Updated,Update\n" + "".join(rows), encoding="utf-8")
        accept(published_copy, [supplied(path, "finding_updates")], by="A test", reason="Many")
        app = at_page(open_page(published_copy, "marac", "2024-09-18"), "register", finding="engage-inv-1")
        return len(words(app)), [str(vars(button)["proto"].label) for button in app.get("download_button")]

    few, _ = page(0, 100)
    many, ways = page(100, 600)
    assert abs(many - few) < 200, "only the numbers in the sentences are longer"
    assert "All 606 rows as CSV" in ways  # six are the paper's own
