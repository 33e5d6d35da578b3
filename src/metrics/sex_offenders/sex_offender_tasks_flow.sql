-- One row per type of task and date on which any was reported falling due or completed, for the whole force.
-- Counts are of what came since the extract before.
-- The net count is tasks falling due less tasks completed, and empty where either is missing.
select
    as_at_on,
    as_at_precision,
    task_code,
    task_name,
    arising_count,
    completed_count,
    net_count,
    outstanding_count
from tasks_of_the_force
where is_flow_reported
order by as_at_on, sort_order
