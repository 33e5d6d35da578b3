"""The sentences on causes of concern: how they stand, for how long, their recommendations, and the next step."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.metrics.findings.wording import (
    CLOSED,
    OUTSTANDING,
    STANDS,
    agree,
    is_long_ago,
    reopened_among,
    stand,
    stands_of,
    totals,
)
from src.metrics.improvement.closure_wording import awaited
from src.wording import (
    both_or_all,
    capital,
    count_in_words,
    count_of,
    day,
    in_days,
    in_words,
    inside,
    listed,
    paragraph,
)


def is_settled(row: Row) -> bool:
    """Whether a cause is closed and none of its recommendations is past its deadline or open again."""
    return row["counts_as"] == "closed" and not row["overdue_count"] and not row["reopened_count"]


def state(row: Row, as_at: date) -> str:
    """How a cause stands, and what is not settled under one that is closed."""
    text = cause_status(row, as_at)
    if row["counts_as"] != "closed":
        return text
    late, again = row["overdue_count"] or 0, row["reopened_count"] or 0
    if late:
        return (
            f"{text}, yet {in_words(late)} {agree(late, 'recommendation is', 'recommendations are')} past the deadline"
        )
    if again:
        return f"{text}, yet {in_words(again)} {agree(again, 'recommendation is', 'recommendations are')} open again"
    return text


def age(row: Row, as_at: date) -> str:
    """For how long a cause has been open; empty where it is not, or where it is not stated since when.

    Of a cause last reported open long ago it is not known whether it is open still.
    """
    if row["counts_as"] not in OUTSTANDING or not row["opened_on"]:
        return ""
    if is_long_ago(row, as_at) or row["opened_on"] == as_at:
        return f"Opened on {day(row['opened_on'])}"
    return f"Open for {count_of((as_at - row['opened_on']).days, 'day')}, since {day(row['opened_on'])}"


def next_step(recommendations: Sequence[Row], queue: Sequence[Row], as_at: date) -> str:
    """What comes next under a cause: what is overdue longest, else a step of the force, else the nearest deadline.

    What is left for HMICFRS is next only where nothing is left for the force. `recommendations` are those of the cause;
    `queue` are the findings on the way to closure, the most pressing first.
    """
    left = [row for row in recommendations if STANDS[row["stands_as"]] in {STANDS[name] for name in OUTSTANDING}]
    if not left:
        unknown = [row for row in recommendations if row["stands_as"] == "not_stated"]
        if unknown:
            stand = agree(len(unknown), "recommendation stands", "recommendations stand")
            return f"The next step is not known: no source says how {in_words(len(unknown))} {stand}."
        return "No recommendation is open." if recommendations else ""
    steps = {step["finding_id"]: step for step in queue if step["next_step_name"]}
    order = list(steps)

    def is_of_hmicfrs(row: Row) -> bool:
        step = steps.get(row["finding_id"])
        return bool(step["next_step_code"].startswith("hmicfrs") if step else row["stands_as"] == "with_hmicfrs")

    def pressing(row: Row) -> tuple[bool, date, int]:
        late = bool(row["deadline_on"] and row["deadline_on"] < as_at)
        turn = order.index(row["finding_id"]) if row["finding_id"] in steps else len(order)
        due = row["deadline_on"] if late or turn == len(order) else None
        return not late, due or (date.max if turn == len(order) else date.min), turn

    candidates = [row for row in left if not is_of_hmicfrs(row)] or left
    first = min(candidates, key=pressing)
    step, deadline = steps.get(first["finding_id"]), first["deadline_on"]
    was_due = f"which was due {day(deadline)}" if deadline and deadline < as_at else ""
    if step:
        waits = awaited(step["next_step_code"], str(step["next_step_name"]), str(step["next_taken_by"]), step)
        return f'Next: "{first["title"]}"{f", {was_due}," if was_due else ""} waits for {waits}.'
    if was_due:
        return f"Next: {first['title']}, {was_due}."
    if deadline:
        return f"Next: {first['title']}, due {day(deadline)}, {in_days((deadline - as_at).days)}."
    count = len(candidates)
    return f"{capital(count_in_words(count, 'recommendation'))} not closed {agree(count, 'has', 'have')} no stated deadline."


def causes(rows: Sequence[Row], as_at: date) -> str:
    """How the causes of the newest inspection stand, and those of older ones that are not known to be closed."""
    newest = [row for row in rows if row["cycle_code"] == rows[0]["cycle_code"]]
    notable = [
        row for row in rows if row["counts_as"] in OUTSTANDING and not is_long_ago(row, as_at) and _is_notable(row)
    ]
    return paragraph(
        [
            _newest_causes(newest, as_at),
            older_causes(rows, as_at),
            *(f"{row['title']}: {recommendations_of_cause(row, ',')}." for row in notable),
        ]
    )


def _is_notable(row: Row) -> bool:
    """Whether its recommendations do not all stand open within their deadlines."""
    set_out = row["recommendations_set_out_count"]
    return bool(
        row["overdue_count"]
        or row["reopened_count"]
        or row["recommendations_closed_count"]
        or row["open_count"] != set_out
    )


def _newest_causes(rows: Sequence[Row], as_at: date) -> str:
    """How the causes of one inspection stand; what was stated long ago is reported with its date."""
    outstanding = [row for row in rows if row["counts_as"] in OUTSTANDING]
    newest = max(outstanding or rows, key=lambda row: row["as_at_on"])
    is_old = is_long_ago(newest, as_at)
    stands = f"last reported open, on {day(newest['as_at_on'])}" if is_old else "open"
    singular, plural = ("was", "were") if is_old else ("is", "are")
    cycle = rows[0]["cycle_name"]
    named = f"causes of concern from {cycle}"
    if len(rows) == 1:
        closed = {"closed": "is closed", "superseded": "is superseded"}.get(
            rows[0]["counts_as"], "is not known to be open"
        )
        return f"The one cause of concern from {cycle} {f'{singular} {stands}' if outstanding else closed}."
    if len(outstanding) == len(rows):
        every = "Both" if len(rows) == 2 else f"All {in_words(len(rows))}"
        return f"{every} {named} {plural} {stands}."
    if outstanding:
        verb = agree(len(outstanding), singular, plural)
        return f"{capital(in_words(len(outstanding)))} of {in_words(len(rows))} {named} {verb} {stands}."
    return f"None of {in_words(len(rows))} {named} is known to be open."


def open_causes(rows: Sequence[Row], as_at: date) -> str:
    """How many causes of concern are open, and of which inspections; nothing where none is."""
    return _open_causes([row for row in rows if row["counts_as"] in OUTSTANDING], as_at, "")


def older_causes(rows: Sequence[Row], as_at: date) -> str:
    """How many causes of inspections before that of the first row are open still; nothing where none is."""
    older = [row for row in rows if row["counts_as"] in OUTSTANDING and row["cycle_code"] != rows[0]["cycle_code"]]
    return _open_causes(older, as_at, " from earlier inspections")


def _open_causes(rows: Sequence[Row], as_at: date, which: str) -> str:
    if not rows:
        return ""
    counts = Counter((row["cycle_name"], row["as_at_on"] if is_long_ago(row, as_at) else None) for row in rows)
    parts = listed(
        f"{'' if len(counts) == 1 else in_words(count) + ' '}from {cycle}{f', on {day(stated_on)}' if stated_on else ''}"
        for (cycle, stated_on), count in counts.items()
    )
    old = [stated_on is not None for _, stated_on in counts]
    stands = agree(len(rows), "was", "were") + " last reported" if all(old) else agree(len(rows), "is", "are")
    or_were = ", or were when last reported" if any(old) and not all(old) else ""
    many = agree(len(rows), "One cause", f"{capital(in_words(len(rows)))} causes")
    return f"{many} of concern{which} {stands} open{or_were}{',' if len(counts) == 1 else ':'} {parts}."


def opened_and_closed(rows: Sequence[Row], since: date) -> str:
    """How many of the causes opened since a day are closed, each with its days; empty where none was opened."""
    opened = sorted((row for row in rows if row["opened_on"] and row["opened_on"] >= since), key=_opened)
    closed = [row for row in opened if row["counts_as"] == "closed"]
    if not opened:
        return ""
    if not closed:
        return f"{capital(count_in_words(len(opened), 'cause'))} of concern opened since {day(since)}, none closed."
    each = "; ".join(f"{row['title']} (opened {day(row['opened_on'])}, {inside(_closed(row))})" for row in closed)
    some = both_or_all(len(opened)) if len(closed) == len(opened) > 1 else in_words(len(closed))
    verb = agree(len(closed), "is", "are")
    return (
        f"Of {count_in_words(len(opened), 'cause')} of concern opened since {day(since)}, {some} {verb} closed: {each}."
    )


def _opened(row: Row) -> date:
    found: date = row["opened_on"]
    return found


def recommendations_of_cause(row: Row, mark: str = ":") -> str:
    """5 recommendations: 1 open (re-opened), 3 agreed by HMICFRS and 1 superseded; 1 is 1,020 days past its deadline."""
    stated, set_out = row["recommendations_stated_count"], row["recommendations_set_out_count"]
    if stated is None and not set_out:
        return ""
    text = count_of(set_out if stated is None else stated, "recommendation")
    if stated is not None and stated != set_out:
        text += f" stated, {set_out} set out"
    counts = totals([row])
    closed = row["recommendations_closed_count"] or 0
    if closed and counts["not_stated"] == set_out:
        which = "" if closed == stated else ", and the source does not say which"
        text += f"; {in_words(closed)} {agree(closed, 'is', 'are')} closed{which}"
    else:
        text += stand(set_out, counts, mark)
        if closed > sum(counts[name] for name in CLOSED):
            text += f"; the source says {in_words(closed)} {agree(closed, 'is', 'are')} closed"
    return text + _past_deadline(row["overdue_count"], row["days_overdue"])


def recommendations_in_short(row: Row) -> str:
    """One of five not closed (re-opened); one is 1,020 days past its deadline. What a slide has room for."""
    count = row["recommendations_stated_count"] or row["recommendations_set_out_count"]
    if not count:
        return ""
    counts = totals([row])
    if counts["not_stated"] == row["recommendations_set_out_count"]:
        return recommendations_of_cause(row)
    left = sum(counts[name] for name in OUTSTANDING)
    some = capital(in_words(left)) if left else "None"
    again = reopened_among(left, counts["reopened"])
    late = _past_deadline(row["overdue_count"], row["days_overdue"])
    return f"{some} of {in_words(count)} not closed{again}{late}"


def _past_deadline(count: int | None, days: int | None) -> str:
    if not count or days is None:
        return ""
    if count == 1:
        return f"; one is {count_of(days, 'day')} past its deadline"
    return f"; {in_words(count)} are past their deadline, the longest by {count_of(days, 'day')}"


def cause_status(row: Row, as_at: date) -> str:
    """How a cause stands: Closed 23 July 2024, the name of its status, or when it was last reported so, if long ago."""
    if row["counts_as"] == "closed":
        return _closed(row)
    if is_long_ago(row, as_at):
        return f"Last reported {inside(row['status_name'])} on {day(row['as_at_on'])}"
    return str(row["status_name"])


def _closed(row: Row) -> str:
    return f"Closed {day(row['status_on'])}" if row["status_on"] else "Closed"


def owner_and_deadline(row: Row) -> str:
    """Who answers for a cause of concern and by when, for a cell; what is not stated says so."""
    return f"{row['owner_role'] or 'No owner stated'}, {_deadline_of(row, 'by')}"


def answerable(row: Row) -> str:
    """Who answers for a cause of concern, before which board and by when; what is not stated says so."""
    of_recommendations = " of its recommendations" if row["is_owner_of_recommendations"] else ""
    owner = f"Owner{of_recommendations}: {row['owner_role']}" if row["owner_role"] else "No owner stated"
    board = [row["governance_board"]] if row["governance_board"] else []
    return "; ".join([owner, *board, _deadline_of(row, "deadline")])


def _deadline_of(row: Row, word: str) -> str:
    """The deadline of a cause, whether it is that of a recommendation that is not closed, or that none is stated."""
    if not row["deadline_on"]:
        is_done = row["recommendations_set_out_count"] and not row["open_count"]
        return "no recommendation open" if is_done else "no deadline stated"
    words = "first open recommendation due" if row["is_deadline_of_recommendation"] else word
    return f"{words} {day(row['deadline_on'])}"


def causes_shown(rows: Sequence[Row]) -> list[Row]:
    """The causes of the newest inspection, then those of older ones that are not known to be closed."""
    return [row for row in rows if row["cycle_code"] == rows[0]["cycle_code"] or row["counts_as"] in OUTSTANDING]


def is_open(cause: Row) -> bool:
    """Whether there is work left on a cause of concern: it is not closed, or a recommendation of it is open."""
    return cause["counts_as"] != "closed" or bool(cause["open_count"])


def recommendations(rows: Sequence[Row], as_at: date) -> str:
    """How many recommendations belong to causes of concern, how they stand, and how many are overdue."""
    late = [row["days_overdue"] for row in rows if row["days_overdue"]]
    return (
        f"{count_of(len(rows), 'recommendation')} {agree(len(rows), 'belongs', 'belong')} to causes of concern"
        f"{stand(len(rows), stands_of(rows))}{_past_deadline(len(late), max(late, default=None))}."
    )
