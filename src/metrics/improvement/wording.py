"""The sentences on updates, actions and the way to closure, worked out by rule."""

from collections.abc import Sequence
from datetime import date, timedelta

from src.analysis.past_dates import owners_of
from src.contracts.metric import TARGET, Row
from src.wording import (
    both_or_all,
    capital,
    count_in_words,
    count_of,
    dated,
    day,
    first_of,
    first_sentence,
    in_words,
    inside,
    listed,
    number,
    paragraph,
    percent,
    times,
    verb,
)

NO_UPDATE_AFTER_DAYS = 31
"""A finding that is not closed is to have an update each month: the board of the force meets each month."""


def latest_updates(rows: Sequence[Row], as_at: date) -> str:
    """How many findings have an update, and what the newest one is about."""
    newest = rows[0]
    when = dated(newest["updated_on"], newest["updated_precision"])
    same = sum(row["updated_on"] == newest["updated_on"] for row in rows)
    about = f'"{newest["title"]}"' if same == 1 else count_of(same, "finding")
    return (
        f"{count_of(len(rows), 'finding')} {verb(len(rows), 'has', 'have')} an update; "
        f"the newest, of {when}, {verb(same, 'is', 'are')} on {about}."
    )


def update_due(rows: Sequence[Row], as_at: date) -> str:
    """How many findings are due an update, since when there is none, whose they are, and which waits longest."""
    count, never = len(rows), sum(row["updated_on"] is None for row in rows)
    oldest = next((row for row in rows if row["updated_on"] is not None), None)
    since = day(as_at - timedelta(days=NO_UPDATE_AFTER_DAYS))
    if oldest is None:
        heard = verb(count, "it never had one", "none of them ever had one")
    else:
        had = count - never
        some = verb(had, "it was", f"{both_or_all(had)} were")
        if never:
            some = f"{in_words(had)} {verb(had, 'was', 'were')}"
        without = f" and {in_words(never)} never {verb(never, 'was', 'were')}" if never else ""
        heard = f"{some} last updated before {since}{without}"
    sentences = [
        f"{count_of(count, 'finding')} not known to be closed {verb(count, 'is', 'are')} due an update: {heard}.",
        f"{capital(owners_of(rows))}.",
    ]
    if oldest is not None:
        same = sum(row["updated_on"] == oldest["updated_on"] for row in rows)
        named = first_of([f'"{oldest["title"]}"'], 1, ", ", of=same)
        sentences.append(f"{no_update_since(oldest)} on {named}.")
    return paragraph(sentences)


def no_update_since(row: Row) -> str:
    """No update since 27 February 2024; or that none was ever given."""
    if row["updated_on"] is None:
        return "No update yet"
    return f"No update since {dated(row['updated_on'], row['updated_precision'])}"


def no_update_lately(rows: Sequence[Row], as_at: date) -> str:
    """No update since a day, where the newest of a finding's updates is older than a month; otherwise nothing."""
    newest = max(rows, key=lambda row: row["updated_on"])
    is_due = (as_at - newest["updated_on"]).days > NO_UPDATE_AFTER_DAYS
    return f"{no_update_since(newest)}." if is_due else ""


def newest_update(rows: Sequence[Row], of: str) -> str:
    """The first sentence of the newest of some updates, with its day, its role and the finding where that is another."""
    newest = max(rows, key=lambda row: row["updated_on"])
    by = f", {newest['by_role']}" if newest["by_role"] else ""
    about = f', on "{newest["title"]}"' if newest["finding_id"] != of else ""
    when = dated(newest["updated_on"], newest["updated_precision"])
    text = str(newest["update_text"]).strip()
    first = first_sentence(text)
    return f"Update of {when}{by}{about}: {first if first == text else first.rstrip('.') + ' …'}"


def last_heard(rows: Sequence[Row], as_at: date, of: str) -> str:
    """The newest of some updates, or since when there is none where one is due; nothing where there never was one.

    `of` is the finding that it is said of: an update on another names that.
    """
    return (no_update_lately(rows, as_at) or newest_update(rows, of)) if rows else ""


def updates_in_full(rows: Sequence[Row], as_at: date) -> str:
    """How many updates there are, and how many of them were corrected."""
    corrected = sum(row["corrected_by_id"] is not None for row in rows)
    of_them = f", {in_words(corrected)} of them corrected since" if corrected else ""
    return f"{capital(count_in_words(len(rows), 'update'))}{of_them}; the newest is of {_newest(rows)}."


def _newest(rows: Sequence[Row]) -> str:
    newest = max(rows, key=lambda row: row["updated_on"])
    return dated(newest["updated_on"], newest["updated_precision"])


def by_owner(rows: Sequence[Row], as_at: date) -> str:
    """How many actions are open, overdue, moved, complete and checked; and who has most of those overdue."""
    total = {
        name: sum(row[f"{name}_count"] for row in rows) for name in ("open", "overdue", "moved", "complete", "checked")
    }
    parts = [
        f"{in_words(total[name])} {text}"
        for name, text in (("overdue", "overdue"), ("moved", "with a date that moved"))
        if total[name]
    ]
    sentences = [
        f"{capital(count_in_words(total['open'], 'action'))} {verb(total['open'], 'is', 'are')} open"
        f"{', ' + listed(parts) if parts else ''}."
    ]
    worst: dict[str, int] = {}
    for row in rows:
        worst[row["action_owner_role"]] = worst.get(row["action_owner_role"], 0) + row["overdue_count"]
    most = max(worst.values())
    if most:
        named = [owner for owner, count in worst.items() if count == most]
        if len(named) <= 2:
            sentences.append(f"Most overdue: {listed(named)}, {in_words(most)}{' each' if len(named) > 1 else ''}.")
    if total["complete"] or total["checked"]:
        sentences.append(
            f"{capital(in_words(total['complete']) if total['complete'] else 'none')} "
            f"{verb(total['complete'] or 1, 'is', 'are')} complete and not yet "
            f"checked, {in_words(total['checked'])} complete and checked."
        )
    return paragraph(sentences)


def to_look_at(rows: Sequence[Row], as_at: date) -> str:
    """The action that is longest overdue and whose it is, and how many of each kind there are."""
    counts = {row["reason_code"]: row["reason_count"] for row in rows}
    known = [(name, counts[name]) for name in _REASONS if name in counts]
    parts = [
        f"{count_in_words(count, 'action') if at == 0 else in_words(count)} {verb(count, *_REASONS[name])}"
        for at, (name, count) in enumerate(known)
    ]
    sentences = [f"{capital(listed(parts))}."]
    if "overdue" in counts:
        worst = rows[0]
        sentences.append(
            f'Longest overdue: "{worst["action_title"]}", {count_of(worst["days_overdue"], "day")}, '
            f"{worst['action_owner_role'] or 'no owner stated'}."
        )
    return paragraph(sentences)


_REASONS = {
    "overdue": ("is overdue", "are overdue"),
    "to_check": ("is complete and to be checked", "are complete and to be checked"),
    "moved": ("has a date that moved", "have dates that moved"),
    "due_soon": ("is due within 30 days", "are due within 30 days"),
}


def actions_in_full(rows: Sequence[Row], as_at: date) -> str:
    """How many actions there are, and how many are overdue."""
    overdue = sum(row["days_overdue"] > 0 for row in rows)
    late = f", {in_words(overdue)} overdue" if overdue else ""
    return f"{capital(count_in_words(len(rows), 'action'))}{late}."


def action_in_a_paper(row: Row) -> str:
    """An action as a paper tells it: whose, how far, due when, and each on its own its move, its evidence and its check."""
    due, late = row["revised_due_on"] or row["first_due_on"], row["days_overdue"]
    status = inside(str(row["action_status_name"]))
    done_on = row["checked_on"] if row["action_status_code"] == "checked" else row["completed_on"]
    facts = [
        f"{row['action_owner_role'] or 'no owner stated'}",
        f"{status} on {day(done_on)}" if done_on else status,
        f"{percent(row['share_percent'])} done" if row["share_percent"] is not None else "",
        f"due {day(due)}" if due else "no date stated",
        f"{count_of(late, 'day')} overdue" if late else "",
    ]
    evidence = ", ".join(part for part in (row["evidence_title"], row["evidence_reference"]) if part)
    return paragraph(
        [
            f"{row['action_title']}: {'; '.join(part for part in facts if part)}.",
            _move(row),
            f'It waits for "{row["depends_on_title"]}", which is {inside(str(row["depends_on_status_name"]))}.'
            if row["depends_on_title"] and row["counts_as"] == "open"
            else "",
            f"Evidence: {evidence}." if evidence else "",
            f"Checked by {row['checked_by_role']}." if row["checked_by_role"] else "",
        ]
    )


def _move(row: Row) -> str:
    """From which date an action was moved, how often, who agreed and why; nothing where it is due when it first was."""
    if not row["revised_due_on"] or row["revised_due_on"] == row["first_due_on"]:
        return ""
    is_again = row["moves_count"] > 1
    agreed = f", {'last ' if is_again else ''}agreed by {row['revised_by_role']}" if row["revised_by_role"] else ""
    reason = f": {inside(str(row['revised_reason']).rstrip('.'))}" if row["revised_reason"] else ""
    often = f" {times(row['moves_count'])}, at first" if is_again else ""
    return f"Moved{often} from {day(row['first_due_on'])}{agreed}{reason}."


def thresholds(rows: Sequence[Row], as_at: date) -> str:
    """How many targets and how many tolerances are in force."""
    counts = {name: sum(row["threshold_kind_code"] == name for row in rows) for name in ("target", "tolerance")}
    existing = listed(
        f"{in_words(number)} {name if number == 1 else name + 's'}" for name, number in counts.items() if number
    )
    return f"{capital(existing)} {verb(len(rows), 'is', 'are')} in force at {day(as_at)}."


def threshold(row: Row, unit: str = "", stands: str = "") -> str:
    """One target or tolerance: what it is of, from when, who set it, how the newest figure stands, the plan it starts."""
    of = f", {row['measure'].lower()}" if row["measure"] else ""
    subject = f" ({str(row['subject']).replace('_', ' ')})" if row["subject"] else ""
    value = f"{row['direction_name'].lower()} {number(row['threshold_value'])}{unit}"
    set_by = f", set by {row['set_by_role']}" if row["set_by_role"] else ""
    beyond = "Missing" if row["threshold_kind_code"] == TARGET else "Crossing"
    plan = f"{beyond} it starts {inside(str(row['plan']).rstrip('.'))}." if row["plan"] else ""
    set_out = f"{row['threshold_kind_name']} for {inside(row['figure_name'])}{of}{subject}: {value} "
    return paragraph([f"{set_out}since {day(row['from_on'])}{set_by}.", stands, plan])


def readiness(rows: Sequence[Row], as_at: date) -> str:
    """How many questions the force has assessed itself on, and which are thin."""
    own = [row for row in rows if row["own_grade_name"]]
    thin = [row for row in rows if row["thin_because"]]
    questions = f"{in_words(len(own))} of {count_in_words(len(rows), 'PEEL question')}"
    if len(own) == len(rows):
        questions = "the one PEEL question" if len(rows) == 1 else f"all {in_words(len(rows))} PEEL questions"
    named = first_of((inside(row["thread_name"]) for row in thin), 3, ", ")
    return paragraph(
        [
            f"The force has assessed itself on {questions}.",
            f"{capital(in_words(len(thin)))} {verb(len(thin), 'is', 'are')} thin: {named}."
            if thin
            else "None is thin.",
        ]
    )


def still_asked(rows: Sequence[Row]) -> list[Row]:
    """The commentary that asks for a decision which is not recorded, the board first that comes first."""
    asked = [row for row in rows if row["ask_text"] and not row["decision_text"]]
    return sorted(asked, key=lambda row: (row["meeting_on"], row["commentary_id"]))


def asked_of_boards(rows: Sequence[Row], as_at: date) -> str:
    """The decision that is asked of the next board, or of the last one and is not recorded; nothing for none."""
    asked = still_asked(rows)
    found = next((row for row in asked if row["meeting_on"] >= as_at), asked[-1] if asked else None)
    if found is None:
        return ""
    ask = str(found["ask_text"]).rstrip(".")
    late = "" if found["meeting_on"] >= as_at else ", and no decision is recorded"
    return f"Asked of the board of {day(found['meeting_on'])}: {inside(ask)}{late}."


def commentary(rows: Sequence[Row], as_at: date) -> str:
    """What the next board is asked, and what earlier boards were asked without a recorded decision."""
    asked = still_asked(rows)
    ahead = [row for row in asked if row["meeting_on"] >= as_at]
    behind = [row for row in asked if row["meeting_on"] < as_at]
    dates = sorted({row["meeting_on"] for row in rows})
    noun = "board" if len(dates) == 1 else "boards"
    boards = f"the {noun} of {listed(map(day, dates))}" if len(dates) <= 2 else count_in_words(len(dates), "board")
    sentences = [
        f"{capital(count_in_words(len(rows), 'comment'))} by owners "
        f"{verb(len(rows), 'is', 'are')} recorded for {boards}."
    ]
    if ahead:
        board = min(row["meeting_on"] for row in ahead)
        number = sum(row["meeting_on"] == board for row in ahead)
        sentences.append(
            f"{capital(count_in_words(number, 'decision'))} {verb(number, 'is', 'are')} asked of the board of {day(board)}."
        )
    if behind:
        sentences.append(
            f"{capital(count_in_words(len(behind), 'decision'))} asked of earlier boards {verb(len(behind), 'is', 'are')} "
            "not recorded."
        )
    return paragraph(sentences)
