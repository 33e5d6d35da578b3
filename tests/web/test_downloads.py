"""A download is made, and recorded, for whoever may have it at that moment."""

from dataclasses import replace

import pytest

from src.access.roles import ANALYST, APPROVER, ROLES
from src.settings import PROJECT, TO_BIND, Action, Actor, Settings
from src.store import audit
from src.store.authorization import NotAllowed
from src.web import downloads


def test_a_download_is_offered_through_the_one_way_that_asks_who_may_have_it() -> None:
    offering = [path for path in (PROJECT / "src").rglob("*.py") if "download_button(" in path.read_text("utf-8")]
    assert offering == [PROJECT / "src" / "web" / "downloads.py"]


def test_a_sign_in_that_ended_after_the_page_was_drawn_downloads_nothing(empty: Settings) -> None:
    holds = [True, False]
    settings = replace(empty, actor=Actor(name="Ann", holds=lambda: holds.pop(0)))
    assert downloads.fetch(settings, lambda: b"figures", "the board pack", 3) == b"figures"
    with pytest.raises(NotAllowed, match=r"^Your sign-in has ended, so you may not see figures and take packs away\."):
        downloads.fetch(settings, lambda: pytest.fail("the file was made"), "the board pack", 3)
    assert [(line.event, line.about, line.edition) for line in audit.read(empty)[::-1]] == [
        ("exported", "the board pack", 3),
        ("refused", "to see figures and take packs away", None),
    ]


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_a_binder_is_made_for_who_may_have_all_that_is_in_it_at_that_moment(
    role: str, may: frozenset[Action], empty: Settings
) -> None:
    settings = replace(empty, actor=Actor(name="A reader", role=role, may=may))
    if role in (ANALYST, APPROVER):
        assert downloads.fetch(settings, lambda: b"a binder", needs=TO_BIND) == b"a binder"
    else:
        with pytest.raises(NotAllowed):
            downloads.fetch(settings, lambda: pytest.fail("it was made"), needs=TO_BIND)
