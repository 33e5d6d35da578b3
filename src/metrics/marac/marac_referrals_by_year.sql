-- One row per year of referrals that ended not after the as-at date.
select
    period_from_on,
    period_to_on as as_at_on,
    referrals_count,
    male_victim_count,
    source_id,
    place,
    note
from marac_referrals
where period_to_on <= $as_at
order by period_to_on
