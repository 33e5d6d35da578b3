-- One row per finding and date that falls on the as-at date or in the 90 days after it, the nearest first.
-- A finding with a deadline of HMICFRS and a date of the force's own has a row for each.
-- On the as-at date itself there are 0 days to go. A finding known to be closed is not due.
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

),

not_closed as (

    select statements.*, finding_statuses.status_name
    from statements
    join finding_statuses
        on finding_statuses.status_code = statements.status_code
    where statements.newest_is_one = 1 and finding_statuses.counts_as <> 'closed'

),

dated as (

    select finding_id, 'HMICFRS' as set_by, deadline_on as due_on, deadline_precision as due_precision
    from not_closed
    union all
    select finding_id, 'The force' as set_by, force_target_on as due_on, 'day' as due_precision
    from not_closed

)

select
    not_closed.finding_id,
    dated.set_by,
    not_closed.title,
    not_closed.finding_type_code,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    not_closed.owner_role,
    not_closed.source_report,
    dated.due_on,
    dated.due_precision,
    cast(dated.due_on - $as_at as int) as days_to_go,
    case
        when cast(dated.due_on - $as_at as int) <= 30 then 30
        when cast(dated.due_on - $as_at as int) <= 60 then 60
        else 90
    end as within_days,
    not_closed.status_name,
    not_closed.as_at_on as status_stated_on,
    not_closed.source_id,
    not_closed.place
from dated
join not_closed
    on not_closed.finding_id = dated.finding_id
left join finding_levels
    on finding_levels.level_code = not_closed.level_code
where cast(dated.due_on - $as_at as int) between 0 and 90
order by dated.due_on, not_closed.finding_id, dated.set_by
