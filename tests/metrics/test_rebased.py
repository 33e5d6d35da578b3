"""The newest figures compared with a baseline in place of the date before."""

from datetime import date

from src.metrics.common_wording import rebased

JULY, AUGUST, WEEK_BEFORE, NEWEST = date(2026, 7, 27), date(2026, 8, 31), date(2026, 9, 21), date(2026, 9, 28)


def test_only_the_newest_rows_change_and_they_compare_with_the_date_on_or_before_the_baseline() -> None:
    rows = [
        {"as_at_on": day, "area": area, "n": n, "previous_on": None, "previous_count": 99, "change_count": 99}
        for day, area, n in (
            (JULY, "Walsall", 1), (AUGUST, "Walsall", 65), (AUGUST, "Dudley", None), (WEEK_BEFORE, "Walsall", 51),
            (NEWEST, "Walsall", 59), (NEWEST, "Dudley", 11),
        )
    ]  # fmt: skip
    found = rebased(rows, date(2026, 9, 5), "area", "n")
    assert found[:4] == rows[:4]
    assert [(row["previous_on"], row["previous_count"], row["change_count"]) for row in found[4:]] == [
        (AUGUST, 65, -6),
        (AUGUST, None, None),
    ]
    assert rebased(rows, date(2020, 1, 1), "area", "n") == rows
    assert rebased(rows, NEWEST, "area", "n") == rows
