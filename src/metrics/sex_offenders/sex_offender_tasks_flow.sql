-- One row per type of task and date on which any was reported falling due or completed, for the whole force.
-- Counts are of what came since the extract before. A type not reported on such a date is a gap, not a zero.
-- Where areas report and the force does not, the force is the sum of its areas, and empty where one is missing.
-- The net count is tasks falling due less tasks completed, and empty where either is missing.
with

whole as (

    select count(*) as areas_count
    from areas
    where not is_force_total

),

summed as (

    select
        as_at_on,
        task_code,
        max(as_at_precision) as as_at_precision,
        sum(arising_count) filter (where area_code = 'force') as force_arising,
        sum(arising_count) filter (where area_code <> 'force') as areas_arising,
        count(arising_count) filter (where area_code <> 'force') as areas_with_arising,
        sum(completed_count) filter (where area_code = 'force') as force_completed,
        sum(completed_count) filter (where area_code <> 'force') as areas_completed,
        count(completed_count) filter (where area_code <> 'force') as areas_with_completed,
        sum(outstanding_count) filter (where area_code = 'force') as force_outstanding,
        sum(outstanding_count) filter (where area_code <> 'force') as areas_outstanding,
        count(outstanding_count) filter (where area_code <> 'force') as areas_with_outstanding
    from sex_offender_tasks
    where as_at_on <= $as_at
    group by as_at_on, task_code

),

reported as (

    select
        summed.as_at_on,
        summed.task_code,
        summed.as_at_precision,
        coalesce(
            summed.force_arising,
            case when summed.areas_with_arising = whole.areas_count then summed.areas_arising end
        ) as arising,
        coalesce(
            summed.force_completed,
            case when summed.areas_with_completed = whole.areas_count then summed.areas_completed end
        ) as completed,
        coalesce(
            summed.force_outstanding,
            case when summed.areas_with_outstanding = whole.areas_count then summed.areas_outstanding end
        ) as outstanding
    from summed
    cross join whole

),

every_cell as (

    select
        dates.as_at_on,
        sex_offender_task_types.task_code,
        sex_offender_task_types.task_name,
        sex_offender_task_types.sort_order
    from (select distinct as_at_on from reported where arising is not null or completed is not null) as dates
    cross join sex_offender_task_types

)

select
    every_cell.as_at_on,
    max(reported.as_at_precision) over (partition by every_cell.as_at_on) as as_at_precision,
    every_cell.task_code,
    every_cell.task_name,
    cast(reported.arising as bigint) as arising_count,
    cast(reported.completed as bigint) as completed_count,
    cast(reported.arising - reported.completed as bigint) as net_count,
    cast(reported.outstanding as bigint) as outstanding_count
from every_cell
left join reported
    on reported.as_at_on = every_cell.as_at_on
    and reported.task_code = every_cell.task_code
order by every_cell.as_at_on, every_cell.sort_order
