-- One row per date on which any area reported a referral or a hearing, up to the as-at date: our sum of the areas.
-- Counts are of what came since the extract before. Where an area did not report a count, its sum is left empty.
-- The net count is referrals less cases heard, and empty where either is missing.
with

totals as (

    select
        as_at_on,
        max(as_at_precision) as as_at_precision,
        case when count(referrals_received_count) = count(*) then cast(sum(referrals_received_count) as bigint) end
            as referrals_received_count,
        case when count(cases_heard_count) = count(*) then cast(sum(cases_heard_count) as bigint) end
            as cases_heard_count,
        case when count(cases_awaiting_count) = count(*) then cast(sum(cases_awaiting_count) as bigint) end
            as cases_awaiting_count
    from marac_by_area
    where is_flow_reported
    group by as_at_on

)

select
    as_at_on,
    as_at_precision,
    referrals_received_count,
    cases_heard_count,
    referrals_received_count - cases_heard_count as net_count,
    cases_awaiting_count
from totals
order by as_at_on
