"""Findings: the register, the published table by level, and the causes of concern."""

from src.contracts.dataset import Crossed, Dataset, Parted, Reconciliation, Rule, Supersedes, no_more_than
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, code, count, day, identifier, precision, text
from src.metrics.findings.closing_rules import (
    CLOSED_ON_A_DAY,
    DATE_RULES,
    LEVEL_RULES,
    REGISTER_AGAINST_TABLE,
    STATUS_DATE_RULE,
    SUPERSEDED_BY_A_FINDING,
)

_TYPE = code(
    "finding_type_code",
    "Type",
    "finding_types",
    "Cause of concern, recommendation or area for improvement.",
    required=True,
)

FINDINGS = Dataset(
    name="findings",
    title="Findings register",
    one_row_is="one statement about one finding at one as-at date",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="HMICFRS monitoring portal",
    expected_every="month",
    key=("finding_id", "as_at_on"),
    columns=(
        identifier("finding_id", "Finding", "A short stable name of the finding.", required=True, also=("finding id",)),
        AS_AT,
        AS_AT_PRECISION,
        code(
            "coverage_code",
            "Coverage",
            "coverages",
            "Whether the extract is the whole register at its as-at date, as the portal gives it, or a part; a part where left out.",
        ),
        _TYPE,
        code("level_code", "Level", "finding_levels", "Who may close it; empty where the source does not say."),
        identifier("parent_finding_id", "Cause of concern", "The cause of concern a recommendation belongs to."),
        code("theme_code", "Theme", "finding_themes", "The subject of the finding."),
        text("title", "Title", "What should change, in a few words of our own.", required=True),
        text("source_report", "Report", "The inspection report that made the finding.", required=True),
        day(
            "report_published_on",
            "Report published",
            "The day the report was published: the finding counts as raised from then.",
        ),
        precision("report_published_precision", "Report published"),
        code("scope_code", "Scope", "finding_scopes", "Whether the finding was made to this force or to all forces."),
        text("reference", "Reference", "The number the report gives the finding."),
        day("deadline_on", "Deadline", "The date set by the inspectorate; empty where none is stated as a date."),
        precision("deadline_precision", "Deadline"),
        text(
            "deadline_as_set", "Deadline as set", "The deadline in the words of the source, such as within six months."
        ),
        day("force_target_on", "Force target date", "The force's own target date."),
        text("owner_role", "Executive owner", "The role that owns the finding, never a name."),
        text("tactical_lead_role", "Tactical lead", "The role that leads the work, never a name."),
        text("governance_board", "Governance board", "The board that oversees the work."),
        code(
            "status_code",
            "Status",
            "finding_statuses",
            "Where the finding stands, as the source says it.",
            required=True,
        ),
        day("status_on", "Status date", "The day the status was reached, where it is stated."),
        precision("status_precision", "Status date"),
        day("closure_letter_on", "Closure letter", "The date of the letter signed by the Chief Constable."),
        text(
            "verification_inspection",
            "Verification inspection",
            "The inspection at which HMICFRS verified the closure.",
        ),
        text("superseded_by", "Superseded by", "The finding that took its place."),
        code(
            "local_rating_code",
            "Local rating",
            "rating_codes",
            "The force's own red, amber or green: not the inspectorate's status.",
        ),
    ),
    rules=(
        Rule(
            sentence="A finding cannot reach a status before its report was published",
            broken_by=lambda rows: rows.status_on < rows.report_published_on,
            at="status_on",
            todo="Check the two dates against the source.",
        ),
        Rule(
            sentence="A finding cannot be spoken of before its report was published",
            broken_by=lambda rows: rows.as_at_on < rows.report_published_on,
            at="as_at_on",
            todo="Check the as-at date and the date the report was published.",
        ),
        Rule(
            sentence="The rows of one as-at date are all of a whole register, or none of them is",
            broken_by=lambda rows: (
                (rows.coverage_code != "whole")
                & (rows.coverage_code == "whole").groupby(rows.as_at_on).transform("any")
            ),
            at="coverage_code",
            todo="Write whole in every row of that date if nothing is left out, and in none if something is.",
        ),
        *DATE_RULES,
        *LEVEL_RULES,
    ),
    history_rules=(SUPERSEDED_BY_A_FINDING, CLOSED_ON_A_DAY),
    reconciliations=(REGISTER_AGAINST_TABLE,),
)

FINDING_COUNTS = Dataset(
    name="finding_counts",
    title="Published table of findings by level",
    one_row_is="one type of finding at one level at one as-at date",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Paper to the Joint Audit Committee",
    expected_every="quarter",
    key=("as_at_on", "finding_type_code", "level_code"),
    supersedes=Supersedes.BY_SNAPSHOT,
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        _TYPE,
        code("level_code", "Level", "finding_levels", "Who may close it.", required=True),
        count("open_count", "Open", "Findings open.", "findings"),
        count("closed_count", "Closed", "Findings closed.", "findings"),
        count("total_count", "Total", "The total as printed, whether or not it is the sum.", "findings"),
    ),
    parted=Parted(
        columns=("finding_type_code", "level_code"),
        pattern=r"(.+?) (level [1-4]|closed before levels)",
        alone={"cause of concern": "No level (cause of concern)"},
    ),
    crossed=Crossed(
        over={
            "finding_type_code": ("Recommendation", "Recommendations", "Area for improvement", "Areas for improvement"),
            "level_code": ("Level 1", "Level 2", "Level 3", "Level 4", "Closed before levels"),
        }
    ),
    reconciliations=(
        Reconciliation(
            name="Open and closed against the printed total",
            holds="In every row open and closed add up to the printed total",
            reads=("finding_counts", "finding_types", "finding_levels"),
            metrics=("published_findings_by_level",),
            sql="""
                select
                    finding_types.plural_name || ', ' || finding_levels.level_name as subject,
                    finding_counts.open_count + finding_counts.closed_count as found,
                    finding_counts.total_count as expected
                from finding_counts
                join finding_types using (finding_type_code)
                join finding_levels using (level_code)
                where finding_counts.as_at_on = (
                    select max(as_at_on) from finding_counts where as_at_on <= $as_at
                )
                order by finding_types.sort_order, finding_levels.sort_order
            """,
        ),
    ),
)

CAUSES_OF_CONCERN = Dataset(
    name="causes_of_concern",
    title="Causes of concern",
    one_row_is="one statement about one cause of concern at one as-at date",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="HMICFRS monitoring portal",
    expected_every="month",
    key=("cause_id", "as_at_on"),
    columns=(
        identifier(
            "cause_id", "Cause of concern", "A short stable name, the same as in the findings register.", required=True
        ),
        AS_AT,
        AS_AT_PRECISION,
        code("cycle_code", "Inspection", "inspection_cycles", "The inspection that found it."),
        text("title", "Title", "What is wrong, in a few words of our own.", required=True),
        day("opened_on", "Opened", "The day the report that found it was published."),
        precision("opened_precision", "Opened"),
        code("status_code", "Status", "finding_statuses", "Where it stands, as the source says it.", required=True),
        day("status_on", "Status date", "The day the status was reached, where it is stated."),
        count(
            "recommendations_stated_count",
            "Recommendations stated",
            "How many recommendations the source says it has.",
            "recommendations",
        ),
        count(
            "recommendations_closed_count",
            "Recommendations closed",
            "How many of them the source says are closed.",
            "recommendations",
        ),
        code(
            "measures_topic",
            "Measures",
            "measure_topics",
            "The measures that show whether the work is having an effect.",
        ),
    ),
    rules=(
        no_more_than(
            "recommendations_closed_count",
            "recommendations_stated_count",
            "No more recommendations can be closed than there are",
        ),
        STATUS_DATE_RULE,
    ),
    reconciliations=(
        Reconciliation(
            name="Recommendations set out against the number stated",
            holds="Every recommendation that a cause of concern is said to have is set out",
            reads=("causes_of_concern", "findings"),
            metrics=("causes_of_concern_by_status", "cause_recommendations"),
            sql="""
                with

                stated as (

                    select
                        cause_id,
                        max(title) as title,
                        max(recommendations_stated_count) as recommendations_stated
                    from causes_of_concern
                    where as_at_on <= $as_at
                    group by cause_id
                    having max(recommendations_stated_count) is not null

                ),

                newest_whole as (

                    select max(as_at_on) as whole_on
                    from findings
                    where as_at_on <= $as_at and coverage_code = 'whole'

                ),

                set_out as (

                    select findings.parent_finding_id as cause_id, count(distinct findings.finding_id) as recommendations
                    from findings
                    cross join newest_whole
                    where findings.as_at_on <= $as_at
                        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)
                    group by findings.parent_finding_id

                )

                select
                    stated.title as subject,
                    coalesce(set_out.recommendations, 0) as found,
                    stated.recommendations_stated as expected
                from stated
                left join set_out
                    on set_out.cause_id = stated.cause_id
                order by stated.title
            """,
        ),
    ),
)
