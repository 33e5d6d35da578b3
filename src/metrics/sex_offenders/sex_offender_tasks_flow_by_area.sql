-- One row per local policing area, type of task and date on which any area reported one falling due or completed.
-- Counts are of what came since the extract before.
-- The net count is tasks falling due less tasks completed, and empty where either is missing.
select
    as_at_on,
    as_at_precision,
    area_code,
    area_name,
    task_code,
    task_name,
    arising_count,
    completed_count,
    net_count,
    outstanding_count,
    source_id,
    place
from tasks_by_area
where is_flow_reported
order by as_at_on, area_order, task_order
