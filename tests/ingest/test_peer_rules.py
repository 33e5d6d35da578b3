"""Rows of other forces' grades: a count says how many areas, and one area is named."""

import pytest

from tests.ingest.test_checking import checked, problems

COLUMNS = "Grading,Other force,Cycle,Count or area,Area of policing,Grade,Areas,Areas graded,Basis\n"
START = COLUMNS + "x,Merseyside Police,PEEL 2021/22,"


def test_a_count_and_an_area_of_another_force_pass() -> None:
    assert len(checked(START + "Count of areas,,Good,8,10,Inspectorate\n", "peer_gradings").rows) == 1
    assert len(checked(START + "Area,Investigating crime,Good,,,Inspectorate\n", "peer_gradings").rows) == 1


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("Area,,Good,,10,Inspectorate", "a row of one area names the area"),
        ("Count of areas,,Good,,10,Inspectorate", "a count says how many areas"),
        ("Count of areas,,Good,11,10,Inspectorate", "no more areas have a grade than were graded"),
    ],
)
def test_a_row_of_another_force_that_cannot_be_is_refused_in_the_words_of_its_rule(row: str, rule: str) -> None:
    (text,) = problems(f"{START}{row}\n", "peer_gradings")
    assert f"expected rows that keep this rule: {rule}." in text
