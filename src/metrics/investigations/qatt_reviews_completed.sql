-- One row per date on which the number of reviews completed so far was stated, up to the as-at date.
select
    as_at_on,
    as_at_precision,
    count as reviews_count,
    coalesce(qualifier_code, 'exactly') as qualifier_code,
    source_id,
    place,
    note
from investigation_standards
where measure_code = 'qatt_reviews_completed' and as_at_on <= $as_at
order by as_at_on
