"""A source in one line: named once, its places and the other sources counted, whatever the results give of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from src.contracts.source import PLACES_LISTED, Source, each_once, in_brief

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
