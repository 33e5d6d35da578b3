-- One row per group of crime in each audit that ended not after the as-at date, as each source gives it.
select
    recording_accuracy.period_from_on,
    recording_accuracy.period_to_on as as_at_on,
    recording_accuracy.crime_group_code,
    crime_groups.crime_group_name,
    recording_accuracy.rate_percent,
    recording_accuracy.interval_points,
    recording_accuracy.source_id,
    sources.title as source_title,
    recording_accuracy.place,
    recording_accuracy.note
from recording_accuracy
join crime_groups
    on crime_groups.crime_group_code = recording_accuracy.crime_group_code
left join sources
    on sources.source_id = recording_accuracy.source_id
where recording_accuracy.period_to_on <= $as_at
order by recording_accuracy.period_to_on, crime_groups.sort_order, sources.published_on nulls last
