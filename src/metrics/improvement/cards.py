"""The cards of updates, actions and the way to closure."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from src.contracts.column import COUNT, SAFE, Column, total_of
from src.contracts.metric import Better, Kind, Metric, Nothing, Sentence
from src.contracts.shared_columns import day, prose, text
from src.metrics.columns import columns, count, days, flag, measure, share, unlisted
from src.metrics.common import metric
from src.metrics.findings.dataset import FINDINGS
from src.metrics.findings.shared import STATED, TITLE
from src.metrics.improvement import closure_wording, wording
from src.metrics.improvement.dataset import (
    ACTIONS,
    CLOSURE_STEPS,
    COMMENTARY,
    FINDING_UPDATES,
    OWNER,
    SELF_ASSESSMENTS,
    TOLERANCES,
)

PAGE = "actions_and_updates"
"""The page that shows these metrics, but for those whose card names another."""
_CLOSURE = "closure"
_FOLDER = Path(__file__).parent
_ACTIONS = ("actions", "action_statuses")
_WAY = (*STATED, "closure_steps", "closure_step_kinds", "closure_routes")
_MILESTONES_DONE, _MILESTONES = (
    replace(ACTIONS.column(name), disclosure=SAFE) for name in ("milestones_done_count", "milestones_count")
)
_DONE = share("Done", "The milestones done; 100 once complete.", _MILESTONES_DONE.name, _MILESTONES.name)
_OVERDUE = days("days_overdue", "Days overdue", "Days since the date it is due now; 0 where it is not overdue.")
_MOVES = count(
    "moves_count", "Times moved", "How often a statement gave another date than the one before.", "moves", SAFE
)
_UPDATE = FINDING_UPDATES.column("update_text")
_ACTION = ACTIONS.column("action_title")


def _card(sentence: Sentence, **card: Any) -> Metric:
    return metric(_FOLDER, sentence, owner=OWNER, better=Better.NEUTRAL, kind=Kind.LIST, **card)


def _counted(name: str, heading: str, meaning: str) -> Column:
    return count(f"{name}_count", heading, meaning, "actions", COUNT)


METRICS = (
    _card(
        wording.latest_updates,
        name="finding_latest_updates",
        title="Newest update of each finding",
        definition="The newest update on each finding that has one, as its owner or a paper gives it.",
        why="A figure says how much is left; an update says what was done about it.",
        unit="findings",
        one_row_per=("finding_id",),
        columns=columns(
            FINDING_UPDATES,
            "finding_id",
            TITLE,
            "updated_on updated_precision by_role",
            _UPDATE,
            count("updates_count", "Updates", "All updates on it.", "updates", SAFE),
            FINDINGS,
            "owner_role status_name",
            unlisted(flag("is_outstanding", "Not closed", "Whether nobody says it is closed.")),
            "source_id place note",
        ),
        table="title updated_on update_text by_role updates_count status_name",
        reads=(*STATED, "finding_updates"),
        caveats=("An update is the force's own account. HMICFRS has not agreed to it.",),
    ),
    _card(
        wording.update_due,
        name="findings_update_due",
        title="Findings without a recent update",
        definition="Findings that nobody says are closed and that have had no update for more than 31 days.",
        why="The board of the force meets each month: what has no update since then cannot be reported to it.",
        unit="findings",
        one_row_per=("finding_id",),
        columns=columns(
            FINDINGS,
            "finding_id",
            TITLE,
            "level_name owner_role governance_board status_name",
            FINDING_UPDATES,
            "updated_on updated_precision",
            replace(
                days("days_without_update", "Days without", "Days since the last update."), missing="never updated"
            ),
        ),
        table="title owner_role governance_board status_name updated_on days_without_update",
        reads=(*STATED, "finding_updates"),
        nothing=Nothing(
            of="findings_register",
            dates=("as_at_on",),
            text="Every finding that is not closed has had an update in the 31 days to {day}.",
            unknown="",
        ),
        caveats=("A finding raised in the last 31 days is not listed.",),
    ),
    _card(
        wording.updates_in_full,
        name="finding_updates_in_full",
        title="Updates on a finding",
        definition="Every update on a finding, the newest first, with the one that corrects it where one does.",
        why="An update is never written over, so what was reported to a board can be read as it was.",
        unit="updates",
        of_one="finding_id",
        of_one_order="updated_on desc, update_id desc",
        one_row_per=("finding_id", "update_id"),
        columns=columns(
            FINDING_UPDATES,
            "finding_id update_id updated_on updated_precision by_role",
            _UPDATE,
            "corrects_id",
            text("corrected_by_id", "Corrected by", "The update that puts this one right."),
            day("corrected_on", "Corrected on", "The day of that update."),
            "extract_id source_id place note",
        ),
        table="updated_on update_text by_role corrected_on",
        reads=("finding_updates",),
    ),
    _card(
        wording.by_owner,
        name="actions_by_owner",
        title="Actions by owner and board",
        definition="The number of actions of each owner and board that are open, overdue, moved, complete and checked.",
        why="It shows who has work that is late, and what is called done that nobody has checked.",
        unit="actions",
        one_row_per=("action_owner_role", "governance_board"),
        columns=columns(
            ACTIONS,
            "action_owner_role governance_board",
            _counted("open", "Open", "Not started or in progress."),
            _counted("overdue", "Of those overdue", "Open and past the date they are due now."),
            _counted("moved", "Of those moved", "Open with another date than the first one."),
            _counted("complete", "Complete, not checked", "The owner says they are done; nobody has checked."),
            _counted("checked", "Complete and checked", "Another role has checked the evidence."),
            _counted("stopped", "Stopped", "Not carried on with."),
            count(
                "actions_count",
                "All",
                "All actions.",
                "actions",
                total_of("open_count", "complete_count", "checked_count", "stopped_count"),
            ),
            day("longest_overdue_on", "Overdue since", "The earliest date that was missed."),
        ),
        reads=_ACTIONS,
    ),
    _card(
        wording.to_look_at,
        name="actions_to_look_at",
        title="Actions that need a look",
        definition="Actions that are overdue, complete but not checked, moved to another date, or due within 30 days.",
        why="These are the actions that a board can do something about.",
        caveats=("Of each reason the 1,000 actions that are due first are listed; the sentence counts all.",),
        unit="actions",
        share_of=(_MILESTONES_DONE.name, _MILESTONES.name),
        one_row_per=("action_id",),
        columns=columns(
            ACTIONS,
            "action_id",
            unlisted(text("reason_code", "Reason code", "Why it is listed: overdue, to_check, moved or due_soon.")),
            text("reason_name", "Why listed", "Overdue, to be checked, date moved, or due within 30 days."),
            unlisted(count("reason_count", "All of its reason", "All actions listed for its reason.", "actions", SAFE)),
            _ACTION,
            "finding_id",
            TITLE,
            "action_owner_role governance_board first_due_on revised_due_on",
            _MOVES,
            "revised_reason revised_by_role",
            unlisted(day("due_now_on", "Due now", "The revised date, or the first one where it was not moved.")),
            _OVERDUE,
            "action_status_name",
            _MILESTONES_DONE,
            _MILESTONES,
            _DONE,
            "as_at_on source_id place",
        ),
        table="reason_name action_title title action_owner_role first_due_on revised_due_on moves_count "
        "revised_by_role days_overdue share_percent",
        reads=(*_ACTIONS, *STATED),
        nothing=Nothing(
            of="actions_by_owner",
            dates=("actions_count",),
            text="No action is overdue, to be checked, moved, or due within 30 days at {day}.",
            unknown="",
        ),
    ),
    _card(
        wording.actions_in_full,
        name="actions_in_full",
        title="All actions",
        definition="Every action of every finding, as last stated, with its dates, evidence and what it depends on.",
        why="It shows who does what by when about which finding, and where the evidence lies.",
        unit="actions",
        page="all_actions",
        of_one="finding_id",
        of_one_order="completed_on nulls first, coalesce(revised_due_on, first_due_on), action_id",
        share_of=(_MILESTONES_DONE.name, _MILESTONES.name),
        one_row_per=("finding_id", "action_id"),
        columns=columns(
            ACTIONS,
            "finding_id action_id",
            _ACTION,
            TITLE,
            "action_owner_role governance_board action_status_code action_status_name",
            unlisted(text("counts_as", "Counts as", "What its status counts as: open, complete, checked or stopped.")),
            unlisted(flag("is_moved", "Moved", "Whether it is open and due on another day than at first.")),
            "first_due_on revised_due_on",
            _MOVES,
            "revised_reason revised_by_role",
            _OVERDUE,
            _MILESTONES_DONE,
            _MILESTONES,
            _DONE,
            "completed_on checked_on checked_by_role evidence_title evidence_reference depends_on_id",
            text("depends_on_title", "Depends on", "The action that has to be complete first."),
            text("depends_on_status_name", "Which is", "How far that action has come."),
            "as_at_on as_at_precision extract_id source_id place note",
        ),
        table="action_title action_owner_role action_status_name first_due_on revised_due_on moves_count "
        "revised_reason revised_by_role days_overdue share_percent "
        "evidence_title evidence_reference depends_on_title",
        reads=(*_ACTIONS, *STATED),
    ),
    _card(
        closure_wording.queue,
        name="closure_queue",
        title="Findings on the way to closure",
        definition="Findings that have begun the way to closure, with the step they reached, the next one and the days since.",
        why="It shows where findings wait, and what the Deputy Chief Constable is asked to sign at the next board.",
        unit="findings",
        page=_CLOSURE,
        one_row_per=("finding_id",),
        columns=columns(
            FINDINGS,
            "finding_id",
            TITLE,
            "level_code level_name owner_role governance_board",
            CLOSURE_STEPS,
            "step_code step_name taken_on by_role reference",
            unlisted(text("next_step_code", "Next step code", "The code of the step it waits for.")),
            text("next_step_name", "Waits for", "The next step at its level."),
            unlisted(count("next_step_order", "Order", "The place of the step on the way.", "", SAFE)),
            text("next_taken_by", "From", "Who takes that step."),
            days("days_waiting", "Days waiting", "Days since the last step."),
            day("next_board_on", "Asked at", "The next board, where the Deputy Chief Constable is to sign."),
            "source_id place",
        ),
        table="title level_name step_name taken_on next_step_name next_taken_by days_waiting next_board_on owner_role",
        reads=(*_WAY, "board_meetings", "board_kinds"),
        nothing=Nothing(
            of="closure_step_times",
            dates=("passed_count",),
            text="No finding is on the way to closure at {day}.",
            unknown="",
        ),
        caveats=("A finding whose level is not stated leaves the list once the Deputy Chief Constable has signed.",),
    ),
    _card(
        closure_wording.step_times,
        name="closure_step_times",
        title="Time to each step of closure",
        definition="The days that findings waited for each step on the way to closure, counted from the step before.",
        why="It shows which step holds findings up.",
        unit="days",
        page=_CLOSURE,
        one_row_per=("step_code",),
        columns=columns(
            CLOSURE_STEPS,
            "step_code step_name",
            text("taken_by", "Taken by", "Who takes the step."),
            count("passed_count", "Times taken", "How often it was taken after another step.", "steps", COUNT),
            measure("median_days", "Half took up to", "The days that half of them waited at most.", "days", SAFE),
            days("longest_days", "Longest", "The most days that one of them waited."),
            replace(
                days("waiting_days", "Longest waiting now", "The most days that a finding has waited for it so far."),
                missing="none waits",
            ),
        ),
        reads=_WAY,
    ),
    _card(
        closure_wording.steps_in_full,
        name="closure_steps_in_full",
        title="Steps to closure of a finding",
        definition="Every step that a finding took on its way to closure, the newest first, with the actions left that day.",
        why="It shows who agreed to the closure, when, and where that stands.",
        unit="steps",
        page=_CLOSURE,
        of_one="finding_id",
        of_one_order="taken_on desc, step_order desc",
        one_row_per=("finding_id", "taken_on", "step_code"),
        columns=columns(
            CLOSURE_STEPS,
            "finding_id taken_on step_code step_name",
            unlisted(count("step_order", "Order", "The place of the step among all kinds of step.", "", SAFE)),
            "by_role reference",
            replace(
                text(
                    "taken_with",
                    "Taken with",
                    "Which actions of the finding were left that day, and that no evidence was named.",
                ),
                missing="–",
            ),
            replace(
                days("days_since_step_before", "Days since step before", "Days since the step before it."), missing="–"
            ),
            "extract_id source_id place note",
        ),
        reads=(*_WAY, *_ACTIONS),
    ),
    _card(
        wording.thresholds,
        name="targets_and_tolerances",
        title="Targets and tolerances",
        definition="Every target and every tolerance of a figure that holds at the as-at date, with who set it and the plan.",
        why="A figure is good or bad only against what was aimed for, and a crossed tolerance starts a plan.",
        unit="thresholds",
        page="measures",
        one_row_per=("tolerance_id",),
        columns=columns(
            TOLERANCES,
            "tolerance_id threshold_kind_code threshold_kind_name figure_code figure_name measure subject",
            text("direction_name", "Direction", "At most or at least the value."),
            "threshold_value from_on until_on plan set_by_role source_id place note",
        ),
        table="threshold_kind_name figure_name subject direction_name threshold_value from_on plan set_by_role",
        reads=(
            "tolerances",
            "threshold_kinds",
            "threshold_directions",
            "followed_figures",
            "areas",
            "departments",
            "package_stages",
            "qatt_sections",
            "sex_offender_task_types",
            "standard_measures",
        ),
    ),
    _card(
        wording.readiness,
        name="peel_readiness",
        title="Own assessment of PEEL questions",
        definition="The force's own grade of each PEEL question, its evidence, and what makes it thin, apart from the inspectorate's grade.",
        why="It shows what is thin before the next inspection; the inspectorate alone grades the force.",
        unit="questions",
        page="peel_grades",
        one_row_per=("thread_code",),
        columns=columns(
            SELF_ASSESSMENTS,
            "thread_code",
            text("thread_name", "Question", "The subject of the question."),
            text("own_grade_name", "The force's own grade", "The grade the force gives itself."),
            "as_at_on by_role evidence_count evidence_title evidence_reference gap_text",
            prose("thin_because", "Thin because", "Why it is not ready; empty where nothing speaks against it."),
            text("inspectorate_grade_name", "HMICFRS's grade", "The newest grade of the inspectorate."),
            text("cycle_name", "Inspection", "The cycle of the inspectorate's grade."),
            "source_id place note",
        ),
        table="thread_name own_grade_name as_at_on evidence_count evidence_title thin_because "
        "inspectorate_grade_name cycle_name",
        reads=("self_assessments", "peel_gradings", "peel_cycles", "peel_threads", "peel_grades"),
        caveats=("The force's own grade is its own view: HMICFRS alone grades the force.",),
    ),
    _card(
        wording.commentary,
        name="board_commentary",
        of_one_order="meeting_on desc, commentary_id",
        title="Commentary and asks",
        definition="What owners say of causes and measures to each board, what they ask of it, and what it decided.",
        why="A decision that was asked for and not recorded is a decision nobody can follow.",
        unit="commentaries",
        one_row_per=("commentary_id",),
        columns=columns(
            COMMENTARY,
            "commentary_id meeting_on finding_id topic_code",
            text("about_name", "About", "The cause, finding or measure it is about."),
            "by_role comment_text ask_text decision_text decided_on",
            ACTIONS,
            "action_title action_status_name source_id place note",
        ),
        table="meeting_on about_name comment_text ask_text decision_text decided_on action_title action_status_name",
        reads=("commentary", "measure_topics", *_ACTIONS, *STATED),
    ),
)
