-- One row per date on which any area reported, up to the as-at date: the force total, which is our sum of its areas.
-- Where an area did not report, the sum would be too small, so the total is left empty.
with

totals as (

    select
        as_at_on,
        max(as_at_precision) as as_at_precision,
        count(cases_awaiting_count) as areas_reported_count,
        case when count(cases_awaiting_count) = count(*) then cast(sum(cases_awaiting_count) as bigint) end
            as cases_awaiting_count
    from marac_by_area
    group by as_at_on

)

select
    as_at_on,
    as_at_precision,
    areas_reported_count,
    cases_awaiting_count,
    lag(as_at_on) over (order by as_at_on) as previous_on,
    lag(cases_awaiting_count) over (order by as_at_on) as previous_count,
    cases_awaiting_count - lag(cases_awaiting_count) over (order by as_at_on) as change_count
from totals
order by as_at_on
