-- One row per local policing area and date on which any area reported, up to the as-at date.
-- The change is from the date before, and empty where either figure is missing.
select
    as_at_on,
    as_at_precision,
    area_code,
    area_name,
    cases_awaiting_count,
    lag(as_at_on) over (partition by area_code order by as_at_on) as previous_on,
    lag(cases_awaiting_count) over (partition by area_code order by as_at_on) as previous_count,
    cases_awaiting_count - lag(cases_awaiting_count) over (partition by area_code order by as_at_on) as change_count,
    source_id,
    place
from marac_by_area
order by as_at_on, sort_order
