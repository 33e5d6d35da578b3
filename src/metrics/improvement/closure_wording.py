"""The sentences on the way to closure, worked out by rule: what each finding waits for, and what was taken when."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import capital, count_in_words, count_of, day, in_words, inside, listed, paragraph, verb

_STEPS = {
    "work_done": ("the work to be done", "since the work was done"),
    "evidence_audited": ("the audit of the evidence", "since the evidence was audited"),
    "board_agreed": ("the board's agreement", "since the board agreed"),
    "dcc_signed": ("the Deputy Chief Constable's signature", "since the Deputy Chief Constable signed"),
    "letter_signed": ("the Chief Constable's letter", "since the Chief Constable signed the letter"),
    "sent_to_portal": ("the entry on the portal", "since it was sent to the portal"),
    "hmicfrs_verified": ("HMICFRS's verification", "since HMICFRS verified it"),
    "hmicfrs_fieldwork": ("HMICFRS's fieldwork", "since HMICFRS's fieldwork"),
    "hmicfrs_closed": ("HMICFRS's closure", "since HMICFRS closed it"),
    "sent_back": ("the return to an earlier step", "since it was sent back"),
}
"""Each step as what a finding waits for, and as the day from which it waits for the next one."""


def _wanted(code: str, name: str) -> str:
    return _STEPS[code][0] if code in _STEPS else f'"{name}"'


def _since(row: Row) -> str:
    return _STEPS[row["step_code"]][1] if row["step_code"] in _STEPS else f'since "{row["step_name"]}"'


def queue(rows: Sequence[Row], as_at: date) -> str:
    """How many findings wait for which step, which longest, and what the DCC is asked to sign at the next board."""
    steps: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda row: row["next_step_order"]):
        step = row["next_step_code"], row["next_step_name"]
        steps[step] = steps.get(step, 0) + 1
    (first, count), *others = [(_wanted(*step), count) for step, count in steps.items()]
    waiting = [
        f"{in_words(count)} {verb(count, 'waits', 'wait')} for {first}",
        *(f"{in_words(count)} for {step}" for step, count in others),
    ]
    longest = max(rows, key=lambda row: row["days_waiting"])
    return paragraph(
        [
            f"{capital(count_in_words(len(rows), 'finding'))} {verb(len(rows), 'is', 'are')} on the way to closure"
            f"{'; ' if (asked := to_sign(rows)) else ''}{asked}.",
            f'Longest: "{longest["title"]}", {count_of(longest["days_waiting"], "day")} {_since(longest)}.',
            f"{capital(listed(waiting))}.",
        ]
    )


def to_sign(rows: Sequence[Row]) -> str:
    """What the Deputy Chief Constable is asked to sign at which board, without a full stop; empty for nothing."""
    asked = [row for row in rows if row["next_step_code"] == "dcc_signed"]
    if not asked:
        return ""
    board = asked[0]["next_board_on"]
    when = f"at the board of {day(board)}" if board else "at the next board, of which no date is recorded"
    return f"the Deputy Chief Constable is asked to sign {in_words(len(asked))} {when}"


def step_times(rows: Sequence[Row], as_at: date) -> str:
    """Which step findings wait longest for, by the median, the longest that one waited, and one that waits longer now."""
    slowest = max(rows, key=lambda row: (row["median_days"], row["longest_days"]))
    step = capital(_wanted(slowest["step_code"], slowest["step_name"]))
    half, longest, waiting = round(slowest["median_days"]), slowest["longest_days"], slowest["waiting_days"] or 0
    took = (
        count_of(longest, "day")
        if half == longest
        else f"of {slowest['passed_count']:,}, half took up to {count_of(half, 'day')}, the longest {longest:,}"
    )
    now = f"; one finding has waited {count_of(waiting, 'day')} so far" if waiting > longest else ""
    return f"{step} takes longest: {took}{now}."


def steps_in_full(rows: Sequence[Row], as_at: date) -> str:
    """The newest step, and when it was taken."""
    newest = max(rows, key=lambda row: row["taken_on"])
    return f"{capital(count_in_words(len(rows), 'step'))} taken; the newest is of {day(newest['taken_on'])}."


def steps_in_a_paper(rows: Sequence[Row]) -> str:
    """Steps as a paper tells them, the oldest first: each with its day, who took it, where it stands and what was left."""
    parts = []
    for row in sorted(rows, key=lambda row: (row["taken_on"], row["step_order"])):
        about = ", ".join(part for part in (row["by_role"], row["reference"]) if part)
        left = f" with {row['taken_with']}" if row["taken_with"] else ""
        parts.append(f"{inside(row['step_name'])} on {day(row['taken_on'])}{left}{f' ({about})' if about else ''}")
    return f"{capital('; '.join(parts))}."


_OWN = {"Owner": "owner_role", "Governance board": "governance_board"}
"""Who takes a step of a finding by its own columns, where those say."""


def taker(taken_by: str, finding: Row) -> str:
    """Who takes a step of a finding: the role that owns it or its board by name, as the finding states them."""
    return str(finding.get(_OWN.get(taken_by, "")) or taken_by)


def awaited(code: str, name: str, taken_by: str, finding: Row) -> str:
    """The step that a finding waits for, and who takes it where the words do not say: the board's agreement (Board)."""
    step = _wanted(code, name)
    return step if taken_by in step else f"{step} ({taker(taken_by, finding)})"


def waits_for(code: str, name: str, taken_by: str, days: int | None, finding: Row) -> str:
    """The step that a finding waits for, who takes it, and for how long it has waited where it has begun."""
    since = f", for {count_of(days, 'day')} now" if days else ""
    return f"It waits for {awaited(code, name, taken_by, finding)}{since}."


def next_step(row: Row) -> str:
    """The same of a finding in the queue."""
    return waits_for(row["next_step_code"], row["next_step_name"], row["next_taken_by"], row["days_waiting"], row)


def actions_left(actions: Sequence[Row]) -> str:
    """How many of a finding's actions are not complete, and how many complete ones nobody checked; nothing for none."""
    counts = [(sum(row["counts_as"] == name for row in actions), text) for name, text in _LEFT.items()]
    parts = [f"{in_words(count)} {verb(count, 'is', 'are')} {text}" for count, text in counts if count]
    return f"Of its actions {listed(parts)}." if parts else ""


_LEFT = {"open": "not complete", "complete": "complete and not checked"}
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
