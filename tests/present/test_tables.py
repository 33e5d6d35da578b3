"""Tables from the columns of a card, and their markup. Expected cells are written by hand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.contracts.metric import NOT_SHOWN, Distinguished, Result
from src.metrics import METRICS
from src.present.html.markup import markup
from src.present.tables import of_records, of_result


def result(name: str, *rows: dict[str, Any]) -> Result:
    card = METRICS[name].card
    empty = {column.name: None for column in card.columns}
    return Result(
        card=card, as_at=date(2024, 2, 1), edition=1, rows=tuple({**empty, **row} for row in rows), sentence="",
        sources=(), checks=(), caveats=(), sql="",
    )  # fmt: skip


def texts(of: Result, *names: str, is_long: bool = False) -> list[list[str]]:
    return [[cell.text for cell in row] for row in of_result(of, names, is_long=is_long).rows]


PACKAGES = result(
    "ocset_packages_by_stage",
    {"as_at_on": date(2023, 6, 30), "as_at_precision": "month", "packages_count": 80, "qualifier_code": "over"},
    {"as_at_on": date(2024, 2, 1), "as_at_precision": "day", "packages_count": 1300},
    {"packages_count": None, NOT_SHOWN: {"packages_count": "under 5"}},
    {},
)


def test_a_bound_is_a_bound_a_month_a_month_and_no_figure_is_said() -> None:
    assert texts(PACKAGES, "as_at_on", "packages_count") == [
        ["Jun 2023", ">80"], ["1 Feb 2024", "1,300"], ["–", "under 5"], ["–", "no figure"],
    ]  # fmt: skip
    assert texts(PACKAGES, "as_at_on", is_long=True)[0] == ["June 2023"]


def test_a_share_has_its_sign_and_a_flag_its_word() -> None:
    assert texts(result("investigation_standards_met", {"share_percent": 82.0}), "share_percent") == [["82%"]]
    assert texts(result("ocset_packages_by_risk", {"is_within_limit": False}), "is_within_limit") == [["No"]]


def test_the_columns_of_a_card_stand_in_its_order_and_others_in_the_order_named() -> None:
    assert [column.heading for column in of_result(PACKAGES).columns] == [
        "Stage", "As at", "Packages", "Place in source",
    ]  # fmt: skip
    named = of_result(PACKAGES, ("packages_count", "stage_name")).columns
    assert [(column.heading, column.is_number) for column in named] == [("Packages", True), ("Stage", False)]
    with pytest.raises(KeyError):
        of_result(PACKAGES, ("packages",))


def test_only_the_title_of_a_row_leads_somewhere() -> None:
    rows = result("findings_overdue", {"title": "Train staff", "finding_id": "f1", "level_name": "Level 2"})
    (row,) = of_result(rows, ("title", "level_name"), link=lambda row: f"findings?finding={row['finding_id']}").rows
    assert [cell.address for cell in row] == ["findings?finding=f1", ""]


@pytest.mark.parametrize(("shown", "title"), [(("title",), "Train (Level 2)"), (("title", "level_name"), "Train")])
def test_a_table_that_shows_what_distinguishes_a_title_has_the_title_alone(shown: tuple[str, ...], title: str) -> None:
    named = Distinguished.by("Train", "Level 2", "level_name")
    (row,) = of_result(result("findings_overdue", {"title": named, "level_name": "Level 2"}), shown).rows
    assert (row[0].text, row[0].value) == (title, title)


def test_a_column_of_numbers_is_known_by_its_values_written_out_or_not() -> None:
    table = of_records(
        [
            {"Level": "Level 1", "Range": "12 to 15", "Change": "+9", "Date": date(2024, 2, 1), "Share": "75%"},
            {"Level": "Level 2", "Range": "none yet", "Change": "−21", "Date": None, "Share": "8.5%"},
        ]
    )
    assert [column.heading for column in table.columns if column.is_number] == ["Range", "Change", "Share"]


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_text_of_a_table_becomes_markup(heading: str, text: str) -> None:
    """Whatever the text, the markup has the elements of a table of one cell and no others."""
    html = markup("table", "table", of_records([{heading: text}]), text)
    assert html.count("<") == html.count(">") == 18
