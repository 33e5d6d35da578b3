"""What a pack is made of: sections in order, what is said where nothing is held, and the page's own words."""

from dataclasses import replace
from datetime import date

import pytest

from src import wording
from src.contracts.baseline import Baseline
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.change_lines import sentence
from src.present.chart_table import chart_table
from src.present.model import Words
from src.present.pack import SECTIONS, Choice, Pack, pack
from src.present.slide import Layout, PackData
from src.present.tables import Table
from src.present.theme import Look
from src.present.xlsx.workbook import named
from src.services import build_pack
from src.settings import Settings
from src.store.editions import Edition, open_edition
from src.web import baselines
from src.web import changed as on_screen
from src.web.page_context import PageContext
from tests.metrics import portal
from tests.metrics.drawn import DrawnEngine
from tests.present.conftest import AS_AT, SINCE


def sections(created: Pack) -> list[str]:
    """The sections of a pack in order, each once."""
    return list(dict.fromkeys(slide.section for slide in created.slides if slide.layout is not Layout.SECTION))


def test_the_sections_come_in_the_usual_order_with_sources_and_discrepancies_last(created: Pack) -> None:
    assert sections(created) == [
        "", "Overview", "Findings", "PEEL grades", "Causes of concern", "MARAC",
        "Sex offender management", "Investigation quality", "Online child abuse", "Actions and updates", "Closure",
        "Measures", "Sources", "Known discrepancies",
    ]  # fmt: skip


def test_the_work_on_findings_stands_in_a_pack_of_the_force_and_in_no_release(contents: PackData) -> None:
    released = pack(replace(contents, under=5), Choice(has_appendix=True))
    assert not {"Actions and updates", "Closure", "Improvement"} & {
        *sections(released),
        *map(str, dict(named(released))),
    }
    assert "Left out of a release: Actions and updates and Closure" in released.slides[0].remark


def test_actions_and_closure_have_a_slide_for_the_board_where_there_are_any(contents: PackData) -> None:
    engine = DrawnEngine(portal.TABLES)
    drawn = {
        name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in ("actions_to_look_at", "closure_queue")
    }
    shown = pack(replace(contents, after={**contents.after, **drawn}), Choice()).slides
    for name, section in zip(drawn, ("Actions and updates", "Closure"), strict=True):
        (slide,) = [slide for slide in shown if slide.section == section]
        assert f"{slide.title}." == wording.first_sentence(drawn[name].sentence)
        assert isinstance(slide.body, Table)
        assert len(slide.body.rows) == len(drawn[name].rows) > 0


def test_chosen_sections_come_in_the_order_chosen_and_sources_still_last(contents: PackData) -> None:
    chosen = pack(contents, Choice(sections=("sources", "marac", "findings", "marac")))
    assert sections(chosen) == ["", "MARAC", "Findings", "Sources"]


def test_a_slide_before_each_group_tells_what_its_sections_say(created: Pack) -> None:
    dividers = [slide for slide in created.slides if slide.layout is Layout.SECTION]
    assert [slide.title for slide in dividers] == ["Inspection", "Improvement", "Engage trends", "Behind the figures"]
    assert isinstance(dividers[2].body, Words)
    messages = {line.tag: line.text for line in dividers[2].body.lines}
    assert messages["MARAC"].startswith("Birmingham accounts for 30 of the fall of 34"), "the first after the board's"


LINES, LETTERS = 4, 250
"""What fills a third of a slide: so many lines or rows, or so many letters in fewer of them."""


@pytest.mark.parametrize("as_at", [AS_AT, date(2023, 7, 1)])
def test_the_usual_deck_is_about_a_dozen_slides_and_none_is_nearly_empty(
    as_at: date, contents: PackData, published: Settings, edition: Edition
) -> None:
    since = Baseline(since=date(2023, 6, 1))
    data = contents if as_at == AS_AT else build_pack.pack_data(published, edition, as_at, since)
    first, *shown = pack(data, Choice()).slides
    assert first.layout is Layout.TITLE
    assert 7 <= len(shown) <= 13
    for slide in shown:
        assert slide.body is not None, slide.title
        if isinstance(slide.body, Words | Table):
            if isinstance(slide.body, Words):
                lines = [line.text for line in slide.body.lines]
            else:
                lines = [" ".join(cell.text for cell in row) for row in slide.body.rows]
            assert len(lines) >= LINES or sum(map(len, lines)) >= LETTERS, slide.title
    whole = pack(data, Choice(has_appendix=True)).slides
    assert [slide.title for slide in whole[1 : len(shown) + 1]] == [slide.title for slide in shown]
    assert len(whole) > len(shown) + 5


def test_each_open_cause_has_a_slide_with_its_measure_and_who_answers(contents: PackData) -> None:
    shown = {slide.section: slide for slide in pack(contents, Choice()).slides}
    for name in ("MARAC", "Sex offender management", "Investigation quality", "Online child abuse"):
        assert "No owner stated; HMICFRS Board; Force Performance Board; no deadline stated." in shown[name].remark


def test_what_has_no_slide_has_its_sheet(contents: PackData) -> None:
    short, whole = (pack(contents, Choice(has_appendix=has_appendix)) for has_appendix in (False, True))
    sheets = [{name for name, _ in named(each)} for each in (short, whole)]
    assert sheets[0] == sheets[1]
    register = dict(named(short))["Findings register"]
    assert register.data is not None
    assert len(register.data.rows) == len(contents.after["findings_register"].rows) == 105
    assert "Findings register" not in dict(named(pack(replace(contents, under=5), Choice())))


def test_the_pack_says_what_changed_in_the_words_of_the_page(
    contents: PackData, published: Settings, edition: Edition
) -> None:
    context = PageContext(settings=published, edition=edition, as_at=AS_AT, look=Look.LIGHT, page="What changed")
    baseline = Baseline(since=SINCE)
    found = on_screen.changes_of(context, baseline)
    assert contents.changes == found
    assert sentence(contents) == on_screen.sentence(context, found, baseline)
    # New findings are a matter. Of tasks, packages and MARAC two or three dates are held: none of them is judged.
    assert sentence(contents) == "One change needs the board since 4 January 2024."


def test_the_date_to_compare_with_is_the_pages_where_nobody_chose_one(published: Settings, edition: Edition) -> None:
    context = PageContext(
        settings=published, edition=edition, as_at=AS_AT, look=Look.LIGHT, page="Board pack and papers"
    )
    usual = build_pack.pack_data(published, edition, AS_AT).baseline
    assert usual == baselines.usual(context)
    # No paper dates a board of the force, so it is the end of the month before 27 February 2024.
    assert usual.since == date(2024, 1, 31)


def test_a_section_of_which_nothing_is_held_says_so_on_one_slide(published: Settings, edition: Edition) -> None:
    early = build_pack.pack_data(published, edition, date(2015, 1, 1), Baseline(since=date(2014, 12, 1)))
    created = pack(early, Choice(sections=("marac", "online_child_abuse")))
    assert [slide.title for slide in created.slides if slide.section == "MARAC"] == [
        "MARAC: no figure is held at 1 January 2015 or before"
    ]


def test_what_is_left_out_of_a_section_is_in_its_notes(published: Settings, edition: Edition) -> None:
    early = build_pack.pack_data(published, edition, date(2023, 11, 1), Baseline(since=date(2023, 10, 1)))
    created = pack(early, Choice(sections=("marac",)))
    own = [slide for slide in created.slides if slide.section == "MARAC"]
    (left_out,) = [note.lines for note in own[0].notes if note.heading == "Left out"]
    assert left_out == ("No figure is held for longest wait for a MARAC by area at 1 November 2023 or before.",)


def test_an_empty_store_gives_a_pack_that_says_that_nothing_is_held(empty: Settings) -> None:
    nothing = build_pack.pack_data(empty, open_edition(empty), date(2024, 2, 27), Baseline(since=date(2024, 1, 4)))
    created = pack(nothing, Choice())
    titles = [slide.title for slide in created.slides]
    assert "Findings: no figure is held at 27 February 2024 or before" in titles
    assert "Overview: no figure is held at 27 February 2024 or before" in titles


def test_every_section_has_a_name_fit_for_an_address() -> None:
    assert all(name.isidentifier() and name == section.name for name, section in SECTIONS.items())


def test_every_picture_can_be_told_as_a_table(created: Pack) -> None:
    charts = [slide.body for slide in created.slides if slide.body and not isinstance(slide.body, Words | Table)]
    assert len(charts) > 10
    assert all(chart_table(chart).rows for chart in charts)


def test_every_slide_about_results_has_data_for_its_sheet(created: Pack) -> None:
    for slide in created.slides:
        if slide.results:
            assert slide.data is not None
            assert slide.data.columns


def test_whatever_a_slide_says_of_a_metric_has_that_metrics_source(created: Pack) -> None:
    said = [
        (slide, line.metric)
        for slide in created.slides
        if isinstance(slide.body, Words)
        for line in slide.body.lines
        if line.metric
    ]
    assert said
    for slide, metric in said:
        assert metric in {result.card.name for result in slide.results}, (slide.title, metric)
