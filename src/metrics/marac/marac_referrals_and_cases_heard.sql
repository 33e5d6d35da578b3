-- One row per date on which any area reported a referral or a hearing, up to the as-at date: our sum of the areas.
-- Counts are of what came since the extract before. Where an area did not report a count, its sum is left empty.
-- The net count is referrals less cases heard, and empty where either is missing.
with

dates as (

    select
        as_at_on,
        max(as_at_precision) as as_at_precision,
        sum(referrals_received_count) as referrals,
        count(referrals_received_count) as areas_with_referrals,
        sum(cases_heard_count) as heard,
        count(cases_heard_count) as areas_with_heard,
        sum(cases_awaiting_count) as awaiting,
        count(cases_awaiting_count) as areas_with_awaiting
    from marac_backlog
    where as_at_on <= $as_at
    group by as_at_on

),

whole as (

    select count(*) as areas_count
    from areas
    where not is_force_total

),

totals as (

    select
        dates.as_at_on,
        dates.as_at_precision,
        case when dates.areas_with_referrals = whole.areas_count then cast(dates.referrals as bigint) end
            as referrals_received_count,
        case when dates.areas_with_heard = whole.areas_count then cast(dates.heard as bigint) end as cases_heard_count,
        case when dates.areas_with_awaiting = whole.areas_count then cast(dates.awaiting as bigint) end
            as cases_awaiting_count
    from dates
    cross join whole
    where dates.areas_with_referrals > 0 or dates.areas_with_heard > 0

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
