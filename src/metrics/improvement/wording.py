"""The sentences on updates, actions and the way to closure, worked out by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import (
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
    """How many findings are to have an update, how many of them never had one, and which waits longest."""
    never = [row for row in rows if row["updated_on"] is None]
    oldest = next((row for row in rows if row["updated_on"] is not None), None)
    sentences = [
        f"{count_of(len(rows), 'finding')} not known to be closed {verb(len(rows), 'has', 'have')} no update of the "
        f"{NO_UPDATE_AFTER_DAYS} days to {day(as_at)}."
    ]
    if never:
        all_never = "It never had one." if len(rows) == 1 else "None of them ever had one."
        some_never = f"{capital(in_words(len(never)))} of them never had one."
        sentences.append(all_never if len(never) == len(rows) else some_never)
    if oldest is not None:
        sentences.append(f'{no_update_since(oldest)} on "{oldest["title"]}".')
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


def newest_update(rows: Sequence[Row]) -> str:
    """The first sentence of the newest of some updates, with its day and role."""
    newest = max(rows, key=lambda row: row["updated_on"])
    by = f", {newest['by_role']}" if newest["by_role"] else ""
    when = dated(newest["updated_on"], newest["updated_precision"])
    return f"Update of {when}{by}: {first_sentence(str(newest['update_text']))}"


def last_heard(rows: Sequence[Row], as_at: date) -> str:
    """The newest of some updates, or since when there is none where one is due; nothing where there never was one."""
    return (no_update_lately(rows, as_at) or newest_update(rows)) if rows else ""


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


def queue(rows: Sequence[Row], as_at: date) -> str:
    """How many findings wait at which step, which longest, and what the DCC is asked to sign at the next board."""
    steps: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["next_step_order"]):
        steps.setdefault(row["next_step_name"], []).append(row)
    waiting = listed(f"{_step(name)} ({len(of_step)})" for name, of_step in steps.items())
    longest = max(rows, key=lambda row: row["days_waiting"])
    asked = [row for row in rows if row["next_step_code"] == "dcc_signed"]
    board = asked[0]["next_board_on"] if asked else None
    when = f" at the board of {day(board)}" if board else " at the next board, of which no date is recorded"
    sign = f"; the Deputy Chief Constable is asked to sign {in_words(len(asked))}{when}" if asked else ""
    return paragraph(
        [
            f"{capital(count_in_words(len(rows), 'finding'))} {verb(len(rows), 'is', 'are')} on the way to closure{sign}.",
            f'Longest: "{longest["title"]}", {count_of(longest["days_waiting"], "day")} at "{longest["step_name"]}".',
            f"They wait for {waiting}.",
        ]
    )


def _step(name: str) -> str:
    return f'"{name}"'


def step_times(rows: Sequence[Row], as_at: date) -> str:
    """Which step findings wait longest for, by the median."""
    slowest = max(rows, key=lambda row: (row["median_days"], row["longest_days"]))
    passed = sum(row["passed_count"] for row in rows)
    half, longest = count_of(round(slowest["median_days"]), "day"), count_of(slowest["longest_days"], "day")
    return (
        f"Of {count_of(passed, 'step')} taken after another, {_step(slowest['step_name'])} took longest: half took up to "
        f"{half}, the slowest {longest}."
    )


def steps_in_full(rows: Sequence[Row], as_at: date) -> str:
    """The newest step, and when it was taken."""
    newest = max(rows, key=lambda row: row["taken_on"])
    return f"{capital(count_in_words(len(rows), 'step'))} taken; the newest is of {day(newest['taken_on'])}."


def waits_for(step: str, taken_by: str, days: int | None) -> str:
    """The step that a finding waits for, who takes it, and for how long it has waited where it has begun."""
    since = f", for {count_of(days, 'day')} now" if days else ""
    return f'It waits for "{step}" ({taken_by}){since}.'


_STATUS_AFTER = {
    ("sent_to_portal", "2"): "closed_by_force",
    ("sent_to_portal", "3"): "self_certified",
    ("hmicfrs_verified", "3"): "hmicfrs_agreed",
    ("hmicfrs_fieldwork", "4"): "hmicfrs_agreed",
}


def status_to_record(steps: Sequence[Row], finding: Row) -> str:
    """The status that the newest step gives a finding and the register does not say yet; empty where it is not behind.

    `steps` are those of the finding, the newest first. A statement of the register that is newer than the step holds.
    """
    if not steps or finding["as_at_on"] > steps[0]["taken_on"]:
        return ""
    step = steps[0]["step_code"]
    status = "hmicfrs_agreed" if step == "hmicfrs_closed" else _STATUS_AFTER.get((step, str(finding["level_code"])), "")
    return "" if finding["status_code"] == status else status


def register_is_behind(step: Row, finding: Row) -> str:
    """That a step was taken which the register does not tell."""
    return (
        f'"{step["step_name"]}" was on {day(step["taken_on"])}, and the register still says "{finding["status_name"]}".'
    )


def thresholds(rows: Sequence[Row], as_at: date) -> str:
    """How many targets and how many tolerances are in force."""
    counts = {name: sum(row["threshold_kind_code"] == name for row in rows) for name in ("target", "tolerance")}
    existing = listed(
        f"{in_words(number)} {name if number == 1 else name + 's'}" for name, number in counts.items() if number
    )
    return f"{capital(existing)} {verb(len(rows), 'is', 'are')} in force at {day(as_at)}."


def threshold(row: Row) -> str:
    """One target or tolerance in a sentence: what it is of, from when, who set it and the plan it starts."""
    of = f", {row['measure'].lower()}" if row["measure"] else ""
    subject = f" ({str(row['subject']).replace('_', ' ')})" if row["subject"] else ""
    value = f"{row['direction_name'].lower()} {number(row['threshold_value'])}"
    set_by = f", set by {row['set_by_role']}" if row["set_by_role"] else ""
    plan = f" Crossing it starts {row['plan']}." if row["plan"] else ""
    return (
        f"{row['threshold_kind_name']} for {inside(row['figure_name'])}{of}{subject}: {value} "
        f"since {day(row['from_on'])}{set_by}.{plan}"
    )


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


def commentary(rows: Sequence[Row], as_at: date) -> str:
    """What the next board is asked, and what earlier boards were asked without a recorded decision."""
    asked = [row for row in rows if row["ask_text"] and not row["decision_text"]]
    ahead = [row for row in asked if row["meeting_on"] >= as_at]
    behind = [row for row in asked if row["meeting_on"] < as_at]
    boards = len({row["meeting_on"] for row in rows})
    sentences = [
        f"{capital(count_in_words(len(rows), 'comment'))} by owners "
        f"{verb(len(rows), 'is', 'are')} recorded for {count_in_words(boards, 'board')}."
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
