"""What the moves of figures are to a reader: past a limit, worse, better, restated, or no more than usual."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from src import wording
from src.analysis import limits
from src.analysis.backlog import is_record, position
from src.analysis.change_wording import from_to, label, value_text
from src.analysis.figure_changes import Move, date_column, moves, named
from src.analysis.thresholds import AgainstThreshold, against, against_thresholds, key_of, newest_by_subject
from src.analysis.usual_moves import Points, chance, is_more_than_usual, too_few_to_judge
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import TARGET, TOLERANCE, Better, Card, ColumnLimit, Kind, Result, Row

CUMULATIVE = "cumulative"
ONE_DATE = "Only the newest figure is listed, so no usual move is known to judge that by."
HasLimits = Callable[[str, str, tuple[str, ...]], bool]
"""Whether the series of a metric, a column and a subject is judged by control limits."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was found in the figures of a metric."""

    changes: tuple[Change, ...]
    quiet: tuple[Move, ...]
    """Moves that are no news by themselves."""


def judge(before: Mapping[str, Result], after: Mapping[str, Result], name: str, has_limits: HasLimits) -> Judged:
    """Every move of a metric's own series, and what each is."""
    result, card = after[name], after[name].card
    whole = _whole(before, after, card)
    changes, quiet = [], []
    for of in card.series:
        is_judged = of.column == card.figure and card.better is not Better.NEUTRAL
        histories = _histories(result, of.column)
        dates = Counter(
            key_of(card, row) for row in result.rows if date_column(card) and row.get(of.column) is not None
        )
        for move in moves(before[name], result, [of.column]):
            if move.is_restated:
                changes.append(_restated(card, move))
            elif (
                is_judged
                and not has_limits(name, of.column, tuple(map(str, move.key)))
                and _is_news(card, move, histories.get(move.key, ()), whole, result.rows)
            ):
                changes.append(_moved(card, move, whole, too_few_to_judge(dates[move.key]) if dates else ONE_DATE))
            elif is_judged and _is_record(card, move, histories.get(move.key, ())):
                changes.append(_record(card, move))
            else:
                quiet.append(move)
    return Judged(changes=tuple(changes), quiet=tuple(quiet))


def _is_news(card: Card, move: Move, history: Points, whole: Move | None, rows: Sequence[Row]) -> bool:
    if not move.change or not _is_certain(move):
        return False
    if card.shares_data == CUMULATIVE and move.change > 0:
        return False  # it can only grow
    return is_more_than_usual(
        move.change,
        [point for point in history if move.before_on and point[0] <= move.before_on],
        (move.after_on - move.before_on).days if move.before_on and move.after_on else 0,
        _chance(card, move, rows),
        series=len({key_of(card, row) for row in rows}),
        is_against_the_whole=not _is_better(card, move) and _goes_against(move, whole),
        since=[
            point
            for point in history
            if move.before_on and move.after_on and move.before_on < point[0] <= move.after_on
        ],
    )


def _is_record(card: Card, move: Move, history: Points) -> bool:
    """Whether a figure came to be worse than in any of the 52 weeks before, of the whole as of each part."""
    until = [point for point in history if move.after_on and point[0] <= move.after_on]
    if not until or until[-1][0] != move.after_on or not move.change or _is_better(card, move):
        return False
    return is_record(position(until), is_higher=move.change > 0)


def _record(card: Card, move: Move) -> Change:
    rose, is_counted = (move.change or 0) > 0, card.kind in (Kind.STOCK, Kind.FLOW)
    way = ("more" if rose else "fewer") if is_counted else ("higher" if rose else "lower")
    sentence = f"{label(card, move)}: {from_to(card, move)}, {way} than in any of the 52 weeks before."
    return of_move(card, move, ChangeKind.OTHER, Attention.CARE, sentence)


def _chance(card: Card, move: Move, rows: Sequence[Row]) -> float | None:
    """The spread that chance gives the difference of two figures of a series."""
    of_date = {
        row.get("as_at_on"): row.get(card.share_of[1])
        for row in rows
        if card.share_of and key_of(card, row) == move.key
    }
    before, after = (
        (float(value), of_date.get(day)) for value, day in ((move.before, move.before_on), (move.after, move.after_on))
    )
    return chance(card, move.column, before, after)


def _histories(result: Result, column: str) -> dict[tuple[Any, ...], list[tuple[date, float]]]:
    """The exact figures of each subject in order of date, where the rows are dated."""
    found: dict[tuple[Any, ...], list[tuple[date, float]]] = {}
    dated = date_column(result.card)
    for row in result.rows if dated else ():
        if row.get(column) is not None and row.get("qualifier_code") in (None, "exactly"):
            found.setdefault(key_of(result.card, row), []).append((row[dated], float(row[column])))
    return {key: sorted(points) for key, points in found.items()}


def _whole(before: Mapping[str, Result], after: Mapping[str, Result], card: Card) -> Move | None:
    """How the whole moved that the figures of a metric are parts of."""
    name = card.part_of
    if name not in before or name not in after or not after[name].card.figure:
        return None
    found = [move for move in moves(before[name], after[name], [after[name].card.figure]) if not move.is_restated]
    return found[0] if found else None


def _is_certain(move: Move) -> bool:
    """Whether the way it moved is sure where a figure is a bound: from over 80 to 13 is a fall, to 90 is neither."""
    rose = (move.change or 0) > 0
    sure_before = ("", "under", "at_most") if rose else ("", "over", "at_least")
    sure_after = ("", "over", "at_least") if rose else ("", "under", "at_most")
    return move.before_bound in sure_before and move.after_bound in sure_after


def _is_better(card: Card, move: Move) -> bool:
    return ((move.change or 0) < 0) == (card.better is Better.LOWER)


def _goes_against(move: Move, whole: Move | None) -> bool:
    """Whether a part moved the other way than the whole."""
    return bool(whole and move.subject and (whole.change or 0) * (move.change or 0) < 0)


def _moved(card: Card, move: Move, whole: Move | None, too_short: str) -> Change:
    """A move beyond the usual: better or worse, or neither where too few dates are held to say so."""
    is_better = _is_better(card, move)
    sentence = f"{label(card, move)}: {from_to(card, move)}{times(move)}"
    if whole and _goes_against(move, whole):
        way = "fell" if (whole.change or 0) < 0 else "rose"
        sentence += f", while the force {way} from {from_to(card, whole)}"
    if too_short:
        return replace(of_move(card, move, ChangeKind.OTHER, Attention.CARE, f"{sentence}."), caution=too_short)
    return of_move(
        card,
        move,
        ChangeKind.BETTER if is_better else ChangeKind.WORSE,
        Attention.BETTER if is_better else Attention.BOARD,
        f"{sentence}.",
    )


def _restated(card: Card, move: Move) -> Change:
    when = f"the figure of {wording.day(move.after_on)}, " if move.after_on else ""
    sentence = f"{label(card, move)}: {when}{from_to(card, move, 'became')}."
    return of_move(card, move, ChangeKind.RESTATED, Attention.CARE, sentence)


def of_move(card: Card, move: Move, kind: ChangeKind, attention: Attention, sentence: str) -> Change:
    """The change that a move is."""
    return Change(
        kind=kind,
        attention=attention,
        sentence=sentence,
        metric=card.name,
        dataset=card.reads[0],
        subject=move.subject,
        before=value_text(move.before, move.before_bound) if move.before_bound else move.before,
        before_on=move.before_on,
        after=value_text(move.after, move.after_bound) if move.after_bound else move.after,
        after_on=move.after_on,
        size=move.size,
    )


def times(move: Move) -> str:
    """Doubled, more than doubled, halved or less than half, where that is so whatever a bound leaves open."""
    if move.change is None:
        return ""
    before, after = float(move.before), float(move.after)
    bounds = {move.before_bound, move.after_bound} - {""}
    if before <= 0 or after <= 0:
        return ""
    is_more, is_less = after > before, after < before
    if (is_more and after < 2 * before) or (is_less and 2 * after > before) or after == before:
        return ""
    is_just = after == 2 * before or 2 * after == before
    if not bounds and is_just:
        return ", doubled" if is_more else ", halved"
    # At least 10 from 5 may be just doubled; over 10 may not.
    if is_just and not bounds & {"over", "under"}:
        return ""
    return ", more than doubled" if is_more else ", less than half"


def limits_crossed(before: Result, after: Result) -> Iterator[Change]:
    """Figures past a limit that were inside it, and figures back inside."""
    card = after.card
    old, new = (newest_by_subject(result) for result in (before, after))
    for key, row in new.items():
        was = old.get(key, {})
        crossed = [each for each in card.column_limits if limits.is_past(each, row) is not limits.is_past(each, was)]
        for limited in crossed:
            # A limit that is crossed by all of its readings at once is one change.
            readings = limits.readings_of(limited, card.column_limits)
            if limited is readings[0] or not all(each in crossed for each in readings):
                yield _crossed(card, limited, was, row, is_past=limits.is_past(limited, row))


def _crossed(card: Card, limited: ColumnLimit, was: Row, row: Row, *, is_past: bool) -> Change:
    move = _move_of(card, limited.column, was, row)
    first = "" if not was else "none to " if move.before is None else f"{wording.number(move.before)} to "
    last = "none" if move.after is None else limits.value(limited, row)
    side = "past" if is_past else "back inside"
    sentence = (
        f"{move.subject}, {limited.text}: {first}{last}, {side} {limits.limit(limited, card.column_limits, row)}."
    )
    attention = Attention.BOARD if is_past else Attention.BETTER
    return of_move(card, move, ChangeKind.LIMIT_CROSSED, attention, sentence)


def thresholds_crossed(before: Result, after: Result) -> Iterator[Change]:
    """Figures that miss a target or are past a tolerance that the force set itself and were not, and figures back at it.

    Before a tolerance held no figure was past it: one that is when it is set crosses it then. A target is set to be met.
    """
    old = newest_by_subject(before)
    earlier = {threshold.name: threshold for threshold in before.thresholds}
    for found in against_thresholds(after):
        was = old.get(found.key, {})
        then = earlier.get(found.threshold.name, None if found.threshold.kind == TOLERANCE else found.threshold)
        if found.is_beyond is not (then is not None and then.is_beyond(was.get(found.threshold.column))):
            yield _threshold(found, was)


def beyond_thresholds(result: Result) -> Iterator[Change]:
    """Every newest figure that misses its target or is past its tolerance, whether since lately or since long ago."""
    return (_threshold(found, {}) for found in against_thresholds(result) if found.is_beyond)


THRESHOLDS = {TOLERANCE: ChangeKind.TOLERANCE_CROSSED, TARGET: ChangeKind.TARGET_CROSSED}


def _threshold(found: AgainstThreshold, was: Row) -> Change:
    plan = wording.inside(found.threshold.plan.rstrip("."))
    starts = f", which starts {plan}" if plan and found.is_beyond else ""
    move = _move_of(found.card, found.threshold.column, was, found.row)
    start = "" if move.before in (None, move.after) else f"{wording.number(move.before)}{found.suffix} to "
    stands = against(found.threshold, found.value, found.suffix)
    if found.threshold.kind == TOLERANCE and not found.is_beyond:
        stands = f"back {stands}"
    sentence = f"{label(found.card, move)}: {start}{found.figure}, {stands}{starts}."
    attention = Attention.BOARD if found.is_beyond else Attention.BETTER
    return of_move(found.card, move, THRESHOLDS[found.threshold.kind], attention, sentence)


def _move_of(card: Card, column: str, was: Row, row: Row) -> Move:
    """How one column moved between two rows of a subject; the earlier row may be empty."""
    dated = date_column(card)
    return Move(
        subject=named(row, [name for name in card.one_row_per if name != dated], card.part_noun),
        figure=column,
        column=column,
        before=was.get(column),
        before_on=was.get(dated),
        after=row[column],
        after_on=row.get(dated),
        is_restated=False,
    )
