-- One row per finding that closed on a stated day, with the days since its report was published, the newest first.
-- A finding that was closed but whose day of closure, or whose report's date, no source states is left out.
-- A finding that has left the register since still counts: what happened is not undone.
with

statements as (

    select
        *,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_is_one
    from findings
    where as_at_on <= $as_at

)

select
    statements.finding_id,
    statements.title,
    statements.finding_type_code,
    finding_types.finding_type_name,
    statements.report_published_on as raised_on,
    statements.status_on as closed_on,
    cast(statements.status_on - statements.report_published_on as int) as days_to_close,
    statements.source_id,
    statements.place
from statements
join finding_statuses
    on finding_statuses.status_code = statements.status_code
join finding_types
    on finding_types.finding_type_code = statements.finding_type_code
where statements.newest_is_one = 1
    and finding_statuses.counts_as = 'closed'
    and statements.status_on is not null
    and statements.status_on <= $as_at
    and statements.report_published_on is not null
order by statements.status_on desc, finding_types.sort_order, statements.finding_id
