-- One row per local policing area and date on which any area reported tasks, up to the as-at date.
-- An area's figure is our sum of its tasks, and empty where one of the types is not reported: a gap, not a zero.
-- The change is from the date before, and empty where either figure is missing.
with

summed as (

    select
        as_at_on,
        max(as_at_precision) as as_at_precision,
        area_code,
        area_name,
        area_order,
        case when count(outstanding_count) = count(*) then cast(sum(outstanding_count) as bigint) end
            as outstanding_count
    from tasks_by_area
    group by as_at_on, area_code, area_name, area_order

)

select
    as_at_on,
    as_at_precision,
    area_code,
    area_name,
    outstanding_count,
    lag(as_at_on) over (partition by area_code order by as_at_on) as previous_on,
    lag(outstanding_count) over (partition by area_code order by as_at_on) as previous_count,
    outstanding_count - lag(outstanding_count) over (partition by area_code order by as_at_on) as change_count
from summed
order by as_at_on, area_order
