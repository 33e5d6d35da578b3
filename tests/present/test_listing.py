"""A list as a reader chose it: what fits, in which order, in which columns, and as files."""

import io
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from src.metrics.findings.choices import NOT_CLOSED, OVERDUE, REOPENED, STANDINGS
from src.metrics.findings.wording import STANDS
from src.present import tables
from src.present.html.markup import markup
from src.present.listing import Listing, choosable
from src.present.xlsx.workbook import one_table
from tests.present.test_tables import result


def finding(name: str, owner: str | None, deadline: date | None, stands: str, late: int | None) -> dict[str, Any]:
    return {
        "finding_id": name, "title": f"Title {name}", "owner_role": owner, "deadline_on": deadline, "stands_as": stands,
        "days_overdue": late, "reference": "R1",
    }  # fmt: skip


REGISTER = result(
    "findings_register",
    finding("a", "ACC Crime", date(2026, 3, 31), "in_progress", 181),
    finding("b", None, None, "agreed", None),
    finding("c", "acc People", date(2025, 1, 1), "superseded", None),
    finding("d", "ACC Crime", date(2027, 1, 1), "reopened", None),
)


def names(of: Listing) -> list[str]:
    return [row["finding_id"] for row in of.rows(REGISTER)]


def test_filters_choices_and_words_all_have_to_fit() -> None:
    assert names(Listing()) == ["a", "b", "c", "d"]
    assert names(Listing(holds={"owner_role": "ACC Crime"})) == ["a", "d"]
    assert names(Listing(holds={"owner_role": "ACC Crime"}, keeps=STANDINGS[OVERDUE])) == ["a"]
    assert names(Listing(keeps=STANDINGS[NOT_CLOSED])) == ["a", "d"]
    assert names(Listing(keeps=STANDINGS[REOPENED])) == ["d"]
    assert names(Listing(keeps=STANDINGS["Superseded"])) == ["c"]
    assert names(Listing(words="title A")) == ["a"]
    assert names(Listing(words="R1", searched=("title", "reference"))) == ["a", "b", "c", "d"]
    assert names(Listing(words="R1")) == []


def test_what_holds_no_value_is_last_in_either_order_and_capitals_do_not_matter() -> None:
    assert names(Listing(sort="deadline_on")) == ["c", "a", "d", "b"]
    assert names(Listing(sort="deadline_on", is_descending=True)) == ["d", "a", "c", "b"]
    assert names(Listing(sort="owner_role")) == ["a", "d", "c", "b"]


@given(st.sampled_from(sorted(STANDS)))
def test_every_finding_is_in_one_choice_of_how_it_stands_at_least(stands: str) -> None:
    row = finding("x", None, None, stands, None)
    assert any(keeps(row) for keeps in STANDINGS.values())
    closed = {"closed_by_force", "agreed", "archived", "superseded", "not_stated"}
    assert STANDINGS[NOT_CLOSED](row) is (stands not in closed)


def test_a_file_has_the_rows_and_columns_on_screen_and_runs_no_formula() -> None:
    chosen = Listing(holds={"owner_role": "ACC Crime"}, columns=("title", "deadline_on", "days_overdue"))
    assert tables.as_csv(chosen.table(REGISTER)) == (
        "Finding,Deadline,Days past\nTitle a,2026-03-31,181\nTitle d,2027-01-01,\n"
    )
    hostile = result("findings_register", {"title": "=cmd()", "finding_id": "x"})
    assert tables.as_csv(Listing(columns=("title",)).table(hostile)) == "Finding\n'=cmd()\n"
    sheet = load_workbook(
        io.BytesIO(one_table(chosen.table(REGISTER), "Findings register", ["2 of 4 findings"]))
    ).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells[0] == ["Finding", "Deadline", "Days past"]
    assert [cells[1][0], cells[1][1].date(), cells[1][2]] == ["Title a", date(2026, 3, 31), 181]
    assert sheet.tables["Table_1"].ref == "A3:C5"


def test_a_heading_says_how_the_list_is_sorted_and_is_a_button() -> None:
    table = tables.Table(
        columns=(
            tables.Heading(heading="Deadline", press="sort-deadline_on", order="descending"),
            tables.Heading(heading="Owner", press="sort-owner_role"),
        ),
        rows=(),
    )
    html = markup("table", "table", table, "Findings", "", False)
    assert (
        '<th scope="col" aria-sort="descending" data-heading="Deadline"><button type="button" data-press="sort-deadline_on">Deadline'
        in html
    )
    assert '<th scope="col" data-heading="Owner"><button type="button" data-press="sort-owner_role">Owner' in html


def test_columns_to_choose_from_are_the_listed_ones_of_the_card() -> None:
    headings = choosable(REGISTER)
    assert {
        "Finding",
        "Executive owner",
        "Governance board",
        "Local rating",
        "Deadline",
        "Days past",
    } <= headings.keys()
    assert not {"finding_id", "parent_finding_id", "counts_as"} & {column.name for column in headings.values()}
