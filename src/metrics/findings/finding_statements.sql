-- One row per finding and statement about it, the oldest first, with what the statement before it said.
with

compared as (

    select
        *,
        lag(as_at_on) over (partition by finding_id order by as_at_on) as previous_as_at_on,
        lag(status_name) over (partition by finding_id order by as_at_on) as previous_status_name,
        lag(level_code) over (partition by finding_id order by as_at_on) as previous_level_code,
        lag(level_name) over (partition by finding_id order by as_at_on) as previous_level_name,
        lag(deadline_on) over (partition by finding_id order by as_at_on) as previous_deadline_on,
        lag(force_target_on) over (partition by finding_id order by as_at_on) as previous_force_target_on
    from stated_findings

)

select
    compared.finding_id,
    compared.as_at_on,
    compared.as_at_precision,
    compared.previous_as_at_on,
    coverages.coverage_name,
    compared.title,
    compared.status_code,
    compared.status_name,
    compared.who_says,
    compared.status_on,
    compared.status_precision,
    compared.previous_status_name,
    compared.level_code,
    case when compared.level_code is not null then compared.level_name end as level_name,
    case when compared.previous_level_code is not null then compared.previous_level_name end as previous_level_name,
    compared.deadline_on,
    compared.deadline_precision,
    compared.previous_deadline_on,
    compared.force_target_on,
    compared.previous_force_target_on,
    compared.closure_letter_on,
    compared.extract_id,
    compared.source_id,
    compared.place,
    compared.note
from compared
left join coverages
    on coverages.coverage_code = coalesce(compared.coverage_code, 'partial')
order by compared.finding_id, compared.as_at_on
