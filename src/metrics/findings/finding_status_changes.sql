-- One row per finding and statement whose status is another than in the statement before it, the newest first.
-- The day of a statement is the day the change was seen; the day it was made is given where the source states it.
-- Re-opened: it was closed before and stands open, done or with HMICFRS now. Closed: the other way round.
-- A finding that another took the place of was superseded and not closed.
with

compared as (

    select
        *,
        lag(as_at_on) over (partition by finding_id order by as_at_on) as previous_as_at_on,
        lag(status_code) over (partition by finding_id order by as_at_on) as previous_status_code,
        lag(status_name) over (partition by finding_id order by as_at_on) as previous_status_name,
        lag(counts_as) over (partition by finding_id order by as_at_on) as previous_counts_as
    from stated_findings

)

select
    finding_id,
    as_at_on,
    title,
    level_name,
    previous_as_at_on,
    previous_status_code,
    previous_status_name,
    status_code,
    status_name,
    status_on,
    closure_letter_on,
    case
        when previous_counts_as = 'closed' and counts_as in ('open', 'done_not_sent', 'with_hmicfrs') then 'Re-opened'
        when counts_as = 'superseded' then 'Superseded'
        when previous_counts_as <> 'closed' and counts_as = 'closed' then 'Closed'
        when counts_as = 'not_stated' then 'No longer stated'
        else 'Moved'
    end as change_name,
    source_id,
    place
from compared
where status_code <> previous_status_code
order by as_at_on desc, finding_id
