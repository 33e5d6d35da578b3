"""The cards of how findings live: their age, their dates, and what moved between statements."""

from src.contracts.column import COUNT
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, Kind, Nothing
from src.contracts.shared_columns import day, text
from src.metrics.columns import columns, count, days, flag, unlisted
from src.metrics.common import figures
from src.metrics.findings import headline_wording, lifecycle_wording
from src.metrics.findings.shared import (
    PARTIAL,
    REGISTER,
    STANDING,
    STATED,
    UNTIL_NEWEST,
    metric,
    of_which_not_closed,
)

METRICS = (
    metric(
        lifecycle_wording.open_by_age,
        name="findings_open_by_age",
        title="Open findings by age",
        definition=(
            "The number of itemised findings not closed, by level and by the time since the report that "
            "raised them was published."
        ),
        why=(
            "What has been open for years is either harder than it looked or forgotten, and the inspectorate "
            "will ask which."
        ),
        **figures("findings", Better.LOWER, Kind.STOCK),
        one_row_per=("level_code", "age_band_code"),
        columns=columns(
            REGISTER,
            "level_code level_name",
            unlisted(text("age_band_code", "Age band", "The code of the age.")),
            text("age_band_name", "Age", "The time since the report was published."),
            "open_count done_not_sent_count with_hmicfrs_count",
            of_which_not_closed("outstanding_count"),
        ),
        reads=(*STATED, "age_bands"),
        caveats=(
            PARTIAL,
            "Some reports are dated by their month only, so an age may be out by up to a month.",
        ),
    ),
    metric(
        lifecycle_wording.past_force_target,
        name="findings_past_force_target",
        title="Findings past the force's own date",
        definition=(
            "Every itemised finding whose target date set by the force has passed and which no source says is closed."
        ),
        why="The force's own date is the promise it made itself: it passes before the inspectorate's does.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id title finding_type_code level_name owner_role source_report force_target_on",
            days("days_past_target", "Days past", "Days since the date that the force set itself."),
            "deadline_on deadline_precision status_name status_stated_on source_id place",
        ),
        table="title level_name force_target_on days_past_target deadline_on status_name owner_role",
        caveats=(
            PARTIAL,
            "A finding without a target date is never past it: a missing date is not guessed.",
        ),
        nothing=Nothing(
            of="findings_register",
            dates=("force_target_on",),
            text="No finding is past the force's own date at {day}.",
            unknown="No date of the force's own is held for any finding, so none can be past.",
        ),
    ),
    metric(
        lifecycle_wording.due,
        name="findings_due",
        title="Findings due in 90 days",
        definition=(
            "Every itemised finding not closed whose deadline, or whose target date set by the force, falls "
            "in the 90 days after the as-at date."
        ),
        why="What falls due before the next boards can still be met.",
        **figures("findings", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id", "set_by"),
        columns=columns(
            REGISTER,
            "finding_id set_by title finding_type_code level_name owner_role source_report",
            day("due_on", "Due", "The deadline, or the force's own date."),
            unlisted(text("due_precision", "Due precision", "How exactly the date is known.")),
            days("days_to_go", "Days to go", "Days from the as-at date until it is due."),
            unlisted(days("within_days", "Within", "How many days ahead are looked at.")),
            "status_name status_stated_on source_id place",
        ),
        table="title level_name set_by due_on days_to_go status_name owner_role",
        caveats=(
            PARTIAL,
            "A deadline set as a span, such as within six months, is not turned into a date.",
        ),
        nothing=Nothing(
            of="findings_register",
            dates=("deadline_on", "force_target_on"),
            text="No finding falls due in the 90 days after {day}.",
            unknown="No date is held for any finding, so none can fall due.",
        ),
    ),
    metric(
        lifecycle_wording.deadline_changes,
        name="finding_deadline_changes",
        title="Dates that moved",
        definition=(
            "Every time that a finding's deadline, or its target date set by the force, was another than in "
            "the statement before."
        ),
        why="A date that keeps moving is a finding that is not being closed.",
        **figures("moves of a date", Better.LOWER, Kind.LIST),
        one_row_per=("finding_id", "set_by", "as_at_on"),
        columns=columns(
            REGISTER,
            "finding_id set_by as_at_on title previous_as_at_on",
            day("previous_date_on", "Date before", "The date in the statement before."),
            day("date_on", "New date", "The date in this statement."),
            days("days_moved", "Days later", "By how many days it moved."),
            "source_id place",
        ),
        table="title set_by as_at_on previous_date_on date_on days_moved",
        caveats=("The day of a move is the as-at date of the statement in which it was first seen.",),
        nothing=Nothing(
            of="findings_register",
            dates=("deadline_on", "force_target_on"),
            text="No date moved between one statement and the next.",
            unknown="No date is held for any finding, so none can have moved.",
        ),
    ),
    metric(
        lifecycle_wording.status_changes,
        name="finding_status_changes",
        title="Changes of status",
        definition="Every time that a finding's status was another than in the statement before.",
        why="It shows what closed, what came back, and whether the level allowed it.",
        **figures("changes", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id", "as_at_on"),
        columns=columns(
            REGISTER,
            "finding_id as_at_on title level_name previous_as_at_on previous_status_code previous_status_name",
            "status_code status_name status_on closure_letter_on",
            text("change_name", "Change", "What kind of change it was."),
            "source_id place",
        ),
        table="title level_name as_at_on previous_status_name status_name change_name status_on closure_letter_on",
        caveats=(
            (
                "A change is seen on the as-at date of a statement: it was made then or at some time since the "
                "one before."
            ),
        ),
        nothing=Nothing(
            of="findings_register",
            dates=("status_code",),
            text="No finding's status changed from one statement to the next.",
            unknown="No finding's status is stated, so none can have changed.",
        ),
    ),
    metric(
        lifecycle_wording.left_register,
        name="findings_left_register",
        title="Findings that left the register",
        definition="Every finding that was listed once and that the newest whole register no longer holds.",
        why="A finding that disappears without being closed has to be explained.",
        **figures("findings", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id title finding_type_code level_name status_name counts_as",
            unlisted(flag("is_outstanding", "Not closed", "Whether nobody says that it is closed or superseded.")),
            day("last_stated_on", "Last stated", "The date of the last statement about it."),
            day("missing_from_on", "Missing from", "The first whole register that does not hold it."),
            unlisted(day("newest_whole_on", "Newest whole register", "The date of the newest whole register.")),
            "source_id place",
        ),
        table="title level_name status_name last_stated_on missing_from_on",
        caveats=(("A finding leaves when its name changes too: the papers' names for findings are not the portal's."),),
        nothing=Nothing(
            of="findings_in_whole_registers",
            dates=("as_at_on",),
            text="Nothing that was listed before is missing from the newest whole register.",
            unknown="No whole register is dated, so nothing can be missing from one.",
        ),
    ),
    metric(
        lifecycle_wording.whole_registers,
        name="findings_in_whole_registers",
        title="Findings in each whole register",
        definition="The number of findings in each whole register held, by how they stood on its day.",
        why="Whole registers of different days can be compared; parts of one cannot.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        headlines=(
            HeadlineRule(
                name="findings_open",
                title="Findings open",
                singular="{figure} finding is open",
                plural="{figure} findings are open",
                column="open_count",
                is_fuller=True,
                detail=headline_wording.on_the_way,
                lost=headline_wording.lost_findings,
            ),
        ),
        one_row_per=("as_at_on",),
        columns=columns(
            REGISTER,
            "as_at_on",
            *STANDING,
            *UNTIL_NEWEST,
            unlisted(day("stated_since_on", "Stated since", "The newest statement after the newest whole register.")),
            unlisted(
                count("open_since_count", "Open now", "Open by it and by every statement since.", "findings", COUNT)
            ),
        ),
        caveats=(
            (
                "A whole register is one marked so by the person who supplied it, such as an extract of the monitoring "
                "portal."
            ),
        ),
    ),
    metric(
        lifecycle_wording.times_to_close,
        name="finding_times_to_close",
        title="Time to close, with those still open",
        definition=(
            "Every itemised finding with the days from the publication of its report to its closure or, "
            "where it has not closed, to the last statement about it."
        ),
        why="Days counted only for what closed make closing look quicker than it is.",
        **figures("days", Better.LOWER, Kind.LIST),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id title level_code level_name raised_on",
            day("first_listed_on", "First listed", "The date of the first statement about it."),
            days(
                "entered_days",
                "Days unlisted",
                "Days from the publication of the report until it was first listed.",
            ),
            day("ended_on", "Ended", "The day it closed, or of the last statement about it."),
            flag("is_closed", "Closed", "Whether it closed."),
            flag("is_superseded", "Superseded", "Whether a later finding took its place."),
            days("watched_days", "Days", "Days from the publication of the report to that day."),
            flag("is_not_closed_now", "Not closed now", "Whether its newest statement says that it is not closed."),
            "source_id place",
        ),
        caveats=(
            PARTIAL,
            "A closure without a stated day is left out: its time is not known.",
            (
                "Closed means closed by the force, agreed by HMICFRS or archived; a finding that another took the place of never closed."
            ),
        ),
    ),
    metric(
        lifecycle_wording.statements,
        name="finding_statements",
        title="Statements about findings",
        definition="Every statement held about every finding, oldest first.",
        why="The statements about a finding, with their dates, show how it came to its status.",
        **figures("statements", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id", "as_at_on"),
        columns=columns(
            REGISTER,
            "finding_id as_at_on as_at_precision previous_as_at_on coverage_name title status_code status_name",
            "who_says status_on status_precision previous_status_name level_code level_name",
            unlisted(text("previous_level_name", "Level before", "The level in the statement before.")),
            "deadline_on deadline_precision",
            unlisted(day("previous_deadline_on", "Deadline before", "The deadline in the statement before.")),
            "force_target_on",
            unlisted(
                day(
                    "previous_force_target_on",
                    "Force's date before",
                    "The force's own date in the statement before.",
                )
            ),
            "closure_letter_on extract_id source_id place note",
        ),
        table="as_at_on status_name status_on level_name deadline_on force_target_on closure_letter_on coverage_name place note",
        reads=(*STATED, "coverages"),
        of_one="finding_id",
        page="register",
        caveats=("Titles are ours; the place names the paragraph where the full text stands.",),
    ),
)
