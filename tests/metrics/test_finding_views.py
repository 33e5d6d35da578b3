"""The views that the metrics of findings share: written out in the SQL shown, and counted again by plain Python."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.contracts.metric import Result, with_views
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.findings.wording import STANDS
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_cards import TABLES, without_words

FINDINGS = {name: metric for name, metric in METRICS.items() if "findings" in metric.card.reads}
FOLDER = next(iter(FINDINGS.values())).folder
FIRST = date(2026, 1, 1)
AS_AT = date(2026, 12, 31)
STATUSES = {
    "open": "open",
    "in_progress": "open",
    "reopened": "open",
    "force_says_done": "done_not_sent",
    "self_certified": "with_hmicfrs",
    "closed_by_force": "closed",
    "hmicfrs_agreed": "closed",
    "archived": "closed",
    "superseded": "superseded",
    "not_stated": "not_stated",
}
Statement = dict[str, Any]


@pytest.mark.parametrize("name", METRICS)
def test_the_sql_shown_takes_rows_only_from_tables_and_from_its_own_paragraphs(name: str) -> None:
    sql = without_words(METRICS[name].sql)
    read = set(re.findall(r"\b(?:from|join)\s+(\w+)", sql))
    assert read <= {*TABLES, *re.findall(r"^\s*(\w+) as \($", sql, re.MULTILINE)}


def test_a_view_is_written_out_once_however_often_it_is_read() -> None:
    sql = with_views(
        FOLDER, "select 1 from current_findings join stated_findings on true join current_findings on true"
    )
    assert [sql.count(f"{name} as (\n") for name in ("stated_findings", "current_findings", "finding_closures")] == [
        1,
        1,
        0,
    ]
    assert with_views(FOLDER, "select 1 from findings") == "select 1 from findings"


@st.composite
def registers(draw: st.DrawFn) -> list[Statement]:
    """Statements about up to four findings at up to five dates, some of the dates a whole register."""
    whole = draw(st.sets(st.integers(0, 4)))
    rows = []
    for finding in range(draw(st.integers(1, 4))):
        published = draw(st.none() | st.integers(0, 400).map(lambda days: FIRST - timedelta(days=days)))
        for at in sorted(draw(st.sets(st.integers(0, 4), min_size=1))):
            as_at = FIRST + timedelta(days=60 * at)
            rows.append(
                {
                    "finding_id": f"f{finding}",
                    "as_at_on": as_at,
                    "coverage_code": "whole" if at in whole else "",
                    "finding_type_code": "recommendation",
                    "level_code": draw(st.sampled_from(["", "1", "2", "3"])),
                    "title": "T",
                    "report_published_on": published,
                    "status_code": draw(st.sampled_from(list(STATUSES))),
                    "status_on": draw(
                        st.none() | st.integers(0, 50).map(lambda days, to=as_at: to - timedelta(days=days))
                    ),
                }
            )
    return rows


def _drawn(rows: list[Statement]) -> DrawnEngine:
    lines = [" | ".join(rows[0]), "---+---"]
    lines += [" | ".join("" if value is None else str(value) for value in row.values()) for row in rows]
    return DrawnEngine({"findings": "\n".join(lines)})


def _by_finding(rows: list[Statement]) -> Iterator[list[Statement]]:
    for finding in dict.fromkeys(row["finding_id"] for row in rows):
        yield sorted((row for row in rows if row["finding_id"] == finding), key=lambda row: row["as_at_on"])


def _current(rows: list[Statement]) -> list[Statement]:
    whole = max((row["as_at_on"] for row in rows if row["coverage_code"]), default=FIRST)
    return [newest for of_one in _by_finding(rows) if (newest := of_one[-1])["as_at_on"] >= whole]


def _stands(row: Statement) -> str:
    state = STATUSES[row["status_code"]]
    if state == "open":
        return str(row["status_code"])
    by_force = row["status_code"] == "closed_by_force" or (
        row["status_code"] == "archived" and row["level_code"] == "2"
    )
    return (
        state
        if state != "closed"
        else "closed_by_force"
        if by_force
        else "archived"
        if row["status_code"] == "archived"
        else "agreed"
    )


def _closures(of_one: list[Statement]) -> list[tuple[date, bool]]:
    """The days on which one finding closed, and whether it is closed still; by walking through its statements."""
    closures: list[list[Any]] = []
    is_closed = False
    for row in of_one:
        state = STATUSES[row["status_code"]]
        if state == "not_stated":
            continue
        if state != "closed":
            is_closed = False
            continue
        if not is_closed:
            closures.append([None])
        is_closed = True
        closures[-1][0] = row["status_on"] or closures[-1][0]
    last = len(closures) - 1
    return [(on, is_closed and at == last) for at, (on,) in enumerate(closures) if on is not None]


@given(registers())
def test_every_metric_counts_a_random_register_as_a_walk_through_it_does(rows: list[Statement]) -> None:
    engine = _drawn(rows)
    results: dict[str, Result] = {
        name: calculate(METRICS[name], engine, AS_AT)
        for name in (
            "findings_register",
            "findings_open_and_closed_by_level",
            "finding_days_to_close",
            "finding_times_to_close",
            "findings_raised_and_closed_by_month",
        )
    }
    current = _current(rows)
    assert {row["finding_id"]: row["stands_as"] for row in results["findings_register"].rows} == {
        row["finding_id"]: _stands(row) for row in current
    }
    by_level = results["findings_open_and_closed_by_level"].rows
    for name in STANDS:
        counted = sum(row[f"{name}_count"] for row in by_level)
        states = ("open", "in_progress", "reopened") if name == "open" else (name,)
        assert counted == sum(_stands(row) in states for row in current), name
    closures = {of_one[0]["finding_id"]: _closures(of_one) for of_one in _by_finding(rows)}
    published = {row["finding_id"] for row in rows if row["report_published_on"]}
    still = {name: on for name, days in closures.items() for on, is_still in days if is_still and name in published}
    assert {row["finding_id"]: row["closed_on"] for row in results["finding_days_to_close"].rows} == still
    times = results["finding_times_to_close"].rows
    assert {row["finding_id"]: row["ended_on"] for row in times if row["is_closed"]} == still
    months = results["findings_raised_and_closed_by_month"].rows
    assert sum(row["closed_count"] for row in months) == sum(len(days) for days in closures.values())
    assert sum(row["raised_count"] for row in months) == len(published)
    newest = {of_one[-1]["finding_id"]: STATUSES[of_one[-1]["status_code"]] for of_one in _by_finding(rows)}
    without_day = [name for name in published - still.keys() if newest[name] in ("closed", "not_stated")]
    assert sum(row["day_unknown_count"] for row in months) == len(without_day)
