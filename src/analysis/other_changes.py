"""What no other rule reports: the figures that moved no more than usual, and whatever else a reader sees differently.

One sentence a dataset. It is what makes "nothing has changed" true: it is said only where no visible figure differs.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from src import wording
from src.analysis.change_wording import from_to, label, value_text
from src.analysis.figure_changes import Move, date_column, moves, named, visible
from src.analysis.move_changes import of_move, times
from src.analysis.ranked_changes import is_ranked
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Card, Kind, Result

EXPLAINED = {
    "findings_register": (
        "status_name",
        "stands_as",
        "counts_as",
        "who_says",
        "status_on",
        "closure_letter_on",
        "superseded_by",
        "level_name",
        "deadline_on",
        "deadline_precision",
        "deadline_as_set",
        "force_target_on",
        "local_rating_name",
    ),
    "causes_of_concern_by_status": ("status_name", "counts_as", "status_on", "recommendations_closed_count"),
    "peel_grades_by_question": ("grade_name", "short_name"),
    "actions_to_look_at": (
        *("reason_code", "reason_name", "revised_due_on", "revised_reason", "revised_by_role", "due_now_on"),
        "days_overdue",
    ),
    "closure_queue": (
        "step_name",
        "taken_on",
        "next_step_name",
        "next_taken_by",
        "by_role",
        "reference",
        "next_board_on",
    ),
}
"""Columns whose change is explained where the row was reported already: a finding that closed has a new status."""
_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class _Borrowed:
    """What a metric takes over from rows whose change is reported where they stand."""

    dataset: str = ""
    """The dataset whose changes are reported there; empty where rows are passed over whatever is reported."""
    columns: tuple[str, ...] = ()
    own: str = ""
    """The column without which a row holds nothing of the metric's own."""


BORROWED = {
    "causes_of_concern_by_status": _Borrowed(
        dataset="findings",
        columns=(
            *("open_count", "reopened_count", "done_not_sent_count", "with_hmicfrs_count", "closed_by_force_count"),
            *(
                "agreed_count",
                "archived_count",
                "superseded_count",
                "not_stated_count",
                "recommendations_set_out_count",
            ),
            *("overdue_count", "days_overdue", "owner_role", "governance_board", "deadline_on"),
        ),
    ),
    "peel_readiness": _Borrowed(
        dataset="peel_gradings",
        columns=("inspectorate_grade_name", "cycle_name", "thin_because"),
        own="own_grade_name",
    ),
    "peer_grade_counts_by_cycle": _Borrowed(own="is_peer"),
    "actions_by_owner": _Borrowed(
        dataset="actions",
        columns=(
            *("open_count", "overdue_count", "moved_count", "complete_count", "checked_count", "longest_overdue_on"),
        ),
    ),
}
"""A cause counts its recommendations, each of which is reported in the register: 5 to 0 open is not reported of its own."""


def other_changes(
    before: Mapping[str, Result],
    after: Mapping[str, Result],
    reported: Sequence[Change],
    quiet: Mapping[str, Sequence[Move]],
) -> Iterator[Change]:
    """One change for every dataset with a visible difference that nothing reports yet.

    `quiet` are the moves of each metric's series that are no news. Recounts of a dataset's rows, by age or by month,
    are looked at only where its rows say nothing.
    """
    groups: dict[str, list[str]] = {}
    for name, result in after.items():
        if name in before:
            groups.setdefault(result.card.reads[0], []).append(name)
    explained = {item for change in reported for item in change.findings}
    datasets, metrics = ({getattr(change, what) for change in reported} for what in ("dataset", "metric"))
    borrowed = {name: of if not of.dataset or of.dataset in datasets else None for name, of in BORROWED.items()}
    for dataset, names in groups.items():
        first = next((name for name in names if after[name].card.kind is Kind.LIST), names[0])
        found = [
            _leftover(
                *(before[name], after[name], explained, quiet.get(name, ())),
                *(name == first, borrowed.get(name), name in metrics),
            )
            for name in names
        ]
        if not any(found) and dataset not in datasets:
            found = [
                _leftover(before[name], after[name], explained, (), True, borrowed.get(name), False) for name in names
            ]
        if any(found):
            yield _change([leftover for leftover in found if leftover])


@dataclass(frozen=True, kw_only=True)
class _Leftover:
    """What is not reported of one metric."""

    card: Card
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.count)

    @property
    def count(self) -> int:
        """How many entries and figures differ; a row that differs in several columns of its own counts once."""
        return len(self.added) + len(self.gone) + len({_counted_by(self.card, move) for move in self.moves})


def _leftover(
    before: Result,
    after: Result,
    explained: Collection[str],
    quiet: Sequence[Move],
    is_whole: bool,
    borrowed: _Borrowed | None,
    is_reported: bool,
) -> _Leftover:
    """The quiet moves, and where whole rows are looked at every other column."""
    card = after.card
    if not is_whole:
        return _Leftover(card=card, moves=tuple(quiet))
    dated = date_column(card)
    key = [name for name in card.one_row_per if name != dated]
    own = borrowed.own if borrowed else ""
    old, new = (
        {tuple(row[name] for name in key): row for row in result.rows if not own or row[own]}
        for result in (before, after)
    )
    series = {of.column for of in card.series}
    is_told = is_reported or bool(quiet)
    columns = [
        name
        for name in visible(card, (*after.rows[:1], *before.rows[:1]))
        if name not in series and not (is_told and _is_sum_of_series(card, name))
    ]
    changed = [
        move
        for move in moves(before, after, columns)
        if (not key or (move.key in old and move.key in new))
        and not (borrowed and move.column in borrowed.columns)
        and not is_ranked(card.name, move)
        and not (move.key and move.key[0] in explained and move.column in EXPLAINED.get(card.name, ()))
    ]
    is_list = bool(key) and not series
    return _Leftover(
        card=card,
        added=_names(card, new, [item for item in new if item not in old and item[0] not in explained])
        if is_list
        else (),
        gone=_names(card, old, [item for item in old if item not in new and item[0] not in explained])
        if is_list
        else (),
        moves=(*quiet, *changed),
    )


def _is_sum_of_series(card: Card, name: str) -> bool:
    """Whether a column repeats on each row what the series of all rows add up to: it moves where one of them does."""
    column = card.column(name)
    role = column.disclosure if column else None
    return bool(role and role.over and role.is_whole and {*role.of} <= {of.column for of in card.series})


def _names(
    card: Card, rows: Mapping[tuple[object, ...], Mapping[str, object]], keys: Collection[object]
) -> tuple[str, ...]:
    """A row with a title goes by it; any other by what its key names."""
    dated = date_column(card)
    columns = [name for name in card.one_row_per if name != dated]
    listed = [row for key, row in rows.items() if key in keys]
    names = [str(row.get("title") or named(row, columns, card.part_noun)) for row in listed]
    alike = Counter(names)
    return tuple(
        f"{name}: {_apart(card, [other for other, its in zip(listed, names, strict=True) if its == name], row)}"
        if alike[name] > 1
        else name
        for name, row in zip(names, listed, strict=True)
    )


def _apart(card: Card, alike: Sequence[Mapping[str, object]], row: Mapping[str, object]) -> str:
    """What sets a row apart from others of its name, in the words of its table: Suspect interviewed, tolerance."""
    columns = [column.name for column in card.named(())]
    differ = [name for name in columns if len({str(other.get(name)) for other in alike}) > 1]
    words = [name for name in differ if isinstance(row.get(name), str)]
    enough = next((name for name in words if len({str(other.get(name)) for other in alike}) == len(alike)), "")
    return ", ".join(str(row[name]) for name in ([enough] if enough else words or card.one_row_per))


def _change(leftovers: Sequence[_Leftover]) -> Change:
    """The first difference in full, and of which measures how many more figures differ."""
    first = leftovers[0]
    card = first.card
    if first.added or first.gone:
        parts = [_listed(names, word) for names, word in ((first.added, "new"), (first.gone, "no longer listed"))]
        shown = len(first.added) + len(first.gone)
        text = f"{card.title}: {'; '.join(part for part in parts if part)}"
        move = Move(
            subject="",
            figure="",
            before=len(first.gone),
            before_on=None,
            after=len(first.added),
            after_on=None,
            is_restated=False,
        )
    else:
        move = first.moves[0]
        shown = 1
        text = f"{_what(card, move)}: {_from_to(card, move)}"
    figures = tuple(float(len(names)) for names in (first.added, first.gone) if names)
    counts = [(leftover.card, leftover.count - (shown if leftover is first else 0)) for leftover in leftovers]
    sentence = wording.paragraph([f"{text}.", _rest(counts, first.moves[shown:])])
    return replace(of_move(card, move, ChangeKind.OTHER, Attention.OTHER, sentence), figures=figures, brief=f"{text}.")


def _rest(counts: Sequence[tuple[Card, int]], others_of_first: Sequence[Move]) -> str:
    """Other figures differ too: MARAC cases awaiting (7) and MARAC longest wait (6); empty where none does.

    The first is the measure of which one figure is reported already. Where it is a list and no other measure differs,
    it is said in which columns its rows do.
    """
    others = [(card, count) for card, count in counts if count]
    if not others:
        return ""
    every = sum(count for _, count in others)
    first = counts[0][0]
    if [card for card, _ in others] == [first]:
        if first.kind is Kind.LIST and (columns := dict.fromkeys(move.figure for move in others_of_first)):
            entries = wording.in_words(every) + wording.verb(every, " other entry", " other entries")
            named = wording.first_of([wording.inside(column) for column in columns], _NAMED, ", ")
            return f"{wording.capital(entries)} changed in detail: {named}."
        return f"{wording.capital(wording.in_words(every))} more of its figures {'differs' if every == 1 else 'differ'} too."
    differ = "Another figure differs too" if every == 1 else "Other figures differ too"
    names = [f"{card.title}{f' ({count:,})' if every > 1 else ''}" for card, count in others]
    return f"{differ}: {wording.listed(names)}."


def _counted_by(card: Card, move: Move) -> tuple[object, ...]:
    is_series = move.column in {of.column for of in card.series}
    return (move.key, move.column, move.after_on) if is_series else (move.key,)


def _listed(names: Sequence[str], word: str) -> str:
    if not names:
        return ""
    between = "; " if any(", " in name for name in names) else ", "
    return f"{wording.in_words(len(names))} {word} ({wording.first_of(names, _NAMED, between)})"


def _what(card: Card, move: Move) -> str:
    """The series by its name; of a row's other columns the row and the column."""
    if move.column in {of.column for of in card.series}:
        return label(card, move)
    subject = f"{move.subject}, " if move.subject else ""
    period = f", {card.shares_data}" if card.shares_data else ""
    return f"{card.title}: {subject}{move.figure}{period}"


def _from_to(card: Card, move: Move) -> str:
    if move.before is not None and move.after is not None:
        return f"{from_to(card, move)}{times(move)}"
    column = card.column(move.column)
    suffix = column.suffix if column else ""
    stated = [
        f"{value_text(value, bound)}{suffix if value is not None and not isinstance(value, str) else ''}"
        for value, bound in ((move.before, move.before_bound), (move.after, move.after_bound))
    ]
    if move.before is None:
        if isinstance(move.after, str):
            return f"{stated[1]}, where nothing was stated"
        return f"{stated[1]}, {f'the first was {move.first}' if move.first else 'the first figure'}"
    return f"no longer given; it was {stated[0]}"
