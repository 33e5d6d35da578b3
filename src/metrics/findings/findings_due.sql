-- One row per finding and date that falls on the as-at date or in the 90 days after it, the nearest first.
-- A finding with a deadline of HMICFRS and a date of the force's own has a row for each.
-- On the as-at date itself there are 0 days to go. A finding known to be closed, or superseded, is not due.
with

dated as (

    select *, 'HMICFRS' as set_by, deadline_on as due_on, deadline_precision as due_precision
    from current_findings
    where is_outstanding
    union all
    select *, 'The force' as set_by, force_target_on as due_on, 'day' as due_precision
    from current_findings
    where is_outstanding

)

select
    finding_id,
    set_by,
    title,
    finding_type_code,
    level_name,
    owner_role,
    source_report,
    due_on,
    due_precision,
    cast(due_on - $as_at as int) as days_to_go,
    case
        when cast(due_on - $as_at as int) <= 30 then 30
        when cast(due_on - $as_at as int) <= 60 then 60
        else 90
    end as within_days,
    status_name,
    as_at_on as status_stated_on,
    source_id,
    place
from dated
where cast(due_on - $as_at as int) between 0 and 90
order by due_on, finding_id, set_by
