"""Who may close a finding at each level, as rules of the register; and the register against the published table."""

from typing import TYPE_CHECKING

from src.contracts.dataset import HistoryRule, Reconciliation, Rule

if TYPE_CHECKING:  # a declaration is read at every start; pandas is needed only to check an extract
    import pandas


def _is_after_statement(rows: "pandas.DataFrame", name: str) -> "pandas.Series":
    """Whether a date lies after the day of its statement. A date known by its month alone may be any day of it."""
    precision = name.replace("_on", "_precision")
    is_after = rows[name] > rows.as_at_on
    if precision not in rows:
        return is_after
    is_same_month = rows[name].dt.to_period("M") == rows.as_at_on.dt.to_period("M")
    return is_after & ~((rows[precision] == "month") & is_same_month)


def _is_before_report(rows: "pandas.DataFrame", name: str) -> "pandas.Series":
    """Whether a date lies before the report. Of a report known by its month or year alone, before that began."""
    began = rows.report_published_on
    for precision, period in (("month", "M"), ("year", "Y")):
        started = rows.report_published_on.dt.to_period(period).dt.start_time
        began = began.where(rows.report_published_precision != precision, started)
    return rows[name] < began


def _has_no_day(rows: "pandas.DataFrame") -> "pandas.Series":
    """Whether a finding is closed without a day: HMICFRS agrees on a day of its own, the force closes with its letter."""
    is_closed_by_force = rows.status_code.isin(["closed_by_force", "archived"])
    return rows.status_on.isna() & (
        (rows.status_code == "hmicfrs_agreed") | (is_closed_by_force & rows.closure_letter_on.isna())
    )


def _not_before_report(column: str, what: str) -> Rule:
    return Rule(
        sentence=f"{what} cannot lie before the report that raised the finding",
        broken_by=lambda rows: _is_before_report(rows, column),
        at=column,
        todo="Check the two dates against the source.",
    )


STATUS_DATE_RULE = Rule(
    sentence="A status cannot be reached after the as-at date of the statement that gives it",
    broken_by=lambda rows: _is_after_statement(rows, "status_on"),
    at="status_on",
    todo="Check the status date and the as-at date.",
)
DATE_RULES = (
    STATUS_DATE_RULE,
    Rule(
        sentence="A letter cannot be dated after the as-at date of the statement that names it",
        broken_by=lambda rows: _is_after_statement(rows, "closure_letter_on"),
        at="closure_letter_on",
        todo="Check the date of the letter and the as-at date.",
    ),
    Rule(
        sentence="A finding belongs to one report",
        broken_by=lambda rows: rows.groupby(rows.finding_id).source_report.transform("nunique") > 1,
        at="source_report",
        todo="Give the finding of the other report an id of its own.",
    ),
    _not_before_report("deadline_on", "A deadline"),
    _not_before_report("force_target_on", "The force's own date"),
    Rule(
        sentence="A finding is not superseded by itself",
        broken_by=lambda rows: rows.superseded_by == rows.finding_id,
        at="superseded_by",
        todo="Write the name of the later finding that took its place, or leave the cell empty.",
    ),
)
SUPERSEDED_BY_A_FINDING = HistoryRule(
    sentence="A finding is superseded by one of the register",
    at="superseded_by",
    todo="Write the name of the later finding as the register has it, or supply that finding first.",
    reads=("findings",),
    concerns=lambda rows: rows.superseded_by.notna() & ~rows.superseded_by.isin(rows.finding_id),
    sql="""
        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        where waiting.superseded_by is not null
            and not exists (
                select 1
                from findings as other
                where other.finding_id = waiting.superseded_by
            )
    """,
)
CLOSED_ON_A_DAY = HistoryRule(
    sentence="A finding that is closed now and was not before has the day on which it was closed",
    at="status_code",
    todo='Write the day into "Status date", or say that the source states no day.',
    asks="no day of",
    answer="the source states no day",
    reads=("findings",),
    concerns=_has_no_day,
    sql="""
        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        where waiting.status_on is null
            and (
                waiting.status_code = 'hmicfrs_agreed'
                or (waiting.status_code in ('closed_by_force', 'archived') and waiting.closure_letter_on is null)
            )
            and (
                select max_by(other.status_code, other.as_at_on)
                from findings as other
                where other.finding_id = waiting.finding_id and other.as_at_on < waiting.as_at_on
            ) <> waiting.status_code
    """,
)
"""It asks and does not refuse: some papers state no day, and of a finding first listed as closed none may be known."""
LEVEL_RULES = (
    Rule(
        sentence="A Level 1 finding is closed by HMICFRS and by nobody else",
        broken_by=lambda rows: (rows.level_code == "1") & rows.status_code.isin(["archived", "closed_by_force"]),
        at="status_code",
        todo="Write HMICFRS agreed if HMICFRS has closed it, and otherwise the status it has.",
    ),
    Rule(
        sentence="A Level 2 finding is closed with a letter signed by the Chief Constable, and the letter has a date",
        broken_by=lambda rows: (
            (rows.level_code == "2")
            & rows.status_code.isin(["archived", "closed_by_force"])
            & rows.closure_letter_on.isna()
        ),
        at="status_code",
        todo='Put the date of the letter into "Closure letter", or write the status the finding had before.',
    ),
    Rule(
        sentence="A Level 3 finding is closed only when HMICFRS has verified it at an inspection",
        broken_by=lambda rows: (
            (rows.level_code == "3")
            & rows.status_code.isin(["archived", "closed_by_force"])
            & rows.verification_inspection.isna()
        ),
        at="status_code",
        todo='Name the inspection in "Verification inspection", or write Self-certified until HMICFRS has verified it.',
    ),
    Rule(
        sentence="A Level 3 finding is self-certified with a letter signed by the Chief Constable, and the letter has a date",
        broken_by=lambda rows: (
            (rows.level_code == "3") & (rows.status_code == "self_certified") & rows.closure_letter_on.isna()
        ),
        at="status_code",
        todo='Put the date of the letter into "Closure letter", or write Force says done until it is signed.',
    ),
    Rule(
        sentence="A Level 4 finding can be neither self-certified nor closed by the force: HMICFRS closes it after fieldwork",
        broken_by=lambda rows: (
            (rows.level_code == "4") & rows.status_code.isin(["self_certified", "archived", "closed_by_force"])
        ),
        at="status_code",
        todo="Write Force says done until HMICFRS has agreed, and HMICFRS agreed once it has.",
    ),
)
"""A superseded finding is allowed at every level: nobody closed it, another took its place."""

REGISTER_AGAINST_TABLE = Reconciliation(
    name="The register against the published table, by level",
    holds="The whole register and the published table count alike at every level",
    reads=("findings", "finding_counts", "finding_types", "finding_levels", "finding_statuses"),
    metrics=("findings_open_and_closed_by_level", "published_findings_by_level"),
    # Nothing is compared where no whole register is held in the 31 days to the date of the table.
    sql="""
        with

        newest_table as (

            select max(as_at_on) as table_on
            from finding_counts
            where as_at_on <= $as_at

        ),

        newest_whole as (

            select max(findings.as_at_on) as whole_on
            from findings
            cross join newest_table
            where findings.coverage_code = 'whole'
                and findings.as_at_on <= newest_table.table_on
                and findings.as_at_on > newest_table.table_on - interval 31 days

        ),

        statements as (

            select
                findings.finding_type_code,
                findings.level_code,
                finding_statuses.counts_as,
                row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
            from findings
            cross join newest_table
            cross join newest_whole
            join finding_statuses
                on finding_statuses.status_code = findings.status_code
            where findings.as_at_on >= newest_whole.whole_on
                and findings.as_at_on <= newest_table.table_on

        ),

        register as (

            select
                finding_type_code,
                level_code,
                count(*) filter (where counts_as not in ('closed', 'superseded')) as not_closed,
                count(*) filter (where counts_as = 'closed') as closed,
                count(*) filter (where counts_as = 'superseded') as superseded
            from statements
            where newest_is_one = 1
            group by finding_type_code, level_code

        ),

        printed as (

            select
                finding_counts.finding_type_code,
                finding_counts.level_code,
                finding_counts.open_count,
                finding_counts.closed_count
            from finding_counts
            join newest_table
                on newest_table.table_on = finding_counts.as_at_on

        ),

        compared as (

            select finding_type_code, level_code, 'open' as state, 1 as state_order, open_count as expected
            from printed
            union all
            select finding_type_code, level_code, 'closed' as state, 2 as state_order, closed_count as expected
            from printed

        )

        select
            finding_types.plural_name || ', ' || finding_levels.level_name || ', ' || compared.state as subject,
            case
                when compared.state = 'open' then coalesce(register.not_closed, 0)
                else coalesce(register.closed, 0)
            end as found,
            compared.expected,
            case when compared.state = 'closed' then register.superseded end as superseded,
            newest_table.table_on as dated_on
        from compared
        cross join newest_table
        join newest_whole
            on newest_whole.whole_on is not null
        join finding_types
            on finding_types.finding_type_code = compared.finding_type_code
        join finding_levels
            on finding_levels.level_code = compared.level_code
        left join register
            on register.finding_type_code = compared.finding_type_code
            and register.level_code = compared.level_code
        order by finding_types.sort_order, finding_levels.sort_order, compared.state_order
    """,
)
