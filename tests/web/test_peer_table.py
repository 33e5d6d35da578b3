"""Forces by area of policing: our own on top, each cycle on its own, and what no source names left open."""

import re

from src.web import peer_table
from tests.present.test_tables import result


def test_a_grid_a_cycle_has_our_force_on_top_and_says_what_no_source_names() -> None:
    cycle = {"cycle_code": "2023-25", "cycle_name": "PEEL 2023-25"}
    good, adequate = {"grade_code": "G", "grade_name": "Good"}, {"grade_code": "A", "grade_name": "Adequate"}
    other = result(
        "peer_grades_by_area",
        {**cycle, **good, "force_name": "Merseyside Police", "area": "Investigating crime"},
        {**cycle, **adequate, "force_name": "West Yorkshire Police", "area": "Supporting victims"},
    )
    own = result(
        "peel_grades_by_question",
        {**cycle, **adequate, "rank_order": 3, "question": "Investigating Crime"},
        {**cycle, **good, "rank_order": 2, "question": "Managing offenders"},
        {"cycle_code": "2018-19", **good, "rank_order": 2, "question": "Supporting victims"},
        {**cycle, "grade_code": "ungraded", "grade_name": "Ungraded", "question": "Supporting victims"},
    )
    html = peer_table.by_area(other, own)
    assert re.findall(r'<th scope="col">([^<]*)', html) == [
        "Force", "Investigating crime", "Supporting victims", "Managing offenders",
    ]  # fmt: skip
    rows = [re.findall(r">([^<>]+)</(?:th|span)>", row) for row in html.split("<tr>")[2:]]
    assert rows == [
        ["This force", "Adequate", "Not named", "Good"],
        ["Merseyside Police", "Good", "Not named", "Not named"],
        ["West Yorkshire Police", "Not named", "Adequate", "Not named"],
    ]
