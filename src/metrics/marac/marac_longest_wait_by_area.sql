-- One row per area at the newest date with a reported wait, the longest first.
-- The wait is printed in working days. The calendar days it comes to count Monday to Friday from the as-at date,
-- bank holidays left out. 1 January 1900 was a Monday, so that day 0 of the week is a Monday and day 4 a Friday.
-- From a Saturday or Sunday the count runs as from the Friday before.
-- The limit does not say which days it means, so both readings are given. A limit in calendar days comes to
-- fewer working days: two fewer for each whole week, a week being 0.142857143 of a day's count.
with

newest as (

    select max(as_at_on) as as_at_on
    from marac_backlog
    where as_at_on <= $as_at and longest_wait_working_days is not null

),

reported as (

    select
        marac_backlog.as_at_on,
        marac_backlog.area_code,
        areas.area_name,
        marac_backlog.longest_wait_working_days,
        cast(marac_backlog.as_at_on - date '1900-01-01' as int) % 7 as day_of_week,
        marac_backlog.source_id,
        marac_backlog.place
    from marac_backlog
    join newest
        on newest.as_at_on = marac_backlog.as_at_on
    join areas
        on areas.area_code = marac_backlog.area_code
    where marac_backlog.longest_wait_working_days is not null

),

waits as (

    select
        *,
        cast(
            greatest(
                longest_wait_working_days
                + 2 * floor(0.2 * (least(day_of_week, 4) + longest_wait_working_days))
                - (day_of_week - least(day_of_week, 4)),
                0
            ) as bigint
        ) as longest_wait_calendar_days
    from reported

)

select
    waits.as_at_on,
    waits.area_code,
    waits.area_name,
    waits.longest_wait_working_days,
    waits.longest_wait_calendar_days,
    cast(limits.value as bigint) as limit_days,
    cast(limits.value - 2 * floor(limits.value * 0.142857143) as bigint) as limit_if_calendar_in_working_days,
    limits.unit_note as limit_note,
    waits.longest_wait_calendar_days <= limits.value as is_within_calendar_reading,
    waits.longest_wait_working_days <= limits.value as is_within_working_reading,
    waits.source_id,
    waits.place
from waits
left join limits
    on limits.limit_code = 'marac_wait'
order by waits.longest_wait_working_days desc, waits.area_name
