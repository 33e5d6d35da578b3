"""What stands in the margins of a printed sheet, written so that no word of it can break out of its string."""

from datetime import date

import pytest

from src.contracts.source import Source
from src.web import print_css


def source(title: str) -> Source:
    return Source(
        source_id=title, title=title, publisher="HMICFRS", kind="inspectorate", published_on=date(2024, 2, 27), published_precision="day",
        url=None, licence="", extract_id="1", places=("para 2",),
    )  # fmt: skip


def sheets(**changed: object) -> str:
    text: dict[str, object] = {
        "title": "MARAC", "force": "West Midlands Police", "marking": "OFFICIAL", "notice": "",
        "as_at": "1 February 2024", "edition": 7, "sources": (),
    }  # fmt: skip
    return print_css.sheets(**(text | changed))  # type: ignore[arg-type]


def test_the_marking_stands_top_and_bottom_and_the_first_sheet_leaves_its_top_to_the_page() -> None:
    created = sheets()
    every, first = created.split("@page :first")
    assert '@top-center { content: "OFFICIAL";' in every
    assert '@bottom-center { content: "OFFICIAL";' in every
    assert '@bottom-right { content: "As at 1 February 2024, edition 7" "\\A Sheet " counter(page)' in every
    assert "@top-center { content: none }" in first
    assert "bottom" not in first


def test_a_notice_goes_with_the_marking_to_every_sheet() -> None:
    created = sheets(notice="Synthetic data for demonstration")
    assert created.count('"OFFICIAL\\a Synthetic data for demonstration"') == 2


@pytest.mark.parametrize(
    ("marking", "written"),
    [
        ('A "B"', '"A \\22 B\\22 "'),
        ("A\\B", '"A\\5c B"'),
        ("</style>", '"\\3c \\2f style\\3e "'),
        ("A; } B", '"A\\3b  \\7d  B"'),
        ("A–é", '"A\\2013 \\e9 "'),
    ],
)
def test_no_character_of_a_marking_can_end_the_string_it_stands_in(marking: str, written: str) -> None:
    assert f"@bottom-center {{ content: {written};" in sheets(marking=marking)


def test_one_source_is_named_and_the_others_are_counted() -> None:
    assert print_css.said_of(()) == ""
    assert print_css.said_of((source("Board paper"),)) == "Source: Board paper"
    three = (source("Board paper"), source("Letter"), source("Report"))
    assert print_css.said_of(three) == "Source: Board paper, and two more sources, listed at the end"


def test_a_dark_picture_gets_the_light_colour_of_the_same_meaning() -> None:
    created = print_css.light()
    # The blue of the dark look is #7fb8e8, that of the light look #12436d: 7f is 127, b8 is 184, e8 is 232.
    for part in ("fill", "stroke"):
        painted = f'[style*="{part}: rgb(127, 184, 232)"], .main-svg pattern [{part}="rgb(127, 184, 232)"]'
        assert f"{painted} {{ {part}: #12436d !important }}" in created
