"""Findings and causes of concern that stand otherwise than before, each kind in one sentence.

Closed is three things: HMICFRS agreed, the force closed and archived it, or the force certified it and HMICFRS has
yet to look. They are told apart, as is a finding that a later one took the place of.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from src import wording
from src.contracts.change import Change, Consequence
from src.contracts.metric import Result, Row

LISTED = 3
"""How many titles a sentence names before it counts the rest."""
LETTER = "the Chief Constable's letter"


@dataclass(frozen=True)
class _Kind:
    """One way in which a finding can have come to stand otherwise."""

    text: str
    consequence: Consequence
    holds: Callable[[Row, Row], bool]
    """Whether it is of this kind, by its row before and now."""
    may_have_letter: bool = False


def _came_to(status: str) -> Callable[[Row, Row], bool]:
    return lambda old, new: bool(new["status_code"] == status and old["status_code"] != status)


def _archived(old: Row, new: Row) -> bool:
    """A finding that HMICFRS had agreed to be closed is not closed again by being archived."""
    return bool(new["status_code"] == "archived" and old["counts_as"] != "closed")


def _reopened(old: Row, new: Row) -> bool:
    return bool(old["counts_as"] == "closed" and new["counts_as"] not in ("closed", "not_stated"))


def _another_level(old: Row, new: Row) -> bool:
    return bool(new["level_code"] and old["level_code"] and new["level_code"] != old["level_code"])


_KINDS = (
    _Kind("re-opened", Consequence.REOPENED, _reopened),
    _Kind("closed, as HMICFRS agreed", Consequence.CLOSED, _came_to("hmicfrs_agreed"), True),
    _Kind("closed and archived", Consequence.CLOSED, _archived, True),
    _Kind("certified by the force, awaiting HMICFRS", Consequence.OTHER, _came_to("self_certified"), True),
    _Kind("done, the force says", Consequence.OTHER, _came_to("force_says_done")),
    _Kind("superseded by a later finding", Consequence.OTHER, _came_to("superseded")),
    _Kind("now at another level", Consequence.OTHER, _another_level),
)


def findings_changed(before: Result, after: Result, *, besides: Container[str] = ()) -> Iterator[Change]:
    """Findings of the register that are closed, certified, re-opened, superseded or at another level than before.

    Those named in `besides` are left out: they are reported as causes of concern.
    """
    was = {row["finding_id"]: row for row in before.rows if row["finding_id"] not in besides}
    both = [(was[row["finding_id"]], row) for row in after.rows if row["finding_id"] in was]
    for kind in _KINDS:
        rows = [new for old, new in both if kind.holds(old, new)]
        if rows:
            yield _counted(kind, rows, after)


def newly_overdue(before: Result, after: Result) -> Iterator[Change]:
    """Findings on the list past their deadline that were not on it before."""
    was = {row["finding_id"] for row in before.rows}
    rows = [row for row in after.rows if row["finding_id"] not in was]
    if rows:
        yield _counted(_OVERDUE, rows, after)


_OVERDUE = _Kind("past the deadline and not known to be closed", Consequence.OVERDUE, lambda *_: True)


def causes_changed(before: Result, after: Result) -> Iterator[Change]:
    """Causes of concern that are new, or stand otherwise than before."""
    was = {row["cause_id"]: row for row in before.rows}
    for row in after.rows:
        old = was.get(row["cause_id"])
        if old and old["counts_as"] != row["counts_as"]:
            is_closed = row["counts_as"] == "closed"
            stands = "closed" if is_closed else f"is {row['status_name'].lower()}"
            yield Change(
                consequence=Consequence.CLOSED if is_closed else Consequence.REOPENED,
                text=f"Cause of concern {stands}: {row['title']}.",
                metric=after.card.name,
                size=1000.0,
            )
        elif old is None:
            yield Change(
                consequence=Consequence.REOPENED,
                text=f"New cause of concern: {row['title']}.",
                metric=after.card.name,
                size=1000.0,
            )


def _counted(kind: _Kind, rows: Sequence[Row], after: Result) -> Change:
    letters = sum(row["closure_letter_on"] is not None for row in rows) if kind.may_have_letter else 0
    titles = [str(row["title"]) for row in rows]
    more = len(titles) - LISTED
    named = "; ".join(titles[:LISTED]) + (f"; and {more:,} more" if more > 0 else "")
    verb = "is" if len(rows) == 1 else "are"
    count = wording.capital(wording.count_in_words(len(rows), "finding"))
    return Change(
        consequence=kind.consequence,
        text=f"{count} {verb} {kind.text}{_with_letter(letters, len(rows))}: {named}.",
        metric=after.card.name,
        size=float(len(rows)),
        figures=(float(letters), float(len(rows) - letters)) if letters else (),
        findings=tuple(str(row["finding_id"]) for row in rows),
    )


def _with_letter(letters: int, of: int) -> str:
    """How many of them came with the letter that the level rules ask for; nothing where none is held."""
    if not letters:
        return ""
    if letters == of:
        return ", " + {1: "", 2: "both "}.get(of, "all ") + f"with {LETTER}"
    return f", {wording.in_words(letters)} with {LETTER}"
