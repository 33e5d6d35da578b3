"""Findings and causes of concern that stand otherwise than before, each kind of change in one sentence.

Closed is several things: HMICFRS agreed, the force closed it, the source says it was archived, or the force certified
it and HMICFRS has yet to look. They are reported apart, as is a finding that a later one superseded.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from src import wording
from src.analysis.past_dates import HMICFRS_DEADLINE, OWN_DATE, past, slipped
from src.contracts.change import Attention, Change, ChangeKind, Value
from src.contracts.metric import Result, Row

NAMED = 3
"""How many titles a sentence names before it counts the rest."""
MOST_REPORTS = 5
"""How many reports have a sentence of their own for the findings they raised."""
NEW_REPORT = timedelta(days=92)
"""How long before the earlier date a report may be published whose findings are raised since: registers lag."""
LETTER = "the Chief Constable's letter"
_UNKNOWN = "not_stated"


@dataclass(frozen=True)
class _Way:
    """One way in which a finding can have come to stand otherwise."""

    words: str
    kind: ChangeKind
    attention: Attention
    holds: Callable[[Row, Row], bool]
    """Whether it is of this kind, by its row before and now."""
    may_have_letter: bool = False


def _came_to(*statuses: str) -> Callable[[Row, Row], bool]:
    return lambda old, new: bool(new["status_code"] in statuses and old["status_code"] not in statuses)


def _closed_as(stands: str) -> Callable[[Row, Row], bool]:
    """A finding that HMICFRS had agreed to be closed is not closed again by being archived."""
    return lambda old, new: bool(new["stands_as"] == stands and old["counts_as"] != "closed")


def _reopened(old: Row, new: Row) -> bool:
    is_open_again = old["counts_as"] == "closed" and new["counts_as"] not in ("closed", "superseded", _UNKNOWN)
    return bool(is_open_again or (new["status_code"] == "reopened" != old["status_code"]))


def _into_progress(old: Row, new: Row) -> bool:
    return bool(new["status_code"] == "in_progress" != old["status_code"] and old["counts_as"] == "open")


def _another_level(old: Row, new: Row) -> bool:
    return bool(new["level_code"] and old["level_code"] and new["level_code"] != old["level_code"])


_CLOSED = (ChangeKind.FINDING_CLOSED, Attention.BETTER)
_SILENT = (ChangeKind.STATUS_UNKNOWN, Attention.CARE)
_WAYS = (
    _Way("re-opened", ChangeKind.FINDING_REOPENED, Attention.BOARD, _reopened),
    _Way("closed, as HMICFRS agreed", *_CLOSED, _came_to("hmicfrs_agreed"), may_have_letter=True),
    _Way("closed by the force", *_CLOSED, _closed_as("closed_by_force"), may_have_letter=True),
    _Way("archived", *_CLOSED, _closed_as("archived"), may_have_letter=True),
    _Way(
        "certified by the force, awaiting HMICFRS",
        ChangeKind.FINDING_SELF_CERTIFIED,
        Attention.OTHER,
        _came_to("self_certified"),
        may_have_letter=True,
    ),
    _Way("done, the force says; nothing was sent", ChangeKind.OTHER, Attention.OTHER, _came_to("force_says_done")),
    _Way("now in progress", ChangeKind.OTHER, Attention.OTHER, _into_progress),
    _Way("superseded by a later finding", ChangeKind.FINDING_SUPERSEDED, Attention.OTHER, _came_to("superseded")),
    _Way("no longer stated to be open or closed", *_SILENT, _came_to(_UNKNOWN)),
    _Way("now at another level", ChangeKind.LEVEL_CHANGED, Attention.OTHER, _another_level),
    _Way("now without a stated level", *_SILENT, lambda old, new: bool(old["level_code"] and not new["level_code"])),
)


def register_changed(
    before: Result, after: Result, *, causes: Sequence[str] = (), moves: Sequence[Row] = ()
) -> Iterator[Change]:
    """How the findings of the register stand otherwise: status, level and dates, and which are new.

    Each change is dated by the newest statement on either side. The ids in `causes` are reported as causes of
    concern and left out. `moves` are all moves of dates that are held: how often one has slipped is said with it.
    """
    for change in _register_changed(before, after, causes, moves):
        yield replace(change, before_on=before.newest_on, after_on=after.newest_on)


def _register_changed(before: Result, after: Result, causes: Sequence[str], moves: Sequence[Row]) -> Iterator[Change]:
    was = {row["finding_id"]: row for row in before.rows if row["finding_id"] not in causes}
    both = [(was[row["finding_id"]], row) for row in after.rows if row["finding_id"] in was]
    for way in _WAYS:
        rows = [new for old, new in both if way.holds(old, new)]
        if rows:
            yield _counted(way, rows, after)
    yield from _dates_moved(both, after, "deadline_on", "HMICFRS's deadline", moves, "HMICFRS")
    yield from _dates_moved(both, after, "force_target_on", "The force's own date", moves, "The force")
    new = [row for row in after.rows if row["finding_id"] not in was and row["finding_id"] not in causes]
    yield from _raised(new, before, after)


def _raised(rows: Sequence[Row], before: Result, after: Result) -> Iterator[Change]:
    """New findings by report, and by type and level; those of reports listed before, or old ones, in one sentence."""
    reports: dict[str, list[Row]] = {}
    older = []
    listed = {row["source_report"] for row in before.rows}
    for row in rows:
        published = row["report_published_on"]
        if listed and row["source_report"] not in listed and published and published > before.as_at - NEW_REPORT:
            reports.setdefault(row["source_report"], []).append(row)
        else:
            older.append(row)
    if len(reports) > MOST_REPORTS:
        several = f"{wording.in_words(len(reports))} new reports"
        yield _new_findings([row for of_report in reports.values() for row in of_report], after, f"{several} raised")
    else:
        for report, of_report in reports.items():
            yield _new_findings(of_report, after, f"{report} raised", subject=report)
    if older:
        change = _new_findings(older, after, "")
        yield change if before.rows else replace(change, attention=Attention.OTHER)  # no register was held before


def _new_findings(rows: Sequence[Row], after: Result, who: str, subject: str = "") -> Change:
    """Findings that a report raised, or that are listed for the first time."""
    count = wording.count_in_words(len(rows), "finding")
    sorts = Counter((row["finding_type_name"], row["level_name"]) for row in rows)
    counts = [_sort(count, *sort) for sort, count in sorted(sorts.items())]
    return _change(
        ChangeKind.FINDING_RAISED,
        Attention.BOARD,
        f"{wording.capital(who)} {count}" if who else f"{_count(rows)} {_is(rows)} listed for the first time",
        f": {wording.listed(counts)}. {_titles(rows)}",
        rows,
        after,
        subject=subject,
        figures=tuple(float(count) for count in sorts.values()),
    )


def _sort(count: int, type_name: str, level_name: str) -> str:
    """Two recommendations at Level 2."""
    plural = {"Area for improvement": "areas for improvement", "Cause of concern": "causes of concern"}
    singular = wording.inside(type_name)
    noun = singular if count == 1 else plural.get(type_name, f"{singular}s")
    level = f" at {level_name}" if level_name.startswith("Level ") else f" {wording.inside(level_name)}"
    if level_name == "Not stated":
        level = " with no stated level"
    elif level_name.startswith("No level"):
        level = ""
    return f"{wording.in_words(count)} {noun}{level}"


def _dates_moved(
    both: Sequence[tuple[Row, Row]], after: Result, column: str, whose: str, moves: Sequence[Row], set_by: str
) -> Iterator[Change]:
    """Dates that are another than before, set for the first time, or no longer stated; and how often they slipped."""
    pairs = [(old, new) for old, new in both if old[column] != new[column]]
    if not pairs:
        return
    ways: dict[str, int] = {}
    days: list[int] = []
    for old, new in pairs:
        way = "no longer stated" if new[column] is None else "set" if old[column] is None else ""
        if not way:
            days.append((new[column] - old[column]).days)
            way = "later" if days[-1] > 0 else "earlier"
        ways[way] = ways.get(way, 0) + 1
    rows = [new for _, new in pairs]
    single = pairs[0] if len(pairs) == 1 else None
    names = {row["finding_id"] for row in rows}
    slips = slipped(
        [row for row in moves if row["finding_id"] in names and row["set_by"] == set_by], is_beside_a_span=True
    )
    still_past, which_past = _still_past(rows, column, after.as_at)
    yield _change(
        ChangeKind.DEADLINE_MOVED,
        Attention.BOARD if ways.get("later") else Attention.OTHER,
        f"{_ways_moved(whose, len(rows), ways, days)}{still_past}",
        f". {wording.paragraph([which_past, slips, _titles(rows)])}",
        rows,
        after,
        before=single[0][column] if single else None,
        after_value=single[1][column] if single else len(rows),
        figures=tuple(float(count) for count in ways.values()),
    )


def _still_past(rows: Sequence[Row], column: str, as_at: date) -> tuple[str, str]:
    """How many of the new dates are past already, and which: a date that moved to such a day gave no time.

    Both are empty where none is.
    """
    past = [
        row for row in rows if row[column] and row[column] < as_at and row["counts_as"] not in ("closed", "superseded")
    ]
    if not past:
        return "", ""
    if len(rows) == 1:
        return f", which is past already ({wording.day(past[0][column])})", ""
    dated = [f"{row['title']} ({wording.day(row[column])})" for row in past]
    count = f"; {wording.in_words(len(past))} {wording.verb(len(past), 'is', 'are')} past already"
    return count, f"Past already: {wording.first_of(dated, NAMED)}."


def _ways_moved(whose: str, count: int, ways: Mapping[str, int], days: Sequence[int]) -> str:
    """The force's own date moved later for seven findings, by up to 184 days."""
    furthest = abs(max(days, key=abs, default=0))
    by = f", by {'up to ' if len(set(days)) > 1 else ''}{wording.count_of(furthest, 'day')}" if furthest else ""
    findings = wording.count_in_words(count, "finding")
    if len(ways) > 1:
        how = wording.listed(f"{wording.in_words(number)} {way}" for way, number in ways.items())
        return f"{whose} changed for {findings}: {how}{by}"
    (way,) = ways
    verb = "moved later" if way == "later" else "moved earlier" if way == "earlier" else f"is {way}"
    return f"{whose} {verb} for {findings}{by}"


def left_register(before: Result, after: Result) -> Iterator[Change]:
    """Findings that the newest whole register no longer lists, and those that came back into one."""
    was, now = ({row["finding_id"] for row in of.rows} for of in (before, after))
    rows = [row for row in after.rows if row["finding_id"] not in was]
    if rows:
        is_open = sum(row["counts_as"] not in ("closed", "superseded") for row in rows)
        whole_on = rows[0]["newest_whole_on"]
        every = (
            "" if len(rows) == 1 else "all " if is_open in (0, len(rows)) else f"{wording.in_words(is_open)} of them "
        )
        open_text = f"{every}{'last stated not to be closed' if is_open else 'closed before'}"
        yield _change(
            ChangeKind.FINDING_LEFT_REGISTER,
            Attention.BOARD if is_open else Attention.CARE,
            f"{_count(rows)} {_is(rows)} missing from the whole register of {wording.day(whole_on)}, {open_text}",
            f": {_titles(rows)}",
            rows,
            after,
            figures=(float(is_open), float(len(rows) - is_open)),
            after_on=whole_on,
        )
    back = [row for row in before.rows if row["finding_id"] not in now]
    if back:
        text = f"{_count(back)} missing from an earlier whole register {_is(back)} listed again"
        yield _change(ChangeKind.OTHER, Attention.OTHER, text, f": {_titles(back)}", back, after)


def past_deadline(before: Result, after: Result) -> Iterator[Change]:
    """Findings past HMICFRS's deadline that were not past it before, as part of all that are."""
    yield from _past(before, after, ChangeKind.FINDING_OVERDUE, HMICFRS_DEADLINE)


def past_own_date(before: Result, after: Result) -> Iterator[Change]:
    """Findings past the force's own date that were not past it before, as part of all that are."""
    yield from _past(before, after, ChangeKind.FINDING_PAST_OWN_DATE, OWN_DATE)


def _past(before: Result, after: Result, kind: ChangeKind, what: str) -> Iterator[Change]:
    was = {row["finding_id"] for row in before.rows}
    new = [row for row in after.rows if row["finding_id"] not in was]
    if new:
        yield _change(
            kind,
            Attention.BOARD,
            past(what, after.rows, len(new), before.as_at).removesuffix("."),
            f". New: {_titles(new)}",
            new,
            after,
            before=len(before.rows),
            before_on=before.as_at,
            after_value=len(after.rows),
            after_on=after.as_at,
            figures=(float(len(after.rows)), *(float(count) for count in _owners(after.rows).values())),
        )


def _owners(rows: Sequence[Row]) -> Counter[str]:
    return Counter(row["owner_role"] for row in rows if row["owner_role"])


def _counted(way: _Way, rows: Sequence[Row], after: Result) -> Change:
    letters = sum(row["closure_letter_on"] is not None for row in rows) if way.may_have_letter else 0
    text = f"{_count(rows)} {_is(rows)} {way.words}{_with_letter(letters, len(rows))}"
    figures = (float(letters), float(len(rows) - letters)) if letters else ()
    return _change(way.kind, way.attention, text, f": {_titles(rows)}", rows, after, figures=figures)


def _change(
    kind: ChangeKind,
    attention: Attention,
    brief: str,
    more: str,
    rows: Sequence[Row],
    after: Result,
    *,
    subject: str = "",
    before: Value = None,
    before_on: date | None = None,
    after_value: Value = None,
    after_on: date | None = None,
    figures: tuple[float, ...] = (),
) -> Change:
    """A change in a sentence of two parts: what it says in brief, and what it lists."""
    dates = [row["as_at_on"] for row in rows if row.get("as_at_on")]
    return Change(
        kind=kind,
        attention=attention,
        sentence=f"{brief}{more}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        subject=subject or (str(rows[0]["title"]) if len(rows) == 1 else ""),
        before=before,
        before_on=before_on,
        after=len(rows) if after_value is None else after_value,
        after_on=after_on or max(dates, default=None),
        size=float(len(rows)),
        figures=(float(len(rows)), *figures),
        findings=tuple(str(row["finding_id"]) for row in rows),
        brief=f"{brief}.",
    )


def _count(rows: Sequence[Row]) -> str:
    return wording.capital(wording.count_in_words(len(rows), "finding"))


def _is(rows: Sequence[Row]) -> str:
    return "is" if len(rows) == 1 else "are"


def _titles(rows: Sequence[Row]) -> str:
    return wording.first_of([str(row["title"]) for row in rows], NAMED)


def _with_letter(letters: int, count: int) -> str:
    """How many of them came with the letter that the level rules ask for; nothing where none is held."""
    if not letters:
        return ""
    if letters == count:
        return ", " + {1: "", 2: "both "}.get(count, "all ") + f"with {LETTER}"
    return f", {wording.in_words(letters)} with {LETTER}"
