"""A source in one line: named once, its places and the other sources counted, whatever the results give of it."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.contracts.source import PLACES_LISTED, Source, each_once, in_brief
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.store.editions import Edition

PAPER = Source(
    source_id="paper", title="Board paper", publisher="A force", places=(), published_on=None, published_precision=None,
    kind="paper", url=None, licence=None, extract_id="1",
)  # fmt: skip

given_sources = some.lists(
    some.builds(
        lambda name, places, extract: replace(
            PAPER, source_id=name, title=f"Paper {name}", places=tuple(places), extract_id=extract
        ),
        name=some.sampled_from("abc"),
        places=some.lists(some.sampled_from([f"para {at}" for at in range(12)]), max_size=12, unique=True),
        extract=some.sampled_from("12"),
    ),
    min_size=1,
    max_size=6,
)


@given(given_sources)
def test_each_source_is_there_once_with_every_place_that_any_result_gives(sources: list[Source]) -> None:
    found = each_once(sources)
    assert [source.source_id for source in found] == list(dict.fromkeys(source.source_id for source in sources))
    for source in found:
        places = [place for other in sources if other.source_id == source.source_id for place in other.places]
        assert len(source.places) == len(set(places))
        assert set(source.places) == set(places)


@given(given_sources)
def test_a_line_names_the_first_and_counts_no_source_and_no_place_twice(sources: list[Source]) -> None:
    small = ("no", "one", "two")
    others = len({source.source_id for source in sources}) - 1
    first = each_once(sources)[0]
    line = in_brief(sources, has_place=False)
    assert line == first.title + (f", and {small[others]} more source{'s' * (others > 1)}" if others else "")
    if not first.places:
        assert in_brief(sources) == line


def test_places_are_listed_as_far_as_there_is_room_and_counted_from_there() -> None:
    pages = tuple(f"page {at}" for at in range(1, PLACES_LISTED + 3))
    assert replace(PAPER, places=pages[:2]).place == "page 1; page 2"
    assert replace(PAPER, places=pages).place.endswith(f"; page {PLACES_LISTED}; and two more")
    # However many are listed, all are counted.
    assert in_brief([replace(PAPER, places=pages)]) == "Board paper, page 1 and nine more places"
    assert in_brief([replace(PAPER, places=pages[:1])]) == "Board paper, page 1"
    assert in_brief([PAPER]) == "Board paper"


@pytest.mark.parametrize("as_at", [date(2018, 12, 31), date(2024, 9, 18)])
def test_no_source_that_more_rows_rest_on_stands_after_the_one_that_leads(edition: Edition, as_at: date) -> None:
    led = set()
    for name, metric in METRICS.items():
        found = calculate(metric, edition, as_at)
        resting = Counter(row["source_id"] for row in found.rows if row.get("source_id"))
        if resting:
            led.add(name)
            assert resting[found.sources[0].source_id] == max(resting.values()), name
    assert {"findings_overdue", "findings_register", "causes_of_concern_by_status", "peel_grades_by_question"} <= led


@pytest.mark.parametrize("as_at", [date(2018, 12, 31), date(2024, 9, 18)])
def test_counts_of_findings_are_led_by_the_source_that_most_findings_were_last_stated_in(
    edition: Edition, as_at: date
) -> None:
    rows = edition.ask("select finding_id, as_at_on, source_id from findings order by as_at_on", ("findings",))
    last = {row["finding_id"]: row["source_id"] for row in rows if row["as_at_on"] <= as_at}
    sources = calculate(METRICS["findings_open_by_age"], edition, as_at).sources
    counts = Counter(last.values())
    assert counts[sources[0].source_id] == max(counts.values())
    assert max(counts.values()) > 2 * min(counts.values())


def test_the_table_of_one_paper_is_led_by_that_paper(edition: Edition) -> None:
    found = calculate(METRICS["findings_by_level_over_time"], edition, date(2024, 9, 18))
    assert found.sources[0].source_id == "jac-2023"


@given(
    some.sampled_from(("other", "force_paper", "inspectorate", "news")),
    some.none() | some.dates(date(2024, 1, 1), date(2024, 1, 9)),
    some.lists(some.none() | some.dates(date(2024, 1, 1), date(2024, 1, 9)), min_size=1, max_size=3),
)
def test_a_source_that_is_supplied_on_is_dated_by_its_newest_figure_and_a_publication_by_its_day(
    kind: str, published: date | None, newest: list[date | None]
) -> None:
    given = [
        replace(PAPER, kind=kind, published_on=published, published_precision="day", newest_on=on) for on in newest
    ]
    (source,) = each_once(given)
    last = max(filter(None, newest), default=None)
    if kind == "other" and last and (not published or last > published):
        assert (source.when, source.dated_on) == (f"figures to {last.day} January 2024", last)
    elif published:
        assert (source.when, source.dated_on) == (f"{published.day} January 2024", published)
    else:
        assert "figures" not in source.when
    assert replace(source, publisher="").when == ""


def test_the_newest_day_of_a_source_is_that_of_its_rows_up_to_the_date(edition: Edition) -> None:
    def newest(as_at: date) -> date | None:
        (source,) = calculate(METRICS["marac_cases_awaiting"], edition, as_at).sources
        return source.newest_on

    # The paper of 27 February 2024 prints 6 October 2023, 4 January and 1 February 2024.
    assert [newest(on) for on in (date(2023, 12, 1), date(2024, 1, 31), date(2024, 9, 18))] == [
        date(2023, 10, 6), date(2024, 1, 4), date(2024, 2, 1),
    ]  # fmt: skip
