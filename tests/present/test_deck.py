"""The deck, opened: every number is the metric's, and every slide carries what it must."""

import json
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from src.analysis.coming_up import WITHIN_DAYS
from src.cli.query import as_json
from src.present.box import Box
from src.present.model import Bars, Lines
from src.present.pack import Pack
from src.present.pptx.slides import deck
from src.present.pptx.text import draw_table
from src.present.tables import Heading, plain
from tests.present.conftest import EDITION
from tests.present.opened import charts, inside, notes, number_of, numbers, tables, words

AREAS = {
    # 6 October 2023, 4 January 2024 and 1 February 2024, as the board paper prints them.
    "Birmingham": [285, 95, 65], "Coventry": [132, 20, 17], "Dudley": [91, 4, 8], "Sandwell": [90, 33, 30],
    "Solihull": [26, 9, 3], "Walsall": [28, 6, 13], "Wolverhampton": [116, 11, 8],
}  # fmt: skip


def test_the_chart_of_the_force_holds_the_three_printed_totals_on_their_dates(created: Pack, slides: Any) -> None:
    (chart,) = charts(slides[number_of(created, "MARAC")])
    assert inside(chart) == [
        [None, "Cases awaiting"],
        [datetime(2023, 10, 6), 768],
        [datetime(2024, 1, 4), 178],
        [datetime(2024, 2, 1), 144],
    ]


def test_each_area_has_a_chart_of_its_own_under_its_name_and_newest_figure(created: Pack, slides: Any) -> None:
    slide = slides[number_of(created, "MARAC", 1)]
    drawn = {inside(chart)[0][1]: [row[1] for row in inside(chart)[1:]] for chart in charts(slide)}
    assert drawn == AREAS
    for area, counts in AREAS.items():
        assert f"{area} {counts[-1]}\n" in words(slide)
    assert "Walsall 13\n▲ up 7 since 4 Jan 2024" in words(slide)


def test_the_small_charts_of_the_areas_share_one_scale(created: Pack, slides: Any) -> None:
    scales = {chart.value_axis.maximum_scale for chart in charts(slides[number_of(created, "MARAC", 1)])}
    assert len(scales) == 1
    assert scales.pop() >= 285


def test_the_published_table_is_drawn_as_printed_with_the_18_that_nothing_explains(created: Pack, slides: Any) -> None:
    slide = slides[number_of(created, "Findings")]
    (chart,) = charts(slide)
    rows = inside(chart)
    assert rows[0][1:] == ["Open", "Closed", "Not explained"]
    assert [sum(row[at] or 0 for row in rows[1:]) for at in (1, 2, 3)] == [85, 311, 18]
    (table,) = tables(slide)
    assert [sum(int(row[at]) for row in table[1:]) for at in (1, 2, 3)] == [85, 311, 414]


def test_a_bound_is_written_as_a_bound_beside_its_bar(created: Pack, slides: Any) -> None:
    (chart,) = charts(slides[number_of(created, "Online child abuse")])
    assert [row[1:] for row in inside(chart)[1:]] == [[80, 13], [100, 32]]
    labels = [node.text for node in chart._chartSpace.iter("{*}t")]
    # What is no bound is its value by a number format.
    assert labels == [">80", ">100"]
    assert [node.get("formatCode") for node in chart._chartSpace.findall(".//{*}dLbl/{*}numFmt")] == ["#,##0", "#,##0"]


def test_the_waits_stand_beside_both_readings_of_the_limit(created: Pack, slides: Any) -> None:
    slide = slides[number_of(created, "MARAC", 2)]
    (chart,) = charts(slide)
    assert {row[0]: row[1] for row in inside(chart)[1:]}["Walsall"] == 19
    assert "28 calendar days (20 working)" in words(slide)
    assert "28 working days" in words(slide)


def test_events_are_marked_on_the_chart_and_named_under_it(created: Pack, slides: Any) -> None:
    text = words(slides[number_of(created, "MARAC")])
    assert "B  Moved to Engage, 24 Nov 2023" in text
    assert "\nB\n" in f"\n{text}\n"


def test_the_grid_of_grades_has_the_grades_of_the_newest_cycle_and_its_breaks(created: Pack, slides: Any) -> None:
    (grid,) = tables(slides[number_of(created, "PEEL grades")])
    assert [head for head in grid[0] if head.strip()] == [
        "Question", "2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25",
    ]  # fmt: skip
    assert sum(not head.strip() for head in grid[0]) == 3, "a break before 2015, 2021/22 and 2023-25"
    newest = {row[0]: row[-1].split(" ~")[0].split(" ‡")[0] for row in grid[1:]}
    assert newest["Protecting vulnerable people"] == "Inadequate"
    vulnerable = next(row for row in grid if row[0] == "Protecting vulnerable people")
    graded = [cell.split(" ")[0] for cell in vulnerable[1:] if cell.strip() and cell != "–"]
    assert graded == ["Requires", "Requires", "Inadequate", "Requires", "Requires", "Inadequate"]


def test_every_number_inside_a_chart_is_one_of_its_slide_and_of_its_metric(created: Pack, slides: Any) -> None:
    looked_at = 0
    for slide, drawn in zip(created.slides, slides, strict=True):
        if not isinstance(slide.body, Lines | Bars):
            continue
        (chart,) = charts(drawn)
        for at, series in enumerate(slide.body.series):
            values = [row[at + 1] for row in inside(chart)[1:]]
            assert values == list(series.values)
            assert list(chart.plots[0].series[at].values) == list(series.values), "the drawing is of other data"
        existing = {float(v) for row in slide.results[0].rows for v in row.values() if isinstance(v, int | float)}
        if slide.results[0].card.name != "findings_open_by_age":  # sums over levels, held by the test below
            assert {float(v) for s in slide.body.series for v in s.values if v is not None} <= existing
        looked_at += 1
    assert looked_at >= 9


def test_the_ages_are_the_sums_over_the_levels(created: Pack, slides: Any) -> None:
    at = next(
        at for at, s in enumerate(created.slides) if s.results and s.results[0].card.name == "findings_open_by_age"
    )
    (chart,) = charts(slides[at])
    # The headline of the metric is 60 open, 22 of them raised more than two years ago.
    counts = {row[0]: row[1] for row in inside(chart)[1:]}
    assert sum(counts.values()) == 60
    assert counts["2 to 3 years"] + counts["Over 3 years"] == 22


def test_every_number_in_a_title_a_table_and_the_notes_is_the_metrics(created: Pack, slides: Any) -> None:
    looked_at = 0
    for slide, drawn in zip(created.slides, slides, strict=True):
        if not slide.results:
            continue
        lines = numbers(" ".join(json.dumps(as_json(result), ensure_ascii=False) for result in slide.results))
        lines |= numbers(" ".join(change.sentence for change in created.data.changes))
        lines |= numbers(f"edition {EDITION}, 27 February 2024")
        lines |= {float(len(result.rows)) for result in slide.results}
        if slide.layout.value == "Table" and slide.section == "Overview":
            points = [point for figure in created.data.headlines for point in (figure.newest, figure.before) if point]
            lines |= {float(point.value) for point in points if point.value is not None}
        if slide.title.startswith("Next:"):  # how many days ahead are looked at
            lines |= set(map(float, WITHIN_DAYS))
        shown = " ".join(cell for table in tables(drawn) for row in table for cell in row)
        asked = notes(drawn).split("Questions worth asking")[0]
        if slide.section == "Measures":
            shown = ""  # counts of series, which no metric holds
        title = "" if slide.section in ("Overview", "Measures") else drawn.shapes.title.text_frame.text
        assert numbers(f"{title} {shown} {asked}") <= lines, slide.title
        looked_at += 1
    assert looked_at > 15


def test_the_title_of_a_slide_is_its_metrics_sentence(created: Pack, slides: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    for sentence in (
        "85 findings stood open and 311 closed in the table of 29 June 2023",
        "144 cases await a MARAC at 1 February 2024, 624 fewer than on 6 October 2023 (768) and 34 fewer than on 4 January 2024 (178)",
        "138 tasks are outstanding at 27 February 2024, 547 fewer than in June 2023 (685)",
        "All four causes of concern from PEEL 2023-25 are open",
        "Packages at 27 February 2024: 13 awaiting enforcement (was >80 in June 2023) and 32 in development (was >100 in June 2023)",
    ):
        assert sentence in titles
    assert titles[0] == "Board of February"


def test_every_slide_has_marking_source_date_edition_and_number(slides: Any) -> None:
    for slide in slides:
        text = words(slide).split("\n")
        assert text.count("OFFICIAL") == 2
        assert sum(line.startswith(("Source: ", "Sources: ")) for line in text) == 1
        assert f"As at 27 February 2024 · edition {EDITION}" in text
        assert len(slide._element.xpath('.//a:fld[@type="slidenum"]')) == 1


def test_every_chart_and_table_has_a_text_alternative_and_what_is_drawn_over_them_is_decoration(slides: Any) -> None:
    described = 0
    for slide in slides:
        for shape in slide.shapes:
            properties = shape._element.xpath(".//p:cNvPr")[0]
            if shape.has_chart or shape.has_table:
                assert len(properties.get("descr", "")) > 20, slide.shapes.title.text_frame.text
                described += 1
            elif shape._element.tag.endswith("cxnSp"):
                assert "decorative" in {child.tag.rpartition("}")[2] for child in properties.iter()}
    assert described > 20


def test_notes_hold_definition_checks_and_questions(created: Pack, slides: Any) -> None:
    text = notes(slides[number_of(created, "MARAC", 1)])
    for heading in ("Definition\n", "What to keep in mind\n", "Checks\n", "Questions worth asking\n"):
        assert heading in text
    assert "What happened in Dudley and Walsall, where the figure rose, and what is being done?" in text


def test_nothing_stands_outside_its_slide(slides: Any) -> None:
    for slide in slides:
        for shape in slide.shapes:
            if shape.left is None:
                continue  # stands where the layout has it
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= 12192000
            assert shape.top + shape.height <= 6858000


def test_only_a_font_that_every_office_machine_has_is_asked_for(created: Pack) -> None:
    shown = Presentation(BytesIO(deck(created)))
    fonts = {
        node.get("typeface")
        for slide in shown.slides
        for tree in (slide._element, *(chart._chartSpace for chart in charts(slide)))
        for node in tree.iter("{*}latin")
    }
    assert fonts == {"Arial"}


def test_the_file_says_what_it_is_and_in_which_language(created: Pack) -> None:
    about = Presentation(BytesIO(deck(created))).core_properties
    assert (about.title, about.author, about.language) == ("Board of February", "PEELboard", "en-GB")
    assert about.subject == f"West Midlands Police, as at 27 February 2024, edition {EDITION}"


def test_a_missing_figure_breaks_the_line(created: Pack, slides: Any) -> None:
    for slide in slides:
        for chart in charts(slide):
            assert [node.get("val") for node in chart._chartSpace.iter("{*}dispBlanksAs")] == ["gap"]


DATE_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr"
    " crossAx crosses crossesAt auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit minorTimeUnit extLst"
).split()
CELL = "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill blipFill pattFill grpFill headers extLst".split()
"""The order in which the standard, ECMA-376, has the parts of a date axis and of a table's cell."""


def test_the_parts_of_an_axis_and_of_a_cell_stand_in_the_order_of_the_standard(slides: Any) -> None:
    looked_at = 0
    for slide in slides:
        found = [(node, DATE_AXIS) for chart in charts(slide) for node in chart._chartSpace.iter("{*}dateAx")]
        found += [(node, CELL) for node in slide._element.iter("{*}tcPr")]
        for node, order in found:
            names = [child.tag.rpartition("}")[2] for child in node]
            assert names == sorted(names, key=order.index), names
            assert len(set(names)) == len(names)
            looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("room", [2.6, 3.2, 5.0])
def test_letters_of_a_table_are_so_small_that_no_word_is_wider_than_its_column(room: float) -> None:
    heads = [Heading(heading=name) for name in ("Risk", "Packages", "Age of oldest", "Timescale, days")]
    of = plain(heads, [("Very high", "3", "1", "2"), ("Standard", "21", "no figure", "60")])
    created = Presentation()
    shapes = created.slides.add_slide(created.slide_layouts[6]).shapes
    drawn = draw_table(shapes, of, Box(x=0, y=0, w=room, h=4)).table
    for row in drawn.rows:
        for cell, column in zip(row.cells, drawn.columns, strict=True):
            (size,) = {run.font.size.pt for paragraph in cell.text_frame.paragraphs for run in paragraph.runs}
            # A letter of Arial is on average rather more than half as wide as it is high.
            assert max(map(len, cell.text.split())) * size * 0.55 <= column.width.pt, cell.text


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_the_deck_survives_a_round_trip_through_libreoffice(created: Pack, tmp_path: Path) -> None:
    (tmp_path / "pack.pptx").write_bytes(deck(created))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pptx:Impress MS PowerPoint 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "back"), str(tmp_path / "pack.pptx")], check=True, timeout=300)
    back = Presentation(str(tmp_path / "back" / "pack.pptx")).slides
    assert len(back) == len(created.slides)
    for ours, theirs in zip(created.slides, back, strict=True):
        assert ours.title in words(theirs).replace("\v", " ")
        assert "OFFICIAL" in words(theirs)
    (chart,) = charts(back[number_of(created, "MARAC")])
    assert [value for value in chart.plots[0].series[0].values if value is not None] == [768, 178, 144]


def test_the_as_at_date_is_the_one_asked_for(created: Pack) -> None:
    assert created.data.as_at == date(2024, 2, 27)
