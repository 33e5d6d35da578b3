-- One row per local policing area and date on which any area reported a referral or a hearing, up to the as-at date.
-- Counts are of what came since the extract before. An area that did not report has no figure: a gap, not a zero.
-- The net count is referrals less cases heard, and empty where either is missing.
with

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from marac_backlog
    where as_at_on <= $as_at
        and (referrals_received_count is not null or cases_heard_count is not null)
    group by as_at_on

),

every_cell as (

    select
        dates.as_at_on,
        dates.as_at_precision,
        areas.area_code,
        areas.area_name,
        areas.sort_order
    from dates
    cross join areas
    where not areas.is_force_total

)

select
    every_cell.as_at_on,
    every_cell.as_at_precision,
    every_cell.area_code,
    every_cell.area_name,
    marac_backlog.referrals_received_count,
    marac_backlog.cases_heard_count,
    marac_backlog.referrals_received_count - marac_backlog.cases_heard_count as net_count,
    marac_backlog.cases_awaiting_count,
    marac_backlog.source_id,
    marac_backlog.place
from every_cell
left join marac_backlog
    on marac_backlog.as_at_on = every_cell.as_at_on
    and marac_backlog.area_code = every_cell.area_code
order by every_cell.as_at_on, every_cell.sort_order
