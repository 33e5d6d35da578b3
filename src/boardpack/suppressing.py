"""Small counts held back, for a release outside the force: those under a number, and what would give one away.

Counts of nought stay: they tell of nobody. A count is given away by a total beside the other counts it is
made of, so where one alone is held back, the smallest of the others goes too. Whatever is worked out from
a count that is held back goes with it: its change, its share, its sentence, its limits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from src import wording
from src.boardpack.slide import Held
from src.boardpack.tables import NOT_SHOWN
from src.metrics.contract import Check, Result, Row

ALSO = "not shown"
SUMS = (
    ("total_count", ("open_count", "closed_count", "unexplained_count")),
    ("findings_count", ("open_count", "awaiting_count", "closed_count", "not_stated_count")),
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
_DATES = ("as_at_on", "month_on")
Hidden = dict[int, dict[str, str]]
"""For the place of a row, the columns held back and what stands in their place."""


def suppressed(held: Held, under: int) -> Held:
    """The same with every count under a number held back, and all that was worked out from one."""
    after = {name: suppress(result, under) for name, result in held.after.items()}
    before = {name: suppress(result, under) for name, result in held.before.items()}
    touched = {
        name
        for name in after
        if _is_touched(after[name]) or (name in before and _is_touched(before[name]))
    }  # fmt: skip
    return replace(
        held,
        after={name: _silent(result, under) if name in touched else result for name, result in after.items()},
        before={name: _silent(result, under) if name in touched else result for name, result in before.items()},
        changes=tuple(change for change in held.changes if change.metric not in touched),
        trends=tuple(trend for trend in held.trends if trend.card.name not in touched),
        under=under,
    )


def suppress(result: Result, under: int) -> Result:
    """A result with its small counts held back. Its rows say what stands in their place."""
    counts = [name for name in (result.rows[0] if result.rows else ()) if _is_count(name)]
    if not counts or under < 2:
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
                _across(result.rows, places, name, hidden)
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
    kept = [[*dated]] if len(parts) == 1 else [[*dated, one] for one in parts]
    groups = []
    for names in kept:
        found: dict[tuple[Any, ...], list[int]] = {}
        for at, row in enumerate(result.rows):
            found.setdefault(tuple(row[name] for name in names), []).append(at)
        groups += list(found.values())
    return groups


def _across(rows: Sequence[Row], places: Sequence[int], name: str, hidden: Hidden) -> None:
    """Where one count of a group alone is held back, the smallest other goes too."""
    gone = [at for at in places if name in hidden.get(at, {})]
    if len(gone) != 1:
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
        name = min(left, key=lambda one: (row[one] == 0, row[one])) if left else total
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


def _silent(result: Result, under: int) -> Result:
    """A result whose sentence and checks tell no count: those worked out before something was held back."""
    when = f" at {wording.day(result.newest_on)}" if result.newest_on else ""
    said = "Told in numbers elsewhere; not shown here."
    return replace(
        result,
        sentence=f"{result.card.title}{when}. Counts under {under} are not shown.",
        checks=tuple(
            Check(name=check.name.split(" (")[0], status=check.status, detail=said) for check in result.checks
        ),
    )
