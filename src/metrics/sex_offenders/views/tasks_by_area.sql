-- One row per local policing area, type of task and date on which any area reported, up to the as-at date.
-- What an area did not report is a gap, not a zero.
with

reported as (

    select *
    from sex_offender_tasks
    where area_code <> 'force' and as_at_on <= $as_at

),

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from reported
    group by as_at_on

)

select
    dates.as_at_on,
    dates.as_at_precision,
    areas.area_code,
    areas.area_name,
    areas.sort_order as area_order,
    sex_offender_task_types.task_code,
    sex_offender_task_types.task_name,
    sex_offender_task_types.sort_order as task_order,
    reported.outstanding_count,
    reported.arising_count,
    reported.completed_count,
    reported.arising_count - reported.completed_count as net_count,
    count(reported.arising_count) over (partition by dates.as_at_on)
        + count(reported.completed_count) over (partition by dates.as_at_on) > 0 as is_flow_reported,
    reported.source_id,
    reported.place
from dates
cross join areas
cross join sex_offender_task_types
left join reported
    on reported.as_at_on = dates.as_at_on
    and reported.area_code = areas.area_code
    and reported.task_code = sex_offender_task_types.task_code
where not areas.is_force_total
