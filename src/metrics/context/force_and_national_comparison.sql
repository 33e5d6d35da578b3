-- One row per measure and period that ended not after the as-at date, the force beside England and Wales.
-- The difference is empty where either figure is not printed, and for numbers, as a force is smaller than the country.
select
    national_comparisons.period_from_on,
    national_comparisons.period_to_on as as_at_on,
    national_comparisons.measure_code,
    national_comparisons.measure_name,
    national_comparisons.force_value,
    national_comparisons.national_value,
    case
        when national_comparisons.unit_code <> 'count'
            then national_comparisons.force_value - national_comparisons.national_value
    end as difference,
    national_comparisons.unit_code,
    comparison_units.unit_name,
    national_comparisons.better_code,
    national_comparisons.comparability_note,
    national_comparisons.source_id,
    national_comparisons.place
from national_comparisons
join comparison_units
    on comparison_units.unit_code = national_comparisons.unit_code
where national_comparisons.period_to_on <= $as_at
order by national_comparisons.row_number
