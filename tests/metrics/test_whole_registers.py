"""A whole register lists everything there is: what is missing from it is no longer listed, and is said to have left."""

from collections import Counter
from itertools import product

import pytest

from src.contracts.metric import DIFFERS, RECONCILES
from src.metrics.calculate import _reconciled
from src.metrics.findings.headline_wording import GONE
from src.metrics.findings.position_wording import not_closed
from tests.metrics.conftest import Spec
from tests.metrics.drawn import column
from tests.metrics.portal import TABLES

REGISTER = "findings_register"
BY_LEVEL = "findings_open_and_closed_by_level"


def test_before_the_first_whole_register_the_parts_are_listed(spec: Spec) -> None:
    spec(
        REGISTER,
        TABLES,
        "2026-03-01",
        """
        finding_id | status_code | as_at_on
        -----------+-------------+-----------
        by-name    | open        | 2026-01-20
        """,
    )


def test_on_its_day_a_whole_register_is_all_that_is_listed(spec: Spec) -> None:
    spec(
        REGISTER,
        TABLES,
        "2026-03-02",
        """
        finding_id | status_code
        -----------+----------------
        r1         | in_progress
        r2         | open
        r4         | open
        r3         | force_says_done
        r5         | open
        """,
    )


def test_a_finding_missing_from_a_later_whole_register_is_no_longer_listed(spec: Spec) -> None:
    spec(
        REGISTER,
        TABLES,
        "2026-04-06",
        """
        finding_id | status_code
        -----------+---------------
        r1         | in_progress
        r2         | archived
        r3         | self_certified
        r5         | open
        """,
    )


def test_what_is_stated_after_a_whole_register_counts_from_its_own_day(spec: Spec) -> None:
    spec(
        REGISTER,
        TABLES,
        "2026-04-15",
        """
        finding_id | status_code    | as_at_on
        -----------+----------------+-----------
        r1         | in_progress    | 2026-04-06
        r2         | reopened       | 2026-04-15
        r3         | self_certified | 2026-04-06
        r5         | open           | 2026-04-06
        """,
    )


def test_findings_are_counted_by_level_as_they_are_listed(spec: Spec) -> None:
    rows = {
        at: spec(BY_LEVEL, TABLES, at, gives).where(finding_type_code="recommendation")
        for at, gives in (("2026-03-02", ONE_EACH_AND_TWO), ("2026-04-15", WITHOUT_LEVEL_1))
    }
    assert column(rows["2026-03-02"], "level_code", "open_count")["2"] == 2
    assert column(rows["2026-04-15"], "level_code", "with_hmicfrs_count")["3"] == 1


def test_what_is_open_adds_up_from_what_became_of_every_finding(spec: Spec) -> None:
    """Every way a finding can stand in one register and in the next, once each; absent is one of the ways."""
    ways = {"": "", "open": "open", "in_progress": "open", "reopened": "open", "force_says_done": "done_not_sent"}
    ways |= {"self_certified": "with_hmicfrs", "closed_by_force": "closed", "archived": "closed"}
    ways |= {"superseded": "superseded", "not_stated": "not_stated"}
    pairs = list(product(ways, ways))
    head = "finding_id | as_at_on | coverage_code | finding_type_code | level_code | status_code\n---\n"
    register = head + "\n".join(
        f"f{at} | {day} | whole | recommendation | 4 | {stood[on]}"
        for at, stood in enumerate(pairs)
        for on, day in enumerate(("2026-03-02", "2026-04-06"))
        if stood[on]
    )
    then, now = spec(
        "findings_in_whole_registers", {"findings": register}, "2026-04-06", "as_at_on\n---\n2026-03-02\n2026-04-06"
    ).rows
    stood = Counter((ways[before], ways[after]) for before, after in pairs)
    assert then["newly_listed_count"] == sum(count for (before, after), count in stood.items() if not before and after)
    assert then["newly_open_count"] == sum(
        count for (before, after), count in stood.items() if before not in ("", "open") and after == "open"
    )
    for name in GONE:
        after = name if name != "missing" else ""
        assert then[f"gone_{name}_count"] == stood["open", after] + bool(after) * stood["", after], name
    gone = sum(then[f"gone_{name}_count"] for name in GONE)
    assert now["open_count"] == then["open_count"] + then["newly_listed_count"] + then["newly_open_count"] - gone


ONE_EACH_AND_TWO = """
    level_code    | findings_count
    --------------+---------------
    none          | 0
    1             | 1
    2             | 2
    3             | 1
    4             | 1
    before_levels | 0
    not_stated    | 0
    1             | 0
    2             | 0
    3             | 0
    4             | 0
    before_levels | 0
    not_stated    | 0
"""
WITHOUT_LEVEL_1 = ONE_EACH_AND_TWO.replace("1             | 1", "1             | 0")

SAME_DAY = """
    finding_id | as_at_on   | coverage_code | finding_type_code | parent_finding_id | status_code | deadline_on
    -----------+------------+---------------+-------------------+-------------------+-------------+------------
    old        | 2026-01-01 |               | recommendation    | c1                | open        | 2026-01-31
    in-it      | 2026-02-02 | whole         | recommendation    | c1                | open        | 2026-01-31
    beside     | 2026-02-02 |               | recommendation    | c1                | open        | 2026-01-31
    after      | 2026-02-03 |               | recommendation    | c1                | open        | 2026-01-31
"""


def test_what_is_stated_on_the_day_of_a_whole_register_or_after_it_is_listed_everywhere(spec: Spec) -> None:
    for metric in ("findings_overdue", "cause_recommendations", REGISTER):
        spec(
            metric,
            {"findings": SAME_DAY},
            "2026-02-03",
            """
            finding_id
            ----------
            after
            beside
            in-it
            """,
        )
    spec(
        "findings_left_register",
        {"findings": SAME_DAY},
        "2026-02-03",
        """
        finding_id
        ----------
        old
        """,
    )


def test_a_finding_that_left_is_named_with_its_last_word_and_the_register_it_is_first_missing_from(spec: Spec) -> None:
    result = spec(
        "findings_left_register",
        TABLES,
        "2026-05-01",
        """
        finding_id | status_name | last_stated_on | missing_from_on | newest_whole_on
        -----------+-------------+----------------+-----------------+----------------
        r4         | Open        | 2026-03-02     | 2026-04-06      | 2026-04-06
        by-name    | Open        | 2026-01-20     | 2026-03-02      | 2026-04-06
        """,
    )
    assert result.sentence == (
        "Two findings listed before are missing from the whole register of 6 April 2026. Two of them were not closed "
        "when last stated."
    )


def test_a_finding_that_comes_back_has_not_left(spec: Spec) -> None:
    back = {
        "findings": """
        finding_id | as_at_on   | coverage_code | finding_type_code | status_code
        -----------+------------+---------------+-------------------+------------
        away       | 2026-01-05 | whole         | recommendation    | open
        always     | 2026-01-05 | whole         | recommendation    | open
        always     | 2026-02-02 | whole         | recommendation    | open
        away       | 2026-03-02 | whole         | recommendation    | open
        always     | 2026-03-02 | whole         | recommendation    | open
        """
    }
    gone = spec(
        "findings_left_register",
        back,
        "2026-02-02",
        """
        finding_id | missing_from_on
        -----------+----------------
        away       | 2026-02-02
        """,
    )
    assert gone.sentence == (
        "One finding listed before is missing from the whole register of 2 February 2026. It was not closed when last stated."
    )
    spec("findings_left_register", back, "2026-03-02")


def test_without_a_whole_register_nothing_has_left_it(spec: Spec) -> None:
    spec("findings_left_register", TABLES, "2026-03-01")
    spec("findings_in_whole_registers", TABLES, "2026-03-01")


def test_each_whole_register_is_counted_as_it_stood_on_its_day(spec: Spec) -> None:
    result = spec(
        "findings_in_whole_registers",
        TABLES,
        "2026-04-15",
        """
        as_at_on   | open_count | in_progress_count | done_not_sent_count | with_hmicfrs_count | closed_by_force_count | agreed_count | findings_count | stated_since_on | open_since_count
        -----------+------------+-------------------+---------------------+--------------------+-----------------------+--------------+----------------+-----------------+-----------------
        2026-03-02 | 4          | 1                 | 1                   | 0                  | 0                     | 0            | 5              |                 |
        2026-04-06 | 2          | 1                 | 0                   | 1                  | 1                     | 0            | 4              | 2026-04-15      | 3
        """,
    )
    assert not_closed(result.rows).endswith("With what was stated since, up to 15 April 2026, three are open.")
    assert result.sentence == (
        "The whole register of 6 April 2026 lists 4 findings: 2 open, 1 with HMICFRS and 1 closed by the force. "
        "Open: 2 fewer than in the one of 2 March 2026 (4)."
    )


AGAINST = "The register against the published table, by level"


def printed(day: str, level_2: tuple[int, int]) -> str:
    """A published table with rows for two levels."""
    return f"""
    as_at_on | finding_type_code | level_code | open_count | closed_count | total_count
    ---------+-------------------+------------+------------+--------------+------------
    {day} | recommendation    | 2          | {level_2[0]}          | {level_2[1]}            | 2
    {day} | recommendation    | 3          | 1          | 0            | 1
    """


def test_the_register_is_held_against_the_published_table_and_differences_are_named(spec: Spec) -> None:
    # At 6 April 2026 the register has one of Level 2 open and one closed, and the one of Level 3 waits: not closed.
    for level_2, status, detail in (
        ((1, 1), RECONCILES, "The whole register and the published table count alike at every level."),
        (
            (2, 0),
            DIFFERS,
            "Recommendations, Level 2, open on 6 April 2026: 1 against 2, 1 short. Recommendations, Level 2, closed: 1 "
            "against 0, 1 over.",
        ),
    ):
        tables = {**TABLES, "finding_counts": printed("2026-04-06", level_2)}
        checks = {check.name: check for check in spec(BY_LEVEL, tables, "2026-04-06", LEVELS_ONLY).checks}
        assert (checks[AGAINST].status, checks[AGAINST].detail) == (status, detail)


@pytest.mark.parametrize(
    ("found", "superseded", "end"),
    [
        (4, 3, "4 against 7, 3 short, with three superseded and not counted as closed."),
        (4, 0, "4 against 7, 3 short."),
        (4, None, "4 against 7, 3 short."),
        (8, 2, "8 against 7, 1 over."),
    ],
)
def test_what_is_superseded_is_named_where_a_sum_is_short_of_closed_findings(
    found: int, superseded: int | None, end: str
) -> None:
    row = {"name": AGAINST, "holds": "", "subject": "Level 4, closed", "found": found, "expected": 7}
    assert _reconciled([{**row, "superseded": superseded}]).detail == f"Level 4, closed: {end}"


LEVELS_ONLY = ONE_EACH_AND_TWO.replace("1             | 1", "1             | 0")


def test_the_register_of_the_table_s_own_day_is_compared_not_that_of_the_date_shown(spec: Spec) -> None:
    # At 2 March both of Level 2 were open; one closed since.
    tables = {**TABLES, "finding_counts": printed("2026-03-10", (2, 0))}
    checks = {check.name: check.status for check in spec(BY_LEVEL, tables, "2026-04-06", LEVELS_ONLY).checks}
    assert checks[AGAINST] == RECONCILES


def test_nothing_is_compared_where_the_register_is_partial_or_over_a_month_older_than_the_table(spec: Spec) -> None:
    part = {
        "findings": TABLES["findings"].replace("whole  ", "partial"),
        "finding_counts": printed("2026-03-10", (2, 0)),
    }
    assert AGAINST not in {check.name for check in spec(BY_LEVEL, part, "2026-03-10", PARTS).checks}
    old = {**TABLES, "finding_counts": printed("2026-05-07", (2, 0))}
    assert AGAINST not in {check.name for check in spec(BY_LEVEL, old, "2026-05-07", LEVELS_ONLY).checks}
    newer = {**TABLES, "finding_counts": printed("2026-05-06", (2, 0))}
    assert AGAINST in {check.name for check in spec(BY_LEVEL, newer, "2026-05-06", LEVELS_ONLY).checks}


PARTS = ONE_EACH_AND_TWO.replace("not_stated    | 0", "not_stated    | 1", 1)


def test_every_whole_register_and_every_published_table_is_a_point_by_level(spec: Spec) -> None:
    spec(
        "findings_by_level_over_time",
        {**TABLES, "finding_counts": printed("2026-04-06", (1, 1))},
        "2026-04-15",
        """
        as_at_on   | origin_code     | level_code | not_closed_count | open_count | done_not_sent_count | with_hmicfrs_count | closed_count
        -----------+-----------------+------------+------------------+------------+---------------------+--------------------+-------------
        2026-03-02 | whole_register  | 1          | 1                | 1          | 0                   | 0                  | 0
        2026-03-02 | whole_register  | 2          | 2                | 2          | 0                   | 0                  | 0
        2026-03-02 | whole_register  | 3          | 1                | 0          | 1                   | 0                  | 0
        2026-03-02 | whole_register  | 4          | 1                | 1          | 0                   | 0                  | 0
        2026-04-06 | whole_register  | 2          | 1                | 1          | 0                   | 0                  | 1
        2026-04-06 | whole_register  | 3          | 1                | 0          | 0                   | 1                  | 0
        2026-04-06 | whole_register  | 4          | 1                | 1          | 0                   | 0                  | 0
        2026-04-06 | published_table | 2          | 1                |            |                     |                    | 1
        2026-04-06 | published_table | 3          | 1                |            |                     |                    | 0
        """,
    )


def test_a_whole_register_is_a_point_on_its_own_day(spec: Spec) -> None:
    spec(
        "findings_by_level_over_time",
        TABLES,
        "2026-03-02",
        """
        as_at_on   | level_code | not_closed_count
        -----------+------------+-----------------
        2026-03-02 | 1          | 1
        2026-03-02 | 2          | 2
        2026-03-02 | 3          | 1
        2026-03-02 | 4          | 1
        """,
    )
