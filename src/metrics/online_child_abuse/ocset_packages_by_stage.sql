-- One row per stage and date on which any was reported, up to the as-at date. A bound keeps its qualifier.
-- A stage that was not reported on such a date has no figure: a gap, not a zero.
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
    from (select distinct as_at_on from reported) as dates
    cross join package_stages

)

select
    every_cell.as_at_on,
    max(reported.as_at_precision) over (partition by every_cell.as_at_on) as as_at_precision,
    every_cell.stage_code,
    every_cell.stage_name,
    reported.packages_count,
    case when reported.packages_count is not null then coalesce(reported.qualifier_code, 'exactly') end as qualifier_code,
    lag(reported.packages_count) over (partition by every_cell.stage_code order by every_cell.as_at_on) as previous_count,
    lag(reported.qualifier_code) over (
        partition by every_cell.stage_code order by every_cell.as_at_on
    ) as previous_qualifier_code,
    lag(every_cell.as_at_on) over (partition by every_cell.stage_code order by every_cell.as_at_on) as previous_on,
    reported.source_id,
    reported.place
from every_cell
left join reported
    on reported.as_at_on = every_cell.as_at_on
    and reported.stage_code = every_cell.stage_code
order by every_cell.as_at_on, every_cell.sort_order
