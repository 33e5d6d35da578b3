"""Small counts held back, for a release outside the force: those under a number, and what would give one away.

Counts of nought stay: they tell of nobody. A count is given away by a total beside the other counts it is
made of, so where one alone is held back, the smallest of the others goes too. Whatever is worked out from
a count that is held back goes with it: its change, its share, its sentence, its limits, the details of checks.
What the inspectorate publishes of a force one by one, its grades, causes of concern and findings, stays listed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from src import wording
from src.contracts.change import Change
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.present.slide import PackData

ALSO = "not shown"
SUMS = (
    ("total_count", ("open_count", "closed_count", "unexplained_count")),
    (
        "findings_count",
        (
            "open_count",
            "done_not_sent_count",
            "with_hmicfrs_count",
            "closed_by_force_count",
            "agreed_count",
            "superseded_count",
            "not_stated_count",
        ),
    ),
    ("open_count", ("in_progress_count", "reopened_count")),
    ("outstanding_count", ("open_count", "done_not_sent_count", "with_hmicfrs_count")),
    ("not_closed_count", ("open_count", "done_not_sent_count", "with_hmicfrs_count")),
    ("reviews_count", ("grade_1_count", "grade_2_count", "grade_3_count", "grade_4_count", "grade_5_count")),
    ("referrals_count", ("male_victim_count",)),
)
"""Columns of a row that add up to another one. Of a part alone, what is left would be its complement."""
_NOT_COUNTS_OF_THINGS = ("areas_reported_count", "published_graded_count", "inferred_count")
_WORKED_OUT = {
    "share_percent": ("numerator_count", "denominator_count", "good_count"),
    "rate_percent": ("numerator_count",),
    "net_count": ("referrals_received_count", "cases_heard_count", "arising_count", "completed_count"),
}
PUBLISHED = ("peel_grades_by_question", "peel_grade_counts_by_cycle", "causes_of_concern_by_status")
"""What is published of the force one by one, and is shown as it is."""
_DATES = ("as_at_on", "month_on")
Hidden = dict[int, dict[str, str]]
"""For the place of a row, the columns held back and what stands in their place."""


def suppressed(pack: PackData, under: int) -> PackData:
    """The same with every count under a number held back, and all that was worked out from one."""
    after = {name: suppress(result, under) for name, result in pack.after.items()}
    before = {name: suppress(result, under) for name, result in pack.before.items()}
    touched = {name for side in (after, before) for name, result in side.items() if _is_touched(result)}
    gone = {f"{row['title']} ({row['discrepancy_id']})" for row in pack.discrepancies if touched & _metrics(row)}
    lines = tuple(change for change in pack.changes if change.metric not in touched and not _counts_few(change, under))
    return replace(
        pack,
        after={name: _silent(result, under, name in touched, gone) for name, result in after.items()},
        before={name: _silent(result, under, name in touched, gone) for name, result in before.items()},
        changes=lines,
        changes_not_shown=len(pack.changes) - len(lines),
        trends=tuple(trend for trend in pack.trends if trend.card.name not in touched),
        discrepancies=[row for row in pack.discrepancies if not touched & _metrics(row)],
        under=under,
    )


def _metrics(discrepancy: Row) -> set[str]:
    return {name.strip() for name in str(discrepancy["metrics"] or "").split(";")}


def _counts_few(change: Change, under: int) -> bool:
    """Whether a change says of few findings that they closed, re-opened or came due, or restates a small count."""
    return change.metric not in PUBLISHED and any(_is_small(figure, under) for figure in change.figures)


def suppress(result: Result, under: int) -> Result:
    """A result with its small counts held back. Its rows say what stands in their place."""
    counts = [name for name in (result.rows[0] if result.rows else ()) if _is_count(name)]
    if not counts or under < 2 or result.card.name in PUBLISHED:
        return result
    hidden: Hidden = {}
    for at, row in enumerate(result.rows):
        for name in counts:
            if _is_small(row.get(name), under):
                hidden.setdefault(at, {})[name] = f"under {under}"
    groups = _groups(result)
    for _ in range(len(counts) + 2):  # what is held back for one sum may give another away
        size = _size(hidden)
        for name in counts:
            for places in groups:
                _across(result.rows, places, name, hidden, under)
        for at, row in enumerate(result.rows):
            _along(at, row, hidden)
        if _size(hidden) == size:
            break
    _follow(result, hidden)
    if not hidden:
        return result
    return replace(result, rows=tuple(_without(row, hidden.get(at, {})) for at, row in enumerate(result.rows)))


def _is_count(name: str) -> bool:
    return name.endswith("_count") and not name.startswith("change_") and name not in _NOT_COUNTS_OF_THINGS


def _is_small(value: Any, under: int) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < abs(value) < under


def _size(hidden: Hidden) -> int:
    return sum(len(names) for names in hidden.values())


def _groups(result: Result) -> list[list[int]]:
    """The places of rows that add up: all those of one date, where a row is about a part; by each key in turn."""
    parts = [name for name in result.card.one_row_per if name not in _DATES]
    if not parts:
        return []
    dated = [name for name in result.card.one_row_per if name in _DATES]
    stored = [[*dated]] if len(parts) == 1 else [[*dated, item] for item in parts]
    groups = []
    for names in stored:
        found: dict[tuple[Any, ...], list[int]] = {}
        for at, row in enumerate(result.rows):
            found.setdefault(tuple(row[name] for name in names), []).append(at)
        groups += list(found.values())
    return groups


def _across(rows: Sequence[Row], places: Sequence[int], name: str, hidden: Hidden, under: int) -> None:
    """Where one count of a group alone is held back, the smallest other goes too.

    Likewise where several are but their sum tells each: all of them one, or all as large as they can be.
    """
    gone = [at for at in places if name in hidden.get(at, {})]
    values = {rows[at][name] for at in gone}
    if not gone or (len(gone) > 1 and values not in ({1}, {under - 1})):
        return
    left = [at for at in places if at not in gone and rows[at].get(name) is not None]
    if left:
        at = min(left, key=lambda place: (rows[place][name] == 0, rows[place][name]))
        hidden.setdefault(at, {})[name] = ALSO


def _along(at: int, row: Row, hidden: Hidden) -> None:
    """Where one part of a total in the same row is held back, the smallest other part goes too, or the total."""
    for total, parts in SUMS:
        known = [name for name in parts if row.get(name) is not None]
        gone = [name for name in known if name in hidden.get(at, {})]
        if len(gone) != 1 or row.get(total) is None or total in hidden.get(at, {}):
            continue
        left = [name for name in known if name not in gone]
        name = min(left, key=lambda item: (row[item] == 0, row[item])) if left else total
        hidden.setdefault(at, {})[name] = ALSO


def _follow(result: Result, hidden: Hidden) -> None:
    """What is worked out from a count goes with it: an earlier figure told again, a change, a share."""
    figure = result.card.figure
    parts = [name for name in result.card.one_row_per if name not in _DATES]
    at_date = {(*(row[name] for name in parts), row.get("as_at_on")): at for at, row in enumerate(result.rows)}
    for at, row in enumerate(result.rows):
        earlier = at_date.get((*(row[name] for name in parts), row.get("previous_on")))
        if earlier is not None and figure in hidden.get(earlier, {}) and "previous_count" in row:
            hidden.setdefault(at, {})["previous_count"] = hidden[earlier][figure]
        gone = hidden.get(at, {})
        if "change_count" in row and gone.keys() & {figure, "previous_count"}:
            gone["change_count"] = ALSO
        for name, counts in _WORKED_OUT.items():
            if row.get(name) is not None and gone.keys() & set(counts):
                gone[name] = ALSO


def _without(row: Row, gone: Mapping[str, str]) -> Row:
    if not gone:
        return row
    # A note may tell in words what a figure no longer tells.
    return {**row, **dict.fromkeys(gone), "note": None, NOT_SHOWN: dict(gone)}


def _is_touched(result: Result) -> bool:
    return any(NOT_SHOWN in row for row in result.rows)


def _silent(result: Result, under: int, is_touched: bool, gone: Collection[str]) -> Result:
    """A result whose checks tell no count, nor its sentence where something of it is held back.

    `gone` are the names of checks that tell one themselves.
    """
    when = f" at {wording.day(result.newest_on)}" if result.newest_on else ""
    checks = tuple(
        replace(check, detail="Its details are not shown.") for check in result.checks if check.name not in gone
    )
    if not is_touched:
        return replace(result, checks=checks)
    text = f"{result.card.title}{when}. Counts under {under} are not shown."
    return replace(result, sentence=text, checks=checks)
