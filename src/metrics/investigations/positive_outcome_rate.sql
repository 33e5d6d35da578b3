-- One row per group of crime and date on which it was reported, up to the as-at date.
-- The rate stands as printed. Where only counts are given it is worked out from them.
-- A printed change may be points or per cent; the source does not say, so it is carried and not used.
select
    positive_outcomes.as_at_on,
    positive_outcomes.as_at_precision,
    positive_outcomes.crime_group_code,
    crime_groups.crime_group_name,
    positive_outcomes.rate_percent as share_percent,
    positive_outcomes.numerator_count,
    positive_outcomes.denominator_count,
    positive_outcomes.period_kind_code,
    positive_outcomes.change_printed,
    positive_outcomes.additional_outcomes_count,
    positive_outcomes.qualifier_code,
    positive_outcomes.source_id,
    positive_outcomes.place,
    positive_outcomes.note
from positive_outcomes
join crime_groups
    on crime_groups.crime_group_code = positive_outcomes.crime_group_code
where positive_outcomes.as_at_on <= $as_at
order by crime_groups.sort_order, positive_outcomes.as_at_on
