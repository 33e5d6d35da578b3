-- One row per stage and date on which any was reported, up to the as-at date, all risks together.
-- A stage that was not reported on such a date has no figure: a gap, not a zero.
with

reported as (

    select *
    from ocset_packages
    where risk_code = 'all' and as_at_on <= $as_at

)

select
    dates.as_at_on,
    max(reported.as_at_precision) over (partition by dates.as_at_on) as as_at_precision,
    package_stages.stage_code,
    package_stages.stage_name,
    package_stages.sort_order,
    reported.packages_count,
    reported.qualifier_code,
    reported.received_count,
    reported.enforced_count,
    count(reported.received_count) over (partition by dates.as_at_on)
        + count(reported.enforced_count) over (partition by dates.as_at_on) > 0 as is_flow_reported,
    reported.source_id,
    reported.place
from (select distinct as_at_on from reported) as dates
cross join package_stages
left join reported
    on reported.as_at_on = dates.as_at_on
    and reported.stage_code = package_stages.stage_code
