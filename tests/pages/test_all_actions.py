"""All actions in one list: as the address filters it, counted as the counts by owner do, and as a file."""

import re
from html import unescape
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.findings.lifecycle_wording import NONE_STATED
from src.settings import Settings
from src.store.acceptance import accept
from src.store.editions import open_edition
from src.store.upload import Supplied
from src.web.all_actions import ACTIONS
from tests.pages.conftest import OpenPage, words
from tests.pages.test_register import caption

OWNERS, BOARDS = ("Head of Crime", "Head of Custody", ""), ("Crime Board", "")
STATUSES = {"not_started": "", "in_progress": "", "complete": "2026-01-20", "checked": "2026-01-20", "stopped": ""}
DUE = (("2026-01-15", ""), ("2026-06-01", ""), ("2026-01-15", "2026-06-01"), ("2026-06-01", "2026-01-15"), ("", ""))
"""When an action was first due and when it is due now: late, in time, moved out of being late, moved into it, neither."""
COUNTS = {
    "Open": "open_count", "Overdue": "overdue_count", "Moved": "moved_count", "Complete, not checked": "complete_count",
    "Complete and checked": "checked_count", "Stopped": "stopped_count",
}  # fmt: skip
AS_AT = "2026-02-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store with one finding and an action of every status, date, owner and board."""
    folder: Path = tmp_path_factory.mktemp("actions")
    (folder / "published").mkdir()
    settings = Settings(store=folder / "store", published=folder / "published")
    register = (
        "finding_id,as_at_on,coverage_code,finding_type_code,level_code,title,source_report,report_published_on,status_code\n"
        f"f1,{AS_AT},whole,recommendation,2,Train the teams,A report,2024-12-01,open\n"
    )
    rows = [
        f"a{at},{AS_AT},f1,Action {at},{owner},{board},{first},{now},{'Late' if now else ''},{'DCC' if now else ''},"
        f"{status},{done},{done if status == 'checked' else ''},{'Internal audit' if status == 'checked' else ''},Minute 1\n"
        for at, (owner, board, (first, now), (status, done)) in enumerate(
            product(OWNERS, BOARDS, DUE, STATUSES.items())
        )
    ]
    actions = (
        "action_id,as_at_on,finding_id,action_title,action_owner_role,governance_board,first_due_on,revised_due_on,"
        "revised_reason,revised_by_role,action_status_code,completed_on,checked_on,checked_by_role,evidence_title\n"
    ) + "".join(rows)
    files = {"findings": register, "actions": actions}
    supplied = [Supplied(name=f"{name}.csv", content=text.encode(), dataset=name) for name, text in files.items()]
    accept(settings, supplied[:1], by="A test", reason="A register")
    accept(settings, supplied[1:], by="A test", reason="Actions")
    return settings


def test_every_choice_of_the_list_holds_as_many_actions_as_are_counted(store: Settings) -> None:
    edition = open_edition(store)
    day = edition.newest_date()
    assert day is not None
    counted, listed = (calculate(METRICS[name], edition, day) for name in ("actions_by_owner", "actions_in_full"))
    assert len(counted.rows) == len(OWNERS) * len(BOARDS)
    assert set(ACTIONS.standings) == set(COUNTS)
    for row in counted.rows:
        own = [
            action
            for action in listed.rows
            if (action["action_owner_role"] or "No owner stated") == row["action_owner_role"]
            and (action["governance_board"] or "No board stated") == row["governance_board"]
        ]
        found = {name: sum(map(keeps, own)) for name, keeps in ACTIONS.standings.items()}
        assert found == {name: row[column] for name, column in COUNTS.items()}
        assert len(own) == row["actions_count"]


def test_each_owner_leads_to_its_actions_which_the_address_filters_and_the_page_gives_as_files(
    store: Settings, open_page: OpenPage
) -> None:
    app = open_page(store, "actions_and_updates", AS_AT)
    ways = {
        unescape(text): parse_qs(urlsplit(unescape(address)).query)
        for address, text in re.findall(r'<a href="(all_actions\?[^"]*owner=[^"]*)"[^>]*>([^<]*)</a>', words(app))
    }
    assert {text: asked["owner"] for text, asked in ways.items()} == {
        "Head of Crime": ["Head of Crime"],
        "Head of Custody": ["Head of Custody"],
        "No owner stated": [NONE_STATED],
    }
    app = open_page(store, "all_actions", AS_AT)
    assert caption(app) == "150 of 150 actions, rows 1 to 25"
    assert 'href="register?as_at=2026-02-01&amp;finding=f1"' in words(app)
    assert [button.proto.label for button in app.get("download_button")] == [
        "Download these actions (CSV)",
        "Download these actions (Excel)",
    ]
    for label, value in {"How it stands": "Overdue", "Owner": NONE_STATED}.items():
        next(box for box in app.selectbox if box.label == label).set_value(value).run()
    assert not app.exception
    assert caption(app) == "8 of 150 actions"
