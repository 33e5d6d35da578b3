"""Findings not closed by owner, board and local rating: drawn rows and sentences counted by hand."""

from datetime import date
from typing import Any

import pytest

from src.metrics.findings.lifecycle_wording import by_responsibility
from tests.metrics.conftest import Spec

FINDINGS = """
    finding_id | as_at_on   | finding_type_code | status_code     | deadline_on | owner_role | governance_board | local_rating_code
    -----------+------------+-------------------+-----------------+-------------+------------+------------------+------------------
    a          | 2024-01-10 | recommendation    | open            | 2024-01-31  | ACC Crime  | Crime Board      | red
    b          | 2024-01-10 | recommendation    | force_says_done | 2024-03-31  | ACC Crime  | People Board     | green
    c          | 2024-01-10 | recommendation    | self_certified  | 2024-01-01  | ACC People | People Board     |
    d          | 2024-01-10 | recommendation    | not_stated      | 2024-01-01  | ACC People | People Board     | red
    e          | 2024-01-10 | recommendation    | reopened        |             |            |                  |
    f          | 2024-01-10 | recommendation    | hmicfrs_agreed  | 2024-01-01  | ACC Crime  | Crime Board      | green
    g          | 2024-01-10 | recommendation    | superseded      | 2024-01-01  | ACC Gone   | Crime Board      | red
"""


def test_each_finding_counts_once_under_its_owner_its_board_and_its_rating(spec: Spec) -> None:
    spec(
        "findings_by_responsibility",
        {"findings": FINDINGS},
        "2024-02-27",
        """
        grouping_code | group_name   | open_count | done_not_sent_count | with_hmicfrs_count | not_closed_count | overdue_count
        --------------+--------------+------------+---------------------+--------------------+------------------+--------------
        owner         | ACC Crime    | 1          | 1                   | 0                  | 2                | 1
        owner         | ACC People   | 0          | 0                   | 1                  | 1                | 2
        owner         | None stated  | 1          | 0                   | 0                  | 1                | 0
        board         | People Board | 0          | 1                   | 1                  | 2                | 2
        board         | Crime Board  | 1          | 0                   | 0                  | 1                | 1
        board         | None stated  | 1          | 0                   | 0                  | 1                | 0
        rating        | Red          | 1          | 0                   | 0                  | 1                | 2
        rating        | Green        | 0          | 1                   | 0                  | 1                | 0
        rating        | None stated  | 1          | 0                   | 1                  | 2                | 1
        """,
    )


def owned(name: str, not_closed: int, overdue: int = 0, grouping: str = "owner") -> dict[str, Any]:
    return {"grouping_code": grouping, "group_name": name, "not_closed_count": not_closed, "overdue_count": overdue}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [
                owned("ACC Crime", 70, 22),
                owned("ACC People", 9),
                owned("None stated", 9),
                owned("Red", 28, 9, "rating"),
            ],
            "ACC Crime answers for 70 of 88 findings not closed, 22 of them past HMICFRS's deadline. Nine of the 88 "
            "have no stated owner. The force rates 28 of them red.",
        ),
        (
            [owned("A", 2, 1), owned("B", 2)],
            "A and B answer for two each of four findings not closed; one of these four is past HMICFRS's deadline.",
        ),
        ([owned("A", 2, 1)], "A answers for both findings not closed, one of them past HMICFRS's deadline."),
        ([owned("A", 1, 1)], "A answers for the one finding not closed, past HMICFRS's deadline."),
        ([owned("A", 1)], "A answers for the one finding not closed."),
        ([owned("None stated", 1)], "The one finding not closed has no stated owner."),
        ([owned("None stated", 8)], "None of the eight findings not closed has a stated owner."),
        ([owned("A", 0, 1)], "No finding is open, done but not sent, or with HMICFRS."),
    ],
)
def test_the_sentence_names_who_has_most_what_has_no_owner_and_what_is_red(
    rows: list[dict[str, Any]], sentence: str
) -> None:
    assert by_responsibility(rows, date(2024, 2, 27)) == sentence
