-- One row per standard and date on which it was reported, up to the as-at date.
-- The share stands as printed. Where only counts are given it is worked out from them; where neither is, it is empty.
select
    investigation_standards.as_at_on,
    investigation_standards.as_at_precision,
    investigation_standards.measure_code,
    standard_measures.measure_name,
    standard_measures.meaning,
    investigation_standards.share_percent,
    investigation_standards.numerator_count,
    investigation_standards.denominator_count,
    investigation_standards.qualifier_code,
    investigation_standards.source_id,
    investigation_standards.place,
    investigation_standards.note
from investigation_standards
join standard_measures
    on standard_measures.measure_code = investigation_standards.measure_code
where investigation_standards.measure_code <> 'qatt_reviews_completed'
    and investigation_standards.as_at_on <= $as_at
order by standard_measures.sort_order, investigation_standards.as_at_on
