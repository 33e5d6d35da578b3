-- One row per stage and date on which any was reported received or enforced, up to the as-at date, all risks together.
-- Counts are of the seven days up to the date. A stage not reported on such a date is a gap, not a zero.
-- The net count is packages received less packages enforced, and empty where either is missing.
with

reported as (

    select *
    from ocset_packages
    where risk_code = 'all' and as_at_on <= $as_at

),

every_cell as (

    select
        dates.as_at_on,
        package_stages.stage_code,
        package_stages.stage_name,
        package_stages.sort_order
    from (
        select distinct as_at_on from reported where received_count is not null or enforced_count is not null
    ) as dates
    cross join package_stages

)

select
    every_cell.as_at_on,
    max(reported.as_at_precision) over (partition by every_cell.as_at_on) as as_at_precision,
    every_cell.stage_code,
    every_cell.stage_name,
    reported.received_count,
    reported.enforced_count,
    reported.received_count - reported.enforced_count as net_count,
    reported.packages_count,
    reported.source_id,
    reported.place
from every_cell
left join reported
    on reported.as_at_on = every_cell.as_at_on
    and reported.stage_code = every_cell.stage_code
order by every_cell.as_at_on, every_cell.sort_order
