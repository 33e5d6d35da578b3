-- One row per risk band of the packages awaiting enforcement, at the newest date with bands not after the as-at date.
-- The limit is the national timescale from receipt to enforcement, in hours and in whole days (an hour being
-- 0.0416666667 of a day); the oldest package is shown against it.
with

banded as (

    select *
    from ocset_packages
    where stage_code = 'awaiting_enforcement' and risk_code <> 'all' and as_at_on <= $as_at

),

newest as (

    select max(as_at_on) as as_at_on
    from banded

)

select
    banded.as_at_on,
    banded.as_at_precision,
    banded.risk_code,
    risk_bands.risk_name,
    banded.packages_count,
    coalesce(banded.qualifier_code, 'exactly') as qualifier_code,
    banded.oldest_days,
    risk_bands.limit_hours,
    cast(floor(risk_bands.limit_hours * 0.0416666667) as bigint) as limit_days,
    banded.oldest_days * 24 <= risk_bands.limit_hours as is_within_limit,
    banded.source_id,
    banded.place,
    banded.note
from banded
join newest
    on newest.as_at_on = banded.as_at_on
join risk_bands
    on risk_bands.risk_code = banded.risk_code
order by risk_bands.sort_order
