-- One row per stage and date on which any was reported received or enforced, up to the as-at date, all risks together.
-- Counts are of the seven days up to the date. A stage not reported on such a date is a gap, not a zero.
-- The net count is packages received less packages enforced, and empty where either is missing.
select
    as_at_on,
    as_at_precision,
    stage_code,
    stage_name,
    received_count,
    enforced_count,
    received_count - enforced_count as net_count,
    packages_count,
    source_id,
    place
from packages_by_stage
where is_flow_reported
order by as_at_on, sort_order
