"""The board pack's page: choices kept in the address, the pack made and offered, and views kept by name."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import docx
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from src.settings import PROJECT, Settings
from src.store import views
from src.web import downloads, packing, page_context
from tests.pages.conftest import words


def opened(settings: Settings, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page on the store of some settings, with a query in its address."""
    monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
    monkeypatch.setenv("PEELBOARD_PUBLISHED", str(settings.published))
    page_context.started.cache_clear()
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300)
    for name, value in {"as_at": "2024-02-27", **query}.items():
        app.query_params[name] = value
    app.switch_page("pages/board_pack.py").run()
    page_context.started.cache_clear()
    assert not app.exception
    return app


def headline(app: AppTest) -> str:
    found = re.search(r'<p class="pb-headline">([^<]*)</p>', words(app))
    assert found is not None
    return unescape(found[1])


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_the_headline_says_what_will_go_into_the_pack(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(published, monkeypatch)
    assert headline(app) == ("13 sections go into the pack, as at 27 February 2024 and compared with 31 January 2024.")


def test_the_address_brings_its_choice(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(
        published, monkeypatch, sections="marac,findings", title="Audit committee", under="5", since="2023-10-06"
    )
    assert headline(app) == (
        "Two sections go into the pack, as at 27 February 2024 and compared with 6 October 2023. "
        "Counts under 5 are held back."
    )
    assert app.multiselect[0].value == ["marac", "findings"]
    assert next(box for box in app.text_input if box.label == "Title").value == "Audit committee"


def test_a_section_in_the_address_that_there_is_not_is_said(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(published, monkeypatch, sections="marac,weather")
    assert 'The address asks for a section "weather", which there is not.' in unescape(words(app))
    assert app.multiselect[0].value == ["marac"]


def test_what_is_chosen_stands_in_the_address_and_what_is_usual_does_not(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(published, monkeypatch)
    assert "sections" not in app.query_params
    app.multiselect[0].set_value(["peel_grades", "marac"]).run()
    app.number_input[0].set_value(5).run()
    assert app.query_params["sections"] == "peel_grades,marac"
    assert app.query_params["under"] == "5"
    assert "title" not in app.query_params


def test_no_section_makes_no_pack(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(published, monkeypatch)
    app.multiselect[0].set_value([]).run()
    assert headline(app) == "No section is chosen, so there is nothing to put into a pack."
    assert "Make the pack" not in [button.label for button in app.button]


def test_an_empty_store_makes_no_pack(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(empty, monkeypatch)
    assert headline(app).startswith("No figure is held at 27 February 2024 or before")
    assert "Make the pack" not in [button.label for button in app.button]


def test_a_press_makes_the_pack_that_was_chosen(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(published, monkeypatch, sections="marac", title="One section")
    press(app, "Make the pack")
    making = app.session_state[packing._JOB]
    assert making.job.wait(300)
    app.run()
    assert "The pack is ready." in words(app)
    assert sorted(making.job.result) == ["changes.txt", "pack.pptx", "pack.xlsx"]
    slides = Presentation(BytesIO(making.job.result["pack.pptx"])).slides
    assert slides[0].shapes.title.text_frame.text == "One section"
    assert making.job.stages[0].name == "Working out the figures"
    assert "Putting together MARAC" in [stage.name for stage in making.job.stages]


def test_a_pack_of_another_choice_is_not_offered(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(published, monkeypatch, sections="marac")
    press(app, "Make the pack")
    assert app.session_state[packing._JOB].job.wait(300)
    app.multiselect[0].set_value(["findings"]).run()
    assert "The choices have changed since the pack was made." in words(app)
    assert "The pack is ready." not in words(app)


def test_a_choice_is_saved_under_a_name_and_offered_as_a_link_to_its_address(
    empty: Settings, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Settings(store=empty.store)
    app = opened(own, monkeypatch, sections="marac,findings", under="5")
    next(box for box in app.text_input if box.label == "Name of the view").set_value("  Audit   committee ")
    next(box for box in app.text_input if box.label == "Your name or role").set_value("An analyst")
    press(app, "Save this choice")
    (query,) = views.saved(own.store, packing.PAGE).values()
    assert parse_qs(query) == {"sections": ["marac,findings"], "under": ["5"]}
    assert 'The view "Audit committee" is saved.' in unescape(words(app))
    assert re.search(
        r'<a href="board_pack\?sections=marac%2Cfindings[^"]*" target="_self">Audit committee</a>', words(app)
    )
    next(box for box in app.text_input if box.label == "Name of the view").set_value("Audit committee")
    press(app, "Remove the view of that name")
    assert views.saved(own.store, packing.PAGE) == {}


def test_a_view_without_a_name_is_not_saved(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(published, monkeypatch)
    press(app, "Save this choice")
    assert "Give the view a name, and say who you are." in words(app)
    assert views.saved(published.store, packing.PAGE) == {}


def test_the_paper_that_was_chosen_is_downloaded_with_the_choices_of_the_page(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        downloads, "offer", lambda settings, label, make, file_name, **_: offered.update({file_name: make})
    )
    app = opened(published, monkeypatch, marking="OFFICIAL-SENSITIVE")
    assert (
        "The paper reports from 29 June 2023 (the last meeting of the Joint Audit Committee) to 27 February 2024."
        in (unescape(words(app)))
    )
    next(box for box in app.date_input if box.label == "Compared with").set_value(date(2023, 10, 6)).run()
    assert "The paper reports from 6 October 2023 to 27 February 2024." in words(app)
    next(box for box in app.selectbox if box.label == "Paper").set_value("brief").run()
    parts = next(box for box in app.multiselect if box.label.startswith("Parts"))
    parts.set_value(["ahead", "figures"]).run()
    (name,) = [name for name in offered if name.startswith("HMICFRS brief 2024-02-27 edition ")]
    document: Any = docx.Document(BytesIO(offered[name]()))
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert titles == ["Where the force stands", "What comes next"]
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert "Since 6 October 2023" in [cell.text for cell in document.tables[0].rows[0].cells]
    for label, day in (("Period from", date(2023, 11, 1)), ("Period to", date(2024, 1, 31))):
        next(box for box in app.date_input if box.label == label).set_value(day).run()
    (name,) = [name for name in offered if name.startswith("HMICFRS brief 2024-01-31 edition ")]
    document = docx.Document(BytesIO(offered[name]()))
    assert "Period: from 1 November 2023 to 31 January 2024." in document.paragraphs[1].text
    next(box for box in app.date_input if box.label == "Period from").set_value(date(2024, 2, 1)).run()
    assert "The period begins after it ends, so there is nothing to report." in words(app)


def test_an_address_holds_the_period_and_the_parts_of_a_paper_and_gives_them_to_who_follows_it(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(app: AppTest) -> tuple[object, ...]:
        dates = [box.value for box in app.date_input if box.label.startswith("Period")]
        return *dates, next(box for box in app.multiselect if box.label.startswith("Parts")).value

    app = opened(published, monkeypatch, paper="engage")
    usual = shown(app)
    assert not any(name.startswith(("from_", "to_", "parts_")) for name in app.query_params)
    for label, day in (("Period from", date(2024, 1, 4)), ("Period to", date(2024, 2, 1))):
        next(box for box in app.date_input if box.label == label).set_value(day).run()
    next(box for box in app.multiselect if box.label.startswith("Parts")).set_value(["purpose", "causes"]).run()
    assert shown(app) == (date(2024, 1, 4), date(2024, 2, 1), ["purpose", "causes"]) != usual
    followed = opened(published, monkeypatch, **dict(app.query_params.items()))
    assert shown(followed) == shown(app)
    assert "The paper reports from 4 January 2024 to 1 February 2024." in words(followed)

    wrong = opened(published, monkeypatch, paper="engage", from_engage="soon", to_engage="2031-01-01")
    assert (
        'The address asks for "soon", which is not a date such as 2024-02-01. The usual period is shown.'
        in unescape(words(wrong))
    )
    assert shown(wrong) == usual
