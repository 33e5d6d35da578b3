-- One row per type of task and date on which any was reported, up to the as-at date, for the whole force.
-- All tasks together is our sum of unlike tasks, and empty where one is missing.
select
    as_at_on,
    as_at_precision,
    task_code,
    task_name,
    outstanding_count,
    qualifier_code,
    lag(as_at_on) over (partition by task_code order by as_at_on) as previous_on,
    lag(outstanding_count) over (partition by task_code order by as_at_on) as previous_count,
    case
        when count(outstanding_count) over (partition by as_at_on) = count(*) over (partition by as_at_on)
            then cast(sum(outstanding_count) over (partition by as_at_on) as bigint)
    end as all_tasks_count,
    source_id,
    place
from tasks_of_the_force
order by as_at_on, sort_order
