-- One row per local policing area, type of task and date on which any area reported one falling due or completed.
-- Counts are of what came since the extract before. What an area did not report is a gap, not a zero.
-- The net count is tasks falling due less tasks completed, and empty where either is missing.
with

reported as (

    select *
    from sex_offender_tasks
    where area_code <> 'force' and as_at_on <= $as_at

),

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from reported
    where arising_count is not null or completed_count is not null
    group by as_at_on

),

every_cell as (

    select
        dates.as_at_on,
        dates.as_at_precision,
        areas.area_code,
        areas.area_name,
        areas.sort_order as area_order,
        sex_offender_task_types.task_code,
        sex_offender_task_types.task_name,
        sex_offender_task_types.sort_order as task_order
    from dates
    cross join areas
    cross join sex_offender_task_types
    where not areas.is_force_total

)

select
    every_cell.as_at_on,
    every_cell.as_at_precision,
    every_cell.area_code,
    every_cell.area_name,
    every_cell.task_code,
    every_cell.task_name,
    reported.arising_count,
    reported.completed_count,
    reported.arising_count - reported.completed_count as net_count,
    reported.outstanding_count,
    reported.source_id,
    reported.place
from every_cell
left join reported
    on reported.as_at_on = every_cell.as_at_on
    and reported.area_code = every_cell.area_code
    and reported.task_code = every_cell.task_code
order by every_cell.as_at_on, every_cell.area_order, every_cell.task_order
