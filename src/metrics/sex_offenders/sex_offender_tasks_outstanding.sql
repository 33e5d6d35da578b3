-- One row per type of task and date on which any was reported, up to the as-at date, for the whole force.
-- A type that was not reported on such a date has no figure: a gap, not a zero.
-- Where areas report and the force does not, the force is the sum of its areas, and empty where one is missing.
-- All tasks together is our sum of unlike tasks, and empty where one is missing.
with

reported as (

    select
        as_at_on,
        task_code,
        max(as_at_precision) as as_at_precision,
        coalesce(
            sum(outstanding_count) filter (where area_code = 'force'),
            case
                when count(outstanding_count) = (select count(*) from areas where not is_force_total)
                    then sum(outstanding_count)
            end
        ) as outstanding_count,
        max(qualifier_code) as qualifier_code,
        max(source_id) as source_id,
        max(place) as place
    from sex_offender_tasks
    where as_at_on <= $as_at
    group by as_at_on, task_code

),

every_cell as (

    select
        dates.as_at_on,
        sex_offender_task_types.task_code,
        sex_offender_task_types.task_name,
        sex_offender_task_types.sort_order
    from (select distinct as_at_on from reported) as dates
    cross join sex_offender_task_types

)

select
    every_cell.as_at_on,
    max(reported.as_at_precision) over (partition by every_cell.as_at_on) as as_at_precision,
    every_cell.task_code,
    every_cell.task_name,
    cast(reported.outstanding_count as bigint) as outstanding_count,
    reported.qualifier_code,
    lag(every_cell.as_at_on) over (partition by every_cell.task_code order by every_cell.as_at_on) as previous_on,
    cast(
        lag(reported.outstanding_count) over (partition by every_cell.task_code order by every_cell.as_at_on) as bigint
    ) as previous_count,
    cast(
        case
            when count(reported.outstanding_count) over (partition by every_cell.as_at_on)
                = count(*) over (partition by every_cell.as_at_on)
                then sum(reported.outstanding_count) over (partition by every_cell.as_at_on)
        end as bigint
    ) as all_tasks_count,
    reported.source_id,
    reported.place
from every_cell
left join reported
    on reported.as_at_on = every_cell.as_at_on
    and reported.task_code = every_cell.task_code
order by every_cell.as_at_on, every_cell.sort_order
