-- One row per date on which any area reported, up to the as-at date: the force total, which is our sum of its areas.
-- Where an area did not report, the sum would be too small, so the total is left empty.
with

dates as (

    select
        as_at_on,
        max(as_at_precision) as as_at_precision,
        sum(cases_awaiting_count) as summed_count,
        count(cases_awaiting_count) as areas_reported_count
    from marac_backlog
    where as_at_on <= $as_at
    group by as_at_on

),

totals as (

    select
        as_at_on,
        as_at_precision,
        areas_reported_count,
        case
            when areas_reported_count = (select count(*) from areas where not is_force_total)
                then cast(summed_count as bigint)
        end as cases_awaiting_count
    from dates

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
