"""What is closed on a page is answered to whoever may see exactly that, and to nobody else."""

from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from src.present.theme import Look
from src.settings import Action, Scope, Settings
from src.store.authorization import NotAllowed
from src.store.editions import open_edition
from src.web import closed, trends  # noqa: F401  # with trends its part is known
from src.web.page_context import PageContext

BY_AREA = "marac_cases_awaiting_by_area"


def asked(settings: Settings, metric: str = BY_AREA) -> dict[str, str]:
    """What the address behind the table of a metric asks for, as this reader's page has it."""
    context = PageContext(
        settings=settings, edition=open_edition(settings), as_at=date(2024, 2, 27), look=Look.LIGHT, page="MARAC"
    )
    html = closed.numbers(context, context.result(metric))
    return dict(parse_qsl(urlsplit(unescape(html.split('data-closed="')[1].split('"')[0])).query, True))


def test_a_table_is_fetched_as_the_page_would_have_shown_it(published: Settings) -> None:
    text = closed.fetch(published, asked(published))
    for figure in ("Birmingham", "Walsall", "285", "65"):
        assert figure in text


def test_a_reader_of_one_area_gets_the_own_table_and_not_that_of_all_areas(published: Settings) -> None:
    viewer = replace(published.actor, may=frozenset({Action.SEE}))
    dudley = replace(published, scope=Scope(areas=frozenset({"dudley"})), actor=viewer)
    own = closed.fetch(dudley, asked(dudley))
    assert "Dudley" in own
    assert "Birmingham" not in own
    with pytest.raises(LookupError):
        closed.fetch(dudley, asked(published))


def test_who_may_see_no_figures_is_refused(published_copy: Settings) -> None:
    address = asked(published_copy)
    with pytest.raises(NotAllowed):
        closed.fetch(replace(published_copy, actor=replace(published_copy.actor, may=frozenset())), address)


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": "nothing"}, {"of": "nothing"}, {"choice": "- nothing"}, {"as_at": "yesterday"}, {"shown": "newest"},
        {"shown": "100000"}, {"shown": "-1"}, {"content": "0" * 20}, {"as_at": "2024-01-31"},
        {"part": "series", "choice": "cases_awaiting_count|nowhere"},
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_or_another_content_is_none(wrong: dict[str, str], published: Settings) -> None:
    with pytest.raises(LookupError):
        closed.fetch(published, asked(published) | wrong)


def test_an_address_that_says_too_little_is_none(published: Settings) -> None:
    for name in asked(published):
        less = {other: value for other, value in asked(published).items() if other != name}
        with pytest.raises(LookupError):
            closed.fetch(published, less)


def test_the_address_changes_with_the_content_alone(published: Settings) -> None:
    one, same = asked(published), asked(published)
    assert one == same
    assert one["content"] != asked(published, "marac_cases_awaiting")["content"]
