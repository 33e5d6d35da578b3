"""The cards of how findings live: their age, their dates, and what moved between statements."""

from src.contracts.metric import Better, Card, Kind, Nothing
from src.metrics.findings import lifecycle_wording
from src.metrics.findings.shared import OWNER, PARTIAL, REVIEW, metric

METRICS = (
    metric(
        Card(
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
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("level_code", "age_band_code"),
            reads=("findings", "finding_levels", "finding_statuses", "age_bands"),
            owner=OWNER,
            review_by=REVIEW,
            caveats=(
                PARTIAL,
                "Some reports are dated by their month only, so an age may be out by up to a month.",
            ),
        ),
        lifecycle_wording.open_by_age,
    ),
    metric(
        Card(
            name="findings_past_force_target",
            title="Findings past the force's own date",
            definition=(
                "Every itemised finding whose target date set by the force has passed and which no source says "
                "is closed."
            ),
            why="The force's own date is the promise it made itself: it passes before the inspectorate's does.",
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("finding_id",),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
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
        lifecycle_wording.past_force_target,
    ),
    metric(
        Card(
            name="findings_due",
            title="Findings due in 90 days",
            definition=(
                "Every itemised finding not closed whose deadline, or whose target date set by the force, falls "
                "in the 90 days after the as-at date."
            ),
            why="What falls due before the next boards can still be met.",
            unit="findings",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id", "set_by"),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
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
        lifecycle_wording.due,
    ),
    metric(
        Card(
            name="finding_deadline_changes",
            title="Dates that moved",
            definition=(
                "Every time that a finding's deadline, or its target date set by the force, was another than in "
                "the statement before."
            ),
            why="A date that keeps moving is a finding that is not being closed.",
            unit="moves of a date",
            better=Better.LOWER,
            kind=Kind.LIST,
            one_row_per=("finding_id", "set_by", "as_at_on"),
            reads=("findings",),
            owner=OWNER,
            review_by=REVIEW,
            caveats=("The day of a move is the as-at date of the statement in which it was first seen.",),
            nothing=Nothing(
                of="findings_register",
                dates=("deadline_on", "force_target_on"),
                text="No date is held that was another in one statement than in the statement before.",
                unknown="No date is held for any finding, so none can have moved.",
            ),
        ),
        lifecycle_wording.deadline_changes,
    ),
    metric(
        Card(
            name="finding_status_changes",
            title="Changes of status",
            definition="Every time that a finding's status was another than in the statement before.",
            why="It shows what closed, what came back, and whether the level allowed it.",
            unit="changes",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id", "as_at_on"),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
            caveats=(
                (
                    "A change is seen on the as-at date of a statement: it was made then or at some time since the "
                    "one before."
                ),
            ),
        ),
        lifecycle_wording.status_changes,
    ),
    metric(
        Card(
            name="findings_left_register",
            title="Findings that left the register",
            definition="Every finding that was listed once and that the newest whole register no longer holds.",
            why="A finding that disappears without being closed has to be explained.",
            unit="findings",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id",),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
            caveats=(
                ("A finding leaves when its name changes too: the papers' names for findings are not the portal's."),
            ),
            nothing=Nothing(
                of="findings_in_whole_registers",
                dates=("as_at_on",),
                text="Nothing that was listed before is missing from the newest whole register.",
                unknown="No whole register is dated, so nothing can be missing from one.",
            ),
        ),
        lifecycle_wording.left_register,
    ),
    metric(
        Card(
            name="findings_in_whole_registers",
            title="Findings in each whole register",
            definition="The number of findings in each whole register held, by how they stood on its day.",
            why="Whole registers of different days can be compared; parts of one cannot.",
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("as_at_on",),
            reads=("findings", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
            caveats=(
                (
                    "A whole register is one marked so by whoever supplied it, such as an extract of the monitoring "
                    "portal."
                ),
            ),
        ),
        lifecycle_wording.whole_registers,
    ),
    metric(
        Card(
            name="finding_times_to_close",
            title="Time to close, with those still open",
            definition=(
                "Every itemised finding with the days from the publication of its report to its closure or, "
                "where it has not closed, to the last statement about it."
            ),
            why="Days counted only for what closed make closing look quicker than it is.",
            unit="days",
            better=Better.LOWER,
            kind=Kind.LIST,
            one_row_per=("finding_id",),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=OWNER,
            review_by=REVIEW,
            caveats=(
                PARTIAL,
                "A closure without a stated day is left out: its time is not known.",
                ("Closed means agreed by HMICFRS or archived; a finding that another took the place of never closed."),
            ),
        ),
        lifecycle_wording.times_to_close,
    ),
    metric(
        Card(
            name="finding_statements",
            title="Statements about findings",
            definition="Every statement held about every finding, oldest first.",
            why="How a finding came to stand where it does is told by what was said of it, and when.",
            unit="statements",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id", "as_at_on"),
            reads=("findings", "finding_levels", "finding_statuses", "coverages"),
            of_one="finding_id",
            owner=OWNER,
            review_by=REVIEW,
            caveats=("Titles are ours; the place names the paragraph where the full text stands.",),
        ),
        lifecycle_wording.statements,
    ),
)
