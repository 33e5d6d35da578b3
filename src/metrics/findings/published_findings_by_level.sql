-- One row per type of finding and level in the newest published table not after the as-at date.
-- Figures stand as printed. What open and closed leave unexplained of the printed total has its own column.
with

newest as (

    select max(as_at_on) as as_at_on
    from finding_counts
    where as_at_on <= $as_at

)

select
    finding_counts.as_at_on,
    finding_counts.as_at_precision,
    finding_counts.finding_type_code,
    finding_types.plural_name as finding_type_name,
    finding_counts.level_code,
    finding_levels.level_name,
    finding_counts.open_count,
    finding_counts.closed_count,
    finding_counts.total_count,
    finding_counts.total_count - finding_counts.open_count - finding_counts.closed_count as unexplained_count,
    finding_counts.source_id,
    finding_counts.place,
    finding_counts.note
from finding_counts
join newest
    on newest.as_at_on = finding_counts.as_at_on
join finding_types
    on finding_types.finding_type_code = finding_counts.finding_type_code
join finding_levels
    on finding_levels.level_code = finding_counts.level_code
order by finding_types.sort_order, finding_levels.sort_order
