"""What a subject shows: page and slides read one list, and head the same picture alike."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from src import wording
from src.analysis.matters import Matter
from src.contracts.change import ChangeKind
from src.contracts.source import Source
from src.metrics import METRICS
from src.present import chart_builders
from src.present.model import Bars, Lines, Series, Stroke
from src.present.pack import Choice, pack
from src.present.slide import PackData
from src.present.theme import Look
from src.present.views import findings, investigations, marac, online_child_abuse, overview, sex_offenders
from src.present.views.view import View
from src.services import build_pack
from src.settings import Settings
from src.store.editions import Edition
from src.web.page_context import Cached, PageContext
from tests.present.conftest import AS_AT

VIEWS = (marac.VIEW, sex_offenders.VIEW, investigations.VIEW, online_child_abuse.VIEW)
DATES = (AS_AT, date(2023, 11, 1), date(2024, 9, 18))


def page(settings: Settings, edition: Edition, as_at: date) -> PageContext:
    return PageContext(settings=settings, edition=edition, as_at=as_at, look=Look.LIGHT, page="A subject")


@pytest.mark.parametrize("as_at", [*(pytest.param(day, marks=pytest.mark.long) for day in DATES[:-1]), DATES[-1]])
def test_a_page_and_its_slides_show_the_same_pictures_under_the_same_words(
    as_at: date, published: Settings, edition: Edition
) -> None:
    context = page(published, edition, as_at)
    slides = pack(build_pack.pack_data(published, edition, as_at), Choice(has_appendix=True)).slides
    drawn = 0
    for view in (*VIEWS, findings.VIEW):
        own = [slide for slide in slides if slide.section == view.title]
        for picture in filter(None, (item.draw(context) for item in view.pictures)):
            (slide,) = [slide for slide in own if slide.title == picture.title]
            assert (slide.subtitle, slide.body, slide.alternative) == (
                picture.subtitle, picture.chart, picture.alternative,
            )  # fmt: skip
            drawn += 1
    assert drawn >= 2


@pytest.mark.parametrize("view", VIEWS, ids=[view.title for view in VIEWS])
def test_a_view_leaves_out_no_metric_of_its_subject(view: View) -> None:
    topic = METRICS[view.headline[0]].card.topic
    of_subject = {name for name, metric in METRICS.items() if metric.card.topic == topic}
    assert set(view.metrics) == of_subject


def test_every_mark_says_its_value_date_and_source_when_it_is_pointed_at(contents: PackData) -> None:
    looked_at = 0
    for view in VIEWS:
        for item in view.pictures:
            picture = item.draw(contents)
            chart = picture.chart if picture else None
            if not isinstance(chart, Lines | Bars):
                continue
            source = contents.result(item.metric).sources[0].title
            for series in chart.series:
                for value, detail in zip(series.values, series.details, strict=True):
                    assert (value is None) or source in detail
                    assert value is None or any(character.isdigit() for character in detail.split("<br>")[0])
                    looked_at += value is not None
    assert looked_at > 20


WEEKS = tuple(date(2026, 1, 5) + timedelta(weeks=week) for week in range(3))
WATER = Source(
    source_id="w", title="Water board", publisher="", places=(), published_on=None, published_precision=None, kind="",
    url=None, licence=None, extract_id="",
)  # fmt: skip


def rows(column: str) -> list[dict[str, object]]:
    """Three weeks of two wells, in a column that no subject has."""
    counts = {"North": (4, 6, 9), "South": (8, 7, 2)}
    return [
        {
            "as_at_on": day,
            "well": well,
            column: counts[well][week],
            "change_count": 1,
            "source_id": "w",
            "place": "p. 2",
        }
        for week, day in enumerate(WEEKS)
        for well in counts
    ]


def test_a_new_subject_needs_no_chart_code() -> None:
    lines = chart_builders.over_time(rows("litres_count"), "litres_count", by="well", sources=[WATER])
    assert {series.name: series.values for series in lines.series} == {"North": (4, 6, 9), "South": (8, 7, 2)}
    assert lines.series[0].details[0] == "North: 4<br>5 January 2026<br>Water board, p. 2"
    assert lines.series[0].stroke is Stroke.LINE_WITH_POINTS
    small = chart_builders.small_lines(
        rows("litres_count"), "well", "litres_count", lambda row: "up 1", rose=lambda row: row["well"] == "North"
    )
    assert [(panel.title, panel.is_attention) for panel in small.panels] == [("North 9", True), ("South 2", False)]
    pair = chart_builders.then_and_now(rows("litres_count"), "well", "litres_count", "", [WATER])
    assert [(series.name, series.values) for series in pair.series] == [
        ("5 January 2026", (4, 8)),
        ("19 January 2026", (9, 2)),
    ]


def test_kinds_of_one_stock_are_a_pair_of_two_dates_and_lines_of_three(contents: PackData) -> None:
    tasks = sex_offenders.tasks_outstanding(contents)
    assert tasks
    assert isinstance(tasks.chart, Bars)
    assert [series.name for series in tasks.chart.series] == ["June 2023", "27 February 2024"]


def test_a_chart_and_a_table_of_one_metric_on_one_page_have_each_their_own_place(
    published: Settings, edition: Edition
) -> None:
    context = page(published, edition, AS_AT)
    found = {kind: context.cached(kind, lambda kind=kind: f"made as {kind}", "one metric") for kind in Cached}  # type: ignore[misc]
    assert len(set(found.values())) == len(Cached)


def test_a_stack_says_at_its_end_what_it_is_made_of() -> None:
    parts = (
        Series(name="Open", values=(3.0, 0.0), labels=("3", "")),
        Series(name="With HMICFRS", values=(2.0, 4.0), labels=("2", "4")),
    )
    stack = Bars(names=("Level 2", "Level 3"), series=parts, is_stacked=True)
    assert [stack.end(place) for place in (0, 1)] == ["3 open, 2 with HMICFRS", "4 with HMICFRS"]


@given(st.lists(st.sampled_from([kind for kind in ChangeKind if kind is not ChangeKind.GRADE]), unique=True))
@tries(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_of_what_needs_the_board_is_about_one_matter_and_what_has_no_room_is_counted_in_its_own(
    contents: PackData, kinds: list[ChangeKind]
) -> None:
    found = [Matter(kind=kind, sentence=f"About {kind.value}.", metric=overview.CAUSES) for kind in kinds]
    with patch.object(overview, "matters", lambda *_: found):
        lines = overview.needs_board(contents)
    own = [line for line in lines if line.tag != "Also"]
    (grades,) = [line for line in own if line.metric == overview.GRADES]
    texts = [line.text for line in own if line is not grades]
    assert texts == [matter.sentence for matter in found[: len(texts)]] or not found
    assert len(lines) <= overview.NEEDS_BOARD.most
    left = len(found) - len(texts)
    assert left != 1, "a line that counts one matter has room for the matter itself"
    assert [line.text.split(":")[0] for line in lines[len(own) :]] == (
        [f"{wording.capital(wording.count_in_words(left, 'more matter'))}"] if left > 0 else []
    )
