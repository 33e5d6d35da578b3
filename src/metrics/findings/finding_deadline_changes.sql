-- One row per finding, date and statement in which the date is another than when it was stated before, the newest first.
-- The deadline of HMICFRS and the date of the force's own are followed apart.
-- A statement that gives no date changes nothing: the next that does is compared with the last that did.
-- A date that moved later has days above 0, one that moved earlier days below 0.
with

dated as (

    select finding_id, title, as_at_on, 'HMICFRS' as set_by, deadline_on as date_on, source_id, place
    from stated_findings
    where deadline_on is not null
    union all
    select finding_id, title, as_at_on, 'The force' as set_by, force_target_on as date_on, source_id, place
    from stated_findings
    where force_target_on is not null

),

compared as (

    select
        *,
        lag(date_on) over (partition by finding_id, set_by order by as_at_on) as previous_date_on,
        lag(as_at_on) over (partition by finding_id, set_by order by as_at_on) as previous_as_at_on
    from dated

)

select
    finding_id,
    set_by,
    as_at_on,
    title,
    previous_as_at_on,
    previous_date_on,
    date_on,
    cast(date_on - previous_date_on as int) as days_moved,
    source_id,
    place
from compared
where date_on <> previous_date_on
order by as_at_on desc, finding_id, set_by
