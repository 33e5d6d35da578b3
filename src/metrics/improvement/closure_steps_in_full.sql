-- One row per step that a finding took on its way to closure, the newest first.
select
    finding_id,
    taken_on,
    step_code,
    step_name,
    sort_order as step_order,
    by_role,
    reference,
    cast(taken_on - previous_taken_on as int) as days_since_step_before,
    extract_id,
    source_id,
    place,
    note
from closure_rounds
order by finding_id, taken_on desc, sort_order desc
