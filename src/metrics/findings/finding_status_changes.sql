-- One row per finding and statement whose status is another than in the statement before it, the newest first.
-- The day of a statement is the day the change was seen; the day it was made is given where the source states it.
-- Re-opened: it counted as closed before and does not now, and the source says how it stands. Closed: the other way round.
-- A finding that another took the place of was superseded and not closed.
with

statements as (

    select
        finding_id,
        title,
        as_at_on,
        level_code,
        status_code,
        status_on,
        closure_letter_on,
        source_id,
        place,
        lag(status_code) over (partition by finding_id order by as_at_on) as previous_status_code,
        lag(as_at_on) over (partition by finding_id order by as_at_on) as previous_as_at_on
    from findings
    where as_at_on <= $as_at

)

select
    statements.finding_id,
    statements.as_at_on,
    statements.title,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    statements.previous_as_at_on,
    statements.previous_status_code,
    stood.status_name as previous_status_name,
    statements.status_code,
    stands.status_name,
    statements.status_on,
    statements.closure_letter_on,
    case
        when stood.counts_as = 'closed' and stands.counts_as in ('open', 'awaiting') then 'Re-opened'
        when stood.counts_as <> 'closed' and statements.status_code = 'superseded' then 'Superseded'
        when stood.counts_as <> 'closed' and stands.counts_as = 'closed' then 'Closed'
        else 'Moved'
    end as change_name,
    statements.source_id,
    statements.place
from statements
join finding_statuses as stood
    on stood.status_code = statements.previous_status_code
join finding_statuses as stands
    on stands.status_code = statements.status_code
left join finding_levels
    on finding_levels.level_code = statements.level_code
where statements.status_code <> statements.previous_status_code
order by statements.as_at_on desc, statements.finding_id
