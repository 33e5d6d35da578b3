-- One row per type of task and date on which any was reported, up to the as-at date, for the whole force.
-- A type that was not reported on such a date has no figure: a gap, not a zero.
-- Where areas report and the force does not, the force is the sum of its areas, and empty where one is missing.
with

whole as (

    select count(*) as areas_count
    from areas
    where not is_force_total

),

reported as (

    select
        sex_offender_tasks.as_at_on,
        sex_offender_tasks.task_code,
        max(sex_offender_tasks.as_at_precision) as as_at_precision,
        coalesce(
            sum(outstanding_count) filter (where area_code = 'force'),
            case when count(outstanding_count) = max(whole.areas_count) then sum(outstanding_count) end
        ) as outstanding_count,
        coalesce(
            sum(arising_count) filter (where area_code = 'force'),
            case when count(arising_count) = max(whole.areas_count) then sum(arising_count) end
        ) as arising_count,
        coalesce(
            sum(completed_count) filter (where area_code = 'force'),
            case when count(completed_count) = max(whole.areas_count) then sum(completed_count) end
        ) as completed_count,
        max(qualifier_code) as qualifier_code,
        max(source_id) as source_id,
        max(place) as place
    from sex_offender_tasks
    cross join whole
    where sex_offender_tasks.as_at_on <= $as_at
    group by sex_offender_tasks.as_at_on, sex_offender_tasks.task_code

)

select
    dates.as_at_on,
    max(reported.as_at_precision) over (partition by dates.as_at_on) as as_at_precision,
    sex_offender_task_types.task_code,
    sex_offender_task_types.task_name,
    sex_offender_task_types.sort_order,
    cast(reported.outstanding_count as bigint) as outstanding_count,
    cast(reported.arising_count as bigint) as arising_count,
    cast(reported.completed_count as bigint) as completed_count,
    cast(reported.arising_count - reported.completed_count as bigint) as net_count,
    count(reported.arising_count) over (partition by dates.as_at_on)
        + count(reported.completed_count) over (partition by dates.as_at_on) > 0 as is_flow_reported,
    reported.qualifier_code,
    reported.source_id,
    reported.place
from (select distinct as_at_on from reported) as dates
cross join sex_offender_task_types
left join reported
    on reported.as_at_on = dates.as_at_on
    and reported.task_code = sex_offender_task_types.task_code
