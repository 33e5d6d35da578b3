-- One row per finding past a deadline that was set as a date and not known to be closed, the longest overdue first.
-- On the day of its deadline a finding is not yet overdue.
-- A finding whose last stated status is old stays in the list: no later word is held.
-- After a whole register only what stands in it, or was stated since, is listed.
with

newest_whole as (

    select max(as_at_on) as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        findings.*,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    cross join newest_whole
    where findings.as_at_on <= $as_at
        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)

)

select
    statements.finding_id,
    statements.title,
    statements.finding_type_code,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    statements.scope_code,
    statements.owner_role,
    statements.source_report,
    statements.reference,
    statements.deadline_on,
    statements.deadline_precision,
    cast($as_at - statements.deadline_on as int) as days_overdue,
    finding_statuses.status_name,
    statements.as_at_on as status_stated_on,
    statements.source_id,
    statements.place
from statements
join finding_statuses
    on finding_statuses.status_code = statements.status_code
left join finding_levels
    on finding_levels.level_code = statements.level_code
where statements.newest_is_one = 1
    and finding_statuses.counts_as <> 'closed'
    and statements.deadline_on < $as_at
order by statements.deadline_on, statements.finding_id
