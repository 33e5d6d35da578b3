-- One row per local policing area and date on which any area reported a referral or a hearing, up to the as-at date.
-- Counts are of what came since the extract before.
-- The net count is referrals less cases heard, and empty where either is missing.
select
    as_at_on,
    as_at_precision,
    area_code,
    area_name,
    referrals_received_count,
    cases_heard_count,
    net_count,
    cases_awaiting_count,
    source_id,
    place
from marac_by_area
where is_flow_reported
order by as_at_on, sort_order
