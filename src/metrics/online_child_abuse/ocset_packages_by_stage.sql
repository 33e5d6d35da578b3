-- One row per stage and date on which any was reported, up to the as-at date. A bound keeps its qualifier.
select
    as_at_on,
    as_at_precision,
    stage_code,
    stage_name,
    packages_count,
    case when packages_count is not null then coalesce(qualifier_code, 'exactly') end as qualifier_code,
    lag(packages_count) over (partition by stage_code order by as_at_on) as previous_count,
    lag(qualifier_code) over (partition by stage_code order by as_at_on) as previous_qualifier_code,
    lag(as_at_on) over (partition by stage_code order by as_at_on) as previous_on,
    source_id,
    place
from packages_by_stage
order by as_at_on, sort_order
