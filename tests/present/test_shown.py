"""The slides as they are shown: every number of a slide's body on it, every picture with its words, nothing that runs."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from src.contracts.baseline import Baseline
from src.present.html.layout import SCREEN
from src.present.html.slides import on_paper, on_screen
from src.present.html.tables import table
from src.present.model import Bars, Body, Grid, Lines, Moment, Multiples, Picture, Series, Words
from src.present.pack import Choice, Pack, pack
from src.present.slide import Layout
from src.present.svg.picture import Stamp, drawing, picture_file
from src.present.tables import Heading, Table, plain
from src.present.theme import Look
from src.services import build_pack
from src.settings import Settings
from src.store.editions import Edition
from tests.present.conftest import AS_AT, EDITION, SINCE
from tests.present.opened import number_of

SVG = "{http://www.w3.org/2000/svg}"


def read(shown: str) -> ElementTree.Element:
    """A slide as a tree."""
    return ElementTree.fromstring(shown)


def pictures(slide: ElementTree.Element) -> list[ElementTree.Element]:
    """The drawings in the images of a slide."""
    sources = [image.attrib["src"] for image in slide.iter("img")]
    return [ElementTree.fromstring(unquote(source.removeprefix("data:image/svg+xml,"))) for source in sources]


def said(drawn: ElementTree.Element) -> list[str]:
    """Every text of a drawing, in the order they are drawn."""
    return ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]


def words(slide: ElementTree.Element) -> str:
    """Every word of a slide outside its pictures."""
    return " ".join(" ".join(slide.itertext()).split())


def rows(slide: ElementTree.Element) -> list[list[str]]:
    """The cells of the tables of a slide, headings included."""
    return [["".join(cell.itertext()) for cell in row if cell.get("class") != "break"] for row in slide.iter("tr")]


def slide_of(created: Pack, section: str, nth: int = 0) -> ElementTree.Element:
    return read(on_screen(created, number_of(created, section, nth), Look.LIGHT))


def line(values: tuple[float | None, ...], labels: tuple[str, ...] = (), name: str = "Cases") -> Series:
    return Series(name=name, values=values, labels=labels)


def test_every_slide_carries_marking_twice_source_date_edition_title_and_its_place(created: Pack) -> None:
    for at, slide in enumerate(created.slides):
        shown = read(on_screen(created, at, Look.LIGHT))
        marks = [mark.text for mark in shown.iter("span") if mark.get("class") == "pb-slide-marking"]
        assert marks == ["OFFICIAL", "OFFICIAL"]
        assert [title.text for title in shown.iter("h1")] == [slide.title]
        assert f"Slide {at + 1} of {len(created.slides)}" in words(shown)
        assert " ".join(slide.source.split()) in words(shown)
        assert f"As at 27 February 2024 · edition {EDITION}" in words(shown)
        assert slide.subtitle in words(shown)


def test_the_notice_of_a_synthetic_store_stands_beside_the_marking(created: Pack) -> None:
    marked = Pack(
        title=created.title,
        slides=created.slides,
        data=replace(created.data, marking="OFFICIAL-SENSITIVE", notice="Made up"),
    )
    assert words(read(on_screen(marked, 3, Look.DARK))).count("OFFICIAL-SENSITIVE · Made up") == 2
    assert all(words(read(sheet)).count("OFFICIAL-SENSITIVE · Made up") == 2 for sheet in on_paper(marked))


def test_every_picture_is_told_in_words(created: Pack) -> None:
    drawn = 0
    for at, slide in enumerate(created.slides):
        images = list(read(on_screen(created, at, Look.LIGHT)).iter("img"))
        assert [image.attrib["alt"] for image in images] == ([slide.alternative] if images else [])
        assert bool(images) == isinstance(slide.body, Lines | Bars | Multiples)
        assert all(len(image.attrib["alt"]) > 40 for image in images)
        drawn += len(images)
    assert drawn == 2 + 3 + 1 + 3 + 2  # findings, MARAC, sex offenders, investigation quality, online child abuse


def series(body: Body | None) -> list[Series]:
    if isinstance(body, Lines | Bars):
        return list(body.series)
    if isinstance(body, Multiples):
        return [item for panel in body.panels if isinstance(panel.chart, Lines) for item in panel.chart.series]
    return []


def test_every_label_of_a_body_is_drawn_in_its_picture(created: Pack) -> None:
    lines = 0
    for at, slide in enumerate(created.slides):
        labels = [label for item in series(slide.body) for label in item.labels if label]
        for drawn in pictures(read(on_screen(created, at, Look.LIGHT))):
            texts = said(drawn)
            for label in labels:
                assert label in texts or all(part in " ".join(texts) for part in label.split()), (slide.title, label)
                lines += 1
    assert lines > 60


def test_the_figures_of_a_picture_stand_beside_it_as_a_table(created: Pack) -> None:
    """Read back from the cells and compared with the body, number by number."""
    compared = 0
    for at, slide in enumerate(created.slides):
        if not isinstance(slide.body, Lines | Bars):
            continue
        (numbers,) = [
            part
            for part in read(on_screen(created, at, Look.LIGHT)).iter("div")
            if part.get("class") == "pb-shown-numbers"
        ]
        inside = rows(numbers)[1:]
        for column, item in enumerate(slide.body.series, start=1):
            for row, value in zip(inside, item.values, strict=True):
                found = re.match(r"(?:>|<|≤|about )?(\d[\d,]*\.?\d*)", row[column])
                assert (float(found[1].replace(",", "")) if found else None) == pytest.approx(value, abs=0.005)
                compared += 1
    assert compared > 40


def test_the_marac_line_has_its_three_figures_at_true_spacing(created: Pack) -> None:
    """768 on 6 October, 178 on 4 January, 90 days on, and 144 on 1 February, 28 days on."""
    (drawn,) = pictures(slide_of(created, "MARAC"))
    assert {"768", "178", "144"} <= set(said(drawn))
    points = [
        (float(dot.attrib["cx"]), float(dot.attrib["cy"]))
        for dot in drawn.iter(f"{SVG}circle")
        if dot.attrib["fill"] == "#12436d"
    ]
    (x1, y1), (x2, y2), (x3, y3) = points
    assert (x2 - x1) / (x3 - x1) == pytest.approx(90 / 118, abs=0.002)
    assert (y2 - y1) / (y3 - y1) == pytest.approx((768 - 178) / (768 - 144), abs=0.002)
    assert "Moved to Engage, 24 Nov 2023" in said(drawn)


def test_the_areas_are_drawn_on_one_scale_with_their_changes(created: Pack) -> None:
    (drawn,) = pictures(slide_of(created, "MARAC", 1))
    texts = said(drawn)
    assert {"Birmingham 65", "Walsall 13", "▲ up 7 since 4 Jan 2024", "▼ down 30 since 4 Jan 2024", "285"} <= set(texts)


def test_bars_begin_at_nought_and_both_readings_of_the_limit_are_drawn(created: Pack) -> None:
    """Walsall waits 19 working days and Birmingham 7."""
    (drawn,) = pictures(slide_of(created, "MARAC", 2))
    bars = [float(bar.attrib["width"]) for bar in drawn.iter(f"{SVG}rect")]
    assert len({bar.attrib["x"] for bar in drawn.iter(f"{SVG}rect")}) == 1
    assert bars[0] / bars[-1] == pytest.approx(19 / 7, abs=0.02)
    assert {"28 calendar days (20 working)", "28 working days", "19 (27 calendar)"} <= set(said(drawn))


def test_a_bound_is_drawn_and_heard_as_a_bound(created: Pack) -> None:
    slide = slide_of(created, "Online child abuse")
    assert {">80", ">100", "13", "32"} <= set(said(pictures(slide)[0]))
    assert ["Awaiting enforcement", ">80", "13"] in rows(slide)


def test_a_part_too_short_for_its_figure_has_it_beside_the_stack(created: Pack) -> None:
    """Two of 23 causes of concern stood open: the part is a sliver, its figure is written all the same."""
    slide = slide_of(created, "Findings")
    assert {"21", "2", "280"} <= set(said(pictures(slide)[0]))
    assert ["Causes of concern", "2", "21", "0"] in rows(slide)


def test_a_missing_figure_breaks_the_line_and_one_between_two_gaps_is_a_point() -> None:
    dates = tuple(date(2024, month, 1) for month in range(1, 7))
    gapped = Lines(dates=dates, series=(line((4, 6, None, 5, None, 7), ("", "", "", "", "", "7")),))
    drawn = ElementTree.fromstring(drawing(gapped, 900, 400, 18, Look.LIGHT))
    assert [len(way.attrib["points"].split()) for way in drawn.iter(f"{SVG}polyline")] == [2]
    assert len(list(drawn.iter(f"{SVG}circle"))) == 2


def test_what_is_held_back_is_written_where_its_figure_would_be() -> None:
    bars = Bars(names=("Dudley", "Walsall"), series=(line((None, 13), ("under 5", "13")),))
    assert {"under 5", "13"} <= set(said(ElementTree.fromstring(drawing(bars, 900, 300, 18, Look.LIGHT))))
    unknown = Bars(names=("Dudley",), series=(line((None,)),))
    assert "no figure" in said(ElementTree.fromstring(drawing(unknown, 900, 300, 18, Look.LIGHT)))


def test_lines_that_end_together_have_labels_that_do_not_meet() -> None:
    dates = (date(2024, 1, 1), date(2024, 2, 1))
    names = ("Visits", "Reviews", "Others", "Plans")
    crowd = Lines(dates=dates, series=tuple(line((9, 10), ("", f"{name} 10"), name) for name in names))
    drawn = ElementTree.fromstring(drawing(crowd, 900, 400, 18, Look.LIGHT))
    heights = sorted(float(text.attrib["y"]) for text in drawn.iter(f"{SVG}text") if (text.text or "").endswith(" 10"))
    assert len(heights) == 4
    assert all(after - before >= 18 for before, after in pairwise(heights))


@pytest.mark.parametrize("high", [*range(165, 420, 15), 620])
def test_the_figures_of_an_axis_never_meet_however_low_the_picture(high: int) -> None:
    moments = tuple(Moment(day=date(2024, 1, day), letter=letter, text=letter) for day, letter in ((9, "A"), (20, "B")))
    of = Lines(
        dates=(date(2024, 1, 1), date(2024, 2, 1)), series=(line((170, 231), ("", "231"), "Awaiting"),), moments=moments
    )
    drawn = ElementTree.fromstring(drawing(of, 900, high, 19, Look.LIGHT))
    ticks = [
        text for text in drawn.iter(f"{SVG}text") if text.get("text-anchor") == "end" and (text.text or "").isdigit()
    ]
    places = sorted(float(text.attrib["y"]) for text in ticks)
    assert len(places) >= 2
    assert all(after - before >= 19 for before, after in pairwise(places)), places


def test_a_long_title_is_smaller_where_a_picture_needs_the_room(created: Pack) -> None:
    slide = next(each for each in created.slides if isinstance(each.body, Lines) and not each.beside)
    shown = replace(slide, title="203 cases await a MARAC, 25 more than a year before. " * 4, remark="Owner. " * 40)
    sizes = [
        int(re.findall(r"--title:(\d+)", on_screen(replace(created, slides=(each,)), 0, Look.LIGHT))[0])
        for each in (shown, replace(slide, title="203 cases await a MARAC", remark=""))
    ]
    assert SCREEN.body < sizes[0] < SCREEN.title
    assert sizes[1] == SCREEN.title


def test_letters_of_events_that_fall_together_stand_in_two_rows() -> None:
    dates = (date(2024, 1, 1), date(2024, 12, 1))
    close = tuple(Moment(letter=letter, day=date(2024, 6, at), text=letter) for at, letter in ((1, "A"), (4, "B")))
    drawn = ElementTree.fromstring(
        drawing(Lines(dates=dates, series=(line((1, 2)),), moments=close), 900, 400, 18, Look.LIGHT)
    )
    heights = [float(text.attrib["y"]) for text in drawn.iter(f"{SVG}text") if text.text in ("A", "B")]
    assert heights[1] - heights[0] > 18


def test_a_table_longer_than_the_screen_counts_what_it_leaves_out() -> None:
    long = plain(
        [Heading(heading="Finding"), Heading(heading="Days", is_number=True)], [(f"F{n}", n) for n in range(40)]
    )
    shown = read(f"<div>{table(long, 1200, 400, SCREEN, 'Findings')}</div>")
    count = len(rows(shown)) - 1
    assert 5 < count < 12
    assert words(shown).endswith(f"{40 - count} more rows are in the pack.")


def test_a_table_longer_than_a_sheet_goes_on_with_its_headings(created: Pack) -> None:
    at = number_of(created, "Known discrepancies")
    long = plain(
        [Heading(heading="Finding"), Heading(heading="Days", is_number=True)], [(f"F{n}", n) for n in range(70)]
    )
    slides = (*created.slides[:at], replace(created.slides[at], body=long), *created.slides[at + 1 :])
    sheets = [read(sheet) for sheet in on_paper(replace(created, slides=slides))]
    own = [sheet for sheet in sheets if ["Finding", "Days"] in rows(sheet)]
    assert len(own) == 4
    assert [cell for sheet in own for row in rows(sheet)[1:] for cell in row[:1]] == [f"F{n}" for n in range(70)]
    assert [words(sheet).count("(continued)") for sheet in own] == [0, 1, 1, 1]
    assert all("Source: the sources named here." in words(sheet) for sheet in own)


def test_on_paper_every_row_of_every_table_and_every_line_stands(created: Pack) -> None:
    printed = " ".join(words(read(sheet)) for sheet in on_paper(created))
    for slide in created.slides:
        if isinstance(slide.body, Table):
            messages = [cell.text for row in slide.body.rows for cell in row]
        elif isinstance(slide.body, Words):
            messages = [item.text for item in slide.body.lines]
        else:
            continue
        assert all(" ".join(item.split()) in printed for item in messages), slide.title


def test_the_sheets_are_counted_and_drawn_for_white_paper(created: Pack) -> None:
    sheets = list(on_paper(created))
    assert len(sheets) >= len(created.slides)
    for at, sheet in enumerate(sheets):
        assert f"Sheet {at + 1} of {len(sheets)}" in sheet
        assert "%23e9eef4" not in sheet  # the ink of a dark screen


def test_a_dark_screen_has_the_same_words_in_other_colours(created: Pack) -> None:
    at = number_of(created, "MARAC")
    light, dark = on_screen(created, at, Look.LIGHT), on_screen(created, at, Look.DARK)
    assert said(pictures(read(light))[0]) == said(pictures(read(dark))[0])
    assert "%23e9eef4" in dark
    assert "%23e9eef4" not in light


def test_the_grid_names_every_grade_and_draws_its_breaks(created: Pack) -> None:
    at = number_of(created, "PEEL grades")
    body = created.slides[at].body
    assert isinstance(body, Grid)
    shown = read(on_screen(created, at, Look.LIGHT))
    found = {row[0]: row[1:] for row in rows(shown)}
    assert found["Investigating crime"] == [
        "Good", "Good †", "Good", "Good †*", "Good *", "Requires imp.", "Inadequate ~",
    ]  # fmt: skip
    assert set(found) == {"Question", *(name for name, _ in body.rows)}
    assert [cell.get("class") for cell in shown.iter("th")].count("break") == 3
    assert all(reason in words(shown) for reason in body.reasons)


def test_nothing_in_a_slide_runs_or_is_fetched_and_words_stay_words(created: Pack) -> None:
    at = number_of(created, "MARAC")
    slides = list(created.slides)
    slides[at] = replace(slides[at], title='<script>alert("1")</script> & more', source="<img src=x>")
    wild = replace(created, slides=tuple(slides))
    shown = on_screen(wild, at, Look.LIGHT)
    assert "<script" not in shown
    assert read(shown).find("h1") is not None
    assert '<script>alert("1")</script> & more' in words(read(shown))
    for number in range(len(created.slides)):
        html = on_screen(wild, number, Look.LIGHT)
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<link|@import|javascript:", unquote(html))


def test_a_picture_to_take_away_stands_alone_with_its_words(created: Pack) -> None:
    slide = created.slides[number_of(created, "MARAC")]
    assert isinstance(slide.body, Lines)
    picture = Picture(title=slide.title, subtitle=slide.subtitle, chart=slide.body, alternative=slide.alternative)
    stamp = Stamp(marking="OFFICIAL", source=slide.source, facts="Shown as at 27 February 2024.", notice="Made up")
    svg = picture_file(picture, stamp)
    drawn = ElementTree.fromstring(svg)
    texts = said(drawn)
    assert drawn.attrib["viewBox"] == "0 0 1600 900"
    assert texts.count("OFFICIAL · Made up") == 2
    assert "Shown as at 27 February 2024." in texts
    assert {"768", "178", "144"} <= set(texts)
    together = " ".join(texts)
    assert slide.source in together
    assert all(word in together for word in slide.title.split())
    assert drawn.findtext(f"{SVG}desc") == slide.alternative
    assert "href" not in svg


@pytest.mark.parametrize("section", ["PEEL grades", "MARAC"])
def test_grids_and_small_pictures_can_be_taken_away_too(created: Pack, section: str) -> None:
    slide = created.slides[number_of(created, section, 0 if section == "PEEL grades" else 1)]
    assert isinstance(slide.body, Grid | Multiples)
    picture = Picture(title=slide.title, subtitle="", chart=slide.body, alternative=slide.alternative)
    svg = picture_file(picture, Stamp(marking="OFFICIAL", source=slide.source, facts="Edition 21."))
    texts = said(ElementTree.fromstring(svg))
    assert ("Birmingham 65" if section == "MARAC" else "Preventing crime") in texts


def test_a_pack_that_holds_small_counts_back_shows_none_of_them(published: Settings, edition: Edition) -> None:
    """Dudley stood at 4 in January: with counts under 5 held back no slide of the section may show it."""
    created = pack(
        build_pack.pack_data(published, edition, AS_AT, Baseline(since=SINCE), under=5), Choice(sections=("marac",))
    )
    at = number_of(created, "MARAC", 1)
    slide = read(on_screen(created, at, Look.LIGHT))
    assert "4" not in said(pictures(slide)[0])
    assert "Counts of 1 to 4, and what would give one away, are not shown." in words(slide)
    assert "Counts of 1 to 4" in " ".join(on_paper(created))


def test_the_first_slide_says_whose_pack_it_is_and_of_when(created: Pack) -> None:
    assert created.slides[0].layout is Layout.TITLE
    first = read(on_screen(created, 0, Look.LIGHT))
    assert "Board of February" in words(first)
    assert "As at 27 February 2024. Compared with 4 January 2024." in words(first)
