"""How a figure stands against a limit, in words: where the limit does not say which days it means, as in every place."""

from collections.abc import Sequence

from src.contracts.metric import ColumnLimit, Row
from src.wording import count_of


def value(limited: ColumnLimit, row: Row) -> str:
    """30 calendar days."""
    return count_of(row[limited.column], limited.counted_in)


def limit(limited: ColumnLimit, limits: Sequence[ColumnLimit], row: Row) -> str:
    """The limit of 28 days if it means calendar days; nothing of which days where it stands alike by all of them.

    `limits` are those beside the row; those with the same limit are the readings of it. Where it is past by every reading
    it is past "in working or calendar days".
    """
    text = f"the limit of {count_of(row[limited.limit], limited.unit)}"
    readings = readings_of(limited, limits)
    kinds = [reading.kind for reading in reversed(readings) if reading.kind]
    if len({row[reading.within] for reading in readings}) > 1:
        return f"{text} if it means {limited.counted_in}s"
    return f"{text}, in {' or '.join(kinds)} {limited.unit}s" if len(kinds) > 1 and is_past(limited, row) else text


def readings_of(limited: ColumnLimit, limits: Sequence[ColumnLimit]) -> list[ColumnLimit]:
    """Those that hold a figure against the same limit, by each kind of day that it may mean."""
    return [each for each in limits if (each.limit, each.text) == (limited.limit, limited.text)]


def is_past(limited: ColumnLimit, row: Row) -> bool:
    """Whether a row is known not to keep to the limit."""
    return row.get(limited.within) is False


def against(limits: Sequence[ColumnLimit], row: Row) -> str:
    """Past the limit of 28 days if it means calendar days; past it in working or calendar days; inside it.

    `limits` are those of one figure: several where the limit does not say which of its units it means. Empty where it is
    not known whether any is kept.
    """
    known = [limited for limited in limits if row[limited.within] is not None and row[limited.limit] is not None]
    if not known:
        return ""
    past = [limited for limited in known if is_past(limited, row)]
    return f"{'past' if past else 'inside'} {limit((past or known)[0], limits, row)}"
