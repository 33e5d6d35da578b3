"""The audit page: what is recorded, newest first, and whether the record is whole."""

import shutil
from html import unescape
from pathlib import Path

import pytest

from src.settings import Settings
from src.store import audit
from tests.pages.conftest import OpenPage, words
from tests.present.conftest import EDITION


@pytest.fixture
def settings(published: Settings, tmp_path: Path) -> Settings:
    """A store with the published figures and five records: their acceptance, and four more."""
    shutil.copytree(published.store, tmp_path / "store", ignore=shutil.ignore_patterns("audit*"))
    copy = Settings(store=tmp_path / "store")
    audit.follow(copy)
    for who, event, about in (
        ("Ann", "signed in", "as viewer"),
        ("Ann", "refused", "to accept an extract as viewer"),
        ("<b>Ben</b>", "signed in", "as approver"),
        ("Ann", "signed out", "by the button"),
    ):
        audit.record(copy, who=who, event=event, about=about)
    return copy


def test_the_newest_record_stands_first_and_what_was_typed_is_shown_as_text(
    settings: Settings, open_page: OpenPage
) -> None:
    html = words(open_page(settings, "audit"))
    assert "5 records: every record is as it was written, and none is missing in between." in html
    assert html.index("by the button") < html.index("as approver") < html.index("as viewer")
    assert "<b>Ben" not in html
    assert "<b>Ben</b>" in unescape(html)


def test_one_kind_of_event_can_be_looked_at(settings: Settings, open_page: OpenPage) -> None:
    app = open_page(settings, "audit")
    app.selectbox[0].select("Refused").run()
    html = words(app)
    assert "1 record, newest first" in html
    assert "to accept an extract as viewer" in html
    assert "by the button" not in html
    app.selectbox[0].select("Restored").run()
    assert "Nothing of that kind is recorded." in words(app)


def test_a_missing_record_is_told_in_the_headline_and_by_its_number(settings: Settings, open_page: OpenPage) -> None:
    (settings.store / "audit" / "000000003.json").unlink()
    html = words(open_page(settings, "audit"))
    assert "The audit record is not as it was written: one thing is wrong." in html
    assert "Record 3 is missing." in html


def test_what_is_not_recorded_yet_is_said_where_extracts_are_accepted(settings: Settings, open_page: OpenPage) -> None:
    shutil.rmtree(settings.store / "audit")
    (settings.store / "audit").write_text("a file where the folder should be")
    html = unescape(words(open_page(settings, "extracts")))
    assert f"The audit record stands at edition 0 and the newest edition is {EDITION}" in html
