"""Every tab of the Findings page is drawn whole, on a store with whole registers, and only the open one."""

from src.present.views.findings import VIEW
from src.present.views.view import Tabs
from src.settings import Settings
from tests.pages.conftest import OpenPage, words

TABS = [(item.name, label) for item in VIEW.items if isinstance(item, Tabs) for label, _ in item.tabs]


def test_each_tab_opens_and_the_others_stay_closed(whole: Settings, open_page: OpenPage) -> None:
    app = open_page(whole, "findings", "2026-01-01")
    first = words(app)
    assert "faster than they are" in first
    assert "Share still open" not in first
    assert len(TABS) > 8
    for name, label in TABS:
        app.session_state[name] = label
        app.run()
        assert not app.exception, label
        assert "This page could not be drawn" not in words(app), label
    app.session_state["closing"] = "Time to close"
    assert "Share still open" in words(app.run())


def test_a_link_to_a_panel_opens_its_tab(whole: Settings, open_page: OpenPage) -> None:
    every = "Every change of status held, newest first"
    assert every not in words(open_page(whole, "findings", "2026-01-01"))
    assert every in words(open_page(whole, "findings", "2026-01-01", panel="finding_status_changes"))
