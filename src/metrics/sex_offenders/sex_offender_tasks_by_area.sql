-- One row per local policing area and date on which any area reported tasks, up to the as-at date.
-- An area's figure is our sum of its tasks, and empty where one of the types is not reported: a gap, not a zero.
-- The change is from the date before, and empty where either figure is missing.
with

types as (

    select count(*) as types_count
    from sex_offender_task_types

),

summed as (

    select
        as_at_on,
        area_code,
        max(as_at_precision) as as_at_precision,
        sum(outstanding_count) as outstanding,
        count(outstanding_count) as types_reported
    from sex_offender_tasks
    where area_code <> 'force' and as_at_on <= $as_at
    group by as_at_on, area_code

),

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from summed
    group by as_at_on

),

every_cell as (

    select
        dates.as_at_on,
        dates.as_at_precision,
        areas.area_code,
        areas.area_name,
        areas.sort_order,
        types.types_count
    from dates
    cross join areas
    cross join types
    where not areas.is_force_total

),

reported as (

    select
        every_cell.as_at_on,
        every_cell.as_at_precision,
        every_cell.area_code,
        every_cell.area_name,
        every_cell.sort_order,
        case
            when summed.types_reported = every_cell.types_count then cast(summed.outstanding as bigint)
        end as outstanding_count
    from every_cell
    left join summed
        on summed.as_at_on = every_cell.as_at_on
        and summed.area_code = every_cell.area_code

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
from reported
order by as_at_on, sort_order
