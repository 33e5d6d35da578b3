-- One row per stage and date on which any was reported, up to the as-at date, all risks together.
-- A stage that was not reported on such a date has no figure: a gap, not a zero.
-- Where the bands are reported and all bands together are not, the stage is the sum of its bands, if none is missing.
with

summed as (

    select
        as_at_on,
        stage_code,
        max(as_at_precision) as as_at_precision,
        max(packages_count) filter (where risk_code = 'all') as whole_count,
        max(qualifier_code) filter (where risk_code = 'all') as qualifier_code,
        max(received_count) filter (where risk_code = 'all') as received_count,
        max(enforced_count) filter (where risk_code = 'all') as enforced_count,
        case
            when
                count(packages_count) filter (where risk_code in ('medium', 'standard')) = 2
                and (
                    count(packages_count) filter (where risk_code in ('very_high', 'high')) = 2
                    or count(packages_count) filter (where risk_code = 'very_high_or_high') = 1
                )
                and count(*) filter (where coalesce(qualifier_code, 'exactly') <> 'exactly') = 0
                then cast(sum(packages_count) filter (where risk_code <> 'all') as bigint)
        end as bands_count,
        count(*) filter (where risk_code = 'all') as whole_rows,
        coalesce(max(source_id) filter (where risk_code = 'all'), max(source_id)) as source_id,
        coalesce(max(place) filter (where risk_code = 'all'), max(place)) as place
    from ocset_packages
    where as_at_on <= $as_at
    group by as_at_on, stage_code

),

reported as (

    select *, coalesce(whole_count, bands_count) as packages_count
    from summed
    where whole_rows > 0 or bands_count is not null

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
