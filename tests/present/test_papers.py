"""The papers, opened as Word opens them: numbering, headings, tables, charts, marking, and the figures in them."""

import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree

from src.analysis import baselines
from src.analysis.matters import Matter
from src.contracts.change import Attention, ChangeKind
from src.metrics.findings.wording import status_since
from src.present.papers import position
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Block, Form, Numbering, Paragraph, Subheading, paper
from src.present.slide import PackData
from src.services import build_paper
from src.store.editions import Edition


@pytest.fixture(scope="module")
def files(data: PackData) -> dict[str, bytes]:
    """Each paper of the board of 27 February 2024."""
    return {name: build_paper.file_of(name, data) for name in PAPERS}


@pytest.fixture(params=PAPERS)
def opened(request: pytest.FixtureRequest, files: dict[str, bytes]) -> Any:
    return docx.Document(BytesIO(files[request.param]))


def said(contents: PackData, name: str, part: str) -> list[str]:
    """The paragraphs of one part of a paper."""
    (section,) = paper(PAPERS[name], contents, (part,)).sections
    return [
        f"{block.lead}: {block.text}" if block.lead else block.text
        for block in section.blocks
        if hasattr(block, "lead")
    ]


def headings(document: Any) -> list[tuple[int, str]]:
    return [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]


def test_headings_are_native_and_leave_out_no_level(opened: Any) -> None:
    levels = [level for level, _ in headings(opened)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_picture_has_a_text_alternative_and_its_data_inside(opened: Any) -> None:
    pictures = list(opened.element.body.iter(qn("wp:docPr")))
    for picture in pictures:
        assert len(picture.get("descr")) > 20
    assert len(pictures) == len({picture.get("id") for picture in pictures})
    charts = [relation.target_part for relation in opened.part.rels.values() if "chart" in relation.reltype]
    assert len(charts) == len(pictures)
    for chart in charts:
        (book,) = [relation.target_part for relation in chart.rels.values()]
        assert openpyxl.load_workbook(BytesIO(book.blob)).active.max_row > 1


@pytest.mark.parametrize("form", [form for form in PAPERS.values() if form.numbering is not Numbering.NONE])
def test_points_stand_under_a_numbered_paragraph_of_their_own_heading(
    form: Form, data: PackData, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = Matter(kind=ChangeKind.LIMIT_CROSSED, sentence="Past the limit.", metric="marac_longest_wait_by_area")
    monkeypatch.setattr(position, "standing", lambda *_: (still,))
    for section in paper(form, data).sections:
        last: Block = Subheading(text=section.title)
        for block in section.blocks:
            assert not (isinstance(block, Paragraph) and block.is_point and isinstance(last, Subheading)), section.title
            last = block


def test_a_label_in_words_of_its_own_stands_beside_its_bar(opened: Any) -> None:
    # Not every program gives such words the colour that can be read on a bar.
    for part in opened.part.package.iter_parts():
        if part.partname.startswith("/word/charts/"):
            labels = etree.fromstring(part.blob).iterfind(".//{*}barChart//{*}dLbl")
            own = [label for label in labels if label.find("{*}tx/{*}rich") is not None]
            assert {label.find("{*}dLblPos").get("val") for label in own} <= {"outEnd"}


def test_areas_are_compared_with_the_same_date_in_their_table_and_its_caption(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["engage"]))
    (table,) = [t for t in document.tables if t.rows[0].cells[0].text == "Newest figure"]
    assert [cell.text for cell in table.rows[1].cells] == ["Birmingham 65", "▼ down 30 since 4 Jan 2024"]
    assert "MARAC cases awaiting by area: " in "".join(table._tbl.getprevious().itertext())
    assert not any("orange" in "".join(t._tbl.getprevious().itertext()) for t in document.tables)


def test_every_table_has_a_caption_a_heading_row_that_repeats_and_words_for_who_hears_it(opened: Any) -> None:
    assert opened.tables
    for table in opened.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(cell.text for cell in first.cells)
        assert table._tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        above = table._tbl.getprevious()
        assert "".join(above.itertext()).startswith("Table "), "each table stands right under its caption"


def test_a_short_table_stays_on_one_page_and_a_long_one_flows_on_under_its_heading(opened: Any) -> None:
    bound = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in opened.tables
    ]
    assert bound
    for rows in bound:
        *before, last = rows
        assert last is None, "nothing binds a table to what follows it"
        # The headings stay with two rows and the last row with two before it, so that none stands alone on a page.
        assert before[:2] == [True, True][: len(before)]
        assert before[-2:] == [True, True][-len(before) :]
        assert all(before[:5]) or not any(before[2:-2])
        if len(before) > 14:
            assert before[2:-2] == [None] * (len(before) - 4)


@pytest.mark.parametrize("name", ["committee", "engage"])
def test_a_picture_keeps_its_caption_and_source_and_three_stand_on_a_page(files: dict[str, bytes], name: str) -> None:
    document = docx.Document(BytesIO(files[name]))
    body = document.paragraphs
    drawn = [at for at, paragraph in enumerate(body) if paragraph._p.find(f".//{qn('wp:inline')}") is not None]
    assert drawn
    section = document.sections[0]
    room = section.page_height - section.top_margin - section.bottom_margin
    for at in drawn:
        caption, about, picture, under = body[at - 2 : at + 2]
        assert caption.text.startswith("Figure ")
        assert caption.style.paragraph_format.keep_with_next
        assert about.paragraph_format.keep_with_next
        assert picture.paragraph_format.keep_with_next
        assert "Source: " in under.text
        assert under.paragraph_format.keep_together
        if body[at - 3].style.name == "Numbered paragraph" and not body[at - 3].text.endswith(":"):
            assert not body[at - 3].paragraph_format.keep_with_next, "a paragraph need not go over with a picture"
        high = int(picture._p.find(f".//{qn('wp:extent')}").get("cy"))
        assert high < room / 4, "with its words a third of the page"


def test_the_numbers_that_word_counts_look_as_the_words_before_them(opened: Any) -> None:
    foot = opened.sections[0].footer.paragraphs[0]._p
    for field in foot.iter(qn("w:fldSimple")):
        own, before = (field.find(f".//{qn('w:rPr')}"), field.getprevious().find(qn("w:rPr")))
        assert etree.tostring(own) == etree.tostring(before)
    captions = [found for found in opened.element.body.iter(qn("w:fldSimple")) if "SEQ" in found.get(qn("w:instr"))]
    assert captions
    assert all(field.find(f".//{qn('w:rPr')}") is None for field in captions), "the caption's own letters"


def test_every_page_has_marking_date_edition_and_page_number(opened: Any, contents: PackData) -> None:
    (section,) = opened.sections
    assert section.header.paragraphs[0].text == "OFFICIAL"
    foot = section.footer.paragraphs[0]
    assert f"As at 27 February 2024 · edition {contents.edition}" in foot.text
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert opened.core_properties.category == "OFFICIAL"
    assert opened.core_properties.language == "en-GB"


@pytest.mark.parametrize(("name", "first"), [("committee", "%1.%2"), ("engage", "%1.")])
def test_word_counts_the_paragraphs(name: str, first: str, files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files[name]))
    style = document.styles["Numbered paragraph"].element.pPr.numPr
    (number,) = [
        item for item in document.part.numbering_part.element.findall(qn("w:num")) if item.numId == style.numId.val
    ]
    (levels,) = [
        item
        for item in document.part.numbering_part.element.findall(qn("w:abstractNum"))
        if item.get(qn("w:abstractNumId")) == str(number.abstractNumId.val)
    ]
    at = 0 if style.ilvl is None else style.ilvl.val
    level = levels.findall(qn("w:lvl"))[at]
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == first
    assert level.find(qn("w:pStyle")).get(qn("w:val")) == document.styles["Numbered paragraph"].style_id
    assert any(paragraph.style.name == "Numbered paragraph" for paragraph in document.paragraphs)


def test_the_committees_paper_has_the_parts_that_its_papers_have(files: dict[str, bytes]) -> None:
    titles = [title for level, title in headings(docx.Document(BytesIO(files["committee"]))) if level == 1]
    assert titles == [
        "Purpose of report", "Background", "Inspection activity since the last report", "Where the force stands",
        "Findings by level", "What changed", "New reports and their recommendations", "Causes of concern",
        "Updates on recommendations and other findings", "Deadlines", "Forthcoming activity", "Reading the figures",
        "Recommendations", "Background documents",
    ]  # fmt: skip


def test_the_engage_paper_goes_through_the_four_causes_and_their_21_recommendations(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["engage"]))
    causes = [title for level, title in headings(document) if level == 2]
    assert [title for title in causes if "no" in title.lower().split() or "not" in title.lower().split()] == [
        "Investigations do not reliably get good results for victims",
        "Multi-agency risk assessment conferences (MARACs) not working well enough",
        "Risk from offenders who abuse children online not managed well",
        "Risk from registered sex offenders not managed well",
    ]
    # 5 on investigations, 4 on MARACs, 6 of the 8 on online child abuse, 6 on sex offenders: paras 25, 32, 37 and 45.
    about = [
        p
        for p in document.paragraphs
        if p.style.name == "Numbered paragraph" and re.search("Owner: |No owner is", p.text)
    ]
    assert len(about) == 5 + 4 + 6 + 6
    # The day of the reports is said once under each cause.
    said_once = [p.text for p in document.paragraphs if "as last reported on" in p.text]
    assert len(said_once) == 4
    assert all(paragraph.runs[0].bold and paragraph.runs[0].text.strip() for paragraph in about)


def test_the_printed_table_of_levels_is_in_the_paper_as_printed(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["committee"]))
    (table,) = [t for t in document.tables if t.rows[0].cells[-1].text == "Total as printed"]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [sum(int(row[at]) for row in rows) for at in (2, 3, 4)] == [85, 311, 414]


def test_the_brief_is_short_enough_for_one_page(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["brief"]))
    lines = sum(len(paragraph.text) // 110 + 1 for paragraph in document.paragraphs)
    # A page of A4 has room for about 65 lines of this size.
    rows = sum(max(len(cell.text) // 40 + 1 for cell in row.cells) for table in document.tables for row in table.rows)
    assert lines + rows <= 65


def test_the_same_figures_give_the_same_bytes(data: PackData, files: dict[str, bytes]) -> None:
    for name in PAPERS:
        assert build_paper.file_of(name, data) == files[name]


def test_the_updates_of_the_paper_of_february_stand_under_their_recommendations(files: dict[str, bytes]) -> None:
    document = docx.Document(BytesIO(files["engage"]))
    paragraphs = list(document.paragraphs)
    start = next(
        at for at, p in enumerate(paragraphs) if p.text.startswith("Give staff the skills to investigate well.")
    )
    under = list(itertools.takewhile(lambda p: p.style.name == "Lettered point", paragraphs[start + 1 :]))
    # Paragraph 26 has the points a to f.
    assert len(under) == 6
    assert under[0].text.startswith("Update of 27 February 2024, Deputy Chief Constable. 92%")
    assert not any(point.runs[0].bold for point in under[1:])


def test_a_paper_for_release_has_no_updates(data: PackData, edition: Edition) -> None:
    held_back = replace(data, under=5, in_full={})
    assert build_paper.with_work(held_back, edition) is held_back


def test_a_paper_says_its_period_which_begins_with_the_last_meeting_of_its_board(data: PackData, opened: Any) -> None:
    assert any("Period: from 4 January 2024 to 27 February 2024." in p.text for p in opened.paragraphs)
    meetings = data.result(baselines.MEETINGS)
    committee = baselines.usual(meetings, data.as_at, PAPERS["committee"].committee)
    assert committee.period(data.as_at) == (
        "from 29 June 2023 (the last meeting of the Joint Audit Committee) to 27 February 2024"
    )
    # Its meeting of 27 February 2024 is the one the paper is for, and no other is recorded.
    engage = baselines.usual(meetings, data.as_at, PAPERS["engage"].committee)
    assert engage == baselines.usual(meetings, data.as_at)
    force = replace(meetings, rows=({**meetings.rows[0], "is_baseline": True},))
    assert baselines.usual(force, data.as_at, "Another Board").reason == (
        "the last Joint Audit Committee, as no earlier meeting of the Another Board is recorded"
    )


def test_parts_are_chosen_and_one_that_there_is_not_is_named(contents: PackData) -> None:
    chosen = paper(PAPERS["committee"], contents, ("ahead", "purpose"))
    assert [section.title for section in chosen.sections] == ["Purpose of report", "Forthcoming activity"]
    with pytest.raises(LookupError, match='There is no part "weather" in this paper'):
        paper(PAPERS["committee"], contents, ("weather",))


@pytest.mark.parametrize(
    ("code", "name", "day", "text"),
    [
        ("open", "Open", date(2024, 2, 1), "Open since 1 February 2024"),
        ("force_says_done", "Force says done", date(2024, 2, 1), "Force says done since 1 February 2024"),
        ("reopened", "Re-opened", date(2024, 2, 1), "Re-opened on 1 February 2024"),
        ("hmicfrs_agreed", "HMICFRS agreed", date(2024, 2, 1), "HMICFRS agreed on 1 February 2024"),
        ("superseded", "Superseded", None, "Superseded"),
        ("not_stated", "Not stated", date(2024, 2, 1), "Not stated to be open or closed"),
    ],
)
def test_a_state_lasts_since_its_day_and_an_event_took_place_on_it(
    code: str, name: str, day: date | None, text: str
) -> None:
    assert status_since({"status_code": code, "status_name": name, "status_on": day}) == text


def test_a_report_published_before_the_baseline_is_new_where_its_findings_are(data: PackData) -> None:
    report = "Inspection of custody"
    row = {**data.result("findings_register").rows[0], "finding_id": "new1", "source_report": report,
           "report_published_on": date(2023, 12, 20), "report_published_precision": "day"}  # fmt: skip
    register = replace(data.result("findings_register"), rows=(row,))
    held = replace(data, after={**data.after, "findings_register": register}, changes=())
    assert said(held, "committee", "new_reports") == [
        "Between 4 January 2024 and 27 February 2024 no report with findings was published, and no finding of an earlier "
        "one is new."
    ]
    raised = replace(data.changes[0], kind=ChangeKind.FINDING_RAISED, findings=("new1",))
    assert said(replace(held, changes=(raised,)), "committee", "new_reports") == [
        "The report was published on 20 December 2023. One finding for the force is new from it."
    ]


def test_a_line_across_bars_is_a_limit_only_where_they_are_to_keep_to_it(files: dict[str, bytes]) -> None:
    texts = [p.text for p in docx.Document(BytesIO(files["engage"])).paragraphs]
    (grades,) = [text for text in texts if text.startswith("Overall ")]
    assert re.match(r"Overall \d(\.\d)?\. Source: ", grades)
    assert [text for text in texts if text.startswith("Limits: 28 calendar days (20 working); 28 working days.")]


def test_a_silent_feed_is_a_matter_and_no_change_and_figures_behind_a_change_are_left_out(data: PackData) -> None:
    first = data.changes[0]
    other = replace(
        first, kind=ChangeKind.OTHER, attention=Attention.OTHER, caution="", brief="Initial ARMS: 52 to 65.",
        sentence="Initial ARMS: 52 to 65. Other figures differ too: Tasks by area (53).",
    )  # fmt: skip
    silent = replace(
        first, kind=ChangeKind.FEED_SILENT, attention=Attention.CARE, sentence="MARAC referrals.", caution=""
    )
    _, *texts = said(replace(data, changes=(silent, other)), "committee", "changes")
    assert texts[:4] == ["One matter:", "Silent: MARAC referrals.", "One change:", "Changed: Initial ARMS: 52 to 65."]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_survives_a_round_trip_through_libreoffice(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(files[name])
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "back"), str(tmp_path / "paper.docx")], check=True, timeout=300
    )
    ours, theirs = (docx.Document(str(tmp_path / place)) for place in ("paper.docx", "back/paper.docx"))

    def texts(document: Any) -> list[str]:
        # The number of a caption is a field: only the program that opens the paper knows it.
        return [re.sub(r"^(Table|Figure) \d*", r"\1 ", p.text) for p in document.paragraphs if p.text]

    def cells(document: Any) -> list[str]:
        return [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert texts(theirs) == texts(ours)
    assert cells(theirs) == cells(ours)
    assert headings(theirs) == headings(ours)
