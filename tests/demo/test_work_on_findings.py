"""The work on findings that is planted: an action that slips, one that is late, one unchecked, a correction, a crossing."""

from datetime import date

from demo.planted import ACTION_OVERDUE, ACTION_SLIPS, ACTION_UNCHECKED, TOLERANCE_CROSSED, UPDATE_CORRECTED
from tests.demo.reading import Supply


def statements(supply: Supply, action: str) -> dict[date, dict[str, str]]:
    """What the tracker says of an action, month by month."""
    return {date.fromisoformat(row["As at"]): row for row in supply.rows("actions") if row["Action"] == action}


def test_one_action_slips_once_with_a_reason_and_a_role_that_agreed(supply: Supply) -> None:
    moved = {
        (row["Action"], row.get("Revised due"), row["Move agreed by"], bool(row["Why moved"]))
        for row in supply.rows("actions")
        if row.get("Revised due")
    }
    assert moved == {("SYN-A01", "2026-10-30", "Deputy Chief Constable", True)}
    before = [day for day, row in statements(supply, "SYN-A01").items() if not row.get("Revised due")]
    assert max(before) < ACTION_SLIPS.from_on <= min(set(statements(supply, "SYN-A01")) - set(before))


def test_one_action_is_overdue_at_the_end_and_one_is_complete_and_unchecked(supply: Supply) -> None:
    last = max(statements(supply, "SYN-A01"))
    newest = [row for row in supply.rows("actions") if row["As at"] == last.isoformat()]
    late = [
        row["Action"]
        for row in newest
        if row["Status"] in ("Not started", "In progress")
        and date.fromisoformat(row.get("Revised due") or row["First due"]) < date(2026, 9, 28)
    ]
    assert late == ["SYN-A02"]
    assert statements(supply, "SYN-A02")[last]["First due"] == "2026-09-01"
    assert date(2026, 9, 1) < ACTION_OVERDUE.from_on
    assert [row["Action"] for row in newest if row["Status"] == "Complete"] == ["SYN-A03"]
    assert last == ACTION_UNCHECKED.from_on
    assert [(row["Action"], row["Checked by"]) for row in newest if row.get("Checked")] == [
        ("SYN-A04", "Internal audit")
    ]


def test_one_update_corrects_that_of_the_month_before(supply: Supply) -> None:
    rows = {row["Update id"]: row for row in supply.rows("finding_updates")}
    (correction,) = [row for row in rows.values() if row.get("Corrects")]
    assert correction["Updated"] == UPDATE_CORRECTED.from_on.isoformat()
    assert rows[correction["Corrects"]]["Updated"] == "2026-07-06"
    assert rows[correction["Corrects"]]["Finding"] == correction["Finding"]


def test_the_tolerance_of_packages_is_crossed_after_the_last_board(supply: Supply) -> None:
    (tolerance,) = [row for row in supply.rows("tolerances") if row["Kind"] == "Tolerance"]
    limit = float(tolerance["Value"])
    # The row of all risk bands is the force's figure: its bands stand in it already.
    waiting = {
        row["As at"]: int(row["Packages"])
        for row in supply.rows("ocset_packages")
        if (row["Stage"], row["Risk"]) == ("Awaiting enforcement", "All risk bands")
    }
    # The last board was on 1 September: the newest figure then is of 31 August.
    assert waiting["2026-08-31"] <= limit < waiting["2026-09-28"]
    assert min(day for day in waiting if day > "2026-08-31" and waiting[day] > limit) == (
        TOLERANCE_CROSSED.from_on.isoformat()
    )


def test_actions_are_under_findings_that_are_open_and_no_step_was_taken_over_them(supply: Supply) -> None:
    newest: dict[str, dict[str, str]] = {}
    for row in sorted(supply.rows("findings"), key=lambda row: row["As at"]):
        newest[row["Finding"]] = row
    actions = supply.rows("actions")
    assert {newest[row["Finding"]]["Status"] for row in actions} <= {"In progress", "Re-opened"}
    first = {
        row["Finding"]: min(item["As at"] for item in actions if item["Finding"] == row["Finding"]) for row in actions
    }
    steps = supply.rows("closure_steps")
    assert [row for row in steps if row["Finding"] in first and row["Day of step"] >= first[row["Finding"]]] == []
    # What a decision is followed by is done about the cause that it was about.
    followed = {row["Action"]: row["Finding"] for row in supply.rows("commentary") if row.get("Action")}
    causes = {
        row["Finding"]: newest[row["Finding"]]["Cause of concern"] for row in actions if row["Action"] in followed
    }
    assert set(causes.values()) == set(followed.values())
