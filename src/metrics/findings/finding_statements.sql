-- One row per finding and statement about it, the oldest first, with what the statement before it said.
with

statements as (

    select
        *,
        lag(as_at_on) over (partition by finding_id order by as_at_on) as previous_as_at_on,
        lag(status_code) over (partition by finding_id order by as_at_on) as previous_status_code,
        lag(level_code) over (partition by finding_id order by as_at_on) as previous_level_code,
        lag(deadline_on) over (partition by finding_id order by as_at_on) as previous_deadline_on,
        lag(force_target_on) over (partition by finding_id order by as_at_on) as previous_force_target_on
    from findings
    where as_at_on <= $as_at

)

select
    statements.finding_id,
    statements.as_at_on,
    statements.as_at_precision,
    statements.previous_as_at_on,
    coverages.coverage_name,
    statements.title,
    statements.status_code,
    finding_statuses.status_name,
    finding_statuses.who_says,
    statements.status_on,
    statements.status_precision,
    stood.status_name as previous_status_name,
    statements.level_code,
    finding_levels.level_name,
    levels_before.level_name as previous_level_name,
    statements.deadline_on,
    statements.deadline_precision,
    statements.previous_deadline_on,
    statements.force_target_on,
    statements.previous_force_target_on,
    statements.closure_letter_on,
    statements.extract_id,
    statements.source_id,
    statements.place,
    statements.note
from statements
join finding_statuses
    on finding_statuses.status_code = statements.status_code
left join finding_statuses as stood
    on stood.status_code = statements.previous_status_code
left join finding_levels
    on finding_levels.level_code = statements.level_code
left join finding_levels as levels_before
    on levels_before.level_code = statements.previous_level_code
left join coverages
    on coverages.coverage_code = coalesce(statements.coverage_code, 'partial')
order by statements.finding_id, statements.as_at_on
