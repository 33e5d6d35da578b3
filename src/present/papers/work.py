"""What is done about findings: how each stands, its updates and actions, and how far it is on its way to closure."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

from src import wording
from src.analysis.thresholds import by_name, suffix
from src.contracts.metric import Row
from src.metrics import METRICS
from src.metrics.findings.wording import status_since
from src.metrics.improvement.closure_wording import actions_left, next_step, steps_in_a_paper
from src.metrics.improvement.wording import action_in_a_paper, no_update_lately, still_asked, threshold
from src.metrics.improvement.wording import commentary as all_comments
from src.present import tables
from src.present.papers.paper import Blocks, Figures, Paragraph, Subheading
from src.present.slide import PackData

UPDATES, ACTIONS, STEPS = "finding_updates_in_full", "actions_in_full", "closure_steps_in_full"
BY_OWNER, TO_LOOK_AT = "actions_by_owner", "actions_to_look_at"
QUEUE, STEP_TIMES = "closure_queue", "closure_step_times"
COMMENTARY, READINESS, THRESHOLDS = "board_commentary", "peel_readiness", "targets_and_tolerances"
LATEST, DUE = "finding_latest_updates", "findings_update_due"
BOARDS = "board_meetings_by_date"
MOST_UNDER_ONE = 10
"""How many updates, and how many actions, stand under one recommendation; the rest are counted."""
LISTED = 12
"""How many actions or findings a table sets out; the rest are counted."""


def work_on(data: PackData, row: Row, reported_on: date) -> Blocks:
    """A numbered paragraph about a finding, with its updates, actions and steps to closure as lettered points.

    `row` has its id, title, status, level, owner, board and deadline. `reported_on` is the day that is already said.
    """
    status = _status(row, reported_on)
    yield Paragraph(lead=str(row["title"]), text=wording.paragraph([status, _by_when(row), _owner(row)]))
    if data.in_full:
        yield from _updates(data, row)
        yield from _actions(data, row)
        yield from _steps(data, row)


def _status(row: Row, reported_on: date) -> str:
    level = f", {wording.inside(str(row['level_name']))}" if row["level_name"] != "Not stated" else ""
    reported = f", {last_reported(row['as_at_on'])}" if row["as_at_on"] != reported_on else ""
    return f"{status_since(row)}{level}{reported}."


def last_reported(on_date: date) -> str:
    """As last reported on 7 September 2026: how new the status of a finding is."""
    return f"as last reported on {wording.day(on_date)}"


def _by_when(row: Row) -> str:
    if not row["deadline_on"]:
        return f"Deadline as set: {row['deadline_as_set']}." if row["deadline_as_set"] else "No deadline is stated."
    deadline = f"Deadline {wording.dated(row['deadline_on'], row['deadline_precision'])}"
    late = row["days_overdue"]
    return f"{deadline}, {wording.count_of(late, 'day')} ago." if late else f"{deadline}."


def _owner(row: Row) -> str:
    board = f", {row['governance_board']}" if row["governance_board"] else ""
    return f"Owner: {row['owner_role']}{board}." if row["owner_role"] else "No owner is stated."


def _updates(data: PackData, row: Row) -> Blocks:
    """The updates since the baseline, of one not closed else those of the newest day; what was corrected is left out.

    Where an update is due, it is said since when there is none.
    """
    found = data.in_full[UPDATES].where(finding_id=row["finding_id"], corrected_by_id=None)
    is_over = _is_over(row)
    if not found:
        if row["counts_as"] == "open":
            yield Paragraph(text="No update is recorded.", is_point=True)
        return
    if not is_over and (due := no_update_lately(found, data.as_at)):
        yield Paragraph(text=due, is_point=True)
    newest = max(item["updated_on"] for item in found)
    recent = [
        item
        for item in found
        if item["updated_on"] > data.baseline.since or (item["updated_on"] == newest and not is_over)
    ]
    recent.sort(key=lambda item: (item["updated_on"], str(item["by_role"]), item["update_id"]))
    if (earlier := len(recent) - MOST_UNDER_ONE) > 0:
        recent = recent[earlier:]
        yield Paragraph(text=f"{_more(earlier, 'earlier update')}.", is_point=True)
    for (day, role), group in groupby(recent, lambda item: (item["updated_on"], item["by_role"])):
        for at, item in enumerate(group):
            by = f", {role}" if role else ""
            lead = "" if at else f"Update of {wording.dated(day, item['updated_precision'])}{by}"
            yield Paragraph(lead=lead, text=str(item["update_text"]), is_point=True)


def _is_over(row: Row) -> bool:
    return row["counts_as"] in ("closed", "superseded")


def _actions(data: PackData, row: Row) -> Blocks:
    found = data.in_full[ACTIONS].where(finding_id=row["finding_id"])
    for action in found[:MOST_UNDER_ONE]:
        yield Paragraph(lead="Action", text=action_in_a_paper(action), is_point=True)
    if len(found) > MOST_UNDER_ONE:
        yield Paragraph(text=f"{_more(len(found) - MOST_UNDER_ONE, 'more action')}.", is_point=True)


def _steps(data: PackData, row: Row) -> Blocks:
    """The steps to closure that were taken, the actions left, and the step it waits for; of one closed before nothing."""
    found = data.in_full[STEPS].where(finding_id=row["finding_id"])
    if not found or (_is_over(row) and found[0]["taken_on"] <= data.baseline.since):
        return
    earlier = len(found) - MOST_UNDER_ONE
    waiting = data.result(QUEUE).single(finding_id=row["finding_id"])
    parts = [
        f"{_more(earlier, 'earlier step')}." if earlier > 0 else "",
        steps_in_a_paper(found[:MOST_UNDER_ONE]),
        actions_left(data.in_full[ACTIONS].where(finding_id=row["finding_id"])),
        next_step(waiting) if waiting else "",
    ]
    yield Paragraph(lead="Way to closure", text=wording.paragraph(parts), is_point=True)


def _more(count: int, noun: str) -> str:
    """That more are held than a paper prints, which its readers cannot look up."""
    return f"{wording.capital(wording.count_in_words(count, noun))} {wording.verb(count, 'is', 'are')} not printed"


def updates_due(data: PackData) -> Blocks:
    """How many findings are to have an update and have none. Not in a release."""
    result = data.after.get(DUE)
    if result and result.rows and not data.under:
        yield Paragraph(text=result.sentence)


def other_updates(data: PackData, printed: Collection[object]) -> Blocks:
    """The newest update since the baseline on each finding but those of which all is printed. Not in a release."""
    result = data.after.get(LATEST)
    others = [row for row in result.rows if row["finding_id"] not in printed] if result and not data.under else []
    if result is None or not others:
        return
    rows = [row for row in others if row["updated_on"] > data.baseline.since]
    yield Subheading(text="Updates on other findings")
    count = wording.count_in_words(len(others), "other finding")
    of_them = f"{wording.in_words(len(rows)) if rows else 'none'} of them {wording.verb(len(rows) or 1, 'has', 'have')}"
    yield Paragraph(
        text=f"{wording.capital(count)} {wording.verb(len(others), 'has', 'have')} an update; {of_them} one since "
        f"{data.baseline.label}."
    )
    if rows:
        more = f"; the newest {LISTED} of {len(rows)}" if len(rows) > LISTED else ""
        table = tables.of_result(result, ("title", "updated_on", "by_role", "update_text"), rows=rows[:LISTED])
        yield Figures(caption=f"Newest update on each other finding{more}", table=table)


def actions(data: PackData) -> Blocks:
    """Whose actions are open and overdue, and those that a committee can do something about. Not in a release."""
    yield from _listed(
        data, BY_OWNER, TO_LOOK_AT, "Actions to look at",
        ("reason_name", "action_title", "action_owner_role", "first_due_on", "revised_due_on", "days_overdue"),
    )  # fmt: skip


def actions_and_updates(data: PackData) -> Blocks:
    """The same, and how many findings are to have an update."""
    yield from actions(data)
    yield from updates_due(data)


def closure(data: PackData) -> Blocks:
    """Findings on the way to closure, at which step, and what is to be signed. Not in a release."""
    yield from _listed(
        data, QUEUE, QUEUE, "On the way to closure: what is to be signed, then the longest waiting",
        ("title", "level_name", "step_name", "next_step_name", "days_waiting", "owner_role"),
    )  # fmt: skip


def commentary(data: PackData) -> Blocks:
    """What owners say to the boards since the baseline, each cause once, what they ask and what was decided.

    Not in a release.
    """
    rows = comments(data)
    if rows:
        yield Paragraph(text=all_comments(rows, data.as_at))
    about: dict[str, list[Row]] = {}
    is_one_board = len({row["meeting_on"] for row in rows}) == 1
    for row in rows:
        about.setdefault(str(row["about_name"]), []).append(row)
    for name, group in about.items():
        for at, row in enumerate(group):
            board = "" if is_one_board else f"board of {wording.day(row['meeting_on'])}"
            by = ", ".join(part for part in (row["by_role"], board) if part)
            text = f"{by}: {row['comment_text']}" if by else str(row["comment_text"])
            yield Paragraph(lead="" if at else name, text=wording.capital(text) if at else text, is_point=at > 0)
            yield from _decision(row)


def comments(data: PackData) -> list[Row]:
    """The comments by owners that a paper has, the earliest board first; none in a release."""
    result = data.after.get(COMMENTARY)
    if result is None or data.under:
        return []
    rows = [row for row in result.rows if max(row["meeting_on"], row["decided_on"] or date.min) >= data.baseline.since]
    return sorted(rows, key=lambda row: (row["meeting_on"], row["commentary_id"]))


def _decision(row: Row) -> Blocks:
    """What a comment asks, and what the board decided."""
    if row["ask_text"]:
        yield Paragraph(lead="Decision asked", text=str(row["ask_text"]), is_point=True)
    if row["decision_text"]:
        followed = f" Followed as: {row['action_title']} ({wording.inside(str(row['action_status_name']))})."
        text = f"{str(row['decision_text']).rstrip('.')}.{followed if row['action_title'] else ''}"
        yield Paragraph(lead=f"Decided on {wording.day(row['decided_on'])}", text=text, is_point=True)


def asks(data: PackData, board: str) -> Blocks:
    """The decisions that owners ask for and that are not recorded: to be taken by the board asked, by another to be noted."""
    meetings = data.after.get(BOARDS)
    for row in still_asked(comments(data)):
        day = row["meeting_on"]
        asked = [str(meeting["board_name"]) for meeting in meetings.where(meeting_on=day)] if meetings else []
        ask = f'"{row["about_name"]}": {wording.inside(str(row["ask_text"]).rstrip("."))}'
        of = f"the {wording.listed(asked)}" if asked else "the board"
        todo = "to decide on" if board in asked else f"to note what is asked of {of} of {wording.day(day)} on"
        yield Paragraph(text=f"{todo} {ask};", is_point=True)


def readiness(data: PackData) -> Blocks:
    """The force's own assessment before the next inspection, and what is thin; nothing where none is held."""
    result = data.after.get(READINESS)
    if result is None or not any(row["own_grade_name"] for row in result.rows):
        return
    yield Paragraph(text=result.sentence)
    yield Paragraph(text=result.caveats[0])
    names = ("thread_name", "own_grade_name", "as_at_on", "evidence_count", "thin_because")
    yield Figures(
        caption="The force's own assessment, which is not the inspectorate's", table=tables.of_result(result, names)
    )


def thresholds(data: PackData, topic: str) -> Blocks:
    """The targets and tolerances of the measures of a topic, each with the newest figure and the plan it starts."""
    result, figures = data.after.get(THRESHOLDS), by_name(data.after)
    for row in result.rows if result else ():
        if topic and METRICS[str(row["figure_code"])].card.topic == topic:
            found, card = figures.get(str(row["tolerance_id"])), METRICS[str(row["figure_code"])].card
            unit = suffix(card, card.column_of(str(row["measure"] or "")))
            yield Paragraph(text=threshold(row, unit, found.sentence if found else ""))


def _listed(data: PackData, about: str, listed: str, caption: str, columns: Sequence[str]) -> Blocks:
    overall, result = data.after.get(about), data.after.get(listed)
    if data.under or overall is None or result is None or not overall.rows:
        return
    yield Paragraph(text=overall.sentence)
    if result.rows:
        more = f"; the first {LISTED} of {len(result.rows)}" if len(result.rows) > LISTED else ""
        table = tables.of_result(result, columns, rows=result.rows[:LISTED])
        yield Figures(caption=f"{caption}{more}", table=table)
