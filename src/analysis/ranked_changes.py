"""Entries of lists that are ranked otherwise than before: ratings, grades and states that are better or worse than others.

A rating that turned red says more than that an entry changed in detail: such moves are summed up by their direction.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from src import wording
from src.analysis.figure_changes import Move
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Result, Row

NAMED = 3
"""How many entries a sentence names before it counts the rest."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A column of a list whose values are better and worse than each other."""

    column: str
    """The column of the values' names, as a reader sees them."""
    what: str
    noun: str
    order: tuple[str, ...]
    """The names in the order of the code list, the worst first. Any other, as Ungraded, is neither better nor worse."""
    title: str = "title"
    reported: tuple[str, ...] = ()
    """The values that another sentence reports when they are reached."""


RANKED: Mapping[str, Ranked] = {
    "findings_register": Ranked(
        column="local_rating_name", what="The force's own rating", noun="finding", order=("Red", "Amber", "Green")
    ),
    "peel_readiness": Ranked(
        column="own_grade_name",
        what="The force's own grade",
        noun="question",
        order=("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding"),
        title="thread_name",
    ),
    "actions_in_full": Ranked(
        column="action_status_name",
        what="The status",
        noun="action",
        order=("Not started", "In progress", "Complete", "Complete and checked"),
        title="action_title",
        reported=("Complete",),
    ),
}


def is_ranked(name: str, move: Move) -> bool:
    """Whether a move of a metric's column is summed up here."""
    ranked = RANKED.get(name)
    return bool(ranked and move.column == ranked.column and _way(ranked, move.before, move.after))


def ranks_changed(before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[Change]:
    """What got worse, with how many now stand worst, and what got better, in a sentence each."""
    for name, ranked in RANKED.items():
        if name in before and name in after:
            yield from _changed(ranked, before[name], after[name])


def _changed(ranked: Ranked, before: Result, after: Result) -> Iterator[Change]:
    key = after.card.one_row_per
    was = {tuple(row[name] for name in key): row for row in before.rows}
    both = [(was[at], row) for row in after.rows if (at := tuple(row[name] for name in key)) in was]
    ways = [(_way(ranked, old[ranked.column], new[ranked.column]), new) for old, new in both]
    ways.sort(
        key=lambda each: ranked.order.index(each[1][ranked.column]) if each[0] else 0
    )  # the worst are named first
    worse, better = [row for way, row in ways if way < 0], [row for way, row in ways if way > 0]
    now, then = (sum(_stands_worst(ranked, row) for row in side.rows) for side in (after, before))
    if worse:
        worst = wording.inside(ranked.order[0])
        count = (
            f"{wording.capital(wording.count_in_words(now, ranked.noun))} {wording.verb(now, 'is', 'are')} now {worst}"
        )
        than = f"{wording.compared(now, then)} at" if now != then else "as many as at"
        stands = (
            f"{count}, {than} {wording.day(before.as_at)}." if any(_stands_worst(ranked, row) for row in worse) else ""
        )
        yield _change(ranked, ChangeKind.WORSE, worse, stands, before, after, (then, now))
    if better:
        yield _change(ranked, ChangeKind.BETTER, better, "", before, after, (then, now))


def _way(ranked: Ranked, before: object, now: object) -> int:
    """Below 0 where it got worse, or was ranked worst at once; above where it got better; 0 where neither is said here."""
    if before in ranked.order and now in ranked.order:
        ranks = ranked.order.index(str(now)) - ranked.order.index(str(before))
        return 0 if ranks > 0 and now in ranked.reported else ranks
    return -1 if before != now == ranked.order[0] else 0


def _stands_worst(ranked: Ranked, row: Row) -> bool:
    return bool(row[ranked.column] == ranked.order[0] and row.get("counts_as") not in ("closed", "superseded"))


def _change(
    ranked: Ranked,
    kind: ChangeKind,
    rows: Sequence[Row],
    stands: str,
    before: Result,
    after: Result,
    worst: tuple[int, int],
) -> Change:
    reached = Counter(row[ranked.column] for row in rows)
    to = [f"{wording.in_words(reached[name])} to {wording.inside(name)}" for name in ranked.order if name in reached]
    where = f"to {wording.inside(next(iter(reached)))}" if len(reached) == 1 else wording.listed(to)
    got = f"{ranked.what} got {kind} for {wording.count_in_words(len(rows), ranked.noun)}, {where}."
    return Change(
        kind=kind,
        attention=Attention.BOARD if kind is ChangeKind.WORSE else Attention.BETTER,
        sentence=wording.paragraph(
            [got, stands, f"{wording.first_of([str(row[ranked.title]) for row in rows], NAMED)}."]
        ),
        brief=got,
        metric=after.card.name,
        dataset=after.card.reads[0],
        subject=str(rows[0][ranked.title]) if len(rows) == 1 else "",
        before=worst[0],
        before_on=before.as_at,
        after=worst[1],
        after_on=after.as_at,
        size=float(len(rows)),
        figures=(float(len(rows)), *map(float, reached.values()), *map(float, worst)),
    )
