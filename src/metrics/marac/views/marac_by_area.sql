-- One row per local policing area and date on which any area reported, up to the as-at date.
-- An area that did not report on such a date has no figure: a gap, not a zero.
with

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from marac_backlog
    where as_at_on <= $as_at
    group by as_at_on

)

select
    dates.as_at_on,
    dates.as_at_precision,
    areas.area_code,
    areas.area_name,
    areas.sort_order,
    marac_backlog.cases_awaiting_count,
    marac_backlog.referrals_received_count,
    marac_backlog.cases_heard_count,
    marac_backlog.referrals_received_count - marac_backlog.cases_heard_count as net_count,
    count(marac_backlog.referrals_received_count) over (partition by dates.as_at_on)
        + count(marac_backlog.cases_heard_count) over (partition by dates.as_at_on) > 0 as is_flow_reported,
    marac_backlog.source_id,
    marac_backlog.place
from dates
cross join areas
left join marac_backlog
    on marac_backlog.as_at_on = dates.as_at_on
    and marac_backlog.area_code = areas.area_code
where not areas.is_force_total
