"""The cards of the findings metrics."""

from dataclasses import replace

from src.contracts.column import COUNT, SAFE, total_of
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, Kind, Nothing
from src.contracts.shared_columns import day, text
from src.metrics.columns import columns, count, days, flag, unlisted
from src.metrics.common import figures
from src.metrics.findings import (
    ahead_cards,
    cause_wording,
    headline_wording,
    lifecycle_cards,
    responsibility_cards,
    wording,
)
from src.metrics.findings.dataset import CAUSES_OF_CONCERN, FINDING_COUNTS
from src.metrics.findings.shared import (
    CAUSE,
    DAYS_OVERDUE,
    DONE_NOT_SENT,
    FINISHED,
    OPEN,
    PARTIAL,
    REGISTER,
    REOPENED,
    STANDING,
    STATED,
    TITLE,
    WITH_HMICFRS,
    metric,
    of_which_not_closed,
)

PAGE = "findings"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    metric(
        wording.published_table,
        name="published_findings_by_level",
        title="Published findings by level",
        definition="The number of findings open, closed and in total, by type and level, as the newest published table prints them.",
        why="It is the force's own account of everything the monitoring portal holds, and the only one that covers it all.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        headlines=(
            HeadlineRule(
                name="findings_open",
                title="Findings open, as printed",
                singular="{figure} finding is open in the newest published table",
                plural="{figure} findings are open in the newest published table",
                column="open_count",
                is_summed=True,
            ),
        ),
        one_row_per=("finding_type_code", "level_code"),
        columns=columns(
            FINDING_COUNTS,
            "as_at_on as_at_precision finding_type_code finding_type_name level_code level_name open_count",
            "closed_count",
            count(
                "total_count",
                "Total as printed",
                "The total as printed, whether or not it is the sum.",
                "findings",
                total_of("open_count", "closed_count", "unexplained_count"),
            ),
            count("unexplained_count", "Not explained", "The printed total less open and closed.", "findings", COUNT),
            "source_id place note",
        ),
        table="finding_type_name level_name open_count closed_count total_count unexplained_count",
        reads=("finding_counts", "finding_types", "finding_levels"),
        caveats=(
            "The date is the paper's; the figures were taken from the portal earlier that month.",
            "Causes of concern carry no level, and the table does not say whether their recommendations are counted again under Recommendations.",
            "Level 2: the force may close these itself with a letter from the Chief Constable, yet none is closed.",
        ),
    ),
    metric(
        wording.register,
        name="findings_open_and_closed_by_level",
        title="Itemised findings open and closed by level",
        definition="The number of findings that the register lists one by one, by type, level and how each stands in its newest state.",
        why="It shows which findings are known by name, and how far each has come by the rule of who may close it.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        one_row_per=("finding_type_code", "level_code"),
        columns=columns(
            REGISTER,
            "finding_type_code finding_type_name level_code level_name",
            *STANDING,
        ),
        caveats=(PARTIAL, "The papers give no level for findings they itemise."),
    ),
    metric(
        wording.by_level_over_time,
        name="findings_by_level_over_time",
        title="Findings open and closed by level over time",
        definition="The number of findings not closed and closed at each level in every whole register and every published table.",
        why="It shows at which level findings close, and whether fewer stay open from one register to the next.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        one_row_per=("as_at_on", "origin_code", "level_code"),
        columns=columns(
            REGISTER,
            "as_at_on as_at_precision",
            unlisted(text("origin_code", "Origin code", "Whether it is of a whole register or a published table.")),
            text("origin_name", "Origin", "Whole register, or published table."),
            "level_code level_name",
            of_which_not_closed("not_closed_count"),
            "open_count done_not_sent_count with_hmicfrs_count",
            count("closed_count", "Closed", "Closed by the force, agreed by HMICFRS or archived.", "findings", COUNT),
            "source_id",
        ),
        reads=(*STATED, "finding_counts"),
        caveats=(
            "A published table is as printed: it does not tell findings done or sent to HMICFRS apart from open ones.",
            "Superseded findings, and those whose status is not stated, count as neither.",
        ),
    ),
    metric(
        wording.register_rows,
        name="findings_register",
        title="Findings register",
        definition="Every finding that the register sets out one by one, as last stated at the as-at date.",
        why="A count can be argued with only when the findings behind it can be read.",
        **figures("findings", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id as_at_on as_at_precision finding_type_code finding_type_name level_code level_name",
            "parent_finding_id theme_code theme_name title source_report report_published_on",
            "report_published_precision scope_code reference deadline_on deadline_precision deadline_as_set",
            "force_target_on owner_role tactical_lead_role governance_board status_code status_name stands_as",
            "counts_as who_says status_on closure_letter_on verification_inspection superseded_by local_rating_code",
            "local_rating_name days_overdue source_id place note",
        ),
        table="title level_name status_name deadline_on days_overdue owner_role governance_board local_rating_name",
        page="register",
        reads=(*STATED, "finding_themes", "rating_codes"),
        caveats=(PARTIAL, "Titles are ours; the place names the paragraph where the full text stands."),
    ),
    metric(
        wording.raised_and_closed,
        name="findings_raised_and_closed_by_month",
        title="Findings raised and closed by month",
        definition="The number of itemised findings raised in a month by the publication of a report, and closed in it on a stated day.",
        why="It shows whether findings close as fast as they arrive.",
        **figures("findings a month", Better.NEUTRAL, Kind.FLOW),
        one_row_per=("month_on",),
        columns=columns(
            REGISTER,
            "month_on month_precision",
            count("raised_count", "Raised", "Findings whose report was published in the month.", "findings", COUNT),
            count("closed_count", "Closed", "Findings closed on a stated day of the month.", "findings", COUNT),
            count(
                "day_unknown_count",
                "Raised, closure not stated",
                "Of those raised in the month, those closed on no stated day, or not stated to be open or closed.",
                "findings",
                COUNT,
            ),
        ),
        caveats=(PARTIAL, "Most closures have no stated day and are not counted in any month."),
    ),
    metric(
        wording.overdue,
        name="findings_overdue",
        title="Findings past their deadline",
        definition="Every itemised finding whose deadline is a stated date in the past and which no source says is closed.",
        why="A deadline set by the inspectorate that has passed is the first thing it will ask about.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        headlines=(
            HeadlineRule(
                name="findings_overdue",
                title="Findings past the deadline",
                singular="{figure} finding is past HMICFRS's deadline",
                plural="{figure} findings are past HMICFRS's deadline",
                dated_by="",
                sentence=headline_wording.overdue,
                lost=headline_wording.lost_overdue,
                every="findings_register",
            ),
        ),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id title finding_type_code level_name scope_code owner_role governance_board source_report",
            "reference deadline_on deadline_precision days_overdue status_name stands_as counts_as status_stated_on",
            "source_id place",
        ),
        table="title level_name source_report deadline_on days_overdue status_name status_stated_on owner_role",
        caveats=(
            PARTIAL,
            "Not known to be closed is not the same as open: each has the date of its last statement.",
            "A deadline set as a span, such as within six months, is not turned into a date.",
        ),
        nothing=Nothing(
            of="findings_register",
            dates=("deadline_on",),
            text="No finding is past a stated deadline at {day}.",
            unknown="No deadline is held as a date, so none can be past.",
        ),
    ),
    metric(
        wording.days_to_close,
        name="finding_days_to_close",
        title="Days to close a finding",
        definition="The number of days from the publication of a report to the stated day on which its finding was closed.",
        why="It shows how long the inspectorate takes to be satisfied.",
        **figures("days", Better.LOWER, Kind.FLOW),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            "finding_id title finding_type_code finding_type_name raised_on",
            day("closed_on", "Closed", "The stated day of closure."),
            days("days_to_close", "Days to close", "Days from the publication of the report to closure."),
            "source_id place",
        ),
        table="title closed_on days_to_close",
        caveats=(
            PARTIAL,
            "Only findings that closed are counted, so these days are shorter than a finding still open may take.",
            "Recommendations that closed with their cause of concern share its day.",
        ),
    ),
    metric(
        cause_wording.causes,
        name="causes_of_concern_by_status",
        is_published=True,
        page="causes_of_concern",
        title="Causes of concern by status",
        definition="Every cause of concern, with how it was last stated to stand and how many of its recommendations are closed.",
        why="Causes of concern are what put a force into enhanced monitoring, and what its progress is judged by.",
        **figures("causes of concern", Better.LOWER, Kind.STOCK),
        headlines=(
            HeadlineRule(
                name="causes_of_concern_open",
                title="Causes of concern open",
                singular="{figure} cause of concern is open",
                plural="{figure} causes of concern are open",
                detail=headline_wording.longest_open,
                lost=headline_wording.lost_causes,
                where={"counts_as": "open"},
            ),
        ),
        one_row_per=("cause_id",),
        columns=columns(
            CAUSES_OF_CONCERN,
            "cause_id",
            CAUSE,
            "cycle_code cycle_name",
            unlisted(CAUSES_OF_CONCERN.column("measures_topic")),
            "opened_on opened_precision as_at_on as_at_precision status_code status_name counts_as status_on",
            REGISTER,
            "owner_role",
            unlisted(
                flag(
                    "is_owner_of_recommendations",
                    "Owner of its recommendations",
                    "Whether the owner is that of its recommendations, as none is stated for the cause itself.",
                )
            ),
            "governance_board deadline_on",
            unlisted(
                flag(
                    "is_deadline_of_recommendation",
                    "Deadline of a recommendation",
                    "Whether the deadline is the earliest of its recommendations, as none is stated for the cause itself.",
                )
            ),
            replace(CAUSES_OF_CONCERN.column("recommendations_stated_count"), disclosure=SAFE),
            count(
                "recommendations_set_out_count",
                "Set out",
                "How many recommendations are listed one by one.",
                "recommendations",
                SAFE,
            ),
            replace(
                CAUSES_OF_CONCERN.column("recommendations_closed_count"),
                meaning="How many of them the source says are closed, without those superseded in the register.",
                disclosure=SAFE,
            ),
            *(
                replace(column, unit="recommendations", disclosure=SAFE)
                for column in (OPEN, REOPENED, DONE_NOT_SENT, WITH_HMICFRS, *FINISHED)
            ),
            count("overdue_count", "Past deadline", "Past a deadline of HMICFRS.", "recommendations", SAFE),
            replace(DAYS_OVERDUE, meaning="Days since the earliest of those deadlines."),
            "source_id place note",
        ),
        table="title cycle_name opened_on status_name owner_role deadline_on recommendations_set_out_count open_count reopened_count overdue_count days_overdue as_at_on",
        reads=("causes_of_concern", *STATED, "inspection_cycles"),
        caveats=("Causes of concern known by name; the portal held 23 in June 2023, of which the paper names none.",),
    ),
    metric(
        cause_wording.recommendations,
        name="cause_recommendations",
        page="causes_of_concern",
        title="Recommendations of each cause of concern",
        definition="Every recommendation that belongs to a cause of concern, as last stated at the as-at date.",
        why="They are what the inspectorate asked for, and what it comes back to look at.",
        **figures("recommendations", Better.NEUTRAL, Kind.LIST),
        one_row_per=("finding_id",),
        columns=columns(
            REGISTER,
            CAUSES_OF_CONCERN,
            "cause_id finding_id",
            replace(TITLE, heading="Recommendation"),
            "level_name deadline_on deadline_precision deadline_as_set days_overdue owner_role governance_board",
            "status_code status_name stands_as counts_as status_on as_at_on source_id place note",
        ),
        table="title status_name deadline_on days_overdue owner_role governance_board as_at_on deadline_as_set place note",
    ),
    *lifecycle_cards.METRICS,
    *responsibility_cards.METRICS,
    *ahead_cards.METRICS,
)
