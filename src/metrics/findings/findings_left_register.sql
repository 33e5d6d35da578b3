-- One row per finding that was listed once and is missing from the newest whole register, as last stated.
-- A finding stated on the day of the newest whole register or after it has not left.
-- The day it is missing from is the first whole register after the last word of it.
with

whole_registers as (

    select distinct as_at_on as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        *,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_is_one
    from findings
    where as_at_on <= $as_at

),

missing as (

    select
        statements.finding_id,
        min(whole_registers.whole_on) as missing_from_on,
        max(whole_registers.whole_on) as newest_whole_on
    from statements
    join whole_registers
        on whole_registers.whole_on > statements.as_at_on
    where statements.newest_is_one = 1
    group by statements.finding_id

)

select
    missing.finding_id,
    statements.title,
    statements.finding_type_code,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    statements.as_at_on as last_stated_on,
    missing.missing_from_on,
    missing.newest_whole_on,
    statements.source_id,
    statements.place
from missing
join statements
    on statements.finding_id = missing.finding_id
    and statements.newest_is_one = 1
join finding_statuses
    on finding_statuses.status_code = statements.status_code
left join finding_levels
    on finding_levels.level_code = statements.level_code
order by missing.missing_from_on desc, missing.finding_id
