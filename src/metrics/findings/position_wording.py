"""The sentences that say where the force stands on its findings, and how the counts of its sources fit together."""

from collections.abc import Sequence

from src.contracts.metric import Row
from src.metrics.findings.headline_wording import stated_since, year_before
from src.metrics.findings.wording import OUTSTANDING, agree, standing, total, totals
from src.wording import compared, count_of, day, paragraph


def _not_closed(row: Row) -> int:
    return sum(row[f"{name}_count"] or 0 for name in OUTSTANDING)


def _standing(row: Row) -> str:
    counts = totals([row])
    return standing({name: counts[name] for name in ("open", "in_progress", "reopened", *OUTSTANDING[1:])})


def not_closed(whole: Sequence[Row]) -> str:
    """How many are not closed in the newest whole register, and how they stand, each way counted apart."""
    newest = whole[-1]
    count = _not_closed(newest)
    if not count:
        return f"No finding is open, done but not sent or with HMICFRS at {day(newest['as_at_on'])}."
    return (
        f"{count_of(count, 'finding')} {agree(count, 'is', 'are')} not closed at {day(newest['as_at_on'])}: "
        f"{_standing(newest)}." + (f" {since}" if (since := stated_since(whole)) else "")
    )


def against_others(whole: Sequence[Row], published: Sequence[Row]) -> str:
    """The open against a year and a register before, and the published table against the register of its day."""
    return paragraph([_moved(whole), against_printed(whole, published)])


def _moved(whole: Sequence[Row]) -> str:
    newest, earlier = whole[-1], whole[:-1]
    year_ago = year_before(whole)
    then = [*([year_ago] if year_ago else []), *earlier[-1:]]
    parts = [
        f"{compared(newest['open_count'], row['open_count'])} on {day(row['as_at_on'])} ({row['open_count']:,})"
        for row in {row["as_at_on"]: row for row in then}.values()
    ]
    return f"Open: {', and '.join(parts)}." if parts else ""


def against_printed(whole: Sequence[Row], published: Sequence[Row]) -> str:
    """The open of the newest published table against all not closed in the register of its day, and how these stand."""
    if not published:
        return ""
    opened, of = total(published, "open_count"), published[0]["as_at_on"]
    same = [row for row in whole if row["as_at_on"] == of]
    text = f"The newest published table, of {day(of)}, prints {opened:,} open"
    if not same:
        return f"{text}; no whole register of that day is held to compare."
    count = _not_closed(same[0])
    return (
        f"{text}, {compared(opened, count)} the {count:,} not closed in the register of that day: {_standing(same[0])}."
    )
