"""What is done about findings: updates, actions and steps to closure; and what the force aims for."""

from dataclasses import replace

from src.contracts.column import SAFE
from src.contracts.dataset import Dataset, Rule
from src.contracts.references import reference_rule
from src.contracts.roles import by_another_role
from src.contracts.shared_columns import (
    AS_AT,
    AS_AT_PRECISION,
    code,
    count,
    day,
    decimal,
    identifier,
    precision,
    prose,
    text,
)
from src.metrics.improvement.closure_rules import (
    REGISTER_AGAINST_STEPS,
    STEP_AUDITED_BY_ANOTHER,
    STEP_BY_ITS_ROLE,
    STEP_IN_TURN,
    STEP_NAMES_ITS_ROLE,
    STEP_OF_THE_LEVEL,
    STEP_ONCE,
)
from src.metrics.improvement.history_rules import (
    COMPLETE_BEFORE_WHAT_IT_WAITS_FOR,
    CORRECTION,
    DEPENDS_ON_AN_ACTION,
    DEPENDS_ON_NOTHING_THAT_WAITS_FOR_IT,
    FIRST_DUE_STAYS,
    FOLLOWED_BY_AN_ACTION,
    ON_A_DAY_OF_A_BOARD,
    kept_as_written,
    of_a_finding,
)
from src.metrics.improvement.left_at_a_step import (
    STEP_WITH_ACTIONS_LEFT,
    STEP_WITH_EVIDENCE,
    STEP_WITH_RECOMMENDATIONS_LEFT,
)

OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
FINDING = identifier("finding_id", "Finding", "The finding, by its name in the register.", required=True)

FINDING_UPDATES = Dataset(
    name="finding_updates",
    title="Updates",
    one_row_is="one dated paragraph on what was done about one finding",
    owner=OWNER,
    system="Updates of the owners",
    expected_every="board",
    key=("update_id",),
    dated_by="updated_on",
    columns=(
        identifier("update_id", "Update id", "A short stable name of the update.", required=True),
        FINDING,
        day("updated_on", "Updated", "The day the update is of.", required=True),
        precision("updated_precision", "Updated"),
        text("by_role", "By", "The role that gives the update, never a name."),
        prose("update_text", "Update", "What was done and what comes next, in a few sentences.", required=True),
        identifier(
            "corrects_id", "Corrects", "The update that this one puts right. The earlier one stays and is marked."
        ),
    ),
    rules=(
        Rule(
            sentence="An update corrects another one and never itself",
            broken_by=lambda rows: rows.corrects_id == rows.update_id,
            at="corrects_id",
            todo="Give the correction a name of its own.",
        ),
    ),
    history_rules=(
        of_a_finding("finding_updates"),
        kept_as_written(
            ("update_id",),
            ("finding_id", "updated_on", "update_text"),
            sentence="An update is never written over: a correction is an update of its own",
            at="update_text",
            todo='Give it a name of its own, and name the update it puts right in "Corrects".',
        ),
        CORRECTION,
    ),
)


ACTIONS = Dataset(
    name="actions",
    title="Actions",
    one_row_is="one statement about one action under a finding at one as-at date",
    owner=OWNER,
    system="Action tracker",
    expected_every="month",
    key=("action_id", "as_at_on"),
    columns=(
        identifier("action_id", "Action", "A short stable name of the action.", required=True),
        AS_AT,
        AS_AT_PRECISION,
        FINDING,
        text("action_title", "What is to be done", "The piece of work, in a few words.", required=True),
        text("action_owner_role", "Owner", "The role that does it, never a name."),
        text("governance_board", "Governance board", "The board that oversees it."),
        day("first_due_on", "First due", "The date it was first due. It stays: a later one is the revised date."),
        day("revised_due_on", "Revised due", "The date it is due now, where that was moved."),
        prose("revised_reason", "Why moved", "Why the date was moved."),
        text("revised_by_role", "Move agreed by", "The role that agreed to the revised date, another than the owner."),
        code("action_status_code", "Status", "action_statuses", "How far it has come.", required=True),
        day("completed_on", "Completed", "The day the owner completed it."),
        day("checked_on", "Checked", "The day another role checked the evidence."),
        text("checked_by_role", "Checked by", "The role that checked it, another than the owner."),
        count("milestones_count", "Milestones", "How many parts the work has.", "milestones"),
        count("milestones_done_count", "Milestones done", "How many of them are done.", "milestones"),
        text("evidence_title", "Evidence", "The title of the document that shows it is done."),
        text("evidence_reference", "Where evidence lies", "A link or a file reference, never the document itself."),
        identifier("depends_on_id", "Depends on", "The action that has to be complete first."),
    ),
    rules=(
        Rule(
            sentence="A date that was moved has a reason and a role that agreed to it",
            broken_by=lambda rows: (
                rows.revised_due_on.notna() & (rows.revised_reason.isna() | rows.revised_by_role.isna())
            ),
            at="revised_due_on",
            todo='Fill in "Why moved" and "Move agreed by".',
        ),
        Rule(
            sentence="A revised date moves a first one",
            broken_by=lambda rows: rows.revised_due_on.notna() & rows.first_due_on.isna(),
            at="revised_due_on",
            todo='Put the first date into "First due".',
        ),
        Rule(
            sentence="A complete action has the day it was completed",
            broken_by=lambda rows: rows.action_status_code.isin(["complete", "checked"]) & rows.completed_on.isna(),
            at="action_status_code",
            todo='Fill in "Completed", or write In progress.',
        ),
        Rule(
            sentence="A complete action has all its milestones done",
            broken_by=lambda rows: (
                rows.action_status_code.isin(["complete", "checked"])
                & (rows.milestones_done_count < rows.milestones_count)
            ),
            at="milestones_done_count",
            todo="Count the milestones that are done since, or write In progress.",
        ),
        Rule(
            sentence="A checked action names who checked it, when, and the evidence",
            broken_by=lambda rows: (
                (rows.action_status_code == "checked")
                & (rows.checked_on.isna() | rows.checked_by_role.isna() | rows.evidence_title.isna())
            ),
            at="action_status_code",
            todo='Fill in "Checked", "Checked by" and "Evidence", or write Complete.',
        ),
        by_another_role(
            "action_owner_role",
            "checked_by_role",
            sentence="Nobody checks their own action",
            todo="Name the other role that checked the evidence.",
        ),
        by_another_role(
            "action_owner_role",
            "revised_by_role",
            sentence="Nobody agrees to a new date of their own action",
            todo="Name the other role that agreed to it.",
        ),
        Rule(
            sentence="An action is checked on or after the day it was completed",
            broken_by=lambda rows: rows.checked_on < rows.completed_on,
            at="checked_on",
            todo="Check the two dates.",
        ),
        Rule(
            sentence="No day of a statement lies after its as-at date",
            broken_by=lambda rows: (rows.completed_on > rows.as_at_on) | (rows.checked_on > rows.as_at_on),
            at="as_at_on",
            todo='Check the as-at date against "Completed" and "Checked".',
        ),
        Rule(
            sentence="No more milestones are done than there are",
            broken_by=lambda rows: rows.milestones_done_count > rows.milestones_count,
            at="milestones_done_count",
            todo="Check the two counts.",
        ),
        Rule(
            sentence="An action depends on another one and never on itself",
            broken_by=lambda rows: rows.depends_on_id == rows.action_id,
            at="depends_on_id",
            todo="Name the other action, or leave the cell empty.",
        ),
        reference_rule("evidence_reference"),
    ),
    history_rules=(
        of_a_finding("actions"),
        FIRST_DUE_STAYS,
        DEPENDS_ON_AN_ACTION,
        DEPENDS_ON_NOTHING_THAT_WAITS_FOR_IT,
        COMPLETE_BEFORE_WHAT_IT_WAITS_FOR,
    ),
)

CLOSURE_STEPS = Dataset(
    name="closure_steps",
    title="Steps to closure",
    one_row_is="one step that one finding took on its way to closure",
    owner=OWNER,
    system="Closure record",
    expected_every="step",
    key=("finding_id", "taken_on", "step_code"),
    dated_by="taken_on",
    columns=(
        FINDING,
        day("taken_on", "Day of step", "The day the step was taken.", required=True),
        code("step_code", "Step", "closure_step_kinds", "Which step it was.", required=True),
        replace(
            text("by_role", "By", "The role that took it, never a name."),
            needed="from the audit of the evidence on",
        ),
        text("reference", "Reference", "The letter, minute or audit it stands in: a link or a file reference."),
    ),
    rules=(STEP_NAMES_ITS_ROLE, reference_rule("reference")),
    history_rules=(
        of_a_finding("closure_steps"),
        STEP_OF_THE_LEVEL,
        STEP_IN_TURN,
        STEP_ONCE,
        STEP_WITH_ACTIONS_LEFT,
        STEP_WITH_RECOMMENDATIONS_LEFT,
        STEP_WITH_EVIDENCE,
        STEP_BY_ITS_ROLE,
        STEP_AUDITED_BY_ANOTHER,
    ),
    reconciliations=(REGISTER_AGAINST_STEPS,),
)

TOLERANCES = Dataset(
    name="tolerances",
    title="Targets and tolerances",
    one_row_is="one target or one tolerance of one figure, from a day on",
    owner=OWNER,
    system="Decisions of the boards",
    expected_every="decision",
    key=("tolerance_id",),
    dated_by=None,  # one may be decided for a day that lies ahead, and none is a figure
    columns=(
        identifier("tolerance_id", "Name", "A short stable name of the target or tolerance.", required=True),
        code(
            "threshold_kind_code",
            "Kind",
            "threshold_kinds",
            "A target is what is aimed for; a tolerance starts a plan when it is crossed.",
            required=True,
        ),
        code("figure_code", "Figure", "followed_figures", "The figure that it is of.", required=True),
        text("measure", "Column", "The heading of the column it is of; the figure's own where left out."),
        replace(
            text(
                "subject",
                "Subject",
                "The area or other part it is of, by its name, such as Walsall; the whole force where left out.",
            ),
            missing="Whole force",
        ),
        decimal("threshold_value", "Value", "The value.", "", disclosure=SAFE),
        code(
            "direction_code",
            "Direction",
            "threshold_directions",
            "Whether the figure is to be at most the value or at least the value.",
            required=True,
        ),
        day("from_on", "From", "The first day it holds.", required=True),
        day("until_on", "Until", "The last day it holds; empty while it does."),
        text("plan", "Plan", "The plan that starts when a tolerance is crossed or a target missed."),
        text("set_by_role", "Set by", "The role or board that set it, never a name."),
    ),
    rules=(
        Rule(
            sentence="A target or a tolerance has a value",
            broken_by=lambda rows: rows.threshold_value.isna(),
            at="threshold_value",
            todo="Fill in the value.",
        ),
        Rule(
            sentence="Nothing ends before it starts",
            broken_by=lambda rows: rows.until_on < rows.from_on,
            at="until_on",
            todo="Check the two dates.",
        ),
    ),
)

SELF_ASSESSMENTS = Dataset(
    name="self_assessments",
    title="Self-assessment",
    one_row_is="the force's own grade of one PEEL question at one as-at date",
    owner=OWNER,
    system="Self-assessment with departments",
    expected_every="inspection",
    key=("thread_code", "as_at_on"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code("thread_code", "Thread", "peel_threads", "The subject of the question.", required=True),
        code("own_grade_code", "Own grade", "peel_grades", "The grade the force gives itself.", required=True),
        text("by_role", "By", "The role that assessed it, never a name."),
        replace(
            replace(
                count("evidence_count", "Pieces of evidence", "How many pieces of evidence are gathered.", "documents"),
                missing="–",
            ),
            disclosure=SAFE,
        ),
        text("evidence_title", "Evidence", "The title of the best of it."),
        text("evidence_reference", "Where evidence lies", "A link or a file reference, never the document itself."),
        prose("gap_text", "What is missing", "What the evidence does not show yet."),
    ),
    rules=(
        reference_rule("evidence_reference"),
        Rule(
            sentence="The force's own grade is one of the grades, from Outstanding to Inadequate",
            broken_by=lambda rows: rows.own_grade_code.isin(["not_inspected", "ungraded"]),
            at="own_grade_code",
            todo="Write the grade, or leave the question out until it is assessed.",
        ),
        Rule(
            sentence="The force assesses itself on questions, and not on a pillar as a whole",
            broken_by=lambda rows: rows.thread_code.fillna("").str.startswith("pillar_"),
            at="thread_code",
            todo="Name the question, or leave the row out.",
        ),
    ),
)

COMMENTARY = Dataset(
    name="commentary",
    title="Commentary and asks",
    one_row_is="what one owner says of one cause or measure to one board, what is asked of it and what it decided",
    owner=OWNER,
    system="Papers of the board",
    expected_every="board",
    key=("commentary_id",),
    dated_by=None,  # a board may lie ahead, and what is asked of it is no figure
    columns=(
        identifier("commentary_id", "Commentary id", "A short stable name.", required=True),
        day("meeting_on", "Meeting", "The day of the board it is for.", required=True),
        identifier("finding_id", "Finding", "The cause or finding it is about, by its name in the register."),
        code("topic_code", "Measures", "measure_topics", "The measures it is about."),
        text("by_role", "By", "The role that says it, never a name."),
        prose("comment_text", "Commentary", "The owner's sentence.", required=True),
        prose("ask_text", "Decision asked", "What the board is asked to decide; empty where nothing is."),
        prose("decision_text", "Decision", "What the board decided, recorded afterwards."),
        day("decided_on", "Decided", "The day it decided."),
        identifier("action_id", "Action", "The action that follows from the decision."),
    ),
    rules=(
        Rule(
            sentence="A commentary is about a finding or about measures",
            broken_by=lambda rows: rows.finding_id.isna() & rows.topic_code.isna(),
            at="commentary_id",
            todo='Fill in "Finding" or "Measures".',
        ),
        Rule(
            sentence="A decision has the day it was taken, on or after the board it was asked of",
            broken_by=lambda rows: (
                rows.decision_text.notna() & (rows.decided_on.isna() | (rows.decided_on < rows.meeting_on))
            ),
            at="decision_text",
            todo='Fill in "Decided".',
        ),
        Rule(
            sentence="A decision answers what was asked",
            broken_by=lambda rows: rows.decision_text.notna() & rows.ask_text.isna(),
            at="decision_text",
            todo='Write what was asked into "Decision asked".',
        ),
    ),
    history_rules=(
        kept_as_written(
            ("commentary_id",),
            ("meeting_on", "comment_text"),
            sentence="What was said to a board stays as it was said",
            at="comment_text",
            todo="Give what is new a name of its own; a decision is added with the commentary as it was.",
        ),
        FOLLOWED_BY_AN_ACTION,
        ON_A_DAY_OF_A_BOARD,
    ),
)
