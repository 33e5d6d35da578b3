-- One row per finding that was listed once and is missing from the newest whole register, in its last state.
-- A finding stated on the day of the newest whole register or after it has not left.
-- The day it is missing from is the first whole register after the last statement about it.
with

whole_registers as (

    select distinct as_at_on as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

numbered as (

    select *, row_number() over (partition by finding_id order by as_at_on desc) as newest_first
    from stated_findings

),

missing as (

    select
        numbered.finding_id,
        min(whole_registers.whole_on) as missing_from_on,
        max(whole_registers.whole_on) as newest_whole_on
    from numbered
    join whole_registers
        on whole_registers.whole_on > numbered.as_at_on
    where numbered.newest_first = 1
    group by numbered.finding_id

)

select
    missing.finding_id,
    numbered.title,
    numbered.finding_type_code,
    numbered.level_name,
    numbered.status_name,
    numbered.counts_as,
    numbered.is_outstanding,
    numbered.as_at_on as last_stated_on,
    missing.missing_from_on,
    missing.newest_whole_on,
    numbered.source_id,
    numbered.place
from missing
join numbered
    on numbered.finding_id = missing.finding_id
    and numbered.newest_first = 1
order by missing.missing_from_on desc, missing.finding_id
