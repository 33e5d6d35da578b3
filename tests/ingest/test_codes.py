"""The code lists and the other spellings known of their values."""

import csv
from pathlib import Path

import pytest

from src.contracts import code_lists
from src.settings import Settings

REFERENCE = Settings().reference
LISTS = code_lists.read_all(REFERENCE)
with (REFERENCE / "misspellings.csv").open(encoding="utf-8", newline="") as opened:
    MISSPELT = [(row["list"], row["spelling"], row["code"]) for row in csv.DictReader(opened)]


def test_the_misspellings_are_no_list_of_their_own() -> None:
    assert "misspellings" not in LISTS
    assert LISTS["areas"].misspellings["B'ham"] == "birmingham"
    assert LISTS["source_kinds"].misspellings == {}


@pytest.mark.parametrize(("name", "spelling", "code"), MISSPELT, ids=lambda text: text)
def test_a_misspelling_stands_for_one_value_and_says_something_new(name: str, spelling: str, code: str) -> None:
    listed = LISTS[name]
    assert code in listed.codes
    spoken = {code_lists.letters_of(text) for text in [*listed.names(), *listed.names().values()]}
    assert code_lists.letters_of(spelling) not in spoken, "it is read as its value without being listed"
    assert listed.near()[code_lists.letters_of(spelling)] == code
    alike = [s for n, s, _ in MISSPELT if n == name and code_lists.letters_of(s) == code_lists.letters_of(spelling)]
    assert alike == [spelling], "list it once"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("areas", "Bham", "birmingham"),
        ("areas", "birmingham  lpa", "birmingham"),
        ("areas", "Wolverhampton (City)", "wolverhampton"),
        ("peel_grades", "Requires-Improvement", "RI"),
        ("finding_levels", "L2", "2"),
        ("finding_levels", "LEVEL  4", "4"),
        ("sex_offender_task_types", "12 month ARMS", "twelve_month_arms"),
        ("peel_cycles", "2021/22", "2021-22"),
        ("finding_statuses", "Self certified", "self_certified"),
    ],
)
def test_a_spelling_is_near_one_value(name: str, text: str, code: str) -> None:
    assert LISTS[name].near()[code_lists.letters_of(text)] == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("areas", "Birmingham East"),
        ("areas", "Dud"),
        ("finding_levels", "-1"),
        ("finding_levels", "Level 5"),
        ("finding_statuses", "Closed"),
        ("peel_grades", "Poor"),
        ("risk_bands", ""),
    ],
)
def test_what_could_be_mistaken_is_near_none(name: str, text: str) -> None:
    assert code_lists.letters_of(text) not in LISTS[name].near()


def test_a_text_that_could_stand_for_two_values_is_near_neither(tmp_path: Path) -> None:
    (tmp_path / "sides.csv").write_text("side_code,side_name\nleft,Left-hand\nright,Lefthand\n")
    (tmp_path / "misspellings.csv").write_text("list,spelling,code\nsides,L,left\nsides,Rite,right\nother,x,y\n")
    sides = code_lists.read_all(tmp_path)["sides"]
    assert sides.same() == {"left-hand": "left", "lefthand": "right", "left": "left", "right": "right"}
    assert sides.near() == {"left": "left", "right": "right", "l": "left", "rite": "right"}
