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
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.findings.wording import status_since
from src.metrics.improvement.wording import action_in_a_paper
from src.present.papers import position, work
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Block, Form, Numbering, Paragraph, Subheading, paper
from src.present.slide import PackData
from src.services import build_paper
from src.store.editions import Edition
from tests.metrics import portal
from tests.metrics.drawn import DrawnEngine


@pytest.fixture(scope="module")
def data(contents: PackData, edition: Edition) -> PackData:
    """What the papers of the board of 27 February 2024 are made from."""
    return build_paper.with_work(contents, edition)


@pytest.fixture(scope="module")
def files(data: PackData) -> dict[str, bytes]:
    """Each paper of the board of 27 February 2024."""
    return {name: build_paper.file_of(name, data) for name in PAPERS}


@pytest.fixture(params=PAPERS)
def opened(request: pytest.FixtureRequest, files: dict[str, bytes]) -> Any:
    return docx.Document(BytesIO(files[request.param]))


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
    kept = {
        len(table.rows): [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        for table in opened.tables
    }
    assert kept
    for count, rows in kept.items():
        assert rows in ([True] * (count - 1) + [None], ([True] * 2 + [None] * (count - 2))[:count])
        if count <= 4:
            assert rows == [True] * (count - 1) + [None]
        if count > 14:
            assert rows[2:] == [None] * (count - 2)


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
        "Update on each recommendation", "Deadlines", "Forthcoming activity", "Reading the figures",
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


WORK = ("board_commentary", "peel_readiness", "targets_and_tolerances")


@pytest.fixture(scope="module")
def worked(data: PackData) -> PackData:
    """The same with the commentary, self-assessment and tolerances of the drawn register."""
    engine = DrawnEngine(portal.TABLES)
    found = {name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in WORK}
    return replace(data, after={**data.after, **found})


def said(contents: PackData, name: str, part: str) -> list[str]:
    """The paragraphs of one part of a paper."""
    (section,) = paper(PAPERS[name], contents, (part,)).sections
    return [
        f"{block.lead}: {block.text}" if block.lead else block.text
        for block in section.blocks
        if hasattr(block, "lead")
    ]


def test_what_owners_ask_and_what_was_decided_stand_in_the_paper_with_the_action_that_follows(worked: PackData) -> None:
    worked = replace(worked, as_at=date(2026, 3, 2))
    assert said(worked, "committee", "commentary") == [
        "Four comments by owners are recorded for the boards of 3 February 2026 and 3 March 2026. One decision is asked of the "
        "board of 3 March 2026. One decision asked of earlier boards is not recorded.",
        "One: board of 3 February 2026: Slow",
        "Decision asked: Two posts",
        "Decided on 3 February 2026: Agreed. Followed as: Train (in progress).",
        "Three: board of 3 February 2026: Late",
        "Decision asked: More time",
        "MARAC: board of 3 March 2026: Rising",
        "Decision asked: A new room",
        "Five: board of 3 March 2026: Steady",
    ]
    # What is asked and not decided is asked again at the end, where a board looks for it, and so with the newest board first.
    for name in ("committee", "engage"):
        points = [text for text in said(worked, name, "asks") if text.startswith("to decide")]
        assert points == ['to decide on "Three": more time;', 'to decide on "MARAC": a new room;']


def test_the_brief_has_what_is_to_be_signed_and_decided_and_which_actions_are_overdue(worked: PackData) -> None:
    engine = DrawnEngine(portal.TABLES)
    names = (work.QUEUE, work.TO_LOOK_AT)
    found = {name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in names}
    at_work = replace(worked, as_at=date(2026, 3, 2), after={**worked.after, **found})
    # a2 was due on 1 March.
    assert said(at_work, "brief", "asked") == [
        'To sign: The Deputy Chief Constable is asked to sign one at the board of 3 March 2026: "Three".',
        'To decide: Two decisions asked: "More time" (Three); "A new room" (MARAC).',
        'Overdue: One action: "Audit", Head of Crime, 1 day.',
    ]
    assert paper(PAPERS["brief"], replace(at_work, under=5), ("asked",)).sections == ()


def test_only_the_boards_of_the_comments_that_are_printed_are_named_and_a_cause_stands_once(worked: PackData) -> None:
    held = worked.after["board_commentary"]
    of_march = [row for row in held.rows if row["meeting_on"] == date(2026, 3, 3)]
    again = {**of_march[0], "commentary_id": "z", "by_role": "DCC", "comment_text": "Falling", "ask_text": None}
    march = replace(worked, as_at=date(2026, 3, 2), baseline=replace(worked.baseline, since=date(2026, 2, 28)))
    more = replace(march, after={**march.after, "board_commentary": replace(held, rows=(*held.rows, again))})
    first, *others = said(more, "committee", "commentary")
    assert first.startswith(
        "Three comments by owners are recorded for the board of 3 March 2026. One decision is asked"
    )
    leads = [text.split(": ")[0] for text in others]
    assert sorted(leads) == sorted(["MARAC", "Decision asked", "DCC", "Five"])


def test_the_forces_own_assessment_stands_in_the_committees_paper_apart_and_where_there_is_none_nothing_does(
    worked: PackData, data: PackData
) -> None:
    first, caveat = said(worked, "committee", "readiness")
    assert first.startswith("The force has assessed itself on all four PEEL questions. Two are thin: ")
    assert caveat == "The force's own grade is its own view: HMICFRS alone grades the force."
    assert paper(PAPERS["committee"], data, ("readiness",)).sections == ()


def test_a_tolerance_stands_with_the_measure_it_is_of_and_names_its_plan(worked: PackData) -> None:
    texts = said(worked, "engage", "causes")
    (tolerance,) = [text for text in texts if text.startswith("Tolerance for")]
    assert tolerance == (
        "Tolerance for MARAC cases awaiting in the force: at most 150 since 1 February 2026, set by DCC. "
        "Crossing it starts surge plan."
    )
    (target,) = [text for text in texts if text.startswith("Target for")]
    assert target == "Target for MARAC cases awaiting in the force: at most 100 since 1 January 2026, set by DCC."


def test_no_word_of_the_work_stands_in_a_release(worked: PackData) -> None:
    assert paper(PAPERS["committee"], replace(worked, under=5), ("commentary",)).sections == ()


def test_where_an_update_is_due_the_paper_says_since_when_there_is_none(data: PackData) -> None:
    # Every update is of 27 February 2024, on 5 + 4 + 6 + 6 recommendations: none is due 31 days on, each is after 32.
    for day, lines in ((29, 0), (30, 21)):
        later = replace(data, as_at=date(2024, 3, day))
        texts = said(later, "committee", "recommendations")
        assert texts.count("No update since 27 February 2024.") == lines, day


def test_of_many_updates_and_actions_a_paper_has_the_newest_ten_and_counts_the_rest(data: PackData) -> None:
    (updates, actions) = (data.in_full[name] for name in (work.UPDATES, work.ACTIONS))
    first = updates.rows[0]
    many = [
        {**first, "update_id": f"u{at:03}", "updated_on": date(2024, 2, 1 + at % 20), "update_text": f"Update {at}."}
        for at in range(200)
    ]
    action = {
        **dict.fromkeys(column.name for column in actions.card.columns), "share_percent": None, "finding_id": first["finding_id"],
        "action_title": "Train", "action_status_name": "In progress", "days_overdue": 0,
    }  # fmt: skip
    steps = [
        {
            "finding_id": first["finding_id"], "taken_on": date(2024, 2, day), "step_code": "evidence_audited", "step_order": 2,
            "step_name": "Evidence audited", "by_role": "Internal audit", "reference": f"Audit {day}",
        }
        for day in range(12, 0, -1)
    ]  # fmt: skip
    full = {
        work.UPDATES: replace(updates, rows=(*many,)),
        work.ACTIONS: replace(actions, rows=(action,) * 11),
        work.STEPS: replace(data.in_full[work.STEPS], rows=tuple(steps)),
    }
    texts = said(replace(data, in_full=full), "committee", "recommendations")
    assert len([text for text in texts if "Update 1" in text or text.startswith("Update ")]) == 10
    assert "190 earlier updates stand on the page of the finding." in texts
    assert texts.count("Action: Train: no owner stated; in progress; no date stated.") == 10
    assert "One more action stands on the page of the finding." in texts
    (way,) = [text for text in texts if text.startswith("Way to closure")]
    assert way.startswith(
        "Way to closure: Two earlier steps stand on the page of the finding. Evidence audited on 3 February 2024 "
        "(Internal audit, Audit 3); evidence audited on 4 February 2024 (Internal audit, Audit 4); "
    )
    assert way.endswith("evidence audited on 12 February 2024 (Internal audit, Audit 12).")


ACTION = {
    "action_title": "Sample 40 plans", "action_owner_role": "Head of Investigations", "action_status_code": "in_progress",
    "action_status_name": "In progress", "share_percent": 25.0, "first_due_on": date(2026, 9, 20), "revised_due_on": None,
    "days_overdue": 0, "completed_on": None, "checked_on": None, "checked_by_role": None, "revised_reason": None,
    "revised_by_role": None, "evidence_title": None, "evidence_reference": None,
}  # fmt: skip
MOVED = {"revised_due_on": date(2026, 11, 30), "moves_count": 1, "revised_by_role": "Investigations Board"}
CHECKED = {
    "action_status_code": "checked", "action_status_name": "Complete and checked", "share_percent": 100.0,
    "completed_on": date(2026, 9, 18), "checked_on": date(2026, 9, 25), "checked_by_role": "Head of Strategy",
    "evidence_title": "Sample of plans", "evidence_reference": "INV/40",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ({}, "Sample 40 plans: Head of Investigations; in progress; 25% done; due 20 September 2026."),
        (
            {"days_overdue": 8, "share_percent": None},
            "Sample 40 plans: Head of Investigations; in progress; due 20 September 2026; 8 days overdue.",
        ),
        (
            {**MOVED, "revised_reason": "Two posts are empty."},
            "Sample 40 plans: Head of Investigations; in progress; 25% done; due 30 November 2026. Moved from 20 September "
            "2026, agreed by Investigations Board: two posts are empty.",
        ),
        (
            {**MOVED, "moves_count": 2},
            "Sample 40 plans: Head of Investigations; in progress; 25% done; due 30 November 2026. Moved twice, at first "
            "from 20 September 2026, last agreed by Investigations Board.",
        ),
        (
            CHECKED,
            "Sample 40 plans: Head of Investigations; complete and checked on 25 September 2026; 100% done; due 20 September "
            "2026. Evidence: Sample of plans, INV/40. Checked by Head of Strategy.",
        ),
    ],
)
def test_an_action_is_told_with_all_that_a_committee_asks_of_it(stated: dict[str, Any], text: str) -> None:
    assert action_in_a_paper({**ACTION, **stated}) == text


def test_steps_to_closure_are_told_in_turn_with_who_took_them_and_what_the_finding_waits_for(data: PackData) -> None:
    engine = DrawnEngine(portal.TABLES)
    steps = calculate(METRICS[work.STEPS], engine, date(2026, 3, 3))
    queue = calculate(METRICS[work.QUEUE], engine, date(2026, 3, 3))
    row = {**data.result("cause_recommendations").rows[0], "finding_id": "r3", "counts_as": "open"}
    full = {**data.in_full, work.STEPS: steps}
    at_work = replace(data, in_full=full, after={**data.after, work.QUEUE: queue})

    def steps_printed(counts_as: str, since: date) -> list[str]:
        shown = replace(at_work, baseline=replace(data.baseline, since=since))
        blocks = work.work_on(shown, {**row, "counts_as": counts_as}, data.as_at)
        return [block.text for block in blocks if isinstance(block, Paragraph) and block.lead == "Way to closure"]

    whole = (
        "Work done on 10 January 2026 (Head of Crime); evidence audited on 30 January 2026 (Internal audit, Audit 2); "
        "board agreed on 20 February 2026 (Custody Board, Minute 7). It waits for the Deputy Chief Constable's signature, "
        "for 11 days now."
    )
    assert steps_printed("open", date(2026, 3, 1)) == steps_printed("closed", date(2026, 2, 19)) == [whole]
    # What was closed before the period of the paper is not told again.
    assert steps_printed("closed", date(2026, 2, 20)) == []


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
