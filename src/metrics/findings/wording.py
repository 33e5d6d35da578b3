"""What the figures on findings say, by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import capital, count_of, dated, day, in_words, listed, paragraph

OLD_AFTER_DAYS = 365
"""A statement older than this is told as what was last said."""


def _printed(rows: Sequence[Row], name: str) -> int:
    """The sum of the figures that the table prints in a column; a cell left out adds nothing."""
    return sum(row[name] for row in rows if row[name] is not None)


def published_table(rows: Sequence[Row], as_at: date) -> str:
    """Open, closed and total as printed, and what does not add up."""
    opened = _printed(rows, "open_count")
    closed = _printed(rows, "closed_count")
    total = _printed(rows, "total_count")
    sentences = [
        f"{count_of(opened, 'finding')} stood open and {closed} closed in the table of {day(rows[0]['as_at_on'])}."
    ]
    off = [row for row in rows if row["unexplained_count"]]
    if off:
        unexplained = sum(row["unexplained_count"] for row in off)
        where = listed(f"{row['finding_type_name'].lower()}, {row['level_name'].lower()}" for row in off)
        sentences.append(
            f"The printed totals come to {total}: {unexplained} more than open and closed together, all in the row for {where}."
            if len(off) == 1
            else f"The printed totals come to {total}, and the rows for {where} do not add up."
        )
    return paragraph(sentences)


def who_can_close(rows: Sequence[Row]) -> str:
    """How many of the open findings stand at a level where the force closes or certifies them itself."""
    opened = _printed(rows, "open_count")
    with_force = _printed([row for row in rows if row["level_code"] in ("2", "3")], "open_count")
    return (
        f"{with_force} of {opened} open findings stand at Level 2 or 3, where the force closes or certifies them itself"
    )


def register(rows: Sequence[Row], as_at: date) -> str:
    """How many findings the register holds, and how they stand."""
    states = {name: sum(row[f"{name}_count"] for row in rows) for name in ("open", "awaiting", "closed", "not_stated")}
    total = sum(states.values())
    sentences = [f"{states['open']} last said to be open"]
    sentences += [f"{in_words(states['awaiting'])} awaiting HMICFRS"] if states["awaiting"] else []
    sentences += [f"{states['closed']} closed"]
    sentences += [f"{states['not_stated']} where no source says what became of them"] if states["not_stated"] else []
    return f"{count_of(total, 'finding')} {'is' if total == 1 else 'are'} set out one by one: {listed(sentences)}."


def register_rows(rows: Sequence[Row], as_at: date) -> str:
    """The size of the register and the reports it is drawn from."""
    reports = len({row["source_report"] for row in rows})
    return f"{count_of(len(rows), 'finding')} from {count_of(reports, 'report')} are set out one by one."


def raised_and_closed(rows: Sequence[Row], as_at: date) -> str:
    """How many were raised, and how many closures have a stated day."""
    raised = sum(row["raised_count"] for row in rows)
    closed = sum(row["closed_count"] for row in rows)
    return f"{count_of(raised, 'finding')} were raised; {count_of(closed, 'closure')} {'has' if closed == 1 else 'have'} a stated day."


def overdue(rows: Sequence[Row], as_at: date) -> str:
    """How many are past their deadline, and since when."""
    longest = rows[0]
    end_of = "the end of " if longest["deadline_precision"] == "month" else ""
    return (
        f"{capital(in_words(len(rows)))} {'finding is' if len(rows) == 1 else 'findings are'} past a stated deadline and not known to be closed. "
        f"The longest is {count_of(longest['days_overdue'], 'day')} past {end_of}{dated(longest['deadline_on'], longest['deadline_precision'])}."
    )


def days_to_close(rows: Sequence[Row], as_at: date) -> str:
    """The range of days from publication to closure."""
    days = sorted(row["days_to_close"] for row in rows)
    took = f"{days[0]:,} days" if days[0] == days[-1] else f"between {days[0]:,} and {days[-1]:,} days"
    return f"{count_of(len(rows), 'finding')} closed on a stated day, {took} after {'its' if len(rows) == 1 else 'their'} report."


def causes(rows: Sequence[Row], as_at: date) -> str:
    """How the causes of the newest inspection stand, and the older ones in a clause."""
    newest = [row for row in rows if row["cycle_code"] == rows[0]["cycle_code"]]
    still_open = [row for row in newest if row["counts_as"] == "open"]
    named = f"causes of concern from {newest[0]['cycle_name']}"
    # What was said long ago is not known to hold today: it is told as what was last said.
    last_said = max(row["as_at_on"] for row in newest)
    is_old = (as_at - last_said).days > OLD_AFTER_DAYS
    is_open = f"last said to be open, on {day(last_said)}" if is_old else "open"
    item, many = ("was", "were") if is_old else ("is", "are")
    if len(newest) == 1:
        stands = {"open": f"{item} {is_open}", "closed": "is closed"}.get(
            newest[0]["counts_as"], "is not known to be open"
        )
        sentences = [f"The one cause of concern from {newest[0]['cycle_name']} {stands}."]
    elif len(still_open) == len(newest):
        sentences = [f"All {in_words(len(newest))} {named} {many} {is_open}."]
    elif still_open:
        verb = item if len(still_open) == 1 else many
        sentences = [f"{capital(in_words(len(still_open)))} of {in_words(len(newest))} {named} {verb} {is_open}."]
    else:
        sentences = [f"None of {in_words(len(newest))} {named} is known to be open."]
    for row in still_open:
        if row["recommendations_closed_count"]:
            sentences.append(
                f"{row['title']}: {in_words(row['recommendations_closed_count'])} of "
                f"{in_words(row['recommendations_stated_count'])} recommendations closed."
            )
    return paragraph(sentences)


def recommendations(rows: Sequence[Row], as_at: date) -> str:
    """How many recommendations belong to causes of concern, and how they stand."""
    closed = sum(row["counts_as"] == "closed" for row in rows)
    return f"{count_of(len(rows), 'recommendation')} belong to causes of concern; {closed or 'none'} of them closed."
