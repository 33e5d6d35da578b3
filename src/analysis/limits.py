"""How a figure stands against a limit, in words: where the limit does not say which days it means, as in every place."""

from collections.abc import Sequence

from src.contracts.metric import ColumnLimit, Row
from src.wording import count_of


def value(limited: ColumnLimit, row: Row) -> str:
    """30 calendar days."""
    return count_of(row[limited.column], limited.counted_in)


def limit(limited: ColumnLimit, row: Row) -> str:
    """The limit of 28 days if it means calendar days."""
    return f"the limit of {count_of(row[limited.limit], limited.unit)}{_if(limited)}"


def against(limits: Sequence[ColumnLimit], row: Row) -> str:
    """Past the limit of 28 days if it means calendar days.

    `limits` are those of one figure: several where the limit does not say which of its units it means. Nothing is
    added where the figure is past it, or inside it, whichever is meant. Empty where it is not known whether any is kept.
    """
    known = [limited for limited in limits if row[limited.within] is not None and row[limited.limit] is not None]
    if not known:
        return ""
    past = [limited for limited in known if row[limited.within] is False]
    first = (past or known)[0]
    only = "" if len(known) == len(limits) and len(past) in (0, len(known)) else _if(first)
    return f"{'past' if past else 'inside'} the limit of {count_of(row[first.limit], first.unit)}{only}"


def _if(limited: ColumnLimit) -> str:
    return f" if it means {limited.counted_in}s" if limited.kind else ""
